//! What the thresholds shall achieve, as the user sets it.

use std::collections::BTreeMap;

use decision::{ClassCosts, Judging, Level, Rule, Thresholds};
use egui::{Checkbox, ComboBox, DragValue, Ui};
use workbench::{text, tr};

/// How the thresholds are chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// So that enough is found.
    Recall,
    /// So that wrong calls cost least.
    Cost,
    /// As they are set.
    ByHand,
}

/// On what the choice is judged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Jury {
    /// On what it was chosen on.
    Same,
    /// On a third of the parts, which is kept back.
    HeldOut,
    /// On all parts, each by thresholds that were chosen on others.
    CrossFit,
}

/// What the thresholds shall achieve.
#[derive(Clone, PartialEq, Debug)]
pub struct Aim {
    pub way: Way,
    pub jury: Jury,
    /// The share that is to be found, above 0 and up to 1.
    target: f64,
    of: Level,
    is_promised: bool,
    by_class: bool,
    costs: ClassCosts,
    /// The thresholds that are set by hand.
    pub thresholds: Thresholds,
}

impl Default for Aim {
    /// Recall first: 95 of 100 defects are to be found.
    fn default() -> Self {
        Self {
            way: Way::Recall,
            jury: Jury::Same,
            target: 0.95,
            of: Level::Defects,
            is_promised: false,
            by_class: false,
            costs: ClassCosts {
                miss: BTreeMap::new(),
                other_miss: 100.0,
                false_alarm: 1.0,
                prevalence: None,
            },
            thresholds: Thresholds::one(0.5),
        }
    }
}

impl Aim {
    /// The rule by which thresholds are chosen.
    pub fn rule(&self) -> Rule {
        match self.way {
            Way::Recall => Rule::Recall {
                target: self.target,
                of: self.of,
                is_promised: self.is_promised && self.target < 1.0,
                by_class: self.by_class,
            },
            Way::Cost => Rule::Cost {
                costs: self.costs.clone(),
                by_class: self.by_class,
            },
            Way::ByHand => Rule::ByHand {
                thresholds: self.thresholds.clone(),
            },
        }
    }

    /// The parts that the choice is judged on. The seed is fixed, so that the same data give the same
    /// figures.
    pub fn judging(&self) -> Judging {
        match self.jury {
            // What is set by hand is chosen on no parts, so that there are no others.
            _ if self.way == Way::ByHand => Judging::SameParts,
            Jury::Same => Judging::SameParts,
            Jury::HeldOut => Judging::HeldOut {
                share: 1.0 / 3.0,
                seed: 1,
            },
            Jury::CrossFit => Judging::CrossFit { folds: 5, seed: 1 },
        }
    }

    /// Whether the choice is judged on parts that it was not made on.
    pub fn is_judged_on_others(&self) -> bool {
        self.judging() != Judging::SameParts
    }

    /// Paints what can be set. `classes` are those that were labelled or found.
    pub fn ui(&mut self, ui: &mut Ui, classes: &[String]) {
        ui.horizontal_wrapped(|ui| {
            for (way, name) in [
                (Way::Recall, tr!("quality-by-recall")),
                (Way::Cost, tr!("quality-by-cost")),
                (Way::ByHand, tr!("quality-by-hand")),
            ] {
                ui.radio_value(&mut self.way, way, name);
            }
        });
        match self.way {
            Way::Recall => self.recall_ui(ui),
            Way::Cost => self.costs_ui(ui, classes),
            Way::ByHand => self.by_hand_ui(ui, classes),
        }
        if self.way != Way::ByHand {
            let tick = Checkbox::new(&mut self.by_class, tr!("quality-each-class"));
            ui.add(tick).on_hover_text(tr!("quality-each-class-tip"));
            self.jury_ui(ui);
        }
    }

