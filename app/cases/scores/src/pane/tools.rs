//! The row of buttons above the page, and what stands in the place of a model that is missing.

use egui::Ui;
use store::{PictureId, PictureRow};
use workbench::toolbar::pane_command_icon_ui;
use workbench::widgets::Placeholder;
use workbench::{CaseContext, EngineState, UserCommand, icons, tr};

use super::overlay::Colouring;

/// The pages of a piece, the one that is looked at first and then what follows it.
pub fn current_first(rows: &[PictureRow], current: Option<PictureId>) -> Vec<PictureRow> {
    let first = rows
        .iter()
        .position(|row| Some(row.id) == current)
        .unwrap_or(0);
    let (before, from) = rows.split_at(first.min(rows.len()));
    from.iter().chain(before).cloned().collect()
}

/// The button that reads the whole piece.
pub fn read_ui(ui: &mut Ui, page_count: usize, has_model: bool, context: &CaseContext<'_>) {
    let command = UserCommand::RunOnAll;
    let text = tr!("scores-read-piece", count = page_count);
    let is_ready = page_count > 0 && has_model;
    let button = egui::Button::new((icons::atom(command.icon()), text));
    let keys = context
        .settings
        .shortcuts
        .label(command)
        .unwrap_or_default();
    let response = ui.add_enabled(is_ready, button).on_hover_text(keys);
    if response.clicked() {
        context.commands.send(command);
    }
}

/// The commands that are needed all the time.
pub fn tools_ui(ui: &mut Ui, is_inserting: bool, context: &CaseContext<'_>) {
    for command in [
        UserCommand::PreviousProblem,
        UserCommand::NextProblem,
        UserCommand::ApplyFix,
        UserCommand::InsertSymbol,
        UserCommand::ExportMusic,
    ] {
        let is_on = is_inserting && command == UserCommand::InsertSymbol;
        pane_command_icon_ui(ui, command, is_on, context);
    }
}

/// The choice of what colours say.
pub fn colouring_ui(ui: &mut Ui, colouring: &mut Colouring) {
    let name = |it: Colouring| match it {
        Colouring::Class => tr!("scores-colour-class"),
        Colouring::Voice => tr!("scores-colour-voice"),
        Colouring::Certainty => tr!("scores-colour-certainty"),
        Colouring::Problem => tr!("scores-colour-problem"),
    };
    let combo = egui::ComboBox::from_id_salt("colouring")
        .selected_text(name(*colouring))
        .width(120.0)
        .show_ui(ui, |ui| {
            for one in Colouring::ALL {
                ui.selectable_value(colouring, one, name(one));
            }
        });
    combo.response.accessible_name(tr!("scores-colouring"));
}

/// Says what is missing for pages to be read, and how to get it.
pub fn missing_ui(ui: &mut Ui, has_model: bool, context: &CaseContext<'_>) {
    if let EngineState::Missing(reason) = context.engine.state() {
        ui.label(tr!("scores-no-engine"));
        ui.weak(reason);
        ui.separator();
    } else if context.packs.is_searched() && !has_model {
        let choose = UserCommand::ChoosePack;
        let placeholder = Placeholder::new(
            icons::ICON_DEPLOYED_CODE,
            tr!("scores-no-model"),
            tr!("scores-no-model-body"),
        );
        let placeholder = placeholder.action(choose.icon(), choose.text());
        if placeholder.ui(ui).is_some() {
            context.commands.send(choose);
        }
        ui.separator();
    }
}
