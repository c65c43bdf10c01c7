//! The canvas widget: one picture with what lies over it.

use std::sync::Arc;

use egui::{Rect, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo};
use gpu::{Placement, ShapeDraw, ShapeLayer, WindowMapping};
use imaging::{Picture, PixelValues};
use jobs::Jobs;
use parking_lot::Mutex;

use crate::compose::{Composed, Composer, Plane};
use crate::gestures::{Aim, Request, ToolKeys, ZOOM_STEP, after_input};
use crate::graphics::{CanvasBuffers, CanvasPaint, Graphics};
use crate::look::{Interpolation, Look};
use crate::pixel_values;
use crate::probe::Probe;
use crate::projection::Projection;
use crate::surround;
use crate::tile_stream::TileStream;
use crate::view::{View, Viewport};

/// Shapes uploaded in one frame: enough for any common layer at once.
const SHAPE_BYTES_PER_FRAME: u64 = 32 << 20;

/// A raster laid over the picture and stretched to its size, such as a response map or a mask.
#[derive(Clone)]
pub struct RasterOverlay {
    /// Its pixels, with transparency; any size.
    pub picture: Arc<Picture>,
    /// From 0 (invisible) to 1.
    pub opacity: f32,
    /// Linear for maps of measured values, nearest for masks.
    pub interpolation: Interpolation,
}

/// What a canvas shows in one frame.
#[derive(Clone, Copy)]
pub struct CanvasInput<'a> {
    /// The picture, if there is one.
    pub picture: Option<&'a Arc<Picture>>,
    /// Where tiles are decoded.
    pub jobs: &'a Jobs,
    /// How samples become tones.
    pub look: &'a Look,
    /// The canvas's name for who cannot see it, such as "Picture, 640 × 480, 100 %", translated.
    pub name: &'a str,
    /// What the decoding of tiles is called in the list of jobs, translated.
    pub job_title: &'a str,
    /// Rasters over the picture, first to last.
    pub rasters: &'a [RasterOverlay],
    /// Shapes over picture and rasters, first to last.
    pub overlays: &'a [&'a ShapeLayer],
    /// A tool that uses drags and double clicks of the left button, and the keys that it wants;
    /// without one they pan and toggle the zoom. The middle button, and Space with the left one,
    /// always pan.
    pub tool: Option<ToolKeys>,
}

impl<'a> CanvasInput<'a> {
    /// A picture with nothing over it and no tool. Jobs are titled with `name`.
    #[must_use]
    pub fn new(
        picture: Option<&'a Arc<Picture>>,
        jobs: &'a Jobs,
        look: &'a Look,
        name: &'a str,
    ) -> Self {
        Self {
            picture,
            jobs,
            look,
            name,
            job_title: name,
            rasters: &[],
            overlays: &[],
            tool: None,
        }
    }
}

/// The pixel under the cursor.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct HoveredPixel {
    /// Column, from 0.
    pub x_px: u32,
    /// Row, from 0.
    pub y_px: u32,
    /// One number a channel in source units; none until they are decoded.
    pub values: Option<PixelValues>,
}

/// What a canvas tells after a frame.
pub struct CanvasOutput {
    /// For tools: hover, drags and clicks over the canvas.
    pub response: Response,
    /// The pixel under the cursor.
    pub hovered: Option<HoveredPixel>,
    /// Where the picture lies; none while it is not the one that was given that is drawn.
    pub projection: Option<Projection>,
    /// Whether the user, or a request, moved or zoomed.
    pub view_changed: bool,
    /// Whether everything visible is drawn in full sharpness.
    pub is_complete: bool,
    /// Why some tile cannot be shown.
    pub problem: Option<String>,
}

/// The state of one viewport.
#[derive(Default)]
pub struct Canvas {
    aim: Option<Aim>,
    /// The sizes for which `aim` was made.
    viewport: Option<Viewport>,
    requests: Vec<Request>,
    /// The picture that is drawn. It stays until the next one has something to draw, so that going
    /// through a series does not flicker.
    front: Option<Arc<Picture>>,
    stream: TileStream,
    probe: Probe,
    buffers: Arc<Mutex<CanvasBuffers>>,
}

/// What the first half of a frame hands to the second.
pub(crate) struct Stage {
    pub response: Response,
    pub view_changed: bool,
}

