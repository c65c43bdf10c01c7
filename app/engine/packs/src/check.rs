//! Checking a pack: every problem, not only the first.

use std::path::Path;

use graph::{ExternalFault, GraphError, OnnxFile, Value, ValueKind};
use jobs::Work;
use ndarray::ArrayD;
use ndarray_npy::{ReadNpyError, ReadNpyExt};
use serde::Serialize;
use thiserror::Error;

use crate::error::PackError;
use crate::manifest::{Channels, Decode, Extent, Golden, Layout, ManifestFault, PackPath};
use crate::pack::Pack;
use crate::propose::element_of;

mod classifier;

/// One thing that is wrong with a pack.
#[derive(Debug, Error)]
pub enum Problem {
    /// A value of the manifest breaks a rule.
    #[error("the manifest is wrong: {0}")]
    Manifest(#[from] ManifestFault),
    /// A file is missing, changed, outside the folder, or cannot be read.
    #[error(transparent)]
    File(#[from] PackError),
    /// The model file cannot be used.
    #[error(transparent)]
    Graph(#[from] GraphError),
    /// Weights in another file cannot be used.
    #[error(transparent)]
    Weights(#[from] ExternalFault),
    /// The model needs a file that the manifest gives no hash of.
    #[error(
        "the model needs {location:?}, and the manifest gives no hash of it; add it to [files]"
    )]
    Unlisted {
        /// The file as the model names it.
        location: String,
    },
    /// The model and the manifest say different things.
    #[error(
        "the model and the manifest disagree: {place} is {stated}, and the model has {found}; correct the manifest"
    )]
    Disagrees {
        /// The value of the manifest.
        place: String,
        /// What the manifest says.
        stated: String,
        /// What the model says.
        found: String,
    },
    /// A golden tensor cannot be read or has the wrong shape.
    #[error("a golden tensor is unusable: {reason}; make it again: {path}")]
    Golden {
        /// The file inside the pack.
        path: PackPath,
        /// What is wrong.
        reason: String,
    },
}

impl Pack {
    /// Looks for everything that is wrong: rules of the manifest, hashes of all files, the model,
    /// its weights in other files, whether model and manifest agree, and the golden tensors. The
    /// model is not run.
    ///
    /// # Errors
    /// The list of problems, never empty. Cancelled work is one of them.
    pub fn check(&self, work: &Work) -> Result<(), Vec<Problem>> {
        let mut problems: Vec<Problem> = self
            .manifest
            .faults()
            .into_iter()
            .map(Problem::from)
            .collect();
        let files = &self.manifest.files;
        for (done, (path, expected)) in files.iter().enumerate() {
            work.progress(done as u64, files.len() as u64, path.as_str());
            match self.verify(path, *expected, work) {
                Ok(()) => {}
                Err(PackError::Cancelled) => return Err(vec![PackError::Cancelled.into()]),
                Err(error) => problems.push(error.into()),
            }
        }
        match OnnxFile::read(&self.model_path()) {
            Ok(model) => {
                self.compare(&model, &mut problems);
                self.check_classifier(&model.outputs(), &mut problems);
            }
            Err(error) => problems.push(error.into()),
        }
        for golden in &self.manifest.golden {
            self.check_golden(golden, &mut problems);
        }
        if problems.is_empty() {
            Ok(())
        } else {
            Err(problems)
        }
    }

    /// Compares the manifest with the model.
    fn compare(&self, model: &OnnxFile, problems: &mut Vec<Problem>) {
        self.compare_weights(model, &self.manifest.model, problems);
        let inputs = model.inputs();
        self.compare_input(&inputs, problems);
        self.compare_outputs(&model.outputs(), problems);
    }

    /// Looks for the weights that the model at `path` in the pack has in other files.
    fn compare_weights(&self, model: &OnnxFile, path: &PackPath, problems: &mut Vec<Problem>) {
        let faults = model.external_tensors().iter();
        problems.extend(faults.filter_map(|tensor| Some(tensor.fault.clone()?.into())));
        let model_dir = Path::new(path.as_str()).parent().unwrap_or(Path::new(""));
        for location in model.external_files() {
            let is_listed = model_dir
                .join(location)
                .to_str()
                .and_then(|path| path.parse::<PackPath>().ok())
                .is_some_and(|path| self.manifest.files.contains_key(&path));
            if !is_listed {
                problems.push(Problem::Unlisted {
                    location: location.to_owned(),
                });
            }
        }
    }

