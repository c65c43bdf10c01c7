//! A model that can be differentiated: simplified, at one operator version, its values typed.

use std::io::Write;
use std::path::{Path, PathBuf};

use graph::messages::{Dimension, ModelProto, TypeValue, ValueInfoProto};
use graph::{Coverage, Dim, OnnxFile, TypedGraph, ValueKind, coverage, to_differentiable_opset};
use jobs::Work;
use prost::Message;
use runtime::{
    ElementKind, Model, Provider, ProviderChoice, Runtime, TensorSpec, canonicalise, value_specs,
};
use tempfile::{TempDir, TempPath};

use crate::element::{data_type, element_kind};
use crate::error::ExplainError;

/// A model that gradients can be asked of. It owns a working copy on the disk: the simplified graph
/// and, beside it, the weights, which every session made of it shares.
pub struct DifferentiableModel {
    source: PathBuf,
    folder: TempDir,
    graph: TypedGraph,
    /// The graph as it is written, before gradients are added.
    graph_bytes: Vec<u8>,
}

impl DifferentiableModel {
    /// Simplifies a model and finds the type of each of its values. Open dimensions of the input that
    /// pictures go into (the first by default) are fixed to those of `shape`, all but the batch in
    /// front: gradients of pictures whose size is known are faster. An empty shape fixes nothing.
    ///
    /// # Errors
    /// When the model cannot be read or loaded, is too old, or there is no room for the copy.
    pub fn prepare(
        runtime: &Runtime,
        path: &Path,
        input: Option<&str>,
        shape: &[usize],
        work: &Work,
    ) -> Result<Self, ExplainError> {
        let folder =
            TempDir::with_prefix("sightglass-").map_err(|source| ExplainError::WorkingCopy {
                folder: std::env::temp_dir(),
                source,
            })?;
        let canonical = canonicalise(runtime, path, folder.path(), work)?;
        let file = OnnxFile::read(&canonical)?;
        let mut model = file.model().clone();
        let picture_input = match input {
            Some(name) => Some(name.to_owned()),
            None => file.inputs().into_iter().next().map(|input| input.name),
        };
        if let Some(name) = picture_input {
            fix_sizes(&mut model, &name, shape);
        }
        to_differentiable_opset(&mut model)?;
        let graph_bytes = model.encode_to_vec();
        let kinds = find_kinds(runtime, path, &folder, &model, &graph_bytes, work)?;
        Ok(Self {
            source: path.to_owned(),
            folder,
            graph: TypedGraph::new(model, kinds),
            graph_bytes,
        })
    }

    /// The model file that this is a copy of.
    #[must_use]
    pub fn source(&self) -> &Path {
        &self.source
    }

    /// The simplified graph.
    #[must_use]
    pub fn graph(&self) -> &TypedGraph {
        &self.graph
    }

    /// Version of ONNX's operators that the gradients are written in.
    #[must_use]
    pub fn opset(&self) -> i64 {
        let sets = self.graph.model().opset_import.iter();
        let standard = sets.filter(|set| set.domain.is_empty());
        standard.map(|set| set.version).max().unwrap_or_default()
    }

    /// The inputs that a caller must give.
    #[must_use]
    pub fn inputs(&self) -> Vec<&str> {
        let graph = self.graph.graph();
        let inputs = graph.input.iter().map(|input| input.name.as_str());
        inputs
            .filter(|name| self.graph.constant(name).is_none())
            .collect()
    }

    /// How much of the way from a target back to a value can be differentiated.
    #[must_use]
    pub fn coverage(&self, target: &str, by: &str) -> Coverage {
        coverage(&self.graph, target, &[by])
    }

    /// The element type of an input.
    pub(crate) fn input_element(&self, input: &str) -> ElementKind {
        self.graph
            .element(input)
            .and_then(element_kind)
            .unwrap_or(ElementKind::F32)
    }

    /// What adds a value to the model's outputs, where it is none.
    pub(crate) fn with_output(&self, value: &str) -> ModelProto {
        let mut patch = ModelProto::default();
        let graph = patch.graph.get_or_insert_default();
        if !self.is_output(value) {
            graph.output.push(ValueInfoProto::untyped(value));
        }
        patch
    }

