//! Pascal VOC: an XML file a picture, with a box a thing.
//!
//! The rules:
//! - In VOC the upper left pixel is (1, 1), and `xmax` and `ymax` are the last pixels that belong to
//!   the box (development kit of VOC 2012). So a box from the edge 0 to the edge 1 is written 1 to 1.
//!   Many tools write edges from 0 instead. Which one is meant is decided for all files together: a
//!   coordinate below 1 cannot count from 1.
//! - Coordinates may have fractions, which are kept.
//! - `difficult`, `truncated` and `occluded` are marks; `attributes` are as CVAT writes them;
//!   `verified` of the root says that somebody looked through the picture, as labelImg writes it.
//! - The files have no list of classes. `labelmap.txt`, as CVAT writes it, is one with colours; where
//!   it is missing, classes are in the order of the alphabet.
//!
//! Boxes are cut off at the edge of the picture, since no pixel beyond it could be the last one.

mod labelmap;
mod read;
mod write;

pub(crate) use labelmap::is_listable;
pub(crate) use read::read;
pub(crate) use write::write;

/// The folder of the XML files.
const ANNOTATIONS: &str = "Annotations";
/// The pose that says nothing.
const NO_POSE: &str = "Unspecified";
