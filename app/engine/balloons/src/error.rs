//! Why a balloon was not rendered or not written.

use std::path::PathBuf;

use thiserror::Error;

use crate::balloon::{MOST_DEFECTS, MOST_SHOTS};
use crate::size::PictureSize;

/// Why a balloon was not rendered or not written. The message says what happened, why, and what to
/// do.
#[derive(Clone, PartialEq, Debug, Error)]
#[non_exhaustive]
pub enum BalloonsError {
    /// A picture that is too small to show a balloon, or too large to hold.
    #[error(
        "a picture of {width_px} × {height_px} pixels cannot be rendered; choose {} to {} for each side",
        PictureSize::SMALLEST_PX,
        PictureSize::LARGEST_PX
    )]
    Size {
        /// The width that was asked for.
        width_px: u32,
        /// The height that was asked for.
        height_px: u32,
    },
    /// A series without shots, or with too many.
    #[error("a series cannot have {0} shots; choose 1 to {MOST_SHOTS}")]
    Shots(u32),
    /// A shot that the series does not have.
    #[error("shot {shot} is not in a series of {shots}; choose a number below {shots}")]
    NoSuchShot {
        /// The shot that was asked for, counted from 0.
        shot: u32,
        /// How many there are.
        shots: u32,
    },
    /// A quantity that no balloon, lamp or camera has.
    #[error("{what} cannot be {value}; choose {allowed}")]
    Quantity {
        /// What it is.
        what: &'static str,
        /// The value.
        value: f64,
        /// What is possible.
        allowed: &'static str,
    },
    /// More defects than a mask can number.
    #[error("a balloon cannot have {0} defects; give it at most {MOST_DEFECTS}")]
    ManyDefects(usize),
    /// A text names none of a list.
    #[error("`{text}` is no {what}; choose one of: {known}")]
    UnknownName {
        /// What it should have been.
        what: &'static str,
        /// What was given.
        text: String,
        /// What there is.
        known: String,
    },
    /// Whoever asked no longer wants the result.
    #[error("the work was stopped before it was done, because that was asked for; start it again")]
    Cancelled,
    /// Files would have been replaced.
    #[error(
        "a series is not written over another one; choose an empty folder, or say that files may be replaced. File: {}", path.display()
    )]
    Exists {
        /// The first file that is there.
        path: PathBuf,
    },
    /// A picture could not be compressed.
    #[error(
        "the picture could not be compressed ({reason}); choose a smaller one, and report this"
    )]
    Encode {
        /// What the library said.
        reason: String,
    },
    /// A file or folder could not be written.
    #[error(
        "the series could not be saved ({reason}); choose another folder, or free some space. File: {}", path.display()
    )]
    Write {
        /// What the operating system said.
        reason: String,
        /// The file or folder.
        path: PathBuf,
    },
}
