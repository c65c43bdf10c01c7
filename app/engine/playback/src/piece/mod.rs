//! What is played of a score, in the order and the numbers that synthesisers need.

mod buckets;
mod keys;
mod places;

use std::collections::HashMap;

use notation::{ElementId, Quarters, Score, Timeline, TimelineError};

use buckets::Buckets;
use places::Span;

pub(crate) use keys::{Event, EventKind, Stroke};

/// What is played of a score. Times in it are in quarters from the beginning of the playing.
#[derive(Debug, Clone)]
pub struct Piece {
    bars: Vec<Bar>,
    events: Vec<Event>,
    strokes: Vec<Stroke>,
    /// The strokes that sound in each played measure.
    strokes_of: Buckets,
    pedals: Vec<(usize, f64, f64)>,
    spans: Vec<Span>,
    /// The printed notes that sound in each played measure.
    spans_of: Buckets,
    /// Where everything printed is first come to.
    places: HashMap<ElementId, f64>,
    end: f64,
}

/// A measure as it is played.
#[derive(Debug, Clone, Copy)]
struct Bar {
    written: usize,
    start: f64,
    end: f64,
}

/// A moment of a piece that can be played from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Moment {
    /// The beginning.
    Start,
    /// The start of a written measure, from 0, the first time it is played.
    Measure(usize),
    /// Where a note or a rest begins, and for other elements the measure that they stand in, the first
    /// time it is played.
    Element(ElementId),
    /// As many quarters after the beginning of the playing.
    Quarter(f64),
}

/// Where the playing is.
#[derive(Debug, Clone, PartialEq)]
pub struct Position {
    /// Which measure of those played, from 0; those repeated count again.
    pub played: usize,
    /// The written measure, from 0.
    pub measure: usize,
    /// Quarters since the start of the measure.
    pub quarter_in_measure: f64,
    /// Quarters since the beginning of the playing.
    pub quarter: f64,
    /// The printed notes that sound now; of tied ones the one that the playing has come to.
    pub sounding: Vec<ElementId>,
}

impl Piece {
    /// What is played of a score. It takes time: not for the thread of the user interface.
    ///
    /// # Errors
    /// Times that cannot be reckoned with.
    pub fn of(score: &Score) -> Result<Self, TimelineError> {
        let timeline = Timeline::of(score)?;
        let bars: Vec<Bar> = timeline.measures.iter().map(Bar::of).collect();
        let strokes = keys::strokes(&timeline);
        let pedals = keys::pedals(&timeline);
        let end = number(timeline.end);
        let spans = places::spans(score, &timeline);
        Ok(Self {
            events: keys::events(&strokes, &pedals),
            strokes_of: Buckets::of(&bars, strokes.iter().map(|it| (it.start, it.end))),
            spans_of: Buckets::of(&bars, spans.iter().map(|it| (it.start, it.end))),
            places: places::places(score, &bars, &spans),
            bars,
            strokes,
            pedals,
            spans,
            end,
        })
    }

    /// How long it lasts, in quarters.
    #[must_use]
    pub const fn quarters(&self) -> f64 {
        self.end
    }

    /// How many measures are played; those repeated count again.
    #[must_use]
    pub const fn played_measures(&self) -> usize {
        self.bars.len()
    }

    /// Where a moment is, in quarters from the beginning of the playing; none where it is not played.
    #[must_use]
    pub fn quarter_of(&self, moment: Moment) -> Option<f64> {
        match moment {
            Moment::Start => Some(0.0),
            Moment::Measure(written) => {
                let bar = self.bars.iter().find(|it| it.written == written);
                bar.map(|it| it.start)
            }
            Moment::Element(id) => self.places.get(&id).copied(),
            Moment::Quarter(quarter) => (0.0..=self.end).contains(&quarter).then_some(quarter),
        }
    }

    /// What is where, some quarters from the beginning of the playing; none in a piece without measures.
    #[must_use]
    pub fn position_at(&self, quarter: f64) -> Option<Position> {
        let played = self.played_at(quarter)?;
        let bar = self.bars[played];
        let spans = self.spans_of.at(played).iter();
        let spans = spans.map(|it| self.spans[*it as usize]);
        let sounding = spans.filter(|it| it.start <= quarter && quarter < it.end);
        Some(Position {
            played,
            measure: bar.written,
            quarter_in_measure: (quarter - bar.start).clamp(0.0, bar.end - bar.start),
            quarter,
            sounding: sounding.map(|it| it.id).collect(),
        })
    }

    /// What a synthesiser is told, by time.
    pub(crate) fn events(&self) -> &[Event] {
        &self.events
    }

    /// The strokes that began before a moment and have not ended.
    pub(crate) fn strokes_over(&self, quarter: f64) -> impl Iterator<Item = &Stroke> {
        let indices = self
            .played_at(quarter)
            .map_or(&[][..], |it| self.strokes_of.at(it));
        let strokes = indices.iter().map(|it| &self.strokes[*it as usize]);
        strokes.filter(move |it| it.start < quarter && quarter < it.end)
    }

    /// The channels whose pedal was pressed before a moment and has not been lifted.
    pub(crate) fn pedals_over(&self, quarter: f64) -> impl Iterator<Item = usize> {
        let pressed = self
            .pedals
            .iter()
            .filter(move |it| it.1 < quarter && quarter < it.2);
        pressed.map(|it| it.0)
    }

    fn played_at(&self, quarter: f64) -> Option<usize> {
        let after = self.bars.partition_point(|it| it.start <= quarter);
        (!self.bars.is_empty()).then(|| after.saturating_sub(1))
    }
}

impl Bar {
    fn of(played: &notation::PlayedMeasure) -> Self {
        Self {
            written: played.measure,
            start: number(played.start),
            end: number(played.end),
        }
    }
}

/// A time as a floating point number.
fn number(quarters: Quarters) -> f64 {
    *quarters.numer() as f64 / *quarters.denom() as f64
}
