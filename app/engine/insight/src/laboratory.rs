//! A model on which attacks are tried.

use std::sync::Arc;

use attacks::{
    Attack, Calibration, DetectorSettings, Outcome, Settings, UnitSpace, Victim, attack, score,
};
use explain::{Explainer, Target};
use imaging::Raster;
use jobs::Work;
use ndarray::{Array3, ArrayD};
use packs::{InputSpec, Layout};
use response::ResponseSettings;

use crate::InsightError;
use crate::input_picture::{unit_raster, unit_rgb};
use crate::judgement::Judgement;
use crate::response_maps::ResponseMaps;

/// A model made ready for pictures of one size, on which attacks are tried and which the detector
/// watches.
pub struct Laboratory {
    explainer: Arc<Explainer>,
    space: UnitSpace,
    input: InputSpec,
}

impl Laboratory {
    /// A model that is ready, with the description of its input.
    ///
    /// # Errors
    /// When the description gives the input no range.
    pub(crate) fn new(explainer: Arc<Explainer>, input: &InputSpec) -> Result<Self, InsightError> {
        let channel_axis = match input.layout {
            Layout::Nchw => 1,
            Layout::Nhwc => 3,
        };
        let channels = input.channels.count();
        let space =
            UnitSpace::normalised(input.scale, &input.mean, &input.std, channels, channel_axis)?;
        Ok(Self {
            explainer,
            space,
            input: input.clone(),
        })
    }

    /// Attacks one prepared picture, `[1, …]`. `starts` are prepared pictures in which the boundary
    /// attack may begin.
    ///
    /// # Errors
    /// When the settings are refused, the model cannot be differentiated or run, or the work is
    /// cancelled. That the picture withstands is no error.
    pub fn attack(
        &self,
        prepared: &ArrayD<f32>,
        kind: Attack,
        settings: &Settings,
        starts: &[ArrayD<f32>],
        work: &Work,
    ) -> Result<Outcome, InsightError> {
        let victim = self.victim().starting_from(starts);
        Ok(attack(&victim, prepared, kind, settings, work)?)
    }

    /// The detector's score of one prepared picture, `[1, …]`, in bits.
    ///
    /// # Errors
    /// As [`attacks::score`].
    pub fn score_bits(
        &self,
        prepared: &ArrayD<f32>,
        settings: &DetectorSettings,
        work: &Work,
    ) -> Result<f64, InsightError> {
        Ok(score(&self.victim(), prepared, settings, work)?.bits)
    }

    /// What the detector says of one prepared picture, `[1, …]`.
    ///
    /// # Errors
    /// As [`attacks::score`].
    pub fn judge(
        &self,
        prepared: &ArrayD<f32>,
        calibration: &Calibration,
        work: &Work,
    ) -> Result<Judgement, InsightError> {
        let bits = self.score_bits(prepared, &calibration.settings, work)?;
        Ok(Judgement::of(bits, calibration))
    }

    /// The response of one prepared picture, `[1, …]`, by a method, for the class that wins.
    ///
    /// # Errors
    /// When the model cannot be differentiated or run, or the settings are refused.
    pub fn response_maps(
        &self,
        prepared: &ArrayD<f32>,
        method: explain::Method,
        settings: &ResponseSettings,
        work: &Work,
    ) -> Result<ResponseMaps, InsightError> {
        let response = self
            .explainer
            .explain(method, prepared, &Target::TopClass, work)?;
        ResponseMaps::of(&response.values, self.input.layout, settings)
    }

    /// A picture of unit space as a raster of 8 bits, for a file.
    #[must_use]
    pub fn raster(&self, unit: &ArrayD<f32>) -> Raster {
        unit_raster(unit, &self.input)
    }

    /// A picture of unit space as people see it, `[height, width, 3]`.
    #[must_use]
    pub fn rgb(&self, unit: &ArrayD<f32>) -> Array3<u8> {
        unit_rgb(unit, &self.input)
    }

    fn victim(&self) -> Victim<'_> {
        Victim::new(&self.explainer, self.space.clone())
    }
}
