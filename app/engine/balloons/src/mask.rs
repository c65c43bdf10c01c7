//! Masks as small pictures with a place.

use serde::{Deserialize, Serialize};

/// A rectangle of whole pixels.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PixelBox {
    /// First column.
    pub left_px: u32,
    /// First row.
    pub top_px: u32,
    /// Number of columns.
    pub width_px: u32,
    /// Number of rows.
    pub height_px: u32,
}

/// Which pixels of a rectangle belong to something. Pixels outside the rectangle do not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mask {
    /// Where the rectangle is in the picture.
    pub place: PixelBox,
    /// Whether each of its pixels is set, row by row.
    pub pixels: Vec<bool>,
}

impl Mask {
    /// The mask of the pixels that are set, with the smallest rectangle around them; nothing when
    /// none is. The pixels fill a rectangle of `width_px` columns whose first one is at `left_px`
    /// and `top_px`.
    pub(crate) fn tight(
        left_px: usize,
        top_px: usize,
        width_px: usize,
        pixels: &[bool],
    ) -> Option<Self> {
        let set = || {
            let set = pixels.iter().enumerate().filter(|(_, is_set)| **is_set);
            set.map(|(index, _)| [index % width_px, index / width_px])
        };
        let left = set().map(|[x, _]| x).min()?;
        let right = set().map(|[x, _]| x).max()?;
        let top = set().map(|[_, y]| y).min()?;
        let bottom = set().map(|[_, y]| y).max()?;
        let rows = (top..=bottom).map(|y| &pixels[y * width_px + left..=y * width_px + right]);
        Some(Self {
            place: PixelBox {
                left_px: (left_px + left) as u32,
                top_px: (top_px + top) as u32,
                width_px: (right - left + 1) as u32,
                height_px: (bottom - top + 1) as u32,
            },
            pixels: rows.flatten().copied().collect(),
        })
    }

    /// Whether a pixel of the picture is set.
    #[must_use]
    pub fn contains(&self, x_px: u32, y_px: u32) -> bool {
        let x = x_px.wrapping_sub(self.place.left_px);
        let y = y_px.wrapping_sub(self.place.top_px);
        x < self.place.width_px
            && y < self.place.height_px
            && self.pixels[(y * self.place.width_px + x) as usize]
    }

    /// Column and row in the picture of every pixel that is set, row by row.
    pub fn iter(&self) -> impl Iterator<Item = [u32; 2]> {
        let width = self.place.width_px;
        let set = self
            .pixels
            .iter()
            .zip(0_u32..)
            .filter(|(is_set, _)| **is_set);
        set.map(move |(_, index)| {
            [
                self.place.left_px + index % width,
                self.place.top_px + index / width,
            ]
        })
    }

    /// How many pixels are set.
    #[must_use]
    pub fn area_px(&self) -> usize {
        self.pixels.iter().filter(|is_set| **is_set).count()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_rectangle_is_as_small_as_can_be_and_keeps_its_pixels() {
        let mut pixels = vec![false; 5 * 4];
        for [x, y] in [[1, 1], [3, 1], [2, 2]] {
            pixels[y * 5 + x] = true;
        }
        let mask = Mask::tight(10, 20, 5, &pixels).unwrap();
        let place = PixelBox {
            left_px: 11,
            top_px: 21,
            width_px: 3,
            height_px: 2,
        };
        assert_eq!(mask.place, place);
        assert_eq!(
            mask.iter().collect::<Vec<_>>(),
            [[11, 21], [13, 21], [12, 22]]
        );
        assert_eq!(mask.area_px(), 3);
        assert!(mask.contains(13, 21) && !mask.contains(12, 21) && !mask.contains(10, 21));
        assert_eq!(Mask::tight(0, 0, 5, &[false; 10]), None);
    }
}
