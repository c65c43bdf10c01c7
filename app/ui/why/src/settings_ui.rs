//! The choice of how a response is measured: a preset, or each setting by itself.

use egui::Ui;
use response::{Estimator, Footprint, GreyRule, Preset, ResponseSettings, Sign};
use workbench::tokens::space;
use workbench::tr;

/// Largest footprint that can be set by hand, in pixels.
const LARGEST_PX: u32 = 31;

/// Paints the choice of a preset, and below it each setting. `salt` tells several of them apart.
pub fn settings_ui(ui: &mut Ui, salt: &str, settings: &mut ResponseSettings) {
    let preset = Preset::ALL
        .into_iter()
        .find(|preset| preset.settings() == *settings);
    let shown = preset.map_or_else(|| tr!("why-preset-own"), preset_name);
    let combo = egui::ComboBox::from_id_salt((salt, "preset"))
        .selected_text(shown)
        .width(ui.available_width() - space::S)
        .show_ui(ui, |ui| {
            for choice in Preset::ALL {
                let is_chosen = preset == Some(choice);
                let label = ui.selectable_label(is_chosen, preset_name(choice));
                if label.on_hover_text(preset_tip(choice)).clicked() {
                    *settings = choice.settings();
                }
            }
        });
    let combo = combo.response.accessible_name(tr!("why-preset"));
    if let Some(preset) = preset {
        combo.on_hover_text(preset_tip(preset));
    }
    egui::CollapsingHeader::new(tr!("why-settings"))
        .id_salt((salt, "settings"))
        .show(ui, |ui| each_ui(ui, salt, settings));
}

fn each_ui(ui: &mut Ui, salt: &str, settings: &mut ResponseSettings) {
    egui::Grid::new((salt, "entropy settings"))
        .num_columns(2)
        .show(ui, |ui| {
            footprint_ui(ui, salt, &mut settings.entropy.footprint);
            let label = ui.label(tr!("why-bins"));
            let bins = egui::DragValue::new(&mut settings.entropy.bins).range(2..=256);
            ui.add(bins).labelled_by(label.id);
            ui.end_row();
            let estimators = [
                (Estimator::Histogram, tr!("why-estimator-histogram")),
                (Estimator::CoOccurrence, tr!("why-estimator-pairs")),
            ];
            let name = tr!("why-estimator");
            choice_ui(
                ui,
                salt,
                &name,
                &mut settings.entropy.estimator,
                &estimators,
            );
            let rules = [
                (GreyRule::Luma, tr!("why-grey-luma")),
                (GreyRule::Mean, tr!("why-grey-mean")),
                (GreyRule::Sum, tr!("why-grey-sum")),
                (GreyRule::Largest, tr!("why-grey-largest")),
            ];
            choice_ui(ui, salt, &tr!("why-grey"), &mut settings.grey, &rules);
            let signs = [
                (Sign::Signed, tr!("why-sign-signed")),
                (Sign::Magnitude, tr!("why-sign-magnitude")),
            ];
            let name = tr!("why-sign");
            choice_ui(ui, salt, &name, &mut settings.normalisation.sign, &signs);
            let label = ui.label(tr!("why-percentile"));
            let percentile = egui::DragValue::new(&mut settings.normalisation.percentile)
                .range(50.0..=100.0)
                .speed(0.1)
                .suffix(" %");
            ui.add(percentile).labelled_by(label.id);
            ui.end_row();
        });
}

fn footprint_ui(ui: &mut Ui, salt: &str, footprint: &mut Footprint) {
    let shapes = [
        (false, tr!("why-footprint-square")),
        (true, tr!("why-footprint-disk")),
    ];
    let (was_disk, size) = match *footprint {
        Footprint::Square(side_px) => (false, side_px),
        Footprint::Disk(radius_px) => (true, radius_px),
    };
    let (mut is_disk, mut size) = (was_disk, size);
    choice_ui(ui, salt, &tr!("why-footprint"), &mut is_disk, &shapes);
    let name = if is_disk {
        tr!("why-footprint-radius")
    } else {
        tr!("why-footprint-side")
    };
    let label = ui.label(name);
    let size_field = egui::DragValue::new(&mut size).range(1..=LARGEST_PX);
    ui.add(size_field).labelled_by(label.id);
    ui.end_row();
    *footprint = match (is_disk, was_disk) {
        (true, false) => Footprint::Disk((size / 2).max(1)),
        (false, true) => Footprint::Square(size * 2 + 1),
        (true, true) => Footprint::Disk(size),
        // A square has a middle, and so an odd side.
        (false, false) => Footprint::Square(size | 1),
    };
}

/// One row of a grid: a name and a choice.
fn choice_ui<T: PartialEq + Clone>(
    ui: &mut Ui,
    salt: &str,
    name: &str,
    value: &mut T,
    choices: &[(T, String)],
) {
    ui.label(name);
    let shown = choices.iter().find(|(choice, _)| choice == value);
    let combo = egui::ComboBox::from_id_salt((salt, name))
        .selected_text(shown.map_or("", |(_, text)| text.as_str()))
        .show_ui(ui, |ui| {
            for (choice, text) in choices {
                ui.selectable_value(value, choice.clone(), text);
            }
        });
    combo.response.accessible_name(name);
    ui.end_row();
}

fn preset_name(preset: Preset) -> String {
    match preset {
        Preset::AsWritten => tr!("why-preset-as-written"),
        Preset::FigureFour => tr!("why-preset-figure-four"),
        Preset::SquareFive => tr!("why-preset-square-five"),
        Preset::CoOccurrence => tr!("why-preset-co-occurrence"),
    }
}

fn preset_tip(preset: Preset) -> String {
    match preset {
        Preset::AsWritten => tr!("why-preset-as-written-tip"),
        Preset::FigureFour => tr!("why-preset-figure-four-tip"),
        Preset::SquareFive => tr!("why-preset-square-five-tip"),
        Preset::CoOccurrence => tr!("why-preset-co-occurrence-tip"),
    }
}
