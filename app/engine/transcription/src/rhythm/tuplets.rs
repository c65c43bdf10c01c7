//! Tuplets without a number, and the whole answer for a measure.

use super::event::{Event, Quarters, Ratio, What};
use super::faults::Fault;
use super::onsets::{EARLIEST, Placed, Timing, timing};

/// What may be printed without a number, the commonest first.
const UNMARKED: [Ratio; 5] = [
    Ratio {
        notes: 3,
        in_time_of: 2,
    },
    Ratio {
        notes: 6,
        in_time_of: 4,
    },
    Ratio {
        notes: 5,
        in_time_of: 4,
    },
    Ratio {
        notes: 7,
        in_time_of: 4,
    },
    Ratio {
        notes: 9,
        in_time_of: 8,
    },
];
/// How much better a measure must come out with a tuplet than without.
const WORTH_IT: f64 = 0.75;
/// How often tuplets are added to a measure at most.
const MOST_STEPS: usize = 12;

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
    let mut tuplets: Vec<Option<Ratio>> = events.iter().map(|it| it.tuplet).collect();
    let mut best = best_timing(events, &tuplets, expected);
    for _ in 0..MOST_STEPS {
        if cost(&best, expected) < WORTH_IT {
            break;
        }
        let tried = hypotheses(events, &tuplets).into_iter().map(|tuplets| {
            let timing = best_timing(events, &tuplets, expected);
            (cost(&timing, expected), tuplets, timing)
        });
        let Some((least, with, timing)) = tried.min_by(|one, two| one.0.total_cmp(&two.0)) else {
            break;
        };
        if least + WORTH_IT > cost(&best, expected) {
            break;
        }
        (tuplets, best) = (with, timing);
    }
    let mut faults = best.faults;
    if best.end > expected {
        let by = best.end - expected;
        faults.push(Fault::TooLong { by });
    } else if best.end < expected && !events.iter().any(|it| it.what == What::MeasureRest) {
        let by = expected - best.end;
        faults.push(Fault::TooShort { by });
    }
    Solution {
        placed: best.placed,
        tuplets,
        faults,
        end: best.end,
    }
}

/// How long a measure is by what stands in it alone, without any tuplet but those with numbers. None
/// where that does not come out, or where nothing says it but rests for the whole measure.
#[must_use]
pub fn length(events: &[Event]) -> Option<Quarters> {
    let tuplets: Vec<Option<Ratio>> = events.iter().map(|it| it.tuplet).collect();
    let nothing = Quarters::from_integer(0);
    let timing = timing(events, &lengths(events, &tuplets), nothing, EARLIEST[0]);
    (timing.faults.is_empty() && timing.end > nothing).then_some(timing.end)
}

/// The timing that comes out best, whether the first end of all counts less or more than what the
/// voices say.
fn best_timing(events: &[Event], tuplets: &[Option<Ratio>], expected: Quarters) -> Timing {
    let lengths = lengths(events, tuplets);
    let [first, second] = EARLIEST.map(|it| timing(events, &lengths, expected, it));
    if cost(&second, expected) < cost(&first, expected) {
        second
    } else {
        first
    }
}

/// How long events sound with these tuplets.
fn lengths(events: &[Event], tuplets: &[Option<Ratio>]) -> Vec<Quarters> {
    let one = Quarters::from_integer(1);
    let factors = tuplets.iter().map(|it| it.map_or(one, Ratio::factor));
    let written = events.iter().map(|it| it.written);
    written
        .zip(factors)
        .map(|(length, factor)| length * factor)
        .collect()
}

/// How badly a measure comes out.
fn cost(timing: &Timing, expected: Quarters) -> f64 {
    let quarters = |it: Quarters| *it.numer() as f64 / *it.denom() as f64;
    let overlaps = timing.faults.iter().map(|fault| match fault {
        Fault::Overlap { .. } => 1.0,
        Fault::Gap { .. } => 2.0,
        Fault::TooLong { .. } | Fault::TooShort { .. } => 0.0,
    });
    let off = quarters(timing.end - expected);
    // A measure may be short, such as a pickup, but none is long.
    let off = if off > 0.0 { 1.5 + off } else { -off };
    overlaps.sum::<f64>() + off + 0.1 * timing.holes as f64
}

/// Ways to take more events for tuplets: a beam, all beams of a staff like it, or all like it.
fn hypotheses(events: &[Event], tuplets: &[Option<Ratio>]) -> Vec<Vec<Option<Ratio>>> {
    let beams = beams(events, tuplets);
    let mut all: Vec<Vec<Option<Ratio>>> = Vec::new();
    for beam in &beams {
        for ratio in UNMARKED {
            if !fits(events, beam, ratio) {
                continue;
            }
            let like: Vec<&Vec<usize>> =
                beams.iter().filter(|it| fits(events, it, ratio)).collect();
            let staff = events[beam[0]].staff;
            let on_staff = like
                .iter()
                .filter(|it| events[it[0]].staff == staff)
                .copied();
            for chosen in [vec![beam], on_staff.collect(), like] {
                let mut with = tuplets.to_vec();
                for at in chosen.into_iter().flatten() {
                    with[*at] = Some(ratio);
                }
                if !all.contains(&with) {
                    all.push(with);
                }
            }
        }
    }
    all
}

/// The events of each beam that is no tuplet yet.
fn beams(events: &[Event], tuplets: &[Option<Ratio>]) -> Vec<Vec<usize>> {
    let mut beams: Vec<(usize, Vec<usize>)> = Vec::new();
    for (at, event) in events.iter().enumerate() {
        let Some(beam) = event.beam else { continue };
        match beams.iter_mut().find(|it| it.0 == beam.group) {
            Some(found) => found.1.push(at),
            None => beams.push((beam.group, vec![at])),
        }
    }
    let beams = beams.into_iter().map(|it| it.1);
    beams
        .filter(|it| it.iter().all(|at| tuplets[*at].is_none()))
        .collect()
}

/// Whether the notes of a beam can be tuplets of a ratio: whole ones, of which each fills a plain
/// value.
fn fits(events: &[Event], beam: &[usize], ratio: Ratio) -> bool {
    let sum: Quarters = beam.iter().map(|at| events[*at].written).sum();
    let Some(shortest) = beam.iter().map(|at| events[*at].written).min() else {
        return false;
    };
    let whole = sum / (shortest * Quarters::from_integer(i64::from(ratio.notes)));
    whole.is_integer()
}
