//! What takes time in a measure of a system, as the rhythm is found from.

use std::collections::{BTreeMap, BTreeSet};

use notation::{Length, NoteValue};
use strokes::StemWay;

use crate::chords::Chord;
use crate::evidence::TupletRule;
use crate::measures::Span;
use crate::prepared::Prepared;
use crate::rhythm::{Beam, Event, Quarters, Ratio, Stem, What};
use crate::sign::Sign;

/// How many small chords one after another are no grace notes.
const LEAST_CADENZA: usize = 8;

/// What an event was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// A chord of the page.
    Chord(usize),
    /// A symbol that is a rest.
    Rest(usize),
}

/// The events of a measure, each with what it was made of.
#[derive(Debug, Default)]
pub(crate) struct Events {
    /// What the rhythm is found from.
    pub events: Vec<Event>,
    /// What each was made of.
    pub sources: Vec<Source>,
    /// Where the tuplet of each comes from, if it is in one already.
    pub tuplets_from: Vec<Option<TupletRule>>,
    /// The grace notes, from the left to the right.
    pub graces: Vec<usize>,
}

impl Events {
    fn push(&mut self, event: Event, source: Source) {
        self.events.push(event);
        self.sources.push(source);
        self.tuplets_from.push(None);
    }

    /// Puts events into a tuplet.
    pub fn put_in_tuplet(&mut self, events: &[usize], ratio: Ratio, from: TupletRule) {
        for at in events {
            let event = &mut self.events[*at];
            if from == TupletRule::Number {
                event.hint = Some(ratio).filter(|_| !event.is_length_said);
            } else {
                (event.tuplet, event.hint) = (Some(ratio), None);
            }
            self.tuplets_from[*at] = Some(from);
        }
    }

    /// Counts the beams from 0 in the order in which they come, so that a measure is the same
    /// whatever else is on its page.
    fn count_beams(&mut self) {
        let mut groups: Vec<usize> = Vec::new();
        for beam in self.events.iter_mut().filter_map(|it| it.beam.as_mut()) {
            let known = groups.iter().position(|it| *it == beam.group);
            beam.group = known.unwrap_or_else(|| {
                groups.push(beam.group);
                groups.len() - 1
            });
        }
    }

    /// Lets what somebody said of tuplets count: for all that hangs on one beam.
    fn put_in_said_tuplets(&mut self, prepared: &Prepared<'_>) {
        for at in 0..self.events.len() {
            let Some(ratio) = prepared.said_tuplet(self.sources[at]) else {
                continue;
            };
            let group = self.events[at].beam.map(|it| it.group);
            let is_with = |other: &usize| {
                let on_beam = self.events[*other].beam.map(|it| it.group);
                let own = prepared.said_tuplet(self.sources[*other]);
                *other == at || (group.is_some() && on_beam == group && own.is_none())
            };
            let with: Vec<usize> = (0..self.events.len()).filter(is_with).collect();
            self.put_in_tuplet(&with, ratio, TupletRule::Said);
        }
    }
}

