//! The verbs of the case: loading a model, and asking it about a picture.

use std::sync::Arc;
use std::time::Instant;

use imaging::{ImagingError, Picture};
use jobs::Work;
use packs::{Guess, Manifest, Pack, PackError, Reading, Unusable};
use runtime::{CastError, Model, ProviderChoice, Runtime, RuntimeError, Tensor};

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
}

/// A model that is ready to be asked.
pub struct LoadedModel {
    /// Where it comes from.
    pub source: ModelSource,
    /// How to feed and read it; for a bare model, as guessed.
    pub manifest: Manifest,
    /// What was guessed, and why; empty for a pack.
    pub guesses: Vec<Guess>,
    /// The session.
    pub model: Model,
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
        let model = Model::load(runtime, &path, provider, work)?;
        Ok(Self {
            source: source.clone(),
            manifest,
            guesses,
            model,
        })
    }

    /// The name that results are stored under: it changes with the model.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{} {}", self.manifest.name, self.manifest.version)
    }

    /// Asks about one picture.
    ///
    /// # Errors
    /// When the picture cannot be read or prepared, or the run fails.
    pub fn ask(&self, picture: &Picture, work: &Work) -> Result<Answer, InspectError> {
        let start = Instant::now();
        let raster = picture.whole(work)?;
        let prepared = Tensor::F32(self.manifest.input.prepare(&raster)?);
        let name = self.manifest.input.name.clone();
        let prepared = match self.model.inputs().iter().find(|input| input.name == name) {
            Some(input) => prepared.cast(input.element)?,
            None => prepared,
        };
        let prepare_duration = start.elapsed();
        let result = self.model.run(&[(name, prepared)], work)?;
        let outputs = outputs(result.outputs);
        let (classes, unusable) = match read_classes(&self.manifest, &outputs) {
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
