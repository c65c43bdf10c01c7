//! What the thresholds do, in figures: of pictures, defects and parts, by class and by regime.

use decision::{Level, Wording};
use egui::{Grid, Ui};
use evaluation::{Figures, Rate, Table};
use workbench::{text, theme, tr};

use super::aim::level_text;

/// Paints the figures of all, and below those of each class and regime.
pub fn figures_ui(ui: &mut Ui, table: &Table, words: &Wording<'_>) {
    Grid::new("figures")
        .num_columns(5)
        .striped(true)
        .show(ui, |ui| {
            heads_ui(ui, &tr!("quality-of"));
            for (level, figures) in [
                (Level::Defects, &table.defects.overall),
                (Level::Parts, &table.parts.overall),
                (Level::Pictures, &table.pictures.overall),
            ] {
                row_ui(ui, &level_text(level), figures, words);
            }
        });
    ui.collapsing(tr!("quality-figures-more"), |ui| {
        Grid::new("more-figures")
            .num_columns(5)
            .striped(true)
            .show(ui, |ui| {
                heads_ui(ui, &tr!("quality-figures-defects"));
                for (name, figures) in &table.defects.by_kind.rows {
                    row_ui(ui, name, figures, words);
                }
                ui.end_row();
                heads_ui(ui, &tr!("quality-figures-defects-light"));
                for (name, figures) in &table.defects.by_regime.rows {
                    row_ui(ui, &regime_text(name), figures, words);
                }
                ui.end_row();
                heads_ui(ui, &tr!("quality-figures-parts"));
                for (name, figures) in &table.parts.by_regime.rows {
                    row_ui(ui, &regime_text(name), figures, words);
                }
            });
    });
}

fn regime_text(regime: &str) -> String {
    if regime.is_empty() {
        tr!("quality-regime-unknown")
    } else {
        regime.to_owned()
    }
}

fn heads_ui(ui: &mut Ui, what: &str) {
    ui.label(theme::strong(what));
    for head in [
        tr!("quality-figure-found"),
        tr!("quality-figure-missed"),
        tr!("quality-figure-alarms"),
        tr!("quality-figure-precision"),
    ] {
        ui.label(theme::strong(head));
    }
    ui.end_row();
}

fn row_ui(ui: &mut Ui, name: &str, figures: &Figures, words: &Wording<'_>) {
    ui.label(name);
    ui.label(counted(&figures.recall));
    ui.label((words.rate)(&figures.escape_rate));
    let alarms = figures.overkill.as_ref();
    let alarms = alarms.filter(|rate| rate.value.is_some());
    ui.label(alarms.map_or_else(none, |rate| (words.rate)(rate)));
    ui.label(figures.precision.as_ref().map_or_else(none, counted));
    ui.end_row();
}

fn none() -> String {
    "–".to_owned()
}

/// A share as it was counted, such as “17 of 18 (94 %)”.
fn counted(rate: &Rate) -> String {
    let Some(value) = rate.value else {
        return none();
    };
    tr!(
        "quality-share",
        hits = text::number(rate.share.hits as f64, 0),
        total = text::number(rate.share.total() as f64, 0),
        share = text::percent(value, 1)
    )
}
