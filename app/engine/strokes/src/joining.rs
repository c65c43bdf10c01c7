//! Which bars are at which stems.

use crate::known::Known;
use crate::plane::Plane;
use crate::stem::{Stem, StemWay};
use crate::tracing::Bar;
use crate::upright::{inked_rows, open_rows, widest_px};

/// How far from the end of a bar its stem may be, in staff spaces.
const END_REACH: f64 = 0.4;
/// How much paper may be between them, in staff spaces.
const END_GAP: f64 = 0.09;
/// How far beyond the tip of a stem the middle of a bar may be, in staff spaces.
const BEYOND_TIP: f64 = 0.45;
/// How near to the middle of a head a bar may be, in staff spaces.
const NEAR_HEAD: f64 = 0.6;
/// How far from the tip of a stem the outermost bar may be where it passes the stem, in staff
/// spaces.
const FROM_TIP: f64 = 0.75;
/// How much of a stem may be seen beyond the outermost bar that it passes, in staff spaces.
const OPEN_BEYOND: f64 = 1.0;
/// How far apart bars of one beam are, in staff spaces, at the least and at the most.
const PITCH: (f64, f64) = (0.4, 1.0);
/// The longest stroke of a tremolo, in staff spaces.
const STROKE: f64 = 2.2;
/// How far a broken stem may end before its bar, in staff spaces: without any ink between, and
/// with ink on a share of the rows between.
const BROKEN: (f64, f64) = (0.8, 4.5);
const LEAST_BROKEN: f64 = 0.4;
/// What a small stem has of the lengths of a large one.
pub(crate) const SMALL: f64 = 0.72;

/// A bar with the stems at it.
pub(crate) struct Joined {
    pub bar: Bar,
    pub interline: f64,
    /// Stems at which it is a beam or a hook, or between which it floats.
    pub stems: Vec<usize>,
    /// Stems that it only crosses, away from their beams.
    pub crossed: Vec<usize>,
    /// Whether it is away from the beams of its stem.
    pub is_crossing: bool,
    /// Whether it is as thick as a beam.
    pub is_thick: bool,
    /// Whether it touches none of its stems.
    pub is_floating: bool,
}

impl Joined {
    /// Its ends as columns.
    pub fn ends(&self) -> (f64, f64) {
        (self.bar.left as f64, self.bar.right() as f64)
    }

    /// The column of a stem at it.
    pub fn place(&self, stem: &Stem) -> f64 {
        stem.x_at(self.bar.y_at(stem.x_px))
    }
}

/// Joins bars and stems. Stems whose print is broken before their bar become as long as they were.
pub(crate) fn join(joined: &mut [Joined], stems: &mut [Stem], known: &[Known], ink: &Plane) {
    for (number, stem) in stems.iter_mut().enumerate() {
        mend(stem, joined, ink);
        for (at, is_crossing) in bars_at(stem, joined, known, ink) {
            let it = &mut joined[at];
            if is_crossing {
                it.crossed.push(number);
            } else {
                it.stems.push(number);
            }
        }
    }
    for it in joined.iter_mut().filter(|it| it.stems.is_empty()) {
        it.stems = crossed_most(it, stems);
        it.is_crossing = !it.stems.is_empty();
    }
    for it in joined.iter_mut().filter(|it| it.stems.is_empty()) {
        it.stems = stems_around(it, stems);
        it.is_floating = !it.stems.is_empty();
    }
}

/// The stem that a short bar crosses nearest to its middle.
fn crossed_most(it: &Joined, stems: &[Stem]) -> Vec<usize> {
    let middle = f64::midpoint(it.ends().0, it.ends().1);
    let off = |stem: usize| (it.place(&stems[stem]) - middle).abs();
    let nearest = it
        .crossed
        .iter()
        .min_by(|a, b| off(**a).total_cmp(&off(**b)));
    nearest.copied().into_iter().collect()
}

/// How far from stems a bar of a tremolo between them may be, in staff spaces.
const FLOATING: f64 = 1.0;

/// The two stems between which a bar floats; none where it is by itself.
fn stems_around(it: &Joined, stems: &[Stem]) -> Vec<usize> {
    let side = |x: f64, outwards: f64| {
        let y = it.bar.y_at(x);
        let near = stems.iter().enumerate().filter_map(|(number, stem)| {
            let off = (stem.x_at(y) - x) * outwards / it.interline;
            let rows = stem.top_px..=stem.bottom_px;
            let is_near = (0.0..=FLOATING).contains(&off) && rows.contains(&y);
            is_near.then_some((off, number))
        });
        near.min_by(|a, b| a.0.total_cmp(&b.0)).map(|it| it.1)
    };
    let (left, right) = it.ends();
    match (side(left, -1.0), side(right, 1.0)) {
        (Some(before), Some(after)) => vec![before, after],
        _ => Vec::new(),
    }
}

/// The row of the tip of a stem and the sign of inwards.
fn tip(stem: &Stem) -> (f64, f64) {
    match stem.way {
        StemWay::Up => (stem.top_px, 1.0),
        StemWay::Down => (stem.bottom_px, -1.0),
    }
}

