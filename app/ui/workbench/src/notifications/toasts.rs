//! The toasts in the corner of the window.

use std::time::Duration;

use egui::{Align2, Area, Context, Frame, Id, Order, Pos2, Rect, Vec2};

use super::history::item_ui;
use super::{Item, Notifications};
use crate::tokens::space;

/// Width of a toast in points.
const WIDTH_PT: f32 = 360.0;
/// At most this many toasts are shown at once; the newest come first.
const SHOWN_LIMIT: usize = 3;

impl Notifications {
    /// Shows the toasts in the lower right corner of `area`, the newest lowest.
    ///
    /// An error stays until it is dismissed. Everything else goes by itself, but not while the
    /// pointer is on it or its details are unfolded.
    pub fn toasts_ui(&mut self, ctx: &Context, area: Rect) {
        let now_secs = ctx.input(|input| input.time);
        let shown = self.items.iter_mut().filter(|item| item.is_toast);
        let mut corner = area.max - Vec2::splat(space::M);
        for item in shown.rev().take(SHOWN_LIMIT) {
            corner.y -= toast_ui(ctx, item, now_secs, corner) + space::S;
        }
    }
}

/// One toast with its lower right corner in a place; gives its height in points.
fn toast_ui(ctx: &Context, item: &mut Item, now_secs: f64, corner: Pos2) -> f32 {
    let since_secs = *item.shown_since_secs.get_or_insert(now_secs);
    let response = Area::new(Id::unique(("toast", item.number)))
        .order(Order::Foreground)
        .pivot(Align2::RIGHT_BOTTOM)
        .fixed_pos(corner)
        .show(ctx, |ui| {
            Frame::popup(ui.style())
                .inner_margin(space::M)
                .show(ui, |ui| {
                    ui.set_width(WIDTH_PT);
                    item_ui(ui, item, true)
                })
                .inner
        });
    if response.inner {
        item.is_toast = false;
        item.is_unread = false;
    }
    let is_held = item.is_unfolded || is_under_pointer(ctx, response.response.rect);
    if let Some(shown_secs) = item.notification.severity.shown_secs() {
        let left_secs = since_secs + shown_secs - now_secs;
        if is_held {
            // It is given its full time again from the moment it is let go.
            item.shown_since_secs = Some(now_secs);
        } else if left_secs <= 0.0 {
            item.is_toast = false;
            ctx.request_repaint();
        } else {
            ctx.request_repaint_after(Duration::from_secs_f64(left_secs));
        }
    }
    response.response.rect.height()
}

/// Whether the pointer is within a rectangle.
fn is_under_pointer(ctx: &Context, rect: Rect) -> bool {
    ctx.pointer_hover_pos()
        .is_some_and(|position| rect.contains(position))
}