impl Canvas {
    /// Shows the canvas in all the room that is left in `ui`.
    pub fn show(&mut self, ui: &mut Ui, input: &CanvasInput<'_>) -> CanvasOutput {
        let (id, rect) = ui.allocate_space(ui.available_size());
        let stage = self.interact(ui, id, rect, input);
        self.paint(ui, stage, input)
    }

    /// Which part is shown; none before the first frame with a picture.
    #[must_use]
    pub fn view(&self) -> Option<View> {
        self.aim.map(|aim| aim.view)
    }

    /// The zoom: 1 is 100 %; none before the first frame with a picture.
    #[must_use]
    pub fn scale(&self) -> Option<f64> {
        self.view().map(|view| view.scale_screen_px_per_image_px)
    }

    /// The sizes of picture and canvas in the last frame with a picture.
    #[must_use]
    pub fn viewport(&self) -> Option<Viewport> {
        self.viewport
    }

    /// Shows the whole picture from the next frame on, also when the canvas changes its size.
    pub fn fit(&mut self) {
        self.requests.push(Request::Fit);
    }

    /// Shows pixels of the picture on pixels of the screen from the next frame on.
    pub fn one_to_one(&mut self) {
        self.requests.push(Request::OneToOne(None));
    }

    /// Zooms in by one step.
    pub fn zoom_in(&mut self) {
        self.requests.push(Request::ZoomBy(ZOOM_STEP));
    }

    /// Zooms out by one step.
    pub fn zoom_out(&mut self) {
        self.requests.push(Request::ZoomBy(1.0 / ZOOM_STEP));
    }

    /// Brings an area into view, given by its left, upper, right and lower edge in image pixels:
    /// see [`View::showing`].
    pub fn show_area(&mut self, area_px: [f64; 4]) {
        self.requests.push(Request::Show(area_px));
    }

    /// Fills the canvas with an area, given by its left, upper, right and lower edge in image pixels.
    pub fn fill_with(&mut self, area_px: [f64; 4]) {
        self.requests.push(Request::Fill(area_px));
    }

    /// Shows this part, or the nearest that is allowed, from the next frame on.
    pub fn set_view(&mut self, view: View) {
        self.requests.push(Request::Set(view));
    }

    /// Whether the whole picture is kept in view.
    pub(crate) fn is_fitted(&self) -> bool {
        self.aim.is_some_and(|aim| aim.is_fitted)
    }

    /// Takes a view over at once, between the halves of a frame.
    pub(crate) fn follow(&mut self, view: View, is_fitted: bool) {
        if let Some(viewport) = self.viewport {
            self.aim = Some(if is_fitted {
                Aim::fitted(viewport)
            } else {
                Aim::free(view, viewport)
            });
        }
    }

