//! Deciding: what thresholds do, which are in force, and what is said of each part.

mod aim;
mod chart;
mod figures;
mod judging;
mod outlook;
mod verdicts;
mod wording;

use std::sync::Arc;

use annotation::{Document, LayerId, PictureId};
use decision::{Decision, DecisionError, Thresholds, Verdict};
use egui::Ui;
use jiff::Timestamp;
use jobs::{Lane, Latest};
use packs::Pack;
use workbench::tokens::{palette, space};
use workbench::widgets::Placeholder;
use workbench::{
    CaseContext, Exported, FileExport, Notification, PathKind, UserCommand, icons, text, theme, tr,
};

use crate::method::{Reporting, severity, write_page};
use crate::record::points;
use aim::{Aim, Way};
use judging::{JudgingDesk, Known, MadeOf};
use outlook::Outlook;
use wording::wording;

/// The widest that the columns are, in points.
const WIDEST_PT: f32 = 1280.0;
/// The width of the column of the aim, in points.
const AIM_PT: f32 = 340.0;

/// What the user wants that this view cannot do itself.
pub enum Wish {
    /// The model is to look at these pictures.
    Look(Vec<PictureId>),
    /// A picture is to be shown.
    Show(PictureId),
}

/// The view of thresholds and verdicts.
#[derive(Default)]
pub struct Deciding {
    is_shown: bool,
    desk: JudgingDesk,
    /// Grows whenever the model has looked at something, and with every point put in force.
    looks: u64,
    aim: Aim,
    /// What the outlook is of: the number of the study, and the aim.
    made_of: Option<(u64, Aim)>,
    working: Latest<Result<Outlook, DecisionError>>,
    outlook: Option<Outlook>,
    problem: Option<String>,
    /// A point that is being put in force.
    enforcing: Latest<Result<(), String>>,
    report: FileExport,
}

impl Deciding {
    /// Whether the view stands in place of the picture.
    pub fn is_shown(&self) -> bool {
        self.is_shown
    }

    /// Shows the view, or the picture again.
    pub fn toggle(&mut self) {
        self.is_shown = !self.is_shown;
    }

    /// Takes note that the model has looked at something.
    pub fn take_looks(&mut self) {
        self.looks += 1;
    }

    /// Keeps study and outlook up to date while they are seen.
    pub fn logic(&mut self, pack: Option<&Pack>, layer: LayerId, context: &CaseContext<'_>) {
        self.report.logic(context);
        self.take_enforced(context);
        let (true, Some(pack), Some(document)) = (self.is_shown, pack, context.labels.document())
        else {
            return;
        };
        let now = MadeOf {
            model: pack.manifest.identity(),
            layer,
            labels: context.labels.revision(),
            pictures: context.document.revision(),
            looks: self.looks,
        };
        self.desk.logic(now, context);
        if let Some(known) = self.desk.known() {
            let wanted = (known.number, self.aim.clone());
            if self.made_of.as_ref() != Some(&wanted) {
                self.ask(Arc::clone(known), pack, document.clone(), context);
                self.made_of = Some(wanted);
            }
        }
        match self.working.poll() {
            None | Some(Err(jobs::Stopped::Cancelled)) => {}
            Some(Ok(Ok(outlook))) => {
                self.problem = None;
                self.outlook = Some(outlook);
            }
            Some(Ok(Err(error))) => self.problem = Some(error.to_string()),
            Some(Err(stopped)) => self.problem = Some(stopped.to_string()),
        }
    }

    fn ask(
        &mut self,
        known: Arc<Known>,
        pack: &Pack,
        document: Document,
        context: &CaseContext<'_>,
    ) {
        let before = thresholds_before(&known, pack);
        let aim = self.aim.clone();
        let title = tr!("quality-job-decide");
        self.working
            .ask(context.jobs, Lane::Interactive, title, move |_| {
                Outlook::new(&known.study, &aim, &before, |class| {
                    severity(&document, class)
                })
            });
    }

