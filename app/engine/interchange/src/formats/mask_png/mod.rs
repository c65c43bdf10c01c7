//! Pictures whose pixels are classes or labels, with a `labels.json` that says what values mean.
//!
//! - `masks/NAME.png` has the size of the picture `NAME`. Its value 0 is the background.
//! - Where values are classes, they are the places of the classes from 1: 8 bits with a palette for
//!   up to 255 classes, 16 bits grey for more. A class is one area a picture then, so that labels of
//!   the same class become one.
//! - Where values are labels, they count from 1 in each picture, in 16 bits grey.
//! - A pixel has one value: where shapes overlap, the one drawn last is seen. The order is told in
//!   `labels.json`.
//! - A picture without labels has a mask of background alone when it was looked through, else none.
//!
//! Mask pictures of others are read without `labels.json` too; their classes are named by their
//! values.

mod index;
mod read;
mod write;

pub(crate) use read::read;
pub(crate) use write::write;

/// What says what values mean.
pub(crate) const LABELS_JSON: &str = "labels.json";
/// The folder of the mask pictures.
const MASKS: &str = "masks";
