//! The column at the right: the model, its classes, its outputs, and the picture's details.

use egui::Ui;
use runtime::Statistics;
use viewer::sample;
use workbench::tokens::{self, space};
use workbench::widgets::{self, ClassBar, Placeholder};
use workbench::{CaseContext, ShelfState, UserCommand, icons, text, theme, tr};

use super::InspectPane;
use super::bench::BenchState;
use super::sheet::Sheet;
use crate::method::LoadedModel;
use crate::subject::{Answer, ModelSource, Output};

/// How many classes are shown.
const SHOWN_CLASSES: usize = 10;

/// Paints the column.
pub fn ui(ui: &mut Ui, pane: &mut InspectPane, context: &CaseContext<'_>) {
    match pane.sheet {
        Sheet::Picture => {}
        Sheet::Attack => {
            let title = tr!("inspect-attack-lab");
            widgets::section_ui(ui, "attack", icons::ICON_BOLT, &title, true, |ui| {
                let subject = super::lab_subject(pane.subject.as_ref(), &pane.why);
                pane.lab.inspector_ui(ui, context, subject.as_ref());
            });
        }
        Sheet::Detector => {
            let title = tr!("inspect-detector");
            let keep =
                widgets::section_ui(ui, "detector", icons::ICON_SHIELD, &title, true, |ui| {
                    let reasoner = pane.bench.model().map(|model| &model.reasoner);
                    let calibration = pane.why.calibration();
                    pane.detector
                        .inspector_ui(ui, context, reasoner, calibration)
                });
            if let Some(calibration) = keep.flatten() {
                pane.why.calibrate(calibration, context);
            }
        }
    }
    widgets::section_ui(
        ui,
        "prediction",
        icons::ICON_INSIGHTS,
        &tr!("inspect-prediction"),
        true,
        |ui| prediction_ui(ui, pane, context),
    );
    if pane.bench.model().is_some() {
        pane.why.ui(ui, context, pane.subject.as_ref());
    }
    if let Some(answer) = pane.answer.clone() {
        let is_classifier = !answer.classes.is_empty();
        // Two names, so that the section is folded for classifiers and open for all others until
        // the user wants it otherwise.
        let section = if is_classifier {
            "outputs"
        } else {
            "raw outputs"
        };
        widgets::section_ui(
            ui,
            section,
            icons::ICON_DATA_ARRAY,
            &tr!("inspect-outputs"),
            !is_classifier,
            |ui| pane.maps.ui(ui, &answer, context.jobs),
        );
    }
    widgets::section_ui(
        ui,
        "model",
        icons::ICON_MODEL_TRAINING,
        &tr!("inspect-model"),
        true,
        |ui| model_ui(ui, pane, context),
    );
    widgets::section_ui(
        ui,
        "display",
        icons::ICON_TUNE,
        &tr!("inspect-display"),
        false,
        |ui| pane.view.look_ui(ui, context),
    );
    widgets::section_ui(
        ui,
        "picture",
        icons::ICON_IMAGE,
        &tr!("inspect-picture"),
        true,
        |ui| widgets::key_values_ui(ui, &picture_details(context)),
    );
}

fn prediction_ui(ui: &mut Ui, pane: &mut InspectPane, context: &CaseContext<'_>) {
    match pane.bench.state() {
        BenchState::Empty => {
            let placeholder = Placeholder::new(
                icons::ICON_MODEL_TRAINING,
                tr!("inspect-no-model"),
                tr!("inspect-no-model-body"),
            )
            .action(
                UserCommand::ChooseModel.icon(),
                UserCommand::ChooseModel.text(),
            );
            if placeholder.ui(ui).is_some() {
                context.commands.send(UserCommand::ChooseModel);
            }
            return;
        }
        BenchState::NoEngine(reason) => {
            let placeholder = Placeholder::new(
                icons::ICON_WARNING,
                tr!("inspect-no-engine"),
                tr!("inspect-no-engine-body"),
            )
            .action(UserCommand::Doctor.icon(), UserCommand::Doctor.text());
            if placeholder.ui(ui).is_some() {
                context.commands.send(UserCommand::Doctor);
            }
            details_ui(ui, reason);
            return;
        }
        BenchState::Failed(reason) => {
            trouble_ui(ui, &tr!("inspect-model-failed"), reason);
            return;
        }
        BenchState::Loading => {
            waiting_ui(ui, &tr!("inspect-loading"));
            return;
        }
        BenchState::Ready(_) => {}
    }
    if let Some(reason) = &pane.failure {
        trouble_ui(ui, &tr!("inspect-run-failed"), reason);
    } else if let Some(answer) = &pane.answer {
        let opacity = if pane.is_current(context) { 1.0 } else { 0.5 };
        let clicked = ui.scope(|ui| {
            ui.set_opacity(opacity);
            match pane.bench.state() {
                BenchState::Ready(model) => answer_ui(ui, answer, model),
                _ => None,
            }
        });
        if let Some(class) = clicked.inner {
            pane.why.aim_at_class(class);
        }
    } else if let ShelfState::Failed(_) | ShelfState::Absent = context.current_picture() {
        ui.weak(tr!("inspect-no-picture"));
    } else {
        waiting_ui(ui, &tr!("inspect-running"));
    }
}

