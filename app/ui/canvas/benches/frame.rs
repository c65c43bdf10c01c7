//! The processor's side of a frame while a 20,000 × 20,000 picture with polygons is panned: egui's
//! pass, tessellation, uploads, encoding and submission, without waiting for the device. And how
//! long the next picture of a series takes to be sharp on the screen when it was opened ahead.
//!
//! Prints JSON lines: a name, a figure and its unit. Of panning the median and the 99th percentile,
//! and for comparison the median until the device, too, has finished the frame.

#![allow(clippy::print_stdout)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use canvas::{Canvas, CanvasInput, Look, View};
use egui_wgpu::{RenderState, ScreenDescriptor};
use gpu::wgpu;
use gpu::{Geometry, LayerStyle, Shape, ShapeLayer};
use imaging::{Picture, Raster, Samples};
use jobs::Jobs;

/// A canvas that fills a common screen.
const SCREEN_PX: [u32; 2] = [1920, 1080];
/// The canvas of the program's window in its first size, beside the inspector and the filmstrip.
const FIRST_CANVAS_PX: [u32; 2] = [953, 607];
const PICTURE_SIDE_PX: u32 = 20_000;
const POLYGON_CORNERS: usize = 32;
const MEASURED_FRAMES: usize = 120;
const PHOTOGRAPH_PX: (u32, u32) = (6000, 4000);
const SERIES: usize = 8;

fn main() {
    // Only a bench run measures: test runners start every target to ask for its tests.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let jobs = Jobs::new(|| {});
    next_picture(&jobs);
    let picture = Arc::new(picture());
    for (name, count) in [
        ("pan_frame_10k_polygons", 10_000),
        ("pan_frame_100k_polygons", 100_000),
    ] {
        let layer = ShapeLayer::new(&polygons(count), style());
        let frames = Bench::new(SCREEN_PX, &picture, &layer, &jobs).run();
        let at = |part: f64, of: fn(&Frame) -> Duration| {
            let mut times: Vec<_> = frames.iter().map(of).collect();
            times.sort();
            times[((times.len() - 1) as f64 * part) as usize].as_secs_f64() * 1e3
        };
        print(name, at(0.5, |frame| frame.processor));
        print(&format!("{name}_p99"), at(0.99, |frame| frame.processor));
        let with_device = at(0.5, |frame| frame.with_device);
        print(&format!("{name}_with_device"), with_device);
    }
}

/// Shows pictures of 24 megapixels one after the other, each fitted into the canvas as paging
/// through a series does, until it is sharp and the device has drawn it; they are open already, as
/// prefetching leaves them.
fn next_picture(jobs: &Jobs) {
    let layer = ShapeLayer::new(&[], style());
    let pictures: Vec<_> = (0..SERIES).map(|_| Arc::new(photograph())).collect();
    for picture in &pictures {
        picture
            .prepare_overview()
            .expect("a picture in memory has all its tiles");
    }
    let mut bench = Bench::new(FIRST_CANVAS_PX, &pictures[0], &layer, jobs);
    bench.until_sharp();
    let mut durations: Vec<Duration> = pictures[1..]
        .iter()
        .map(|picture| {
            bench.picture = picture;
            let started = Instant::now();
            bench.until_sharp();
            started.elapsed()
        })
        .collect();
    durations.sort();
    let median = durations[durations.len() / 2];
    print("next_picture_prefetched", median.as_secs_f64() * 1e3);
}

fn print(name: &str, value_ms: f64) {
    let line = serde_json::json!({ "name": name, "value": value_ms, "unit": "ms" });
    println!("{line}");
}

fn photograph() -> Picture {
    let (width, height) = PHOTOGRAPH_PX;
    let samples = (0..width * height * 3).map(|i| (i / 7) as u8).collect();
    Picture::from_raster(Raster::new(width, height, 3, Samples::U8(samples)))
}

fn picture() -> Picture {
    let side = PICTURE_SIDE_PX as usize;
    let samples = (0..side * side)
        .map(|i| ((i % side) ^ (i / side)) as u8)
        .collect();
    Picture::from_raster(Raster::new(
        PICTURE_SIDE_PX,
        PICTURE_SIDE_PX,
        1,
        Samples::U8(samples),
    ))
}

/// Stars, evenly spread: concave, so that they are truly triangulated.
fn polygons(count: usize) -> Vec<Shape> {
    let columns = (count as f64).sqrt().ceil() as usize;
    let pitch_px = PICTURE_SIDE_PX as f32 / columns as f32;
    (0..count)
        .map(|index| {
            let middle = [index % columns, index / columns].map(|i| (i as f32 + 0.5) * pitch_px);
            let ring = (0..POLYGON_CORNERS)
                .map(|corner| {
                    let angle = corner as f32 / POLYGON_CORNERS as f32 * std::f32::consts::TAU;
                    let radius_px = pitch_px * if corner % 2 == 0 { 0.45 } else { 0.3 };
                    [
                        middle[0] + radius_px * angle.cos(),
                        middle[1] + radius_px * angle.sin(),
                    ]
                })
                .collect();
            Shape {
                class_id: index as u32,
                geometry: Geometry::Polygon { rings: vec![ring] },
            }
        })
        .collect()
}

