//! Which events are tuplets: as numbers say, or without a number where the measure comes out better so.

use super::event::{Event, Quarters, Ratio};
use super::timings::{Answer, amended, best_timing, cost};

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
pub(super) const WORTH_IT: f64 = 0.75;
/// How often tuplets are added to a measure at most.
const MOST_STEPS: usize = 12;
/// How many pairs of events may be looked at for all ways to add them once.
const MOST_PAIRS: usize = 10_000_000;

/// The tuplets and times of events in these columns. Numbers that may be those of fingers count where
/// the measure comes out no worse with them.
pub(super) fn told(events: &[Event], columns: &[Vec<usize>], expected: Quarters) -> Answer {
    let said = events.iter().map(|it| it.tuplet).collect();
    let without = search(events, columns, said, expected);
    if events.iter().all(|it| it.hint.is_none()) {
        return without;
    }
    let hinted = events.iter().map(|it| it.tuplet.or(it.hint)).collect();
    let with = search(events, columns, hinted, expected);
    if with.cost(expected) <= without.cost(expected) {
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
) -> Answer {
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
        Answer {
            tuplets: said,
            timing: plain,
        }
    } else {
        Answer {
            tuplets,
            timing: best,
        }
    }
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

/// The events of each beam that is no tuplet yet, and may be one for all that was said.
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
        .filter(|it| {
            let is_open = |at: &usize| tuplets[*at].is_none() && !events[*at].is_length_said;
            it.iter().all(is_open)
        })
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
