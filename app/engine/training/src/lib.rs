//! The training export: what a model is trained on, cut out of the pictures of a project.
//!
//! # The folder
//!
//! ```text
//! EXPORT/
//!   manifest.json          what was exported from which state, and every crop: a `Manifest`
//!   crops/p000012-0001.png of picture 12 the crop 1, at native scale, 8 or 16 bits, grey or RGB
//!   masks/p000012-0001.png its mask, of the same size: 8-bit grey
//! ```
//!
//! - All crops and masks are squares of `crop_side_px`. Nothing is scaled, and samples are those of
//!   the picture file, with its orientation applied. Channels and bits may differ from picture to
//!   picture: `pictures` tells them.
//! - A mask pixel is 0 for background, 1, 2, … for the class with that `index` in `classes`, and 255
//!   where training and measuring pass over it: under labels that are marked so, under proposals
//!   that nobody has accepted yet, under labels of classes that were not asked for, and outside a
//!   picture that is smaller than a crop. Where labels overlap, the later one is seen, and a defect
//!   before a 255.
//! - Each defect is whole in at least one crop. One that is larger than a crop is listed in
//!   `larger_than_crop` and covered by crops that overlap by `options.overlap_px`.
//! - Crops of kind `negative` show no label at all, and are only of pictures that somebody looked
//!   through, those with "nothing to label" included. Crops of kind `defect` may be of pictures that
//!   nobody has finished; `is_reviewed` of their picture tells whether their background can be
//!   trusted.
//! - `split` is `train`, `validation` or `test`. A series, which is one balloon, is never divided:
//!   `groups` tells which is where. Counts and weights stand with the classes; weights are
//!   calculated from `train` alone.
//! - `options.augmentations` are the only changes that a trainer may make to crops, with
//!   `options.axis` telling what along and across mean. Turning by 90° is never allowed.
//! - The same state, pictures and options give the same bytes.
//!
//! A reader checks `schema`, which is 1 here, and ignores fields that it does not know.
//!
//! ```json
//! {"schema": 1, "crop_side_px": 256, "background": 0, "ignore": 255,
//!  "classes": [{"index": 1, "id": 100, "name": "axial scratch", "label_weight": 0.8,
//!               "pixel_weight": 5.2, "labels": {"train": 40, "validation": 8, "test": 9}, "…": 0}],
//!  "groups": [{"series": 103, "name": "balloon 7", "split": "train", "regime": "good", "…": 0}],
//!  "pictures": [{"id": 12, "channels": 1, "bits": 8, "group": 0, "is_reviewed": true, "…": 0}],
//!  "crops": [{"crop": "crops/p000012-0001.png", "mask": "masks/p000012-0001.png", "picture": 12,
//!             "group": 0, "split": "train", "kind": "defect",
//!             "rect": {"left": 512, "top": 300, "width": 256, "height": 256},
//!             "labels": [{"id": 230, "class": 1, "is_whole": true, "bounds": [90, 60, 140, 190]}]}],
//!  "…": "source, options, background_pixels, negatives, larger_than_crop, left_out"}
//! ```

mod cover;
mod error;
mod labels;
mod manifest;
mod negatives;
mod options;
mod plan;
mod random;
mod raster;
mod split;
mod tally;
mod weights;
mod write;

pub use error::TrainingError;
pub use manifest::{
    BACKGROUND, ClassEntry, CropEntry, CropKind, CropRect, GroupEntry, IGNORE, LabelInCrop,
    LeftOut, Manifest, NegativeCounts, PerSplit, PictureEntry, SCHEMA, Source, WeightFormulas,
};
pub use options::{Augmentation, Axis, LonePictures, Shares, Split, TrainingOptions};
pub use plan::{TrainingPlan, plan_export};
