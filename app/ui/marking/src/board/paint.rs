//! What is chosen and what is being drawn, painted over the labels.

use annotation::{Document, Label};
use canvas::Projection;
use egui::{Align2, Color32, Painter, Pos2, Stroke, Ui, vec2};
use shapes::{BoxHandle, Point, Rect, Shape};
use viewer::Seen;
use workbench::tokens;

use super::{Board, label_name};
use crate::select::{SelectSketch, TURN_HANDLE_SCREEN_PX};
use crate::tool::{Sketch, Stage, ToolKind};

/// More labels than these are shown as chosen by their number alone.
const MOST_OUTLINED: usize = 300;
/// Shapes with more vertices show none of them.
const MOST_VERTICES: usize = 400;
/// How far an outline that is painted may be from the shape, in points.
const TOLERANCE_PT: f64 = 0.5;
const HANDLE_PT: f32 = 7.0;
/// Handles are no larger than this part of the label's shorter side, so that a small label is seen
/// between them, and no smaller than that part of their size.
const HANDLE_SHARE: f32 = 0.25;
const LEAST_HANDLE: f32 = 0.5;

/// What painting takes.
struct Easel<'a> {
    painter: Painter,
    projection: &'a Projection,
    accent: Color32,
}

impl Board {
    pub(super) fn paint(&self, ui: &Ui, seen: &Seen, document: &Document) {
        let easel = Easel {
            painter: ui.painter_at(seen.projection.canvas()),
            projection: &seen.projection,
            accent: tokens::palette(ui).accent,
        };
        let stage = self.stage(ui, seen);
        if !self.is_plain {
            self.paint_proposals(&easel);
        }
        self.paint_hovered(seen, &easel, &stage, document);
        self.paint_selected(&easel);
        self.paint_sketch(&easel, &stage);
        self.paint_snapped(&easel);
    }

    /// A ring where the pointer was drawn to.
    fn paint_snapped(&self, easel: &Easel<'_>) {
        if let (Some(snapped), Some(_)) = (self.snapped, self.pointer) {
            let stroke = Stroke::new(2.0, easel.accent);
            easel
                .painter
                .circle_stroke(easel.at(snapped.point), HANDLE_PT, stroke);
        }
    }

    /// A question mark on each proposal in view: what nobody has looked at is told by more than the
    /// thinness of its outline.
    fn paint_proposals(&self, easel: &Easel<'_>) {
        let seen = easel.in_view();
        let bounds = self.labels.proposals().filter_map(|it| it.shape.bounds());
        for bounds in bounds.filter(|it| it.meets(&seen)).take(MOST_OUTLINED) {
            easel.badge("?", easel.at(Point::new(bounds.max.x, bounds.min.y)));
        }
    }

    /// The outline and the name of the label under the pointer, which a click would choose.
    fn paint_hovered(&self, seen: &Seen, easel: &Easel<'_>, stage: &Stage, document: &Document) {
        let is_selecting = self.tool() == ToolKind::Select && self.hand.is_idle();
        let Some(at) = self.pointer.filter(|_| is_selecting) else {
            return;
        };
        let there = self.labels.scene().at(at, stage.reach_px() / 2.0);
        let Some(label) = there.first().and_then(|id| self.labels.scene().label(*id)) else {
            return;
        };
        if !self.selected.contains(&label.id) {
            easel.outline(&label.shape, Stroke::new(1.5, Color32::WHITE));
        }
        seen.response
            .clone()
            .on_hover_text_at_pointer((self.class_words)(&label_name(document, label)));
    }

    fn paint_selected(&self, easel: &Easel<'_>) {
        for id in self.selected.iter().take(MOST_OUTLINED) {
            if let Some(label) = self.labels.scene().label(*id) {
                easel.chosen(&label.shape);
            }
        }
        if let Some(only) = self.only_selected()
            && self.tool() == ToolKind::Select
            && self.hand.is_idle()
        {
            easel.handles(only);
        }
    }

    fn paint_sketch(&self, easel: &Easel<'_>, stage: &Stage) {
        match self
            .hand
            .select_sketch(stage, self.labels.scene(), &self.selected)
        {
            SelectSketch::Empty => {}
            SelectSketch::Shapes(shapes) => {
                for shape in shapes.iter().take(MOST_OUTLINED) {
                    easel.outline(shape, Stroke::new(1.5, easel.accent));
                }
            }
            SelectSketch::Around(rect) => easel.area(&Shape::Box(rect)),
            SelectSketch::Lasso(way) => easel.line(&way, Stroke::new(1.5, easel.accent)),
        }
        match self.hand.sketch() {
            Sketch::Empty => {}
            Sketch::Shape(shape) => easel.chosen(&shape),
            Sketch::Corners {
                corners,
                pointer,
                would_close,
            } => {
                let way: Vec<Point> = corners.iter().copied().chain([pointer]).collect();
                easel.line(&way, Stroke::new(3.0, Color32::from_black_alpha(140)));
                easel.line(&way, Stroke::new(1.5, easel.accent));
                for (place, corner) in corners.iter().enumerate() {
                    let is_closing = would_close && place == 0;
                    easel.knob(*corner, if is_closing { 1.6 } else { 1.0 });
                }
            }
            Sketch::Stroke {
                way,
                diameter_px,
                is_subtracting,
            } => easel.stroke(&way, diameter_px, is_subtracting),
        }
        if self.tool() == ToolKind::Brush
            && let Some(at) = self.pointer
        {
            easel.circle(at, self.brush_px / 2.0);
        }
    }
}

