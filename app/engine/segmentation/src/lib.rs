//! What a model says of every pixel of a picture of any size, and the things made of it.
//!
//! A model pack whose output is a map ([`packs::Manifest::map_output`]) is laid over the picture in
//! overlapping tiles by a [`Segmenter`], at the picture's own scale and mirrored at its edges. What
//! the tiles say is blended into one map without seams, the [`MapScores`], which keeps 8 bits for
//! each class and cell, and nothing of where no class is probable. Things are made of the map at any
//! threshold ([`MapScores::instances`]) without running the model again.
//!
//! # From pixels to things
//!
//! A cell is a pixel, or a square of pixels where the model's map is coarser than the picture. How
//! probable it is that a cell shows a thing is one minus the probability of the background, or,
//! without a background, the greatest probability of a class. So a defect of which the model does
//! not know the class is not lost between the classes.
//! 1. Cells that reach the grown threshold of their likeliest class (its threshold times
//!    [`packs::InstanceRule::grow`]) are joined where they touch, also at corners.
//! 2. What is joined is one thing. Where parts of it are surely of different classes, each reaching
//!    the threshold of its own, they are things of their own, and what lies between them goes to
//!    the nearest. Otherwise its class is the one that a part of it surely has, or else the one
//!    with the greatest sum of probabilities.
//! 3. The score of a thing is what its three likeliest cells reach, or fewer where fewer make the
//!    least area, so that a single odd pixel finds nothing. Things whose score is below the
//!    threshold of their class, or whose area is too small, do not count.

mod axis;
mod bridge;
mod components;
mod decode;
mod error;
mod instance;
mod map;
mod parts;
mod runs;
mod segmenter;
mod settings;
mod stitch;
#[cfg(test)]
mod test_maps;

pub use error::SegmentationError;
pub use instance::Instance;
pub use map::{MapScores, Plane};
pub use segmenter::Segmenter;
pub use settings::InstanceSettings;
