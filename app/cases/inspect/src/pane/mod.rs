//! The face of the case: the picture, the model beside it, and what the model says.

mod attack;
mod batch;
mod bench;
mod detector;
mod findings;
mod inspector;
mod outputs;
mod sheet;
mod values;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::Ui;
use jobs::{Lane, Latest};
use store::PictureId;
use viewer::{Over, PictureView};
use why::{WhyPanel, WhySubject};
use workbench::{
    CaseContext, Command, Notification, Pane, PictureNotes, ShelfState, UserCommand, icons,
    notifications::Severity, status_bar, text, tr,
};

use attack::{AttackLab, LabSubject};
use batch::Batch;
use bench::{BenchState, ModelBench};
use detector::DetectorBench;
use findings::Findings;
use outputs::OutputMaps;
use sheet::Sheet;

use crate::method::{InspectError, LoadedModel, Sight};
use crate::record::{Finding, StoredVerdict};
use crate::subject::{Answer, ModelSource};

/// What an answer belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Question {
    /// The picture as the project knows it.
    row: PictureId,
    /// The picture as it was opened, which is another after its file was read anew.
    picture: u64,
    /// Which loading of a model.
    model_number: u64,
}

/// The pane of the case.
#[derive(Default)]
pub struct InspectPane {
    /// The folder of the project that everything below belongs to.
    project: Option<PathBuf>,
    bench: ModelBench,
    /// Counts the models that have been on the bench.
    model_number: u64,
    /// The identity of the model that was on the bench last.
    model_key: Option<String>,
    asked: Option<Question>,
    asking: Latest<(Question, Result<Answer, InspectError>)>,
    answer: Option<Arc<Answer>>,
    /// What [`InspectPane::answer`] answers.
    answered: Option<Question>,
    /// Why there is no answer to the newest question.
    failure: Option<String>,
    findings: Findings,
    batch: Batch,
    /// A run over all pictures begins once the detector's threshold is read.
    wants_run_on_all: bool,
    maps: OutputMaps,
    view: PictureView,
    sheet: Sheet,
    why: WhyPanel,
    lab: AttackLab,
    detector: DetectorBench,
    /// The answer that is explained; none while another is awaited.
    subject: Option<WhySubject>,
}

impl InspectPane {
    /// Gives up what was asked about the pictures of another project: their numbers would be taken
    /// for those of this one.
    fn follow_project(&mut self, context: &CaseContext<'_>) {
        let project = context.document.project();
        let dir = project.map(|project| project.dir().to_path_buf());
        if dir != self.project {
            self.project = dir;
            self.batch = Batch::default();
            self.lab.forget();
            self.detector.forget();
            self.why.forget();
            self.forget();
        }
    }

    /// Asks the model about the picture whenever either is new and somebody looks.
    fn ask(&mut self, context: &CaseContext<'_>) {
        if !context.is_in_front {
            return;
        }
        let (Some(model), Some(row), ShelfState::Ready(picture)) = (
            self.bench.model(),
            context.document.current(),
            context.current_picture(),
        ) else {
            let is_lost = matches!(context.current_picture(), ShelfState::Failed(_));
            if is_lost || context.document.current().is_none() {
                self.forget();
            }
            return;
        };
        let question = Question {
            row: row.id,
            picture: picture.id(),
            model_number: self.model_number,
        };
        if self.asked == Some(question) {
            return;
        }
        self.asked = Some(question);
        self.why.give_way();
        let (model, picture) = (Arc::clone(model), Arc::clone(picture));
        let title = tr!("inspect-job-ask", name = model.manifest().name.as_str());
        self.asking
            .ask(context.jobs, Lane::Inference, title, move |work| {
                (question, model.ask(&picture, work))
            });
    }

