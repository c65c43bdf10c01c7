//! Shots of a balloon.

mod layers;
mod shading;
mod shot;
mod studio;
mod truth;
mod visibility;

pub use shot::{DefectInShot, Shot};
pub use studio::Studio;
pub use visibility::{LEAST_VISIBLE_PX, VISIBLE_CNR};
