//! The verbs of the case: loading a model, and asking it about a picture.

mod attempt;
mod detection;
mod drawing;
mod tables;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use attacks::{Calibration, CalibrationError};
use figures::FiguresError;
use imaging::{ImagingError, Picture};
use insight::{InsightError, Judgement, Reasoner};
use jobs::{Cancelled, Work};
use packs::{Guess, Manifest, Pack, PackError};
use runtime::{CastError, Model, ProviderChoice, Runtime, RuntimeError, Tensor};

pub use attempt::{AttackFolder, Sight, attack_to_files, attempt, save_picture, save_tensor};
pub use detection::{CleanPictures, pictures_in};
pub use drawing::{Charts, attempt_figure, charts};
pub use tables::{TABLE_NAME, save_attacked, save_calibration, save_evaluation};

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
    /// The model cannot be looked into.
    #[error(transparent)]
    Insight(#[from] InsightError),
    /// There is no threshold.
    #[error(transparent)]
    Calibration(#[from] CalibrationError),
    /// There is no threshold, and pictures that could not be scored have their part in it.
    #[error("{error}. {count} pictures were left out, the first of them because: {first}")]
    LeftOut {
        /// Why there is no threshold.
        error: CalibrationError,
        /// How many pictures were left out.
        count: usize,
        /// Why the first of them was.
        first: String,
    },
    /// The figure cannot be drawn or written.
    #[error(transparent)]
    Figure(#[from] FiguresError),
    /// Scores of pictures of different sizes cannot be compared.
    #[error(
        "{picture}: it has another size than {first}, and the model takes both as they are, so that \
         their scores cannot be compared; crop them to one size"
    )]
    OtherSize {
        /// The picture.
        picture: String,
        /// The first picture, which gave the size.
        first: String,
    },
    /// A folder of pictures cannot be used.
    #[error("{}: this folder cannot be used: {reason}. Choose a folder of pictures", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A file cannot be written.
    #[error("{}: it cannot be written: {reason}. See that the folder exists, that it may be written to, and that there is room", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
}

impl From<Cancelled> for InspectError {
    fn from(cancelled: Cancelled) -> Self {
        Self::Insight(cancelled.into())
    }
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

    /// The model as one that can be asked why. Nothing is loaded yet.
    #[must_use]
    pub fn reasoner(&self, runtime: &Runtime, provider: ProviderChoice) -> Reasoner {
        let (path, manifest) = (self.path.clone(), self.manifest.clone());
        Reasoner::new(runtime.clone(), provider, path, manifest)
    }
}

/// A model that is ready to be asked.
pub struct LoadedModel {
    /// Where it comes from, how to feed and read it.
    pub described: DescribedModel,
    /// The session.
    pub model: Model,
    /// Says why it answered so.
    pub reasoner: Arc<Reasoner>,
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
        let reasoner = Arc::new(described.reasoner(runtime, provider));
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
        self.manifest().identity()
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
        let prepared = self.model.as_input(&name, prepared)?;
        let prepare_duration = start.elapsed();
        let result = self.model.run(&[(name, prepared)], work)?;
        let outputs = outputs(result.outputs);
        let values = outputs
            .iter()
            .filter_map(|output| Some((&*output.name, output.tensor.to_f32()?)));
        let (classes, unusable) = match self.manifest().read_classes(values) {
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

    /// The answer about a picture, and what the detector says of it where it is calibrated.
    ///
    /// # Errors
    /// As [`LoadedModel::ask`], and when the picture cannot be scored.
    pub fn ask_and_judge(
        &self,
        picture: &Picture,
        calibration: Option<&Calibration>,
        work: &Work,
    ) -> Result<(Answer, Option<Judgement>), InspectError> {
        let answer = self.ask(picture, work)?;
        let judgement = match calibration {
            Some(calibration) => Some(self.reasoner.judge(picture, calibration, work)?),
            None => None,
        };
        Ok((answer, judgement))
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
