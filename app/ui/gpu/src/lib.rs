//! The graphics device, the shaders, and the pipelines that draw pictures and shapes or compute.
//!
//! This crate knows wgpu and nothing about windows: it takes a device, and encodes draw calls into
//! a pass that somebody else began. It alone reads the `shaders/` folder. What a shader computes
//! stands a second time in plain Rust (its CPU twin), here or in the engine, and tests compare the
//! two.

#[macro_use]
mod layout;
mod channel;
mod compute;
mod device;
mod mapping;
mod picture;
mod placement;
mod shaders;
mod shapes;
mod texels;
mod tile_atlas;
mod uniforms;

#[cfg(test)]
mod shader_tests;
#[cfg(test)]
mod test_target;

pub use channel::ChannelMix;
pub use compute::{ComputeError, ComputedEntropy, MOST_KEYS, ResponseCompute};
pub use device::{AdapterReport, Gpu, GpuError, adapter_reports, device_descriptor};
pub use mapping::WindowMapping;
pub use picture::{PictureBuffers, PictureLayer, PicturePipeline, TileQuad};
pub use placement::Placement;
pub use shapes::{Geometry, LayerStyle, Shape, ShapeBuffers, ShapeDraw, ShapeLayer, ShapePipeline};
pub use texels::{TexelError, TexelFormat, Texels};
pub use tile_atlas::{AtlasBudget, TILE_SIDE_TEXELS, TileAtlas, TileSlot, Upload};
pub use uniforms::DrawTarget;
pub use wgpu;
