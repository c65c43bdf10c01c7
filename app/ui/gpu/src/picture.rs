//! Draws pictures: one instanced quad a tile.

use std::ops::Range;

use crate::channel::ChannelMix;
use crate::device::Gpu;
use crate::mapping::WindowMapping;
use crate::shaders;
use crate::tile_atlas::TileSlot;
use crate::uniforms::{DrawTarget, InstanceBuffer, UniformArray, uniform_layout};

shared_struct! {
    /// What holds for a whole picture; read by `shaders/picture.wgsl`.
    pub(crate) struct PictureUniforms {
        shown_from_texel: [[f32; 4]; 4],
        window: WindowMapping,
        target_size_px: [f32; 2],
        target_is_srgb: u32,
        has_backdrop: u32,
        least_alpha: f32,
        opacity: f32,
        padding: [f32; 2],
    }
}

vertex_struct! {
    /// One tile; read by `shaders/picture.wgsl`.
    pub(crate) struct TileInstance {
        0 screen_px: [f32; 4] => Float32x4,
        1 texels: [f32; 4] => Float32x4,
        2 valid_texels: [u32; 2] => Uint32x2,
        3 layer: u32 => Uint32,
        4 flags: u32 => Uint32,
    }
}

const FLAG_LINEAR: u32 = 1;
const FLAG_GRID: u32 = 2;

/// A part of a tile and where it is shown.
#[derive(Clone, Debug)]
pub struct TileQuad {
    /// The tile.
    pub slot: TileSlot,
    /// Left, top, right and bottom in physical pixels of the target. Neighbours give the same
    /// number for the edge that they share, so that nothing shows between them.
    pub screen_px: [f32; 4],
    /// The same corners in texels of the tile.
    pub texels: [f32; 4],
    /// Means of four texels where true, the nearest texel where false.
    pub is_linear: bool,
    /// Lines between the texels.
    pub has_grid: bool,
}

/// One picture with its tiles; several can be laid over each other.
#[derive(Clone, Debug)]
pub struct PictureLayer {
    /// Which components are shown.
    pub channels: ChannelMix,
    /// How samples become tones.
    pub window: WindowMapping,
    /// From 0 (invisible) to 1.
    pub opacity: f32,
    /// Whether a checkerboard stands behind what is transparent; otherwise the picture is blended
    /// over what was drawn before.
    pub has_backdrop: bool,
    /// The tiles; they do not overlap.
    pub quads: Vec<TileQuad>,
}

struct Batch {
    page: wgpu::BindGroup,
    uniform_index: u32,
    instances: Range<u32>,
}

/// The buffers of one view, kept from frame to frame.
#[derive(Default)]
pub struct PictureBuffers {
    uniforms: UniformArray<PictureUniforms>,
    instances: InstanceBuffer<TileInstance>,
    batches: Vec<Batch>,
}

/// The pipeline that draws [`PictureLayer`]s.
pub struct PicturePipeline {
    pipeline: wgpu::RenderPipeline,
    uniforms_layout: wgpu::BindGroupLayout,
    target: DrawTarget,
}

impl PicturePipeline {
    /// A pipeline for tiles of an atlas with this [`crate::TileAtlas::layout`].
    #[must_use]
    pub fn new(gpu: &Gpu, tiles_layout: &wgpu::BindGroupLayout, target: DrawTarget) -> Self {
        let device = &gpu.device;
        let uniforms_layout = uniform_layout::<PictureUniforms>(device, "picture");
        let layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: Some("picture"),
            bind_group_layouts: &[Some(&uniforms_layout), Some(tiles_layout)],
            immediate_size: 0,
        });
        let module = shaders::PICTURE.module(device);
        let pipeline = device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
            label: Some("picture"),
            layout: Some(&layout),
            vertex: wgpu::VertexState {
                module: &module,
                entry_point: Some("vertex_main"),
                compilation_options: wgpu::PipelineCompilationOptions::default(),
                buffers: &[Some(TileInstance::buffer_layout(
                    wgpu::VertexStepMode::Instance,
                ))],
            },
            primitive: wgpu::PrimitiveState {
                topology: wgpu::PrimitiveTopology::TriangleStrip,
                ..Default::default()
            },
            depth_stencil: None,
            multisample: target.multisample(),
            fragment: Some(wgpu::FragmentState {
                module: &module,
                entry_point: Some("fragment_main"),
                compilation_options: wgpu::PipelineCompilationOptions::default(),
                targets: &[Some(target.blended())],
            }),
            multiview_mask: None,
            cache: None,
        });
        Self {
            pipeline,
            uniforms_layout,
            target,
        }
    }

    /// Writes what [`PicturePipeline::draw`] needs for these layers, first to last.
    pub fn prepare(
        &self,
        gpu: &Gpu,
        buffers: &mut PictureBuffers,
        layers: &[PictureLayer],
        target_size_px: [u32; 2],
    ) {
        let uniforms: Vec<_> = layers
            .iter()
            .map(|layer| PictureUniforms {
                shown_from_texel: layer.channels.columns(),
                window: layer.window,
                target_size_px: target_size_px.map(|side| side as f32),
                target_is_srgb: self.target.is_srgb(),
                has_backdrop: u32::from(layer.has_backdrop),
                least_alpha: layer.channels.least_alpha(),
                opacity: layer.opacity.clamp(0.0, 1.0),
                padding: [0.0; 2],
            })
            .collect();
        buffers
            .uniforms
            .write(&gpu.device, &gpu.queue, &self.uniforms_layout, &uniforms);

        let mut instances = Vec::new();
        buffers.batches.clear();
        for (uniform_index, layer) in (0..).zip(layers) {
            let mut quads: Vec<_> = layer.quads.iter().collect();
            quads.sort_by_key(|quad| quad.slot.page_number);
            for of_page in quads.chunk_by(|a, b| a.slot.page_number == b.slot.page_number) {
                let start = instances.len() as u32;
                instances.extend(of_page.iter().map(|quad| quad.instance()));
                buffers.batches.push(Batch {
                    page: of_page[0].slot.page.clone(),
                    uniform_index,
                    instances: start..instances.len() as u32,
                });
            }
        }
        buffers.instances.write(&gpu.device, &gpu.queue, &instances);
    }

    /// Draws what was prepared last.
    pub fn draw(&self, pass: &mut wgpu::RenderPass<'_>, buffers: &PictureBuffers) {
        if buffers.batches.is_empty() {
            return;
        }
        pass.set_pipeline(&self.pipeline);
        buffers.instances.bind(pass);
        for batch in &buffers.batches {
            buffers.uniforms.bind(pass, batch.uniform_index);
            pass.set_bind_group(1, &batch.page, &[]);
            pass.draw(0..4, batch.instances.clone());
        }
    }
}

impl TileQuad {
    fn instance(&self) -> TileInstance {
        let linear = if self.is_linear { FLAG_LINEAR } else { 0 };
        let grid = if self.has_grid { FLAG_GRID } else { 0 };
        TileInstance {
            screen_px: self.screen_px,
            texels: self.texels,
            valid_texels: self.slot.size_px(),
            layer: self.slot.layer,
            flags: linear | grid,
        }
    }
}

#[cfg(test)]
mod tests;
