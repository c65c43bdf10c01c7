//! Why settings were refused, or arrays do not go together.

use thiserror::Error;

use crate::footprint::LARGEST_SIDE_PX;

/// Why settings were refused, or arrays do not go together.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ResponseError {
    /// A text names no footprint.
    #[error(
        "`{0}` is no footprint; write `square:` and an odd side in pixels, or `disk:` and a radius, \
         for example `square:3` or `disk:3`"
    )]
    NotAFootprint(String),
    /// A footprint without a size.
    #[error("a footprint has at least one pixel; choose a size above zero")]
    EmptyFootprint,
    /// A square that has no middle pixel.
    #[error(
        "a square of side {side_px} has no pixel in its middle; choose an odd side, for example {}",
        side_px + 1
    )]
    EvenSide {
        /// The side that was asked for.
        side_px: u32,
    },
    /// A footprint that is too large.
    #[error(
        "a footprint of {0} pixels across is larger than the {LARGEST_SIDE_PX} that are supported; \
         choose a smaller one"
    )]
    LargeFootprint(u64),
    /// A number of bins that 8-bit levels cannot be sorted into.
    #[error("levels cannot be sorted into {0} bins; choose 2 to 256")]
    Bins(u16),
    /// A percentile that is none.
    #[error("{0} is no percentile to take the scale from; choose above 0 and up to 100")]
    Percentile(f64),
    /// A map and the picture under it differ in size.
    #[error(
        "a map of {} × {} pixels cannot be laid over a picture of {} × {}; both must have the same \
         size",
        map_px[0], map_px[1], picture_px[0], picture_px[1]
    )]
    Sizes {
        /// Width and height of the map.
        map_px: [usize; 2],
        /// Width and height of the picture.
        picture_px: [usize; 2],
    },
    /// A picture that is not red, green and blue.
    #[error("a map is laid over a picture of 3 channels, and this one has {0}; convert it first")]
    Channels(usize),
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
}
