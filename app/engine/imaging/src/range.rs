//! The range of a picture's samples, from which a viewer chooses its first window and level.

use serde::Serialize;

use crate::raster::{Raster, SampleKind};

/// At most this many pixels are looked at.
const SAMPLED_PIXELS: usize = 1 << 18;

/// Where the samples of a picture lie, in source units. Alpha is left out, and so are values that
/// are not finite. It is measured on an even sample of the pixels, so rare extremes may be missed.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct SampleRange {
    /// The least value.
    pub min: f64,
    /// The greatest value.
    pub max: f64,
    /// 0.5 % of the values lie below.
    pub low: f64,
    /// 0.5 % of the values lie above.
    pub high: f64,
}

impl SampleRange {
    /// The range of an even sample of the pixels of `raster`.
    pub(crate) fn of(raster: &Raster) -> Self {
        let channels = usize::from(raster.channels);
        let colours = if channels % 2 == 0 {
            channels - 1
        } else {
            channels
        };
        let (width, height) = (raster.width_px as usize, raster.height_px as usize);
        // Both sides are thinned by the same step, unless the picture is a narrow strip.
        let step = ((width * height) as f64 / SAMPLED_PIXELS as f64)
            .sqrt()
            .max(1.0);
        let step_x = (step as usize).clamp(1, width);
        let step_y = (width.div_ceil(step_x) * height)
            .div_ceil(SAMPLED_PIXELS)
            .max(1);
        let mut values = Vec::with_capacity(SAMPLED_PIXELS.min(width * height) * colours);
        for y in (0..height).step_by(step_y) {
            for x in (0..width).step_by(step_x) {
                let pixel = (y * width + x) * channels;
                for channel in 0..colours {
                    let value = raster.samples.get(pixel + channel);
                    if value.is_finite() {
                        values.push(value);
                    }
                }
            }
        }
        Self::of_values(values).unwrap_or_else(|| Self::full(raster.kind()))
    }

    /// The range in which samples of a kind can lie, for a picture without a single finite value.
    fn full(kind: SampleKind) -> Self {
        let max = match kind {
            SampleKind::U8 => 255.0,
            SampleKind::U16 => 65535.0,
            SampleKind::F32 => 1.0,
        };
        Self {
            min: 0.0,
            max,
            low: 0.0,
            high: max,
        }
    }

    fn of_values(mut values: Vec<f64>) -> Option<Self> {
        let last = values.len().checked_sub(1)?;
        let mut rank = |index: usize| *values.select_nth_unstable_by(index, f64::total_cmp).1;
        let tail = (last as f64 * 0.005).round() as usize;
        Some(Self {
            min: rank(0),
            max: rank(last),
            low: rank(tail),
            high: rank(last - tail),
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::raster::Samples;

    #[test]
    fn percentiles_of_a_ramp() {
        let ramp = Raster::new(1001, 1, 1, Samples::U16((0..1001).collect()));
        let range = SampleRange::of(&ramp);
        assert_eq!(
            (range.min, range.max, range.low, range.high),
            (0.0, 1000.0, 5.0, 995.0)
        );
    }

    #[test]
    fn alpha_and_non_numbers_are_left_out() {
        let pixels = vec![f32::NAN, 99.0, 2.0, 99.0, f32::INFINITY, 99.0, 3.0, 99.0];
        let range = SampleRange::of(&Raster::new(4, 1, 2, Samples::F32(pixels)));
        assert_eq!((range.min, range.max), (2.0, 3.0));
        let nothing = SampleRange::of(&Raster::new(1, 1, 1, Samples::F32(vec![f32::NAN])));
        assert_eq!((nothing.min, nothing.max), (0.0, 1.0));
    }

    #[test]
    fn strips_and_large_pictures_are_sampled_evenly() {
        let strip = Raster::new(1_000_000, 1, 1, Samples::U8(vec![7; 1_000_000]));
        assert_eq!(SampleRange::of(&strip).max, 7.0);
        let mut square = vec![10_u8; 2000 * 2000];
        square[..1000 * 2000].fill(20);
        let range = SampleRange::of(&Raster::new(2000, 2000, 1, Samples::U8(square)));
        assert_eq!((range.low, range.high), (10.0, 20.0));
    }
}
