//! The picture viewport: tiles that stream in, overlays, panning and zooming.
//!
//! A [`Canvas`] is the state of one viewport, a [`Pair`] of two side by side. Pixels are drawn by
//! the `gpu` crate's pipelines in a paint callback; [`install`] makes them known to a window once.
//! Decoding and conversion run as jobs, and what is not there yet is drawn from a coarser level, so
//! that a frame never waits and a picture is never blank.
//!
//! This crate has no text of its own: names that are read aloud are given by the caller.

mod canvas;
mod cells;
mod compose;
mod gestures;
mod graphics;
mod look;
mod pair;
mod pixel_values;
mod probe;
mod projection;
mod surround;
mod texels;
mod tile_stream;
mod view;

pub use canvas::{Canvas, CanvasInput, CanvasOutput, HoveredPixel, RasterOverlay};
pub use gestures::ToolKeys;
pub use graphics::install;
pub use look::{Channel, Interpolation, Look};
pub use pair::{Pair, PairInput, PairOutput};
pub use projection::Projection;
pub use view::{View, Viewport};
