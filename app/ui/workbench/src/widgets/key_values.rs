//! A grid of facts: names to the left, values to the right.

use egui::{Grid, Label, Ui};

use crate::theme;
use crate::tokens::space;

/// A grid of names and values. A value can be selected and copied, and is cut at the edge with the
/// whole of it as its tooltip.
pub fn key_values_ui<K: AsRef<str>, V: AsRef<str>>(ui: &mut Ui, id: &str, rows: &[(K, V)]) {
    Grid::new(id)
        .num_columns(2)
        .spacing([space::M, space::XS])
        .show(ui, |ui| {
            for (name, value) in rows {
                ui.label(theme::caption(name.as_ref()));
                let value = value.as_ref();
                ui.add(Label::new(value).truncate().selectable(true));
                ui.end_row();
            }
        });
}