    /// Paints the view.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        pack: Option<&Pack>,
        context: &CaseContext<'_>,
    ) -> Option<Wish> {
        let document = context.labels.document()?;
        let Some(pack) = pack else {
            let choose = UserCommand::ChoosePack;
            let placeholder = Placeholder::new(
                icons::ICON_DEPLOYED_CODE,
                tr!("quality-no-model"),
                tr!("quality-no-model-body"),
            );
            let clicked = placeholder.action(choose.icon(), choose.text()).ui(ui);
            if clicked.is_some() {
                context.commands.send(choose);
            }
            return None;
        };
        if let Some(problem) = self.desk.problem().or(self.problem.as_deref()) {
            let title = tr!("quality-not-judged");
            Placeholder::new(icons::ICON_ERROR, title, problem).ui(ui);
            return None;
        }
        let (Some(known), Some(_)) = (self.desk.known().cloned(), &self.outlook) else {
            ui.centered_and_justified(|ui| ui.spinner());
            return None;
        };
        let count = context.document.pictures().len();
        if known.not_looked_at.len() == count {
            return nothing_looked_at_ui(ui, &known, pack);
        }
        let mut wish = None;
        egui::ScrollArea::vertical()
            .auto_shrink([false, false])
            .show(ui, |ui| {
                ui.set_max_width(ui.available_width().min(WIDEST_PT));
                egui::Frame::new().inner_margin(space::L).show(ui, |ui| {
                    wish = self.page_ui(ui, &known, pack, document, context);
                });
            });
        wish
    }

    fn page_ui(
        &mut self,
        ui: &mut Ui,
        known: &Known,
        pack: &Pack,
        document: &Document,
        context: &CaseContext<'_>,
    ) -> Option<Wish> {
        let mut wish = None;
        ui.label(theme::title(tr!("quality-deciding")));
        ui.add_space(space::XS);
        wish = coverage_ui(ui, known, &pack.manifest.name).or(wish);
        ui.add_space(space::M);
        let is_wide = ui.available_width() > 2.0 * AIM_PT;
        let aim = |it: &mut Self, ui: &mut Ui| {
            ui.label(theme::strong(tr!("quality-aim")));
            it.aim.ui(ui, known.study.classes());
            ui.add_space(space::M);
            it.decision_ui(ui, known, context);
        };
        let outcome = |it: &mut Self, ui: &mut Ui| {
            let Some(outlook) = &it.outlook else { return };
            let pointed = chart::chart_ui(ui, &outlook.curves, &outlook.thresholds);
            if let Some(threshold) = pointed {
                it.aim.way = Way::ByHand;
                it.aim.thresholds = Thresholds::one(threshold);
            }
            ui.add_space(space::S);
            figures::figures_ui(ui, &outlook.table);
        };
        if is_wide {
            let rest_pt = ui.available_width() - AIM_PT - 3.0 * space::L;
            ui.horizontal_top(|ui| {
                ui.vertical(|ui| {
                    ui.set_width(AIM_PT);
                    aim(self, ui);
                });
                ui.add_space(space::L);
                ui.vertical(|ui| {
                    ui.set_max_width(rest_pt);
                    outcome(self, ui);
                });
            });
        } else {
            aim(self, ui);
            outcome(self, ui);
        }
        ui.add_space(space::M);
        ui.separator();
        wish = self.verdicts_ui(ui, known, document, context).or(wish);
        wish
    }

    /// The choice: what it promises, what must be known, and whether it is in force.
    fn decision_ui(&mut self, ui: &mut Ui, known: &Known, context: &CaseContext<'_>) {
        let words = wording();
        let Some(outlook) = &self.outlook else { return };
        ui.label(theme::strong(tr!("quality-choice")));
        match &outlook.decision {
            Ok(decision) => {
                ui.label((words.thresholds)(&decision.thresholds));
                for sentence in (words.promise)(decision) {
                    ui.label(sentence);
                }
                for warning in &decision.warnings {
                    warning_ui(ui, &(words.warning)(warning));
                }
            }
            Err(error) => warning_ui(ui, &error.to_string()),
        }
        ui.add_space(space::S);
        if let Some(point) = &known.point {
            ui.label(theme::strong(tr!("quality-in-force")));
            ui.label((words.thresholds)(point.thresholds()));
            let time = (words.time)(&point.chosen_at);
            ui.weak(match point.chosen_by.as_str() {
                "" => tr!("quality-in-force-since", time = time),
                who => tr!("quality-in-force-by", who = who, time = time),
            });
            if !point.is_of(&known.study) {
                ui.weak(tr!("quality-in-force-changed"));
            }
        } else {
            ui.weak(tr!("quality-none-in-force"));
        }
        let Ok(decision) = &outlook.decision else {
            return;
        };
        let is_new = known
            .point
            .as_ref()
            .is_none_or(|point| point.decision != *decision);
        let button = egui::Button::new((
            icons::atom(icons::ICON_VERIFIED),
            tr!("quality-put-in-force"),
        ));
        if ui
            .add_enabled(is_new, button)
            .on_hover_text(tr!("quality-put-in-force-tip"))
            .clicked()
        {
            self.put_in_force(known, decision.clone(), context);
        }
    }

    fn put_in_force(&mut self, known: &Known, decision: Decision, context: &CaseContext<'_>) {
        let (Some(project), Some(made_of)) = (context.document.project(), self.desk.made_of())
        else {
            return;
        };
        let author = context.settings.author();
        let now = Timestamp::now();
        let point = known
            .study
            .put_in_force(decision, &made_of.model, &author, now);
        let writer = project.writer();
        let title = tr!("quality-put-in-force");
        self.enforcing
            .ask(context.jobs, Lane::Background, title, move |_| {
                writer
                    .write(move |transaction| Ok(points::add(transaction, &point)?))
                    .map_err(|error| error.to_string())
            });
    }

    /// Takes up the point that was put in force, or says why it was not.
    fn take_enforced(&mut self, context: &CaseContext<'_>) {
        let reason = match self.enforcing.poll() {
            None => return,
            Some(Ok(Ok(()))) => {
                self.looks += 1;
                return;
            }
            Some(Ok(Err(reason))) => reason,
            Some(Err(stopped)) => stopped.to_string(),
        };
        let title = tr!("quality-not-in-force");
        context.commands.send(Notification::error(title, reason));
    }

    /// The verdicts, and their report.
    fn verdicts_ui(
        &mut self,
        ui: &mut Ui,
        known: &Known,
        document: &Document,
        context: &CaseContext<'_>,
    ) -> Option<Wish> {
        let outlook = self.outlook.as_ref()?;
        let count = |verdict| {
            let parts = outlook.verdicts.iter();
            text::number(parts.filter(|it| it.verdict == verdict).count() as f64, 0)
        };
        let mut wants_report = false;
        ui.horizontal(|ui| {
            ui.label(theme::title(tr!("quality-verdicts")));
            ui.weak(tr!(
                "quality-verdicts-count",
                rejected = count(Verdict::Reject),
                accepted = count(Verdict::Accept),
                unsure = count(Verdict::Unsure)
            ));
            let button =
                egui::Button::new((icons::atom(icons::ICON_LAB_PROFILE), tr!("quality-report")));
            let can_report = known.point.is_some() && !self.report.is_busy();
            wants_report = ui
                .add_enabled(can_report, button)
                .on_disabled_hover_text(tr!("quality-report-needs-point"))
                .clicked();
        });
        let words = wording();
        let chosen = verdicts::verdicts_ui(ui, &outlook.verdicts, document, &words, context);
        if wants_report {
            self.ask_report(known, document, context);
        }
        chosen.map(Wish::Show)
    }

    fn ask_report(&mut self, known: &Known, document: &Document, context: &CaseContext<'_>) {
        let (Some(point), Some(project)) = (known.point.clone(), context.document.project()) else {
            return;
        };
        let reporting = Reporting {
            document: document.clone(),
            rows: Arc::clone(context.document.pictures()),
            study: known.study.clone(),
            point,
            subject: project.name(),
        };
        let kind = PathKind::NewFile {
            file_name: format!("{}.html", project.name()),
            extensions: &["html"],
        };
        let title = tr!("quality-report");
        self.report
            .ask(context, title, kind, Lane::Background, move |path, work| {
                let report = reporting.report(work).map_err(|error| error.to_string())?;
                let page = report.to_html(&wording());
                write_page(path, &page).map_err(|error| error.to_string())?;
                let path = path.display().to_string();
                Ok(Exported::whole(tr!("quality-report-written", path = path)))
            });
    }
}

