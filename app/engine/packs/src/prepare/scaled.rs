//! A window of a picture that is brought to another scale, for a detector that is laid over it in
//! tiles. Of a large picture no more is read at a time than a few rows of the window need.

use std::ops::Range;

use imaging::Raster;
use ndarray::ArrayD;
use rayon::prelude::*;

use super::window::arranged;
use super::{Window, pixels};
use crate::manifest::InputSpec;
use crate::resample::Taps;

/// Rows of a window that are made together.
const ROWS_TOGETHER: usize = 32;

/// Most pixels of the picture that are asked for at once, where a row has no more.
const PIXELS_AT_ONCE: usize = 1 << 22;

/// The size of a picture and the size that it is brought to: widths and heights in pixels, none 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Scaling {
    /// Width of the picture.
    pub width_px: u32,
    /// Height of the picture.
    pub height_px: u32,
    /// Width that the picture is brought to.
    pub scaled_width_px: u32,
    /// Height that the picture is brought to.
    pub scaled_height_px: u32,
}

/// A rectangle of a picture: it is never empty and never reaches beyond the picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SourceRect {
    /// Its first column.
    pub left_px: u32,
    /// Its first row.
    pub top_px: u32,
    /// Its width.
    pub width_px: u32,
    /// Its height.
    pub height_px: u32,
}

impl InputSpec {
    /// The input tensor of a window of a picture at another scale. `window` is counted from the
    /// corner of the scaled picture; what lies beyond that picture has the value of the border.
    /// `read` gives rectangles of the picture, from several threads. The shape and the values are
    /// those of [`InputSpec::prepare`].
    ///
    /// # Errors
    /// Those of `read`.
    pub fn prepare_scaled<E: Send>(
        &self,
        scaling: Scaling,
        window: Window,
        read: impl Fn(SourceRect) -> Result<Raster, E> + Sync,
    ) -> Result<ArrayD<f32>, E> {
        let channels = self.channels.count();
        let (columns, rows) = (window.width_px as usize, window.height_px as usize);
        let seen_columns = seen(window.left_px, window.width_px, scaling.scaled_width_px);
        let seen_rows = seen(window.top_px, window.height_px, scaling.scaled_height_px);
        let across = Taps::new(
            self.filter,
            scaling.width_px as usize,
            scaling.scaled_width_px as usize,
            seen_columns.clone(),
        );
        let strip = Strip {
            input: self,
            scaling,
            source_columns: across.source_range(),
            across,
            first_column: (seen_columns.start as i64 - window.left_px) as usize,
            columns,
        };
        // A line holds the channels of a row one after the other.
        let line_len = channels * columns;
        let mut lines = vec![self.border as f32; rows * line_len];
        lines
            .par_chunks_mut((ROWS_TOGETHER * line_len).max(1))
            .enumerate()
            .try_for_each(|(index, lines)| {
                let first = window.top_px + (index * ROWS_TOGETHER) as i64;
                let end = first + (lines.len() / line_len) as i64;
                let within = |row: i64| row.clamp(seen_rows.start as i64, seen_rows.end as i64);
                let rows = within(first)..within(end);
                if rows.start < rows.end && strip.across.len() > 0 {
                    let skipped = (rows.start - first) as usize * line_len;
                    let rows = rows.start as usize..rows.end as usize;
                    strip.fill(rows, &mut lines[skipped..], &read)?;
                }
                for (index, line) in lines.chunks_mut(columns).enumerate() {
                    self.normalise(index % channels, line);
                }
                Ok(())
            })?;
        Ok(arranged(self.layout, lines, [channels, rows, columns]))
    }
}

/// The columns of a window, of which any rows can be made.
struct Strip<'a> {
    input: &'a InputSpec,
    scaling: Scaling,
    across: Taps,
    /// The columns of the picture that are needed, from the first to one behind the last.
    source_columns: (usize, usize),
    /// Where the scaled picture begins in the window.
    first_column: usize,
    /// Width of the window.
    columns: usize,
}

impl Strip<'_> {
    /// Makes rows of the scaled picture into lines of the window.
    fn fill<E>(
        &self,
        rows: Range<usize>,
        lines: &mut [f32],
        read: &impl Fn(SourceRect) -> Result<Raster, E>,
    ) -> Result<(), E> {
        let channels = self.input.channels.count();
        let down = Taps::new(
            self.input.filter,
            self.scaling.height_px as usize,
            self.scaling.scaled_height_px as usize,
            rows,
        );
        let width = self.across.len();
        let (left, right) = self.source_columns;
        let (top, bottom) = down.source_range();
        let rows_at_once = (PIXELS_AT_ONCE / (right - left)).max(1);
        let mut sums = vec![0.0_f64; down.len() * channels * width];
        let (mut samples, mut resized) = (Vec::new(), vec![0.0_f32; channels * width]);
        // Every row of the picture is added to the rows of the window that it is a part of.
        let mut first_open = 0;
        for band_top in (top..bottom).step_by(rows_at_once) {
            let raster = read(SourceRect {
                left_px: left as u32,
                top_px: band_top as u32,
                width_px: (right - left) as u32,
                height_px: rows_at_once.min(bottom - band_top) as u32,
            })?;
            for row in 0..raster.height_px as usize {
                let source = band_top + row;
                pixels::row(self.input, &raster, row, &mut samples);
                let planes = samples.chunks(right - left);
                for (samples, resized) in planes.zip(resized.chunks_mut(width)) {
                    self.across.apply(samples, left, resized);
                }
                let ends = |target: usize| {
                    let (first, weights) = down.of(target);
                    first + weights.len()
                };
                while first_open < down.len() && ends(first_open) <= source {
                    first_open += 1;
                }
                for target in first_open..down.len() {
                    let (first, weights) = down.of(target);
                    if first > source {
                        break;
                    }
                    let Some(weight) = weights.get(source - first) else {
                        continue;
                    };
                    let start = target * resized.len();
                    let sums = &mut sums[start..start + resized.len()];
                    for (sum, sample) in sums.iter_mut().zip(&resized) {
                        *sum += weight * f64::from(*sample);
                    }
                }
            }
        }
        // Both count planes of a row: `width` sums belong to `columns` values of the window.
        let planes = sums.chunks(width).zip(lines.chunks_mut(self.columns));
        for (sums, line) in planes {
            let line = &mut line[self.first_column..self.first_column + width];
            for (value, sum) in line.iter_mut().zip(sums) {
                *value = *sum as f32;
            }
        }
        Ok(())
    }
}

