//! A manifest for a bare model, guessed from its graph.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use graph::messages::DataType;
use graph::{ExternalFault, OnnxFile};
use jobs::Work;
use serde::Serialize;

use crate::error::PackError;
use crate::manifest::{Element, Manifest, PackPath, SCHEMA_VERSION, Sha256, Task, Version};
use crate::pack::hash_file;

mod input;
mod labels;
mod normalisation;
mod outputs;
mod shape;
mod trace;
mod write;

/// Name of the model file in a pack that is written.
const MODEL_NAME: &str = "model.onnx";

/// What is written where a model does not say.
const UNKNOWN: &str = "unknown";

/// A manifest that was guessed, with the reason for each guess.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The manifest.
    pub manifest: Manifest,
    /// What was guessed, and why.
    pub guesses: Vec<Guess>,
    model: PathBuf,
}

/// One guess.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Guess {
    /// The value of the manifest, as a path of keys.
    pub place: String,
    /// What was guessed.
    pub value: String,
    /// Why.
    pub reason: String,
}

impl fmt::Display for Guess {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} = {}: {}",
            self.place, self.value, self.reason
        )
    }
}

/// Collects guesses.
#[derive(Default)]
struct Guesses(Vec<Guess>);

impl Guesses {
    fn note(&mut self, place: &str, value: impl Into<String>, reason: impl Into<String>) {
        self.0.push(Guess {
            place: place.to_owned(),
            value: value.into(),
            reason: reason.into(),
        });
    }
}

/// Reads the model and guesses how it is fed and read.
///
/// # Errors
/// When the model cannot be read, its weights are missing, or it takes no picture.
pub fn propose(model: &Path) -> Result<Proposal, PackError> {
    let file = OnnxFile::read(model)?;
    let faults: Vec<ExternalFault> = file
        .external_tensors()
        .iter()
        .filter_map(|tensor| tensor.fault.clone())
        .collect();
    if !faults.is_empty() {
        return Err(PackError::Weights { faults });
    }
    let mut guesses = Guesses::default();
    let outputs = outputs::guess(&file, &mut guesses);
    let classes = outputs.classes;
    let labels = labels::guess(&file, classes, &mut guesses);
    let task = if classes.is_some() {
        Task::Classify
    } else {
        Task::Other
    };
    let input = input::guess(&file, task, &mut guesses)?;
    let message = file.model();
    let described = [&message.doc_string, &file.graph().doc_string]
        .into_iter()
        .map(|text| text.trim())
        .find(|text| !text.is_empty());
    let stated = |text: &str| match text.trim() {
        "" => UNKNOWN.to_owned(),
        text => text.to_owned(),
    };
    let metadata = file.metadata();
    let manifest = Manifest {
        schema: SCHEMA_VERSION,
        name: model.file_stem().map_or_else(
            || UNKNOWN.to_owned(),
            |stem| stem.to_string_lossy().into_owned(),
        ),
        version: Version {
            major: 0,
            minor: 1,
            patch: 0,
        },
        case: "inspect".to_owned(),
        task,
        licence: stated(
            metadata
                .get("license")
                .or(metadata.get("licence"))
                .copied()
                .unwrap_or_default(),
        ),
        author: stated(metadata.get("author").copied().unwrap_or(&message.domain)),
        description: described.map_or_else(
            || {
                format!(
                    "Proposed from the graph alone; written by {}.",
                    stated(&message.producer_name)
                )
            },
            str::to_owned,
        ),
        model: pack_path(MODEL_NAME, model)?,
        labels,
        background: None,
        input,
        outputs: outputs.specs,
        operating_point: None,
        instances: None,
        detector: None,
        metrics: Vec::new(),
        golden: Vec::new(),
        files: files(&file)?,
    };
    Ok(Proposal {
        manifest,
        guesses: guesses.0,
        model: model.to_owned(),
    })
}

/// The model and its weights in other files, with their hashes.
fn files(file: &OnnxFile) -> Result<BTreeMap<PackPath, Sha256>, PackError> {
    let work = Work::detached();
    let mut files = BTreeMap::new();
    files.insert(
        pack_path(MODEL_NAME, file.path())?,
        hash_file(file.path(), &work)?,
    );
    let dir = file.path().parent().unwrap_or(Path::new(""));
    for location in file.external_files() {
        let hash = hash_file(&dir.join(location), &work)?;
        files.insert(pack_path(location, file.path())?, hash);
    }
    Ok(files)
}

/// A path inside the pack to be, for the model at `model`.
fn pack_path(name: &str, model: &Path) -> Result<PackPath, PackError> {
    name.parse().map_err(|reason| PackError::Manifest {
        path: model.to_owned(),
        problems: vec![reason],
    })
}

/// The manifest's name of an input's element type, where a picture can have it.
pub(crate) fn element_of(element: DataType) -> Option<Element> {
    match element {
        DataType::Float => Some(Element::Float32),
        DataType::Float16 => Some(Element::Float16),
        DataType::Double => Some(Element::Float64),
        DataType::Uint8 => Some(Element::Uint8),
        _ => None,
    }
}
