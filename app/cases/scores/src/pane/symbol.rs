//! The symbol that is chosen: what it is, what else it may be, and what the music makes of it.

use egui::{RichText, Ui};
use transcription::Sign;
use workbench::widgets;
use workbench::{CaseContext, UserCommand, tr};

use super::editing::{Changes, Place};
use super::selection::{Chosen, Selection};
use super::wording;
use crate::method;
use crate::subject::{FoundSymbol, Look};

/// How many other readings have a key.
pub const READINGS: [UserCommand; 5] = [
    UserCommand::Reading1,
    UserCommand::Reading2,
    UserCommand::Reading3,
    UserCommand::Reading4,
    UserCommand::Reading5,
];

/// What else a symbol may be, by class, the likeliest first. What it is now is left out.
pub fn readings<'a>(
    chosen: &Chosen<'_>,
    look: Option<&'a Look>,
    class: &str,
) -> Vec<(&'a str, f32)> {
    let found: Option<&FoundSymbol> = look.and_then(|it| method::found_at(it, &chosen.box_px));
    let Some(found) = found else {
        return Vec::new();
    };
    let first = (found.class.as_str(), found.score);
    let others = found
        .others
        .iter()
        .map(|(class, score)| (class.as_str(), *score));
    let all = std::iter::once(first).chain(others);
    all.filter(|(other, _)| *other != class && Sign::of_name(other).is_some())
        .take(READINGS.len())
        .collect()
}

/// Paints what is known of the symbols that are chosen.
pub fn symbol_ui(
    ui: &mut Ui,
    selection: &Selection<'_>,
    class_of: impl Fn(&Chosen<'_>) -> String,
    look: Option<&Look>,
    place: Place,
    context: &CaseContext<'_>,
) {
    let Some(only) = selection.only() else {
        let text = match selection.chosen().len() {
            0 => tr!("scores-nothing-chosen"),
            count => tr!("scores-several-chosen", count = count),
        };
        ui.label(RichText::new(text).weak());
        return;
    };
    let class = class_of(only);
    let mut rows = vec![(tr!("scores-symbol-is"), wording::class_name(&class))];
    let found = look.and_then(|it| method::found_at(it, &only.box_px));
    if only.label.is_kept() {
        rows.push((tr!("scores-symbol-said-by"), tr!("scores-symbol-by-person")));
    } else if let Some(found) = found {
        let score = workbench::text::percent(f64::from(found.score), 0);
        rows.push((tr!("scores-symbol-certainty"), score));
    }
    if let Some(note) = selection.note(only) {
        rows.push((tr!("scores-symbol-pitch"), wording::pitch_name(note)));
    }
    if let Some((value, dots)) = selection.length(only) {
        rows.push((
            tr!("scores-symbol-length"),
            wording::length_name(value, dots),
        ));
    }
    if let Some(evidence) = selection.evidence(only) {
        let measure = (evidence.measure + 1).to_string();
        rows.push((tr!("scores-symbol-measure"), measure));
    }
    widgets::key_values_ui(ui, &rows);
    for (at, (other, score)) in readings(only, look, &class).into_iter().enumerate() {
        let keys = context
            .settings
            .shortcuts
            .label(READINGS[at])
            .unwrap_or_default();
        let score = workbench::text::percent(f64::from(score), 0);
        let text = format!("{keys}  {}", wording::class_name(other));
        let button = egui::Button::new(text)
            .right_text(score)
            .min_size(egui::vec2(ui.available_width(), 0.0));
        let tip = tr!("scores-take-reading", name = wording::class_name(other));
        if ui.add(button).on_hover_text(tip).clicked() {
            Changes::becoming([only.label.id], other).send(place, context);
        }
    }
    if let Some(evidence) = selection.evidence(only) {
        for reason in wording::reasons(evidence) {
            ui.label(RichText::new(reason).weak());
        }
    }
}
