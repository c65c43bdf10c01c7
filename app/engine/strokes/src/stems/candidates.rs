//! The upright strokes that touch a note head.

use crate::known::Known;
use crate::plane::Plane;
use crate::room::Room;
use crate::stems::upright::{Upright, upright};

/// From where to where beside the edge of a head a stem may be, in staff spaces, outwards.
const BESIDE: (f64, f64) = (-0.4, 0.28);
/// How far from a head stems are looked for where other things lie over them, in staff spaces.
const FARTHEST: f64 = 7.0;
/// The height of what is looked at in one go, in staff spaces.
const WINDOW: f64 = 1.0;
/// How much of a window must be an open stroke, in staff spaces.
const LEAST_OPEN: f64 = 0.22;
/// How far short of the middle of a head a stroke may end, in staff spaces.
const SHORT_OF: f64 = 0.5;
/// The longest one where nothing else explains a head.
pub(crate) const WIDE_GAP: f64 = 0.75;

/// A side of a head or of a stem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beside {
    Left,
    Right,
}

/// The planes in which strokes are looked for.
pub(crate) struct Planes {
    /// The ink without staff lines.
    pub free: Plane,
    /// Of it the pixels in thin level runs.
    pub thin: Plane,
}

/// A stroke at a head.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    /// The number of the head in what was known.
    pub head: usize,
    /// On which side of the head it is.
    pub side: Beside,
    pub stroke: Upright,
}

/// The edge of a head on a side, and the sign of outwards.
pub(crate) fn edge(head: &Known, side: Beside) -> (f64, f64) {
    match side {
        Beside::Left => (head.left_px, -1.0),
        Beside::Right => (head.right_px, 1.0),
    }
}

/// Whether a stroke at a column is where a stem of a head would be.
pub(crate) fn is_beside(head: &Known, side: Beside, x: f64, room: &Room) -> bool {
    let (edge, outwards) = edge(head, side);
    (room.px(BESIDE.0)..=room.px(BESIDE.1)).contains(&((x - edge) * outwards))
}

/// The strokes at a head, at most one for each side and way.
pub(crate) fn candidates(
    planes: &Planes,
    room: &Room,
    number: usize,
    head: &Known,
    gap: f64,
) -> Vec<Candidate> {
    let sides = [Beside::Left, Beside::Right];
    let ways = [-1.0, 1.0];
    let all = sides.into_iter().flat_map(|side| {
        ways.into_iter()
            .filter_map(move |way| stroke(planes, room, head, side, way, gap).map(|it| (side, it)))
    });
    let mut found: Vec<Candidate> = Vec::new();
    for (side, stroke) in all {
        let is_known = found.iter().any(|it| {
            it.side == side && it.stroke.top == stroke.top && it.stroke.bottom == stroke.bottom
        });
        if !is_known {
            found.push(Candidate {
                head: number,
                side,
                stroke,
            });
        }
    }
    found
}

/// The nearest stroke at one side that comes to a head from above (`way` -1) or from below.
fn stroke(
    planes: &Planes,
    room: &Room,
    head: &Known,
    side: Beside,
    way: f64,
    gap: f64,
) -> Option<Upright> {
    let (edge, outwards) = edge(head, side);
    let y = head.y_px();
    let half = (head.bottom_px - head.top_px) / 2.0;
    let mut from = half;
    while from < room.px(FARTHEST) {
        let near = y + way * from;
        let far = near + way * room.px(WINDOW);
        from += room.px(WINDOW);
        let rows = (near.min(far) as isize, near.max(far) as isize);
        let expected = edge + room.lean() * (f64::midpoint(near, far) - y);
        let ends = [BESIDE.0, BESIDE.1].map(|it| expected + outwards * room.px(it));
        let columns = (ends[0].min(ends[1]) as isize, ends[0].max(ends[1]) as isize);
        for start in starts(&planes.thin, room, columns, rows, way) {
            let Some(stroke) = upright(&planes.free, room, start, room.px(gap)) else {
                continue;
            };
            let reaches = if way < 0.0 {
                stroke.bottom >= y - room.px(SHORT_OF)
            } else {
                stroke.top <= y + room.px(SHORT_OF)
            };
            if reaches && is_beside(head, side, stroke.x_at(y), room) {
                return Some(stroke);
            }
        }
    }
    None
}

/// Open places of upright strokes between columns and rows, the longest stroke first, each near
/// the end that the way comes from.
fn starts(
    thin: &Plane,
    room: &Room,
    columns: (isize, isize),
    rows: (isize, isize),
    way: f64,
) -> Vec<[f64; 2]> {
    let least = room.px(LEAST_OPEN).max(2.0) as usize;
    let counts: Vec<usize> = (columns.0..=columns.1)
        .map(|x| thin.count(x, rows.0, rows.1))
        .collect();
    let mut peaks: Vec<usize> = (0..counts.len())
        .filter(|at| {
            let before = if *at == 0 { 0 } else { counts[at - 1] };
            let after = counts.get(at + 1).copied().unwrap_or(0);
            counts[*at] >= least && counts[*at] > before && counts[*at] >= after
        })
        .collect();
    peaks.sort_by_key(|at| std::cmp::Reverse(counts[*at]));
    let start = |at: usize| {
        let x = columns.0 + at as isize;
        let mut rows: Vec<isize> = (rows.0..rows.1).filter(|y| thin.is_on(x, *y)).collect();
        if way < 0.0 {
            rows.reverse();
        }
        // Not the very end, which may belong to what lies there.
        let row = rows.get(rows.len() / 2)?;
        Some([x as f64 + 0.5, *row as f64])
    };
    peaks.into_iter().take(3).filter_map(start).collect()
}
