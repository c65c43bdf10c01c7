//! What takes time in a measure of a system, as the rhythm is found from.

use notation::{Length, NoteValue};
use strokes::StemWay;

use crate::chords::Chord;
use crate::measures::Span;
use crate::place::Place;
use crate::reading::PageReading;
use crate::rhythm::{Beam, Event, Quarters, Stem, What};
use crate::sign::Sign;
use crate::ties::Ties;

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
    /// The grace notes, from the left to the right.
    pub graces: Vec<usize>,
}

/// A page with all that is known of its symbols one by one.
pub(crate) struct Prepared<'a> {
    /// The page.
    pub page: PageReading<'a>,
    /// Where each symbol is.
    pub places: Vec<Option<Place>>,
    /// How many dots each symbol has.
    pub dots: Vec<u8>,
    /// The chords.
    pub chords: Vec<Chord>,
    /// The ties.
    pub ties: Ties,
    /// The beam that each stem hangs on, with its place on it.
    pub beams: Vec<Option<Beam>>,
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
        for (number, chord) in self.chords.iter().enumerate() {
            if chord.system != system || !span.holds(chord.row, chord.x_px) {
                continue;
            }
            if chord.is_small {
                all.graces.push(number);
                continue;
            }
            let stem = chord.way.map(|way| match way {
                StemWay::Up => Stem::Up,
                StemWay::Down => Stem::Down,
            });
            all.sources.push(Source::Chord(number));
            all.events.push(Event {
                staff: chord.row,
                part: part_of_row(chord.row),
                x_spaces: chord.x_px / interline_px,
                what: What::Chord(stem),
                positions: self.positions(chord),
                written: written(chord.value, chord.dots),
                beam: chord.stem.and_then(|it| self.beams[it]),
                tuplet: None,
            });
        }
        for (at, symbol) in self.page.symbols.iter().enumerate() {
            let (Sign::Rest(value), Some(place)) = (symbol.sign, &self.places[at]) else {
                continue;
            };
            if place.system != system || !span.holds(place.row, place.x_px) {
                continue;
            }
            let is_measure = matches!(value, NoteValue::Whole | NoteValue::Breve);
            all.sources.push(Source::Rest(at));
            all.events.push(Event {
                staff: place.row,
                part: part_of_row(place.row),
                x_spaces: place.x_px / interline_px,
                what: if is_measure {
                    What::MeasureRest
                } else {
                    What::Rest
                },
                positions: Vec::new(),
                written: written(value, self.dots[at]),
                beam: None,
                tuplet: None,
            });
        }
        all
    }

    /// A staff space of a system, in pixels.
    pub fn interline_px(&self, system: usize) -> f64 {
        let first = self.page.layout.systems[system].staves[0];
        self.page.layout.staves[first].scale().interline_px
    }

    /// The upper and the lower end of a chord with its stem, in pixels.
    pub fn ends_px(&self, chord: usize) -> (f64, f64) {
        let chord = &self.chords[chord];
        let boxes = || chord.heads.iter().map(|it| self.page.symbols[*it].box_px);
        let stem = chord.stem.map(|it| &self.page.strokes.stems[it]);
        let top = stem.map_or(f64::INFINITY, |it| it.top_px);
        let bottom = stem.map_or(f64::NEG_INFINITY, |it| it.bottom_px);
        (
            boxes().map(|it| it[1]).fold(top, f64::min),
            boxes().map(|it| it[3]).fold(bottom, f64::max),
        )
    }

    /// The places of a chord's heads on the staff that most of them are on.
    fn positions(&self, chord: &Chord) -> Vec<i32> {
        let places = chord
            .heads
            .iter()
            .filter_map(|at| self.places[*at].as_ref());
        places
            .filter(|it| it.row == chord.row)
            .map(Place::step)
            .collect()
    }

    /// The column of the first thing of a staff in a measure that takes time, in pixels; the end of
    /// the measure where there is none.
    pub fn first_timed_px(&self, system: usize, span: &Span, row: usize) -> f64 {
        let symbols = self.page.symbols.iter().zip(&self.places);
        let timed = symbols.filter_map(|(symbol, place)| {
            let place = place.as_ref()?;
            let is_here = place.system == system
                && place.row == row
                && span.holds(row, place.x_px)
                && symbol.sign.is_timed();
            is_here.then_some(symbol.box_px[0])
        });
        timed.fold(span.right_px[row], f64::min)
    }
}

/// A value with its dots in quarters, without a tuplet.
fn written(value: NoteValue, dots: u8) -> Quarters {
    Length::new(value, dots, None).map_or_else(|| value.quarters(), Length::quarters)
}
