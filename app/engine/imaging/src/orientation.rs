//! Which way up a picture is stored: the eight EXIF orientations.
//!
//! Decoding applies the orientation once, so that view, model and export see the same pixels.

use serde::Serialize;

use crate::raster::{Raster, map_kind};

/// The EXIF orientation: how the stored rows have to be turned to be displayed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize)]
#[serde(into = "u8")]
pub enum Orientation {
    /// 1: as stored.
    #[default]
    Normal,
    /// 2: mirrored left to right.
    FlipHorizontal,
    /// 3: turned by 180°.
    Rotate180,
    /// 4: mirrored top to bottom.
    FlipVertical,
    /// 5: mirrored along the main diagonal.
    Transpose,
    /// 6: turned by 90° clockwise.
    Rotate90,
    /// 7: mirrored along the other diagonal.
    Transverse,
    /// 8: turned by 270° clockwise.
    Rotate270,
}

impl From<Orientation> for u8 {
    fn from(orientation: Orientation) -> Self {
        orientation.exif()
    }
}

impl Orientation {
    /// All eight, in the order of their EXIF numbers.
    pub const ALL: [Self; 8] = [
        Self::Normal,
        Self::FlipHorizontal,
        Self::Rotate180,
        Self::FlipVertical,
        Self::Transpose,
        Self::Rotate90,
        Self::Transverse,
        Self::Rotate270,
    ];

    /// The orientation with this EXIF number from 1 to 8.
    #[must_use]
    pub fn from_exif(number: u32) -> Option<Self> {
        let index = usize::try_from(number).ok()?.checked_sub(1)?;
        Self::ALL.get(index).copied()
    }

    /// The EXIF number from 1 to 8.
    #[must_use]
    pub fn exif(self) -> u8 {
        self as u8 + 1
    }

    /// Whether rows become columns.
    #[must_use]
    pub fn swaps_sides(self) -> bool {
        matches!(
            self,
            Self::Transpose | Self::Rotate90 | Self::Transverse | Self::Rotate270
        )
    }

    /// The size as displayed of a picture stored with this size, in pixels.
    #[must_use]
    pub fn displayed_size(self, width_px: u32, height_px: u32) -> (u32, u32) {
        if self.swaps_sides() {
            (height_px, width_px)
        } else {
            (width_px, height_px)
        }
    }

    /// Where the stored pixel is that is displayed at (`x`, `y`), for a stored size.
    fn stored_at(self, x: u32, y: u32, width: u32, height: u32) -> (u32, u32) {
        match self {
            Self::Normal => (x, y),
            Self::FlipHorizontal => (width - 1 - x, y),
            Self::Rotate180 => (width - 1 - x, height - 1 - y),
            Self::FlipVertical => (x, height - 1 - y),
            Self::Transpose => (y, x),
            Self::Rotate90 => (y, height - 1 - x),
            Self::Transverse => (width - 1 - y, height - 1 - x),
            Self::Rotate270 => (width - 1 - y, x),
        }
    }

    /// The stored rectangle `[x, y, width, height]` that is displayed as `displayed`, in a picture
    /// of this stored size.
    pub(crate) fn stored_rect(self, displayed: [u32; 4], stored_size_px: (u32, u32)) -> [u32; 4] {
        let [x, y, width, height] = displayed;
        let (stored_width, stored_height) = stored_size_px;
        let a = self.stored_at(x, y, stored_width, stored_height);
        let b = self.stored_at(x + width - 1, y + height - 1, stored_width, stored_height);
        let (width, height) = self.displayed_size(width, height);
        [a.0.min(b.0), a.1.min(b.1), width, height]
    }

    /// The raster as displayed, made from the raster as stored.
    #[must_use]
    pub fn apply(self, stored: Raster) -> Raster {
        if self == Self::Normal {
            return stored;
        }
        let (width_px, height_px) = self.displayed_size(stored.width_px, stored.height_px);
        let channels = stored.channels;
        let size = (stored.width_px, stored.height_px);
        let samples = map_kind!(&stored.samples, values => match channels {
            1 => self.reorder::<_, 1>(values, size),
            2 => self.reorder::<_, 2>(values, size),
            3 => self.reorder::<_, 3>(values, size),
            _ => self.reorder::<_, 4>(values, size),
        });
        Raster::new(width_px, height_px, channels, samples)
    }

