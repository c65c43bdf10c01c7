//! A window of a picture at its own scale, for a model that is laid over it in tiles.

use imaging::Raster;
use ndarray::ArrayD;
use rayon::prelude::*;

use super::{pixels, tensor};
use crate::manifest::{InputSpec, Layout};

/// A rectangle that is seen of a picture, which may reach beyond it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window {
    /// Its first column; negative to the left of the picture.
    pub left_px: i64,
    /// Its first row; negative above the picture.
    pub top_px: i64,
    /// Its width.
    pub width_px: u32,
    /// Its height.
    pub height_px: u32,
}

impl InputSpec {
    /// The input tensor of a window, at the picture's own scale. `window` is counted from the corner
    /// of `raster`; what lies beyond the raster is mirrored at its edges, as often as need be, with
    /// the outermost pixel twice. The shape and the values are those of [`InputSpec::prepare`].
    #[must_use]
    pub fn prepare_window(&self, raster: &Raster, window: Window) -> ArrayD<f32> {
        let channels = self.channels.count();
        let (columns, rows) = (window.width_px as usize, window.height_px as usize);
        let width = raster.width_px as usize;
        // A line holds the channels of a row one after the other.
        let mut lines = vec![0.0_f32; rows * channels * columns];
        lines
            .par_chunks_mut((channels * columns).max(1))
            .enumerate()
            .for_each_init(Vec::new, |seen: &mut Vec<f32>, (row, line)| {
                let y = mirrored(window.top_px + row as i64, raster.height_px);
                pixels::row(self, raster, y, seen);
                let planes = seen.chunks(width).zip(line.chunks_mut(columns));
                for (channel, (source, target)) in planes.enumerate() {
                    cut(source, window.left_px, target);
                    self.normalise(channel, target);
                }
            });
        arranged(self.layout, lines, [channels, rows, columns])
    }
}

/// The tensor of lines that hold the channels of a row one after the other.
pub(super) fn arranged(layout: Layout, lines: Vec<f32>, shape: [usize; 3]) -> ArrayD<f32> {
    let [channels, rows, columns] = shape;
    match layout {
        Layout::Nchw if channels == 1 => tensor(&[1, 1, rows, columns], lines),
        Layout::Nchw => {
            let mut planes = Vec::with_capacity(lines.len());
            for channel in 0..channels {
                for line in lines.chunks(channels * columns) {
                    planes.extend_from_slice(&line[channel * columns..(channel + 1) * columns]);
                }
            }
            tensor(&[1, channels, rows, columns], planes)
        }
        Layout::Nhwc => {
            let mut values = Vec::with_capacity(lines.len());
            for line in lines.chunks(channels * columns) {
                for column in 0..columns {
                    values.extend((0..channels).map(|channel| line[channel * columns + column]));
                }
            }
            tensor(&[1, rows, columns, channels], values)
        }
    }
}

/// Copies what is seen of a row, from the column `left_px` on.
fn cut(source: &[f32], left_px: i64, target: &mut [f32]) {
    let (width, columns) = (source.len() as i64, target.len() as i64);
    // Most of a window, and mostly all of it, lies in the row.
    let first = (-left_px).clamp(0, columns);
    let end = (width - left_px).clamp(first, columns);
    if first < end {
        let inside = (first + left_px) as usize..(end + left_px) as usize;
        target[first as usize..end as usize].copy_from_slice(&source[inside]);
    }
    for column in (0..first).chain(end..columns) {
        target[column as usize] = source[mirrored(left_px + column, source.len() as u32)];
    }
}

/// The place that is seen at `place` of a line of `len` places which is mirrored at its ends.
fn mirrored(place: i64, len: u32) -> usize {
    let len = i64::from(len.max(1));
    let turn = place.rem_euclid(2 * len);
    turn.min(2 * len - 1 - turn) as usize
}

#[cfg(test)]
mod tests {
    use imaging::Samples;

    use super::*;
    use crate::manifest::Channels;
    use crate::prepare::pixels::tests::spec;

    #[test]
    fn lines_are_mirrored_as_often_as_need_be() {
        let seen: Vec<usize> = (-7..8).map(|place| mirrored(place, 3)).collect();
        assert_eq!(seen, [0, 0, 1, 2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0, 1]);
        assert_eq!(mirrored(-5, 1), 0);
    }

    #[test]
    fn a_window_inside_is_what_stands_there() {
        let raster = Raster::new(4, 3, 1, Samples::F32((0..12).map(|v| v as f32).collect()));
        let mut input = spec();
        input.channels = Channels::Grey;
        input.scale = 2.0;
        input.mean = vec![1.0];
        let window = Window {
            left_px: 1,
            top_px: 1,
            width_px: 2,
            height_px: 2,
        };
        let values = input.prepare_window(&raster, window);
        assert_eq!(values.shape(), [1, 1, 2, 2]);
        assert_eq!(values.into_raw_vec_and_offset().0, [9.0, 11.0, 17.0, 19.0]);
    }

    #[test]
    fn a_window_beyond_shows_the_picture_mirrored_in_every_layout() {
        let samples = (0..2 * 2 * 3).map(|v| v as f32).collect();
        let raster = Raster::new(2, 2, 3, Samples::F32(samples));
        let window = Window {
            left_px: -1,
            top_px: -3,
            width_px: 4,
            height_px: 7,
        };
        let mut input = spec();
        let planes = input.prepare_window(&raster, window);
        input.layout = Layout::Nhwc;
        let pixels = input.prepare_window(&raster, window);
        assert_eq!(planes.shape(), [1, 3, 7, 4]);
        assert_eq!(pixels.shape(), [1, 7, 4, 3]);
        for (y, source_y) in [1, 1, 0, 0, 1, 1, 0].into_iter().enumerate() {
            for (x, source_x) in [0, 0, 1, 1].into_iter().enumerate() {
                for channel in 0..3 {
                    let expected = (6 * source_y + 3 * source_x + channel) as f32;
                    assert_eq!(planes[[0, channel, y, x]], expected);
                    assert_eq!(pixels[[0, y, x, channel]], expected);
                }
            }
        }
    }

    #[test]
    fn a_whole_picture_as_a_window_is_that_picture_prepared() {
        let samples = (0..5 * 4 * 3).map(|v| (v * 4) as u8).collect();
        let raster = Raster::new(5, 4, 3, Samples::U8(samples));
        let window = Window {
            left_px: 0,
            top_px: 0,
            width_px: 5,
            height_px: 4,
        };
        let input = spec();
        let prepared = input.prepare(&raster);
        assert!(prepared.is_ok_and(|prepared| prepared == input.prepare_window(&raster, window)));
    }
}
