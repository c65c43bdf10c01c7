//! What every canvas of a window shares on the device, and the callback that draws one canvas.

use std::sync::Arc;

use egui_wgpu::{CallbackResources, CallbackTrait, RenderState, ScreenDescriptor};
use gpu::{
    AtlasBudget, DrawTarget, Gpu, PictureBuffers, PictureLayer, PicturePipeline, ShapeBuffers,
    ShapeDraw, ShapePipeline, TileAtlas, wgpu,
};
use imaging::TileKey;
use parking_lot::Mutex;

/// A tile of one of the process's pictures.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct TileId {
    pub picture: u64,
    pub key: TileKey,
}

/// Pipelines and tiles of one window.
#[derive(Clone)]
pub(crate) struct Graphics {
    shared: Arc<Shared>,
}

pub(crate) struct Shared {
    pub gpu: Gpu,
    pub atlas: Mutex<TileAtlas<TileId>>,
    pictures: PicturePipeline,
    shapes: ShapePipeline,
}

/// Makes the drawing of pictures known to a window; call it once, before the first frame. In a
/// window without it a canvas works as usual and stays empty.
pub fn install(context: &egui::Context, render_state: &RenderState) {
    let gpu = Gpu {
        adapter: render_state.adapter.clone(),
        device: render_state.device.clone(),
        queue: render_state.queue.clone(),
    };
    let target = DrawTarget {
        format: render_state.target_format,
        sample_count: 1,
    };
    let atlas = TileAtlas::new(&gpu, AtlasBudget::default());
    let graphics = Graphics {
        shared: Arc::new(Shared {
            pictures: PicturePipeline::new(&gpu, atlas.layout(), target),
            shapes: ShapePipeline::new(&gpu, target),
            atlas: Mutex::new(atlas),
            gpu,
        }),
    };
    context.data_mut(|data| data.insert_temp(egui::Id::NULL, graphics));
}

impl Graphics {
    /// What was installed in the window.
    pub(crate) fn of(context: &egui::Context) -> Option<Self> {
        context.data(|data| data.get_temp(egui::Id::NULL))
    }
}

impl std::ops::Deref for Graphics {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.shared
    }
}

/// The buffers of one canvas, kept from frame to frame.
#[derive(Default)]
pub(crate) struct CanvasBuffers {
    pictures: PictureBuffers,
    shapes: ShapeBuffers,
}

/// One frame of one canvas, handed to egui's renderer.
pub(crate) struct CanvasPaint {
    pub graphics: Graphics,
    pub buffers: Arc<Mutex<CanvasBuffers>>,
    pub pictures: Vec<PictureLayer>,
    pub shapes: Vec<ShapeDraw>,
}

impl CallbackTrait for CanvasPaint {
    fn prepare(
        &self,
        _device: &wgpu::Device,
        _queue: &wgpu::Queue,
        screen: &ScreenDescriptor,
        _encoder: &mut wgpu::CommandEncoder,
        _resources: &mut CallbackResources,
    ) -> Vec<wgpu::CommandBuffer> {
        let graphics = &self.graphics;
        let mut buffers = self.buffers.lock();
        let size_px = screen.size_in_pixels;
        graphics.pictures.prepare(
            &graphics.gpu,
            &mut buffers.pictures,
            &self.pictures,
            size_px,
        );
        graphics
            .shapes
            .prepare(&graphics.gpu, &mut buffers.shapes, &self.shapes, size_px);
        Vec::new()
    }

    fn paint(
        &self,
        info: egui::PaintCallbackInfo,
        pass: &mut wgpu::RenderPass<'static>,
        _resources: &CallbackResources,
    ) {
        // Positions are given in pixels of the whole window, so that a canvas that hangs over the
        // window's edge is cut and not squeezed. What lies outside the canvas is cut by egui.
        let [width_px, height_px] = info.screen_size_px;
        pass.set_viewport(0.0, 0.0, width_px as f32, height_px as f32, 0.0, 1.0);
        let buffers = self.buffers.lock();
        self.graphics.pictures.draw(pass, &buffers.pictures);
        self.graphics
            .shapes
            .draw(pass, &buffers.shapes, &self.shapes);
    }
}
