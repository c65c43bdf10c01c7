//! Any raster as grey levels on white paper, for what looks at print.

use crate::range::SampleRange;
use crate::raster::{Raster, Samples};

/// Parts of red, green and blue in a grey level: ITU-R 601-2.
const LUMA: [f64; 3] = [0.299, 0.587, 0.114];

impl Raster {
    /// One level for each pixel, row by row: 0 is black and 255 white. What is transparent lies over
    /// white. Whole numbers keep their full range; of floating-point samples the range that they
    /// have is spread.
    #[must_use]
    pub fn grey_levels(&self) -> Vec<u8> {
        match &self.samples {
            Samples::U8(values) if self.channels == 1 => values.clone(),
            Samples::U8(values) => self.levels_of(values, |it| f64::from(it) / 255.0),
            Samples::U16(values) => self.levels_of(values, |it| f64::from(it) / 65_535.0),
            Samples::F32(values) => {
                let SampleRange { low, high, .. } = SampleRange::of(self);
                let span = (high - low).max(f64::MIN_POSITIVE);
                self.levels_of(values, |it| ((f64::from(it) - low) / span).clamp(0.0, 1.0))
            }
        }
    }

    fn levels_of<T: Copy>(&self, values: &[T], unit: impl Fn(T) -> f64) -> Vec<u8> {
        let channels = usize::from(self.channels);
        let pixels = values.chunks_exact(channels);
        let level = |pixel: &[T]| {
            let grey = match pixel {
                [red, green, blue, ..] => {
                    LUMA[0] * unit(*red) + LUMA[1] * unit(*green) + LUMA[2] * unit(*blue)
                }
                _ => unit(pixel[0]),
            };
            let opacity = if channels.is_multiple_of(2) {
                unit(pixel[channels - 1])
            } else {
                1.0
            };
            // A number that is none becomes black.
            ((grey * opacity + 1.0 - opacity) * 255.0).round() as u8
        };
        pixels.map(level).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(channels: u8, samples: Samples) -> Vec<u8> {
        let width = samples.len() as u32 / u32::from(channels);
        Raster::new(width, 1, channels, samples).grey_levels()
    }

    #[test]
    fn every_kind_of_sample_becomes_levels() {
        assert_eq!(levels(1, Samples::U8(vec![0, 7, 255])), [0, 7, 255]);
        assert_eq!(levels(1, Samples::U16(vec![0, 65_535])), [0, 255]);
        assert_eq!(levels(1, Samples::F32(vec![-3.0, 0.0, 3.0])), [0, 128, 255]);
        assert_eq!(
            levels(3, Samples::U8(vec![255, 0, 0, 255, 255, 255])),
            [76, 255]
        );
    }

    #[test]
    fn what_is_transparent_lies_over_white() {
        assert_eq!(levels(2, Samples::U8(vec![0, 0, 0, 255])), [255, 0]);
        assert_eq!(levels(4, Samples::U8(vec![0, 0, 0, 51])), [204]);
    }
}