    fn recall_ui(&mut self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            let label = ui.label(tr!("quality-recall-find"));
            let value = DragValue::new(&mut self.target)
                .range(0.5..=1.0)
                .speed(0.001)
                .custom_formatter(|value, _| text::percent(value, 1))
                .custom_parser(percent);
            ui.add(value).labelled_by(label.id);
            let combo = ComboBox::from_id_salt("recall-of")
                .selected_text(level_text(self.of))
                .show_ui(ui, |ui| {
                    for level in [Level::Defects, Level::Parts, Level::Pictures] {
                        ui.selectable_value(&mut self.of, level, level_text(level));
                    }
                });
            combo.response.labelled_by(label.id);
        });
        let tick = Checkbox::new(&mut self.is_promised, tr!("quality-promised"));
        ui.add(tick).on_hover_text(tr!("quality-promised-tip"));
    }

    fn costs_ui(&mut self, ui: &mut Ui, classes: &[String]) {
        egui::Grid::new("costs").num_columns(2).show(ui, |ui| {
            for class in classes {
                let usual = self.costs.of_miss(class);
                let cost = self.costs.miss.entry(class.clone()).or_insert(usual);
                let label = ui.label(tr!("quality-cost-miss", class = class.as_str()));
                ui.add(amount(cost)).labelled_by(label.id);
                ui.end_row();
            }
            let label = ui.label(tr!("quality-cost-alarm"));
            ui.add(amount(&mut self.costs.false_alarm))
                .labelled_by(label.id);
            ui.end_row();
            let mut is_known = self.costs.prevalence.is_some();
            let tick = ui
                .checkbox(&mut is_known, tr!("quality-prevalence"))
                .on_hover_text(tr!("quality-prevalence-tip"));
            if is_known {
                let share = self.costs.prevalence.get_or_insert(0.01);
                let value = DragValue::new(share)
                    .range(0.0..=1.0)
                    .speed(0.001)
                    .custom_formatter(|value, _| text::percent(value, 2))
                    .custom_parser(percent);
                ui.add(value).labelled_by(tick.id);
            } else {
                self.costs.prevalence = None;
            }
            ui.end_row();
        });
    }

    fn by_hand_ui(&mut self, ui: &mut Ui, classes: &[String]) {
        let mut is_by_class = matches!(self.thresholds, Thresholds::ByClass { .. });
        match &mut self.thresholds {
            Thresholds::OneForAll { threshold } => {
                slider_ui(ui, threshold, &tr!("quality-threshold"));
            }
            Thresholds::ByClass {
                by_class,
                otherwise,
            } => {
                for class in classes {
                    let threshold = by_class.entry(class.clone()).or_insert(*otherwise);
                    slider_ui(ui, threshold, class);
                }
            }
        }
        let tick = Checkbox::new(&mut is_by_class, tr!("quality-each-class"));
        if ui.add(tick).changed() {
            self.thresholds = match &self.thresholds {
                Thresholds::OneForAll { threshold } => Thresholds::ByClass {
                    by_class: BTreeMap::new(),
                    otherwise: *threshold,
                },
                Thresholds::ByClass {
                    by_class,
                    otherwise,
                } => {
                    let lowest = by_class.values().copied().reduce(f64::min);
                    Thresholds::one(lowest.unwrap_or(*otherwise))
                }
            };
        }
    }

    fn jury_ui(&mut self, ui: &mut Ui) {
        let name = |jury| match jury {
            Jury::Same => tr!("quality-jury-same"),
            Jury::HeldOut => tr!("quality-jury-held-out"),
            Jury::CrossFit => tr!("quality-jury-cross-fit"),
        };
        let label = ui.label(tr!("quality-jury"));
        let combo = ComboBox::from_id_salt("jury")
            .selected_text(name(self.jury))
            .width(ui.available_width().min(280.0))
            .show_ui(ui, |ui| {
                for jury in [Jury::Same, Jury::HeldOut, Jury::CrossFit] {
                    ui.selectable_value(&mut self.jury, jury, name(jury));
                }
            });
        combo.response.labelled_by(label.id);
    }
}

/// What is counted, in the language of the window.
pub fn level_text(level: Level) -> String {
    match level {
        Level::Pictures => tr!("quality-level-pictures"),
        Level::Defects => tr!("quality-level-defects"),
        Level::Parts => tr!("quality-level-parts"),
    }
}

fn amount(value: &mut f64) -> DragValue<'_> {
    DragValue::new(value).range(0.0..=1e9).speed(1.0)
}

fn slider_ui(ui: &mut Ui, threshold: &mut f64, name: &str) {
    ui.horizontal(|ui| {
        let slider = egui::Slider::new(threshold, 0.0..=1.0).fixed_decimals(3);
        let response = ui.add(slider);
        let label = ui.label(name);
        response.labelled_by(label.id);
    });
}

/// A share that is typed in percent.
fn percent(typed: &str) -> Option<f64> {
    let digits = typed.trim().trim_end_matches('%').trim();
    let number: f64 = digits.replace(',', ".").parse().ok()?;
    Some(number / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_typed_in_percent() {
        assert_eq!(percent("95"), Some(0.95));
        assert_eq!(percent(" 99,5 % "), Some(0.995));
        assert_eq!(percent("most"), None);
    }

    #[test]
    fn all_defects_can_be_asked_for_but_not_promised() {
        let aim = Aim {
            target: 1.0,
            is_promised: true,
            ..Aim::default()
        };
        let Rule::Recall { is_promised, .. } = aim.rule() else {
            unreachable!("the usual way is recall");
        };
        assert!(!is_promised);
    }
}
