//! A model pack that can be asked why.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use attacks::Calibration;
use explain::{ExplainError, Explainer, Layer, Method, PictureInput, Target};
use imaging::Picture;
use jobs::Work;
use ndarray::ArrayD;
use packs::{Manifest, Placement};
use parking_lot::{Mutex, MutexGuard};
use response::ResponseSettings;
use runtime::{ProviderChoice, Runtime};

use crate::InsightError;
use crate::explanation::Explanation;
use crate::input_picture::input_rgb;
use crate::judgement::Judgement;
use crate::laboratory::Laboratory;
use crate::layer_maps::LayerMaps;
use crate::mosaic;
use crate::overlay::{entropy_over, response_over};
use crate::response_maps::ResponseMaps;

/// How often whoever waits for a model that another job prepares looks whether it is still wanted.
const LOOK_AROUND: Duration = Duration::from_millis(20);

/// A model that can be asked why. It is prepared when it is first asked, and again for inputs of
/// another size.
pub struct Reasoner {
    runtime: Runtime,
    provider: ProviderChoice,
    path: PathBuf,
    manifest: Manifest,
    prepared: Mutex<Option<PreparedModel>>,
}

struct PreparedModel {
    shape: Vec<usize>,
    explainer: Arc<Explainer>,
}

/// What is asked about a picture.
#[derive(Clone, PartialEq, Debug)]
pub struct Inquiry {
    /// How the response is found.
    pub method: Method,
    /// What is explained: a class, or something inside the model.
    pub target: Target,
    /// How the response is measured.
    pub settings: ResponseSettings,
    /// The detector's threshold; none where it was not calibrated for the model.
    pub calibration: Option<Arc<Calibration>>,
}

/// A picture as the model takes it.
struct PreparedPicture {
    values: ArrayD<f32>,
    placement: Placement,
    picture_px: [u32; 2],
}

impl Reasoner {
    /// Asks about the model in a file, fed and read as a manifest says, on a provider. Nothing is
    /// loaded yet.
    #[must_use]
    pub fn new(
        runtime: Runtime,
        provider: ProviderChoice,
        path: PathBuf,
        manifest: Manifest,
    ) -> Self {
        Self {
            runtime,
            provider,
            path,
            manifest,
            prepared: Mutex::new(None),
        }
    }

    /// How the model is fed and read.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Explains the class that wins, or another target, for a picture, and says what the detector
    /// makes of it where that is calibrated.
    ///
    /// # Errors
    /// When the picture cannot be read, the model cannot be differentiated, or the run fails.
    pub fn explain(
        &self,
        picture: &Picture,
        inquiry: &Inquiry,
        work: &Work,
    ) -> Result<Explanation, InsightError> {
        let picture = self.prepare(picture, work)?;
        let explainer = self.explainer(picture.values.shape(), work)?;
        let response = explainer.explain(inquiry.method, &picture.values, &inquiry.target, work)?;
        let input = &self.manifest.input;
        let maps = ResponseMaps::of(&response.values, input.layout, &inquiry.settings)?;
        let judgement = match &inquiry.calibration {
            None => None,
            Some(calibration) => {
                match self.judge_explained(&picture, &maps, inquiry, calibration, work) {
                    Err(error) if error.is_cancelled() => return Err(error),
                    judged => Some(judged.map_err(|error| error.to_string())),
                }
            }
        };
        Ok(Explanation {
            method: inquiry.method,
            target: inquiry.target.clone(),
            layer: response.layer,
            input_rgb: input_rgb(&picture.values, Some(input)),
            response: response_over(&maps, &picture.placement),
            entropy: entropy_over(&maps, &picture.placement),
            maps,
            judgement,
            placement: picture.placement,
            picture_px: picture.picture_px,
            duration: response.duration,
            caveats: response.caveats,
        })
    }

    /// What the detector says of a picture.
    ///
    /// # Errors
    /// As [`Reasoner::explain`], and when the threshold belongs to another model.
    pub fn judge(
        &self,
        picture: &Picture,
        calibration: &Calibration,
        work: &Work,
    ) -> Result<Judgement, InsightError> {
        let picture = self.prepare(picture, work)?;
        self.judge_prepared(&picture, calibration, work)
    }

