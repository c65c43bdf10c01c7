//! The numbers of an attack, each with its field.

use attacks::{Attack, Goal, Parameter, Settings};
use egui::Ui;
use workbench::tr;

use super::names::{parameter_name, parameter_tip};

/// One level of 8 bits, as a share of the full range.
const LEVEL: f32 = 1.0 / 255.0;

/// Paints a field for each number that an attack takes notice of, and the choice of a class.
pub fn ui(ui: &mut Ui, attack: Attack, settings: &mut Settings, labels: &[String]) {
    egui::Grid::new("attack numbers")
        .num_columns(2)
        .show(ui, |ui| {
            for parameter in attack.parameters() {
                let label = ui.label(parameter_name(*parameter));
                let label = label.on_hover_text(parameter_tip(attack, *parameter));
                let field = match parameter {
                    Parameter::Epsilon => share(ui, &mut settings.epsilon),
                    Parameter::StepSize => share(ui, &mut settings.step_size),
                    Parameter::Steps => count(ui, &mut settings.steps, 100_000),
                    Parameter::Restarts => count(ui, &mut settings.restarts, 1000),
                    Parameter::Candidates => count(ui, &mut settings.candidates, 10_000),
                    Parameter::Pixels => count(ui, &mut settings.pixels, 1000),
                    Parameter::Overshoot => {
                        let field = egui::DragValue::new(&mut settings.overshoot);
                        ui.add(field.range(0.0..=10.0).speed(0.005))
                    }
                    Parameter::Seed => ui.add(egui::DragValue::new(&mut settings.seed)),
                };
                field
                    .labelled_by(label.id)
                    .on_hover_text(parameter_tip(attack, *parameter));
                ui.end_row();
            }
            if !attack.is_control() {
                goal_ui(ui, settings, labels);
            }
        });
    ui.checkbox(&mut settings.eight_bit, tr!("inspect-attack-eight-bit"))
        .on_hover_text(tr!("inspect-attack-eight-bit-tip"));
}

/// A share of the full range, in levels of 8 bits.
fn share(ui: &mut Ui, value: &mut f32) -> egui::Response {
    let mut levels = *value / LEVEL;
    let field = egui::DragValue::new(&mut levels)
        .range(0.01..=255.0)
        .speed(0.1)
        .max_decimals(2)
        .suffix(" / 255");
    let response = ui.add(field);
    if response.changed() {
        *value = (levels * LEVEL).min(1.0);
    }
    response
}

fn count(ui: &mut Ui, value: &mut usize, most: usize) -> egui::Response {
    ui.add(egui::DragValue::new(value).range(1..=most))
}

/// Which class the attack is to reach.
fn goal_ui(ui: &mut Ui, settings: &mut Settings, labels: &[String]) {
    if labels.is_empty() {
        return;
    }
    ui.label(tr!("inspect-attack-goal"));
    let shown = match settings.goal {
        Goal::Untargeted => tr!("inspect-attack-any"),
        Goal::Towards(class) => labels.get(class).cloned().unwrap_or_default(),
    };
    let combo = egui::ComboBox::from_id_salt("goal")
        .selected_text(shown)
        .show_ui(ui, |ui| {
            let any = tr!("inspect-attack-any");
            ui.selectable_value(&mut settings.goal, Goal::Untargeted, any);
            for (class, label) in labels.iter().enumerate() {
                ui.selectable_value(&mut settings.goal, Goal::Towards(class), label);
            }
        });
    combo.response.accessible_name(tr!("inspect-attack-goal"));
    ui.end_row();
}
