//! The walk through pages, systems and measures that puts the score together.

use std::collections::BTreeMap;

use notation::{Barline, Break, Part, Score};

use crate::bars::bar;
use crate::beams;
use crate::chords::chords;
use crate::clefs::clefs;
use crate::dots::dots;
use crate::events::Prepared;
use crate::held::{Held, SystemReading};
use crate::ids::Ids;
use crate::marks::{Marks, marks};
use crate::measure::MeasureReading;
use crate::measures::{Span, spans};
use crate::parts::{part_of_row, staves_of_parts};
use crate::place::places;
use crate::reading::PageReading;
use crate::rhythm::{Fault, solve};
use crate::ties::Ties;
use crate::tuplet_numbers;

/// The music of pages, with what does not come out.
#[derive(Debug, Clone, PartialEq)]
pub struct Transcription {
    /// The music.
    pub score: Score,
    /// Where each measure of the score stands, in its order.
    pub measures: Vec<MeasurePlace>,
}

/// Where a measure stands, and what does not come out in it.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasurePlace {
    /// Its page.
    pub page: usize,
    /// Its system on the page.
    pub system: usize,
    /// Which measure of the system it is.
    pub number: usize,
    /// What does not come out in its rhythm.
    pub faults: Vec<Fault>,
}

/// Reads the music of pages that follow each other.
#[must_use]
pub fn transcribe(pages: &[PageReading<'_>]) -> Transcription {
    let staves_of_parts = staves_of_parts(pages.iter().map(|it| it.layout));
    let part = |staves: &usize| Part {
        staves: u8::try_from(*staves).unwrap_or(u8::MAX),
        name: String::new(),
        measures: Vec::new(),
    };
    let mut work = Work {
        parts: staves_of_parts.iter().map(part).collect(),
        held: Held::new(staves_of_parts),
        alters: BTreeMap::new(),
        places: Vec::new(),
        ids: Ids::default(),
    };
    for (number, page) in pages.iter().enumerate() {
        let places = places(page);
        let dots = dots(page, &places);
        let chords = chords(page, &places, &dots);
        let prepared = Prepared {
            page: *page,
            beams: beams::of_stems(page.strokes),
            ties: Ties::of(page.strokes),
            places,
            dots,
            chords,
        };
        let marks = marks(&prepared);
        work.alters.clear();
        for system in 0..page.layout.systems.len() {
            work.system(&prepared, &marks, number, system);
        }
    }
    Transcription {
        score: Score {
            parts: work.parts,
            ..Score::default()
        },
        measures: work.places,
    }
}

struct Work {
    parts: Vec<Part>,
    held: Held,
    /// By how many half tones each head of the page so far is altered, for ties.
    alters: BTreeMap<usize, i8>,
    places: Vec<MeasurePlace>,
    ids: Ids,
}

impl Work {
    fn system(
        &mut self,
        prepared: &Prepared<'_>,
        marks: &BTreeMap<usize, Marks>,
        page: usize,
        system: usize,
    ) {
        let reading = self.read(prepared, system);
        let mut left: Option<Barline> = None;
        for (number, span) in reading.spans.iter().enumerate() {
            let events = &reading.events[number];
            // What stands after the last bar line only warns of the signs of the next system.
            if number > 0 && span.right_bar.is_none() && events.events.is_empty() {
                continue;
            }
            let changed = self.held.change(&reading, number);
            let solution = solve(&events.events, self.held.measure());
            let (own_left, right, next_left) = self.bars(prepared, system, span, left);
            left = next_left;
            let measure = MeasureReading {
                reading: &reading,
                number,
                marks,
                solution: &solution,
                changed: &changed,
                break_before: self.break_before(number, system),
                left: own_left,
                right,
            };
            let name = (self.places.len() + 1).to_string();
            let notes = measure.notes(&self.held, &mut self.alters);
            let written = measure.written(&self.held, &notes, &name, &mut self.ids);
            for (part, measure) in self.parts.iter_mut().zip(written) {
                part.measures.push(measure);
            }
            self.places.push(MeasurePlace {
                page,
                system,
                number,
                faults: solution.faults,
            });
        }
        self.held.end_system(&reading);
    }

    /// What is read of a system before its music is put together.
    fn read<'a, 'b>(&self, prepared: &'a Prepared<'b>, system: usize) -> SystemReading<'a, 'b> {
        let layout = prepared.page.layout;
        let part_of = |row: usize| {
            let part = part_of_row(&self.held.staves_of_parts, row);
            part.map_or(usize::MAX, |it| it.0)
        };
        let spans = spans(layout, system);
        let events = |span: &Span| {
            let mut events = prepared.events(system, span, part_of);
            tuplet_numbers::mark(prepared, system, span, &mut events);
            events
        };
        SystemReading {
            prepared,
            system,
            rows: layout.systems[system].staves.len().min(self.held.rows()),
            clefs: clefs(&prepared.page, &prepared.places, system),
            events: spans.iter().map(events).collect(),
            spans,
        }
    }

    /// The bar lines of a measure: the left one where it says something, given by the measure before
    /// if there is one on the system; the right one; and what that says to the measure after.
    fn bars(
        &mut self,
        prepared: &Prepared<'_>,
        system: usize,
        span: &Span,
        given: Option<Barline>,
    ) -> (Option<Barline>, Option<Barline>, Option<Barline>) {
        let own = span.left_bar.filter(|_| given.is_none());
        let own = own.and_then(|it| bar(prepared, system, it, &mut self.ids).left);
        let right = span
            .right_bar
            .map(|it| bar(prepared, system, it, &mut self.ids));
        let (right, next) = right.map_or((None, None), |it| (Some(it.right), it.left));
        (given.or(own), right, next)
    }

    const fn break_before(&self, number: usize, system: usize) -> Break {
        match (number, system) {
            _ if self.places.is_empty() => Break::None,
            (0, 0) => Break::Page,
            (0, _) => Break::System,
            _ => Break::None,
        }
    }
}