    /// The layers of the model that have maps, as far as a picture's size decides them.
    ///
    /// # Errors
    /// As [`Reasoner::explain`].
    pub fn layers(&self, picture: &Picture, work: &Work) -> Result<Vec<Layer>, InsightError> {
        let picture = self.prepare(picture, work)?;
        let layers = self.explainer(picture.values.shape(), work)?.layers();
        Ok(layers
            .into_iter()
            .filter(|layer| layer.channel_axis().is_some())
            .collect())
    }

    /// What a layer holds for a picture.
    ///
    /// # Errors
    /// As [`Reasoner::explain`], and when the layer has no maps.
    pub fn maps(
        &self,
        picture: &Picture,
        layer: &Layer,
        work: &Work,
    ) -> Result<LayerMaps, InsightError> {
        let picture = self.prepare(picture, work)?;
        let explainer = self.explainer(picture.values.shape(), work)?;
        // The layer as it is for this picture: its size may be another than where it was listed.
        let layers = explainer.layers();
        let layer = layers.iter().find(|it| it.name == layer.name);
        let layer = layer.ok_or(ExplainError::NoLayer)?;
        let maps = explainer.feature_maps(layer, &picture.values, work)?;
        Ok(mosaic::lay_out(maps))
    }

    /// The model made ready for attacks on inputs of a shape.
    ///
    /// # Errors
    /// When the model cannot be loaded, or its description gives the input no range.
    pub fn laboratory(&self, shape: &[usize], work: &Work) -> Result<Laboratory, InsightError> {
        Laboratory::new(self.explainer(shape, work)?, &self.manifest.input)
    }

    /// The detector's word on a picture that was explained: the response is not computed again
    /// where it is the one that the detector measures.
    fn judge_explained(
        &self,
        picture: &PreparedPicture,
        maps: &ResponseMaps,
        inquiry: &Inquiry,
        calibration: &Calibration,
        work: &Work,
    ) -> Result<Judgement, InsightError> {
        let measured = calibration.settings;
        let is_measured = inquiry.method == measured.trace.method()
            && inquiry.target == Target::TopClass
            && inquiry.settings == measured.response;
        if is_measured {
            calibration.check(&self.manifest.identity(), &measured)?;
            Ok(Judgement::of(maps.average_bits, calibration))
        } else {
            self.judge_prepared(picture, calibration, work)
        }
    }

    fn judge_prepared(
        &self,
        picture: &PreparedPicture,
        calibration: &Calibration,
        work: &Work,
    ) -> Result<Judgement, InsightError> {
        calibration.check(&self.manifest.identity(), &calibration.settings)?;
        let laboratory = self.laboratory(picture.values.shape(), work)?;
        laboratory.judge(&picture.values, calibration, work)
    }

    fn prepare(&self, picture: &Picture, work: &Work) -> Result<PreparedPicture, InsightError> {
        let raster = picture.whole(work)?;
        let input = &self.manifest.input;
        Ok(PreparedPicture {
            values: input.prepare(&raster)?,
            placement: input.placement(raster.width_px, raster.height_px)?,
            picture_px: [raster.width_px, raster.height_px],
        })
    }

    /// The model made ready for inputs of a shape.
    fn explainer(&self, shape: &[usize], work: &Work) -> Result<Arc<Explainer>, InsightError> {
        let mut prepared = self.wait(work)?;
        if let Some(prepared) = prepared.as_ref().filter(|prepared| prepared.shape == shape) {
            return Ok(Arc::clone(&prepared.explainer));
        }
        let input = PictureInput {
            input: Some(&self.manifest.input.name),
            shape,
            output: self.manifest.class_output(),
        };
        let explainer = Explainer::prepare(&self.runtime, &self.path, self.provider, input, work)?;
        let explainer = Arc::new(explainer);
        *prepared = Some(PreparedModel {
            shape: shape.to_vec(),
            explainer: Arc::clone(&explainer),
        });
        Ok(explainer)
    }

    /// Waits while another job prepares the model, as long as the work is wanted.
    fn wait(&self, work: &Work) -> Result<MutexGuard<'_, Option<PreparedModel>>, InsightError> {
        loop {
            work.check()?;
            if let Some(guard) = self.prepared.try_lock_for(LOOK_AROUND) {
                return Ok(guard);
            }
        }
    }
}
