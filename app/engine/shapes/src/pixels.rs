//! Upright rectangles of whole pixels, and the sizes of pictures.

use crate::{Point, Rect};

/// A rectangle of whole pixels. It is empty where `right` is not above `left`, or `bottom` not above
/// `top`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PixelRect {
    /// The first column in it.
    pub left: u32,
    /// The first row in it.
    pub top: u32,
    /// The first column to the right of it.
    pub right: u32,
    /// The first row below it.
    pub bottom: u32,
}

impl PixelRect {
    /// Whether there is no pixel in it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.right <= self.left || self.bottom <= self.top
    }

    /// Whether the pixel in column `x` and row `y` is in it.
    #[must_use]
    pub const fn contains(&self, x: u32, y: u32) -> bool {
        self.left <= x && x < self.right && self.top <= y && y < self.bottom
    }

    /// How many columns are in it.
    #[must_use]
    pub const fn width_px(&self) -> u32 {
        self.right.saturating_sub(self.left)
    }

    /// How many rows are in it.
    #[must_use]
    pub const fn height_px(&self) -> u32 {
        self.bottom.saturating_sub(self.top)
    }

    /// The pixels that are in this rectangle and in `other` too, perhaps none.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// The box around its pixels.
    #[must_use]
    pub fn rect(&self) -> Rect {
        Rect::between(
            Point::new(f64::from(self.left), f64::from(self.top)),
            Point::new(f64::from(self.right), f64::from(self.bottom)),
        )
    }
}

/// The size of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PictureSize {
    /// How many columns it has.
    pub width_px: u32,
    /// How many rows it has.
    pub height_px: u32,
}

impl PictureSize {
    /// Every pixel of the picture.
    #[must_use]
    pub const fn pixels(&self) -> PixelRect {
        PixelRect {
            left: 0,
            top: 0,
            right: self.width_px,
            bottom: self.height_px,
        }
    }

    /// The box around the picture.
    #[must_use]
    pub fn rect(&self) -> Rect {
        self.pixels().rect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECT: PixelRect = PixelRect {
        left: 2,
        top: 3,
        right: 5,
        bottom: 4,
    };

    #[test]
    fn a_rectangle_ends_before_its_right_and_its_bottom() {
        assert!(RECT.contains(2, 3) && RECT.contains(4, 3));
        assert!(!RECT.contains(5, 3) && !RECT.contains(4, 4) && !RECT.contains(1, 3));
        assert_eq!((RECT.width_px(), RECT.height_px()), (3, 1));
    }

    #[test]
    fn rectangles_that_do_not_meet_have_nothing_in_common() {
        let size = PictureSize {
            width_px: 2,
            height_px: 9,
        };
        let common = RECT.intersection(&size.pixels());
        assert!(common.is_empty());
        assert_eq!(common.width_px(), 0);
        assert!(!RECT.is_empty());
    }
}
