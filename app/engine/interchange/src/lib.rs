//! Label formats in and out: COCO, YOLO, Pascal VOC, LabelMe, CVAT, mask pictures, tables.
//!
//! [`read()`] makes a [`Dataset`] of files, and says in [`Remark`]s what was not in order about which
//! file, picture and label, and what was done about it. [`write()`] makes files of a dataset. What a
//! [`Format`] cannot hold, [`losses`] tells before anything is written. [`detect()`] finds out which
//! format files have.
//!
//! A dataset is in no format. Its coordinates are edges of pixels of the picture as displayed, as
//! those of [`shapes`] are: the first pixel is the box from (0, 0) to (1, 1). What a format carries
//! that has no place in it is kept as [`Unknown`] and written again in that format.
//!
//! Nothing that is read is changed, every file that is written appears complete or not at all, and
//! hostile files (endless entities, sizes that lie, names that leave the folder) end in a message.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let (old, new) = (folder.path().join("old.json"), folder.path().join("new"));
//! # std::fs::write(&old, r#"{"images": [{"id": 1, "file_name": "a.png", "width": 4, "height": 3}],
//! #     "categories": [{"id": 7, "name": "hole"}],
//! #     "annotations": [{"id": 1, "image_id": 1, "category_id": 7, "bbox": [0, 0, 2, 1]}]}"#)?;
//! use interchange::{Format, ReadOptions, WriteOptions, losses, read, write};
//!
//! let imported = read(Format::Coco, &old, &ReadOptions::default())?;
//! for remark in &imported.remarks {
//!     println!("{remark}");
//! }
//! let options = WriteOptions::default();
//! for loss in losses(Format::YoloBox, &imported.dataset, &options) {
//!     println!("{loss}");
//! }
//! write(Format::YoloBox, &imported.dataset, &new, &options)?;
//! # Ok(())
//! # }
//! ```

mod capabilities;
mod colour;
mod dataset;
mod detect;
mod error;
mod export;
mod files;
mod format;
mod formats;
mod geometry;
mod import;
mod json;
mod known;
mod loss;
mod loss_count;
mod names;
mod numbering;
mod options;
mod pixels;
mod read;
mod remark;
mod stored_frame;
mod validate;
mod write;
mod xml;

pub use capabilities::{Capabilities, Fate, Feature};
pub use dataset::{Class, Dataset, Labelled, PictureLabels, TrackPlace, Unknown};
pub use detect::detect;
pub use error::{DatasetFault, InterchangeError};
pub use export::Written;
pub use format::Format;
pub use geometry::check::{Checked, checked};
pub use import::Imported;
pub use known::{KnownPicture, KnownPictures};
pub use loss::{Loss, LossKind};
pub use loss_count::losses;
pub use options::{
    Broken, DrawOrder, Frame, Limits, MaskValues, ReadOptions, VocBase, WriteOptions,
};
pub use read::read;
pub use remark::{Issue, Outcome, Remark};
pub use write::write;
