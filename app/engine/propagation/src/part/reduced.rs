//! A picture at a scale at which its noise is small and its edges are still sharp.

use shapes::PixelRect;

use crate::Shots;

/// The longer side of the reduced picture is at most this.
const LONGEST_PX: u32 = 768;

/// A picture of which each pixel is the mean of a square.
pub(super) struct Reduced {
    pub width: usize,
    pub height: usize,
    /// Row by row.
    pub levels: Vec<f32>,
    /// The side of the squares, in pixels of the picture.
    pub factor: u32,
}

impl Reduced {
    /// Reads a shot strip by strip, so that it is never in memory as a whole. Columns and rows that
    /// do not fill a square are left out.
    pub fn of(shots: &Shots<'_>, shot: usize) -> Option<Self> {
        let size = shots.size;
        let factor = size
            .width_px
            .max(size.height_px)
            .div_ceil(LONGEST_PX)
            .max(1);
        let (width, height) = (size.width_px / factor, size.height_px / factor);
        let mut levels = Vec::with_capacity((width * height) as usize);
        // Strips of about a million pixels.
        let rows_at_once = ((1 << 20) / size.width_px.max(1) / factor).max(1);
        let mut row = 0;
        while row < height {
            let end = (row + rows_at_once).min(height);
            let strip = PixelRect {
                left: 0,
                top: row * factor,
                right: width * factor,
                bottom: end * factor,
            };
            let patch = (shots.pixels)(shot, strip)?;
            for y in row..end {
                let start = levels.len();
                levels.resize(start + width as usize, 0.0);
                for fine in y * factor..(y + 1) * factor {
                    let squares = patch.row(fine).chunks_exact(factor as usize);
                    for (sum, square) in levels[start..].iter_mut().zip(squares) {
                        *sum += square.iter().sum::<f32>();
                    }
                }
            }
            row = end;
        }
        let share = 1.0 / (factor * factor) as f32;
        levels.iter_mut().for_each(|level| *level *= share);
        (width > 0 && height > 0).then_some(Self {
            width: width as usize,
            height: height as usize,
            levels,
            factor,
        })
    }

    /// The picture with rows and columns exchanged.
    pub fn transposed(&self) -> Self {
        let columns = 0..self.width;
        let levels = columns.flat_map(|x| (0..self.height).map(move |y| (x, y)));
        Self {
            width: self.height,
            height: self.width,
            levels: levels
                .map(|(x, y)| self.levels[y * self.width + x])
                .collect(),
            factor: self.factor,
        }
    }
}