fn style() -> LayerStyle {
    LayerStyle {
        palette: vec![[230, 159, 0, 255], [86, 180, 233, 255], [0, 158, 115, 255]],
        fill_opacity: 0.3,
        outline_opacity: 1.0,
        outline_width_px: 1.5,
    }
}

/// How long one frame took.
struct Frame {
    processor: Duration,
    with_device: Duration,
    is_complete: bool,
}

/// A window without a screen.
struct Bench<'a> {
    size_px: [u32; 2],
    context: egui::Context,
    state: RenderState,
    target: wgpu::TextureView,
    canvas: Canvas,
    picture: &'a Arc<Picture>,
    layer: &'a ShapeLayer,
    jobs: &'a Jobs,
}

impl<'a> Bench<'a> {
    fn new(
        size_px: [u32; 2],
        picture: &'a Arc<Picture>,
        layer: &'a ShapeLayer,
        jobs: &'a Jobs,
    ) -> Self {
        let state = testbench::window::render_state();
        let context = egui::Context::default();
        canvas::install(&context, &state);
        let texture = state.device.create_texture(&wgpu::TextureDescriptor {
            label: None,
            size: wgpu::Extent3d {
                width: size_px[0],
                height: size_px[1],
                depth_or_array_layers: 1,
            },
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format: state.target_format,
            usage: wgpu::TextureUsages::RENDER_ATTACHMENT,
            view_formats: &[],
        });
        Self {
            size_px,
            target: texture.create_view(&wgpu::TextureViewDescriptor::default()),
            context,
            state,
            canvas: Canvas::default(),
            picture,
            layer,
            jobs,
        }
    }

    /// Warms up until everything is sharp, then pans at 50 %: a frame's visible part of the picture
    /// is 3840 × 2160 pixels.
    fn run(&mut self) -> Vec<Frame> {
        let place = |step: usize| View {
            scale_screen_px_per_image_px: 0.5,
            offset_screen_px: [step as f64, step as f64].map(|step| -1000.0 - step * 12.0),
        };
        while !self.frame(Some(place(0))).is_complete {
            std::thread::sleep(Duration::from_millis(1));
        }
        (0..MEASURED_FRAMES)
            .map(|step| self.frame(Some(place(step))))
            .collect()
    }

    /// Paints the whole picture until no tile of it is missing or coarse.
    fn until_sharp(&mut self) {
        self.canvas.fit();
        while !self.frame(None).is_complete {
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    fn frame(&mut self, view: Option<View>) -> Frame {
        let look = Look::window(0.0, 255.0);
        let overlays = [self.layer];
        let input = CanvasInput {
            overlays: &overlays,
            ..CanvasInput::new(Some(self.picture), self.jobs, &look, "bench")
        };
        let raw_input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(
                egui::Pos2::ZERO,
                self.size_px.map(|side| side as f32).into(),
            )),
            ..Default::default()
        };
        let mut is_complete = false;
        let started = Instant::now();
        if let Some(view) = view {
            self.canvas.set_view(view);
        }
        let canvas = &mut self.canvas;
        let output = self.context.run_ui(raw_input, |ui| {
            is_complete = canvas.show(ui, &input).is_complete;
        });
        self.submit(output);
        let processor = started.elapsed();
        self.state
            .device
            .poll(wgpu::PollType::Wait {
                submission_index: None,
                timeout: None,
            })
            .expect("the device finishes the frame");
        Frame {
            processor,
            with_device: started.elapsed(),
            is_complete,
        }
    }

    fn submit(&self, mut output: egui::FullOutput) {
        let (device, queue) = (&self.state.device, &self.state.queue);
        let mut renderer = self.state.renderer.write();
        for (id, deltas) in output.textures_delta.set.drain() {
            for delta in deltas {
                renderer.update_texture(device, queue, id, &delta);
            }
        }
        let screen = ScreenDescriptor {
            size_in_pixels: self.size_px,
            pixels_per_point: output.pixels_per_point,
        };
        let primitives = self
            .context
            .tessellate(output.shapes, output.pixels_per_point);
        let mut encoder = device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
        let mut commands =
            renderer.update_buffers(device, queue, &mut encoder, &primitives, &screen);
        {
            let mut pass = encoder
                .begin_render_pass(&wgpu::RenderPassDescriptor {
                    color_attachments: &[Some(wgpu::RenderPassColorAttachment {
                        view: &self.target,
                        depth_slice: None,
                        resolve_target: None,
                        ops: wgpu::Operations {
                            load: wgpu::LoadOp::Clear(wgpu::Color::BLACK),
                            store: wgpu::StoreOp::Store,
                        },
                    })],
                    ..Default::default()
                })
                .forget_lifetime();
            renderer.render(&mut pass, &primitives, &screen);
        }
        commands.push(encoder.finish());
        queue.submit(commands);
    }
}
