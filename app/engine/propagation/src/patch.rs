//! Pieces of pictures in grey.

use shapes::PixelRect;

/// A piece of a picture in grey.
#[derive(Debug, Clone, PartialEq)]
pub struct GrayPatch {
    rect: PixelRect,
    levels: Vec<f32>,
}

impl GrayPatch {
    /// A piece of a picture. `levels` has one number a pixel of the rectangle, row by row, in any
    /// unit that is the same for all shots; none where their number is another one.
    #[must_use]
    pub fn new(rect: PixelRect, levels: Vec<f32>) -> Option<Self> {
        let pixels = u64::from(rect.width_px()) * u64::from(rect.height_px());
        (levels.len() as u64 == pixels).then_some(Self { rect, levels })
    }

    /// The pixels of the picture that it covers.
    #[must_use]
    pub const fn rect(&self) -> PixelRect {
        self.rect
    }

    /// The levels, row by row.
    #[must_use]
    pub fn levels(&self) -> &[f32] {
        &self.levels
    }

    /// The levels of a row of the picture.
    pub(crate) fn row(&self, y: u32) -> &[f32] {
        let width = self.rect.width_px() as usize;
        let start = (y - self.rect.top) as usize * width;
        &self.levels[start..start + width]
    }

    /// The level at a place of the picture, bilinear between the centres of the pixels; none where
    /// one of the four pixels around it is not in the piece.
    #[must_use]
    pub fn at(&self, x: f64, y: f64) -> Option<f32> {
        let (x, y) = (
            x - 0.5 - f64::from(self.rect.left),
            y - 0.5 - f64::from(self.rect.top),
        );
        let (left, top) = (x.floor(), y.floor());
        let width = self.rect.width_px() as usize;
        let fits = left >= 0.0
            && top >= 0.0
            && left + 1.0 < width as f64
            && top + 1.0 < f64::from(self.rect.height_px());
        if !fits {
            return None;
        }
        let start = top as usize * width + left as usize;
        let (to_right, down) = ((x - left) as f32, (y - top) as f32);
        let row = |start: usize| {
            self.levels[start] * (1.0 - to_right) + self.levels[start + 1] * to_right
        };
        Some(row(start) * (1.0 - down) + row(start + width) * down)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn levels_between_pixels_are_bilinear_and_there_are_none_outside() {
        let rect = PixelRect {
            left: 10,
            top: 20,
            right: 13,
            bottom: 22,
        };
        let patch = GrayPatch::new(rect, vec![0.0, 1.0, 2.0, 10.0, 11.0, 12.0]).unwrap();
        assert_eq!(patch.at(10.5, 20.5), Some(0.0));
        assert_eq!(patch.at(11.75, 21.0), Some(6.25));
        assert_eq!(patch.at(10.4, 21.0), None);
        assert_eq!(patch.at(11.0, 21.6), None);
        assert_eq!(patch.row(21), [10.0, 11.0, 12.0]);
        assert_eq!(GrayPatch::new(rect, vec![0.0; 5]), None);
    }
}
