//! Icons: the Material Symbols as parts of buttons, each with a name that can be read aloud.
//!
//! An icon is painted, not written, so that it is no part of a widget's accessible name.

use egui::{Align2, Atom, Button, Color32, FontId, Response, Role, Sense, Ui, Vec2, WidgetInfo};

pub use egui_material_icons::MaterialIcon as Icon;
pub use egui_material_icons::icons::*;

use crate::tokens::size;

/// An icon as a part of a button or label, in the colour of its text and of the usual size.
pub fn atom(icon: Icon) -> Atom<'static> {
    sized_atom(icon, size::ICON_PT, None)
}

/// An icon as a part of a button or label, in a colour of its own.
pub fn coloured_atom(icon: Icon, colour: Color32) -> Atom<'static> {
    sized_atom(icon, size::ICON_PT, Some(colour))
}

fn sized_atom(icon: Icon, size_pt: f32, colour: Option<Color32>) -> Atom<'static> {
    Atom::paint(Vec2::splat(size_pt), move |ui, args| {
        paint(
            ui,
            icon,
            args.rect,
            colour.unwrap_or(args.fallback_text_color),
        );
    })
}

/// An icon by itself, as decoration: it is not read aloud.
pub fn icon_ui(ui: &mut Ui, icon: Icon, colour: Color32, size_pt: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size_pt), Sense::hover());
    paint(ui, icon, rect, colour);
    response
}

/// A flat button that shows only an icon; `name` is its accessible name and its tooltip.
pub fn icon_button_ui(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    let button = Button::new(atom(icon)).frame_when_inactive(false);
    let response = named(ui.add(button), None, name);
    response.on_hover_text(name)
}

/// A flat button that shows only an icon and stays pressed while `selected`.
pub fn icon_toggle_ui(ui: &mut Ui, icon: Icon, name: &str, selected: bool) -> Response {
    let button = Button::selectable(selected, atom(icon));
    let response = named(ui.add(button), Some(selected), name);
    response.on_hover_text(name)
}

/// Gives a button that shows no text its accessible name.
pub fn named(response: Response, selected: Option<bool>, name: &str) -> Response {
    response.widget_info(|| match selected {
        Some(selected) => WidgetInfo::selected(Role::Button, response.enabled(), selected, name),
        None => WidgetInfo::labeled(Role::Button, response.enabled(), name),
    });
    response
}

/// Paints an icon into the middle of a rectangle, as large as it is high.
pub fn paint(ui: &Ui, icon: Icon, rect: egui::Rect, colour: Color32) {
    ui.painter().text(
        rect.center(),
        Align2::CENTER_CENTER,
        icon.codepoint,
        FontId::new(rect.height(), icon.font_family()),
        colour,
    );
}