    /// Whether a value is one of the model's outputs.
    pub(crate) fn is_output(&self, value: &str) -> bool {
        self.graph
            .graph()
            .output
            .iter()
            .any(|output| output.name == value)
    }

    /// Loads the graph with what `patch` adds to it for the provider that runs it. Errors name the
    /// model that this is a copy of.
    pub(crate) fn load(
        &self,
        runtime: &Runtime,
        choice: ProviderChoice,
        mut patch: impl FnMut(Provider) -> Result<ModelProto, ExplainError>,
        work: &Work,
    ) -> Result<Model, ExplainError> {
        let file = |provider| {
            let patch = patch(provider)?.encode_to_vec();
            write_graph(&self.folder, &[&self.graph_bytes, &patch])
        };
        Model::load_made_for(runtime, &self.source, choice, file, work)
    }
}

/// Writes a graph beside the weights of the working copy. The file is gone with the path: it is
/// needed until it is loaded, and its name is its own, so that several may be loaded at once.
fn write_graph(folder: &TempDir, parts: &[&[u8]]) -> Result<TempPath, ExplainError> {
    let write = || {
        let mut file = tempfile::Builder::new()
            .suffix(".onnx")
            .tempfile_in(folder.path())?;
        file.write_all(&parts.concat())?;
        Ok(file.into_temp_path())
    };
    write().map_err(|source| ExplainError::WorkingCopy {
        folder: folder.path().to_owned(),
        source,
    })
}

/// Fixes the open dimensions of an input, all but the batch.
fn fix_sizes(model: &mut ModelProto, name: &str, sizes: &[usize]) {
    let mut inputs = model.graph.iter_mut().flat_map(|graph| &mut graph.input);
    let declared = inputs
        .find(|input| input.name == name)
        .and_then(|input| input.r#type.as_mut()?.value.as_mut());
    let Some(TypeValue::Tensor(tensor)) = declared else {
        return;
    };
    let Some(shape) = tensor
        .shape
        .as_mut()
        .filter(|shape| shape.dim.len() == sizes.len())
    else {
        return;
    };
    for (dim, size) in shape.dim.iter_mut().zip(sizes).skip(1) {
        if Dim::from(&*dim).fixed().is_none() {
            *dim = Dimension::from(*size as i64);
        }
    }
}

/// The type and shape of every value, as ONNX Runtime finds them when each is an output that only
/// has a name. Errors name the model at `source`.
fn find_kinds(
    runtime: &Runtime,
    source: &Path,
    folder: &TempDir,
    model: &ModelProto,
    graph_bytes: &[u8],
    work: &Work,
) -> Result<Vec<(String, ValueKind)>, ExplainError> {
    let mut probe = ModelProto::default();
    let outputs = &mut probe.graph.get_or_insert_default().output;
    let graph = model.graph.iter();
    let known: Vec<&str> = graph
        .clone()
        .flat_map(|graph| &graph.output)
        .map(|output| output.name.as_str())
        .collect();
    let nodes = graph.flat_map(|graph| &graph.node);
    let values = nodes
        .filter(|node| !node.op_type.contains("Sequence") && !node.op_type.contains("Optional"))
        .flat_map(|node| &node.output)
        .filter(|name| !name.is_empty() && !known.contains(&name.as_str()));
    outputs.extend(values.map(|name| ValueInfoProto::untyped(name)));
    let path = write_graph(folder, &[graph_bytes, &probe.encode_to_vec()])?;
    let specs = value_specs(runtime, &path, work).map_err(|error| error.about(source))?;
    Ok(specs.iter().map(kind_of).collect())
}

/// ONNX Runtime does not tell a scalar from a value whose rank is unknown: both have no dimensions,
/// and count as unknown.
fn kind_of(spec: &TensorSpec) -> (String, ValueKind) {
    let dims = spec
        .dims
        .iter()
        .zip(&spec.dim_names)
        .map(|(size, name)| match (size, name) {
            (Some(size), _) => u64::try_from(*size).map_or(Dim::Unknown, Dim::Fixed),
            (None, Some(name)) => Dim::Named(name.clone()),
            (None, None) => Dim::Unknown,
        });
    let kind = ValueKind::Tensor {
        element: data_type(spec.element),
        dims: (!spec.dims.is_empty()).then(|| dims.collect()),
    };
    (spec.name.clone(), kind)
}
