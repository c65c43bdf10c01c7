//! Times that are sure although a measure does not come out: those of voices that fill it by
//! themselves.

use super::event::{Event, Quarters, Stem};

/// The time of each event that is in a voice which lasts just as long as the measure; none where there
/// is no such voice, or where two of them contradict each other.
pub(super) fn anchors(
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