/// Paints the answer; gives the class that was clicked, to be explained.
fn answer_ui(ui: &mut Ui, answer: &Answer, model: &LoadedModel) -> Option<usize> {
    let palette = tokens::palette(ui);
    let mut clicked = None;
    if answer.classes.is_empty() {
        match &answer.unusable {
            Some(reason) => {
                ui.colored_label(palette.warning, reason);
            }
            None => {
                ui.weak(tr!("inspect-no-classes"));
            }
        }
    } else {
        let bars: Vec<ClassBar> = answer
            .classes
            .iter()
            .take(SHOWN_CLASSES)
            .enumerate()
            .map(|(rank, class)| ClassBar {
                label: class.label.clone(),
                probability: class.probability,
                is_answer: rank == 0,
            })
            .collect();
        clicked = widgets::class_bars_ui(ui, &bars)
            .and_then(|place| answer.classes.get(place))
            .map(|class| class.index);
        let hidden = answer.classes.len().saturating_sub(SHOWN_CLASSES);
        if hidden > 0 {
            ui.weak(tr!("inspect-more-classes", count = hidden));
        }
        let point = model.manifest().operating_point.as_ref();
        if let Some((point, best)) = point.zip(answer.classes.first())
            && !point.accepts(&best.label, best.probability)
        {
            let line = tr!(
                "inspect-below-threshold",
                threshold = text::percent(point.threshold_of(&best.label), 0)
            );
            ui.horizontal_wrapped(|ui| {
                icons::icon_ui(ui, icons::ICON_HELP, palette.warning, 16.0);
                ui.colored_label(palette.warning, line);
            });
        }
    }
    let broken = answer
        .outputs
        .iter()
        .filter_map(|output| output.statistics.as_ref())
        .any(|statistics| statistics.nan + statistics.infinite > 0);
    if broken {
        ui.colored_label(palette.warning, tr!("inspect-not-finite"));
    }
    ui.add_space(space::XS);
    ui.weak(tr!(
        "inspect-durations",
        prepare = text::duration(answer.prepare_duration),
        run = text::duration(answer.run_duration)
    ));
    clicked
}

fn model_ui(ui: &mut Ui, pane: &mut InspectPane, context: &CaseContext<'_>) {
    let Some(model) = pane.bench.model().cloned() else {
        ui.weak(tr!("inspect-no-model"));
        return;
    };
    widgets::key_values_ui(ui, &model_details(&model));
    for metric in &model.manifest().metrics {
        ui.add_space(space::XS);
        ui.label(format!(
            "{}: {}",
            metric.name,
            text::number(metric.value, 4)
        ));
        ui.add(egui::Label::new(theme::caption(&metric.data)).wrap());
    }
    if let ModelSource::Bare(_) = model.described.source {
        ui.add_space(space::XS);
        ui.label(tr!("inspect-guessed"));
        for guess in &model.described.guesses {
            ui.small(guess.to_string());
        }
        if ui.button(tr!("inspect-write-pack")).clicked() {
            pane.bench.write_pack(context);
        }
    }
}

fn model_details(model: &LoadedModel) -> Vec<(String, String)> {
    let manifest = &model.manifest();
    let mut details = vec![
        (tr!("inspect-model-name"), manifest.name.clone()),
        (tr!("inspect-model-version"), manifest.version.to_string()),
    ];
    if !manifest.licence.is_empty() {
        details.push((tr!("inspect-model-licence"), manifest.licence.clone()));
    }
    for input in model.model.inputs() {
        details.push((tr!("inspect-model-input"), input.to_string()));
    }
    for output in model.model.outputs() {
        details.push((tr!("inspect-model-output"), output.to_string()));
    }
    details.extend(
        model
            .model
            .placement()
            .nodes
            .iter()
            .map(|(provider, nodes)| {
                let text = tr!("inspect-nodes", provider = provider, count = *nodes);
                (tr!("inspect-runs-on"), text)
            }),
    );
    let path = model.described.source.path().display().to_string();
    details.push((tr!("inspect-model-path"), path));
    details
}

