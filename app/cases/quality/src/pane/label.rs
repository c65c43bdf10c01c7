//! The labels of the picture, and what is said of the one that is chosen.

use std::collections::BTreeSet;

use annotation::{
    AttributeKind, AttributeSpec, Document, Gesture, Label, Origin, Refusal, Standing, act,
};
use egui::{ComboBox, TextEdit, Ui};
use marking::{Board, label_name};
use workbench::labels::LabelWish;
use workbench::toolbar::pane_command_ui;
use workbench::widgets::key_values_ui;
use workbench::{CaseContext, UserCommand, text, tr};

use super::thing::thing_ui;

/// More labels than these are not listed: they are found on the picture.
const MOST_LISTED: usize = 200;
/// The height that the list of labels has at the most, in points.
const LIST_PT: f32 = 200.0;

/// The section about labels. A text that is being written is kept until it is done.
#[derive(Default)]
pub struct LabelPanel {
    note: Option<(annotation::LabelId, String)>,
}

impl LabelPanel {
    /// Paints the section.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        document: &Document,
        board: &mut Board,
        context: &CaseContext<'_>,
    ) {
        list_ui(ui, document, board);
        let chosen: Vec<_> = board
            .selected()
            .iter()
            .filter_map(|id| board.scene().label(*id).cloned())
            .collect();
        match &chosen[..] {
            [] => {
                ui.weak(tr!("quality-nothing-chosen"));
            }
            [only] => self.one_ui(ui, only, document, context),
            many => {
                ui.label(tr!("quality-many-chosen", count = many.len()));
            }
        }
        if chosen.iter().any(|label| !label.is_kept()) {
            ui.horizontal(|ui| {
                pane_command_ui(ui, UserCommand::AcceptLabels, true, context);
                pane_command_ui(ui, UserCommand::DeleteLabels, true, context);
            });
        }
    }

    fn one_ui(
        &mut self,
        ui: &mut Ui,
        label: &Label,
        document: &Document,
        context: &CaseContext<'_>,
    ) {
        ui.separator();
        let mut facts = vec![(tr!("quality-label-what"), label_name(document, label))];
        if let Some(bounds) = label.shape.bounds() {
            let size = format!(
                "{} × {} px",
                text::number(bounds.width_px(), 0),
                text::number(bounds.height_px(), 0)
            );
            facts.push((tr!("quality-label-size"), size));
        }
        facts.push((tr!("quality-label-origin"), origin_text(label)));
        key_values_ui(ui, &facts);
        ui.add_enabled_ui(!label.is_locked, |ui| {
            thing_ui(ui, label, document, context);
            let mut changed = label.clone();
            ui.checkbox(&mut changed.is_occluded, tr!("quality-label-occluded"));
            ui.checkbox(&mut changed.is_ignored, tr!("quality-label-ignored"))
                .on_hover_text(tr!("quality-label-ignored-tip"));
            if let Some(class) = document.class(label.class) {
                for spec in &class.attributes {
                    attribute_ui(ui, spec, &mut changed);
                }
            }
            self.note_ui(ui, label, &mut changed);
            if changed != *label {
                describe(changed, context);
            }
        });
        if label.is_locked {
            ui.weak(tr!("quality-label-locked"));
        }
    }

    /// The note, which counts once the field is left.
    fn note_ui(&mut self, ui: &mut Ui, label: &Label, changed: &mut Label) {
        let mut note = match self.note.take() {
            Some((id, note)) if id == label.id => note,
            _ => label.note.clone(),
        };
        let name = ui.label(tr!("quality-label-note"));
        let edit = TextEdit::multiline(&mut note)
            .desired_rows(2)
            .desired_width(f32::INFINITY);
        let response = ui.add(edit).labelled_by(name.id);
        if response.lost_focus() {
            changed.note = note;
        } else if response.has_focus() {
            self.note = Some((label.id, note));
        }
    }
}

/// The labels of the picture by name, to be chosen.
fn list_ui(ui: &mut Ui, document: &Document, board: &mut Board) {
    let labels: Vec<_> = board.scene().labels().take(MOST_LISTED).cloned().collect();
    let count = board.scene().labels().count();
    let mut chosen = None;
    egui::ScrollArea::vertical()
        .id_salt("labels")
        .max_height(LIST_PT)
        .min_scrolled_height(LIST_PT)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for label in &labels {
                let mut name = label_name(document, label);
                if label.standing == Standing::Proposed {
                    name = tr!("quality-label-proposed", name = name);
                }
                let is_chosen = board.selected().contains(&label.id);
                if ui.selectable_label(is_chosen, name).clicked() {
                    chosen = Some(label.id);
                }
            }
            if count > labels.len() {
                ui.weak(tr!("quality-labels-more", count = count - labels.len()));
            }
        });
    if let Some(id) = chosen {
        board.select(BTreeSet::from([id]));
    }
}

fn attribute_ui(ui: &mut Ui, spec: &AttributeSpec, changed: &mut Label) {
    let before = changed.attributes.get(&spec.name).cloned();
    let mut value = before.clone().unwrap_or_default();
    match &spec.kind {
        AttributeKind::Flag => {
            let mut is_on = value == "true";
            ui.checkbox(&mut is_on, &spec.name);
            value = is_on.to_string();
        }
        AttributeKind::Choice(choices) => {
            ui.horizontal(|ui| {
                let label = ui.label(&spec.name);
                let combo = ComboBox::from_id_salt(&spec.name)
                    .selected_text(&value)
                    .show_ui(ui, |ui| {
                        for choice in choices {
                            ui.selectable_value(&mut value, choice.clone(), choice);
                        }
                    });
                combo.response.labelled_by(label.id);
            });
        }
        AttributeKind::Text | AttributeKind::Number => {
            ui.horizontal(|ui| {
                let label = ui.label(&spec.name);
                ui.add(TextEdit::singleline(&mut value).desired_width(120.0))
                    .labelled_by(label.id);
            });
        }
    }
    if before.unwrap_or_default() != value && spec.kind.holds(&value) {
        changed.attributes.insert(spec.name.clone(), value);
    }
}

fn describe(changed: Label, context: &CaseContext<'_>) {
    context.commands.send(LabelWish::new(move |document, ids| {
        let now = document
            .label(changed.picture, changed.id)
            .ok_or(Refusal::Gone)?;
        let described = Label {
            is_occluded: changed.is_occluded,
            is_ignored: changed.is_ignored,
            attributes: changed.attributes.clone(),
            note: changed.note.clone(),
            ..Label::clone(now)
        };
        act::change_labels(document, Gesture::Describe, [described], ids)
    }));
}

fn origin_text(label: &Label) -> String {
    match &label.origin {
        Origin::Hand => tr!("quality-origin-hand"),
        Origin::Model(source) => tr!(
            "quality-origin-model",
            model = source.model.as_str(),
            score = text::percent(f64::from(source.score), 0)
        ),
        Origin::Propagated { score: Some(score) } => tr!(
            "quality-origin-propagated-score",
            score = text::percent(f64::from(*score), 0)
        ),
        Origin::Propagated { score: None } => tr!("quality-origin-propagated"),
        Origin::Imported { file } => tr!("quality-origin-imported", file = file.as_str()),
    }
}
