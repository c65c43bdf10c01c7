//! The size of a picture.

use serde::{Deserialize, Serialize};

use crate::error::BalloonsError;

/// The size of a picture in pixels, each side from [`PictureSize::SMALLEST_PX`] to
/// [`PictureSize::LARGEST_PX`]. The scale in micrometres a pixel follows from the width and the
/// camera's field of view.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "[u32; 2]", into = "[u32; 2]")]
pub struct PictureSize {
    width_px: u32,
    height_px: u32,
}

impl PictureSize {
    /// The smallest side.
    pub const SMALLEST_PX: u32 = 256;
    /// The largest side.
    pub const LARGEST_PX: u32 = 8192;

    /// A size.
    ///
    /// # Errors
    /// [`BalloonsError::Size`] when a side is out of range.
    pub fn new(width_px: u32, height_px: u32) -> Result<Self, BalloonsError> {
        let allowed = Self::SMALLEST_PX..=Self::LARGEST_PX;
        if allowed.contains(&width_px) && allowed.contains(&height_px) {
            Ok(Self {
                width_px,
                height_px,
            })
        } else {
            Err(BalloonsError::Size {
                width_px,
                height_px,
            })
        }
    }

    /// Number of columns.
    #[must_use]
    pub fn width_px(self) -> usize {
        self.width_px as usize
    }

    /// Number of rows.
    #[must_use]
    pub fn height_px(self) -> usize {
        self.height_px as usize
    }

    /// Number of pixels.
    #[must_use]
    pub fn pixels(self) -> usize {
        self.width_px() * self.height_px()
    }
}

impl TryFrom<[u32; 2]> for PictureSize {
    type Error = BalloonsError;

    fn try_from([width_px, height_px]: [u32; 2]) -> Result<Self, BalloonsError> {
        Self::new(width_px, height_px)
    }
}

impl From<PictureSize> for [u32; 2] {
    fn from(size: PictureSize) -> Self {
        [size.width_px, size.height_px]
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn sizes_out_of_range_are_refused_also_from_a_file() {
        assert!(PictureSize::new(256, 8192).is_ok());
        for [width, height] in [[255, 300], [300, 255], [8193, 300], [300, 0]] {
            assert!(PictureSize::new(width, height).is_err());
            let json = format!("[{width},{height}]");
            let refused = serde_json::from_str::<PictureSize>(&json).unwrap_err();
            assert!(refused.to_string().contains("8192"), "{refused}");
        }
    }
}