fn picture_details(context: &CaseContext<'_>) -> Vec<(String, String)> {
    let Some(row) = context.document.current() else {
        return Vec::new();
    };
    let mut details = vec![
        (tr!("inspect-file"), workbench::file_name(&row.path)),
        (tr!("inspect-path"), row.path.display().to_string()),
    ];
    match context.current_picture() {
        ShelfState::Ready(picture) => {
            let page = picture.page();
            let pages = row.page_count;
            if pages > 1 {
                let text = tr!("inspect-page-of", page = page.page, count = pages);
                details.push((tr!("inspect-page"), text));
            }
            let size = format!("{} × {} px", page.width_px, page.height_px);
            details.push((tr!("inspect-size"), size));
            let depth = format!("{} × {} bit", page.channels, page.bits_per_sample);
            details.push((tr!("inspect-channels"), depth));
            if page.orientation.exif() != 1 {
                let turned = tr!("inspect-turned", exif = u32::from(page.orientation.exif()));
                details.push((tr!("inspect-orientation"), turned));
            }
            let range = picture.range();
            details.push((
                tr!("inspect-range"),
                format!("{} – {}", sample(range.min), sample(range.max)),
            ));
        }
        ShelfState::Failed(reason) => {
            details.push((tr!("inspect-unreadable"), reason.to_owned()));
        }
        ShelfState::Opening(_) | ShelfState::Absent => {}
    }
    details.push((tr!("inspect-bytes"), text::bytes(row.byte_len)));
    details
}

/// Everything in the column as lines of text, for the clipboard.
pub fn details(pane: &InspectPane, context: &CaseContext<'_>) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut push = |pairs: Vec<(String, String)>| {
        lines.extend(
            pairs
                .into_iter()
                .map(|(name, value)| format!("{name}: {value}")),
        );
    };
    push(picture_details(context));
    if let Some(model) = pane.bench.model() {
        push(model_details(model));
    }
    if let Some(answer) = &pane.answer {
        let classes = answer.classes.iter().take(SHOWN_CLASSES);
        push(
            classes
                .map(|class| {
                    (
                        class.label.clone(),
                        text::percent(f64::from(class.probability), 2),
                    )
                })
                .collect(),
        );
        push(answer.outputs.iter().map(output_line).collect());
    }
    lines.join("\n")
}

/// Name, and shape with statistics, of one output.
pub fn output_line(output: &Output) -> (String, String) {
    let shape = format!("{} {:?}", output.tensor.element(), output.tensor.shape());
    let statistics = output.statistics.as_ref().map(statistics_line);
    let value = statistics.map_or(shape.clone(), |line| format!("{shape}, {line}"));
    (output.name.clone(), value)
}

/// Smallest, largest, mean and spread, and what is not finite.
pub fn statistics_line(statistics: &Statistics) -> String {
    let mut line = match &statistics.finite {
        Some(finite) => tr!(
            "inspect-statistics",
            min = text::number(finite.min, 4),
            max = text::number(finite.max, 4),
            mean = text::number(finite.mean, 4),
            std = text::number(finite.std, 4)
        ),
        None => tr!("inspect-nothing-finite"),
    };
    if statistics.nan + statistics.infinite > 0 {
        let broken = tr!(
            "inspect-nan-count",
            nan = statistics.nan,
            infinite = statistics.infinite
        );
        line = format!("{line}; {broken}");
    }
    line
}

fn waiting_ui(ui: &mut Ui, text: &str) {
    ui.horizontal(|ui| {
        ui.spinner();
        ui.weak(text);
    });
}

fn trouble_ui(ui: &mut Ui, title: &str, reason: &str) {
    let palette = tokens::palette(ui);
    ui.horizontal_wrapped(|ui| {
        icons::icon_ui(ui, icons::ICON_ERROR, palette.error, 16.0);
        ui.colored_label(palette.error, title);
    });
    ui.label(reason);
}

fn details_ui(ui: &mut Ui, reason: &str) {
    egui::CollapsingHeader::new(tr!("inspect-details"))
        .id_salt("engine details")
        .show(ui, |ui| ui.add(egui::Label::new(reason).wrap()));
}