    fn collect(&mut self, context: &CaseContext<'_>) {
        let result = match self.asking.poll() {
            None => return,
            Some(Ok((question, Ok(answer)))) => Ok((question, answer)),
            Some(Ok((_, Err(error)))) => Err(error.to_string()),
            Some(Err(jobs::Stopped::Cancelled)) => Err(tr!("inspect-cancelled")),
            Some(Err(stopped)) => Err(stopped.to_string()),
        };
        self.maps.reset();
        match result {
            Ok((question, answer)) => {
                self.keep(question.row, &answer, None, context);
                self.answer = Some(Arc::new(answer));
                self.answered = Some(question);
                self.failure = None;
            }
            Err(reason) => {
                self.answer = None;
                self.answered = None;
                self.failure = Some(reason);
            }
        }
    }

    /// Stores what was said about a picture.
    fn keep(
        &mut self,
        picture: PictureId,
        answer: &Answer,
        verdict: Option<StoredVerdict>,
        context: &CaseContext<'_>,
    ) {
        let (Some(model), Some(project)) = (self.bench.model(), context.document.project()) else {
            return;
        };
        let provider = model.model.placement().provider.label();
        let finding = Finding {
            verdict,
            ..Finding::of(answer, provider)
        };
        batch::store(project, picture, &model.key(), &finding);
        self.findings.add(picture, &finding);
    }

    /// The answer that can be explained, once it is there.
    fn follow_answer(&mut self, context: &CaseContext<'_>) {
        let answered = self.answered.filter(|_| !self.asking.is_busy());
        self.subject = match (
            self.bench.model(),
            answered,
            &self.answer,
            context.current_picture(),
            context.document.current(),
        ) {
            (Some(model), Some(question), Some(answer), ShelfState::Ready(picture), Some(row))
                if picture.id() == question.picture =>
            {
                let known = self.subject.take().filter(|known| {
                    Arc::ptr_eq(&known.reasoner, &model.reasoner)
                        && known.picture.id() == picture.id()
                });
                known.or_else(|| {
                    Some(WhySubject {
                        reasoner: Arc::clone(&model.reasoner),
                        picture: Arc::clone(picture),
                        name: workbench::file_name(&row.path),
                        classes: answer.classes.clone().into(),
                    })
                })
            }
            _ => None,
        };
    }

    /// Keeps what the detector says beside the model's answer.
    fn keep_verdict(&mut self, context: &CaseContext<'_>) {
        let Some((picture, judgement)) = self.why.take_judgement() else {
            return;
        };
        if let (Some(question), Some(answer)) = (self.answered, self.answer.clone())
            && question.picture == picture
        {
            let verdict = Some(StoredVerdict::of(&judgement));
            self.keep(question.row, &answer, verdict, context);
        }
    }

    fn forget(&mut self) {
        self.asked = None;
        self.answer = None;
        self.answered = None;
        self.failure = None;
        self.asking.cancel();
        self.why.give_way();
    }

    fn collect_batch(&mut self, context: &CaseContext<'_>) {
        let (found, ended) = self.batch.poll();
        for (picture, finding) in found {
            self.findings.add(picture, &finding);
        }
        let notification = match ended {
            None => return,
            Some(Ok(summary)) if summary.failed.is_empty() => Notification::success(
                tr!("inspect-all-done"),
                tr!("inspect-all-answered", count = summary.answered),
            ),
            Some(Ok(summary)) => Notification::warning(
                tr!("inspect-all-partly"),
                tr!(
                    "inspect-all-failed",
                    answered = summary.answered,
                    failed = summary.failed.len()
                ),
            )
            .details(summary.failed.join("\n")),
            Some(Err(stopped)) => {
                Notification::info(tr!("inspect-all-stopped"), stopped.to_string())
            }
        };
        context.commands.send(Command::Notify(notification));
    }

    fn run_on_all(&mut self, context: &CaseContext<'_>) {
        if self.why.is_reading_threshold() {
            self.wants_run_on_all = true;
            return;
        }
        self.wants_run_on_all = false;
        if let (Some(model), Some(project)) = (self.bench.model(), context.document.project()) {
            let pictures = context.document.pictures();
            let calibration = self.why.calibration().cloned();
            self.batch
                .start(context.jobs, model, project, pictures, calibration);
        }
    }

