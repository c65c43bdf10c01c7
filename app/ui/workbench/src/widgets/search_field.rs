//! A field to search in, with its sign and a name that can be read aloud.

use egui::{Response, TextEdit, Ui};

use crate::icons;
use crate::tokens::{palette, size};

/// A search field of this width in points. `name` is its accessible name, and its hint while empty.
pub fn search_field_ui(ui: &mut Ui, search: &mut String, name: &str, width_pt: f32) -> Response {
    let colour = palette(ui).text_weak;
    let field = TextEdit::singleline(search)
        .hint_text(name)
        .prefix(icons::coloured_atom(icons::ICON_SEARCH, colour))
        .min_size(egui::vec2(0.0, size::CLICK_PT))
        .desired_width(width_pt);
    let response = ui.add(field);
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_label(name));
    response
}
