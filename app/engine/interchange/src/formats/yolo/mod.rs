//! YOLO labels as Ultralytics reads them: a text file a picture with a line a label.
//!
//! The rules, after the Ultralytics documentation of its dataset formats:
//! - All numbers are shares of the width and the height of the picture as displayed. They are
//!   written with every digit that they have.
//! - A line starts with the number of the class from 0. For boxes centre, width and height follow
//!   (`class x y width height`), for segments the points of one ring (`class x1 y1 x2 y2 …`), for
//!   oriented boxes four corners. Corners are turned in pixels, before they become shares.
//! - An empty file says that there is nothing to label in the picture; no file, that it was not
//!   labelled.
//! - `data.yaml` names the classes by number, `classes.txt` line by line for tools that read that.
//! - `images/…/name.jpg` has its labels in `labels/…/name.txt`.
//!
//! A ring of a segment has no holes and is one part: rings are joined by lines there and back. Boxes
//! are cut off at the edge of the picture, because Ultralytics leaves out pictures with shares
//! beyond it. Predictions with a score at the end of the line are read.

mod class_list;
mod layout;
mod line;
mod read;
mod write;

pub(crate) use layout::{CLASSES_TXT, is_data_yaml, label_files};
pub(crate) use line::number_count;
pub(crate) use read::read;
pub(crate) use write::write;
