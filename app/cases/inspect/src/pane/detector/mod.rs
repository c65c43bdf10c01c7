//! The detector: a threshold from clean pictures, and how well it tells attacks.

mod charts;
mod table;

use std::path::PathBuf;
use std::sync::Arc;

use attacks::{Attack, Calibration, DetectorSettings, RATES, Settings, Trace};
use egui::Ui;
use insight::Reasoner;
use jobs::{Lane, Latest, Stopped, Work};
use workbench::tokens::{self, space};
use workbench::widgets::Placeholder;
use workbench::{
    CaseContext, Command, Exported, FileExport, Notification, PathAnswer, PathKind, PathPoll,
    PathRequest, icons, text, tr,
};

use super::attack::attack_name;
use crate::method::{CleanPictures, InspectError, pictures_in};
use crate::subject::{Calibrated, Evaluation, PicturePage};
use charts::ChartView;

/// The false-positive rate at first, in percent.
const USUAL_RATE_PERCENT: f64 = 5.0;

/// Where the clean pictures come from.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
enum Source {
    /// All pictures of the project.
    #[default]
    Project,
    /// Those of a folder.
    Folder(PathBuf),
}

/// The detector of attacks on the model in use.
pub struct DetectorBench {
    settings: DetectorSettings,
    rate_percent: f64,
    /// The threshold whose settings were taken over.
    followed: Option<Arc<Calibration>>,
    source: Source,
    /// The question for a folder, while its dialog is open.
    asking_folder: Option<PathAnswer>,
    /// The attacks that are to be told.
    attacks: Vec<Attack>,
    calibrating: Latest<Result<Calibrated, InspectError>>,
    evaluating: Latest<Result<Evaluation, InspectError>>,
    evaluation: Option<Arc<Evaluation>>,
    failure: Option<String>,
    charts: ChartView,
    export: FileExport,
}

impl Default for DetectorBench {
    fn default() -> Self {
        Self {
            settings: DetectorSettings::default(),
            rate_percent: USUAL_RATE_PERCENT,
            followed: None,
            source: Source::default(),
            asking_folder: None,
            attacks: vec![Attack::Fgsm, Attack::Pgd, Attack::Noise],
            calibrating: Latest::default(),
            evaluating: Latest::default(),
            evaluation: None,
            failure: None,
            charts: ChartView::default(),
            export: FileExport::default(),
        }
    }
}

impl DetectorBench {
    /// Forgets what was found: the model is another.
    pub fn forget(&mut self) {
        self.calibrating.cancel();
        self.evaluating.cancel();
        self.evaluation = None;
        self.failure = None;
    }

    /// Takes up what was found; gives a threshold that was taken just now.
    pub fn logic(
        &mut self,
        context: &CaseContext<'_>,
        calibration: Option<&Arc<Calibration>>,
    ) -> Option<Calibration> {
        self.export.logic(context);
        self.take_folder();
        self.follow(calibration);
        match self.evaluating.poll() {
            None => {}
            Some(Ok(Ok(evaluation))) => {
                self.failure = None;
                left_out(context, &evaluation.failed);
                if evaluation.clean.is_empty() {
                    self.failure = Some(tr!("inspect-detector-no-scores"));
                } else {
                    self.evaluation = Some(Arc::new(evaluation));
                }
            }
            Some(Ok(Err(error))) => self.failure = Some(error.to_string()),
            Some(Err(stopped)) => self.stopped(&stopped),
        }
        let taken = match self.calibrating.poll() {
            None => None,
            Some(Ok(Ok(calibrated))) => {
                self.failure = None;
                left_out(context, &calibrated.failed);
                Some(calibrated.calibration)
            }
            Some(Ok(Err(error))) => {
                self.failure = Some(error.to_string());
                None
            }
            Some(Err(stopped)) => {
                self.stopped(&stopped);
                None
            }
        };
        self.charts
            .logic(context.jobs, self.evaluation.as_ref(), calibration);
        taken
    }