    /// Puts the pixels of `C` samples into displayed order, block by block, so that both sides
    /// stay in the cache when rows become columns.
    fn reorder<T: Copy + Default, const C: usize>(
        self,
        stored: &[T],
        (width, height): (u32, u32),
    ) -> Vec<T> {
        const BLOCK: u32 = 64;
        let (shown_width, shown_height) = self.displayed_size(width, height);
        let mut shown = vec![T::default(); stored.len()];
        for block_y in (0..shown_height).step_by(BLOCK as usize) {
            for block_x in (0..shown_width).step_by(BLOCK as usize) {
                for y in block_y..(block_y + BLOCK).min(shown_height) {
                    for x in block_x..(block_x + BLOCK).min(shown_width) {
                        let (sx, sy) = self.stored_at(x, y, width, height);
                        let from = (sy as usize * width as usize + sx as usize) * C;
                        let to = (y as usize * shown_width as usize + x as usize) * C;
                        shown[to..to + C].copy_from_slice(&stored[from..from + C]);
                    }
                }
            }
        }
        shown
    }
}

/// The orientation in an EXIF block, which is a little TIFF; `None` where there is none.
pub(crate) fn from_exif_block(block: &[u8]) -> Option<Orientation> {
    const TAG: u16 = 0x0112;
    let big_endian = match block.get(..4)? {
        [b'I', b'I', 42, 0] => false,
        [b'M', b'M', 0, 42] => true,
        _ => return None,
    };
    let u16_at = |at: usize| {
        let bytes: [u8; 2] = block.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if big_endian {
            u16::from_be_bytes(bytes)
        } else {
            u16::from_le_bytes(bytes)
        })
    };
    let u32_at = |at: usize| {
        let bytes: [u8; 4] = block.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if big_endian {
            u32::from_be_bytes(bytes)
        } else {
            u32::from_le_bytes(bytes)
        })
    };
    let directory = usize::try_from(u32_at(4)?).ok()?;
    let entries = usize::from(u16_at(directory)?);
    (0..entries)
        .map(|index| directory + 2 + index * 12)
        .find(|entry| u16_at(*entry) == Some(TAG))
        .and_then(|entry| u16_at(entry + 8))
        .and_then(|number| Orientation::from_exif(u32::from(number)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::raster::Samples;

    /// The six pixels `1 2 3 / 4 5 6` in each of the eight orientations, written out by hand from
    /// the EXIF standard's "row 0 is ..., column 0 is ...".
    #[test]
    fn eight_orientations_of_six_pixels() {
        let stored = Raster::new(3, 2, 1, Samples::U8(vec![1, 2, 3, 4, 5, 6]));
        let expected: [(u32, u32, [u8; 6]); 8] = [
            (3, 2, [1, 2, 3, 4, 5, 6]),
            (3, 2, [3, 2, 1, 6, 5, 4]),
            (3, 2, [6, 5, 4, 3, 2, 1]),
            (3, 2, [4, 5, 6, 1, 2, 3]),
            (2, 3, [1, 4, 2, 5, 3, 6]),
            (2, 3, [4, 1, 5, 2, 6, 3]),
            (2, 3, [6, 3, 5, 2, 4, 1]),
            (2, 3, [3, 6, 2, 5, 1, 4]),
        ];
        for (orientation, (width, height, pixels)) in Orientation::ALL.into_iter().zip(expected) {
            let shown = orientation.apply(stored.clone());
            assert_eq!(
                (shown.width_px, shown.height_px),
                (width, height),
                "{orientation:?}"
            );
            assert_eq!(
                shown.samples,
                Samples::U8(pixels.to_vec()),
                "{orientation:?}"
            );
        }
    }

    #[test]
    fn a_displayed_rectangle_is_the_turned_stored_rectangle() {
        let stored = Raster::new(5, 4, 3, Samples::U16((0..60).collect()));
        for orientation in Orientation::ALL {
            let whole = orientation.apply(stored.clone());
            let rect = [1, 0, 2, 3];
            let [x, y, w, h] = orientation.stored_rect(rect, (5, 4));
            let turned = orientation.apply(stored.crop(x, y, w, h).unwrap());
            assert_eq!(turned, whole.crop(1, 0, 2, 3).unwrap(), "{orientation:?}");
        }
    }

    #[test]
    fn exif_numbers_run_from_one_to_eight() {
        for number in 1..=8 {
            assert_eq!(
                u32::from(Orientation::from_exif(number).unwrap().exif()),
                number
            );
        }
        assert_eq!(Orientation::from_exif(0), None);
        assert_eq!(Orientation::from_exif(9), None);
    }

    #[test]
    fn exif_blocks_of_both_byte_orders() {
        let little = b"II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        let big = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0\0\0\0\0";
        assert_eq!(from_exif_block(little), Some(Orientation::Rotate90));
        assert_eq!(from_exif_block(big), Some(Orientation::Rotate270));
        for cut in 0..18 {
            assert_eq!(from_exif_block(&little[..cut]), None);
        }
    }
}
