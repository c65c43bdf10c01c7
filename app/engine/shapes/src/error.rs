//! Why a mask could not be read or written.

use thiserror::Error;

use crate::mask::LARGEST_SIDE_PX;

/// Why a mask could not be read or written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MaskError {
    /// Runs that are not as long as the picture that they are of.
    #[error(
        "the runs of a mask are of {counted_px} pixels together, but its {width_px} × {height_px} \
         pixels are {}; the data are damaged or their width and height are exchanged, so write the \
         mask again from its source",
        u64::from(*width_px) * u64::from(*height_px)
    )]
    Counts {
        /// How many pixels all runs are of, or the most that can be counted where they are more.
        counted_px: u64,
        /// The width that is told beside them.
        width_px: u32,
        /// The height that is told beside them.
        height_px: u32,
    },
    /// More columns or rows than a mask has.
    #[error(
        "a mask that reaches {right_px} columns to the right and {bottom_px} rows down is larger than \
         the {LARGEST_SIDE_PX} either way that are supported; divide the picture"
    )]
    Large {
        /// The first column to the right of it.
        right_px: u64,
        /// The first row below it.
        bottom_px: u64,
    },
    /// Pixels that have no place in the picture that the mask is to be written for.
    #[error(
        "the mask reaches {right_px} columns to the right and {bottom_px} rows down, and so out of a \
         picture of {width_px} × {height_px}; clip it to the picture first"
    )]
    Outside {
        /// The first column to the right of its pixels.
        right_px: u32,
        /// The first row below its pixels.
        bottom_px: u32,
        /// The width of the picture.
        width_px: u32,
        /// The height of the picture.
        height_px: u32,
    },
}
