//! Candidates for bar lines: what stands at one place of all staves of a system.

use crate::bars::stroke::{Place, Stroke, in_spaces, rows, whole};
use crate::bars::upright::{column_at, covered_leaning};
use crate::ink::Ink;
use crate::staff::Staff;

/// How far strokes of one bar line may be from each other across it, in staff spaces.
const ALIGNED: f64 = 0.6;
/// The share of the height of a staff that a badly printed stroke must have, where one is expected.
const LEAST_FAINT: f64 = 0.6;
/// The share of the rows of each space of the staff on which such a stroke must have ink.
const LEAST_FAINT_IN_SPACE: f64 = 0.3;
/// The width up to which strokes are thin, in staff spaces.
const THIN: f64 = 0.36;
/// How many times as wide as another one a thin stroke of the same bar line may be.
const MOST_WIDER: f64 = 2.0;
/// By how many pixels more.
const MOST_WIDER_PX: f64 = 2.0;
/// How far beside its place a badly printed one is looked for, in staff spaces.
const FAINT_REACH: f64 = 0.25;
/// The share of the rows between two staves that a bar line through both must have.
const LEAST_SPANNED: f64 = 0.9;
/// The share that it must have where it is badly printed, so that a stroke may be looked for.
const LEAST_SPANNED_BADLY: f64 = 0.8;
/// The share that it must have where it is broken for a word or a sign.
const LEAST_SPANNED_AROUND: f64 = 0.5;
/// The share of the parts of a bar line (a stroke on each staff, ink or two ends between each two) that
/// must be there.
const LEAST_SEEN: f64 = 0.8;

/// What stands at one place of all staves of a system.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    /// Where it passes the middle of each staff, from the top down.
    pub x_px: Vec<f64>,
    /// The stroke on each staff.
    strokes: Vec<Option<Stroke>>,
    /// The share of the rows from each staff to the next that has ink.
    spans: Vec<f64>,
    /// Up to which width strokes are thin, in pixels.
    thin_px: f64,
}

impl Candidate {
    /// What is in line with a stroke of one staff.
    pub fn new(
        ink: &Ink,
        staves: &[&Staff],
        strokes: &[&[Stroke]],
        at: usize,
        stroke: &Stroke,
    ) -> Self {
        let mut x_px = vec![stroke.x_px; staves.len()];
        let mut of_staves: Vec<Option<Stroke>> = vec![None; staves.len()];
        of_staves[at] = Some(*stroke);
        // From the staff of the stroke downwards, and then upwards.
        let steps = (at + 1..staves.len()).map(|to| (to - 1, to));
        for (from, to) in steps.chain((0..at).rev().map(|to| (to + 1, to))) {
            let expected = column_at(staves[from], x_px[from], staves[to].middle_px(x_px[from]));
            let of = |at: usize| (staves[at], strokes[at]);
            of_staves[to] = match of_staves[from] {
                Some(known) => counterpart(of(from), of(to), &known),
                None => nearest(of(to), expected, stroke.is_dotted),
            };
            x_px[to] = of_staves[to].map_or(expected, |it| it.x_px);
        }
        let spans: Vec<f64> = (1..staves.len())
            .map(|to| {
                let place = |at: usize| (staves[at], x_px[at]);
                spanned_share(ink, place(to - 1), place(to))
            })
            .collect();
        for to in 0..staves.len() {
            let beside = [to.checked_sub(1), Some(to)].into_iter().flatten();
            let mut beside = beside.filter_map(|gap| spans.get(gap));
            if of_staves[to].is_none() && beside.any(|it| *it >= LEAST_SPANNED_BADLY) {
                of_staves[to] = faint(ink, staves[to], x_px[to]);
                x_px[to] = of_staves[to].map_or(x_px[to], |it| it.x_px);
            }
        }
        Self {
            x_px,
            strokes: of_staves,
            spans,
            thin_px: THIN * staves[at].scale().interline_px,
        }
    }

    /// Whether it is a row of dots or dashes.
    pub fn is_dotted(&self) -> bool {
        self.strokes.iter().flatten().any(|it| it.is_dotted)
    }

    /// How thick it is on the average of the staves; on those where two heavy strokes have run
    /// together, where there are such.
    pub fn width_px(&self) -> f64 {
        let has_two = self.strokes.iter().flatten().any(|it| it.is_two);
        let strokes = self.strokes.iter().flatten();
        let (sum, count) = strokes
            .filter(|it| it.is_two == has_two)
            .fold((0.0, 0_usize), |(sum, count), it| {
                (sum + it.width_px, count + 1)
            });
        sum / count.max(1) as f64
    }

    /// Whether it goes through from some staff to the next.
    pub fn is_through(&self) -> bool {
        self.spans.iter().any(|it| *it >= LEAST_SPANNED_AROUND)
    }

    /// Whether it goes through from one staff to the next, where its strokes on both look like those of
    /// a bar line. None where they do not.
    pub fn crosses(&self, upper: usize) -> Option<bool> {
        let (a, b) = (self.strokes[upper]?, self.strokes[upper + 1]?);
        let is_bare = !a.is_dotted && !a.is_headed() && !b.is_headed();
        let is_through = self.spans[upper] >= LEAST_SPANNED_AROUND;
        (is_bare && (is_through || (a.ends_below && b.ends_above))).then_some(is_through)
    }

