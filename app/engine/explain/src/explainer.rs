//! Explains what a model said about one input: keeps the sessions that the methods need.

use std::path::Path;
use std::sync::Arc;

use graph::ReluRule;
use jobs::Work;
use ndarray::{ArrayD, Axis};
use parking_lot::Mutex;
use runtime::{Model, ProviderChoice, Runtime, Tensor};

use crate::classes::{ClassTarget, class_target};
use crate::error::ExplainError;
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
    /// Sessions that were used, the last one first.
    sessions: Mutex<Vec<Arc<GradientSession>>>,
    /// Models without gradients, by the value that each gives, the last one used first.
    forward: Mutex<Vec<(String, Arc<Model>)>>,
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
        let input = match picture.input {
            Some(name) => name.to_owned(),
            None => model
                .inputs()
                .first()
                .map(|name| (*name).to_owned())
                .ok_or(ExplainError::NoInput)?,
        };
        let classes = class_target(model.graph(), picture.output).ok_or(ExplainError::NoTarget)?;
        Ok(Self {
            runtime: runtime.clone(),
            provider,
            model,
            input,
            classes,
            sessions: Mutex::new(Vec::new()),
            forward: Mutex::new(Vec::new()),
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

    /// The session for a request, loaded where it is not at hand.
    ///
    /// # Errors
    /// When the model cannot be differentiated or loaded.
    pub fn session(
        &self,
        request: SessionRequest,
        work: &Work,
    ) -> Result<Arc<GradientSession>, ExplainError> {
        let mut sessions = self.sessions.lock();
        if let Some(index) = sessions
            .iter()
            .position(|known| *known.request() == request)
        {
            let found = sessions.remove(index);
            sessions.insert(0, Arc::clone(&found));
            return Ok(found);
        }
        let opened =
            GradientSession::open(&self.runtime, &self.model, request, self.provider, work)?;
        let opened = Arc::new(opened);
        sessions.insert(0, Arc::clone(&opened));
        sessions.truncate(KEPT_SESSIONS);
        Ok(opened)
    }

    /// The session that was used last.
    #[must_use]
    pub fn last_session(&self) -> Option<Arc<GradientSession>> {
        self.sessions.lock().first().cloned()
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

    /// Runs a session on a picture.
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
        Ok(by_picture(scores))
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
        values.ok_or(ExplainError::NoLayer)
    }

    /// The model without gradients, with a value inside as one of its outputs.
    fn forward_model(&self, value: &str, work: &Work) -> Result<Arc<Model>, ExplainError> {
        let mut forward = self.forward.lock();
        if let Some(index) = forward.iter().position(|(known, _)| known == value) {
            let found = forward.remove(index);
            let model = Arc::clone(&found.1);
            forward.insert(0, found);
            return Ok(model);
        }
        let path = self.model.write_with_output("forward.onnx", value)?;
        let model = Arc::new(Model::load(&self.runtime, &path, self.provider, work)?);
        forward.insert(0, (value.to_owned(), Arc::clone(&model)));
        forward.truncate(KEPT_SESSIONS);
        Ok(model)
    }

    /// A picture as the model's input, in the type that it takes.
    fn named(&self, picture: &ArrayD<f32>) -> Result<Vec<(String, Tensor)>, ExplainError> {
        let tensor = Tensor::F32(picture.clone());
        let element = self.model.input_element(&self.input);
        let tensor = tensor.cast(element)?;
        Ok(vec![(self.input.clone(), tensor)])
    }
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
