//! A table with a row a label, which holds every shape and everything that is said of a label.
//!
//! `NAME.csv` has these columns, which are read by name and in any order; all but `picture`, `class`
//! and `geometry` may be missing:
//!
//! | column | holds |
//! |---|---|
//! | `picture` | where the picture is, with forward slashes |
//! | `width_px`, `height_px` | its size as displayed |
//! | `orientation` | its EXIF orientation, 1 to 8 |
//! | `reviewed` | `true` or `false`: whether somebody looked through the picture |
//! | `picture_id` | its number |
//! | `class` | the name of the class; a picture without labels has one row without a class |
//! | `geometry` | the shape as text, see below |
//! | `line_width_px` | the width of a line |
//! | `occluded`, `truncated`, `ignored`, `crowd` | `true` or `false` |
//! | `score` | how sure a model was |
//! | `track`, `keyframe`, `outside` | the number of the track, `true` or `false`, `true` or `false` |
//! | `group` | what belongs together |
//! | `note` | what somebody wrote |
//! | `attributes` | a JSON object of texts |
//! | `label_id` | the number of the label |
//!
//! `NAME.classes.csv` beside it has every class in its order: `class`, `colour` (`#rrggbb`),
//! `parent`, `id`. Where it is missing, classes are in the order of the alphabet.
//!
//! Geometry is well-known text in pixels, where there is such: `POINT (x y)`,
//! `LINESTRING (x y, x y, …)`, `MULTIPOLYGON (((x y, …), (x y, …)), …)` with closed rings, the first
//! of each part its outer one. Other shapes are written alike: `BOX (x y, x y)` by the upper left and
//! the lower right corner, `ROTATED BOX (x y, width height, angle)` by centre, sides and the angle in
//! radians, clockwise on the screen, and `MASK (left top, width height, off on off …)` by a rectangle
//! and the lengths of the runs in it, row by row, off first.

mod geometry_text;
mod read;
mod write;

pub(crate) use read::{is_table, read};
pub(crate) use write::write;

use std::path::{Path, PathBuf};

/// The columns in the order in which they are written.
const COLUMNS: [&str; 21] = [
    "picture",
    "width_px",
    "height_px",
    "orientation",
    "reviewed",
    "picture_id",
    "class",
    "geometry",
    "line_width_px",
    "occluded",
    "truncated",
    "ignored",
    "crowd",
    "score",
    "track",
    "keyframe",
    "outside",
    "group",
    "note",
    "attributes",
    "label_id",
];
/// The columns of the list of classes.
const CLASS_COLUMNS: [&str; 4] = ["class", "colour", "parent", "id"];

/// The list of classes of a table.
fn classes_path(table: &Path) -> PathBuf {
    table.with_extension("classes.csv")
}
