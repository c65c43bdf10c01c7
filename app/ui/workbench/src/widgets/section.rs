//! A section of the inspector: a title that folds its content, and remembers whether it is folded.

use egui::{Button, Ui, collapsing_header::CollapsingState};

use crate::icons::{self, Icon};
use crate::theme;
use crate::tokens::{size, space};

/// A section. `id` is the identity under which it is remembered whether the section is open, and
/// gives its content's widgets theirs. Gives the content's result while it is open.
pub fn section_ui<R>(
    ui: &mut Ui,
    id: &str,
    icon: Icon,
    title: &str,
    is_open_at_first: bool,
    content: impl FnOnce(&mut Ui) -> R,
) -> Option<R> {
    let state_id = ui.make_persistent_id(("section", id));
    let mut state = CollapsingState::load_with_default_open(ui.ctx(), state_id, is_open_at_first);
    let fold = if state.is_open() {
        icons::ICON_EXPAND_MORE
    } else {
        icons::ICON_CHEVRON_RIGHT
    };
    let button = Button::new((icons::atom(fold), icons::atom(icon), theme::title(title)))
        .right_text("")
        .frame_when_inactive(false)
        .truncate()
        .min_size(egui::vec2(ui.available_width(), size::CLICK_PT + space::XS));
    let response = ui.add(button);
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::Button, true, title);
        info.selected = Some(state.is_open());
        info
    });
    if response.clicked() {
        state.toggle(ui);
    }
    let body = state.show_body_unindented(ui, |ui| {
        ui.add_space(space::XS);
        ui.push_id(id, content).inner
    });
    state.store(ui.ctx());
    ui.separator();
    body.map(|body| body.inner)
}
