//! Two canvases side by side, to compare, with linked pan and zoom.

use egui::{CursorIcon, EventFilter, Key, Modifiers, Rect, Role, Sense, Ui, WidgetInfo, pos2};

use crate::canvas::{Canvas, CanvasInput, CanvasOutput};

/// The divider's width in points.
const DIVIDER_WIDTH: f32 = 8.0;

/// Neither side gets narrower than this part of the whole.
const LEAST_PART: f32 = 0.1;

/// How far an arrow key moves the divider, as a part of the whole.
const KEY_STEP: f32 = 0.02;

/// The state of two viewports and of what ties them.
pub struct Pair {
    /// The left canvas.
    pub left: Canvas,
    /// The right canvas.
    pub right: Canvas,
    /// Whether panning and zooming one does the same to the other.
    pub is_linked: bool,
    /// The left canvas's part of the width.
    left_part: f32,
}

impl Default for Pair {
    fn default() -> Self {
        Self {
            left: Canvas::default(),
            right: Canvas::default(),
            is_linked: true,
            left_part: 0.5,
        }
    }
}

/// What a pair shows in one frame.
#[derive(Clone, Copy)]
pub struct PairInput<'a> {
    /// The left canvas's.
    pub left: CanvasInput<'a>,
    /// The right canvas's.
    pub right: CanvasInput<'a>,
    /// The divider's name for who cannot see it, translated.
    pub divider_name: &'a str,
}

/// What a pair tells after a frame.
pub struct PairOutput {
    /// The left canvas's.
    pub left: CanvasOutput,
    /// The right canvas's.
    pub right: CanvasOutput,
}

impl Pair {
    /// Shows the pair in all the room that is left in `ui`.
    pub fn show(&mut self, ui: &mut Ui, input: &PairInput<'_>) -> PairOutput {
        let (id, rect) = ui.allocate_space(ui.available_size());
        let divider_has_focus = self.divider_ui(ui, id.with("divider"), rect, input.divider_name);
        let [left_rect, divider_rect, right_rect] = self.split(rect);
        let left = self
            .left
            .interact(ui, id.with("left"), left_rect, &input.left);
        let right = self
            .right
            .interact(ui, id.with("right"), right_rect, &input.right);
        if self.is_linked {
            self.tie(left.view_changed, right.view_changed);
        }
        let divider_color = if divider_has_focus {
            ui.visuals().selection.stroke.color
        } else {
            ui.visuals().widgets.noninteractive.bg_stroke.color
        };
        ui.painter().rect_filled(divider_rect, 0.0, divider_color);
        PairOutput {
            left: self.left.paint(ui, left, &input.left),
            right: self.right.paint(ui, right, &input.right),
        }
    }

    /// The left canvas's part of the width, from 0 to 1.
    #[must_use]
    pub fn left_part(&self) -> f32 {
        self.left_part
    }

    /// The left canvas follows the right one where only that moved; otherwise the right one follows,
    /// also when a side changes its size or its picture.
    fn tie(&mut self, left_changed: bool, right_changed: bool) {
        let (leader, follower) = if right_changed && !left_changed {
            (&self.right, &mut self.left)
        } else {
            (&self.left, &mut self.right)
        };
        let sizes = (leader.viewport(), follower.viewport());
        if let ((Some(from), Some(to)), Some(view)) = (sizes, leader.view()) {
            follower.follow(view.linked(from, to), leader.is_fitted());
        }
    }

    /// Moves the divider by mouse or keyboard; true while it has the focus.
    fn divider_ui(&mut self, ui: &Ui, id: egui::Id, rect: Rect, name: &str) -> bool {
        let [_, divider, _] = self.split(rect);
        let response = ui
            .interact(divider, id, Sense::click_and_drag())
            .on_hover_and_drag_cursor(CursorIcon::ResizeHorizontal);
        let mut part = self.left_part;
        if response.dragged() {
            part += response.drag_delta().x / rect.width().max(1.0);
        }
        if response.double_clicked() {
            part = 0.5;
        }
        if response.has_focus() {
            part += KEY_STEP * keyboard_steps(ui, id);
        }
        self.left_part = part.clamp(LEAST_PART, 1.0 - LEAST_PART);
        let percent = f64::from(self.left_part * 100.0).round();
        response.widget_info(|| WidgetInfo {
            role: Role::Splitter,
            ..WidgetInfo::slider(ui.is_enabled(), percent, name)
        });
        response.has_focus()
    }

    /// Left canvas, divider, right canvas, on whole pixels.
    fn split(&self, rect: Rect) -> [Rect; 3] {
        let room = (rect.width() - DIVIDER_WIDTH).max(0.0);
        let left_end = (rect.left() + room * self.left_part).round();
        let right_start = left_end + DIVIDER_WIDTH.min(rect.width());
        [
            Rect::from_min_max(rect.min, pos2(left_end, rect.bottom())),
            Rect::from_min_max(pos2(left_end, rect.top()), pos2(right_start, rect.bottom())),
            Rect::from_min_max(pos2(right_start, rect.top()), rect.max),
        ]
    }
}

/// Arrow presses to the right less those to the left, of the keyboard or of a screen reader.
fn keyboard_steps(ui: &Ui, id: egui::Id) -> f32 {
    use egui::accesskit::Action;
    ui.memory_mut(|memory| {
        memory.set_focus_lock_filter(
            id,
            EventFilter {
                horizontal_arrows: true,
                ..Default::default()
            },
        );
    });
    ui.input_mut(|input| {
        let more = input.count_and_consume_key(Modifiers::NONE, Key::ArrowRight)
            + input.num_accesskit_action_requests(id, Action::Increment);
        let less = input.count_and_consume_key(Modifiers::NONE, Key::ArrowLeft)
            + input.num_accesskit_action_requests(id, Action::Decrement);
        more as f32 - less as f32
    })
}
