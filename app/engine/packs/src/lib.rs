//! Model packs: manifest, hashes, preprocessing, operating points.
//!
//! A pack is a folder with `pack.toml` and the files that it names. The manifest says everything
//! that a program must know to use the model: how a picture becomes the input tensor
//! ([`InputSpec::prepare`]), how an output becomes an answer ([`Manifest::read`]), and from which
//! probability on the answer counts ([`OperatingPoint`]). [`propose()`] makes a manifest for a bare
//! model from what its graph says.
//!
//! # How a picture becomes a tensor
//!
//! In this order, all in 32-bit floats, without rounding between the steps:
//! 1. Samples are divided by the white level of their kind (255, 65535, and 1 for floats), so that
//!    they run from 0 to 1.
//! 2. Transparency is blended over white (or as the manifest says), and the channels become those
//!    of the model. Grey from colour is the luma of ITU-R 601-2: 0.299 R + 0.587 G + 0.114 B.
//! 3. The picture is resized as torchvision resizes float tensors with `antialias=True`, which is
//!    also what Pillow does in mode `F`: separable filters whose support grows with the reduction.
//! 4. It is cropped or bordered to the input's size, with torchvision's rounding of odd margins.
//! 5. Every value `v` becomes `(v * scale - mean) / std` of its channel.
//!
//! A model that answers for every pixel ([`Manifest::map_output`]) sees the picture as it is, window
//! by window ([`InputSpec::prepare_window`]): then there is no third step, and the fourth cuts the
//! window out. A detector ([`Manifest::detector`]) sees windows too, of the picture at the scale at
//! which its unit has the length that the model knows ([`InputSpec::prepare_scaled`]): the third
//! step resizes no more than a window needs.

mod check;
mod error;
mod find;
mod manifest;
mod pack;
mod prepare;
mod propose;
mod reading;
mod resample;

pub use check::Problem;
pub use error::PackError;
pub use find::{FoundPack, find};
pub use manifest::{
    AlphaRule, Channels, ClassifierSpec, Decode, DetectorSpec, Element, Extent, Filter, Fit,
    Golden, InputSpec, InstanceRule, Layout, MANIFEST_NAME, Manifest, Metric, OperatingPoint,
    OutputSpec, PackPath, SCHEMA_VERSION, Sha256, Task, Tiles, Version, WhiteLevels,
    manifest_schema,
};
pub use pack::Pack;
pub use prepare::{Placement, Scaling, SourceRect, Window};
pub use propose::{Guess, Proposal, propose};
pub use reading::{ClassScore, Reading, Unusable};
