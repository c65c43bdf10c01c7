//! What in the music does not add up, where on the pages that is, and what would mend it.

mod candidates;
mod collected;
mod document;
mod edit;
mod fixes;
mod kind;
mod memo;
mod orphans;
mod registers;
mod trials;

pub use edit::{Edit, Fix};
pub use kind::ProblemKind;
pub(crate) use memo::FixMemo;

use std::collections::BTreeSet;

use crate::prepared::{PageFound, Prepared};
use crate::reading::{SURE, Symbol};
use crate::sign::Sign;
use crate::walk::Walked;
use collected::Collected;

/// The score below which a symbol is worth a look. Large signs have lower ones, although there is no
/// doubt what they are: clefs are never faint.
const FAINT: f64 = 0.35;
/// The share of its score that the next best sign has which makes it worth a look too.
const CLOSE: f64 = 0.4;
/// The most fixes of a problem.
const MOST_FIXES: usize = 5;

/// Something that is wrong, or may be.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// What it is.
    pub kind: ProblemKind,
    /// The page that it is on, from 0.
    pub page: usize,
    /// The system of the page; none of what is on no staff.
    pub system: Option<usize>,
    /// The measure of the score, from 0; none of what is in none.
    pub measure: Option<usize>,
    /// Where it is: left, upper, right and lower edge, in pixels of the page.
    pub box_px: [f64; 4],
    /// The ids of the symbols concerned, as far as it can be said.
    pub symbols: Vec<u64>,
    /// What would mend it, the best first, at most five.
    pub fixes: Vec<Fix>,
}

/// What is wrong with pages that were walked through, by page, system and measure.
pub(crate) fn problems(
    pages: &[Prepared<'_>],
    found: &[&PageFound],
    walked: &Walked,
    memo: &mut FixMemo,
) -> Vec<Problem> {
    let mut all = Collected::new(pages, found, walked);
    document::collect(&mut all);
    registers::collect(&mut all);
    for (at, measure) in walked.measures.iter().enumerate() {
        for (row, kind) in &measure.doubts {
            all.in_measure(at, *row, *kind, Vec::new());
        }
    }
    orphans::collect(&mut all);
    low_scores(&mut all);
    fixes::of_rhythm(&mut all, memo);
    all.sorted()
}

/// The symbols that the detector is not sure of. Small figures, of fingers and of tuplets, say nothing of
/// the music where it comes out: which of them one is matters only where the time of its measure does not.
fn low_scores(all: &mut Collected<'_>) {
    let troubled: BTreeSet<usize> = (all.problems.iter())
        .filter(|it| it.kind.is_rhythm())
        .filter_map(|it| it.measure)
        .collect();
    for page in 0..all.pages.len() {
        let symbols = all.pages[page].page.symbols;
        for (at, symbol) in symbols.iter().enumerate() {
            if matches!(symbol.sign, Sign::Fingering(_) | Sign::TupletDigit(_)) {
                let place = all.pages[page].places[at];
                let measure = place.and_then(|it| all.measure_at(page, it.system, it.row, it.x_px));
                if !measure.is_some_and(|it| troubled.contains(&it)) {
                    continue;
                }
            }
            if !is_doubtful(symbol) || symbol.sign == Sign::Other || !symbol.given.is_nothing() {
                continue;
            }
            let kind = ProblemKind::LowScore {
                sign: symbol.sign,
                score: symbol.score,
            };
            let mut fixes = fixes::others(symbol);
            fixes.push(Fix {
                edit: Edit::Become(symbol.id, symbol.sign),
                score: symbol.score,
            });
            fixes.push(Fix {
                edit: Edit::Remove(symbol.id),
                score: 1.0 - symbol.score,
            });
            all.at_symbol(page, at, kind, fixes);
        }
    }
}

/// Whether a symbol may be nothing, or something else.
fn is_doubtful(symbol: &Symbol) -> bool {
    let next = symbol.others.first().map_or(0.0, |it| it.1);
    let is_faint = symbol.score < FAINT && !matches!(symbol.sign, Sign::Clef(..));
    is_faint || symbol.score < SURE && next > CLOSE * symbol.score
}

/// The box around two boxes.
pub(crate) fn union(one: [f64; 4], two: [f64; 4]) -> [f64; 4] {
    [
        one[0].min(two[0]),
        one[1].min(two[1]),
        one[2].max(two[2]),
        one[3].max(two[3]),
    ]
}
