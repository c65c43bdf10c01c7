//! The list of notifications, and how one of them looks in list and toast alike.

use std::collections::VecDeque;

use egui::{Align, Button, Layout, RichText, ScrollArea, Ui};

use super::{Item, Notifications};
use crate::tokens::{palette, size, space};
use crate::widgets::Placeholder;
use crate::{icons, theme, tr};

/// Most height of unfolded details in points.
const DETAILS_HEIGHT_PT: f32 = 160.0;

impl Notifications {
    /// The list of all notifications, newest first, in the space there is. Seeing it is reading it.
    pub fn history_ui(&mut self, ui: &mut Ui) {
        if self.items.is_empty() {
            Placeholder::new(
                icons::ICON_NOTIFICATIONS,
                tr!("notifications-none"),
                tr!("notifications-none-body"),
            )
            .ui(ui);
            return;
        }
        if ui.button(tr!("notifications-clear")).clicked() {
            self.items.clear();
            return;
        }
        ui.separator();
        list_ui(ui, &mut self.items);
    }
}

/// The rows of the list.
fn list_ui(ui: &mut Ui, items: &mut VecDeque<Item>) {
    ScrollArea::vertical()
        .auto_shrink([false, false])
        .show(ui, |ui| {
            for item in items.iter_mut().rev() {
                item.is_unread = false;
                ui.push_id(item.number, |ui| item_ui(ui, item, false));
                ui.separator();
            }
        });
}

/// One notification. Gives whether its close button was pressed, which only a toast has.
pub(super) fn item_ui(ui: &mut Ui, item: &mut Item, is_toast: bool) -> bool {
    let notification = &item.notification;
    let colour = notification.severity.colour(palette(ui));
    let mut is_dismissed = false;
    ui.horizontal(|ui| {
        icons::icon_ui(ui, notification.severity.icon(), colour, size::ICON_PT);
        ui.label(theme::caption(notification.severity.text()).color(colour));
        if item.count > 1 {
            ui.label(theme::caption(tr!(
                "notifications-times",
                count = item.count
            )));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if is_toast {
                let name = tr!("notifications-dismiss", title = &notification.title);
                is_dismissed = icons::icon_button_ui(ui, icons::ICON_CLOSE, &name).clicked();
            }
            let name = tr!("notifications-copy", title = &notification.title);
            if icons::icon_button_ui(ui, icons::ICON_CONTENT_COPY, &name).clicked() {
                ui.ctx().copy_text(notification.as_text());
            }
        });
    });
    ui.label(theme::title(&notification.title));
    if !notification.body.is_empty() {
        ui.label(&notification.body);
    }
    if let Some(details) = &notification.details {
        details_ui(ui, details, &mut item.is_unfolded);
    }
    is_dismissed
}

/// The button that unfolds the details, and the details.
fn details_ui(ui: &mut Ui, details: &str, is_unfolded: &mut bool) {
    let (icon, name) = if *is_unfolded {
        (icons::ICON_EXPAND_LESS, tr!("notifications-fold"))
    } else {
        (icons::ICON_EXPAND_MORE, tr!("notifications-unfold"))
    };
    let button = Button::new((icons::atom(icon), name)).frame_when_inactive(false);
    if ui.add(button).clicked() {
        *is_unfolded = !*is_unfolded;
    }
    if *is_unfolded {
        ui.add_space(space::XS);
        ScrollArea::both()
            .id_salt("details")
            .max_height(DETAILS_HEIGHT_PT)
            .show(ui, |ui| {
                let text = RichText::new(details).monospace();
                ui.add(egui::Label::new(text).selectable(true));
            });
    }
}
