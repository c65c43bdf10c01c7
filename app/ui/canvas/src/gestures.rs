//! Mouse, touch and keyboard: what moves the view.

use egui::{EventFilter, Key, Modifiers, PointerButton, Response, Ui};

use crate::view::{View, Viewport};

/// One step of the + and - keys.
pub(crate) const ZOOM_STEP: f64 = 1.25;

/// Zoom for each point that a wheel scrolls: one notch of 40 points is one [`ZOOM_STEP`].
const ZOOM_PER_POINT: f64 = 0.005_58;

/// The part of the canvas that Shift with an arrow key moves the picture by.
const PAN_STEP: f64 = 0.1;

/// The keys that a tool wants while the canvas has the keyboard, which would lead away from it
/// otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ToolKeys {
    /// Tab, which would go to the next widget.
    pub tab: bool,
    /// Escape, which would let go of the keyboard.
    pub escape: bool,
}

/// What a view is asked to do by name, from the keyboard or by a command.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Request {
    /// Show the whole picture.
    Fit,
    /// 100 % around a point of the screen, or the middle.
    OneToOne(Option<[f64; 2]>),
    /// Fit, or 100 % around the point when the picture fits already.
    Toggle([f64; 2]),
    /// Multiply the zoom around the middle.
    ZoomBy(f64),
    /// Move the picture by screen pixels.
    Pan([f64; 2]),
    /// Show just this.
    Set(View),
    /// Show an area: its left, upper, right and lower edge in image pixels.
    Show([f64; 4]),
    /// Fill the canvas with an area, given likewise.
    Fill([f64; 4]),
}

/// A view, and whether it follows the canvas's size by fitting.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Aim {
    pub view: View,
    pub is_fitted: bool,
}

impl Aim {
    /// The whole picture.
    pub(crate) fn fitted(viewport: Viewport) -> Self {
        Self {
            view: View::fit(viewport.image_px, viewport.canvas_px),
            is_fitted: true,
        }
    }

    /// A view of the user's own.
    pub(crate) fn free(view: View, viewport: Viewport) -> Self {
        Self {
            view: view.clamped(viewport.image_px, viewport.canvas_px),
            is_fitted: false,
        }
    }

    /// Does what is asked.
    #[must_use]
    pub(crate) fn after(self, request: Request, viewport: Viewport) -> Self {
        let middle = viewport.canvas_px.map(|side| side / 2.0);
        let mut view = self.view;
        match request {
            Request::Fit => return Self::fitted(viewport),
            Request::Toggle(_) if !self.is_fitted => return Self::fitted(viewport),
            Request::Toggle(anchor) => view = view.one_to_one(anchor),
            Request::OneToOne(anchor) => view = view.one_to_one(anchor.unwrap_or(middle)),
            Request::ZoomBy(factor) => view.zoom_at(middle, factor),
            Request::Pan(delta) => view.pan(delta),
            Request::Set(wanted) => view = wanted,
            Request::Fill(area_px) => view = View::filled_with(area_px, viewport.canvas_px),
            Request::Show(area_px) => {
                let shown = view.showing(area_px, viewport.canvas_px);
                if shown == view {
                    return self;
                }
                view = shown;
            }
        }
        Self::free(view, viewport)
    }
}