    fn picture_ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>) {
        if self.why.has_strip() {
            egui::Panel::bottom("methods")
                .resizable(false)
                .show(ui, |ui| self.why.strip_ui(ui));
        }
        let over = Over {
            rasters: self.why.overlays(),
            ..Over::default()
        };
        self.view.ui(ui, context, &over);
        if let Some(pixel) = self.view.clicked_px() {
            self.why.mark(pixel);
        }
    }

    /// Whether the answer shown belongs to the picture that is wanted, and not to the one before.
    fn is_current(&self, context: &CaseContext<'_>) -> bool {
        let wanted = context.document.current().map(|row| row.id);
        !self.asking.is_busy() && self.answered.map(|question| question.row) == wanted
    }
}

impl Pane for InspectPane {
    fn logic(&mut self, context: &CaseContext<'_>) {
        self.follow_project(context);
        if self.bench.logic(context) {
            self.model_number += 1;
            let key = self.bench.model().map(|model| model.key());
            // The same model read anew, or on another provider, keeps what was found with it.
            if key.is_some() && key != self.model_key {
                self.lab.forget();
                self.detector.forget();
                self.model_key = key;
            }
            self.why.forget();
            self.forget();
        }
        let model = self.bench.model().map(Arc::as_ref);
        let threshold = self.why.calibration().map(|it| it.threshold_bits);
        self.findings.logic(context, model, threshold);
        self.ask(context);
        self.collect(context);
        self.collect_batch(context);
        self.view.logic(context);
        self.follow_answer(context);
        let key = self.bench.model().map(|model| model.key());
        self.why
            .logic(context, key.as_deref(), self.subject.as_ref());
        self.keep_verdict(context);
        if self.wants_run_on_all {
            self.run_on_all(context);
        }
        self.lab.logic(context);
        let calibration = self.why.calibration();
        if let Some(taken) = self.detector.logic(context, calibration) {
            self.why.calibrate(Some(taken), context);
        }
    }

    fn command(&mut self, command: UserCommand, context: &CaseContext<'_>) -> bool {
        match command {
            UserCommand::RunModel => {
                self.bench.reload_pack();
                self.asked = None;
            }
            UserCommand::RunOnAll => self.run_on_all(context),
            UserCommand::NextCover => self.why.next_cover(),
            UserCommand::CompareMethods => self.why.toggle_strip(),
            UserCommand::ExportFigure => self.why.ask_export(context),
            UserCommand::Fit if self.sheet == Sheet::Attack => self.lab.fit(),
            UserCommand::CopyDetails => {
                let details = inspector::details(self, context);
                context.commands.send(Command::CopyText(details));
            }
            view_command => return self.view.command(view_command),
        }
        true
    }

