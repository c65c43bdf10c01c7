//! Why a detector found a thing where it did, and why it took it for what it is.
//!
//! A detector answers twice. Its network gives every cell an energy, which says whether the middle of
//! a thing lies there, and features; its classifier makes probabilities of the features. So there are
//! two questions. What speaks for the thing's being there is the response of the energy at its
//! middle. What speaks for a class is the response of the class's score: its gradient by the features
//! comes from the classifier, and is sent on through the network.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use detection::{CloseUp, SeenThing};
use explain::{Caveat, Explainer, GradientRun, Method, PictureInput, Seed, Target};
use graph::ReluRule;
use imaging::Picture;
use jobs::Work;
use ndarray::{ArrayD, IxDyn};
use packs::{DetectorSpec, Manifest, Pack};
use parking_lot::Mutex;
use response::ResponseSettings;
use runtime::{Provider, ProviderChoice, Runtime, Tensor};
use shapes::Point;

use crate::InsightError;
use crate::overlay::{entropy_over, response_over};
use crate::response_maps::ResponseMaps;

/// What is asked about a thing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ThingAspect {
    /// Why something is there at all.
    Presence,
    /// Why it is of a class, by the class's place among the labels.
    Class(usize),
}

/// A thing on a picture.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Thing {
    /// Its middle, in pixels of the picture.
    pub middle: Point,
    /// The length of the picture's unit, in its pixels.
    pub unit_px: f64,
}

/// Why a detector found a thing.
#[derive(Clone)]
pub struct ThingExplanation {
    /// How sure the network is that the middle of a thing is there, from 0 to 1.
    pub energy: f32,
    /// The response and its entropy, a value a pixel of the window.
    pub maps: ResponseMaps,
    /// The middle of the thing, as column and row of the maps.
    pub middle_px: [f64; 2],
    /// What the detector looked at, in the picture's own pixels.
    pub window: Arc<Picture>,
    /// Where the window begins in the picture.
    pub corner: Point,
    /// The response, coloured, over the whole window.
    pub response: Arc<Picture>,
    /// The entropy, coloured, over the whole window.
    pub entropy: Arc<Picture>,
    /// The time that the gradients took.
    pub duration: Duration,
    /// What must be said beside it.
    pub caveats: Vec<Caveat>,
}

/// A detector that can be asked why. Its models are prepared when it is first asked.
pub struct ThingReasoner {
    runtime: Runtime,
    provider: ProviderChoice,
    manifest: Manifest,
    detector: DetectorSpec,
    network: PathBuf,
    classifier: PathBuf,
    prepared: Mutex<Option<Arc<PreparedDetector>>>,
}

struct PreparedDetector {
    network: Explainer,
    classifier: Explainer,
}

impl ThingReasoner {
    /// Asks about the detector of a pack, on a provider; none where the pack is no detector. Nothing
    /// is loaded yet.
    #[must_use]
    pub fn new(runtime: Runtime, provider: ProviderChoice, pack: &Pack) -> Option<Self> {
        Some(Self {
            runtime,
            provider,
            detector: pack.manifest.detector.clone()?,
            network: pack.model_path(),
            classifier: pack.classifier_path()?,
            manifest: pack.manifest.clone(),
            prepared: Mutex::default(),
        })
    }

