//! COCO instances: `{"images": […], "annotations": […], "categories": […]}` in one JSON file.
//!
//! The rules, after cocodataset/cocoapi (`PythonAPI/pycocotools/mask.py`, issue 5):
//! - `bbox` is `[x, y, width, height]` in edges from 0: `[0, 0, 1, 1]` encloses the first pixel.
//! - `segmentation` is a list of flat polygons, all of the same instance, or runs
//!   `{"size": [height, width], "counts": …}`, column by column, as a list or packed into text. A
//!   polygon with a hole is written as runs, because polygons of COCO have none.
//! - `iscrowd` says that a region has many things that are not told apart, and changes how it is
//!   measured. It is not set for being runs.
//! - `area` is how many pixels the shape covers.
//! - The numbers of categories are arbitrary and may have gaps, which are kept.
//!
//! A box is the polygon of its corners too, because pycocotools fails where a segmentation is empty.
//! What tells it from a polygon is CVAT's `attributes.rotation`: 0 for a box, and its angle in degrees
//! for a rotated one. A box with that attribute and without a segmentation is read as CVAT means it:
//! turned around its centre. `attributes` is an object as CVAT writes it, in which
//! `occluded`, `truncated`, `track_id`, `keyframe` and `rotation` are not free. Further keys that
//! other tools pass over: `score`, `track_id`, `ignore`, `group_id` and `note` of annotations,
//! `reviewed` of images, `color` of categories.

mod attributes;
pub(crate) mod counts;
mod entries;
mod read;
mod write;

pub(crate) use attributes::is_reserved;
pub(crate) use read::read;
pub(crate) use write::write;