    fn compare_input(&self, inputs: &[Value], problems: &mut Vec<Problem>) {
        let spec = &self.manifest.input;
        let mut disagree = |place: &str, stated: String, found: String| {
            problems.push(Problem::Disagrees {
                place: place.to_owned(),
                stated,
                found,
            });
        };
        if inputs.len() != 1 || inputs[0].name != spec.name {
            disagree(
                "input.name",
                as_written(&spec.name),
                format!("the inputs {}", names(inputs)),
            );
        }
        let Some(input) = inputs.iter().find(|input| input.name == spec.name) else {
            return;
        };
        let ValueKind::Tensor { element, dims } = &input.kind else {
            disagree("input", "a tensor".to_owned(), input.kind.to_string());
            return;
        };
        if element_of(*element) != Some(spec.element) {
            disagree(
                "input.element",
                as_written(&spec.element),
                element.name().to_owned(),
            );
        }
        let Some(dims) = dims else { return };
        let found = input.kind.to_string();
        let [batch, first, second, third] = &dims[..] else {
            disagree("input.layout", as_written(&spec.layout), found);
            return;
        };
        if batch.fixed().is_some_and(|size| size != 1) {
            let stated = format!("{} of one picture at a time", as_written(&spec.layout));
            disagree("input.layout", stated, found.clone());
        }
        let (channels, height, width) = match spec.layout {
            Layout::Nchw => (first, second, third),
            Layout::Nhwc => (third, first, second),
        };
        let count = spec.channels.count() as u64;
        if channels.fixed().is_some_and(|fixed| fixed != count) {
            disagree("input.channels", as_written(&spec.channels), found.clone());
        }
        for (place, extent, dim) in [
            ("input.width_px", spec.width_px, width),
            ("input.height_px", spec.height_px, height),
        ] {
            if dim
                .fixed()
                .is_some_and(|fixed| extent != Extent::Fixed(fixed as u32))
            {
                disagree(place, as_written(&extent), found.clone());
            }
        }
    }

    fn compare_outputs(&self, outputs: &[Value], problems: &mut Vec<Problem>) {
        let specs = self.manifest.outputs.iter().enumerate();
        for (index, spec) in specs {
            let Some(output) = outputs.iter().find(|output| output.name == spec.name) else {
                problems.push(Problem::Disagrees {
                    place: format!("outputs[{index}].name"),
                    stated: as_written(&spec.name),
                    found: format!("the outputs {}", names(outputs)),
                });
                continue;
            };
            let class_count = match &output.kind {
                ValueKind::Tensor {
                    dims: Some(dims), ..
                } => dims.get(1).and_then(graph::Dim::fixed),
                _ => None,
            };
            let map_count = match spec.decode {
                Decode::AnomalyMap | Decode::Energy => Some(1),
                Decode::BoxEdges => Some(4),
                _ => None,
            };
            if map_count.is_some() && class_count.is_some_and(|count| Some(count) != map_count) {
                problems.push(Problem::Disagrees {
                    place: format!("outputs[{index}].decode"),
                    stated: as_written(&spec.decode),
                    found: format!("the output {:?} of {}", spec.name, output.kind),
                });
                continue;
            }
            let labels = self.manifest.labels.len();
            let is_labelled = spec.decode.is_classes() || spec.decode.is_pixel_classes();
            if is_labelled && labels > 0 && class_count.is_some_and(|count| count != labels as u64)
            {
                problems.push(Problem::Disagrees {
                    place: "labels".to_owned(),
                    stated: format!("a list of {labels}"),
                    found: format!("the output {:?} of {}", spec.name, output.kind),
                });
            }
        }
    }

    fn check_golden(&self, golden: &Golden, problems: &mut Vec<Problem>) {
        let mut check = |path: &PackPath, role: &dyn Fn(&ArrayD<f32>) -> Option<String>| {
            // A file that is missing was named with the hashes.
            let Ok(file) = self.file(path) else { return };
            let reason = match read_npy(&file) {
                Ok(tensor) => role(&tensor),
                Err(error) => Some(error.to_string()),
            };
            if let Some(reason) = reason {
                problems.push(Problem::Golden {
                    path: path.clone(),
                    reason,
                });
            }
        };
        check(&golden.input, &|tensor| {
            let shape = tensor.shape();
            let channel_axis = match self.manifest.input.layout {
                Layout::Nchw => 1,
                Layout::Nhwc => 3,
            };
            let expected = Channels::count(self.manifest.input.channels);
            (shape.len() != 4 || shape[channel_axis] != expected)
                .then(|| format!("its shape {shape:?} is not that of the input"))
        });
        for path in golden.outputs.values() {
            check(path, &|tensor| {
                let wrong = tensor.iter().filter(|value| !value.is_finite()).count();
                (wrong > 0).then(|| format!("{wrong} of its values are not finite numbers"))
            });
        }
    }
}

fn read_npy(path: &Path) -> Result<ArrayD<f32>, ReadNpyError> {
    ArrayD::<f32>::read_npy(std::io::BufReader::new(std::fs::File::open(path)?))
}

/// A value as it stands in the manifest.
fn as_written(value: &impl Serialize) -> String {
    toml::Value::try_from(value)
        .expect("a value of the manifest is a value of TOML")
        .to_string()
}

fn names(values: &[Value]) -> String {
    let names: Vec<String> = values
        .iter()
        .map(|value| format!("{:?}", value.name))
        .collect();
    names.join(", ")
}
