//! Edits that make a measure come out, each of them tried.

use super::candidates::candidates;
use super::collected::Collected;
use super::memo::FixMemo;
use super::trials::tried;
use super::{Edit, Fix};
use crate::reading::{SURE, Symbol};

/// Finds the fixes of the measures that do not come out.
pub(super) fn of_rhythm(all: &mut Collected<'_>, memo: &mut FixMemo) {
    for measure in 0..all.walked.measures.len() {
        let is_of = |it: &super::Problem| it.measure == Some(measure) && it.kind.is_rhythm();
        if !all.problems.iter().any(is_of) {
            continue;
        }
        let walked = &all.walked.measures[measure];
        let place = &walked.place;
        let prepared = &all.pages[place.page];
        let events = &all.found[place.page].systems[place.system].events[place.number];
        let span = all.span(measure);
        let is_here = |at: &usize| {
            let of = prepared.places[*at].as_ref();
            of.is_some_and(|it| it.system == place.system && span.holds(it.row, it.x_px))
        };
        let here: Vec<usize> = (0..prepared.page.symbols.len()).filter(is_here).collect();
        let symbols = here.iter().map(|at| &prepared.page.symbols[*at]);
        let fixes = memo.fixes(&events.events, walked.expected, symbols, || {
            let candidates = candidates(prepared, events, &here);
            tried(
                &events.events,
                &walked.solution,
                walked.expected,
                candidates,
            )
        });
        for problem in all.problems.iter_mut().filter(|it| is_of(it)) {
            problem.fixes.clone_from(&fixes);
        }
    }
}

/// The other readings of a symbol, as far as somebody has not confirmed it.
pub(super) fn others(symbol: &Symbol) -> Vec<Fix> {
    let is_open = symbol.score < SURE;
    let others = symbol.others.iter().filter(|_| is_open);
    let become_other = |(sign, score): &(_, f64)| Fix {
        edit: Edit::Become(symbol.id, *sign),
        score: *score,
    };
    others.map(become_other).collect()
}