    /// The first half of a frame: gestures.
    pub(crate) fn interact(
        &mut self,
        ui: &Ui,
        id: egui::Id,
        rect: Rect,
        input: &CanvasInput<'_>,
    ) -> Stage {
        self.choose_front(ui.ctx(), input);
        let response = ui.interact(rect, id, Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, ui.is_enabled(), input.name));
        if response.clicked() || response.drag_started() {
            response.request_focus();
        }
        let before = self.aim;
        let is_new = self.aim_anew(rect.size() * ui.pixels_per_point());
        if let (Some(aim), Some(viewport)) = (self.aim, self.viewport) {
            let asked = std::mem::take(&mut self.requests)
                .into_iter()
                .fold(aim, |aim, request| aim.after(request, viewport));
            let aim = after_input(ui, &response, asked, viewport, input.tool);
            self.aim = Some(aim);
        }
        Stage {
            response,
            view_changed: !is_new && self.aim != before,
        }
    }

    /// Decides which picture is drawn: the one given, as soon as anything of it can be.
    fn choose_front(&mut self, context: &egui::Context, input: &CanvasInput<'_>) {
        let id = |picture: &Arc<Picture>| picture.id();
        if self.front.as_ref().map(id) == input.picture.map(id) {
            return;
        }
        let is_ready = match (input.picture, &self.front, Graphics::of(context)) {
            (Some(next), Some(_), Some(graphics)) => {
                self.stream.poll(context);
                let frame = context.cumulative_frame_nr();
                let mut composer = Composer::new(&graphics, &mut self.stream, frame);
                let is_ready = composer.preload(next);
                let missing = composer.finish().missing;
                let has_16_bit = graphics.gpu.has_16_bit_textures();
                self.stream
                    .want(input.jobs, input.job_title, &missing, has_16_bit);
                is_ready
            }
            _ => true,
        };
        if is_ready {
            self.front = input.picture.map(Arc::clone);
            self.stream.forget_faults();
        }
    }

    /// Fits the picture when it, or its size, is new, or when the canvas changes its size while
    /// fitted. True when the view is not one that the user chose.
    fn aim_anew(&mut self, canvas_size: egui::Vec2) -> bool {
        let Some(picture) = &self.front else {
            return false;
        };
        let page = picture.page();
        let viewport = Viewport {
            image_px: [f64::from(page.width_px), f64::from(page.height_px)],
            canvas_px: [f64::from(canvas_size.x), f64::from(canvas_size.y)],
        };
        let before = self.viewport.replace(viewport);
        if before == Some(viewport) && self.aim.is_some() {
            return false;
        }
        let is_same_size = before.is_some_and(|before| before.image_px == viewport.image_px);
        self.aim = Some(match self.aim {
            Some(aim) if is_same_size && !aim.is_fitted => Aim::free(aim.view, viewport),
            _ => Aim::fitted(viewport),
        });
        true
    }

    /// The second half of a frame: pictures, shapes, values.
    pub(crate) fn paint(&mut self, ui: &Ui, stage: Stage, input: &CanvasInput<'_>) -> CanvasOutput {
        let Stage {
            response,
            view_changed,
        } = stage;
        let rect = response.rect;
        let painter = ui.painter_at(rect);
        let behind = painter.add(Shape::Noop);
        let mut surrounded = vec![rect];

        let mut hovered = None;
        let mut projection = None;
        let mut is_complete = true;
        if let (Some(front), Some(view)) = (self.front.clone(), self.view()) {
            let placement = placement(&view, rect, painter.clip_rect(), ui.pixels_per_point());
            let drawn = self.paint_layers(ui, &painter, rect, &front, placement, input);
            is_complete = drawn.is_complete;
            if drawn.is_covered {
                surrounded = surround::margins(rect, &placement, &front, ui.pixels_per_point());
            }
            let is_current = input.picture.is_some_and(|given| given.id() == front.id());
            if is_current {
                pixel_values::paint(&painter, &front, &placement, input.look);
                projection = Some(Projection::new(rect, view, ui.pixels_per_point()));
                hovered = self.hovered(&response, &front, &view, input);
            }
        }
        let fill = |rect| Shape::rect_filled(rect, 0.0, surround::color(ui));
        painter.set(
            behind,
            Shape::Vec(surrounded.into_iter().map(fill).collect()),
        );
        if response.has_focus() {
            let stroke = Stroke::new(2.0, ui.visuals().selection.stroke.color);
            painter.rect_stroke(rect, 0.0, stroke, StrokeKind::Inside);
        }
        CanvasOutput {
            response,
            hovered,
            projection,
            view_changed,
            is_complete,
            problem: self.stream.problem().map(str::to_owned),
        }
    }

    /// Hands pictures and shapes to the device.
    fn paint_layers(
        &mut self,
        ui: &Ui,
        painter: &egui::Painter,
        rect: Rect,
        front: &Arc<Picture>,
        placement: Placement,
        input: &CanvasInput<'_>,
    ) -> Drawn {
        let context = ui.ctx();
        let Some(graphics) = Graphics::of(context) else {
            return Drawn::default();
        };
        let is_current = input.picture.is_some_and(|given| given.id() == front.id());
        let composed = self.compose(context, &graphics, front, placement, input, is_current);
        let mut upload_bytes = SHAPE_BYTES_PER_FRAME;
        let shapes: Vec<ShapeDraw> = if is_current {
            let visible =
                |layer: &&ShapeLayer| layer.visible(&graphics.gpu, placement, &mut upload_bytes);
            input.overlays.iter().map(visible).collect()
        } else {
            Vec::new()
        };
        let shapes_complete = shapes.iter().all(|draw| draw.is_complete);
        if composed.needs_next_frame || !shapes_complete {
            context.request_repaint();
        }
        let is_loaded = composed.missing.is_empty() && self.stream.is_idle();
        let drawn = Drawn {
            is_complete: is_current && is_loaded && shapes_complete,
            is_covered: composed.is_covered,
        };
        painter.add(egui_wgpu::Callback::new_paint_callback(
            rect,
            CanvasPaint {
                graphics,
                buffers: Arc::clone(&self.buffers),
                pictures: composed.layers,
                shapes,
            },
        ));
        drawn
    }

    /// The tiles of picture and raster overlays; asks for those that are missing.
    fn compose(
        &mut self,
        context: &egui::Context,
        graphics: &Graphics,
        front: &Arc<Picture>,
        placement: Placement,
        input: &CanvasInput<'_>,
        is_current: bool,
    ) -> Composed {
        if is_current {
            self.stream.poll(context);
        }
        let frame = context.cumulative_frame_nr();
        let mut composer = Composer::new(graphics, &mut self.stream, frame);
        let page = front.page();
        composer.add(&Plane {
            picture: front,
            placement,
            channels: input.look.mix(page.channels),
            window: input.look.mapping(page.sample_kind),
            interpolation: input.look.interpolation,
            opacity: 1.0,
            has_grid: input.look.pixel_grid,
            is_base: true,
            is_streaming: is_current,
        });
        let rasters = if is_current { input.rasters } else { &[] };
        for raster in rasters {
            let over = raster.picture.page();
            let [across, down] = placement.screen_px_per_image_px;
            let placement = Placement {
                screen_px_per_image_px: [
                    across * f64::from(page.width_px) / f64::from(over.width_px),
                    down * f64::from(page.height_px) / f64::from(over.height_px),
                ],
                ..placement
            };
            composer.add(&Plane {
                picture: &raster.picture,
                placement,
                channels: Look::window(0.0, 1.0).mix(over.channels),
                window: WindowMapping::IDENTITY,
                interpolation: raster.interpolation,
                opacity: raster.opacity,
                has_grid: false,
                is_base: false,
                is_streaming: true,
            });
        }
        let composed = composer.finish();
        if is_current {
            let has_16_bit = graphics.gpu.has_16_bit_textures();
            self.stream
                .want(input.jobs, input.job_title, &composed.missing, has_16_bit);
        }
        composed
    }

    fn hovered(
        &mut self,
        response: &Response,
        picture: &Arc<Picture>,
        view: &View,
        input: &CanvasInput<'_>,
    ) -> Option<HoveredPixel> {
        let position = response.hover_pos()? - response.rect.min;
        let pixels_per_point = response.ctx.pixels_per_point();
        let screen_px = [position.x, position.y].map(|x| f64::from(x * pixels_per_point));
        let [x, y] = view.image_from_screen(screen_px).map(f64::floor);
        let page = picture.page();
        let is_inside = (0.0..f64::from(page.width_px)).contains(&x)
            && (0.0..f64::from(page.height_px)).contains(&y);
        if !is_inside {
            return None;
        }
        let (x_px, y_px) = (x as u32, y as u32);
        let values = self
            .probe
            .values_at(picture, [x_px, y_px], input.jobs, input.job_title);
        Some(HoveredPixel { x_px, y_px, values })
    }
}

/// What a frame's pictures and shapes came to.
#[derive(Default)]
struct Drawn {
    /// Everything visible is drawn in full sharpness.
    is_complete: bool,
    /// Every visible part of the picture is drawn, sharply or not.
    is_covered: bool,
}

/// Where the picture stands in the window, in physical pixels.
fn placement(view: &View, rect: Rect, clip: Rect, pixels_per_point: f32) -> Placement {
    let visible = rect.intersect(clip);
    let px = |points: f32| f64::from(points * pixels_per_point);
    let [offset_x, offset_y] = view.offset_screen_px;
    Placement {
        screen_px_per_image_px: [view.scale_screen_px_per_image_px; 2],
        origin_screen_px: [px(rect.min.x) + offset_x, px(rect.min.y) + offset_y],
        visible_screen_px: [
            px(visible.min.x),
            px(visible.min.y),
            px(visible.max.x),
            px(visible.max.y),
        ],
    }
}