    /// Goes on with the settings that the threshold in use was chosen with.
    fn follow(&mut self, calibration: Option<&Arc<Calibration>>) {
        let Some(calibration) = calibration else {
            self.followed = None;
            return;
        };
        let known = self.followed.as_ref();
        if !known.is_some_and(|known| Arc::ptr_eq(known, calibration)) {
            self.settings = calibration.settings;
            self.rate_percent = calibration.false_positive_rate * 100.0;
            self.followed = Some(Arc::clone(calibration));
        }
    }

    fn stopped(&mut self, stopped: &Stopped) {
        self.failure = Some(match stopped {
            Stopped::Cancelled => tr!("inspect-detector-cancelled"),
            other => other.to_string(),
        });
    }

    fn take_folder(&mut self) {
        let Some(asking) = &self.asking_folder else {
            return;
        };
        match asking.poll() {
            PathPoll::Open => return,
            PathPoll::GivenUp => {}
            PathPoll::Chosen(chosen) => self.source = Source::Folder(chosen.path),
        }
        self.asking_folder = None;
    }

    fn is_busy(&self) -> bool {
        self.calibrating.is_busy() || self.evaluating.is_busy()
    }

    fn calibrate(&mut self, context: &CaseContext<'_>, reasoner: &Arc<Reasoner>) {
        self.failure = None;
        let (settings, rate) = (self.settings, self.rate_percent / 100.0);
        let title = tr!(
            "inspect-job-calibrate",
            name = reasoner.manifest().name.as_str()
        );
        let pages = self.pages(context);
        let reasoner = Arc::clone(reasoner);
        self.calibrating
            .ask(context.jobs, Lane::Background, title, move |work: &Work| {
                CleanPictures::new(&reasoner, &pages()?).calibrate(settings, rate, work)
            });
    }

    fn evaluate(&mut self, context: &CaseContext<'_>, reasoner: &Arc<Reasoner>) {
        self.failure = None;
        let settings = self.settings;
        let attacks: Vec<(Attack, Settings)> = self
            .attacks
            .iter()
            .map(|attack| (*attack, Settings::as_files(*attack)))
            .collect();
        let title = tr!(
            "inspect-job-evaluate",
            name = reasoner.manifest().name.as_str()
        );
        let pages = self.pages(context);
        let reasoner = Arc::clone(reasoner);
        self.evaluating
            .ask(context.jobs, Lane::Background, title, move |work: &Work| {
                CleanPictures::new(&reasoner, &pages()?).evaluate(settings, &attacks, work)
            });
    }

