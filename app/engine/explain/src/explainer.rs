//! Explains what a model said about one input: keeps the sessions that the methods need.

use std::path::Path;
use std::sync::Arc;

use graph::ReluRule;
use jobs::Work;
use ndarray::{ArrayD, Axis};
use runtime::{Model, ProviderChoice, Runtime, Tensor};

use crate::batch::filled;
use crate::classes::{ClassTarget, class_target};
use crate::error::ExplainError;
use crate::kept::Kept;
use crate::layers::{Layer, layers};
use crate::memory::Memory;
use crate::model::DifferentiableModel;
use crate::pick;
use crate::seed::Seed;
use crate::session::{GradientRun, GradientSession, SessionRequest};

/// How many sessions are kept ready. Each holds the weights as its kernels want them.
const KEPT_SESSIONS: usize = 3;

/// A model that can be asked why, again and again.
pub struct Explainer {
    runtime: Runtime,
    provider: ProviderChoice,
    model: DifferentiableModel,
    input: String,
    classes: ClassTarget,
    sessions: Kept<SessionRequest, GradientSession>,
    /// Models without gradients, by the value that each gives.
    forward: Kept<String, Model>,
}

impl Explainer {
    /// Prepares a model for inputs of a shape. `input` is the value that the picture goes into, the
    /// first by default; `output` the one whose classes are explained, the first of floats by
    /// default.
    ///
    /// # Errors
    /// When the model cannot be read, loaded or simplified, or has no such input or output.
    pub fn prepare(
        runtime: &Runtime,
        path: &Path,
        provider: ProviderChoice,
        picture: PictureInput<'_>,
        work: &Work,
    ) -> Result<Self, ExplainError> {
        let model =
            DifferentiableModel::prepare(runtime, path, picture.input, picture.shape, work)?;
        let inputs = model.inputs();
        let input = match picture.input {
            Some(name) if inputs.contains(&name) => name.to_owned(),
            Some(name) => {
                return Err(ExplainError::NoSuchInput {
                    name: name.to_owned(),
                    inputs: owned(&inputs),
                });
            }
            None => (*inputs.first().ok_or(ExplainError::NoInput)?).to_owned(),
        };
        let classes = class_target(model.graph(), picture.output).ok_or(ExplainError::NoTarget)?;
        Ok(Self {
            runtime: runtime.clone(),
            provider,
            model,
            input,
            classes,
            sessions: Kept::new(KEPT_SESSIONS),
            forward: Kept::new(KEPT_SESSIONS),
        })
    }

    /// The simplified model.
    #[must_use]
    pub fn model(&self) -> &DifferentiableModel {
        &self.model
    }

    /// The input that the picture goes into.
    #[must_use]
    pub fn input(&self) -> &str {
        &self.input
    }

    /// Where the classes are decided.
    #[must_use]
    pub fn classes(&self) -> &ClassTarget {
        &self.classes
    }

    /// Every value of floats inside the model.
    #[must_use]
    pub fn layers(&self) -> Vec<Layer> {
        layers(self.model.graph())
    }

    /// The layer whose maps Grad-CAM weighs: the last one in which places of the picture can still
    /// be told apart.
    #[must_use]
    pub fn map_layer(&self) -> Option<Layer> {
        pick::map_layer(self.model.graph(), &self.classes.logits, &self.input)
    }

    /// The layer whose activations "Trace and Detect" sends back: what the last convolution gives,
    /// behind its activation; for transformers the layer of [`Explainer::map_layer`].
    #[must_use]
    pub fn last_convolution(&self) -> Option<Layer> {
        pick::last_convolution(self.model.graph(), &self.classes.logits, &self.input)
    }

    /// How many pictures the model takes at once; none where that is open.
    #[must_use]
    pub fn batch_size(&self) -> Option<usize> {
        let dim = self.model.graph().dims(&self.input)?.first()?;
        dim.fixed().and_then(|size| usize::try_from(size).ok())
    }

    /// What a run of so many pictures needs, against what there is.
    #[must_use]
    pub fn memory(&self, batch: usize) -> Memory {
        Memory::estimate(self.model.graph(), batch)
    }

