//! What makes sure that only valid files are written.

use std::collections::HashSet;

use super::super::WriteError;
use crate::model::voice::is_place;
use crate::{Content, Measure, Part, Score};

/// How many divisions a quarter has in each part, so that every place and length is a whole number
/// of them.
///
/// # Errors
/// What in the score has no place in a file.
pub(super) fn divisions_of_parts(score: &Score) -> Result<Vec<i64>, WriteError> {
    let mut ids = HashSet::new();
    let mut divisions = Vec::new();
    let expected = score.parts.first().map_or(0, |it| it.measures.len());
    for (at, part) in score.parts.iter().enumerate() {
        let measures = part.measures.len();
        if measures != expected {
            return Err(WriteError::Uneven {
                part: at + 1,
                measures,
                expected,
            });
        }
        for (number, measure) in part.measures.iter().enumerate() {
            sound(measure, part, (at + 1, number + 1))?;
            if let Some(twice) = measure.ids().find(|it| !ids.insert(*it)) {
                return Err(WriteError::Twice(twice));
            }
        }
        let fraction = part
            .divisions()
            .ok_or(WriteError::TooFine { part: at + 1 })?;
        divisions.push(fraction);
    }
    if expected == 0 || score.parts.iter().any(|it| it.staves == 0) {
        return Err(WriteError::Empty);
    }
    Ok(divisions)
}

fn sound(measure: &Measure, part: &Part, (at, number): (usize, usize)) -> Result<(), WriteError> {
    if measure.places().any(|it| !is_place(it.0)) {
        return Err(WriteError::Place {
            part: at,
            measure: number,
        });
    }
    let entries = measure.voices.iter().flat_map(|it| it.entries());
    let entries = entries.flat_map(|it| match &it.content {
        Content::Chord(chord) => chord.notes.iter().map(|it| it.staff).collect(),
        Content::Rest(rest) => vec![rest.staff],
    });
    let mut staves = entries.chain(measure.places().map(|it| it.1));
    if let Some(staff) = staves.find(|it| !(1..=part.staves).contains(it)) {
        return Err(WriteError::Staff {
            part: at,
            measure: number,
            staff,
            staves: part.staves,
        });
    }
    let mut voices = HashSet::new();
    let mut numbers = measure.voices.iter().map(|it| it.number());
    if let Some(voice) = numbers.find(|it| !voices.insert(*it)) {
        return Err(WriteError::Voice {
            part: at,
            measure: number,
            voice,
        });
    }
    Ok(())
}
