//! The straight ones among thin lines, piece by piece.

use rayon::prelude::*;
use staves::Layout;

use crate::beams::beam::Beam;
use crate::curves::Curve;
use crate::room::room;
use crate::straight::segment::{Segment, sort};
use crate::surroundings::Surroundings;

/// How far the places of a straight line may be off it, in staff spaces, and how much more for
/// each staff space of its length, as paper bends.
const MOST_OFF: (f64, f64) = (0.07, 0.006);
/// The share of its places that may be farther off.
const STRAY: f64 = 0.1;
/// How much of its ends is not looked at for that, in staff spaces, where it is long enough.
const ENDS: f64 = 0.4;
/// The thickest line, in staff spaces.
const THICKEST: f64 = 0.4;
/// The narrowest break in a line, in staff spaces.
const BREAK: f64 = 0.12;
/// How near to a staff line a line is a part of it, in staff spaces.
const ON_STAFF: f64 = 0.3;
/// How near to the edge of a beam a line is a part of it, in staff spaces.
const NEAR_BEAM: f64 = 0.1;
/// The share of a line that may be in the boxes of other symbols.
const MOST_KNOWN: f64 = 0.5;

/// The straight ones of some thin lines, in order of their left ends.
pub(crate) fn pieces(
    layout: &Layout,
    curves: &[Curve],
    beams: &[Beam],
    page: &Surroundings<'_>,
) -> Vec<Segment> {
    let mut found: Vec<Segment> = curves
        .par_iter()
        .flat_map_iter(|it| unbroken(it, layout.interline_px(), page))
        .filter_map(|it| segment(layout, &it, page))
        .filter(|it| !is_of_beam(it, beams))
        .collect();
    sort(&mut found);
    found
}

/// The parts of a line between its breaks, as those between dashes.
fn unbroken(curve: &Curve, interline: f64, page: &Surroundings<'_>) -> Vec<Curve> {
    let is_empty = |at: usize| {
        let (x, y) = (
            (curve.left + at) as isize,
            curve.middles[at].floor() as isize,
        );
        curve.thickness[at].is_none() && !(-1..=1).any(|off| page.ink.is_on(x, y + off))
    };
    let least = (BREAK * interline).max(2.0) as usize;
    let mut parts = Vec::new();
    let mut part = |from: usize, to: usize| {
        if to > from + 2 {
            parts.push(Curve {
                left: curve.left + from,
                middles: curve.middles[from..to].to_vec(),
                thickness: curve.thickness[from..to].to_vec(),
            });
        }
    };
    let (mut from, mut empty) = (0, 0);
    for at in 0..curve.middles.len() {
        if is_empty(at) {
            empty += 1;
            continue;
        }
        if empty >= least {
            part(from, at - empty);
            from = at;
        }
        empty = 0;
    }
    part(from, curve.middles.len() - empty);
    parts
}

/// Whether a line is a thin beam or the edge of one.
fn is_of_beam(segment: &Segment, beams: &[Beam]) -> bool {
    let x = f64::midpoint(segment.left[0], segment.right[0]);
    let place = [x, segment.y_at(x)];
    let near = NEAR_BEAM * segment.room.interline_px;
    let mut offs = beams.iter().filter_map(|it| it.off_px(place));
    offs.any(|off| off < near)
}

/// The straight line that a thin line is; none where it is none.
fn segment(layout: &Layout, curve: &Curve, page: &Surroundings<'_>) -> Option<Segment> {
    let [left, right] = curve.ends();
    let middle = [
        f64::midpoint(left[0], right[0]),
        curve.middles[curve.middles.len() / 2],
    ];
    let room = room(layout, middle[0], middle[1])?;
    let interline = room.interline_px;
    let count = curve.middles.len();
    let ends = ((ENDS * interline) as usize).min(count / 4);
    let places: Vec<(f64, f64)> = (ends..count - ends)
        .filter(|at| curve.thickness[*at].is_some())
        .map(|at| ((curve.left + at) as f64 + 0.5, curve.middles[at]))
        .collect();
    let (value, slope) = fitted(&places)?;
    let y_at = |x: f64| value + slope * x;
    let most = MOST_OFF.0 * interline + MOST_OFF.1 * count as f64;
    let stray = places
        .iter()
        .filter(|it| (it.1 - y_at(it.0)).abs() > most.max(0.8));
    if stray.count() as f64 > STRAY * places.len() as f64 {
        return None;
    }
    let mut thickness: Vec<f64> = curve.thickness.iter().flatten().copied().collect();
    thickness.sort_by(f64::total_cmp);
    let thickness_px = *thickness.get(thickness.len() / 2)?;
    let inside = places.iter().filter(|it| page.boxes.hold(it.0, it.1, 0.0));
    let is_known = inside.count() as f64 > MOST_KNOWN * places.len() as f64;
    if thickness_px > THICKEST * interline || is_known {
        return None;
    }
    let segment = Segment {
        left: [left[0], y_at(left[0])],
        right: [right[0], y_at(right[0])],
        thickness_px,
        room,
    };
    (!is_on_staff(layout, &segment)).then_some(segment)
}

/// The row at column 0 and the slope of the line through places.
fn fitted(places: &[(f64, f64)]) -> Option<(f64, f64)> {
    if places.len() < 2 {
        return None;
    }
    let count = places.len() as f64;
    let x = places.iter().map(|it| it.0).sum::<f64>() / count;
    let y = places.iter().map(|it| it.1).sum::<f64>() / count;
    let along: f64 = places.iter().map(|it| (it.0 - x).powi(2)).sum();
    let across: f64 = places.iter().map(|it| (it.0 - x) * (it.1 - y)).sum();
    let slope = across / along.max(1e-9);
    Some((y - slope * x, slope))
}

/// Whether a line is what is left of a staff line.
fn is_on_staff(layout: &Layout, segment: &Segment) -> bool {
    let Some(staff) = layout.staves.get(segment.room.staff) else {
        return false;
    };
    let near = |place: [f64; 2]| {
        let lines = 0..staff.line_count();
        let offs = lines.map(|line| (staff.line_px(line, place[0]) - place[1]).abs());
        offs.fold(f64::INFINITY, f64::min) <= ON_STAFF * segment.room.interline_px
    };
    near(segment.left) && near(segment.right) && segment.lean().abs() < 0.05
}
