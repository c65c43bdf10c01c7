//! Attacks on pictures, and the detector that tells them: a model made ready for both.

use std::path::Path;

use attacks::{UnitSpace, Victim};
use explain::{Explainer, PictureInput};
use imaging::{Limits, Picture, Raster, Samples};
use jobs::Work;
use ndarray::{Array3, ArrayD, Axis, Ix3};
use packs::{Channels, InputSpec, Layout};
use runtime::{ProviderChoice, Runtime};

use super::{DescribedModel, InspectError};

/// A model on which attacks are tried.
pub struct Laboratory {
    described: DescribedModel,
    explainer: Explainer,
    space: UnitSpace,
}

impl Laboratory {
    /// Prepares a model for pictures of the size that the first of them gives.
    ///
    /// # Errors
    /// When the model cannot be loaded, takes no picture, or takes integers, which no small change
    /// reaches.
    pub fn open(
        runtime: &Runtime,
        described: DescribedModel,
        provider: ProviderChoice,
        shape: &[usize],
        work: &Work,
    ) -> Result<Self, InspectError> {
        let input = &described.manifest.input;
        let channel_axis = match input.layout {
            Layout::Nchw => 1,
            Layout::Nhwc => 3,
        };
        let channels = input.channels.count();
        let space =
            UnitSpace::normalised(input.scale, &input.mean, &input.std, channels, channel_axis)?;
        let picture = PictureInput {
            input: Some(&input.name),
            shape,
            output: described.class_output(),
        };
        let explainer = Explainer::prepare(runtime, &described.path, provider, picture, work)?;
        Ok(Self {
            described,
            explainer,
            space,
        })
    }

    /// What the attacks ask.
    #[must_use]
    pub fn victim(&self) -> Victim<'_> {
        Victim::new(&self.explainer, self.space.clone())
    }

    /// How the model is fed and read.
    #[must_use]
    pub fn described(&self) -> &DescribedModel {
        &self.described
    }

    /// A picture of unit space in the model's layout, `[1, …]`, as a raster of 8 bits.
    #[must_use]
    pub fn raster(&self, unit: &ArrayD<f32>) -> Raster {
        to_raster(unit, &self.described.manifest.input)
    }
}

/// A picture file as a model takes it.
///
/// # Errors
/// When the picture cannot be read or prepared.
pub fn prepare_file(
    path: &Path,
    page: u32,
    input: &InputSpec,
    work: &Work,
) -> Result<ArrayD<f32>, InspectError> {
    let picture = Picture::open(path, page, &Limits::default(), work)?;
    Ok(input.prepare(&picture.whole(work)?)?)
}

/// A picture of unit space as a raster of 8 bits, in the order of channels that picture files have.
fn to_raster(unit: &ArrayD<f32>, input: &InputSpec) -> Raster {
    let first = unit.index_axis(Axis(0), 0).to_owned();
    let planes: Array3<f32> = first
        .into_dimensionality::<Ix3>()
        .expect("prepared pictures have a batch, channels, rows and columns");
    let pixels = match input.layout {
        Layout::Nchw => planes.permuted_axes([1, 2, 0]),
        Layout::Nhwc => planes,
    };
    let (height, width, channels) = pixels.dim();
    let mut samples = Vec::with_capacity(height * width * channels);
    for lane in pixels.lanes(Axis(2)) {
        let mut pixel: Vec<u8> = lane
            .iter()
            .map(|value| (value * 255.0).round() as u8)
            .collect();
        if input.channels == Channels::Bgr {
            pixel.reverse();
        }
        samples.append(&mut pixel);
    }
    Raster::new(
        width as u32,
        height as u32,
        channels as u8,
        Samples::U8(samples),
    )
}
