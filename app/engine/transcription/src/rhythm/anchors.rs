//! Times that are sure although a measure does not come out: those of voices that fill it by
//! themselves.

use super::columns::{Spread, columns};
use super::event::{Event, Quarters, Ratio, Stem};
use super::faults::Fault;
use super::onsets::{EARLIEST, Policy, timing};
use super::timings::{Answer, cost, lengths};

/// How much worse a measure may come out in which the voices that fill it keep their times.
const SURE: f64 = 2.0;

/// The time of each event that is in a voice which lasts just as long as the measure; none where there
/// is no such voice, or where two of them contradict each other.
fn anchors(
    events: &[Event],
    columns: &[Vec<usize>],
    lengths: &[Quarters],
    measure: Quarters,
) -> Option<Vec<Option<Quarters>>> {
    let mut staves: Vec<usize> = events.iter().map(|it| it.staff).collect();
    staves.sort_unstable();
    staves.dedup();
    let mut times = vec![None; events.len()];
    for staff in staves {
        let is_here = |at: &usize| events[*at].staff == staff;
        let points = |stem: Stem| move |at: &usize| is_here(at) && events[*at].stem() == Some(stem);
        let whole = voice(columns, lengths, &is_here);
        let by_stem = [Stem::Up, Stem::Down].map(|it| voice(columns, lengths, &points(it)));
        // Where a voice of the staff is too long, that of the other stems may be no whole one either.
        let is_full = by_stem.iter().flatten().all(|it| it.end <= measure);
        let by_stem = by_stem.into_iter().flatten().filter(|_| is_full);
        let voices: Vec<Voice> = whole.into_iter().chain(by_stem).collect();
        for voice in voices {
            if voice.end == measure && voice.onsets.len() > 1 {
                for (at, onset) in voice.onsets {
                    times[at] = Some(onset);
                }
            }
        }
    }
    let agree = |column: &Vec<usize>| {
        let mut known = column.iter().filter_map(|at| times[*at]);
        let first = known.next();
        known.all(|it| Some(it) == first)
    };
    let is_any = times.iter().any(Option::is_some);
    (is_any && columns.iter().all(agree) && is_ascending(columns, &times)).then_some(times)
}

/// Events one after another.
struct Voice {
    onsets: Vec<(usize, Quarters)>,
    end: Quarters,
}

/// The events of columns that are of one voice, one after another; none where two of them stand in one
/// column.
fn voice(
    columns: &[Vec<usize>],
    lengths: &[Quarters],
    is_of_voice: &dyn Fn(&usize) -> bool,
) -> Option<Voice> {
    let mut voice = Voice {
        onsets: Vec::new(),
        end: Quarters::from_integer(0),
    };
    for column in columns {
        let mut here = column.iter().filter(|at| is_of_voice(at));
        if let Some(at) = here.next() {
            voice.onsets.push((*at, voice.end));
            voice.end += lengths[*at];
        }
        if here.next().is_some() {
            return None;
        }
    }
    Some(voice)
}

/// Whether times never go back from column to column.
fn is_ascending(columns: &[Vec<usize>], times: &[Option<Quarters>]) -> bool {
    let known = columns
        .iter()
        .filter_map(|column| column.iter().find_map(|at| times[*at]));
    known.is_sorted()
}

/// The time of a column between two known ones: what is said of it, where that is before the next one,
/// which follows after `columns` more.
pub(super) fn between(
    said: Quarters,
    now: Quarters,
    next: Option<Quarters>,
    columns: usize,
) -> Quarters {
    match next {
        Some(next) if said >= next => now + (next - now) / (columns as i64 + 2),
        _ => said,
    }
}

/// The times with which the most events are in voices that come out by themselves and keep their times;
/// those of `best`, where there are no such voices or all comes out much worse.
pub(super) fn anchored(events: &[Event], expected: Quarters, best: Answer) -> Answer {
    let columns = columns(events, Spread::Usual);
    let said: Vec<Option<Ratio>> = events.iter().map(|it| it.tuplet).collect();
    let hinted = events.iter().map(|it| it.tuplet.or(it.hint)).collect();
    let mut most = 0;
    let mut found = None;
    for tuplets in [said, hinted, best.tuplets.clone()] {
        let lengths = lengths(events, &tuplets);
        let Some(anchors) = anchors(events, &columns, &lengths, expected) else {
            continue;
        };
        let policy = Policy {
            earliest: EARLIEST[0],
            chosen: &[],
            anchors: &anchors,
        };
        let mut timing = timing(events, &columns, &lengths, expected, policy);
        let known = anchors.iter().flatten().count();
        if known <= most || cost(&timing, expected) >= best.cost(expected) + SURE {
            continue;
        }
        // What is not in these voices had to follow them, also where it then comes out.
        let follower = anchors.iter().position(Option::is_none);
        if timing.faults.is_empty() {
            timing
                .faults
                .extend(follower.map(|event| Fault::Gap { event }));
        }
        most = known;
        found = Some(Answer { tuplets, timing });
    }
    found.unwrap_or(best)
}

