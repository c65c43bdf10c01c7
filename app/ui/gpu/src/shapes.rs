//! Shapes over a picture: polygons, boxes and polylines, kept on the device and drawn in chunks.
//!
//! Triangles and segments are made once, when a layer is made. A frame looks only at the bounds of
//! chunks, so that its cost goes with what is visible and not with what there is.

mod build;
mod pipeline;

use std::ops::Range;
use std::sync::Arc;

use parking_lot::Mutex;

use crate::device::Gpu;
use crate::placement::Placement;
use build::{BlockData, Chunk};

pub(crate) use build::{FillVertex, Segment};
#[cfg(test)]
pub(crate) use pipeline::ShapeUniforms;
pub use pipeline::{ShapeBuffers, ShapePipeline};

/// Shapes whose mean size on the screen is below this are drawn as specks.
const SPECK_SIZE_PX: f64 = 3.0;

/// Where a shape lies, in pixels of the picture, from its top left corner.
#[derive(Clone, PartialEq, Debug)]
pub enum Geometry {
    /// An area within closed rings; a ring within another is a hole (even-odd rule).
    Polygon {
        /// The rings, each without its first point repeated.
        rings: Vec<Vec<[f32; 2]>>,
    },
    /// An upright rectangle.
    Box {
        /// Left and top.
        min: [f32; 2],
        /// Right and bottom.
        max: [f32; 2],
    },
    /// An open line.
    Polyline {
        /// Its points in order.
        points: Vec<[f32; 2]>,
    },
}

/// One shape with its class.
#[derive(Clone, PartialEq, Debug)]
pub struct Shape {
    /// Chooses the colour, modulo the palette's length.
    pub class_id: u32,
    /// Where it lies.
    pub geometry: Geometry,
}

/// How a layer looks; can be changed without making its geometry anew.
#[derive(Clone, PartialEq, Debug)]
pub struct LayerStyle {
    /// Red, green, blue and opacity by class id, in sRGB; at least one, at most 64 are used.
    pub palette: Vec<[u8; 4]>,
    /// Multiplies the palette's opacity inside.
    pub fill_opacity: f32,
    /// Multiplies the palette's opacity on the outline.
    pub outline_opacity: f32,
    /// Width of outlines in physical pixels, at every zoom.
    pub outline_width_px: f32,
}

/// Shapes that are drawn together. Clones share the geometry; styles differ freely.
#[derive(Clone)]
pub struct ShapeLayer {
    blocks: Arc<Vec<Block>>,
    style: LayerStyle,
}

/// As many chunks as share one set of device buffers.
struct Block {
    chunks: Vec<Chunk>,
    state: Mutex<BlockState>,
}

enum BlockState {
    /// Not uploaded yet.
    Waiting(BlockData),
    /// On the device; the processor's copy is gone.
    Ready(BlockBuffers),
}

#[derive(Clone)]
struct BlockBuffers {
    vertices: wgpu::Buffer,
    indices: wgpu::Buffer,
    segments: wgpu::Buffer,
}

/// What one frame draws of a layer.
pub struct ShapeDraw {
    placement: Placement,
    style: LayerStyle,
    parts: Vec<VisiblePart>,
    /// Whether everything visible is uploaded; otherwise ask for another frame.
    pub is_complete: bool,
}

struct VisiblePart {
    buffers: BlockBuffers,
    /// Ranges of indices, three to a triangle.
    fills: Vec<Range<u32>>,
    /// Ranges of segments.
    outlines: Vec<Range<u32>>,
}

impl ShapeLayer {
    /// Makes the geometry: triangulates and sorts, so call it from a job where shapes are many.
    /// Shapes without a point, or with a coordinate that is no number, are left out.
    #[must_use]
    pub fn new(shapes: &[Shape], style: LayerStyle) -> Self {
        let blocks = build::blocks(shapes)
            .into_iter()
            .map(|(chunks, data)| Block {
                chunks,
                state: Mutex::new(BlockState::Waiting(data)),
            })
            .collect();
        Self {
            blocks: Arc::new(blocks),
            style,
        }
    }

    /// The same shapes with another look; costs nothing.
    #[must_use]
    pub fn with_style(&self, style: LayerStyle) -> Self {
        Self {
            blocks: Arc::clone(&self.blocks),
            style,
        }
    }

    /// How it looks.
    #[must_use]
    pub fn style(&self) -> &LayerStyle {
        &self.style
    }

    /// What is visible, uploading at most about `upload_bytes` of what is not on the device yet;
    /// `upload_bytes` goes down by what was uploaded.
    pub fn visible(&self, gpu: &Gpu, placement: Placement, upload_bytes: &mut u64) -> ShapeDraw {
        let visible_px = placement.visible_image_px(f64::from(self.style.outline_width_px) + 1.0);
        let scale = placement.screen_px_per_image_px[0].max(placement.screen_px_per_image_px[1]);
        let mut is_complete = true;
        let mut parts = Vec::new();
        for block in self.blocks.iter() {
            let mut fills = Vec::new();
            let mut outlines = Vec::new();
            for chunk in &block.chunks {
                if !chunk.touches(visible_px) {
                    continue;
                }
                if f64::from(chunk.mean_size_px) * scale < SPECK_SIZE_PX {
                    push_merged(&mut outlines, chunk.specks.clone());
                } else {
                    push_merged(&mut fills, chunk.indices.clone());
                    push_merged(&mut outlines, chunk.segments.clone());
                }
            }
            if fills.is_empty() && outlines.is_empty() {
                continue;
            }
            match block.buffers(gpu, upload_bytes) {
                Some(buffers) => parts.push(VisiblePart {
                    buffers,
                    fills,
                    outlines,
                }),
                None => is_complete = false,
            }
        }
        ShapeDraw {
            placement,
            style: self.style.clone(),
            parts,
            is_complete,
        }
    }
}

impl Block {
    /// The buffers, uploaded now if the frame still may.
    fn buffers(&self, gpu: &Gpu, upload_bytes: &mut u64) -> Option<BlockBuffers> {
        let mut state = self.state.lock();
        let data = match &*state {
            BlockState::Ready(buffers) => return Some(buffers.clone()),
            BlockState::Waiting(_) if *upload_bytes == 0 => return None,
            BlockState::Waiting(data) => data,
        };
        *upload_bytes = upload_bytes.saturating_sub(data.byte_count());
        let buffers = data.upload(&gpu.device);
        *state = BlockState::Ready(buffers.clone());
        Some(buffers)
    }
}

/// Appends a range, as one with the last where they touch.
fn push_merged(ranges: &mut Vec<Range<u32>>, next: Range<u32>) {
    if next.is_empty() {
        return;
    }
    match ranges.last_mut() {
        Some(last) if last.end == next.start => last.end = next.end,
        _ => ranges.push(next),
    }
}

#[cfg(test)]
mod tests;
