//! What is known of a page before its music is.

use notation::{NoteValue, TupletRatio};
use staves::Layout;
use strokes::{Known, KnownKind, Strokes};

use crate::sign::{Head, Sign};

/// The score of what somebody added or confirmed.
pub(crate) const SURE: f64 = 1.0;

/// A symbol on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Symbol {
    /// By what it is found again: no two symbols of a score have the same, and all are below 2⁶¹.
    pub id: u64,
    /// What it is.
    pub sign: Sign,
    /// Left, upper, right and lower edge of its ink, in pixels of the page.
    pub box_px: [f64; 4],
    /// How sure that is, from 0 to 1; 1 for what somebody added or confirmed.
    pub score: f64,
    /// What else it may be, each with its score, the best first.
    pub others: Vec<(Sign, f64)>,
    /// What somebody said about it.
    pub given: Given,
}

/// What somebody said about a symbol, which reading never overrules. Of what is none, reading
/// decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Given {
    /// The value and the dots of the rest, or of the chord that the head belongs to. Whether it
    /// stands in a tuplet is still found.
    pub length: Option<(NoteValue, u8)>,
    /// The tuplet of the rest or chord, and of all chords that hang on one beam with it.
    pub tuplet: Option<TupletRatio>,
    /// The voice of the rest or chord, by its number in the part: see [`notation::voice_number`].
    pub voice: Option<u8>,
    /// Where a head, accidental, clef or rest stands on its staff, in half staff spaces above its
    /// middle.
    pub staff_position: Option<i32>,
    /// Whether a tie goes from the head to the next one at its place.
    pub tie_to_next: Option<bool>,
}

impl Given {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// What is said after something more was: `later` counts where both say something.
    #[must_use]
    pub fn and(self, later: Self) -> Self {
        Self {
            length: later.length.or(self.length),
            tuplet: later.tuplet.or(self.tuplet),
            voice: later.voice.or(self.voice),
            staff_position: later.staff_position.or(self.staff_position),
            tie_to_next: later.tie_to_next.or(self.tie_to_next),
        }
    }
}

impl Symbol {
    /// A symbol that is nothing else, about which nobody has said anything.
    #[must_use]
    pub fn new(id: u64, sign: Sign, box_px: [f64; 4], score: f64) -> Self {
        Self {
            id,
            sign,
            box_px,
            score,
            others: Vec::new(),
            given: Given::default(),
        }
    }

    /// The middle of its box as column and row.
    #[must_use]
    pub fn middle_px(&self) -> [f64; 2] {
        let [left, top, right, bottom] = self.box_px;
        [f64::midpoint(left, right), f64::midpoint(top, bottom)]
    }

    /// The score with which it may be another sign; none where nothing says so.
    pub(crate) fn score_of(&self, sign: Sign) -> Option<f64> {
        let other = self.others.iter().find(|it| it.0 == sign);
        other.map(|it| it.1)
    }

    /// What [`strokes::find`] needs to know of it.
    #[must_use]
    pub fn known(&self) -> Known {
        let (kind, is_small) = match self.sign {
            Sign::Head { head, is_small } => {
                let kind = match head {
                    Head::Black => KnownKind::BlackHead,
                    Head::Half => KnownKind::HalfHead,
                    Head::Whole | Head::DoubleWhole => KnownKind::WholeHead,
                };
                (kind, is_small)
            }
            Sign::Flag(_) => (KnownKind::Flag, false),
            Sign::Tremolo(_) => (KnownKind::TremoloStrokes, false),
            _ => (KnownKind::Other, false),
        };
        let [left_px, top_px, right_px, bottom_px] = self.box_px;
        Known {
            kind,
            is_small,
            left_px,
            top_px,
            right_px,
            bottom_px,
            score: self.score,
        }
    }
}

/// What is known of a page.
#[derive(Debug, Clone, Copy)]
pub struct PageReading<'a> {
    /// Its staves and systems.
    pub layout: &'a Layout,
    /// Its symbols.
    pub symbols: &'a [Symbol],
    /// Its strokes, found with what [`Symbol::known`] says of the symbols, in their order.
    pub strokes: &'a Strokes,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_later_counts() {
        let first = Given {
            voice: Some(1),
            staff_position: Some(3),
            ..Given::default()
        };
        let later = Given {
            voice: Some(2),
            tie_to_next: Some(false),
            ..Given::default()
        };
        let both = first.and(later);
        assert_eq!(both.voice, Some(2));
        assert_eq!(both.staff_position, Some(3));
        assert_eq!(both.tie_to_next, Some(false));
        assert!(!both.is_nothing());
        assert!(Given::default().is_nothing());
    }
}
