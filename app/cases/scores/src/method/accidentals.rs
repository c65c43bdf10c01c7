//! Accidentals that the model is hardly sure of because they touch another one: before a chord several
//! stand so close that their ink runs together. Where a note is that would be without the faint one, it
//! counts as found.

use transcription::Sign;

use super::labelling::middle;
use crate::subject::{FoundSymbol, Look};

/// The least score of an accidental beside another one.
const LEAST: f32 = 0.15;
/// How far beside and above or below it the other one may be, in staff spaces from middle to middle.
const BESIDE: [f64; 2] = [1.6, 4.0];
/// How far left of its note an accidental stands, in staff spaces from middle to middle.
const BEFORE: std::ops::Range<f64> = 0.5..4.5;
/// How far its place may be above or below that of its note.
const OFF_NOTE: f64 = 0.4;
/// How near another symbol may be, in staff spaces: nearer ones are other readings of the same ink.
const APART: f64 = 0.5;
/// How high the belly of a flat is over its lower edge, in staff spaces.
const BELLY: f64 = 0.55;

/// Takes faint accidentals beside others for found.
pub(super) fn take_faint_accidentals(look: &mut Look) {
    let space_px = look.interline_px;
    let is_accidental = |it: &FoundSymbol| matches!(sign(it), Some(Sign::Accidental(_)));
    let known = &look.symbols;
    let is_meant = |faint: &FoundSymbol| {
        let [x, y] = middle(&faint.box_px);
        let off = |other: &FoundSymbol| {
            let [other_x, other_y] = middle(&other.box_px);
            [(other_x - x) / space_px, (other_y - y) / space_px]
        };
        let is_other_reading = |it: &FoundSymbol| off(it).iter().all(|it| it.abs() < APART);
        let is_beside = |it: &FoundSymbol| {
            let [right, down] = off(it).map(f64::abs);
            is_accidental(it) && right < BESIDE[0] && down < BESIDE[1]
        };
        let place_px = place_px(faint, space_px);
        let is_note = |it: &FoundSymbol| {
            let down = (middle(&it.box_px)[1] - place_px) / space_px;
            matches!(sign(it), Some(Sign::Head { .. }))
                && BEFORE.contains(&off(it)[0])
                && down.abs() < OFF_NOTE
        };
        faint.score >= LEAST
            && is_accidental(faint)
            && !known.iter().any(is_other_reading)
            && known.iter().any(is_beside)
            && known.iter().any(is_note)
    };
    let (taken, left): (Vec<_>, Vec<_>) = (look.candidates.drain(..)).partition(is_meant);
    look.candidates = left;
    look.symbols.extend(taken);
}

fn sign(symbol: &FoundSymbol) -> Option<Sign> {
    Sign::of_name(&symbol.class)
}

/// The row of the note that an accidental is meant for.
fn place_px(accidental: &FoundSymbol, space_px: f64) -> f64 {
    if accidental.class.ends_with("Flat") {
        accidental.box_px[3] - BELLY * space_px
    } else {
        middle(&accidental.box_px)[1]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(class: &str, [x, y]: [f64; 2], score: f32) -> FoundSymbol {
        FoundSymbol {
            class: class.to_owned(),
            box_px: [x - 5.0, y - 10.0, x + 5.0, y + 10.0],
            score,
            others: Vec::new(),
        }
    }

    /// How many symbols count as found, of two heads a step apart with a sharp before the upper one, and
    /// a faint natural at a place.
    fn count(natural: [f64; 2], score: f32) -> usize {
        let mut look = Look {
            interline_px: 10.0,
            symbols: vec![
                found("noteheadBlack", [100.0, 50.0], 0.9),
                found("noteheadBlack", [100.0, 65.0], 0.9),
                found("accidentalSharp", [84.0, 50.0], 0.6),
            ],
            candidates: vec![found("accidentalNatural", natural, score)],
            letters: Vec::new(),
        };
        take_faint_accidentals(&mut look);
        assert_eq!(look.symbols.len() + look.candidates.len(), 4);
        look.symbols.len()
    }

    #[test]
    fn a_faint_accidental_beside_another_one_counts() {
        assert_eq!(count([75.0, 65.0], 0.24), 4);
        assert_eq!(count([75.0, 65.0], 0.1), 3, "too faint");
        assert_eq!(count([66.0, 65.0], 0.24), 3, "not beside the other one");
        assert_eq!(count([75.0, 72.0], 0.24), 3, "at no note");
        assert_eq!(count([83.0, 51.0], 0.24), 3, "the sharp itself");
    }
}
