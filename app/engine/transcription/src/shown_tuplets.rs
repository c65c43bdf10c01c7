//! Where the tuplets of a voice begin and end that the print shows.

use notation::{Quarters, TupletEnd};

use crate::events::Events;
use crate::evidence::TupletRule;
use crate::rhythm::Solution;

/// Whether a tuplet begins or ends at an event of a voice: tuplets of one ratio are divided where
/// they fill as many of a value as the ratio says.
pub(crate) fn tuplet_end(
    events: &Events,
    solution: &Solution,
    members: &[usize],
    place: usize,
) -> Option<TupletEnd> {
    let ratio = solution.tuplets[members[place]]?;
    let shown = events.tuplets_from[members[place]]?;
    let of_run = |at: usize| {
        solution.tuplets[members[at]] == Some(ratio)
            && events.tuplets_from[members[at]] == Some(shown)
    };
    let has_bracket = shown == TupletRule::Bracket;
    let first = (0..=place).rev().take_while(|it| of_run(*it)).last()?;
    let (mut start, mut sum, mut shortest) = (first, Quarters::from_integer(0), None);
    for (at, member) in members.iter().enumerate().skip(first) {
        if !of_run(at) {
            return None;
        }
        let written = events.events[*member].written;
        sum += written;
        shortest = Some(shortest.map_or(written, |it: Quarters| it.min(written)));
        let unit = shortest? * Quarters::from_integer(i64::from(ratio.notes));
        let is_full = (sum / unit).is_integer();
        if is_full && at == place {
            return (start != at).then_some(TupletEnd::Stop);
        }
        if at == place && start == at {
            return Some(TupletEnd::Start { has_bracket });
        }
        if at == place {
            return None;
        }
        if is_full {
            (start, sum, shortest) = (at + 1, Quarters::from_integer(0), None);
        }
    }
    None
}
