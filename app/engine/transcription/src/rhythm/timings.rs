//! Timings of a measure with given tuplets: which is best, and how badly it comes out.

use super::event::{Event, Quarters, Ratio};
use super::faults::Fault;
use super::onsets::{EARLIEST, Policy, Timing, timing};

/// How often another time is chosen for a column at most, how much better the measure must come out
/// with it, and how many times are tried.
const MOST_AMENDED: usize = 4;
const LEAST_AMENDED: f64 = 0.2;
const MOST_OTHERS: usize = 40;
/// How bad it is that nothing sounds on a staff, which a rest would say.
const SILENCE: f64 = 0.4;

/// When everything in a measure sounds, with the tuplets that this was found with.
pub(super) struct Answer {
    /// The tuplet of each event.
    pub tuplets: Vec<Option<Ratio>>,
    /// The times.
    pub timing: Timing,
}

impl Answer {
    /// How badly a measure of this length comes out with it.
    pub fn cost(&self, expected: Quarters) -> f64 {
        cost(&self.timing, expected)
    }
}

/// The timing that comes out best, whether the first end of all counts less or more than what the
/// voices say.
pub(super) fn best_timing(
    events: &[Event],
    columns: &[Vec<usize>],
    tuplets: &[Option<Ratio>],
    expected: Quarters,
) -> Timing {
    let lengths = lengths(events, tuplets);
    let [first, second] = EARLIEST.map(|earliest| {
        let policy = Policy {
            earliest,
            chosen: &[],
            anchors: &[],
        };
        timing(events, columns, &lengths, expected, policy)
    });
    if cost(&second, expected) < cost(&first, expected) {
        second
    } else {
        first
    }
}

/// A timing that comes out better, where one length is wrong and another voice says the time of a
/// column better: column by column it is tried what else was said of its time.
pub(super) fn amended(
    events: &[Event],
    columns: &[Vec<usize>],
    tuplets: &[Option<Ratio>],
    expected: Quarters,
    mut best: Timing,
) -> Timing {
    let lengths = lengths(events, tuplets);
    let mut chosen: Vec<(usize, Quarters)> = Vec::new();
    for _ in 0..MOST_AMENDED {
        if cost(&best, expected) < LEAST_AMENDED {
            break;
        }
        let others = best.others.iter().take(MOST_OTHERS);
        let tried = others.flat_map(|other| {
            let with: Vec<(usize, Quarters)> = chosen.iter().copied().chain([*other]).collect();
            EARLIEST.map(|earliest| {
                let policy = Policy {
                    earliest,
                    chosen: &with,
                    anchors: &[],
                };
                let timing = timing(events, columns, &lengths, expected, policy);
                (cost(&timing, expected), with.clone(), timing)
            })
        });
        let Some((least, with, timing)) = tried.min_by(|one, two| one.0.total_cmp(&two.0)) else {
            break;
        };
        if least + LEAST_AMENDED > cost(&best, expected) {
            break;
        }
        (chosen, best) = (with, timing);
    }
    // That voices disagree about a column is a fault, also where all comes out so.
    if let (Some((column, _)), true) = (chosen.first(), best.faults.is_empty())
        && let Some(event) = columns.get(*column).and_then(|it| it.first())
    {
        best.faults.push(Fault::Gap { event: *event });
    }
    best
}

/// How long events sound with these tuplets.
pub(super) fn lengths(events: &[Event], tuplets: &[Option<Ratio>]) -> Vec<Quarters> {
    let one = Quarters::from_integer(1);
    let factors = tuplets.iter().map(|it| it.map_or(one, Ratio::factor));
    let written = events.iter().map(|it| it.written);
    written
        .zip(factors)
        .map(|(length, factor)| length * factor)
        .collect()
}

/// How badly a measure comes out.
pub(super) fn cost(timing: &Timing, expected: Quarters) -> f64 {
    let quarters = |it: Quarters| *it.numer() as f64 / *it.denom() as f64;
    let overlaps = timing.faults.iter().map(|fault| match fault {
        Fault::Overlap { .. } => 1.0,
        Fault::Gap { .. } => 2.0,
        Fault::TooLong { .. } | Fault::TooShort { .. } => 0.0,
    });
    let off = quarters(timing.end - expected);
    // A measure may be short, such as a pickup, but none is long.
    let off = if off > 0.0 { 1.5 + off } else { -off };
    overlaps.sum::<f64>() + off + 0.1 * timing.holes as f64 + SILENCE * timing.silences as f64
}
