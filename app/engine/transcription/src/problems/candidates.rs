//! The single edits that may make a measure come out, each with how much speaks for it: what else the
//! detector takes its symbols for, and the ink where something may be missing.

use notation::{Articulation, NoteValue, TupletRatio};

use super::Edit;
use super::trials::{Candidate, Change};
use crate::chords::Chord;
use crate::events::{Events, Source, written};
use crate::evidence::ValueRule;
use crate::place::Place;
use crate::prepared::Prepared;
use crate::reading::{Given, SURE, Symbol};
use crate::rhythm::{Event, Ratio, What};
use crate::sign::{Head, Sign};

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
/// How much speaks for a triplet without a number: of notes under one beam, and of others.
const TRIPLETS: (f64, f64) = (0.15, 0.04);
const TRIPLET: Ratio = Ratio {
    notes: 3,
    in_time_of: 2,
};

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

    /// One dot less, or one more.
    fn dots(&mut self, at: usize, of: &[usize], (value, dots): (NoteValue, u8)) {
        let owners = self.prepared.dots.owner.iter().enumerate();
        let owned = owners.filter(|(_, owner)| owner.is_some_and(|it| of.contains(&it)));
        let owned: Vec<usize> = owned.map(|it| it.0).collect();
        if let [dot] = owned[..] {
            let staccato = Sign::Articulation(Articulation::Staccato);
            let symbol = self.symbol(dot);
            let id = symbol.id;
            let against = 1.0 - symbol.score;
            let change = || Change::Length(at, written(value, 0));
            self.add(
                Edit::Become(id, staccato),
                self.speaks_for(dot, staccato),
                change(),
            );
            self.add(Edit::Remove(id), NOT_THERE * against, change());
        } else if dots > 0 {
            self.say_length(at, of[0], (value, dots - 1));
        }
        if dots > 0 {
            return;
        }
        let longer = || Change::Length(at, written(value, 1));
        if let Some((box_px, ink)) = self.place_of_dot(of) {
            let edit = Edit::Add {
                sign: Sign::AugmentationDot,
                box_px,
            };
            self.add(edit, MISSING.0 + MISSING.1 * ink, longer());
        }
        for other in self.near_dots(of) {
            let score = self.speaks_for(other, Sign::AugmentationDot);
            let id = self.symbol(other).id;
            self.add(Edit::Become(id, Sign::AugmentationDot), score, longer());
        }
    }

    /// Where a dot of heads or a rest would be, and the share of that which is ink.
    fn place_of_dot(&self, of: &[usize]) -> Option<([f64; 4], f64)> {
        let rightmost = of.iter().max_by(|one, two| {
            let right = |at: usize| self.symbol(at).box_px[2];
            right(**one).total_cmp(&right(**two))
        })?;
        let place = self.prepared.places[*rightmost].as_ref()?;
        let space = place.interline_px;
        let layout = self.prepared.page.layout;
        let staff = &layout.staves[layout.systems[place.system].staves[place.row]];
        // Of a head on a line, in the space above.
        let step = place.step();
        let in_space = if step % 2 == 0 { step + 1 } else { step };
        let left = self.symbol(*rightmost).box_px[2] + 0.25 * space;
        let y = staff.place_of(f64::from(in_space), left);
        let half = 0.2 * space;
        // The dot is somewhere in a stretch behind the head.
        let steps = (0..6).map(|it| left + 0.15 * space * f64::from(it));
        let boxes = steps.map(|x| [x, y - half, x + 2.0 * half, y + half]);
        let each = boxes.map(|it| (it, self.ink_in(it)));
        each.max_by(|one, two| one.1.total_cmp(&two.1))
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

    /// Symbols behind heads or a rest that may be dots and are taken for something else.
    fn near_dots(&self, of: &[usize]) -> Vec<usize> {
        let is_behind = |at: &usize| {
            let symbol = self.symbol(*at);
            let place = self.prepared.places[*at].as_ref();
            let is_dot = symbol.score_of(Sign::AugmentationDot).is_some();
            is_dot && place.is_some_and(|place| of.iter().any(|of| self.stands_behind(place, *of)))
        };
        (0..self.prepared.page.symbols.len())
            .filter(is_behind)
            .collect()
    }

    fn stands_behind(&self, place: &Place, of: usize) -> bool {
        let Some(head) = self.prepared.places[of].as_ref() else {
            return false;
        };
        let apart = (place.x_px - self.symbol(of).box_px[2]) / place.interline_px;
        (head.system, head.row) == (place.system, place.row)
            && (0.0..2.0).contains(&apart)
            && (head.position - place.position).abs() < 1.7
    }

    /// One flag or beam more or less.
    fn shortening(&mut self, at: usize, chord: &Chord) {
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
            strokes::StemWay::Up => (tip, tip + 3.0 * space),
            strokes::StemWay::Down => (tip - 3.0 * space, tip),
        };
        let box_px = [left, top, left + space, bottom];
        (box_px, (2.0 * self.ink_in(box_px)).min(1.0))
    }

    /// A black head that is a hollow one, or the other way around.
    fn form(&mut self, at: usize, chord: &Chord, head: usize) {
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

    /// Three notes, or twice as many, that are triplets.
    fn tuplets(&mut self) {
        let events = &self.events.events;
        let groups = events
            .iter()
            .filter_map(|it| it.beam.map(|it| it.group))
            .max();
        let mut found = Vec::new();
        for group in 0..groups.map_or(0, |it| it + 1) {
            let is_on = |at: &usize| events[*at].beam.is_some_and(|it| it.group == group);
            let on_beam: Vec<usize> = (0..events.len()).filter(is_on).collect();
            let is_open = on_beam.iter().all(|at| events[*at].tuplet.is_none());
            if is_open && on_beam.len().is_multiple_of(3) {
                found.push(on_beam);
            }
        }
        let Some(ratio) = TupletRatio::new(3, 2) else {
            return;
        };
        let given = Given {
            tuplet: Some(ratio),
            ..Given::default()
        };
        for on_beam in found {
            let Source::Chord(first) = self.events.sources[on_beam[0]] else {
                continue;
            };
            let head = self.symbol(self.prepared.chords[first].heads[0]).id;
            let change = Change::Tuplet(on_beam, TRIPLET);
            self.add(Edit::Say(head, given), TRIPLETS.0, change);
        }
        self.tuplets_without_beams();
    }

    /// Three equally long notes without beams that follow each other on a staff: a digit over them.
    fn tuplets_without_beams(&mut self) {
        let events = &self.events.events;
        let mut order: Vec<usize> = (0..events.len()).collect();
        order.sort_by(|one, two| events[*one].x_spaces.total_cmp(&events[*two].x_spaces));
        order.retain(|at| events[*at].beam.is_none() && events[*at].stem().is_some());
        let mut found = Vec::new();
        for (place, first) in order.iter().enumerate() {
            let is_alike = |at: &&usize| {
                let (one, two) = (&events[*first], &events[**at]);
                (one.staff, one.stem(), one.written) == (two.staff, two.stem(), two.written)
            };
            let alike = order[place..].iter().filter(is_alike).take(3);
            let alike: Vec<usize> = alike.copied().collect();
            if let [_, middle, _] = alike[..]
                && let Source::Chord(middle) = self.events.sources[middle]
                && alike.iter().all(|at| events[*at].tuplet.is_none())
            {
                found.push((middle, alike));
            }
        }
        for (middle, alike) in found {
            let x = self.prepared.chords[middle].x_px;
            let (top, _) = self.prepared.ends_px(middle);
            let space = self
                .prepared
                .interline_px(self.prepared.chords[middle].system);
            let edit = Edit::Add {
                sign: Sign::TupletDigit(3),
                box_px: [
                    x - 0.5 * space,
                    top - 2.0 * space,
                    x + 0.5 * space,
                    top - 0.5 * space,
                ],
            };
            self.add(edit, TRIPLETS.1, Change::Tuplet(alike, TRIPLET));
        }
    }
}
