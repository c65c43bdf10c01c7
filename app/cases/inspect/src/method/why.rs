//! Why a model answered as it did: the response of a method, and its local spatial entropy.

use std::sync::Arc;

use explain::{Explainer, Layer, Method, PictureInput, Target};
use imaging::{Picture, Raster, Samples};
use jobs::Work;
use ndarray::{Array2, ArrayD};
use packs::Placement;
use parking_lot::Mutex;
use response::{
    ColourMap, Normalisation, Overlay, ResponseSettings, Sign, Weighting, grey, measure, normalise,
};
use runtime::{ProviderChoice, Runtime};

use super::planes::by_channel;
use super::{DescribedModel, InspectError, mosaic};
use crate::subject::{Explanation, LayerMaps};

/// Longest side of the maps that are laid over a picture: larger ones would say no more, because a
/// response has no more pixels than the model's input.
const LONGEST_SIDE_PX: u32 = 2048;

/// The percentile of the response's magnitudes that is shown in full colour, so that a few strong
/// pixels do not dim all others. What is measured keeps its own scale.
const SHOWN_PERCENTILE: f64 = 99.5;

/// A model that can be asked why. It is prepared when it is first asked, and again for inputs of
/// another size.
pub struct Reasoner {
    runtime: Runtime,
    provider: ProviderChoice,
    described: DescribedModel,
    prepared: Mutex<Option<Prepared>>,
}

struct Prepared {
    shape: Vec<usize>,
    explainer: Arc<Explainer>,
}

impl Reasoner {
    /// Asks about a model on a provider. Nothing is loaded yet.
    #[must_use]
    pub fn new(runtime: Runtime, provider: ProviderChoice, described: DescribedModel) -> Self {
        Self {
            runtime,
            provider,
            described,
            prepared: Mutex::new(None),
        }
    }

    /// Explains the class that wins, or another target, for a picture.
    ///
    /// # Errors
    /// When the picture cannot be read, the model cannot be differentiated, or the run fails.
    pub fn explain(
        &self,
        picture: &Picture,
        method: Method,
        target: &Target,
        settings: &ResponseSettings,
        work: &Work,
    ) -> Result<Explanation, InspectError> {
        let raster = picture.whole(work)?;
        let input = &self.described.manifest.input;
        let prepared = input.prepare(&raster)?;
        let placement = input.placement(raster.width_px, raster.height_px)?;
        let explainer = self.explainer(prepared.shape(), work)?;
        let response = explainer.explain(method, &prepared, target, work)?;
        let channels = by_channel(&response.values, input.layout);
        let measured = measure(&channels, settings)?;
        let values = grey(&channels, settings.grey);
        let shown = Normalisation {
            sign: Sign::Signed,
            percentile: SHOWN_PERCENTILE,
        };
        let shown = normalise(&values, &shown)?;
        let colours = Overlay {
            map: ColourMap::Diverging,
            opacity: 1.0,
            weighting: Weighting::Magnitude(Sign::Signed),
        };
        let entropy_unit = entropy_unit(&measured.entropy);
        let entropy_colours = Overlay {
            map: ColourMap::Sequential,
            opacity: 1.0,
            weighting: Weighting::Constant,
        };
        Ok(Explanation {
            layer: response.layer,
            scale: shown.scale,
            response: over_picture(&shown.values, &colours, &placement),
            entropy: over_picture(&entropy_unit, &entropy_colours, &placement),
            average_bits: measured.average_bits,
            most_bits: measured.entropy.iter().copied().fold(0.0, f32::max),
            values,
            entropy_bits: measured.entropy,
            placement,
            duration: response.duration,
            caveats: response.caveats,
            picture_px: [raster.width_px, raster.height_px],
        })
    }

    /// The layers of the model that have maps, as far as a picture's size decides them.
    ///
    /// # Errors
    /// As [`Reasoner::explain`].
    pub fn layers(&self, picture: &Picture, work: &Work) -> Result<Vec<Layer>, InspectError> {
        let prepared = self.prepare(picture, work)?;
        let layers = self.explainer(prepared.shape(), work)?.layers();
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
    ) -> Result<LayerMaps, InspectError> {
        let prepared = self.prepare(picture, work)?;
        let explainer = self.explainer(prepared.shape(), work)?;
        Ok(mosaic::lay_out(
            explainer.feature_maps(layer, &prepared, work)?,
        ))
    }

    fn prepare(&self, picture: &Picture, work: &Work) -> Result<ArrayD<f32>, InspectError> {
        let raster = picture.whole(work)?;
        Ok(self.described.manifest.input.prepare(&raster)?)
    }

    /// The model made ready for inputs of a shape.
    fn explainer(&self, shape: &[usize], work: &Work) -> Result<Arc<Explainer>, InspectError> {
        let mut prepared = self.prepared.lock();
        if let Some(prepared) = prepared.as_ref().filter(|prepared| prepared.shape == shape) {
            return Ok(Arc::clone(&prepared.explainer));
        }
        let explainer = Arc::new(Explainer::prepare(
            &self.runtime,
            &self.described.path,
            self.provider,
            PictureInput {
                input: Some(&self.described.manifest.input.name),
                shape,
                output: self.described.class_output(),
            },
            work,
        )?);
        *prepared = Some(Prepared {
            shape: shape.to_vec(),
            explainer: Arc::clone(&explainer),
        });
        Ok(explainer)
    }
}

/// Entropy as a share of its largest value.
fn entropy_unit(bits: &Array2<f32>) -> Array2<f32> {
    let most = bits.iter().copied().fold(0.0, f32::max);
    if most > 0.0 {
        bits.mapv(|value| value / most)
    } else {
        bits.clone()
    }
}

/// A map of the input, coloured, as a raster that covers the whole picture: clear where the picture
/// is not in the input.
fn over_picture(unit: &Array2<f32>, colours: &Overlay, placement: &Placement) -> Arc<Picture> {
    let palette = colours.palette();
    let longest = placement
        .resized_width_px
        .max(placement.resized_height_px)
        .max(1);
    let scale = f64::from(LONGEST_SIDE_PX.min(longest)) / f64::from(longest);
    let side = |length: u32| ((f64::from(length) * scale).round() as u32).max(1);
    let (width, height) = (
        side(placement.resized_width_px),
        side(placement.resized_height_px),
    );
    let (rows, columns) = unit.dim();
    let mut samples = Vec::with_capacity(width as usize * height as usize * 4);
    for y in 0..height {
        let row = input_place(y, scale, placement.top_px, rows);
        for x in 0..width {
            let column = input_place(x, scale, placement.left_px, columns);
            let colour = match (row, column) {
                (Some(row), Some(column)) => {
                    palette[usize::from(response::level(unit[[row, column]]))]
                }
                _ => [0; 4],
            };
            samples.extend_from_slice(&colour);
        }
    }
    Arc::new(Picture::from_raster(Raster::new(
        width,
        height,
        4,
        Samples::U8(samples),
    )))
}

/// The row or column of the input under one of the overlay; none outside the input.
fn input_place(place: u32, scale: f64, offset_px: i64, length: usize) -> Option<usize> {
    let resized = ((f64::from(place) + 0.5) / scale).floor() as i64;
    usize::try_from(resized + offset_px)
        .ok()
        .filter(|place| *place < length)
}