impl Prepared<'_> {
    /// The events of a measure of a system; `part_of_row` says which staves are one part.
    pub fn events(
        &self,
        system: usize,
        span: &Span,
        part_of_row: impl Fn(usize) -> usize,
    ) -> Events {
        let mut all = Events::default();
        let interline_px = self.interline_px(system);
        let cadenza = self.cadenza(system, span);
        for (number, chord) in self.chords.iter().enumerate() {
            if chord.system != system || !span.holds(chord.row, chord.x_px) {
                continue;
            }
            if chord.is_small && !cadenza.contains(&number) {
                all.graces.push(number);
                continue;
            }
            let stem = chord.way.map(|way| match way {
                StemWay::Up => Stem::Up,
                StemWay::Down => Stem::Down,
            });
            let mut heads = chord.heads.iter().map(|it| &self.page.symbols[*it]);
            let event = Event {
                staff: chord.row,
                part: part_of_row(chord.row),
                x_spaces: chord.x_px / interline_px,
                extent_spaces: self.extent_px(&chord.heads).map(|it| it / interline_px),
                what: What::Chord(stem),
                positions: self.positions(chord, chord.row),
                elsewhere: self.elsewhere(chord),
                written: written(chord.value, chord.dots),
                beam: chord.stem.and_then(|it| self.beams[it]),
                tuplet: None,
                hint: None,
                is_length_said: heads.clone().any(|it| it.given.length.is_some()),
                voice: heads.find_map(|it| it.given.voice),
            };
            all.push(event, Source::Chord(number));
        }
        for (at, symbol) in self.page.symbols.iter().enumerate() {
            let (Sign::Rest(_), Some(place)) = (symbol.sign, &self.places[at]) else {
                continue;
            };
            if place.system != system || !span.holds(place.row, place.x_px) {
                continue;
            }
            let (value, dots) = self.rest_length(at);
            let is_measure = matches!(value, NoteValue::Whole | NoteValue::Breve)
                && symbol.given.length.is_none();
            let event = Event {
                staff: place.row,
                part: part_of_row(place.row),
                x_spaces: place.x_px / interline_px,
                extent_spaces: self.extent_px(&[at]).map(|it| it / interline_px),
                what: if is_measure {
                    What::MeasureRest
                } else {
                    What::Rest
                },
                positions: Vec::new(),
                elsewhere: Vec::new(),
                written: written(value, dots),
                beam: None,
                tuplet: None,
                hint: None,
                is_length_said: symbol.given.length.is_some(),
                voice: symbol.given.voice,
            };
            all.push(event, Source::Rest(at));
        }
        all.count_beams();
        all.put_in_said_tuplets(self);
        all
    }

    /// The small chords of a measure that take the time that they are written in: so many one after
    /// another adorn no note.
    fn cadenza(&self, system: usize, span: &Span) -> BTreeSet<usize> {
        let mut runs: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut cadenza = BTreeSet::new();
        for (number, chord) in self.chords.iter().enumerate() {
            if chord.system != system || !span.holds(chord.row, chord.x_px) {
                continue;
            }
            let run = runs.entry(chord.row).or_default();
            if !chord.is_small {
                run.clear();
                continue;
            }
            run.push(number);
            if run.len() >= LEAST_CADENZA {
                cadenza.extend(run.iter().copied());
            }
        }
        cadenza
    }

    /// From which column to which heads or a rest reach with their accidentals and dots, in pixels.
    pub fn extent_px(&self, of: &[usize]) -> [f64; 2] {
        let is_of = |owner: &Option<usize>| owner.is_some_and(|it| of.contains(&it));
        let dots = self.dots.owner.iter().enumerate();
        let accidentals = self.accidental_heads.iter().enumerate();
        let beside = dots
            .chain(accidentals)
            .filter(|it| is_of(it.1))
            .map(|it| it.0);
        let boxes = of.iter().copied().chain(beside);
        let edges = boxes.map(|at| self.page.symbols[at].box_px);
        edges.fold([f64::INFINITY, f64::NEG_INFINITY], |[left, right], it| {
            [left.min(it[0]), right.max(it[2])]
        })
    }

    /// The places that a chord takes on other staves than that of most of its heads.
    fn elsewhere(&self, chord: &Chord) -> Vec<(usize, i32)> {
        let places = chord.heads.iter().filter_map(|at| self.places[*at]);
        let rows: BTreeSet<usize> = places.map(|it| it.row).collect();
        let others = rows.into_iter().filter(|it| *it != chord.row);
        let on_row = |row| {
            self.positions(chord, row)
                .into_iter()
                .map(move |it| (row, it))
        };
        others.flat_map(on_row).collect()
    }

    /// The value and the dots of a symbol that is a rest.
    pub fn rest_length(&self, symbol: usize) -> (NoteValue, u8) {
        let rest = &self.page.symbols[symbol];
        let read = match rest.sign {
            Sign::Rest(value) => value,
            _ => NoteValue::Quarter,
        };
        rest.given.length.unwrap_or((read, self.dots.count[symbol]))
    }

    /// The tuplet that somebody said of an event.
    fn said_tuplet(&self, source: Source) -> Option<Ratio> {
        let given = |at: &usize| self.page.symbols[*at].given.tuplet;
        let said = match source {
            Source::Chord(chord) => self.chords[chord].heads.iter().find_map(given),
            Source::Rest(at) => given(&at),
        }?;
        Some(Ratio {
            notes: u8::try_from(said.actual()).ok()?,
            in_time_of: u8::try_from(said.normal()).ok()?,
        })
    }
}

/// A value with its dots in quarters, without a tuplet.
pub(crate) fn written(value: NoteValue, dots: u8) -> Quarters {
    Length::new(value, dots, None).map_or_else(|| value.quarters(), Length::quarters)
}

/// The beams of a page by stem, as events have them.
pub(crate) type Beams = Vec<Option<Beam>>;