/// The places of a line of `len_px` that a window sees.
fn seen(start_px: i64, window_px: u32, len_px: u32) -> Range<usize> {
    let within = |place: i64| place.clamp(0, i64::from(len_px)) as usize;
    within(start_px)..within(start_px + i64::from(window_px))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::convert::Infallible;

    use imaging::Samples;
    use proptest::prelude::*;

    use super::*;
    use crate::manifest::{Channels, Extent, Filter, Layout};
    use crate::prepare::pixels::tests::spec;

    const FILTERS: [Filter; 5] = [
        Filter::Nearest,
        Filter::Box,
        Filter::Area,
        Filter::Bicubic,
        Filter::PlainBilinear,
    ];

    fn noise(width_px: u32, height_px: u32, channels: u8) -> Raster {
        let count = width_px * height_px * u32::from(channels);
        let sample = |index: u32| (index.wrapping_mul(2_654_435_761) >> 24) as u8;
        let samples = Samples::U8((0..count).map(sample).collect());
        Raster::new(width_px, height_px, channels, samples)
    }

    fn prepared(
        input: &InputSpec,
        raster: &Raster,
        scaled_px: (u32, u32),
        window: Window,
    ) -> ArrayD<f32> {
        let scaling = Scaling {
            width_px: raster.width_px,
            height_px: raster.height_px,
            scaled_width_px: scaled_px.0,
            scaled_height_px: scaled_px.1,
        };
        let read = |rect: SourceRect| {
            let part = raster.crop(rect.left_px, rect.top_px, rect.width_px, rect.height_px);
            Ok::<_, Infallible>(part.unwrap())
        };
        input.prepare_scaled(scaling, window, read).unwrap()
    }

    proptest! {
        #[test]
        fn the_whole_picture_as_a_window_is_that_picture_stretched(
            filter in prop::sample::select(&FILTERS[..]),
            size in (1_u32..90, 1_u32..120),
            scaled in (1_u32..60, 1_u32..90),
            channels in prop::sample::select(&[Channels::Grey, Channels::Rgb][..]),
            layout in prop::sample::select(&[Layout::Nchw, Layout::Nhwc][..]),
        ) {
            let mut input = spec();
            input.filter = filter;
            input.channels = channels;
            input.layout = layout;
            input.mean = vec![0.25];
            (input.width_px, input.height_px) = (Extent::Fixed(scaled.0), Extent::Fixed(scaled.1));
            let raster = noise(size.0, size.1, channels.count() as u8);
            let window = Window { left_px: 0, top_px: 0, width_px: scaled.0, height_px: scaled.1 };
            let found = prepared(&input, &raster, scaled, window);
            prop_assert_eq!(found, input.prepare(&raster).unwrap());
        }

        #[test]
        fn a_window_is_a_part_of_the_whole_in_its_border(
            size in (1_u32..90, 1_u32..120),
            scaled in (1_u32..60, 1_u32..90),
            corner in (-70_i64..70, -70_i64..70),
            extent in (1_u32..70, 1_u32..70),
        ) {
            let mut input = spec();
            input.channels = Channels::Grey;
            input.filter = Filter::Area;
            input.border = 0.75;
            input.scale = -1.0;
            input.mean = vec![-1.0];
            let raster = noise(size.0, size.1, 1);
            let all = Window { left_px: 0, top_px: 0, width_px: scaled.0, height_px: scaled.1 };
            let whole = prepared(&input, &raster, scaled, all);
            let window = Window {
                left_px: corner.0,
                top_px: corner.1,
                width_px: extent.0,
                height_px: extent.1,
            };
            let part = prepared(&input, &raster, scaled, window);
            prop_assert_eq!(part.shape(), [1, 1, extent.1 as usize, extent.0 as usize]);
            for y in 0..extent.1 as usize {
                for x in 0..extent.0 as usize {
                    let place = (corner.0 + x as i64, corner.1 + y as i64);
                    let inside = |place: i64, len: u32| (0..i64::from(len)).contains(&place);
                    let expected = if inside(place.0, scaled.0) && inside(place.1, scaled.1) {
                        whole[[0, 0, place.1 as usize, place.0 as usize]]
                    } else {
                        0.25
                    };
                    prop_assert_eq!(part[[0, 0, y, x]], expected);
                }
            }
        }
    }

    #[test]
    fn what_cannot_be_read_is_an_error() {
        let scaling = Scaling {
            width_px: 10,
            height_px: 10,
            scaled_width_px: 5,
            scaled_height_px: 5,
        };
        let window = Window {
            left_px: 0,
            top_px: 0,
            width_px: 5,
            height_px: 5,
        };
        let found = spec().prepare_scaled(scaling, window, |_| Err("gone"));
        assert_eq!(found, Err("gone"));
    }
}