    /// The clean pictures, to be listed by a job, because a folder has to be read.
    fn pages(
        &self,
        context: &CaseContext<'_>,
    ) -> impl FnOnce() -> Result<Vec<PicturePage>, InspectError> + Send + 'static {
        let source = self.source.clone();
        let rows = Arc::clone(context.document.pictures());
        move || match source {
            Source::Folder(folder) => pictures_in(&folder),
            Source::Project => Ok(rows
                .iter()
                .map(|row| PicturePage {
                    path: row.path.clone(),
                    page: row.page,
                })
                .collect()),
        }
    }

    /// Paints what is chosen and what can be done; gives what is to be kept as the threshold, or
    /// that it is to be forgotten.
    pub fn inspector_ui(
        &mut self,
        ui: &mut Ui,
        context: &CaseContext<'_>,
        reasoner: Option<&Arc<Reasoner>>,
        calibration: Option<&Arc<Calibration>>,
    ) -> Option<Option<Calibration>> {
        let mut keep = None;
        self.state_ui(ui, calibration, &mut keep);
        ui.add_space(space::S);
        self.source_ui(ui, context);
        self.measure_ui(ui);
        ui.add_space(space::S);
        if self.is_busy() {
            self.busy_ui(ui);
            return keep;
        }
        let is_ready = reasoner.is_some();
        let label = ui.label(tr!("inspect-detector-rate"));
        ui.horizontal(|ui| {
            let field = egui::DragValue::new(&mut self.rate_percent)
                .range(0.1..=50.0)
                .max_decimals(2)
                .suffix(" %");
            ui.add(field)
                .labelled_by(label.id)
                .on_hover_text(tr!("inspect-detector-rate-tip"));
            for rate in RATES {
                let percent = rate * 100.0;
                let text = text::percent(rate, 0);
                if ui.small_button(text).clicked() {
                    self.rate_percent = percent;
                }
            }
        });
        let button = egui::Button::new((
            icons::atom(icons::ICON_SHIELD),
            tr!("inspect-detector-calibrate"),
        ));
        let response = ui.add_enabled(is_ready, button);
        let response = response.on_hover_text(tr!("inspect-detector-calibrate-tip"));
        if let Some(reasoner) = reasoner.filter(|_| response.clicked()) {
            self.calibrate(context, reasoner);
        }
        ui.add_space(space::S);
        self.attacks_ui(ui);
        let can_evaluate = is_ready && !self.attacks.is_empty();
        let evaluate = egui::Button::new(tr!("inspect-detector-evaluate"));
        let response = ui.add_enabled(can_evaluate, evaluate);
        let response = response.on_hover_text(tr!("inspect-detector-evaluate-tip"));
        if let Some(reasoner) = reasoner.filter(|_| response.clicked()) {
            self.evaluate(context, reasoner);
        }
        if self.evaluation.is_some() || calibration.is_some() {
            self.export_ui(ui, context, calibration);
        }
        keep
    }

    /// Paints what the threshold is, and where it comes from.
    fn state_ui(
        &self,
        ui: &mut Ui,
        calibration: Option<&Arc<Calibration>>,
        keep: &mut Option<Option<Calibration>>,
    ) {
        let Some(calibration) = calibration else {
            ui.label(tr!("inspect-detector-uncalibrated"));
            return;
        };
        ui.label(tr!(
            "inspect-detector-threshold",
            bits = text::number(calibration.threshold_bits, 3),
            rate = text::percent(calibration.false_positive_rate, 2),
            count = calibration.clean_bits.len()
        ));
        ui.horizontal_wrapped(|ui| {
            let rate = self.rate_percent / 100.0;
            let is_other = (rate - calibration.false_positive_rate).abs() > 1e-9;
            if is_other
                && let Ok(other) = calibration.at_rate(rate)
                && ui
                    .button(tr!(
                        "inspect-detector-at-rate",
                        rate = text::percent(rate, 2)
                    ))
                    .on_hover_text(tr!("inspect-detector-at-rate-tip"))
                    .clicked()
            {
                *keep = Some(Some(other));
            }
            if ui.button(tr!("inspect-detector-forget")).clicked() {
                *keep = Some(None);
            }
        });
    }

    fn source_ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>) {
        ui.strong(tr!("inspect-detector-clean"));
        let count = context.document.pictures().len();
        let project = tr!("inspect-detector-project", count = count);
        ui.radio_value(&mut self.source, Source::Project, project);
        ui.horizontal_wrapped(|ui| {
            let name = match &self.source {
                Source::Folder(folder) => workbench::file_name(folder),
                Source::Project => tr!("inspect-detector-folder"),
            };
            let is_folder = matches!(self.source, Source::Folder(_));
            let response = ui.radio(is_folder, name);
            let has_folder = is_folder && !response.clicked();
            let is_asked = has_folder && ui.small_button(tr!("inspect-detector-other")).clicked();
            if response.clicked() || is_asked {
                let title = tr!("inspect-detector-ask-folder");
                let (request, answer) = PathRequest::new(title, PathKind::Folder);
                context.commands.send(Command::AskPath(request));
                self.asking_folder = Some(answer);
            }
        });
        ui.weak(tr!("inspect-detector-clean-tip"));
    }

    fn measure_ui(&mut self, ui: &mut Ui) {
        ui.add_space(space::XS);
        ui.strong(tr!("inspect-detector-measure"));
        let trace_name = |trace: Trace| why::method_name(trace.method());
        let combo = egui::ComboBox::from_id_salt("trace")
            .selected_text(trace_name(self.settings.trace))
            .width(ui.available_width() - space::S)
            .show_ui(ui, |ui| {
                for trace in Trace::ALL {
                    ui.selectable_value(&mut self.settings.trace, trace, trace_name(trace))
                        .on_hover_text(why::method_tip(trace.method()));
                }
            });
        combo
            .response
            .accessible_name(tr!("inspect-detector-trace"));
        why::settings_ui(ui, "detector", &mut self.settings.response);
    }

    fn attacks_ui(&mut self, ui: &mut Ui) {
        ui.strong(tr!("inspect-detector-attacks"));
        ui.horizontal_wrapped(|ui| {
            for attack in Attack::ALL {
                let mut is_chosen = self.attacks.contains(&attack);
                if ui.checkbox(&mut is_chosen, attack_name(attack)).changed() {
                    self.attacks.retain(|it| *it != attack);
                    if is_chosen {
                        self.attacks.push(attack);
                    }
                }
            }
        });
    }

    fn busy_ui(&mut self, ui: &mut Ui) {
        let progress = self
            .calibrating
            .progress()
            .or_else(|| self.evaluating.progress())
            .unwrap_or_default();
        let fraction = progress.fraction().unwrap_or(0.0);
        let text = format!("{} / {}", progress.done, progress.total);
        ui.add(egui::ProgressBar::new(fraction).text(text));
        ui.weak(progress.stage);
        if ui.button(tr!("inspect-attack-cancel")).clicked() {
            self.calibrating.cancel();
            self.evaluating.cancel();
            self.failure = Some(tr!("inspect-detector-cancelled"));
        }
    }

    fn export_ui(
        &mut self,
        ui: &mut Ui,
        context: &CaseContext<'_>,
        calibration: Option<&Arc<Calibration>>,
    ) {
        let title = tr!("inspect-detector-export");
        let button = egui::Button::new((icons::atom(icons::ICON_SAVE), &title));
        let response = ui
            .add(button)
            .on_hover_text(tr!("inspect-detector-export-tip"));
        if response.clicked() {
            let evaluation = self.evaluation.clone();
            let calibration = calibration.cloned();
            let lane = Lane::Interactive;
            self.export
                .ask(context, title, PathKind::Folder, lane, move |folder, _| {
                    let (evaluation, calibration) = (evaluation.as_deref(), calibration.as_deref());
                    if charts::has_files(folder) {
                        return Err(tr!("inspect-detector-folder-taken"));
                    }
                    match charts::save(folder, evaluation, calibration) {
                        Ok(()) => Ok(Exported::whole(folder.display().to_string())),
                        Err(error) => Err(error.to_string()),
                    }
                });
        }
    }

    /// Paints the charts and the table, or what to do.
    pub fn ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>, reasoner: Option<&Arc<Reasoner>>) {
        ui.painter()
            .rect_filled(ui.max_rect(), 0.0, tokens::palette(ui).panel);
        if let Some(reason) = self.failure.as_ref().filter(|_| self.charts.is_empty()) {
            let title = tr!("inspect-detector-failed");
            let _ = Placeholder::new(icons::ICON_ERROR, title, reason).ui(ui);
        } else if !self.charts.is_empty() {
            if let Some(reason) = &self.failure {
                ui.colored_label(tokens::palette(ui).warning, reason);
            }
            if let Some(evaluation) = &self.evaluation {
                table::ui(ui, evaluation);
            }
            self.charts.ui(ui, context.jobs);
        } else if self.is_busy() {
            ui.centered_and_justified(Ui::spinner);
        } else {
            let placeholder = Placeholder::new(
                icons::ICON_SHIELD,
                tr!("inspect-detector-none"),
                tr!("inspect-detector-none-body"),
            );
            let placeholder = match reasoner {
                Some(_) => {
                    placeholder.action(icons::ICON_SHIELD, tr!("inspect-detector-calibrate"))
                }
                None => placeholder,
            };
            if placeholder.ui(ui).is_some()
                && let Some(reasoner) = reasoner
            {
                self.calibrate(context, reasoner);
            }
        }
    }
}

/// Says which pictures were left out, and why.
fn left_out(context: &CaseContext<'_>, failed: &[String]) {
    if failed.is_empty() {
        return;
    }
    let title = tr!("inspect-detector-left-out", count = failed.len());
    let warning = Notification::warning(title, failed[0].clone()).details(failed.join("\n"));
    context.commands.send(Command::Notify(warning));
}
