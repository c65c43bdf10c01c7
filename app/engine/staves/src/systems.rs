//! Systems: staves that sound together, told by the lines that go from one to the next.

use rayon::prelude::*;

use crate::bars::joined::{BarLine, Column, bar_lines, columns, heavy, is_spanned, off_px};
use crate::bars::stroke::Stroke;
use crate::bars::strokes::strokes;
use crate::bars::upright::covered;
use crate::brackets::{Bracket, brackets, is_braced};
use crate::ink::Ink;
use crate::staff::Staff;

/// How far the left ends of two staves of a system may be from each other, in staff spaces.
const LEFT_REACH: f64 = 2.0;
/// How far beside the ends the line is looked for, in staff spaces.
const BESIDE: f64 = 0.7;
/// The share of the rows between two staves that the line at their left must have.
const LEAST_COVERED: f64 = 0.85;
/// How far strokes may be from being in line, in staff spaces.
const ALIGNED: f64 = 0.6;
/// How many strokes must go through where there is no line at the left.
const LEAST_STROKES: usize = 2;
/// How far apart two staves of a system may be, in staff spaces.
const WIDEST: f64 = 40.0;

/// Staves that sound together.
#[derive(Debug, Clone, PartialEq)]
pub struct System {
    /// Its staves, as numbers in [`Layout::staves`](crate::Layout::staves), from the top down.
    pub staves: Vec<usize>,
    /// Its bar lines, from the left to the right, with the line that begins the system where there
    /// is one.
    pub bar_lines: Vec<BarLine>,
    /// What holds staves together at its left.
    pub brackets: Vec<Bracket>,
}

impl System {
    /// The staves of each part, as numbers in [`Layout::staves`](crate::Layout::staves): those of a
    /// brace are one part, and every other staff is one by itself.
    #[must_use]
    pub fn parts(&self) -> Vec<Vec<usize>> {
        let mut parts: Vec<Vec<usize>> = Vec::new();
        let mut at = 0;
        while at < self.staves.len() {
            let braced = self
                .brackets
                .iter()
                .find(|it| it.is_brace() && it.first == at);
            let last = braced
                .map_or(at, |it| it.last)
                .clamp(at, self.staves.len() - 1);
            parts.push(self.staves[at..=last].to_vec());
            at = last + 1;
        }
        parts
    }
}

/// Whether two staves, the second one below the first, are said to sound together; none where nothing is
/// said of them.
pub(crate) type Said<'s> = &'s dyn Fn(&Staff, &Staff) -> Option<bool>;

/// The systems of a page, from the top down.
pub(crate) fn systems(ink: &Ink, staves: &[Staff], said: Said<'_>) -> Vec<System> {
    let strokes: Vec<Vec<Stroke>> = staves.par_iter().map(|it| strokes(ink, it)).collect();
    let below = |upper: usize| {
        let mut after = upper + 1..staves.len();
        after.find(|lower| is_below(&staves[upper], &staves[*lower]))
    };
    let mut system_of: Vec<usize> = (0..staves.len()).collect();
    for upper in 0..staves.len() {
        let Some(lower) = below(upper) else {
            continue;
        };
        let (a, b) = (&staves[upper], &staves[lower]);
        let is_seen = || is_one_system(ink, (a, &strokes[upper]), (b, &strokes[lower]));
        if said(a, b).unwrap_or_else(is_seen) {
            system_of[lower] = system_of[upper];
        }
    }
    let firsts = (0..staves.len()).filter(|at| system_of[*at] == *at);
    let members: Vec<Vec<usize>> = firsts
        .map(|first| {
            (0..staves.len())
                .filter(|at| system_of[*at] == first)
                .collect()
        })
        .collect();
    let of_system = |members: &[usize]| members.iter().map(|at| &staves[*at]).collect::<Vec<_>>();
    let of_members = |members: &Vec<usize>| {
        let strokes: Vec<&[Stroke]> = members.iter().map(|at| strokes[*at].as_slice()).collect();
        columns(ink, &of_system(members), &strokes)
    };
    let columns: Vec<Vec<Column>> = members.par_iter().map(of_members).collect();
    let space = |members: &[usize]| staves[members[0]].scale().interline_px;
    let all = members.iter().zip(&columns);
    let all =
        all.flat_map(|(members, of_members)| of_members.iter().map(|it| (it, space(members))));
    let heavy = heavy(&all.collect::<Vec<_>>());
    let system = |(members, columns): (Vec<usize>, Vec<Column>)| System {
        bar_lines: bar_lines(columns, space(&members), heavy),
        brackets: brackets(ink, &of_system(&members)),
        staves: members,
    };
    members.into_par_iter().zip(columns).map(system).collect()
}

/// Whether a staff is below another one, for a part of its length and not too far.
fn is_below(upper: &Staff, lower: &Staff) -> bool {
    let from = upper.left_px().max(lower.left_px());
    let x = f64::midpoint(from, upper.right_px().min(lower.right_px()));
    let distance = lower.top_px(x) - upper.bottom_px(x);
    let most = WIDEST * upper.scale().interline_px;
    upper.is_over(lower) && (0.0..most).contains(&distance)
}

fn is_one_system(ink: &Ink, upper: (&Staff, &[Stroke]), lower: (&Staff, &[Stroke])) -> bool {
    let (a, b) = (upper.0, lower.0);
    let interline = a.scale().interline_px;
    if is_joined_at_left(ink, a, b) || is_braced(ink, a, b) {
        return true;
    }
    let through = upper.1.iter().filter(|stroke| {
        lower.1.iter().any(|other| {
            let places = ((a, stroke.x_px), (b, other.x_px));
            off_px(places.0, places.1).abs() <= ALIGNED * interline
                && is_spanned(ink, places.0, places.1)
        })
    });
    through.count() >= LEAST_STROKES
}

/// Whether a line goes from the left end of one staff to that of the next.
fn is_joined_at_left(ink: &Ink, a: &Staff, b: &Staff) -> bool {
    let interline = a.scale().interline_px;
    let (left, below) = (a.left_px(), b.left_px());
    let lean = -a.slope_at(left) * (b.middle_px(below) - a.middle_px(left));
    if (below - left - lean).abs() > LEFT_REACH * interline {
        return false;
    }
    let reach = (BESIDE * interline) as i32;
    (-reach..=reach).any(|off| {
        (-2..=2).any(|turn| {
            let from = [left + f64::from(off), a.bottom_px(left) + 1.0];
            let to = [below + f64::from(off + turn), b.top_px(below) - 1.0];
            covered(ink, from, to, 1) >= LEAST_COVERED
        })
    })
}
