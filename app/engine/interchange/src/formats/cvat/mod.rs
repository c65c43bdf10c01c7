//! CVAT XML 1.1, `CVAT for images` and `CVAT for video`, in one file.
//!
//! The rules, after `cvat/apps/dataset_manager/formats/cvat.py` of cvat-ai/cvat, whose importer takes
//! images and tracks from the same file:
//! - Coordinates are edges from 0, as here. `rotation` turns a box around its centre, clockwise in
//!   degrees from 0 to 360.
//! - A `mask` is a rectangle (`left`, `top`, `width`, `height`) and the lengths of its runs, off and on
//!   by turns, row by row, off first.
//! - `z_order` is the order in which shapes are drawn.
//! - A `track` has shapes by `frame`, which is the `id` of an image. CVAT itself places the shapes
//!   between keyframes, and goes on with the last one until a keyframe says `outside`. So a track that
//!   ends or pauses is given a keyframe outside, which is marked with `filler` to be left out when it
//!   is read again.
//! - Tracks of CVAT hold no masks and no several shapes a frame, which are written as shapes of their
//!   images.
//!
//! Frames of a video have no names in the file. They are matched with the known pictures by order,
//! and without those named as CVAT names them (`frame_000000.PNG`).

mod read;
mod shape;
mod tracks;
mod write;

pub(crate) use read::read;
pub(crate) use tracks::leaves_track;
pub(crate) use write::write;

/// The mark of a keyframe that only ends a track.
const FILLER: &str = "filler";
/// Who made a shape, where it is nobody in particular.
const MANUAL: &str = "manual";
