//! Masks as lengths of runs, the way COCO stores them.

use serde::{Deserialize, Serialize};

/// A mask of a picture as runs, column by column from the upper left: the first count is of pixels
/// that are off (0 where the first one is on), the next of pixels that are on, and so on by turns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rle {
    /// The width of the picture.
    pub width_px: u32,
    /// The height of the picture.
    pub height_px: u32,
    /// The lengths of the runs, which together are width times height.
    pub counts: Vec<u32>,
}
