//! What tests need: pictures and models made on the spot, a device, a harness.

pub mod models;
pub mod packs;
pub mod pictures;

#[cfg(feature = "window")]
pub mod window;
