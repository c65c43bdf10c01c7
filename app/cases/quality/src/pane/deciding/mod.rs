//! Deciding: what thresholds do, which are in force, and what is said of each part.

mod aim;
mod chart;
mod enforcing;
mod figures;
mod judging;
mod outlook;
mod reporting;
mod verdicts;
mod wording;

use std::sync::Arc;

use annotation::{Document, LayerId, PictureId};
use decision::{DecisionError, Thresholds, Verdict};
use egui::Ui;
use jobs::{Lane, Latest};
use packs::Pack;
use workbench::tokens::space;
use workbench::widgets::Placeholder;
use workbench::{CaseContext, FileExport, UserCommand, icons, text, theme, tr};

use super::review::layer_name;
use crate::method::{severity, thresholds};
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
    /// Who decides; none until that was asked, and then whoever labels.
    decider: Option<String>,
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
    pub fn logic(
        &mut self,
        model: Option<(&Pack, &str)>,
        layer: LayerId,
        context: &CaseContext<'_>,
    ) {
        self.report.logic(context);
        self.take_enforced(context);
        let (true, Some((pack, identity)), Some(document)) =
            (self.is_shown, model, context.labels.document())
        else {
            return;
        };
        let now = MadeOf {
            model: identity.to_owned(),
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
        // Where nothing can be chosen, everything is of what counts now.
        let before = thresholds(&document, &pack.manifest, known.point.as_ref());
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
        if document.layers().count() > 1
            && let Some(made_of) = self.desk.made_of()
        {
            let layer = layer_name(document, made_of.layer);
            ui.weak(tr!("quality-judged-layer", layer = layer));
        }
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
            figures::figures_ui(ui, &outlook.table, &wording());
            if it.aim.is_judged_on_others() {
                ui.weak(tr!("quality-figures-all-parts"));
            }
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
