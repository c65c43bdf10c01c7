//! The row of tools above the picture, and how labels look.

use egui::{Slider, Ui};
use marking::{Board, ToolKind};
use workbench::{CaseContext, UserCommand, icons, tr};

/// The tools, and what the one in the hand can be set to.
pub fn tools_ui(ui: &mut Ui, board: &mut Board, context: &CaseContext<'_>) {
    let shortcuts = &context.settings.shortcuts;
    for kind in ToolKind::ALL {
        let command = kind.command();
        let is_held = board.tool() == kind;
        let name = command.text();
        let response = icons::icon_toggle_ui(ui, command.icon(), &name, is_held);
        let keys = shortcuts.label(command).unwrap_or_default();
        let tip = format!("{keys}\n{}", command.tooltip());
        if response.on_hover_text(tip).clicked() {
            context.commands.send(command);
        }
    }
    let snap = UserCommand::ToggleSnapping;
    let response = icons::icon_toggle_ui(ui, snap.icon(), &snap.text(), *board.is_snapping());
    let keys = shortcuts.label(snap).unwrap_or_default();
    let tip = format!("{keys}\n{}", snap.tooltip());
    if response.on_hover_text(tip).clicked() {
        context.commands.send(snap);
    }
    match board.tool() {
        ToolKind::Brush => {
            let (brush_px, range) = board.brush_px();
            let slider = Slider::new(brush_px, range)
                .logarithmic(true)
                .fixed_decimals(0)
                .suffix(" px");
            let response = ui.add(slider);
            response.accessible_name(tr!("quality-brush-size"));
        }
        ToolKind::Wand => {
            let slider = Slider::new(board.wand_tolerance(), 0.0..=0.5)
                .custom_formatter(|value, _| workbench::text::percent(value, 0));
            let response = ui.add(slider).on_hover_text(tr!("quality-tolerance-tip"));
            response.accessible_name(tr!("quality-tolerance"));
        }
        _ => {}
    }
    ui.separator();
    for command in [
        UserCommand::Propagate,
        UserCommand::AcceptTrack,
        UserCommand::NothingToLabel,
        UserCommand::NextOpenShot,
    ] {
        let response = icons::icon_button_ui(ui, command.icon(), &command.text());
        let keys = shortcuts.label(command).unwrap_or_default();
        let tip = format!("{keys}\n{}", command.tooltip());
        if response.on_hover_text(tip).clicked() {
            context.commands.send(command);
        }
    }
}

/// The switch between the picture and the view of thresholds and verdicts.
pub fn decide_ui(ui: &mut Ui, is_deciding: bool, context: &CaseContext<'_>) {
    let command = UserCommand::Decide;
    let text = (icons::atom(command.icon()), command.text());
    let keys = context
        .settings
        .shortcuts
        .label(command)
        .unwrap_or_default();
    let tip = format!("{keys}\n{}", command.tooltip());
    let response = ui.add(egui::Button::selectable(is_deciding, text));
    if response.on_hover_text(tip).clicked() {
        context.commands.send(command);
    }
}

/// How much labels cover.
pub fn display_ui(ui: &mut Ui, board: &mut Board) {
    let label = ui.label(tr!("quality-fill"));
    let slider = Slider::new(board.fill_opacity(), 0.0..=1.0)
        .custom_formatter(|value, _| workbench::text::percent(value, 0));
    ui.add(slider).labelled_by(label.id);
}
