//! Flags and beams more or less, and other forms of heads.

use notation::NoteValue;
use strokes::StemWay;

use super::{MISSING, NOT_THERE, Work};
use crate::chords::Chord;
use crate::events::written;
use crate::evidence::ValueRule;
use crate::problems::Edit;
use crate::problems::trials::Change;
use crate::sign::{Head, Sign};

impl Work<'_> {
    /// One flag or beam more or less.
    pub(super) fn shortening(&mut self, at: usize, chord: &Chord) {
        let is_black = chord.heads.iter().any(|it| {
            let sign = self.symbol(*it).sign;
            matches!(
                sign,
                Sign::Head {
                    head: Head::Black,
                    ..
                }
            )
        });
        let Some(stem) = chord.stem.filter(|_| is_black) else {
            return;
        };
        let flags = self.prepared.flag_stems.iter().enumerate();
        let own = flags.filter(|it| *it.1 == Some(stem)).map(|it| it.0);
        let own: Vec<usize> = own.collect();
        let count = |at: usize| match self.symbol(at).sign {
            Sign::Flag(count) => count,
            _ => 0,
        };
        let quarter = NoteValue::Quarter as usize;
        let with = |count: u8| {
            let value = NoteValue::ALL.get(quarter + usize::from(count)).copied();
            value.map(|it| Change::Length(at, written(it, chord.dots)))
        };
        if let [flag] = own[..] {
            let (id, now) = (self.symbol(flag).id, count(flag));
            for other in [now.saturating_sub(1), now + 1] {
                let Some(change) = with(other).filter(|_| other != now) else {
                    continue;
                };
                if other == 0 {
                    let score = NOT_THERE * (1.0 - self.symbol(flag).score);
                    self.add(Edit::Remove(id), score, change);
                } else {
                    let score = self.speaks_for(flag, Sign::Flag(other));
                    self.add(Edit::Become(id, Sign::Flag(other)), score, change);
                }
            }
        } else if chord.value_from == ValueRule::Beams {
            for value in [chord.value as usize - 1, chord.value as usize + 1] {
                if let Some(value) = NoteValue::ALL.get(value) {
                    self.say_length(at, chord.heads[0], (*value, chord.dots));
                }
            }
        } else if let Some(change) = with(1) {
            let (box_px, ink) = self.place_of_flag(stem);
            let edit = Edit::Add {
                sign: Sign::Flag(1),
                box_px,
            };
            self.add(edit, MISSING.0 + MISSING.1 * ink, change);
        }
    }

    /// Where a flag of a stem would be, and the share of that which is ink.
    fn place_of_flag(&self, stem: usize) -> ([f64; 4], f64) {
        let stem = &self.prepared.page.strokes.stems[stem];
        let space = stem.interline_px;
        let [x, tip] = stem.tip_px();
        let left = x + stem.thickness_px / 2.0;
        let (top, bottom) = match stem.way {
            StemWay::Up => (tip, tip + 3.0 * space),
            StemWay::Down => (tip - 3.0 * space, tip),
        };
        let box_px = [left, top, left + space, bottom];
        (box_px, (2.0 * self.ink_in(box_px)).min(1.0))
    }

    /// A black head that is a hollow one, or the other way around.
    pub(super) fn form(&mut self, at: usize, chord: &Chord, head: usize) {
        let Sign::Head {
            head: form,
            is_small,
        } = self.symbol(head).sign
        else {
            return;
        };
        let (other, value) = match form {
            Head::Black if chord.value_from == ValueRule::Head => (Head::Half, NoteValue::Half),
            Head::Half => (Head::Black, NoteValue::Quarter),
            Head::Whole => (Head::Half, NoteValue::Half),
            _ => return,
        };
        let sign = Sign::Head {
            head: other,
            is_small,
        };
        let edit = Edit::Become(self.symbol(head).id, sign);
        let change = Change::Length(at, written(value, chord.dots));
        self.add(edit, self.speaks_for(head, sign), change);
    }
}