impl Easel<'_> {
    fn at(&self, place: Point) -> Pos2 {
        self.projection.window_from_image([place.x, place.y])
    }

    /// The part of the picture that is in view.
    fn in_view(&self) -> Rect {
        let canvas = self.projection.canvas();
        let corner = |at: Pos2| {
            let [x, y] = self.projection.image_from_window(at);
            Point::new(x, y)
        };
        Rect::between(corner(canvas.min), corner(canvas.max))
    }

    fn line(&self, way: &[Point], stroke: Stroke) {
        let points: Vec<Pos2> = way.iter().map(|place| self.at(*place)).collect();
        self.painter.line(points, stroke);
    }

    /// A shape's outline.
    fn outline(&self, shape: &Shape, stroke: Stroke) {
        match shape {
            Shape::Point(place) => {
                self.painter.circle_stroke(self.at(*place), 6.0, stroke);
            }
            Shape::Polyline(line) if line.width_px <= 0.0 => self.line(&line.points, stroke),
            _ => {
                let tolerance_px = TOLERANCE_PT * self.projection.image_px_per_point();
                for part in &shape.polygon(tolerance_px).parts {
                    for ring in part.rings() {
                        let points = ring.iter().map(|place| self.at(*place)).collect();
                        self.painter.add(egui::Shape::closed_line(points, stroke));
                    }
                }
            }
        }
    }

    /// A shape that is chosen, or that would be drawn: seen on any ground.
    fn chosen(&self, shape: &Shape) {
        self.outline(shape, Stroke::new(4.0, Color32::from_black_alpha(150)));
        self.outline(shape, Stroke::new(2.0, self.accent));
    }

    fn area(&self, shape: &Shape) {
        if let Some(bounds) = shape.bounds() {
            let rect = egui::Rect::from_two_pos(self.at(bounds.min), self.at(bounds.max));
            let fill = self.accent.gamma_multiply(0.15);
            self.painter.rect_filled(rect, 0.0, fill);
        }
        self.outline(shape, Stroke::new(1.0, self.accent));
    }

    fn stroke(&self, way: &[Point], diameter_px: f64, is_subtracting: bool) {
        let width_pt = diameter_px / self.projection.image_px_per_point();
        let colour = if is_subtracting {
            Color32::BLACK
        } else {
            self.accent
        };
        let colour = colour.gamma_multiply(0.5);
        if let [only] = way {
            let radius_pt = (width_pt / 2.0) as f32;
            self.painter
                .circle_filled(self.at(*only), radius_pt, colour);
        }
        self.line(way, Stroke::new(width_pt as f32, colour));
    }

    fn circle(&self, at: Point, radius_px: f64) {
        let radius_pt = (radius_px / self.projection.image_px_per_point()) as f32;
        let at = self.at(at);
        for (width_pt, colour) in [(3.0, Color32::from_black_alpha(150)), (1.0, Color32::WHITE)] {
            self.painter
                .circle_stroke(at, radius_pt, Stroke::new(width_pt, colour));
        }
    }

    /// What the pointer can take hold of.
    fn handles(&self, label: &Label) {
        let size = self.handle_size(&label.shape);
        match &label.shape {
            Shape::Box(rect) => {
                for handle in BoxHandle::ALL {
                    self.knob(rect.handle(handle), size);
                }
            }
            Shape::RotatedBox(rotated) => {
                for handle in BoxHandle::ALL {
                    self.knob(rotated.handle(handle), size);
                }
                let out_px = TURN_HANDLE_SCREEN_PX * self.projection.image_px_per_point();
                let turn = rotated.turn_handle(out_px);
                self.line(
                    &[rotated.handle(BoxHandle::Top), turn],
                    Stroke::new(1.0, self.accent),
                );
                self.knob(turn, 1.3);
            }
            Shape::Polygon(_) | Shape::Polyline(_) => {
                let vertices = label.shape.vertices();
                if vertices.len() <= MOST_VERTICES {
                    for vertex in vertices {
                        self.knob(vertex, 0.8 * size);
                    }
                }
            }
            Shape::Mask(_) | Shape::Point(_) => {}
        }
    }

    /// How large the handles of a shape are, as a part of their usual size.
    fn handle_size(&self, shape: &Shape) -> f32 {
        let sides_px = match shape {
            Shape::RotatedBox(rotated) => Some([rotated.width_px, rotated.height_px]),
            _ => shape.bounds().map(|it| [it.width_px(), it.height_px()]),
        };
        let Some([width_px, height_px]) = sides_px else {
            return 1.0;
        };
        let side_pt = width_px.min(height_px) / self.projection.image_px_per_point();
        (side_pt as f32 * HANDLE_SHARE / HANDLE_PT).clamp(LEAST_HANDLE, 1.0)
    }

    fn knob(&self, at: Point, size: f32) {
        let rect = egui::Rect::from_center_size(self.at(at), vec2(1.0, 1.0) * HANDLE_PT * size);
        self.painter.rect_filled(rect, 2.0, Color32::WHITE);
        let stroke = Stroke::new(1.5, self.accent);
        self.painter
            .rect_stroke(rect, 2.0, stroke, egui::StrokeKind::Middle);
    }

    /// A letter on a dark ground.
    fn badge(&self, text: &str, corner: Pos2) {
        let rect = egui::Rect::from_center_size(corner + vec2(8.0, -2.0), vec2(13.0, 15.0));
        self.painter
            .rect_filled(rect, 4.0, Color32::from_black_alpha(190));
        let font = egui::FontId::proportional(12.0);
        self.painter.text(
            rect.center(),
            Align2::CENTER_CENTER,
            text,
            font,
            Color32::WHITE,
        );
    }
}
