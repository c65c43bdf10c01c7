//! Pieces of the status bar at the lower edge of the window.

use egui::{Align, Button, Frame, Layout, Margin, Response, Role, Ui, WidgetAtom, WidgetInfo};

use crate::icons::{self, Icon};
use crate::notifications::Severity;
use crate::tokens::{palette, size, space};
use crate::{theme, tr};

/// The frame of the panel that holds the bar.
pub fn frame(style: &egui::Style) -> Frame {
    Frame::side_top_panel(style).inner_margin(Margin::symmetric(space::S as i8, 0))
}

/// The bar: what is `left` from the left edge on, what is `right` from the right edge on, the first
/// of it outermost.
pub fn status_bar_ui(ui: &mut Ui, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.set_height(size::STATUS_BAR_PT);
        left(ui);
        ui.with_layout(Layout::right_to_left(Align::Center), right);
    });
}

/// A fact: icon and short text, explained by its tooltip.
pub fn item_ui(ui: &mut Ui, icon: Icon, text: &str, tooltip: &str) -> Response {
    let colour = palette(ui).text_weak;
    let content = (icons::coloured_atom(icon, colour), theme::caption(text));
    let response = ui.add(WidgetAtom::new(content));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response.on_hover_text(tooltip)
}

/// A fact that can be pressed, such as the provider or the zoom; `name` is its accessible name.
pub fn button_ui(ui: &mut Ui, icon: Icon, text: &str, name: &str) -> Response {
    let content = (icons::atom(icon), theme::caption(text));
    let response = ui.add(Button::new(content).frame_when_inactive(false));
    icons::named(response, None, name).on_hover_text(name)
}

/// A fact that needs a look, in the icon and colour of its severity; it can be pressed.
pub fn alert_ui(ui: &mut Ui, severity: Severity, text: &str, tooltip: &str) -> Response {
    let colour = severity.colour(palette(ui));
    let content = (
        icons::coloured_atom(severity.icon(), colour),
        theme::caption(text).color(colour),
    );
    let response = ui.add(Button::new(content).frame_when_inactive(false));
    let name = format!("{}: {text}", severity.text());
    icons::named(response, None, &name).on_hover_text(tooltip)
}

/// The bell: how many notifications were not read, in the sign of the gravest of them.
pub fn bell_ui(ui: &mut Ui, unread: usize, worst: Option<Severity>) -> Response {
    let name = tr!("notifications-unread", count = unread);
    match worst {
        Some(severity) => {
            let count = crate::text::number(unread as f64, 0);
            let response = alert_ui(ui, severity, &count, &name);
            icons::named(response, None, &name)
        }
        None => icons::icon_button_ui(ui, icons::ICON_NOTIFICATIONS, &name),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use egui_kittest::kittest::Queryable;

    use super::*;
    use crate::testing::harness;

    #[test]
    fn facts_stand_at_both_ends_and_have_names() {
        let mut harness = harness(0, |ui, pressed: &mut i32| {
            status_bar_ui(
                ui,
                |ui| {
                    item_ui(ui, icons::ICON_IMAGE, "640 × 480", "Size in pixels");
                },
                |ui| {
                    if bell_ui(ui, 2, Some(Severity::Error)).clicked() {
                        *pressed += 1;
                    }
                    button_ui(ui, icons::ICON_ZOOM_IN, "50%", "Zoom");
                    alert_ui(ui, Severity::Warning, "CPU", "CUDA did not take the model");
                },
            );
        });
        harness.get_by_label("640 × 480");
        harness.get_by_label("Zoom");
        harness.get_by_label("Warning: CPU");
        harness.get_by_label("2 new notifications").click();
        harness.run();
        assert_eq!(*harness.state(), 1);
        assert!(
            harness.get_by_label("640 × 480").rect().right()
                < harness.get_by_label("Warning: CPU").rect().left()
        );
    }
}