    /// How many pictures to run at once: as many as the model takes, up to `most`, and no more than
    /// fit into memory.
    ///
    /// # Errors
    /// [`ExplainError::NotEnoughMemory`] where not even one fits.
    pub fn chunk(&self, most: usize) -> Result<usize, ExplainError> {
        let mut count = match self.batch_size() {
            Some(size) => size.max(1),
            None => most.max(1),
        };
        while !self.memory(count).fits() {
            if count == 1 || self.batch_size().is_some() {
                return Err(ExplainError::NotEnoughMemory(self.memory(count)));
            }
            count = count.div_ceil(2);
        }
        Ok(count)
    }

    /// The session for a request, loaded where it is not at hand. Where it is being loaded for
    /// someone else, this waits until it is there or the work is cancelled.
    ///
    /// # Errors
    /// When the model cannot be differentiated or loaded, or the work is cancelled.
    pub fn session(
        &self,
        request: SessionRequest,
        work: &Work,
    ) -> Result<Arc<GradientSession>, ExplainError> {
        self.sessions.get(request, work, |request| {
            GradientSession::open(&self.runtime, &self.model, request, self.provider, work)
        })
    }

    /// The session that was used last.
    #[must_use]
    pub fn last_session(&self) -> Option<Arc<GradientSession>> {
        self.sessions.last()
    }

    /// The session that gives the gradient of a value by the picture.
    ///
    /// # Errors
    /// As [`Explainer::session`].
    pub fn input_session(
        &self,
        target: &str,
        clamp_activations: bool,
        work: &Work,
    ) -> Result<Arc<GradientSession>, ExplainError> {
        let request = SessionRequest {
            target: target.to_owned(),
            by: vec![self.input.clone()],
            values: Vec::new(),
            clamp_activations,
        };
        self.session(request, work)
    }

    /// Runs a session on pictures. Fewer than the model takes at once are filled up with copies of
    /// the last one, whose values stand behind those asked for.
    ///
    /// # Errors
    /// As [`GradientSession::run`].
    pub fn run(
        &self,
        session: &GradientSession,
        picture: &ArrayD<f32>,
        seed: &Seed,
        rule: ReluRule,
        work: &Work,
    ) -> Result<GradientRun, ExplainError> {
        session.run(&self.named(picture)?, seed, rule, work)
    }

    /// The scores of every class for every picture of a batch, `[batch, classes]`, without any
    /// gradient.
    ///
    /// # Errors
    /// When the model cannot be loaded or run.
    pub fn scores(&self, pictures: &ArrayD<f32>, work: &Work) -> Result<ArrayD<f32>, ExplainError> {
        let model = self.forward_model(&self.classes.logits, work)?;
        let result = model.run(&self.named(pictures)?, work)?;
        let scores = result
            .output(&self.classes.logits)
            .and_then(Tensor::to_f32)
            .ok_or(ExplainError::NoTarget)?;
        Ok(by_picture(self.asked_for(scores, pictures)))
    }

    /// The values of a layer for a picture, without any gradient.
    ///
    /// # Errors
    /// When there is no such layer, or the model cannot be loaded or run.
    pub fn activations(
        &self,
        layer: &str,
        picture: &ArrayD<f32>,
        work: &Work,
    ) -> Result<ArrayD<f32>, ExplainError> {
        let model = self.forward_model(layer, work)?;
        let result = model.run(&self.named(picture)?, work)?;
        let values = result.output(layer).and_then(Tensor::to_f32);
        Ok(self.asked_for(values.ok_or(ExplainError::NoLayer)?, picture))
    }

    /// The model without gradients, with a value inside as one of its outputs.
    fn forward_model(&self, value: &str, work: &Work) -> Result<Arc<Model>, ExplainError> {
        self.forward.get(value.to_owned(), work, |value| {
            let patch = |_| Ok(self.model.with_output(&value));
            self.model.load(&self.runtime, self.provider, patch, work)
        })
    }

