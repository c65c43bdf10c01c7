//! Draws what is visible of shape layers: fills, then outlines.

use super::{FillVertex, Segment, ShapeDraw};
use crate::device::Gpu;
use crate::shaders::{self, ShaderFile};
use crate::uniforms::{DrawTarget, UniformArray, uniform_layout};

/// Colours a layer can have; the array in `shaders/lib/shapes.wgsl` is as long.
const PALETTE_LENGTH: usize = 64;

shared_struct! {
    /// What holds for a whole layer; read by the shape shaders.
    pub(crate) struct ShapeUniforms {
        anchor_image_px: [f32; 2],
        anchor_screen_px: [f32; 2],
        screen_px_per_image_px: [f32; 2],
        target_size_px: [f32; 2],
        target_is_srgb: u32,
        fill_opacity: f32,
        outline_opacity: f32,
        outline_width_px: f32,
        palette_length: u32,
        padding_a: u32,
        padding_b: u32,
        padding_c: u32,
        palette: [[f32; 4]; PALETTE_LENGTH],
    }
}

/// The buffers of one view, kept from frame to frame.
#[derive(Default)]
pub struct ShapeBuffers {
    uniforms: UniformArray<ShapeUniforms>,
}

/// The pipelines that draw [`super::ShapeLayer`]s.
pub struct ShapePipeline {
    fill: wgpu::RenderPipeline,
    outline: wgpu::RenderPipeline,
    uniforms_layout: wgpu::BindGroupLayout,
    target: DrawTarget,
}

impl ShapePipeline {
    /// Pipelines for one kind of target.
    #[must_use]
    pub fn new(gpu: &Gpu, target: DrawTarget) -> Self {
        let device = &gpu.device;
        let uniforms_layout = uniform_layout::<ShapeUniforms>(device, "shapes");
        let layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: Some("shapes"),
            bind_group_layouts: &[Some(&uniforms_layout)],
            immediate_size: 0,
        });
        let pipeline = |shader: &ShaderFile, vertices, topology| {
            let module = shader.module(device);
            device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
                label: Some(shader.name),
                layout: Some(&layout),
                vertex: wgpu::VertexState {
                    module: &module,
                    entry_point: Some("vertex_main"),
                    compilation_options: wgpu::PipelineCompilationOptions::default(),
                    buffers: &[Some(vertices)],
                },
                primitive: wgpu::PrimitiveState {
                    topology,
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
            })
        };
        Self {
            fill: pipeline(
                &shaders::SHAPE_FILL,
                FillVertex::buffer_layout(wgpu::VertexStepMode::Vertex),
                wgpu::PrimitiveTopology::TriangleList,
            ),
            outline: pipeline(
                &shaders::SHAPE_OUTLINE,
                Segment::buffer_layout(wgpu::VertexStepMode::Instance),
                wgpu::PrimitiveTopology::TriangleStrip,
            ),
            uniforms_layout,
            target,
        }
    }

    /// Writes what [`ShapePipeline::draw`] needs for these layers.
    pub fn prepare(
        &self,
        gpu: &Gpu,
        buffers: &mut ShapeBuffers,
        layers: &[ShapeDraw],
        target_size_px: [u32; 2],
    ) {
        let uniforms: Vec<_> = layers
            .iter()
            .map(|layer| self.uniforms(layer, target_size_px))
            .collect();
        buffers
            .uniforms
            .write(&gpu.device, &gpu.queue, &self.uniforms_layout, &uniforms);
    }

    fn uniforms(&self, layer: &ShapeDraw, target_size_px: [u32; 2]) -> ShapeUniforms {
        let (anchor_image_px, anchor_screen_px) = layer.placement.anchor();
        let style = &layer.style;
        let mut palette = [[1.0; 4]; PALETTE_LENGTH];
        for (slot, color) in palette.iter_mut().zip(&style.palette) {
            *slot = color.map(|component| f32::from(component) / 255.0);
        }
        ShapeUniforms {
            anchor_image_px,
            anchor_screen_px,
            screen_px_per_image_px: layer.placement.screen_px_per_image_px.map(|x| x as f32),
            target_size_px: target_size_px.map(|side| side as f32),
            target_is_srgb: self.target.is_srgb(),
            fill_opacity: style.fill_opacity,
            outline_opacity: style.outline_opacity,
            outline_width_px: style.outline_width_px,
            palette_length: style.palette.len().clamp(1, PALETTE_LENGTH) as u32,
            padding_a: 0,
            padding_b: 0,
            padding_c: 0,
            palette,
        }
    }

    /// Draws the layers that were prepared last, first to last.
    pub fn draw(
        &self,
        pass: &mut wgpu::RenderPass<'_>,
        buffers: &ShapeBuffers,
        layers: &[ShapeDraw],
    ) {
        for (index, layer) in (0..).zip(layers) {
            pass.set_pipeline(&self.fill);
            buffers.uniforms.bind(pass, index);
            for part in layer.parts.iter().filter(|part| !part.fills.is_empty()) {
                pass.set_vertex_buffer(0, part.buffers.vertices.slice(..));
                pass.set_index_buffer(part.buffers.indices.slice(..), wgpu::IndexFormat::Uint32);
                for range in &part.fills {
                    pass.draw_indexed(range.clone(), 0, 0..1);
                }
            }
            pass.set_pipeline(&self.outline);
            for part in layer.parts.iter().filter(|part| !part.outlines.is_empty()) {
                pass.set_vertex_buffer(0, part.buffers.segments.slice(..));
                for range in &part.outlines {
                    pass.draw(0..4, range.clone());
                }
            }
        }
    }
}
