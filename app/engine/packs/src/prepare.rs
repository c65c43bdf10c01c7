//! From a picture to the model's input tensor. The crate's own page states the convention.

use imaging::Raster;
use ndarray::{ArrayD, IxDyn};
use rayon::prelude::*;

use crate::error::PackError;
use crate::manifest::{Channels, Element, InputSpec, Layout};
use crate::resample::Taps;

mod pixels;
mod placement;
mod scaled;
mod window;

pub use placement::Placement;
pub use scaled::{Scaling, SourceRect};
pub use window::Window;

/// Most values that an input may have: 2 GiB of 32-bit floats.
const INPUT_LIMIT_VALUES: u64 = 1 << 29;

impl InputSpec {
    /// Greatest length of a side that a manifest may ask for, in pixels.
    pub(crate) const LONGEST_SIDE_PX: u32 = 65_536;

    /// Where a picture of this size comes to lie in the input.
    ///
    /// # Errors
    /// When the input would be larger than any sensible model takes.
    pub fn placement(&self, width_px: u32, height_px: u32) -> Result<Placement, PackError> {
        let placement = Placement::new(self, width_px, height_px);
        let (columns, rows) = (
            u64::from(placement.input_width_px),
            u64::from(placement.input_height_px),
        );
        let is_sensible = columns
            .checked_mul(rows)
            .and_then(|pixels| pixels.checked_mul(self.channels.count() as u64))
            .is_some_and(|values| values <= INPUT_LIMIT_VALUES);
        if is_sensible {
            Ok(placement)
        } else {
            Err(PackError::InputTooLarge {
                width_px,
                height_px,
                input_width_px: columns,
                input_height_px: rows,
            })
        }
    }

    /// The input tensor of one picture: `[1, channels, height, width]` or
    /// `[1, height, width, channels]`, as the layout says. For a model of [`Element::Uint8`] the
    /// values are whole numbers from 0 to 255.
    ///
    /// # Errors
    /// When the input would be larger than any sensible model takes.
    pub fn prepare(&self, raster: &Raster) -> Result<ArrayD<f32>, PackError> {
        let placement = self.placement(raster.width_px, raster.height_px)?;
        let (columns, rows) = (
            placement.input_width_px as usize,
            placement.input_height_px as usize,
        );
        let channels = self.channels.count();
        let mut planes = self.resized(raster, &placement);
        planes
            .par_chunks_mut(columns * rows)
            .enumerate()
            .for_each(|(channel, plane)| self.normalise(channel, plane));
        Ok(match self.layout {
            Layout::Nchw => tensor(&[1, channels, rows, columns], planes),
            Layout::Nhwc => {
                let mut values = vec![0.0; planes.len()];
                for (channel, plane) in planes.chunks(columns * rows).enumerate() {
                    let pixels = values.iter_mut().skip(channel).step_by(channels);
                    pixels
                        .zip(plane)
                        .for_each(|(value, sample)| *value = *sample);
                }
                tensor(&[1, rows, columns, channels], values)
            }
        })
    }

    /// The picture in its place in the input, as planes of values from 0 to 1.
    fn resized(&self, raster: &Raster, placement: &Placement) -> Vec<f32> {
        let channels = self.channels.count();
        let (columns, rows) = (
            placement.input_width_px as usize,
            placement.input_height_px as usize,
        );
        let (seen_columns, first_column) = placement.seen_columns();
        let (seen_rows, first_row) = placement.seen_rows();
        let across = Taps::new(
            self.filter,
            raster.width_px as usize,
            placement.resized_width_px as usize,
            seen_columns,
        );
        let down = Taps::new(
            self.filter,
            raster.height_px as usize,
            placement.resized_height_px as usize,
            seen_rows,
        );

        // Rows first. Only the source rows that some target row needs are looked at. A line holds
        // the channels one after the other.
        let (first_source, source_end) = down.source_range();
        let line_len = channels * across.len();
        let mut lines = vec![0.0_f32; (source_end - first_source) * line_len];
        lines
            .par_chunks_mut(line_len)
            .enumerate()
            .for_each_init(Vec::new, |row, (index, line)| {
                pixels::row(self, raster, first_source + index, row);
                let width = raster.width_px as usize;
                for (source, target) in row.chunks(width).zip(line.chunks_mut(across.len())) {
                    across.apply(source, 0, target);
                }
            });

        // Then columns, straight into their place.
        let mut planes = vec![self.border as f32; channels * rows * columns];
        planes.par_chunks_mut(columns).enumerate().for_each_init(
            Vec::new,
            |sums: &mut Vec<f64>, (index, target)| {
                let (channel, row) = (index / rows, index % rows);
                let Some(seen_row) = row.checked_sub(first_row).filter(|row| *row < down.len())
                else {
                    return;
                };
                let (first, weights) = down.of(seen_row);
                sums.clear();
                sums.resize(across.len(), 0.0);
                for (source, weight) in (first - first_source..).zip(weights) {
                    let start = source * line_len + channel * across.len();
                    let line = &lines[start..start + across.len()];
                    for (sum, sample) in sums.iter_mut().zip(line) {
                        *sum += weight * f64::from(*sample);
                    }
                }
                let seen = &mut target[first_column..first_column + across.len()];
                for (value, sum) in seen.iter_mut().zip(sums.iter()) {
                    *value = *sum as f32;
                }
            },
        );
        planes
    }

    /// Turns values from 0 to 1 into those that the model was trained on.
    fn normalise(&self, channel: usize, plane: &mut [f32]) {
        let scale = self.scale as f32;
        let mean = of_channel(&self.mean, channel, 0.0);
        let std = of_channel(&self.std, channel, 1.0);
        let is_whole = self.element == Element::Uint8;
        for value in plane {
            *value = (*value * scale - mean) / std;
            if is_whole {
                *value = value.round_ties_even().clamp(0.0, 255.0);
            }
        }
    }
}

/// The channel's own number, or the one for all channels.
fn of_channel(values: &[f64], channel: usize, default: f32) -> f32 {
    values
        .get(channel)
        .or(values.first())
        .map_or(default, |value| *value as f32)
}

fn tensor(shape: &[usize], values: Vec<f32>) -> ArrayD<f32> {
    ArrayD::from_shape_vec(IxDyn(shape), values).expect("the values were counted by this shape")
}

impl Channels {
    /// Whether opacity stays a channel of its own.
    fn keeps_alpha(self) -> bool {
        self == Self::Rgba
    }
}
