//! The series of the picture: its matrix, what is open, and what can be done about it.

use std::collections::BTreeSet;

use annotation::{Document, SHARED_LAYER};
use egui::Ui;
use marking::Board;
use workbench::toolbar::pane_command_ui;
use workbench::{CaseContext, UserCommand, icons, theme, tokens, tr};

use super::matrix::matrix_ui;
use super::review::layer_name;
use super::setup::SeriesSetup;
use super::thing::followed_ui;

/// Paints the section.
pub fn series_ui(
    ui: &mut Ui,
    document: &Document,
    board: &mut Board,
    setup: &mut SeriesSetup,
    context: &CaseContext<'_>,
) {
    let picture = context.document.current().map(|row| row.id);
    let series = picture.and_then(|picture| document.series_of(picture));
    let Some(series) = series else {
        setup.ui(ui, document, context);
        return;
    };
    let Some(matrix) = document.matrix(series.id, board.layer()) else {
        return;
    };
    let palette = tokens::palette(ui);
    let is_closed = series.is_closed && board.layer() == SHARED_LAYER;
    ui.horizontal(|ui| {
        ui.label(theme::title(&series.name));
        if document.layers().count() > 1 {
            ui.weak(layer_name(document, board.layer()));
        }
        let (icon, text, colour) = if is_closed {
            (
                icons::ICON_TASK_ALT,
                tr!("quality-series-closed"),
                palette.success,
            )
        } else {
            let open = matrix.obstacles.iter().map(|obstacle| obstacle.picture());
            let open = open.collect::<BTreeSet<_>>().len();
            let text = tr!("quality-series-open", count = open);
            match open {
                0 => (icons::ICON_CHECK_CIRCLE, text, palette.success),
                _ => (icons::ICON_PENDING, text, palette.warning),
            }
        };
        icons::icon_ui(ui, icon, colour, tokens::size::ICON_PT);
        ui.label(text);
    });
    matrix_ui(ui, document, series, &matrix, board, context);
    if matrix.tracks.is_empty() && !matrix.obstacles.is_empty() {
        ui.weak(tr!("quality-no-things"));
    }
    ui.add_space(tokens::space::XS);
    ui.horizontal_wrapped(|ui| {
        for command in [
            UserCommand::Propagate,
            UserCommand::AcceptTrack,
            UserCommand::RejectTrack,
            UserCommand::NotVisibleHere,
            UserCommand::NothingToLabel,
        ] {
            pane_command_ui(ui, command, true, context);
        }
        // What is closed is what everybody stands behind.
        if board.layer() != SHARED_LAYER {
            return;
        }
        if is_closed {
            let text = tr!("quality-reopen");
            let button = egui::Button::new((icons::atom(icons::ICON_LOCK_OPEN), text));
            if ui.add(button).clicked() {
                context.commands.send(UserCommand::CloseSeries);
            }
        } else {
            let can_close = matrix.obstacles.is_empty();
            pane_command_ui(ui, UserCommand::CloseSeries, can_close, context);
        }
    });
    // Last, so that nothing above moves when a thing is chosen.
    followed_ui(ui, document, board, context);
}
