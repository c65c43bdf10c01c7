//! The whole answer for a measure.

use super::anchors::anchored;
use super::columns::{Spread, columns};
use super::event::{Event, Quarters, Ratio, What};
use super::faults::Fault;
use super::onsets::{EARLIEST, Placed, Policy, timing};
use super::sounding::{StaffSounding, sounding};
use super::timings::{Answer, best_timing, lengths};
use super::tuplets::{WORTH_IT, told};

/// What a measure costs at most that comes out as it should.
const FLAWLESS: f64 = 0.15;

/// When everything in a measure sounds.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// Time and voice of each event.
    pub placed: Vec<Placed>,
    /// The tuplet of each event, whether a number says it or not.
    pub tuplets: Vec<Option<Ratio>>,
    /// What does not come out.
    pub faults: Vec<Fault>,
    /// The end of what ends last.
    pub end: Quarters,
}

/// Finds when everything in a measure sounds that should last `expected`.
#[must_use]
pub fn solve(events: &[Event], expected: Quarters) -> Solution {
    let mut best = closest(expected, |spread| {
        told(events, &columns(events, spread), expected)
    });
    if best.cost(expected) >= FLAWLESS {
        best = anchored(events, expected, best);
    }
    Solution::of(events, best, expected)
}

/// When everything in a measure sounds with these tuplets and no others.
#[must_use]
pub(crate) fn solve_with(
    events: &[Event],
    tuplets: &[Option<Ratio>],
    expected: Quarters,
) -> Solution {
    let best = closest(expected, |spread| Answer {
        tuplets: tuplets.to_vec(),
        timing: best_timing(events, &columns(events, spread), tuplets, expected),
    });
    Solution::of(events, best, expected)
}

/// The answer for columns as they usually are. Only where nothing else makes the measure come out do
/// chords stand far apart that sound at once.
fn closest(expected: Quarters, answer: impl Fn(Spread) -> Answer) -> Answer {
    let usual = answer(Spread::Usual);
    if usual.cost(expected) < WORTH_IT {
        return usual;
    }
    let wide = answer(Spread::Wide);
    if wide.cost(expected) < WORTH_IT {
        wide
    } else {
        usual
    }
}

impl Solution {
    fn of(events: &[Event], answer: Answer, expected: Quarters) -> Self {
        let Answer { tuplets, timing } = answer;
        let mut faults = timing.faults;
        if timing.end > expected {
            let by = timing.end - expected;
            faults.push(Fault::TooLong { by });
        } else if timing.end < expected && !events.iter().any(|it| it.what == What::MeasureRest) {
            let by = expected - timing.end;
            faults.push(Fault::TooShort { by });
        }
        Self {
            placed: timing.placed,
            tuplets,
            faults,
            end: timing.end,
        }
    }

    /// Whether everything comes out: there is no fault, and on each staff that has something there is
    /// a note or rest from the beginning to the end of a measure of this length.
    #[must_use]
    pub fn comes_out(&self, events: &[Event], expected: Quarters) -> bool {
        let staves = sounding(events, &self.placed);
        let is_full = |it: &StaffSounding| it.silences == 0 && it.end == expected;
        self.faults.is_empty() && staves.values().all(is_full)
    }
}

/// How long a measure is by what stands in it alone, without any tuplet but those with numbers. None
/// where that does not come out, or where nothing says it but rests for the whole measure.
#[must_use]
pub fn length(events: &[Event]) -> Option<Quarters> {
    let tuplets: Vec<Option<Ratio>> = events.iter().map(|it| it.tuplet).collect();
    let nothing = Quarters::from_integer(0);
    let lengths = lengths(events, &tuplets);
    let policy = Policy {
        earliest: EARLIEST[0],
        chosen: &[],
        anchors: &[],
    };
    let timing = timing(
        events,
        &columns(events, Spread::Usual),
        &lengths,
        nothing,
        policy,
    );
    (timing.faults.is_empty() && timing.end > nothing).then_some(timing.end)
}