#[cfg(test)]
mod tests {
    use super::super::event::What;
    use super::*;

    fn chord(staff: usize, stem: Stem) -> Event {
        Event {
            staff,
            part: 0,
            x_spaces: 0.0,
            extent_spaces: [0.0; 2],
            what: What::Chord(Some(stem)),
            positions: vec![0],
            elsewhere: Vec::new(),
            written: Quarters::from_integer(1),
            beam: None,
            tuplet: None,
            hint: None,
            is_length_said: false,
            voice: None,
        }
    }

    /// The sure times of a measure of four quarters; each event has its staff, its stem, its column
    /// and its length.
    fn of(events: &[(usize, Stem, usize, i64)]) -> Option<Vec<Option<i64>>> {
        let quarters = Quarters::from_integer;
        let lengths: Vec<Quarters> = events.iter().map(|it| quarters(it.3)).collect();
        let last = events.iter().map(|it| it.2).max().unwrap_or(0);
        let columns: Vec<Vec<usize>> = (0..=last)
            .map(|column| {
                let here = (0..events.len()).filter(|at| events[*at].2 == column);
                here.collect()
            })
            .collect();
        let events: Vec<Event> = events.iter().map(|it| chord(it.0, it.1)).collect();
        let found = anchors(&events, &columns, &lengths, quarters(4))?;
        let whole = found.iter().map(|it| it.map(|it| it.to_integer()));
        Some(whole.collect())
    }

    use Stem::{Down, Up};

    #[test]
    fn a_staff_that_fills_the_measure_says_its_times() {
        let found = of(&[(0, Up, 0, 1), (0, Down, 1, 3), (1, Up, 0, 2), (1, Up, 1, 1)]);
        assert_eq!(found, Some(vec![Some(0), Some(1), None, None]));
        assert_eq!(of(&[(0, Up, 0, 1), (0, Up, 1, 2)]), None);
        // One note alone says nothing of when others sound.
        assert_eq!(of(&[(0, Up, 0, 4), (1, Up, 0, 2), (1, Up, 1, 1)]), None);
    }

    #[test]
    fn a_voice_of_a_staff_may_fill_the_measure_alone() {
        let upper = [(0, Up, 0, 1), (0, Up, 1, 3)];
        let with = |lower: [(usize, Stem, usize, i64); 2]| of(&[&upper[..], &lower[..]].concat());
        let found = with([(0, Down, 0, 1), (0, Down, 2, 1)]);
        assert_eq!(found, Some(vec![Some(0), Some(1), None, None]));
        // Where the other one is too long, notes may be in the wrong one of both.
        assert_eq!(with([(0, Down, 0, 4), (0, Down, 2, 1)]), None);
        // Two notes of one voice in a column are none that follow each other.
        assert_eq!(of(&[(0, Up, 0, 1), (0, Up, 1, 3), (0, Up, 1, 1)]), None);
    }

    #[test]
    fn voices_that_contradict_each_other_say_nothing() {
        let one = [(0, Up, 0, 1), (0, Up, 1, 1), (0, Up, 2, 2)];
        let with = |second: [(usize, Stem, usize, i64); 3]| of(&[&one[..], &second[..]].concat());
        let same = with([(1, Up, 0, 1), (1, Up, 1, 1), (1, Up, 2, 2)]);
        let times = [0, 1, 2, 0, 1, 2].map(Some);
        assert_eq!(same, Some(times.to_vec()));
        assert_eq!(with([(1, Up, 0, 2), (1, Up, 1, 1), (1, Up, 2, 1)]), None);
        // No column has two times, but one after the other they go back.
        assert_eq!(with([(1, Up, 0, 1), (1, Up, 3, 1), (1, Up, 4, 2)]), None);
    }

    #[test]
    fn a_column_is_before_the_next_sure_one() {
        let eighths = |it| Quarters::new(it, 2);
        let next = Some(eighths(4));
        assert_eq!(between(eighths(3), eighths(2), next, 0), eighths(3));
        assert_eq!(between(eighths(4), eighths(2), next, 0), eighths(3));
        assert_eq!(between(eighths(5), eighths(1), next, 1), eighths(2));
        assert_eq!(between(eighths(5), eighths(2), None, 0), eighths(5));
    }
}
