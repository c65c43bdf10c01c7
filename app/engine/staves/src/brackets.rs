//! Braces and brackets at the left of a system.

use std::collections::BTreeMap;

use crate::ink::{Ink, Run};
use crate::staff::Staff;

/// How far to the left of the staves they may reach, in staff spaces.
const WIDEST: f64 = 3.5;
/// How far from the staves they end, in staff spaces.
const NEAREST: f64 = 0.15;
/// The least height, in staff spaces.
const LEAST_HEIGHT: f64 = 3.5;
/// How wide a break in one may be, in staff spaces.
const WIDEST_BREAK: f64 = 1.3;
/// How far the middle of one must stray from a straight line to be a brace, in staff spaces.
const BENT: f64 = 0.1;
/// The share of the rows from the middle of one staff to that of the next that must have ink at the
/// left for these to be held together.
const LEAST_BRACED: f64 = 0.9;

/// What holds staves together at the left of a system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BracketKind {
    /// A curved one: the staves are of one player.
    Brace,
    /// A straight one: the staves are of one family of instruments.
    Bracket,
}

/// A brace or bracket.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bracket {
    /// What it is.
    pub kind: BracketKind,
    /// The first staff that it holds, counted from 0 within the system.
    pub first: usize,
    /// The last one.
    pub last: usize,
    /// Its leftmost column.
    pub left_px: f64,
    /// The column right of it.
    pub right_px: f64,
}

impl Bracket {
    /// Whether it is a brace.
    #[must_use]
    pub fn is_brace(&self) -> bool {
        self.kind == BracketKind::Brace
    }
}

/// Connected ink: columns with their runs.
#[derive(Debug, Clone)]
struct Piece {
    runs: Vec<(usize, Run)>,
    top: usize,
    bottom: usize,
}

impl Piece {
    fn takes(&mut self, other: Self) {
        self.top = self.top.min(other.top);
        self.bottom = self.bottom.max(other.bottom);
        self.runs.extend(other.runs);
    }

    fn columns(&self) -> (usize, usize) {
        let columns = || self.runs.iter().map(|it| it.0);
        (columns().min().unwrap_or(0), columns().max().unwrap_or(0))
    }

    /// How far its middle strays from a straight line, as a root mean square in pixels.
    fn stray_px(&self) -> f64 {
        let mut of_row: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
        for (x, run) in &self.runs {
            for y in run.top..run.bottom {
                let sum = of_row.entry(y).or_default();
                *sum = (sum.0 + *x as f64, sum.1 + 1.0);
            }
        }
        let places: Vec<(f64, f64)> = of_row
            .iter()
            .map(|(y, sum)| (*y as f64, sum.0 / sum.1))
            .collect();
        let count = places.len().max(1) as f64;
        let mean = |of: &dyn Fn(&(f64, f64)) -> f64| places.iter().map(of).sum::<f64>() / count;
        let (y, x) = (mean(&|it| it.0), mean(&|it| it.1));
        let spread = mean(&|it| (it.0 - y).powi(2)).max(1e-9);
        let lean = mean(&|it| (it.0 - y) * (it.1 - x)) / spread;
        mean(&|it| (it.1 - x - lean * (it.0 - y)).powi(2)).sqrt()
    }
}

/// Whether there is ink at the left of two staves all the way from the middle of one to that of the
/// other.
pub(crate) fn is_braced(ink: &Ink, upper: &Staff, lower: &Staff) -> bool {
    let interline = upper.scale().interline_px;
    let left = upper.left_px().min(lower.left_px());
    let from = (left - WIDEST * interline).max(0.0);
    let to = left - NEAREST * interline;
    let (middle, reach) = (f64::midpoint(from, to), (to - from) / 2.0);
    if reach < 1.0 {
        return false;
    }
    let top = upper.middle_px(upper.left_px()) as isize;
    let bottom = lower.middle_px(lower.left_px()) as isize;
    let rows = ink.rows_near(middle as isize, reach as isize, top, bottom) as f64;
    // A frame around the page, or ink at its edge, is beside every row of it.
    let height = bottom - top;
    let above = ink.rows_near(middle as isize, reach as isize, top - height, top) as f64;
    rows >= LEAST_BRACED * height as f64 && above < LEAST_BRACED * height as f64
}

