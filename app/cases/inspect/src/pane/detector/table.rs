//! How well each attack is told, in figures.

use attacks::{RATES, Roc};
use egui::Ui;
use workbench::tokens::space;
use workbench::{text, tr};

use super::super::attack::attack_name;
use crate::subject::{AttackEvaluation, Evaluation, mean};

/// Paints a row an attack.
pub fn ui(ui: &mut Ui, evaluation: &Evaluation) {
    ui.add_space(space::S);
    ui.horizontal(|ui| {
        ui.add_space(space::S);
        ui.vertical(|ui| {
            ui.label(tr!(
                "inspect-detector-clean-mean",
                count = evaluation.clean.len(),
                bits = text::number(mean(evaluation.clean_bits().into_iter()), 3)
            ));
            egui::Grid::new("attacks told")
                .num_columns(4 + RATES.len())
                .spacing([space::L, space::XS])
                .striped(true)
                .show(ui, |ui| {
                    head_ui(ui);
                    for attack in &evaluation.attacks {
                        row_ui(ui, attack);
                    }
                });
        });
    });
    ui.add_space(space::S);
}

fn head_ui(ui: &mut Ui) {
    ui.strong(tr!("inspect-detector-attack"));
    for (name, tip) in [
        (
            tr!("inspect-detector-success"),
            tr!("inspect-detector-success-tip"),
        ),
        (
            tr!("inspect-detector-mean"),
            tr!("inspect-detector-mean-tip"),
        ),
        (
            tr!("inspect-detector-area"),
            tr!("inspect-detector-area-tip"),
        ),
    ] {
        ui.strong(name).on_hover_text(tip);
    }
    for rate in RATES {
        let name = tr!("inspect-detector-at", rate = text::percent(rate, 0));
        ui.strong(name)
            .on_hover_text(tr!("inspect-detector-at-tip"));
    }
    ui.end_row();
}

fn row_ui(ui: &mut Ui, attack: &AttackEvaluation) {
    ui.label(attack_name(attack.attack));
    ui.label(text::percent(attack.success(), 0));
    ui.label(text::number(attack.mean_bits(), 3));
    let area = attack.roc.as_ref().map(Roc::area);
    ui.label(area.map_or_else(|| "–".to_owned(), |area| text::number(area, 3)));
    for rate in RATES {
        match attack.detection_rate(rate) {
            Some(found) => ui.label(text::percent(found, 0)),
            None => ui.weak("–").on_hover_text(tr!("inspect-detector-too-few")),
        };
    }
    ui.end_row();
}
