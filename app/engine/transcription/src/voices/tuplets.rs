//! Where the tuplets of a voice begin and end.

use notation::{Quarters, TupletEnd, TupletLook};

use super::Written;
use crate::evidence::TupletRule;
use crate::rhythm::Ratio;

/// What an entry is in a tuplet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TupletMember {
    pub ratio: Ratio,
    /// How long it would be outside of the tuplet.
    pub written: Quarters,
    pub rule: Option<TupletRule>,
}

/// Says of each tuplet of a voice where it begins and ends. What follows each other in one ratio is
/// divided where it fills as many of its shortest value as the ratio says; what is left over is said
/// to be in no group.
pub(super) fn mark_tuplets(line: &mut [Written]) {
    let timed: Vec<usize> = (0..line.len()).filter(|at| !line[*at].is_grace()).collect();
    let follows = |one: &usize, next: &usize| {
        let (one, next) = (&line[*one], &line[*next]);
        let ratio = |it: &Written| it.tuplet.map(|it| it.ratio);
        ratio(one) == ratio(next) && one.entry.end() == next.entry.onset
    };
    let runs: Vec<Vec<usize>> = timed.chunk_by(follows).map(<[usize]>::to_vec).collect();
    for run in runs {
        let mut rest = &run[..];
        while let Some(count) = group_len(line, rest) {
            let (group, after) = rest.split_at(count);
            if let [first, .., last] = group {
                let look = look(group.iter().filter_map(|at| line[*at].tuplet?.rule));
                line[*first].set_tuplet(TupletEnd::Start(look));
                line[*last].set_tuplet(TupletEnd::Stop);
            }
            rest = after;
        }
    }
}

/// How many of the first members fill a group; none where all do not.
fn group_len(line: &[Written], members: &[usize]) -> Option<usize> {
    let mut sum = Quarters::ZERO;
    let mut shortest: Option<Quarters> = None;
    for (count, at) in (1..).zip(members) {
        let TupletMember { ratio, written, .. } = line[*at].tuplet?;
        sum += written;
        let unit = shortest.map_or(written, |it| it.min(written));
        shortest = Some(unit);
        if (sum / (unit * i64::from(ratio.notes))).is_integer() {
            return Some(count);
        }
    }
    None
}

/// What is shown of a tuplet, by what its members were told by.
fn look(rules: impl Iterator<Item = TupletRule>) -> TupletLook {
    rules.fold(TupletLook::Hidden, |look, rule| match (look, rule) {
        (TupletLook::Bracket, _) | (_, TupletRule::Bracket) => TupletLook::Bracket,
        (TupletLook::Number, _) | (_, TupletRule::Number | TupletRule::Said) => TupletLook::Number,
        (TupletLook::Hidden, TupletRule::Inferred) => TupletLook::Hidden,
    })
}
