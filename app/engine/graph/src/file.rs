//! Reading a model file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use bytes::Bytes;
use prost::Message;

use crate::envelope::{self, EnvelopeFault};
use crate::error::GraphError;
use crate::external::{self, ExternalTensor};
use crate::messages::{GraphProto, ModelProto};
use crate::operators::{self, Operator};
use crate::values::{self, Value};

/// Greatest length of a model file: protobuf, and with it ONNX Runtime, reads no longer message.
pub const MODEL_LIMIT_BYTES: u64 = i32::MAX as u64;

/// A model file that was read and understood.
#[derive(Clone, Debug)]
pub struct OnnxFile {
    path: PathBuf,
    model: ModelProto,
    external: Vec<ExternalTensor>,
}

impl OnnxFile {
    /// Reads the model at `path`. Weights in other files are looked for but not loaded: see
    /// [`OnnxFile::external_tensors`].
    ///
    /// # Errors
    /// When the file cannot be read, is too large, is cut off, or is not an ONNX model.
    pub fn read(path: &Path) -> Result<Self, GraphError> {
        let read_error = |source| GraphError::Read {
            path: path.to_owned(),
            source,
        };
        let file = std::fs::metadata(path).map_err(read_error)?;
        if !file.is_file() {
            return Err(GraphError::NotAFile {
                path: path.to_owned(),
            });
        }
        if file.len() > MODEL_LIMIT_BYTES {
            return Err(GraphError::TooLarge {
                path: path.to_owned(),
                byte_len: file.len(),
                limit_bytes: MODEL_LIMIT_BYTES,
            });
        }
        let bytes = std::fs::read(path).map_err(read_error)?;
        Self::parse(Bytes::from(bytes), path)
    }

    /// Understands the bytes of the model file at `path`. Constants share their values with
    /// `bytes`.
    ///
    /// # Errors
    /// When the bytes are empty, cut off, or not an ONNX model.
    pub fn parse(bytes: Bytes, path: &Path) -> Result<Self, GraphError> {
        let path = path.to_owned();
        if bytes.is_empty() {
            return Err(GraphError::Empty { path });
        }
        let byte_len = bytes.len() as u64;
        match envelope::check(&bytes) {
            Ok(()) => {}
            Err(EnvelopeFault::Truncated { needed_bytes }) => {
                return Err(GraphError::Truncated {
                    path,
                    byte_len,
                    needed_bytes,
                });
            }
            Err(EnvelopeFault::Foreign(reason)) => {
                return Err(GraphError::NotOnnx { path, reason });
            }
        }
        let model = match ModelProto::decode(bytes) {
            Ok(model) => model,
            Err(source) => return Err(GraphError::Damaged { path, source }),
        };
        let lacks = |what: &str| GraphError::NotOnnx {
            path: path.clone(),
            reason: format!("it has no {what}"),
        };
        if model.ir_version <= 0 {
            return Err(lacks("format version"));
        }
        if model.graph.is_none() {
            return Err(lacks("graph"));
        }
        if model.opset_import.is_empty() {
            return Err(lacks("operator set version (it may be cut off)"));
        }
        let external = external::references(&model, &folder_of(&path));
        Ok(Self {
            path,
            model,
            external,
        })
    }

    /// Where the model was read from.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The whole message.
    #[must_use]
    pub fn model(&self) -> &ModelProto {
        &self.model
    }

    /// The graph that is run.
    #[must_use]
    pub fn graph(&self) -> &GraphProto {
        self.model
            .graph
            .as_ref()
            .expect("a model without a graph is refused when it is read")
    }

    /// The inputs that a caller must give. Constants that old files list as inputs are not here.
    #[must_use]
    pub fn inputs(&self) -> Vec<Value> {
        values::true_inputs(self.graph())
    }

    /// The outputs, in the order of the graph.
    #[must_use]
    pub fn outputs(&self) -> Vec<Value> {
        self.graph().output.iter().map(Value::from).collect()
    }

    /// Operator sets that the model uses with their versions; an empty name is ONNX's own.
    #[must_use]
    pub fn opsets(&self) -> BTreeMap<&str, i64> {
        self.model
            .opset_import
            .iter()
            .map(|set| (set.domain.as_str(), set.version))
            .collect()
    }

    /// Free key and value pairs that the exporter left.
    #[must_use]
    pub fn metadata(&self) -> BTreeMap<&str, &str> {
        self.model
            .metadata_props
            .iter()
            .map(|entry| (entry.key.as_str(), entry.value.as_str()))
            .collect()
    }

    /// Number of nodes of each operator, with those inside `If`, `Loop`, `Scan` and functions.
    #[must_use]
    pub fn operators(&self) -> BTreeMap<Operator, usize> {
        operators::count(&self.model)
    }

    /// Constants whose values stand in other files, each with what is wrong with it.
    #[must_use]
    pub fn external_tensors(&self) -> &[ExternalTensor] {
        &self.external
    }

    /// The other files that the model needs, relative to its folder, each once and in order. Files
    /// of references with a fault are among them.
    #[must_use]
    pub fn external_files(&self) -> BTreeSet<&str> {
        self.external
            .iter()
            .map(|tensor| tensor.location.as_str())
            .filter(|location| !location.is_empty())
            .collect()
    }
}

/// The folder that external data is relative to.
fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}
