//! Problems with their places, while they are collected.

use std::collections::BTreeMap;

use super::{Edit, Fix, MOST_FIXES, Problem, ProblemKind, union};
use crate::beginnings::Beginning;
use crate::measures::Span;
use crate::prepared::{PageFound, Prepared};
use crate::reading::Symbol;
use crate::walk::Walked;

/// Problems so far, and what they are found in.
pub(super) struct Collected<'a> {
    pub pages: &'a [Prepared<'a>],
    pub found: &'a [&'a PageFound],
    pub walked: &'a Walked,
    pub problems: Vec<Problem>,
    /// The measure of the score by page, system, and number in the system.
    measures: BTreeMap<(usize, usize, usize), usize>,
    /// The page and the number of each symbol by its id.
    symbols: BTreeMap<u64, (usize, usize)>,
}

impl<'a> Collected<'a> {
    pub fn new(pages: &'a [Prepared<'a>], found: &'a [&'a PageFound], walked: &'a Walked) -> Self {
        let measures = walked.measures.iter().enumerate();
        let of_page = |(page, it): (usize, &Prepared<'a>)| {
            let symbols = it.page.symbols.iter().enumerate();
            let each = symbols.map(move |(at, symbol)| (symbol.id, (page, at)));
            each.collect::<Vec<_>>()
        };
        Self {
            pages,
            found,
            walked,
            problems: Vec::new(),
            measures: measures
                .map(|(at, it)| ((it.place.page, it.place.system, it.place.number), at))
                .collect(),
            symbols: pages.iter().enumerate().flat_map(of_page).collect(),
        }
    }

    /// The measure that a place of a page is in, with its system; no measure where nothing of the
    /// score is there.
    pub fn measure_at(&self, page: usize, system: usize, row: usize, x_px: f64) -> Option<usize> {
        let spans = &self.found[page].systems[system].spans;
        let number = spans.iter().position(|it| it.holds(row, x_px))?;
        self.measures.get(&(page, system, number)).copied()
    }

    /// The span of a measure of the score on its system.
    pub fn span(&self, measure: usize) -> &'a Span {
        let place = &self.walked.measures[measure].place;
        &self.found[place.page].systems[place.system].spans[place.number]
    }

    /// The beginning of a measure of the score on a row of its system.
    pub fn beginning(&self, measure: usize, row: usize) -> &'a Beginning {
        let place = &self.walked.measures[measure].place;
        &self.found[place.page].systems[place.system].beginnings[place.number][row]
    }

    /// The page of a symbol and itself, by its id.
    pub fn symbol(&self, id: u64) -> Option<(usize, &'a Symbol)> {
        let (page, at) = *self.symbols.get(&id)?;
        Some((page, &self.pages[page].page.symbols[at]))
    }

    /// The edges of a measure on one row of its system, or on all.
    pub fn measure_box(&self, measure: usize, row: Option<usize>) -> [f64; 4] {
        let place = &self.walked.measures[measure].place;
        let layout = self.pages[place.page].page.layout;
        let staff = row.and_then(|row| layout.systems[place.system].staves.get(row));
        let Some(staff) = staff.map(|at| &layout.staves[*at]) else {
            return place.box_px;
        };
        let [left, _, right, _] = place.box_px;
        [left, staff.top_px(left), right, staff.bottom_px(left)]
    }

    /// Adds a problem of a measure. Where symbols are concerned, its box is around those of them that
    /// are on the page of the measure.
    pub fn in_measure(
        &mut self,
        measure: usize,
        row: Option<usize>,
        kind: ProblemKind,
        symbols: Vec<u64>,
    ) -> &mut Problem {
        let place = &self.walked.measures[measure].place;
        let (page, system) = (place.page, place.system);
        let boxes = symbols.iter().filter_map(|id| self.symbol(*id));
        let here = boxes.filter(|it| it.0 == page).map(|it| it.1.box_px);
        let around = here.reduce(union);
        let box_px = around.unwrap_or_else(|| self.measure_box(measure, row));
        self.push(Problem {
            kind,
            page,
            system: Some(system),
            measure: Some(measure),
            box_px,
            symbols,
            fixes: Vec::new(),
        })
    }

    /// Adds a problem of a symbol of a page.
    pub fn at_symbol(&mut self, page: usize, at: usize, kind: ProblemKind, fixes: Vec<Fix>) {
        let prepared = &self.pages[page];
        let symbol = &prepared.page.symbols[at];
        let place = prepared.places[at];
        let measure = place.and_then(|it| self.measure_at(page, it.system, it.row, it.x_px));
        let problem = Problem {
            kind,
            page,
            system: place.map(|it| it.system),
            measure,
            box_px: symbol.box_px,
            symbols: vec![symbol.id],
            fixes,
        };
        self.push(problem);
    }

    pub fn push(&mut self, problem: Problem) -> &mut Problem {
        let at = self.problems.len();
        self.problems.push(problem);
        &mut self.problems[at]
    }

    /// The problems by place, each with its best fixes.
    pub fn sorted(self) -> Vec<Problem> {
        let mut problems = self.problems;
        for problem in &mut problems {
            let fixes = &mut problem.fixes;
            fixes.sort_by(|one, two| two.score.total_cmp(&one.score));
            let mut at = 0;
            let edits: Vec<Edit> = fixes.iter().map(|it| it.edit.clone()).collect();
            fixes.retain(|_| {
                at += 1;
                !edits[..at - 1].contains(&edits[at - 1])
            });
            fixes.truncate(MOST_FIXES);
        }
        let place = |it: &Problem| (it.page, it.system, it.measure);
        problems.sort_by(|one, two| {
            let by_place = place(one).cmp(&place(two));
            by_place.then(one.box_px[0].total_cmp(&two.box_px[0]))
        });
        problems
    }
}