    /// How the models are fed and read.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Explains a thing of a picture by guided backpropagation. Call it from a job.
    ///
    /// # Errors
    /// When the picture cannot be read, a model cannot be differentiated or run, or the work is
    /// cancelled.
    pub fn explain(
        &self,
        picture: &Picture,
        thing: Thing,
        aspect: ThingAspect,
        settings: &ResponseSettings,
        work: &Work,
    ) -> Result<ThingExplanation, InsightError> {
        let close_up = CloseUp::new(&self.manifest, picture, thing.unit_px, thing.middle, work)?;
        let models = self.models(&close_up, work)?;
        let energies = &models.network.classes().logits;
        // What is sent back does not matter: the outputs are wanted, to know where the thing is.
        let run = models.guided(energies, &close_up, &Seed::Activations, work)?;
        let seen = close_up.read(run.outputs, &self.network)?;
        let (target, seed) = match aspect {
            ThingAspect::Presence => (energies.clone(), seen.energy_seed()),
            ThingAspect::Class(class) => {
                let by_features = models.class_gradient(&seen, class, work)?;
                let features = close_up.features_output().to_owned();
                (features, seen.features_seed(&by_features))
            }
        };
        let run = models.guided(&target, &close_up, &Seed::Values(seed), work)?;
        let response = run.gradients.first().and_then(Tensor::to_f32);
        let response = response.ok_or(explain::ExplainError::NoInput)?;
        let maps = ResponseMaps::of(&response, self.manifest.input.layout, settings)?;
        let seen_px = close_up.seen;
        let window = picture.region(
            0,
            seen_px.left_px,
            seen_px.top_px,
            seen_px.width_px,
            seen_px.height_px,
        )?;
        let session = models.network.input_session(&target, false, work)?;
        let has_no_rule = session.relu_count() == 0;
        Ok(ThingExplanation {
            energy: seen.energy,
            middle_px: close_up.middle_px,
            corner: Point::new(f64::from(seen_px.left_px), f64::from(seen_px.top_px)),
            response: response_over(&maps, &close_up.placement),
            entropy: entropy_over(&maps, &close_up.placement),
            maps,
            window: Arc::new(Picture::from_raster(window)),
            duration: run.duration,
            caveats: has_no_rule.then_some(Caveat::NoRelu).into_iter().collect(),
        })
    }

    fn models(
        &self,
        close_up: &CloseUp,
        work: &Work,
    ) -> Result<Arc<PreparedDetector>, InsightError> {
        let mut prepared = self.prepared.lock();
        if let Some(models) = prepared.as_ref() {
            return Ok(Arc::clone(models));
        }
        let prepare = |path: &Path, provider, input: &str, shape: &[usize], output: &str| {
            let input = PictureInput {
                input: Some(input),
                shape,
                output: Some(output),
            };
            Explainer::prepare(&self.runtime, path, provider, input, work)
        };
        let input = &self.manifest.input.name;
        let shape = close_up.values.shape();
        let energy = close_up.energy_output();
        let classifier = &self.detector.classifier;
        // A list of features is one row; it is too small for any other provider to be quicker.
        let cpu = ProviderChoice::Only(Provider::Cpu);
        let models = Arc::new(PreparedDetector {
            network: prepare(&self.network, self.provider, input, shape, energy)?,
            classifier: prepare(
                &self.classifier,
                cpu,
                &classifier.input,
                &[1],
                &classifier.output,
            )?,
        });
        *prepared = Some(Arc::clone(&models));
        Ok(models)
    }
}

impl PreparedDetector {
    /// Runs the network on a window, and sends something back from one of its values to the input.
    fn guided(
        &self,
        from: &str,
        close_up: &CloseUp,
        seed: &Seed,
        work: &Work,
    ) -> Result<GradientRun, InsightError> {
        let session = self.network.input_session(from, false, work)?;
        let (values, rule) = (&close_up.values, ReluRule::Guided);
        Ok(self.network.run(&session, values, seed, rule, work)?)
    }

    /// The gradient of a class's score, before any softmax, by the features of a thing.
    fn class_gradient(
        &self,
        seen: &SeenThing,
        class: usize,
        work: &Work,
    ) -> Result<Vec<f32>, InsightError> {
        let shape = IxDyn(&[1, seen.features.len()]);
        let row = ArrayD::from_shape_vec(shape, seen.features.clone())
            .expect("a row of features is as long as they are many");
        let (method, target) = (Method::Gradient, Target::Class(class));
        let response = self.classifier.explain(method, &row, &target, work)?;
        Ok(response.values.iter().copied().collect())
    }
}
