//! Making series: which pictures belong together, and whether the thing turns.

use annotation::{Document, Grouping, Pattern, Series, act};
use egui::{DragValue, TextEdit, Ui};
use workbench::labels::LabelWish;
use workbench::{CaseContext, icons, tokens, tr};

use crate::method::{SeriesPlan, named};

/// Which pictures belong together, as it is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Folders,
    Numbers,
    Pattern,
}

/// What the user has chosen so far.
pub struct SeriesSetup {
    choice: Option<Choice>,
    pattern: String,
    turns: bool,
    turn_deg: f64,
    /// What the choice would make, and of what it was made.
    planned: Option<(Key, Result<Vec<Series>, String>)>,
}

#[derive(Debug, Clone, PartialEq)]
struct Key {
    labels: u64,
    pictures: u64,
    choice: Choice,
    pattern: String,
    turns: bool,
    turn_deg: f64,
}

impl Default for SeriesSetup {
    fn default() -> Self {
        Self {
            choice: None,
            pattern: "{series}/*{shot}.*".to_owned(),
            turns: true,
            turn_deg: 360.0,
            planned: None,
        }
    }
}

impl SeriesSetup {
    /// Paints what can be chosen, and what would come of it.
    pub fn ui(&mut self, ui: &mut Ui, document: &Document, context: &CaseContext<'_>) {
        ui.label(tr!("quality-setup-body"));
        let guess = || match Grouping::guess(&named(document, context.document.pictures())) {
            Grouping::Folders => Choice::Folders,
            Grouping::Numbers | Grouping::Pattern(_) => Choice::Numbers,
        };
        let choice = self.choice.get_or_insert_with(guess);
        for (value, text) in [
            (Choice::Folders, tr!("quality-setup-folders")),
            (Choice::Numbers, tr!("quality-setup-numbers")),
            (Choice::Pattern, tr!("quality-setup-pattern")),
        ] {
            ui.radio_value(choice, value, text);
        }
        if *choice == Choice::Pattern {
            let edit = TextEdit::singleline(&mut self.pattern).desired_width(f32::INFINITY);
            let response = ui.add(edit).on_hover_text(tr!("quality-setup-pattern-tip"));
            response.accessible_name(tr!("quality-setup-pattern"));
        }
        ui.checkbox(&mut self.turns, tr!("quality-setup-turns"));
        if self.turns {
            ui.horizontal(|ui| {
                let label = ui.label(tr!("quality-setup-turn"));
                let value = DragValue::new(&mut self.turn_deg)
                    .range(1.0..=3600.0)
                    .suffix("°");
                ui.add(value).labelled_by(label.id);
            });
        }
        let planned = self.planned(document, context);
        match planned {
            Err(reason) => {
                ui.colored_label(tokens::palette(ui).error, reason);
            }
            Ok(series) if series.is_empty() => {
                ui.weak(tr!("quality-setup-none"));
            }
            Ok(series) => {
                let shots: usize = series.iter().map(|one| one.shots.len()).sum();
                let text = tr!("quality-setup-plan", count = series.len(), shots = shots);
                ui.label(text);
                let names = series.iter().take(4).map(|one| one.name.as_str());
                ui.weak(names.collect::<Vec<_>>().join(", "));
                let text = tr!("quality-setup-make");
                let button = egui::Button::new((icons::atom(icons::ICON_ADD), text));
                if ui.add(button).clicked() {
                    let series = series.clone();
                    context.commands.send(LabelWish::new(move |document, ids| {
                        Ok(act::add_series(document, series.clone(), ids)?.1)
                    }));
                }
            }
        }
    }

    /// What the choice would make; worked out anew only where something is another.
    fn planned(
        &mut self,
        document: &Document,
        context: &CaseContext<'_>,
    ) -> &Result<Vec<Series>, String> {
        let key = Key {
            labels: context.labels.revision(),
            pictures: context.document.revision(),
            choice: self.choice.unwrap_or(Choice::Folders),
            pattern: self.pattern.clone(),
            turns: self.turns,
            turn_deg: self.turn_deg,
        };
        let is_same = self.planned.as_ref().is_some_and(|(of, _)| *of == key);
        if !is_same {
            let grouping = match key.choice {
                Choice::Folders => Ok(Grouping::Folders),
                Choice::Numbers => Ok(Grouping::Numbers),
                Choice::Pattern => Pattern::new(&key.pattern)
                    .map(Grouping::Pattern)
                    .map_err(|error| error.to_string()),
            };
            let series = grouping.map(|grouping| {
                let plan = SeriesPlan {
                    grouping,
                    turns: key.turns,
                    turn_deg: key.turn_deg,
                };
                plan.series(document, context.document.pictures())
            });
            self.planned = Some((key, series));
        }
        // It was put there just now, or was there before.
        &self.planned.as_ref().expect("a plan was just made").1
    }
}
