//! What stands in the place of a picture that is not there, or lies over its corner.

use egui::Ui;
use workbench::widgets::Placeholder;
use workbench::{CaseContext, UserCommand, icons, tokens, tr};

/// The name of a picture over its corner, where two are shown.
pub(crate) fn label_ui(ui: &Ui, rect: egui::Rect, name: &str) {
    let font = egui::TextStyle::Small.resolve(ui.style());
    let at = rect.left_top() + egui::vec2(8.0, 8.0);
    let color = egui::Color32::WHITE;
    let galley = ui.painter().layout_no_wrap(name.to_owned(), font, color);
    let back = egui::Rect::from_min_size(at, galley.size()).expand(4.0);
    let painter = ui.painter().with_clip_rect(rect);
    painter.rect_filled(back, 4.0, egui::Color32::from_black_alpha(150));
    painter.galley(at, galley, color);
}

/// A picture that cannot be shown: why, and what can be done.
pub(crate) fn failed_ui(ui: &mut Ui, reason: &str, context: &CaseContext<'_>) {
    let fill = tokens::palette(ui).panel;
    ui.painter().rect_filled(ui.max_rect(), 0.0, fill);
    let next = UserCommand::NextPicture;
    let placeholder = Placeholder::new(
        icons::ICON_BROKEN_IMAGE,
        tr!("viewer-picture-failed"),
        reason,
    )
    .action(next.icon(), next.text());
    if placeholder.ui(ui).is_some() {
        context.commands.send(next);
    }
}

/// How far the opening of the picture is, over the corner of what is shown meanwhile.
pub(crate) fn opening_ui(ui: &mut Ui, progress: &jobs::Progress) {
    let corner = ui.max_rect().left_top() + egui::vec2(12.0, 12.0);
    let bar = egui::Rect::from_min_size(corner, egui::vec2(220.0, 20.0));
    let fraction = progress.fraction().unwrap_or(0.0);
    let text = tr!("viewer-opening");
    ui.put(bar, egui::ProgressBar::new(fraction).text(text));
}
