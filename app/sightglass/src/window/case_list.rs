//! The column of cases at the left.

use egui::{Align2, Sense, Ui, vec2};
use workbench::Command;
use workbench::tokens::{self, radius, space};
use workbench::{CommandSender, icons};

use super::app::OpenCase;

const BUTTON_HEIGHT: f32 = 56.0;

/// The column's width in points.
pub const WIDTH: f32 = 76.0;

/// Paints a button a case.
pub fn case_list_ui(ui: &mut Ui, cases: &[OpenCase], front: usize, commands: &CommandSender) {
    let palette = tokens::palette(ui);
    ui.add_space(space::XS);
    for (index, open) in cases.iter().enumerate() {
        let name = open.case.name();
        let selected = index == front;
        let size = vec2(ui.available_width(), BUTTON_HEIGHT);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        response
            .widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, selected, &name));
        let painter = ui.painter();
        let visuals = ui.style().interact_selectable(&response, selected);
        if selected || response.hovered() || response.has_focus() {
            painter.rect_filled(rect, radius::M, visuals.weak_bg_fill);
        }
        if response.has_focus() {
            let stroke = egui::Stroke::new(1.0, palette.accent);
            painter.rect_stroke(rect, radius::M, stroke, egui::StrokeKind::Inside);
        }
        let color = if selected {
            palette.accent
        } else {
            palette.text
        };
        let icon = open.case.icon();
        let place = egui::Rect::from_center_size(
            rect.center() - vec2(0.0, space::S),
            egui::Vec2::splat(22.0),
        );
        icons::paint(ui, icon, place, color);
        painter.text(
            rect.center_bottom() - vec2(0.0, space::XS),
            Align2::CENTER_BOTTOM,
            &name,
            egui::TextStyle::Small.resolve(ui.style()),
            color,
        );
        if response.clicked() {
            commands.send(Command::ShowCase(open.case.id().to_owned()));
        }
    }
}
