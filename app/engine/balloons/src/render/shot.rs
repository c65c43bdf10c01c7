//! A picture with the truth about it.

use crate::balloon::Pose;
use crate::mask::Mask;
use crate::projection::Wall;
use crate::size::PictureSize;

/// A picture of a balloon, with the truth about it.
#[derive(Clone, PartialEq, Debug)]
pub struct Shot {
    /// Its number in the series, from 0.
    pub number: u32,
    /// Its size.
    pub size: PictureSize,
    /// How the balloon stood.
    pub pose: Pose,
    /// Grey levels, row by row: 0 is black.
    pub picture: Vec<u8>,
    /// Every defect on every wall that shows it, by number of the defect, near wall first. A scratch
    /// that goes around the outline is there twice.
    pub truths: Vec<DefectInShot>,
}

/// A defect on one wall in one shot.
#[derive(Clone, PartialEq, Debug)]
pub struct DefectInShot {
    /// Its number among the defects of the balloon, from 0.
    pub defect: usize,
    /// The wall: the near one, or the far one seen through it.
    pub wall: Wall,
    /// The pixels that its outline covers, at least partly. Its rectangle is the defect's box.
    pub present: Mask,
    /// Those of them where it can be told from the noise (see
    /// [`VISIBLE_CNR`](crate::VISIBLE_CNR)); none when it nowhere can.
    pub visible: Option<Mask>,
    /// Where its middle is, whether this wall or the other shows it or the picture ends before it:
    /// column and row, where the first pixel is from 0 to 1.
    pub centre_px: [f32; 2],
    /// Its contrast-to-noise ratio: what a tenth of the pixels that it covers exceed.
    pub cnr: f32,
}

impl DefectInShot {
    /// Whether enough of it is visible to be labelled: at least
    /// [`LEAST_VISIBLE_PX`](crate::LEAST_VISIBLE_PX) pixels.
    #[must_use]
    pub fn is_visible(&self) -> bool {
        self.visible
            .as_ref()
            .is_some_and(|mask| mask.area_px() >= crate::LEAST_VISIBLE_PX)
    }
}