/// The view after this frame's input over the canvas.
pub(crate) fn after_input(
    ui: &Ui,
    response: &Response,
    aim: Aim,
    viewport: Viewport,
    tool: Option<ToolKeys>,
) -> Aim {
    let pixels_per_point = f64::from(ui.pixels_per_point());
    let in_canvas_px = |position: egui::Pos2| {
        let from_corner = position - response.rect.min;
        [from_corner.x, from_corner.y].map(|points| f64::from(points) * pixels_per_point)
    };
    let mut aim = aim;
    let pointer = response.hover_pos().map(in_canvas_px);

    if let Some(pointer) = pointer
        && let Some(moved) = scrolled(ui, aim.view, pointer, pixels_per_point)
    {
        aim = Aim::free(moved, viewport);
    }

    let is_space_down = ui.input(|input| input.key_down(Key::Space));
    let left_pans = is_space_down || tool.is_none();
    let is_panning = response.dragged_by(PointerButton::Middle)
        || (left_pans && response.dragged_by(PointerButton::Primary));
    if is_panning {
        let delta = response.drag_delta();
        let delta_px = [delta.x, delta.y].map(|points| f64::from(points) * pixels_per_point);
        if delta_px != [0.0; 2] {
            aim = aim.after(Request::Pan(delta_px), viewport);
        }
        ui.set_cursor_icon(egui::CursorIcon::Grabbing);
    } else if is_space_down && response.hovered() {
        ui.set_cursor_icon(egui::CursorIcon::Grab);
    }

    if let Some(pointer) = pointer
        && tool.is_none()
        && response.double_clicked()
    {
        aim = aim.after(Request::Toggle(pointer), viewport);
    }
    for request in typed(ui, response, pointer, viewport, tool.unwrap_or_default()) {
        aim = aim.after(request, viewport);
    }
    aim
}

/// The view after the wheel or a pinch, when there was any. Takes what it uses, so that nothing
/// around the canvas scrolls too.
fn scrolled(ui: &Ui, view: View, pointer: [f64; 2], pixels_per_point: f64) -> Option<View> {
    let (scroll, pinch) = ui.input_mut(|input| {
        let scroll = std::mem::take(&mut input.smooth_scroll_delta);
        (scroll, f64::from(input.zoom_delta()))
    });
    let factor = pinch * (f64::from(scroll.y) * ZOOM_PER_POINT).exp();
    if factor == 1.0 && scroll.x == 0.0 {
        return None;
    }
    let mut view = view;
    view.zoom_at(pointer, factor);
    view.pan([f64::from(scroll.x) * pixels_per_point, 0.0]);
    Some(view)
}

/// The requests of the keyboard. A canvas hears it while it has the focus, and while the pointer
/// is over it and nothing else has the focus.
fn typed(
    ui: &Ui,
    response: &Response,
    pointer: Option<[f64; 2]>,
    viewport: Viewport,
    keys: ToolKeys,
) -> Vec<Request> {
    if response.has_focus() {
        // Arrow keys belong to the picture, not to the focus.
        ui.memory_mut(|memory| {
            memory.set_focus_lock_filter(
                response.id,
                EventFilter {
                    horizontal_arrows: true,
                    vertical_arrows: true,
                    tab: keys.tab,
                    escape: keys.escape,
                },
            );
        });
    }
    let nothing_focused = ui.memory(|memory| memory.focused().is_none());
    if !(response.has_focus() || (nothing_focused && response.contains_pointer())) {
        return Vec::new();
    }
    let [step_x, step_y] = viewport.canvas_px.map(|side| (side * PAN_STEP).round());
    let (none, shift) = (Modifiers::NONE, Modifiers::SHIFT);
    let keys = [
        (none, Key::F, Request::Fit),
        (Modifiers::COMMAND, Key::Num0, Request::OneToOne(pointer)),
        (none, Key::Plus, Request::ZoomBy(ZOOM_STEP)),
        (none, Key::Equals, Request::ZoomBy(ZOOM_STEP)),
        (none, Key::Minus, Request::ZoomBy(1.0 / ZOOM_STEP)),
        (shift, Key::ArrowLeft, Request::Pan([step_x, 0.0])),
        (shift, Key::ArrowRight, Request::Pan([-step_x, 0.0])),
        (shift, Key::ArrowUp, Request::Pan([0.0, step_y])),
        (shift, Key::ArrowDown, Request::Pan([0.0, -step_y])),
    ];
    let mut requests = Vec::new();
    ui.input_mut(|input| {
        for (modifiers, key, request) in keys {
            let count = input.count_and_consume_key(modifiers, key);
            requests.extend(std::iter::repeat_n(request, count));
        }
    });
    requests
}
