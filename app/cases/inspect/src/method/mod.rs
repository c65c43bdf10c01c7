//! The verbs of the case: loading a model, and asking it about a picture.

mod figure;
mod laboratory;
mod mosaic;
mod planes;
mod why;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use attacks::AttackError;
use explain::ExplainError;
use figures::FiguresError;
use imaging::{ImagingError, Picture};
use jobs::Work;
use packs::{Decode, Guess, Manifest, Pack, PackError, Reading, Unusable};
use response::ResponseError;
use runtime::{CastError, Model, ProviderChoice, Runtime, RuntimeError, Tensor};

pub use figure::{FigureText, explained_figure};
pub use laboratory::{Laboratory, prepare_file};
pub use why::Reasoner;

use crate::subject::{Answer, ModelSource, Output};

/// Why a model gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum InspectError {
    /// The pack is broken, or the bare model cannot be fed with pictures.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The model cannot be loaded or run.
    #[error(transparent)]
    Runtime(#[from] RuntimeError),
    /// The model takes values that no picture becomes.
    #[error(transparent)]
    Cast(#[from] CastError),
    /// The picture cannot be read.
    #[error(transparent)]
    Picture(#[from] ImagingError),
    /// The answer cannot be explained.
    #[error(transparent)]
    Explain(#[from] ExplainError),
    /// The picture cannot be attacked or scored.
    #[error(transparent)]
    Attack(#[from] AttackError),
    /// The figure cannot be drawn or written.
    #[error(transparent)]
    Figure(#[from] FiguresError),
    /// The response cannot be measured.
    #[error(transparent)]
    Response(#[from] ResponseError),
}

/// What is known about a model before it is loaded.
#[derive(Clone, Debug)]
pub struct DescribedModel {
    /// Where it comes from.
    pub source: ModelSource,
    /// How to feed and read it; for a bare model, as guessed.
    pub manifest: Manifest,
    /// What was guessed, and why; empty for a pack.
    pub guesses: Vec<Guess>,
    /// The model file.
    pub path: PathBuf,
}

impl DescribedModel {
    /// Reads what a pack says, or guesses it from a bare model. A pack's files are compared with
    /// their hashes.
    ///
    /// # Errors
    /// When the pack is broken, or the model takes no picture.
    pub fn read(source: &ModelSource, work: &Work) -> Result<Self, InspectError> {
        let (manifest, guesses, path) = match source {
            ModelSource::Pack(dir) => {
                let pack = Pack::open(dir)?;
                pack.verify_model(work)?;
                let path = pack.model_path();
                (pack.manifest, Vec::new(), path)
            }
            ModelSource::Bare(path) => {
                let proposal = packs::propose(path)?;
                (proposal.manifest, proposal.guesses, path.clone())
            }
        };
        Ok(Self {
            source: source.clone(),
            manifest,
            guesses,
            path,
        })
    }

    /// The output that is read as classes, where the manifest names one.
    #[must_use]
    pub fn class_output(&self) -> Option<&str> {
        let mut outputs = self.manifest.outputs.iter();
        let of_classes = outputs.find(|output| output.decode != Decode::Raw);
        of_classes.map(|output| output.name.as_str())
    }
}

/// A model that is ready to be asked.
pub struct LoadedModel {
    /// Where it comes from, how to feed and read it.
    pub described: DescribedModel,
    /// The session.
    pub model: Model,
    /// Says why it answered so.
    pub reasoner: Reasoner,
}

impl LoadedModel {
    /// Loads a model on the provider that was chosen. Takes as long as the model is large.
    ///
    /// # Errors
    /// When the pack is broken, the model cannot be loaded, or it takes no picture.
    pub fn load(
        source: &ModelSource,
        runtime: &Runtime,
        provider: ProviderChoice,
        work: &Work,
    ) -> Result<Self, InspectError> {
        let described = DescribedModel::read(source, work)?;
        let model = Model::load(runtime, &described.path, provider, work)?;
        let reasoner = Reasoner::new(runtime.clone(), provider, described.clone());
        Ok(Self {
            described,
            model,
            reasoner,
        })
    }

    /// How to feed and read the model.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.described.manifest
    }

    /// The name that results are stored under: it changes with the model.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{} {}", self.manifest().name, self.manifest().version)
    }

    /// Asks about one picture.
    ///
    /// # Errors
    /// When the picture cannot be read or prepared, or the run fails.
    pub fn ask(&self, picture: &Picture, work: &Work) -> Result<Answer, InspectError> {
        let start = Instant::now();
        let raster = picture.whole(work)?;
        let prepared = Tensor::F32(self.manifest().input.prepare(&raster)?);
        let name = self.manifest().input.name.clone();
        let prepared = match self.model.inputs().iter().find(|input| input.name == name) {
            Some(input) => prepared.cast(input.element)?,
            None => prepared,
        };
        let prepare_duration = start.elapsed();
        let result = self.model.run(&[(name, prepared)], work)?;
        let outputs = outputs(result.outputs);
        let (classes, unusable) = match read_classes(self.manifest(), &outputs) {
            Ok(classes) => (classes, None),
            Err(unusable) => (Vec::new(), Some(unusable.to_string())),
        };
        Ok(Answer {
            classes,
            unusable,
            outputs,
            prepare_duration,
            run_duration: result.duration,
        })
    }
}

/// Names every output and measures it.
#[must_use]
pub fn outputs(outputs: Vec<(String, Tensor)>) -> Vec<Output> {
    outputs
        .into_iter()
        .map(|(name, tensor)| Output {
            name,
            statistics: tensor.statistics(),
            tensor: Arc::new(tensor),
        })
        .collect()
}

/// The classes of the first output that the manifest reads as classes, most probable first.
fn read_classes(
    manifest: &Manifest,
    outputs: &[Output],
) -> Result<Vec<packs::ClassScore>, Unusable> {
    outputs
        .iter()
        .find_map(|output| {
            let values = output.tensor.to_f32()?;
            match manifest.read(&output.name, &values.view()) {
                Reading::Classes(classes) => Some(Ok(classes)),
                Reading::Unusable(unusable) => Some(Err(unusable)),
                Reading::Raw => None,
            }
        })
        .unwrap_or_else(|| Ok(Vec::new()))
}
