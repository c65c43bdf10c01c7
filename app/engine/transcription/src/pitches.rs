//! What each head sounds: clef, key signature, and the accidentals of its measure.

use std::collections::BTreeMap;

use notation::{Accidental, Pitch, ShownAccidental};

use crate::clefs::{step, tone};
use crate::keys::alter;
use crate::measures::Span;
use crate::place::Place;
use crate::reading::PageReading;
use crate::sign::Sign;

/// How far left of its head an accidental may stand, from edge to edge in staff spaces: those of a
/// chord are moved to the left of each other.
const REACH: f64 = 6.0;
/// How far off the place of its head an accidental may be, in half staff spaces.
const OFF: f64 = 0.8;

/// For each head of a measure that an accidental stands before, the accidental.
pub(crate) fn accidentals(
    page: &PageReading<'_>,
    places: &[Option<Place>],
    (system, span): (usize, &Span),
    in_keys: &[usize],
) -> BTreeMap<usize, usize> {
    let here = |at: &usize| {
        let place = places[*at].as_ref();
        place.is_some_and(|it| it.system == system && span.holds(it.row, it.x_px))
    };
    let in_measure: Vec<usize> = (0..page.symbols.len()).filter(here).collect();
    let mut accidentals = BTreeMap::new();
    for at in &in_measure {
        let symbol = &page.symbols[*at];
        let (Sign::Accidental(_), Some(place)) = (symbol.sign, &places[*at]) else {
            continue;
        };
        if in_keys.contains(at) {
            continue;
        }
        let heads = in_measure.iter().filter_map(|head| {
            let of = places[*head].as_ref()?;
            let is_head = matches!(page.symbols[*head].sign, Sign::Head { .. });
            let apart = (page.symbols[*head].box_px[0] - symbol.box_px[2]) / place.interline_px;
            let off = (f64::from(of.step()) - place.position).abs();
            let fits =
                is_head && of.row == place.row && (-0.6..REACH).contains(&apart) && off < OFF;
            fits.then_some((*head, apart + off))
        });
        if let Some((head, _)) = heads.min_by(|one, two| one.1.total_cmp(&two.1)) {
            accidentals.insert(head, *at);
        }
    }
    accidentals
}

/// What is in force on a staff where a head stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct InForce {
    /// The clef.
    pub clef: notation::Clef,
    /// The key signature.
    pub fifths: i8,
}

/// The accidentals of a measure so far, by staff and tone.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    altered: BTreeMap<(usize, i32), i8>,
}

impl Memory {
    /// The pitch of a head on a staff, which remembers its accidental for the rest of the measure. One
    /// that is tied to a head before is altered as that was, which does not hold for others. None
    /// where no such tone exists.
    pub fn pitch(
        &mut self,
        row: usize,
        position: i32,
        (shown, tied): (Option<Accidental>, Option<i8>),
        in_force: InForce,
    ) -> Option<Pitch> {
        let tone = tone(in_force.clef, position);
        let step = step(tone);
        let altered = match shown {
            Some(accidental) => {
                self.altered.insert((row, tone), accidental.alter());
                accidental.alter()
            }
            None => {
                let remembered = self.altered.get(&(row, tone)).copied();
                let said = tied.or(remembered);
                said.unwrap_or_else(|| alter(in_force.fifths, step))
            }
        };
        let octave = u8::try_from(tone.div_euclid(7)).ok()?;
        Pitch::new(step, altered, octave)
    }
}

/// The accidental that a symbol shows.
pub(crate) fn shown(sign: Sign) -> Option<ShownAccidental> {
    match sign {
        Sign::Accidental(accidental) => Some(ShownAccidental::plain(accidental)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use notation::Clef;

    use super::*;

    #[test]
    fn an_accidental_holds_for_its_tone_and_a_tie_for_its_note() {
        let in_force = InForce {
            clef: Clef::TREBLE,
            fifths: -1,
        };
        let mut memory = Memory::default();
        let mut alter = |position, shown, tied| {
            let pitch = memory.pitch(0, position, (shown, tied), in_force);
            pitch.map(Pitch::alter)
        };
        assert_eq!(alter(0, None, None), Some(-1));
        // Tied over the bar line from a natural: the next one is flat again.
        assert_eq!(alter(0, None, Some(0)), Some(0));
        assert_eq!(alter(0, None, None), Some(-1));
        assert_eq!(alter(0, Some(Accidental::Natural), None), Some(0));
        assert_eq!(alter(0, None, None), Some(0));
        // The same letter in another octave is not meant.
        assert_eq!(alter(-7, None, None), Some(-1));
        assert_eq!(alter(70, None, None), None);
    }
}
