//! Putting a choice in force: what it promises, what must be known about it, and who chose what is in
//! force now.

use decision::Decision;
use egui::Ui;
use jiff::Timestamp;
use jobs::Lane;
use workbench::tokens::{palette, size, space};
use workbench::{CaseContext, Notification, icons, theme, tr};

use super::Deciding;
use super::judging::Known;
use super::wording::wording;
use crate::record::points;

impl Deciding {
    /// The choice: what it promises, what must be known, and whether it is in force.
    pub(super) fn decision_ui(&mut self, ui: &mut Ui, known: &Known, context: &CaseContext<'_>) {
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
            Err(error) => {
                warning_ui(ui, &(words.error)(error));
                let shown = (words.thresholds)(&outlook.thresholds);
                ui.label(tr!("quality-figures-of", thresholds = shown));
            }
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
        let name = ui.label(tr!("quality-decided-by"));
        let author = context.settings.author();
        let decider = self.decider.get_or_insert(author);
        let edit = egui::TextEdit::singleline(decider).desired_width(200.0);
        ui.add(edit).labelled_by(name.id);
        let decider = decider.trim();
        let is_new = known.point.as_ref().is_none_or(|point| {
            // What nobody has signed yet can be signed.
            point.decision != *decision || (point.chosen_by.is_empty() && !decider.is_empty())
        });
        let why_not = if decider.is_empty() {
            tr!("quality-put-in-force-who")
        } else {
            tr!("quality-put-in-force-same")
        };
        let can_enforce = is_new && !decider.is_empty();
        let button = egui::Button::new((
            icons::atom(icons::ICON_VERIFIED),
            tr!("quality-put-in-force"),
        ));
        if ui
            .add_enabled(can_enforce, button)
            .on_hover_text(tr!("quality-put-in-force-tip"))
            .on_disabled_hover_text(why_not)
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
        let decider = self
            .decider
            .as_deref()
            .unwrap_or_default()
            .trim()
            .to_owned();
        let now = Timestamp::now();
        let point = known
            .study
            .put_in_force(decision, &made_of.model, &decider, now);
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
    pub(super) fn take_enforced(&mut self, context: &CaseContext<'_>) {
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
}

fn warning_ui(ui: &mut Ui, text: &str) {
    ui.horizontal_top(|ui| {
        let colour = palette(ui).warning;
        icons::icon_ui(ui, icons::ICON_WARNING, colour, size::ICON_PT);
        ui.add(egui::Label::new(text).wrap());
    });
}
