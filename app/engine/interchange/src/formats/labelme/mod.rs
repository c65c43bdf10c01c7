//! labelme: a JSON file beside each picture.
//!
//! The rules, after `_label_file.py` of labelme 7.1.0, which refuses a whole file for one shape that
//! breaks them:
//! - A `rectangle` has exactly two points, which are any opposite corners; an `oriented_rectangle`
//!   has four; a `circle` is its centre and a point on its rim; a `mask` has the first and the last
//!   pixel of a rectangle, and a PNG of what is in it.
//! - `flags` is an object, never null. `imagePath` is relative to the file. `imageHeight` and
//!   `imageWidth` are those of the picture as displayed.
//! - Keys that labelme does not know stay in the file, so that this program keeps there what labelme
//!   has no place for, as far as possible under the names that X-AnyLabeling uses (`score`,
//!   `attributes`, `difficult`, `checked`), else under its own (`occluded`, `truncated`, `crowd`,
//!   `track_id`, `keyframe`, `line_width`).
//! - Attributes that are true or false are flags of labelme.
//!
//! Files of X-AnyLabeling are read too: rectangles of four points, `rotation`, `quadrilateral`,
//! backslashes in paths, and null for flags.

mod entries;
mod png_crop;
mod read;
mod shape;
mod write;

pub(crate) use read::read;
pub(crate) use write::write;

/// The list of classes for `labelme --labels`.
const LABELS_TXT: &str = "labels.txt";
/// Entries of that list that are no classes of things.
const NO_CLASSES: [&str; 2] = ["__ignore__", "_background_"];