/// The thresholds where nothing can be chosen: those in force, or the operating point of the pack.
fn thresholds_before(known: &Known, pack: &Pack) -> Thresholds {
    if let Some(point) = &known.point {
        return point.thresholds().clone();
    }
    let point = pack.manifest.operating_point.as_ref();
    Thresholds::one(point.map_or(0.5, |point| point.threshold))
}

fn warning_ui(ui: &mut Ui, text: &str) {
    ui.horizontal_top(|ui| {
        let colour = palette(ui).warning;
        icons::icon_ui(
            ui,
            icons::ICON_WARNING,
            colour,
            workbench::tokens::size::ICON_PT,
        );
        ui.add(egui::Label::new(text).wrap());
    });
}

/// What the figures rest on, and what the model has still to look at.
fn coverage_ui(ui: &mut Ui, known: &Known, model: &str) -> Option<Wish> {
    let coverage = known.study.coverage();
    let count = |count: usize| text::number(count as f64, 0);
    ui.label(tr!(
        "quality-rests-on",
        model = model,
        parts = count(coverage.judged_parts()),
        bad = count(coverage.bad_parts),
        pictures = count(coverage.judged_pictures),
        defects = count(coverage.defects)
    ));
    let mut wish = None;
    ui.horizontal_wrapped(|ui| {
        if coverage.unreviewed_pictures > 0 {
            ui.weak(tr!(
                "quality-unreviewed",
                count = coverage.unreviewed_pictures
            ));
        }
        if !known.not_looked_at.is_empty() {
            ui.weak(tr!("quality-unlooked", count = known.not_looked_at.len()));
            if ui.button(tr!("quality-look-at-rest")).clicked() {
                wish = Some(Wish::Look(known.not_looked_at.clone()));
            }
        }
    });
    wish
}

fn nothing_looked_at_ui(ui: &mut Ui, known: &Known, pack: &Pack) -> Option<Wish> {
    let placeholder = Placeholder::new(
        icons::ICON_QUERY_STATS,
        tr!("quality-nothing-looked-at"),
        tr!(
            "quality-nothing-looked-at-body",
            model = pack.manifest.name.as_str()
        ),
    );
    let clicked = placeholder
        .action(icons::ICON_PLAY_ARROW, tr!("quality-look-at-all"))
        .ui(ui);
    clicked.map(|_| Wish::Look(known.not_looked_at.clone()))
}
