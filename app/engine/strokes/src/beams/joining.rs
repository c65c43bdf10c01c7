//! Which bars are at which stems.

use staves::Ink;

use crate::beams::meeting::{BEYOND_TIP, Joined, SMALL, meets, runs_along_line, tip};
use crate::beams::mending::{ended, mend};
use crate::known::Known;
use crate::plane::Plane;
use crate::stems::stem::{Stem, StemWay};
use crate::stems::upright::{open_rows, widest_px};

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
/// How far from stems a bar of a tremolo between them may be, in staff spaces.
const FLOATING: f64 = 1.0;

/// Joins bars and stems. Stems whose print is broken before their bar become as long as they were.
pub(crate) fn join(
    joined: &mut [Joined],
    stems: &mut [Stem],
    known: &[Known],
    (ink, lines): (&Plane, &Ink),
) {
    let ended = ended(stems, joined, ink);
    for (number, stem) in stems.iter_mut().enumerate() {
        mend(stem, joined, &ended, ink);
        for (at, is_crossing) in bars_at(stem, joined, known, (ink, lines)) {
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

/// The bars at a stem, and whether each only crosses it, away from its beams.
fn bars_at(
    stem: &Stem,
    joined: &[Joined],
    known: &[Known],
    (ink, lines): (&Plane, &Ink),
) -> Vec<(usize, bool)> {
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
        let is_at =
            meets(stem, it, ink).or_else(|| runs_along_line(stem, it, lines).then_some(true));
        if let Some(is_end) = is_at {
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
        // A digit or a letter over the beam is as short as a hook, which is never outside.
        let is_short = it.1 && is_stroke(it.2);
        if passes && !is_short && (PITCH.0..=PITCH.1).contains(&pitch) {
            at.push((it.2, false));
            outer = it.0;
        }
    }
    at
}
