//! Trying edits by solving their measure again.

use super::{Edit, Fix, MOST_FIXES};
use crate::rhythm::{Event, Quarters, Ratio, Solution, What, solve, solve_with};

/// How many edits are tried at most.
const MOST_TRIES: usize = 120;
/// How many pairs of events may be looked at for all tries of a measure: of a very long one, fewer edits
/// are tried.
const MOST_PAIRS: usize = 400_000;

/// An edit, and what it changes in the rhythm of its measure.
pub(super) struct Candidate {
    pub edit: Edit,
    pub score: f64,
    pub change: Change,
}

/// A change in what the rhythm is found from.
pub(super) enum Change {
    /// An event has another written length.
    Length(usize, Quarters),
    /// A rest for the whole measure is one of a length, or the other way around.
    Rest(usize, What, Quarters),
    /// An event is not there.
    Drop(usize),
    /// There is one more.
    Add(Event),
    /// Events are a tuplet.
    Tuplet(Vec<usize>, Ratio),
}

/// The edits with which a measure comes out, the best first. `now` is what it is without any.
pub(super) fn tried(
    events: &[Event],
    now: &Solution,
    expected: Quarters,
    mut candidates: Vec<Candidate>,
) -> Vec<Fix> {
    candidates.sort_by(|one, two| two.score.total_cmp(&one.score));
    let mut fixes = Vec::new();
    let affordable = MOST_PAIRS / (events.len() * events.len()).max(1);
    for candidate in candidates.into_iter().take(affordable.min(MOST_TRIES)) {
        if fixes.len() == MOST_FIXES {
            break;
        }
        let (changed, tuplets) = changed(events, now, &candidate.change);
        let shown = changed.iter().map(|it| it.tuplet).collect();
        // A quick look first, with the tuplets that were found without the edit or with those that are
        // shown; then the whole search, which is what reading would do.
        let is_likely = [tuplets, shown].into_iter().any(|tuplets| {
            let solution = solve_with(&changed, &tuplets, expected);
            solution.comes_out(&changed, expected)
        });
        if is_likely && solve(&changed, expected).comes_out(&changed, expected) {
            fixes.push(Fix {
                edit: candidate.edit,
                score: candidate.score,
            });
        }
    }
    fixes
}

/// The events with a change, and the tuplets that they had before it.
fn changed(events: &[Event], now: &Solution, change: &Change) -> (Vec<Event>, Vec<Option<Ratio>>) {
    let (mut events, mut tuplets) = (events.to_vec(), now.tuplets.clone());
    match change {
        Change::Length(at, written) => events[*at].written = *written,
        Change::Rest(at, what, written) => {
            (events[*at].what, events[*at].written) = (*what, *written);
        }
        Change::Drop(at) => {
            events.remove(*at);
            tuplets.remove(*at);
        }
        Change::Add(event) => {
            tuplets.push(event.tuplet);
            events.push(event.clone());
        }
        Change::Tuplet(of, ratio) => {
            for at in of {
                events[*at].tuplet = Some(*ratio);
                tuplets[*at] = Some(*ratio);
            }
        }
    }
    (events, tuplets)
}
