//! A list of facts: names to the left, values to the right.

use egui::{Label, TextStyle, Ui, vec2};

use crate::theme;
use crate::tokens::space;

/// Names and values in two columns, the first as wide as its longest name. A value can be selected
/// and copied, and is cut at the edge with the whole of it as its tooltip.
pub fn key_values_ui<K: AsRef<str>, V: AsRef<str>>(ui: &mut Ui, rows: &[(K, V)]) {
    let names_width = rows
        .iter()
        .map(|(name, _)| {
            let name = egui::WidgetText::from(theme::caption(name.as_ref()));
            let wrap = Some(egui::TextWrapMode::Extend);
            name.into_galley(ui, wrap, f32::INFINITY, TextStyle::Small)
                .size()
                .x
        })
        .fold(0.0, f32::max)
        .min(ui.available_width() / 2.0);
    for (name, value) in rows {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            let height = ui.spacing().interact_size.y;
            let cell = vec2(names_width, height);
            let layout = egui::Layout::left_to_right(egui::Align::Center);
            ui.allocate_ui_with_layout(cell, layout, |ui| {
                ui.set_min_size(cell);
                ui.add(Label::new(theme::caption(name.as_ref())).truncate());
            });
            ui.add(Label::new(value.as_ref()).truncate().selectable(true));
        });
    }
}
