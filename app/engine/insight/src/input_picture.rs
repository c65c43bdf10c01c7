//! Between picture files and a model's input, in both directions.

use std::path::Path;

use imaging::{Limits, Picture, Raster, Samples};
use jobs::Work;
use ndarray::{Array3, ArrayD, Axis, Ix3};
use packs::{Channels, InputSpec, Layout};

use crate::InsightError;
use crate::planes::by_channel;

/// A picture file as a model takes it.
///
/// # Errors
/// When the picture cannot be read or prepared.
pub fn prepare_file(
    path: &Path,
    page: u32,
    input: &InputSpec,
    work: &Work,
) -> Result<ArrayD<f32>, InsightError> {
    let picture = Picture::open(path, page, &Limits::default(), work)?;
    Ok(input.prepare(&picture.whole(work)?)?)
}

/// The first picture of an input as people see it, `[height, width, 3]`. Without a description of
/// the input, samples are drawn from the least to the greatest, channels first.
#[must_use]
pub fn input_rgb(prepared: &ArrayD<f32>, input: Option<&InputSpec>) -> Array3<u8> {
    let layout = input.map_or(Layout::Nchw, |input| input.layout);
    let planes = by_channel(prepared, layout);
    let low = planes.iter().copied().fold(f32::INFINITY, f32::min);
    let high = planes.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let unit = |channel: usize, value: f32| match input {
        Some(input) => {
            let of = |values: &[f64], default: f64| {
                let value = values.get(channel).or(values.first());
                value.copied().unwrap_or(default)
            };
            let sample = f64::from(value) * of(&input.std, 1.0) + of(&input.mean, 0.0);
            (sample / input.scale) as f32
        }
        None => (value - low) / (high - low).max(f32::MIN_POSITIVE),
    };
    let is_bgr = input.is_some_and(|input| input.channels == Channels::Bgr);
    as_rgb(&planes, is_bgr, unit)
}

/// A picture of unit space in a model's layout, `[1, …]` with samples from 0 to 1, as people see
/// it, `[height, width, 3]`.
#[must_use]
pub fn unit_rgb(unit: &ArrayD<f32>, input: &InputSpec) -> Array3<u8> {
    let planes = by_channel(unit, input.layout);
    as_rgb(&planes, input.channels == Channels::Bgr, |_, value| value)
}

/// Planes of one to four channels as red, green and blue.
fn as_rgb(planes: &Array3<f32>, is_bgr: bool, unit: impl Fn(usize, f32) -> f32) -> Array3<u8> {
    let (channels, height, width) = planes.dim();
    Array3::from_shape_fn((height, width, 3), |(y, x, colour)| {
        let channel = match (channels, is_bgr) {
            (1 | 2, _) => 0,
            (_, true) => 2 - colour,
            (_, false) => colour,
        };
        (unit(channel, planes[[channel, y, x]]) * 255.0)
            .round()
            .clamp(0.0, 255.0) as u8
    })
}

/// A picture of unit space in a model's layout, `[1, …]`, as a raster of 8 bits in the order of
/// channels that picture files have.
#[must_use]
pub fn unit_raster(unit: &ArrayD<f32>, input: &InputSpec) -> Raster {
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
        let levels = lane.iter().map(|value| (value * 255.0).round() as u8);
        let start = samples.len();
        samples.extend(levels);
        if input.channels == Channels::Bgr {
            samples[start..].reverse();
        }
    }
    Raster::new(
        width as u32,
        height as u32,
        channels as u8,
        Samples::U8(samples),
    )
}
