//! Accidentals that are printed twice in a measure.

use std::collections::HashMap;

use super::{Finding, FindingKind};
use crate::{ElementId, Part, Quarters, Step};

/// What an accidental has been said of: staff, letter and octave.
type Place = (u8, Step, u8);

pub(super) fn check(part: &Part, at: usize) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (measure, it) in part.measures.iter().enumerate() {
        let mut notes = Vec::new();
        for voice in &it.voices {
            for entry in voice.entries() {
                let of_entry = entry.as_chord().map(|it| it.notes.as_slice());
                let of_entry = of_entry.unwrap_or_default().iter();
                notes.extend(of_entry.map(|note| (entry.onset, voice.number(), note)));
            }
        }
        notes.sort_by_key(|it| it.0);
        let mut said: HashMap<Place, (i8, Quarters, ElementId)> = HashMap::new();
        for (onset, voice, note) in notes {
            let Some(shown) = note.accidental else {
                continue;
            };
            let alter = shown.accidental.alter();
            let place = (note.staff, note.pitch.step(), note.pitch.octave());
            let before = said.insert(place, (alter, onset, note.id));
            let is_reminder = shown.is_cautionary || shown.is_in_parentheses;
            if let Some((said, when, by)) = before
                && said == alter
                && when < onset
                && !is_reminder
            {
                findings.push(Finding {
                    kind: FindingKind::AccidentalRepeated,
                    part: at,
                    measure,
                    staff: Some(note.staff),
                    voice: Some(voice),
                    ids: vec![by, note.id],
                });
            }
        }
    }
    findings
}
