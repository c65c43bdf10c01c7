//! What each head sounds: clef, key signature, and the accidentals of its measure.

use std::collections::BTreeMap;

use notation::{Accidental, Pitch, ShownAccidental};

use crate::clefs::{step, tone};
use crate::evidence::AlterRule;
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

/// The head that each symbol of a page stands before, where it is an accidental that may alter one.
pub(crate) fn accidental_heads(
    page: &PageReading<'_>,
    places: &[Option<Place>],
) -> Vec<Option<usize>> {
    let is_head = |at: &usize| matches!(page.symbols[*at].sign, Sign::Head { .. });
    let heads: Vec<usize> = (0..page.symbols.len()).filter(is_head).collect();
    let head_of = |at: usize| {
        let symbol = &page.symbols[at];
        let (Sign::Accidental(_), Some(place)) = (symbol.sign, &places[at]) else {
            return None;
        };
        let near = heads.iter().filter_map(|head| {
            let of = places[*head].as_ref()?;
            let apart = (page.symbols[*head].box_px[0] - symbol.box_px[2]) / place.interline_px;
            let off = (f64::from(of.step()) - place.position).abs();
            let fits = (of.system, of.row) == (place.system, place.row)
                && (-0.6..REACH).contains(&apart)
                && off < OFF;
            fits.then_some((*head, apart + off))
        });
        let nearest = near.min_by(|one, two| one.1.total_cmp(&two.1));
        nearest.map(|it| it.0)
    };
    (0..page.symbols.len()).map(head_of).collect()
}

/// For each head of a measure that an accidental stands before, the accidental. `heads` are those of
/// the accidentals of the page.
pub(crate) fn accidentals(
    heads: &[Option<usize>],
    places: &[Option<Place>],
    (system, span): (usize, &Span),
    in_keys: &[usize],
) -> BTreeMap<usize, usize> {
    let here = |at: usize| {
        let place = places[at].as_ref();
        place.is_some_and(|it| it.system == system && span.holds(it.row, it.x_px))
    };
    let of_heads = heads.iter().enumerate();
    let of_heads = of_heads.filter_map(|(at, head)| head.map(|head| (head, at)));
    of_heads
        .filter(|(head, at)| here(*head) && here(*at) && !in_keys.contains(at))
        .collect()
}

/// What is in force on a staff where a head stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct InForce {
    /// The clef.
    pub clef: notation::Clef,
    /// The key signature.
    pub fifths: i8,
}

impl PitchRead {
    /// The same so many octaves higher; none where there is no such pitch.
    pub fn shifted(self, octaves: i8) -> Option<Self> {
        let pitch = self.pitch;
        let octave = pitch.octave().checked_add_signed(octaves)?;
        Some(Self {
            pitch: Pitch::new(pitch.step(), pitch.alter(), octave)?,
            ..self
        })
    }
}

/// The accidentals of a measure so far, by staff and tone.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    altered: BTreeMap<(usize, i32), Altered>,
}

/// What an accidental says.
#[derive(Debug, Clone, Copy)]
struct Altered {
    by: i8,
    symbol: usize,
}

/// The pitch of a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PitchRead {
    /// The pitch.
    pub pitch: Pitch,
    /// Where its alteration comes from.
    pub alter_from: AlterRule,
    /// The accidental that it comes from, as a number of the page's symbols.
    pub accidental: Option<usize>,
}

impl Memory {
    /// The pitch of a head on a staff, which remembers its accidental for the rest of the measure:
    /// `shown` is what stands before it, with its symbol. One that is tied to a head before is altered
    /// as that was, which does not hold for others. None where no such tone exists.
    pub fn pitch(
        &mut self,
        row: usize,
        position: i32,
        (shown, tied): (Option<(Accidental, usize)>, Option<i8>),
        in_force: InForce,
    ) -> Option<PitchRead> {
        let tone = tone(in_force.clef, position);
        let step = step(tone);
        if let Some((accidental, symbol)) = shown {
            let by = accidental.alter();
            self.altered.insert((row, tone), Altered { by, symbol });
        }
        let remembered = self.altered.get(&(row, tone));
        let by_key = alter(in_force.fifths, step);
        let (altered, alter_from) = match (shown, tied, remembered) {
            (Some((accidental, _)), _, _) => (accidental.alter(), AlterRule::Own),
            (None, Some(tied), _) => (tied, AlterRule::Tie),
            (None, None, Some(altered)) => (altered.by, AlterRule::Earlier),
            (None, None, None) if by_key != 0 => (by_key, AlterRule::Key),
            (None, None, None) => (0, AlterRule::Nothing),
        };
        let says = matches!(alter_from, AlterRule::Own | AlterRule::Earlier);
        let octave = u8::try_from(tone.div_euclid(7)).ok()?;
        Some(PitchRead {
            pitch: Pitch::new(step, altered, octave)?,
            alter_from,
            accidental: remembered.filter(|_| says).map(|it| it.symbol),
        })
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
        let mut alter = |position, shown: Option<Accidental>, tied| {
            let shown = shown.map(|it| (it, 7));
            let read = memory.pitch(0, position, (shown, tied), in_force);
            read.map(|it| (it.pitch.alter(), it.alter_from, it.accidental))
        };
        assert_eq!(alter(0, None, None), Some((-1, AlterRule::Key, None)));
        // Tied over the bar line from a natural: the next one is flat again.
        assert_eq!(alter(0, None, Some(0)), Some((0, AlterRule::Tie, None)));
        assert_eq!(alter(0, None, None), Some((-1, AlterRule::Key, None)));
        let natural = Some(Accidental::Natural);
        assert_eq!(alter(0, natural, None), Some((0, AlterRule::Own, Some(7))));
        assert_eq!(alter(0, None, None), Some((0, AlterRule::Earlier, Some(7))));
        // The same letter in another octave is not meant.
        assert_eq!(alter(-7, None, None), Some((-1, AlterRule::Key, None)));
        assert_eq!(alter(1, None, None), Some((0, AlterRule::Nothing, None)));
        assert_eq!(alter(70, None, None), None);
    }
}