/// The braces and brackets of a system, from the left to the right.
pub(crate) fn brackets(ink: &Ink, staves: &[&Staff]) -> Vec<Bracket> {
    let [first, .., last] = staves else {
        return Vec::new();
    };
    let interline = first.scale().interline_px;
    let left = staves
        .iter()
        .map(|it| it.left_px())
        .fold(f64::INFINITY, f64::min);
    let columns = (left - WIDEST * interline).max(0.0) as usize
        ..(left - NEAREST * interline).max(0.0) as usize;
    let top = first.top_px(left) - interline;
    let bottom = last.bottom_px(left) + interline;
    let pieces = pieces(
        ink,
        columns,
        (top.max(0.0) as usize, bottom.max(0.0) as usize),
    );
    let mut found: Vec<Bracket> = together(pieces, interline)
        .iter()
        .filter(|piece| (piece.bottom - piece.top) as f64 >= LEAST_HEIGHT * interline)
        .filter_map(|piece| {
            let holds = |staff: &&Staff| {
                let middle = staff.middle_px(staff.left_px());
                (piece.top as f64) < middle && middle < piece.bottom as f64
            };
            let first = staves.iter().position(holds)?;
            let last = staves.iter().rposition(holds)?;
            let is_bent = piece.stray_px() >= BENT * interline;
            let (left, right) = piece.columns();
            Some(Bracket {
                kind: if is_bent {
                    BracketKind::Brace
                } else {
                    BracketKind::Bracket
                },
                first,
                last,
                left_px: left as f64,
                right_px: right as f64 + 1.0,
            })
        })
        .collect();
    // A brace of which only one half is printed still holds what is beside it.
    found.retain(|it| it.first < it.last || !it.is_brace());
    found.sort_by(|a, b| a.left_px.total_cmp(&b.left_px));
    found
}

/// Connected ink within some columns and rows.
fn pieces(ink: &Ink, columns: std::ops::Range<usize>, rows: (usize, usize)) -> Vec<Piece> {
    let mut done: Vec<Piece> = Vec::new();
    let mut growing: Vec<Piece> = Vec::new();
    for x in columns {
        let mut next: Vec<Piece> = Vec::new();
        for run in ink.runs(x) {
            let run = Run {
                top: run.top.max(rows.0),
                bottom: run.bottom.min(rows.1),
            };
            if run.top >= run.bottom {
                continue;
            }
            let mut piece = Piece {
                runs: vec![(x, run)],
                top: run.top,
                bottom: run.bottom,
            };
            let touches = |it: &Piece| {
                let mut last = it.runs.iter().filter(|(column, _)| column + 1 >= x);
                last.any(|(_, other)| other.top <= run.bottom && run.top <= other.bottom)
            };
            let (touching, rest) = growing.into_iter().partition::<Vec<_>, _>(touches);
            growing = rest;
            let (again, rest) = next.into_iter().partition::<Vec<_>, _>(touches);
            next = rest;
            touching
                .into_iter()
                .chain(again)
                .for_each(|it| piece.takes(it));
            next.push(piece);
        }
        done.append(&mut growing);
        growing = next;
    }
    done.append(&mut growing);
    done
}

/// Pieces above each other with short breaks between them, as one.
fn together(mut pieces: Vec<Piece>, interline: f64) -> Vec<Piece> {
    pieces.retain(|it| (it.bottom - it.top) as f64 >= 0.5 * interline);
    pieces.sort_by_key(|it| it.top);
    let mut whole: Vec<Piece> = Vec::new();
    for piece in pieces {
        let (left, right) = piece.columns();
        let is_above = |it: &&mut Piece| {
            let (from, to) = it.columns();
            let gap = piece.top as f64 - it.bottom as f64;
            left <= to + 3 && from <= right + 3 && (-1.0..WIDEST_BREAK * interline).contains(&gap)
        };
        match whole.iter_mut().find(is_above) {
            Some(upper) => upper.takes(piece),
            None => whole.push(piece),
        }
    }
    whole
}