/// Whether a bar is at the column of a stem; whether it ends there, if so.
fn meets(stem: &Stem, it: &Joined, ink: &Plane) -> Option<bool> {
    let reach = END_REACH * stem.interline_px;
    let (left, right) = it.ends();
    let x = stem.x_px;
    if x < left - reach || x > right + reach {
        return None;
    }
    let x = it.place(stem);
    let beyond = (left - x).max(x - right);
    if beyond > reach {
        return None;
    }
    if beyond > 0.0 {
        // Between its end and the stem there must be ink.
        let half = (stem.thickness_px / 2.0).floor();
        let (from, to) = if x < left {
            (x + half, left)
        } else {
            (right, x - half)
        };
        let columns = from.floor() as isize + 1..to.ceil() as isize;
        let empty = columns.filter(|x| {
            let y = it.bar.y_at(*x as f64 + 0.5).floor() as isize;
            !(-1..=1).any(|off| ink.is_on(*x, y + off))
        });
        if empty.count() as f64 > (END_GAP * stem.interline_px).max(1.0) {
            return None;
        }
    }
    Some(x < left + reach || x > right - reach)
}

/// Makes a stem that is broken before a bar as long as it was.
fn mend(stem: &mut Stem, joined: &[Joined], ink: &Plane) {
    let (tip, inwards) = tip(stem);
    let interline = stem.interline_px;
    let mut nearest: Option<(f64, f64)> = None;
    for it in joined {
        let Some(is_end) = meets(stem, it, ink) else {
            continue;
        };
        let y = it.bar.y_at(it.place(stem));
        let half = it.bar.thickness_px / 2.0;
        let beyond = (tip - y) * inwards - half;
        if beyond <= (BEYOND_TIP * interline - half).max(0.0) {
            if beyond > -2.0 * half - BEYOND_TIP * interline {
                // It ends at a bar as it is.
                return;
            }
            continue;
        }
        if beyond > BROKEN.1 * interline || !it.is_thick {
            continue;
        }
        let edge = y + inwards * half;
        let widest = widest_px(interline);
        let (top, bottom) = (edge.min(tip), edge.max(tip));
        let inked = inked_rows(ink, |y| stem.x_at(y), top, bottom, widest);
        let share = inked as f64 / (bottom - top).max(1.0);
        let least = if is_end {
            LEAST_BROKEN
        } else {
            1.6 * LEAST_BROKEN
        };
        let is_mended = share >= least || (is_end && beyond <= BROKEN.0 * interline);
        if is_mended && nearest.is_none_or(|it| beyond < it.0) {
            nearest = Some((beyond, y - inwards * half));
        }
    }
    if let Some((_, row)) = nearest {
        match stem.way {
            StemWay::Up => stem.top_px = row,
            StemWay::Down => stem.bottom_px = row,
        }
    }
}

/// The bars at a stem, and whether each only crosses it, away from its beams.
fn bars_at(stem: &Stem, joined: &[Joined], known: &[Known], ink: &Plane) -> Vec<(usize, bool)> {
    let interline = stem.interline_px;
    let heads = || stem.heads.iter().map(|it| known[*it].y_px());
    let (tip, inwards) = tip(stem);
    let extreme = match stem.way {
        StemWay::Up => heads().fold(f64::INFINITY, f64::min),
        StemWay::Down => heads().fold(0.0, f64::max),
    };
    let length = (extreme - tip) * inwards;
    let size = if stem.is_small { SMALL } else { 1.0 };
    // How far inwards from the tip the bars are, and whether they end here.
    let mut near: Vec<(f64, bool, usize)> = Vec::new();
    for (at, it) in joined.iter().enumerate() {
        if let Some(is_end) = meets(stem, it, ink) {
            let inside = (it.bar.y_at(it.place(stem)) - tip) * inwards;
            near.push((inside, is_end, at));
        }
    }
    near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.2.cmp(&b.2)));
    let half = |at: usize| joined[at].bar.thickness_px / 2.0;
    let is_on = |inside: f64, at: usize| {
        let most = length - NEAR_HEAD * size * interline;
        inside >= -BEYOND_TIP * interline && inside + half(at) - 0.25 * interline <= most
    };
    let Some(first) = near.iter().position(|it| is_on(it.0, it.2)) else {
        return Vec::new();
    };
    // What touches the outermost bar from outside makes the stem seem longer than it is.
    let outermost = tip + inwards * (near[first].0 - half(near[first].2));
    let beyond = (tip.min(outermost), tip.max(outermost));
    let widest = widest_px(interline);
    let open = open_rows(ink, |y| stem.x_at(y), beyond.0, beyond.1, widest);
    let passes = near[first].0 <= half(near[first].2).max(FROM_TIP * interline)
        || open as f64 <= OPEN_BEYOND * interline;
    let is_stroke = |at: usize| joined[at].bar.length_px() <= STROKE * joined[at].interline;
    let mut at = Vec::new();
    let mut inner = near[first].0;
    for (inside, is_end, bar) in near[first..].iter().filter(|it| is_on(it.0, it.2)) {
        let is_next = inside - half(*bar) - inner <= (PITCH.1 - 0.25) * interline;
        if is_next && (*is_end || passes) {
            at.push((*bar, false));
        } else if is_stroke(*bar) {
            at.push((*bar, true));
        }
        if is_next {
            inner = inner.max(inside + half(*bar) - 0.25 * interline);
        }
    }
    // Inner stems of French beams end at the innermost bar.
    let mut outer = near[first].0;
    for it in near[..first].iter().rev() {
        let pitch = (outer - it.0) / (size * interline);
        if passes && (PITCH.0..=PITCH.1).contains(&pitch) {
            at.push((it.2, false));
            outer = it.0;
        }
    }
    at
}
