//! Tuplets without a number, and the whole answer for a measure.

use super::anchors::anchors;
use super::columns::{Spread, columns};
use super::event::{Event, Quarters, Ratio, What};
use super::faults::Fault;
use super::onsets::{EARLIEST, Placed, Policy, Timing, timing};

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
/// How often another time is chosen for a column at most, how much better the measure must come out
/// with it, and how many times are tried.
const MOST_AMENDED: usize = 4;
const LEAST_AMENDED: f64 = 0.2;
const MOST_OTHERS: usize = 40;
/// How much worse a measure may come out in which the voices that fill it keep their times.
const SURE: f64 = 2.0;
/// What a measure costs at most that comes out as it should.
const FLAWLESS: f64 = 0.15;
/// How bad it is that nothing sounds on a staff, which a rest would say.
const SILENCE: f64 = 0.4;
/// How often tuplets are added to a measure at most.
const MOST_STEPS: usize = 12;
/// How many pairs of events may be looked at for all ways to add them once.
const MOST_PAIRS: usize = 10_000_000;

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
    let usual = told(events, &columns(events, Spread::Usual), expected);
    // Only where nothing else makes the measure come out do chords stand so far apart.
    let best = if cost(&usual.1, expected) < WORTH_IT {
        usual
    } else {
        let wide = told(events, &columns(events, Spread::Wide), expected);
        if cost(&wide.1, expected) < WORTH_IT {
            wide
        } else {
            usual
        }
    };
    let best = if cost(&best.1, expected) < FLAWLESS {
        best
    } else {
        anchored(events, expected, best)
    };
    Solution::of(events, best.0, best.1, expected)
}

/// The tuplets and times of events in these columns. Numbers that may be those of fingers count where
/// the measure comes out no worse with them.
fn told(
    events: &[Event],
    columns: &[Vec<usize>],
    expected: Quarters,
) -> (Vec<Option<Ratio>>, Timing) {
    let said = events.iter().map(|it| it.tuplet).collect();
    let without = search(events, columns, said, expected);
    if events.iter().all(|it| it.hint.is_none()) {
        return without;
    }
    let hinted = events.iter().map(|it| it.tuplet.or(it.hint)).collect();
    let with = search(events, columns, hinted, expected);
    if cost(&with.1, expected) <= cost(&without.1, expected) {
        with
    } else {
        without
    }
}

/// These tuplets, and others without numbers, with which events in these columns come out best.
fn search(
    events: &[Event],
    columns: &[Vec<usize>],
    said: Vec<Option<Ratio>>,
    expected: Quarters,
) -> (Vec<Option<Ratio>>, Timing) {
    let mut tuplets = said.clone();
    let mut best = best_timing(events, columns, &tuplets, expected);
    for _ in 0..MOST_STEPS {
        if cost(&best, expected) < WORTH_IT {
            break;
        }
        let affordable = MOST_PAIRS / (events.len() * events.len()).max(1);
        let tried = hypotheses(events, &tuplets)
            .into_iter()
            .take(affordable)
            .map(|tuplets| {
                let timing = best_timing(events, columns, &tuplets, expected);
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
    let plain = best_timing(events, columns, &said, expected);
    let plain = amended(events, columns, &said, expected, plain);
    let added = tuplets.iter().zip(&said).filter(|it| it.0 != it.1).count();
    let best = amended(events, columns, &tuplets, expected, best);
    let doubt = if added > 0 { WORTH_IT } else { 0.0 };
    if cost(&plain, expected) < cost(&best, expected) + doubt {
        (said, plain)
    } else {
        (tuplets, best)
    }
}

/// The tuplets and times with which the most events are in voices that come out by themselves and keep
/// their times; those given, where there are no such voices or all comes out much worse.
fn anchored(
    events: &[Event],
    expected: Quarters,
    best: (Vec<Option<Ratio>>, Timing),
) -> (Vec<Option<Ratio>>, Timing) {
    let columns = columns(events, Spread::Usual);
    let said: Vec<Option<Ratio>> = events.iter().map(|it| it.tuplet).collect();
    let hinted = events.iter().map(|it| it.tuplet.or(it.hint)).collect();
    let mut most = 0;
    let mut found = None;
    for tuplets in [said, hinted, best.0.clone()] {
        let lengths = lengths(events, &tuplets);
        let Some(anchors) = anchors(events, &columns, &lengths, expected) else {
            continue;
        };
        let policy = Policy {
            earliest: EARLIEST[0],
            chosen: &[],
            anchors: &anchors,
        };
        let known = anchors.iter().flatten().count();
        let mut timing = timing(events, &columns, &lengths, expected, policy);
        if known > most && cost(&timing, expected) < cost(&best.1, expected) + SURE {
            // What is not in these voices had to follow them, also where it then comes out.
            if let (true, Some(event)) = (
                timing.faults.is_empty(),
                anchors.iter().position(Option::is_none),
            ) {
                timing.faults.push(Fault::Gap { event });
            }
            most = known;
            found = Some((tuplets, timing));
        }
    }
    found.unwrap_or(best)
}

/// When everything in a measure sounds with these tuplets and no others.
#[must_use]
pub(crate) fn solve_with(
    events: &[Event],
    tuplets: Vec<Option<Ratio>>,
    expected: Quarters,
) -> Solution {
    let with = |spread| best_timing(events, &columns(events, spread), &tuplets, expected);
    let usual = with(Spread::Usual);
    let best = if cost(&usual, expected) < WORTH_IT {
        usual
    } else {
        let wide = with(Spread::Wide);
        if cost(&wide, expected) < WORTH_IT {
            wide
        } else {
            usual
        }
    };
    Solution::of(events, tuplets, best, expected)
}

impl Solution {
    fn of(
        events: &[Event],
        tuplets: Vec<Option<Ratio>>,
        timing: Timing,
        expected: Quarters,
    ) -> Self {
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
        let is_full = |staff: usize| {
            let on_staff = events
                .iter()
                .zip(&self.placed)
                .filter(|it| it.0.staff == staff);
            let mut sounding: Vec<(Quarters, Quarters)> = on_staff
                .map(|(_, placed)| (placed.onset, placed.onset + placed.length))
                .collect();
            sounding.sort_unstable();
            let mut end = Quarters::from_integer(0);
            for (from, to) in sounding {
                if from > end {
                    return false;
                }
                end = end.max(to);
            }
            end == expected
        };
        self.faults.is_empty() && events.iter().all(|it| is_full(it.staff))
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

/// The timing that comes out best, whether the first end of all counts less or more than what the
/// voices say.
fn best_timing(
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
fn amended(
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
    overlaps.sum::<f64>() + off + 0.1 * timing.holes as f64 + SILENCE * timing.silences as f64
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