    /// Pictures as the model's input: as many as it takes, in the type that it takes.
    fn named(&self, pictures: &ArrayD<f32>) -> Result<Vec<(String, Tensor)>, ExplainError> {
        self.check_inputs()?;
        let filled = match self.batch_size() {
            Some(size) => filled(pictures, size),
            None => pictures.clone(),
        };
        let element = self.model.input_element(&self.input);
        Ok(vec![(
            self.input.clone(),
            Tensor::F32(filled).cast(element)?,
        )])
    }

    /// What a run gave for the pictures that were asked for, without those that filled up its batch.
    pub(crate) fn asked_for(&self, values: ArrayD<f32>, pictures: &ArrayD<f32>) -> ArrayD<f32> {
        let count = pictures.shape().first().copied().unwrap_or_default();
        let given = values.shape().first().copied();
        match self.batch_size() {
            Some(size) if size > count && given == Some(size) => {
                values.slice_axis(Axis(0), (..count).into()).to_owned()
            }
            _ => values,
        }
    }

    /// Refuses a model that takes more than a picture.
    pub(crate) fn check_inputs(&self) -> Result<(), ExplainError> {
        let mut others = self.model.inputs();
        others.retain(|name| *name != self.input);
        if others.is_empty() {
            return Ok(());
        }
        Err(ExplainError::OtherInputs {
            picture: self.input.clone(),
            others: owned(&others),
        })
    }
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Where a picture goes, and what is said about it.
#[derive(Clone, Copy, Debug, Default)]
pub struct PictureInput<'a> {
    /// The input that the picture goes into; the first by default.
    pub input: Option<&'a str>,
    /// Shape of the prepared picture, `[1, 3, height, width]` for most models.
    pub shape: &'a [usize],
    /// The output whose classes are explained; the first of floats by default.
    pub output: Option<&'a str>,
}

/// Scores as one row a picture, whatever ones the model puts between.
fn by_picture(scores: ArrayD<f32>) -> ArrayD<f32> {
    let batch = scores.shape().first().copied().unwrap_or(1);
    let classes = scores.len() / batch.max(1);
    match scores.to_shape((batch, classes)) {
        Ok(rows) => rows.into_owned().into_dyn(),
        Err(_) => scores.insert_axis(Axis(0)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::mpsc::channel;
    use std::thread::Builder;

    use runtime::{Provider, library_candidates};
    use testbench::models;

    use super::*;

    #[test]
    fn a_second_question_waits_for_a_session_only_until_it_is_cancelled() {
        let runtime = Runtime::load(&library_candidates(None)).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = models::write(&models::conv_net(), &folder.path().join("model.onnx"));
        let input = PictureInput {
            shape: &[1, 3, 8, 8],
            ..PictureInput::default()
        };
        let (cpu, free) = (ProviderChoice::Only(Provider::Cpu), Work::detached());
        let explainer = Explainer::prepare(&runtime, &path, cpu, input, &free).unwrap();
        let request = SessionRequest {
            target: "logits".to_owned(),
            by: vec!["image".to_owned()],
            values: Vec::new(),
            clamp_activations: false,
        };
        let work = Work::detached();
        let ((begun, is_begun), (end, ends)) = (channel(), channel());
        std::thread::scope(|scope| {
            let named = |name: &str| Builder::new().name(name.to_owned());
            let load = move |_| {
                begun.send(()).unwrap();
                ends.recv().unwrap();
                Err(ExplainError::NoLayer)
            };
            let (wanted, sessions) = (request.clone(), &explainer.sessions);
            let ask = move || sessions.get(wanted, &Work::detached(), load);
            let first = named("first").spawn_scoped(scope, ask).unwrap();
            is_begun.recv().unwrap();
            let ask = || explainer.session(request.clone(), &work);
            let second = named("second").spawn_scoped(scope, ask).unwrap();
            // Another question is answered meanwhile.
            assert!(explainer.input_session("logits", true, &free).is_ok());
            assert!(!second.is_finished());
            work.cancel();
            let ended = second.join().unwrap();
            assert!(matches!(ended, Err(ExplainError::Cancelled)));
            end.send(()).unwrap();
            assert!(matches!(first.join().unwrap(), Err(ExplainError::NoLayer)));
        });
    }
}
