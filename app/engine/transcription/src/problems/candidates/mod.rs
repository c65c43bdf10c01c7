//! The single edits that may make a measure come out, each with how much speaks for it: what else the
//! detector takes its symbols for, and the ink where something may be missing.

mod dots;
mod stems;
mod tuplets;

use notation::NoteValue;

use super::Edit;
use super::trials::{Candidate, Change};
use crate::chords::Chord;
use crate::events::{Events, Source, written};
use crate::evidence::ValueRule;
use crate::prepared::Prepared;
use crate::reading::{Given, SURE, Symbol};
use crate::rhythm::{Event, What};
use crate::sign::Sign;

/// How much speaks for an edit of a symbol that the detector does not think of, as a share of what
/// speaks against the symbol.
const UNTHOUGHT: f64 = 0.2;
/// The same for taking a symbol away.
const NOT_THERE: f64 = 0.5;
/// The score from which on a head or rest is not taken away.
const SURELY_THERE: f64 = 0.8;
/// How much speaks for a length that nothing but the measure asks for.
const BY_MEASURE: f64 = 0.05;
/// How much speaks for something missing: without ink, and what ink at its place adds.
const MISSING: (f64, f64) = (0.05, 0.5);

/// The edits that may change the lengths of a measure's events, or what is an event; `here` are its
/// symbols.
pub(super) fn candidates(
    prepared: &Prepared<'_>,
    events: &Events,
    here: &[usize],
) -> Vec<Candidate> {
    let mut work = Work {
        prepared,
        events,
        candidates: Vec::new(),
    };
    for (at, source) in events.sources.iter().enumerate() {
        match source {
            Source::Chord(number) => work.of_chord(at, &prepared.chords[*number]),
            Source::Rest(symbol) => work.of_rest(at, *symbol),
        }
    }
    for symbol in here {
        work.of_other(*symbol);
    }
    work.tuplets();
    work.candidates
}

/// Candidates so far, and what they are of.
struct Work<'a> {
    prepared: &'a Prepared<'a>,
    events: &'a Events,
    candidates: Vec<Candidate>,
}

impl Work<'_> {
    fn symbol(&self, at: usize) -> &Symbol {
        &self.prepared.page.symbols[at]
    }

    fn add(&mut self, edit: Edit, score: f64, change: Change) {
        if score > 0.0 {
            self.candidates.push(Candidate {
                edit,
                score: score.min(1.0),
                change,
            });
        }
    }

    /// How much speaks for a symbol to be another sign.
    fn speaks_for(&self, at: usize, sign: Sign) -> f64 {
        let symbol = self.symbol(at);
        if symbol.score >= SURE {
            return 0.0;
        }
        let thought = symbol.score_of(sign);
        thought.unwrap_or(UNTHOUGHT * (1.0 - symbol.score))
    }

    fn of_chord(&mut self, at: usize, chord: &Chord) {
        if chord.value_from == ValueRule::Said {
            return;
        }
        self.dots(at, &chord.heads, (chord.value, chord.dots));
        self.shortening(at, chord);
        if let [head] = chord.heads[..] {
            self.form(at, chord, head);
            self.absence(at, head);
        }
    }

    fn of_rest(&mut self, at: usize, rest: usize) {
        if self.symbol(rest).given.length.is_some() {
            return;
        }
        let (value, dots) = self.prepared.rest_length(rest);
        let id = self.symbol(rest).id;
        for other in NoteValue::ALL {
            let is_near = (other as i32 - value as i32).abs() == 1;
            let sign = Sign::Rest(other);
            if other == value || (!is_near && self.symbol(rest).score_of(sign).is_none()) {
                continue;
            }
            let is_measure = matches!(other, NoteValue::Whole | NoteValue::Breve);
            let what = if is_measure {
                What::MeasureRest
            } else {
                What::Rest
            };
            let change = Change::Rest(at, what, written(other, dots));
            self.add(Edit::Become(id, sign), self.speaks_for(rest, sign), change);
        }
        if self.events.events[at].what == What::Rest {
            self.dots(at, &[rest], (value, dots));
        }
        self.absence(at, rest);
    }

    /// The share of a box that is ink.
    fn ink_in(&self, [left, top, right, bottom]: [f64; 4]) -> f64 {
        let ink = &self.prepared.page.layout.ink;
        let rows = top.round() as isize..bottom.round() as isize;
        let columns = left.round() as isize..right.round() as isize;
        let all = (rows.len() * columns.len()).max(1);
        let inked = rows.flat_map(|y| columns.clone().map(move |x| (x, y)));
        inked.filter(|(x, y)| ink.is_ink(*x, *y)).count() as f64 / all as f64
    }

    /// The symbol of an event is none.
    fn absence(&mut self, at: usize, symbol: usize) {
        let (id, score) = (self.symbol(symbol).id, self.symbol(symbol).score);
        let untimed = self
            .symbol(symbol)
            .others
            .iter()
            .filter(|it| !it.0.is_timed());
        let untimed: Vec<(Sign, f64)> = untimed.copied().collect();
        if score < SURE {
            for (sign, speaks) in untimed {
                self.add(Edit::Become(id, sign), speaks, Change::Drop(at));
            }
        }
        if score < SURELY_THERE {
            self.add(
                Edit::Remove(id),
                NOT_THERE * (1.0 - score),
                Change::Drop(at),
            );
        }
    }

    /// A symbol that takes no time and may be a rest.
    fn of_other(&mut self, at: usize) {
        let symbol = self.symbol(at);
        if symbol.sign.is_timed() || symbol.score >= SURE {
            return;
        }
        let (Some(place), Some(like)) = (self.prepared.places[at], self.events.events.first())
        else {
            return;
        };
        let rests = symbol.others.iter().filter_map(|(sign, score)| match sign {
            Sign::Rest(value) => Some((*value, *score)),
            _ => None,
        });
        let (id, rests) = (symbol.id, rests.collect::<Vec<_>>());
        let same_row = self.events.events.iter().find(|it| it.staff == place.row);
        let part = same_row.unwrap_or(like).part;
        for (value, score) in rests {
            let event = Event {
                staff: place.row,
                part,
                x_spaces: place.x_px / self.prepared.interline_px(place.system),
                extent_spaces: self
                    .prepared
                    .extent_px(&[at])
                    .map(|it| it / self.prepared.interline_px(place.system)),
                what: What::Rest,
                positions: Vec::new(),
                elsewhere: Vec::new(),
                written: written(value, 0),
                beam: None,
                tuplet: None,
                hint: None,
                is_length_said: false,
                voice: None,
            };
            self.add(
                Edit::Become(id, Sign::Rest(value)),
                score,
                Change::Add(event),
            );
        }
    }

    fn say_length(&mut self, at: usize, symbol: usize, length: (NoteValue, u8)) {
        let given = Given {
            length: Some(length),
            ..Given::default()
        };
        let edit = Edit::Say(self.symbol(symbol).id, given);
        let change = Change::Length(at, written(length.0, length.1));
        self.add(edit, BY_MEASURE, change);
    }
}