    fn toolbar_ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>) {
        if let Some(source) = model_choice_ui(ui, &self.bench, context) {
            self.bench.choose(source, context);
        }
        match self.batch.progress() {
            None => {
                let ready = self.bench.model().is_some() && context.document.current().is_some();
                let command = UserCommand::RunOnAll;
                let button = egui::Button::new((icons::atom(command.icon()), command.text()));
                let response = ui
                    .add_enabled(ready, button)
                    .on_hover_text(command.tooltip());
                if response.clicked() {
                    context.commands.send(command);
                }
            }
            Some(progress) => {
                let bar = egui::ProgressBar::new(progress.fraction().unwrap_or(0.0))
                    .desired_width(140.0)
                    .text(format!("{} / {}", progress.done, progress.total));
                ui.add(bar);
                let name = tr!("inspect-cancel-all");
                if icons::icon_button_ui(ui, icons::ICON_CLOSE, &name).clicked() {
                    self.batch.cancel();
                }
            }
        }
        ui.separator();
        self.sheet.choice_ui(ui);
        ui.separator();
        if self.sheet == Sheet::Picture {
            self.view.toolbar_ui(ui);
        }
    }

    fn ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>) {
        match self.sheet {
            Sheet::Picture => self.picture_ui(ui, context),
            Sheet::Attack => {
                let subject = lab_subject(self.subject.as_ref(), &self.why);
                self.lab.ui(ui, context, subject.as_ref());
            }
            Sheet::Detector => {
                let reasoner = self.bench.model().map(|model| &model.reasoner);
                self.detector.ui(ui, context, reasoner);
            }
        }
    }

    fn inspector_ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>) {
        inspector::ui(ui, self, context);
    }

    fn status_ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>) {
        self.view.status_ui(ui);
        let hovered_px = self.view.hovered_px();
        self.why
            .status_ui(ui, hovered_px.filter(|_| self.sheet == Sheet::Picture));
        match self.bench.state() {
            BenchState::Ready(model) => placement_ui(ui, model, self.answer.as_deref()),
            BenchState::NoEngine(reason) => {
                let text = tr!("inspect-no-engine");
                if status_bar::alert_ui(ui, Severity::Warning, &text, reason).clicked() {
                    context.commands.send(UserCommand::Doctor);
                }
            }
            BenchState::Empty | BenchState::Loading | BenchState::Failed(_) => {}
        }
    }

    fn has_keyboard(&self) -> bool {
        self.view.has_keyboard()
    }

    fn picture_notes(&self) -> Option<&PictureNotes> {
        Some(self.findings.notes())
    }

    fn take_file(&mut self, path: &Path, context: &CaseContext<'_>) -> bool {
        let source = ModelSource::of_path(path);
        let taken = source.is_some();
        if let Some(source) = source {
            self.bench.choose(source, context);
        }
        taken
    }
}

/// What the attack lab works on, where there is something.
fn lab_subject<'a>(subject: Option<&'a WhySubject>, why: &WhyPanel) -> Option<LabSubject<'a>> {
    let subject = subject?;
    let inquiry = why.inquiry();
    Some(LabSubject {
        reasoner: &subject.reasoner,
        picture: &subject.picture,
        name: subject.name.clone(),
        sight: Sight {
            method: inquiry.method,
            settings: inquiry.settings,
            calibration: inquiry.calibration,
        },
    })
}

/// The provider that really runs the model, and the milliseconds of the last run.
fn placement_ui(ui: &mut Ui, model: &LoadedModel, answer: Option<&Answer>) {
    let placement = model.model.placement();
    let mut label = placement.provider.label().to_owned();
    if let Some(answer) = answer {
        let duration = text::duration(answer.run_duration);
        label = format!("{label} · {duration}");
    }
    let nodes: Vec<String> = placement
        .nodes
        .iter()
        .map(|(provider, nodes)| tr!("inspect-nodes", provider = provider, count = *nodes))
        .collect();
    match &placement.warning {
        Some(warning) => {
            let tooltip = format!("{warning}\n{}", nodes.join("\n"));
            status_bar::alert_ui(ui, Severity::Warning, &label, &tooltip);
        }
        None => {
            status_bar::item_ui(ui, icons::ICON_MEMORY, &label, &nodes.join("\n"));
        }
    }
}

/// The choice of a model: the packs of the case, and any file.
fn model_choice_ui(
    ui: &mut Ui,
    bench: &ModelBench,
    context: &CaseContext<'_>,
) -> Option<ModelSource> {
    let shown = match (bench.model(), bench.wanted()) {
        (Some(model), _) => model.manifest().name.clone(),
        (None, Some(source)) => workbench::file_name(source.path()),
        (None, None) => tr!("inspect-no-model"),
    };
    let mut chosen = None;
    let combo = egui::ComboBox::from_id_salt("model")
        .selected_text(&shown)
        .width(170.0)
        .show_ui(ui, |ui| {
            for pack in context.packs.of_case(crate::ID) {
                let source = ModelSource::Pack(pack.dir.clone());
                let selected = bench.wanted() == Some(&source);
                if ui.selectable_label(selected, &pack.manifest.name).clicked() {
                    chosen = Some(source);
                }
            }
            ui.separator();
            if ui.button(UserCommand::ChooseModel.text()).clicked() {
                context.commands.send(UserCommand::ChooseModel);
                ui.close();
            }
        });
    combo.response.accessible_name(tr!("inspect-model"));
    chosen
}