    /// Which share of the parts of a bar line is there: a stroke on each staff, and between two staves
    /// ink where bar lines are known to cross there, and two ends where they are not.
    pub fn seen(&self, is_crossed: &[bool]) -> f64 {
        let ends = |upper: usize| {
            let of =
                |at: usize, ends: fn(&Stroke) -> bool| self.strokes[at].as_ref().is_none_or(ends);
            of(upper, |it| it.ends_below) && of(upper + 1, |it| it.ends_above)
        };
        let is_joined = |upper: usize| match is_crossed[upper] {
            _ if self.is_dotted() => true,
            true => self.spans[upper] >= LEAST_SPANNED_AROUND,
            false => ends(upper) || self.spans[upper] >= LEAST_SPANNED,
        };
        let joined = (0..self.spans.len()).filter(|at| is_joined(*at)).count();
        let parts = self.strokes.len() + self.spans.len();
        (self.strokes.iter().flatten().count() + joined) as f64 / parts as f64
    }

    /// Whether it is a bar line, where it is said between which staves bar lines cross: it has nearly
    /// all parts of one, ends at the outermost lines, no head touches it, and it is as thick on one
    /// staff as on the others.
    pub fn is_bar_line(&self, is_crossed: &[bool]) -> bool {
        let strokes = || self.strokes.iter().flatten();
        let widths = || strokes().map(|it| it.width_px);
        let thinnest = widths().fold(f64::INFINITY, f64::min);
        let widest = MOST_WIDER * thinnest + MOST_WIDER_PX;
        // Something else may touch what goes all the way through.
        let is_all_through =
            !self.spans.is_empty() && self.spans.iter().all(|it| *it >= LEAST_SPANNED);
        // Digits above each other end at the lines too, and heads are as wide as two heavy strokes,
        // but are not even. Stems of two staves in line, with letters between them, have heads.
        let is_broken = !is_all_through && is_crossed.contains(&true);
        let is_odd = |it: &&Stroke| {
            !it.is_dotted
                && (it.is_headed()
                    || (is_broken && it.may_be_headed())
                    || (thinnest <= self.thin_px && it.width_px > widest)
                    || (!it.is_even && (it.is_two || !self.is_through())))
        };
        let odd = strokes().filter(is_odd).count();
        let of = |it: Option<&Option<Stroke>>, ends: fn(&Stroke) -> bool| {
            it.is_some_and(|it| it.as_ref().is_none_or(ends))
        };
        let ends_above = of(self.strokes.first(), |it| it.ends_above);
        let ends_below = of(self.strokes.last(), |it| it.ends_below);
        let is_closed =
            (ends_above && ends_below) || (is_all_through && (ends_above || ends_below));
        is_closed && 4 * odd < self.strokes.len() && self.seen(is_crossed) >= LEAST_SEEN
    }
}

/// The stroke of a staff that is nearest to a place, if it is near.
fn nearest((staff, strokes): (&Staff, &[Stroke]), x: f64, is_dotted: bool) -> Option<Stroke> {
    let off = |it: &Stroke| (it.x_px - x).abs();
    let near = strokes.iter().filter(|it| it.is_dotted == is_dotted);
    near.filter(|it| off(it) <= ALIGNED * staff.scale().interline_px)
        .min_by(|a, b| off(a).total_cmp(&off(b)))
        .copied()
}

/// The stroke of one staff that is in line with one of another; none where that is nearer to yet
/// another one. Two strokes that have run together are in line with both of two others.
fn counterpart(
    from: (&Staff, &[Stroke]),
    to: (&Staff, &[Stroke]),
    stroke: &Stroke,
) -> Option<Stroke> {
    let right_below =
        |staff: &Staff, x: f64, other: &Staff| column_at(staff, x, other.middle_px(x));
    let found = nearest(to, right_below(from.0, stroke.x_px, to.0), stroke.is_dotted)?;
    let back = nearest(
        from,
        right_below(to.0, found.x_px, from.0),
        stroke.is_dotted,
    );
    (found.is_two || back.is_none_or(|it| it == *stroke)).then_some(found)
}

/// The share of the rows from a place on one staff to one on the next that has ink.
pub(crate) fn spanned_share(ink: &Ink, upper: (&Staff, f64), lower: (&Staff, f64)) -> f64 {
    let from = rows(upper.0, upper.1).1 + 1.0;
    let to = rows(lower.0, lower.1).0 - 1.0;
    let place = |(staff, x): (&Staff, f64), y: f64| [column_at(staff, x, y), y];
    covered_leaning(ink, place(upper, from), place(lower, to), 1)
}

/// A badly printed stroke near a place; none where there is too little of it.
fn faint(ink: &Ink, staff: &Staff, x: f64) -> Option<Stroke> {
    let reach = (FAINT_REACH * staff.scale().interline_px) as i32;
    let places = (-reach..=reach).map(|off| {
        let x = x + f64::from(off);
        (whole(ink, staff, x, 1), x)
    });
    let best = places.max_by(|a, b| a.0.total_cmp(&b.0))?;
    let is_in_all = || {
        let shares = in_spaces(ink, staff, best.1, 1);
        shares.into_iter().all(|it| it >= LEAST_FAINT_IN_SPACE)
    };
    (best.0 >= LEAST_FAINT && is_in_all())
        .then(|| Stroke::at(ink, staff, &Place::alone(best.1), false))
}
