//! Upright strokes, followed row by row from a place where nothing lies over them.

use crate::plane::Plane;
use crate::room::Room;

/// The longest stroke to each side of where it begins, in staff spaces.
const LONGEST: f64 = 24.0;
/// How far ink may be beside the expected column, in staff spaces.
const BESIDE: f64 = 0.09;
/// How much farther for each row that something lies over the stroke.
const DRIFT: f64 = 0.015;
/// How fast the expected column follows the ink.
const FOLLOWED: f64 = 0.25;
/// The longest way through something that lies over the stroke, in staff spaces.
const MOST_COVERED: f64 = 7.0;

/// The longest break beside other ink, in staff spaces.
const END_GAP: f64 = 0.12;

/// The longest break, in staff spaces, and how much of the stroke must be seen beyond it.
const WIDEST_GAP: f64 = 0.75;
const AGAIN: f64 = 0.3;
/// The break up to which nothing more must be seen, in staff spaces.
pub(crate) const DEFAULT_GAP: f64 = 0.3;

/// An upright stroke.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Upright {
    /// Its first row and the first one below it.
    pub top: f64,
    pub bottom: f64,
    /// Its column at a row near its middle, and how far it goes to the right for each row down.
    pub x_px: f64,
    pub middle: f64,
    pub lean: f64,
    /// How thick it is where nothing lies over it.
    pub thickness_px: f64,
    /// Rows where nothing lies over it, in order.
    pub open: Vec<usize>,
    /// How many of its rows have no ink, and in how many gaps those are.
    pub empty: usize,
    pub gaps: usize,
}

impl Upright {
    /// Its column at a row.
    pub fn x_at(&self, y: f64) -> f64 {
        self.x_px + self.lean * (y - self.middle)
    }

    /// How many rows from one to before another have nothing over them.
    pub fn open_between(&self, top: f64, bottom: f64) -> usize {
        let from = self.open.partition_point(|row| (*row as f64) < top);
        let to = self.open.partition_point(|row| (*row as f64) < bottom);
        to.saturating_sub(from)
    }
}

/// What a row shows at the expected column.
enum Row {
    Empty,
    /// Ink that is wider than a stroke.
    Covered,
    /// The middle and the width of a thin piece of ink.
    Open(f64, f64),
}

/// The widest stroke in pixels.
pub(crate) fn widest_px(interline_px: f64) -> usize {
    ((0.28 * interline_px).round() as usize).max(2)
}

/// What a row has near a column.
fn look(plane: &Plane, x: f64, y: isize, reach: isize, widest: usize) -> Row {
    let middle = x.floor() as isize;
    let offsets = (0..=reach).flat_map(|off| [off, -off]);
    let mut near = offsets.map(|off| middle + off);
    let Some(start) = near.find(|x| plane.is_on(*x, y)) else {
        return Row::Empty;
    };
    let widest = widest as isize;
    let (mut left, mut right) = (start, start + 1);
    while right - left <= widest && plane.is_on(left - 1, y) {
        left -= 1;
    }
    while right - left <= widest && plane.is_on(right, y) {
        right += 1;
    }
    if right - left > widest {
        return Row::Covered;
    }
    Row::Open((left + right) as f64 / 2.0, (right - left) as f64)
}

/// On how many rows from one to before another there is a thin piece of ink at a line.
pub(crate) fn open_rows(
    plane: &Plane,
    x_at: impl Fn(f64) -> f64,
    top: f64,
    bottom: f64,
    widest: usize,
) -> usize {
    let rows = top.max(0.0) as isize..(bottom.max(0.0) as isize).min(plane.height() as isize);
    let is_open = |y: &isize| {
        let x = x_at(*y as f64 + 0.5);
        matches!(look(plane, x, *y, 1, widest), Row::Open(..))
    };
    rows.filter(is_open).count()
}

/// On how many rows from one to before another there is ink at a line.
pub(crate) fn inked_rows(
    plane: &Plane,
    x_at: impl Fn(f64) -> f64,
    top: f64,
    bottom: f64,
    widest: usize,
) -> usize {
    let rows = top.max(0.0) as isize..(bottom.max(0.0) as isize).min(plane.height() as isize);
    let is_inked = |y: &isize| {
        let x = x_at(*y as f64 + 0.5);
        !matches!(look(plane, x, *y, 1, widest), Row::Empty)
    };
    rows.filter(is_inked).count()
}

/// What following to one side gave.
#[derive(Default)]
struct Side {
    /// How many rows were gone.
    reached: usize,
    empty: usize,
    gaps: usize,
    /// Row, middle and width of the open rows.
    open: Vec<(usize, f64, f64)>,
}

/// Follows a stroke from an open place up (`step` -1) or down (`step` 1) over gaps of a length.
fn follow(plane: &Plane, room: &Room, from: [f64; 2], step: isize, gap_px: f64) -> Side {
    let widest = widest_px(room.interline_px);
    let longest = room.px(LONGEST) as usize;
    let reach = room.px(BESIDE).round().max(1.0);
    let end_px = room.px(END_GAP).max(1.0);
    let again = room.px(AGAIN).max(2.0) as usize;
    let mut side = Side::default();
    let (mut x, mut covered, mut empty, mut gaps) = (from[0], 0_usize, 0_usize, 0_usize);
    // Open rows beyond a wide gap, until there are enough of them.
    let mut beyond_gap: Vec<(usize, f64, f64)> = Vec::new();
    let row = from[1].floor() as isize;
    for beyond in 1..=longest {
        let y = row + step * beyond as isize;
        if y < 0 || y >= plane.height() as isize {
            break;
        }
        x += step as f64 * room.lean();
        let wide = (reach + DRIFT * covered as f64) as isize;
        let is_wide_gap = empty as f64 > gap_px;
        match look(plane, x, y, wide, widest) {
            Row::Empty => {
                empty += 1;
                gaps += usize::from(empty == 1);
                // Beside other ink a break is more likely an end.
                let most = if covered > 0 {
                    end_px
                } else {
                    room.px(WIDEST_GAP).max(gap_px)
                };
                if empty as f64 > most {
                    break;
                }
                continue;
            }
            Row::Covered => {
                covered += 1;
                let is_end = empty as f64 > end_px.max(gap_px - room.px(DEFAULT_GAP));
                if covered as f64 > room.px(MOST_COVERED) || is_end {
                    break;
                }
            }
            Row::Open(middle, width) => {
                covered = 0;
                x += FOLLOWED * (middle - x);
                beyond_gap.push((y as usize, middle, width));
                if is_wide_gap && beyond_gap.len() < again {
                    continue;
                }
                side.open.append(&mut beyond_gap);
            }
        }
        side.reached = beyond;
        side.empty += empty;
        side.gaps += gaps;
        (empty, gaps) = (0, 0);
    }
    side
}

/// The stroke through an open place; none where there is too little to say how it goes.
pub(crate) fn upright(plane: &Plane, room: &Room, from: [f64; 2], gap_px: f64) -> Option<Upright> {
    let start = [from[0], from[1].floor()];
    let up = follow(plane, room, [start[0], start[1] + 1.0], -1, gap_px);
    let down = follow(plane, room, start, 1, gap_px);
    let mut open: Vec<(usize, f64, f64)> = up.open;
    open.reverse();
    open.extend(down.open);
    if open.len() < 2 {
        return None;
    }
    let top = start[1] + 1.0 - up.reached as f64;
    let bottom = start[1] + 1.0 + down.reached as f64;
    let middle = f64::midpoint(top, bottom);
    let (x_px, lean) = fitted(&open, middle, room);
    let mut widths: Vec<f64> = open.iter().map(|it| it.2).collect();
    widths.sort_by(f64::total_cmp);
    Some(Upright {
        top,
        bottom,
        x_px,
        middle,
        lean,
        thickness_px: widths[widths.len() / 2],
        open: open.iter().map(|it| it.0).collect(),
        empty: up.empty + down.empty,
        gaps: up.gaps + down.gaps,
    })
}

/// The column at a row and the lean of the line through the middles of open rows. Few rows close
/// together say little about the lean, so that of the staff counts as some more.
fn fitted(open: &[(usize, f64, f64)], row: f64, room: &Room) -> (f64, f64) {
    let count = open.len() as f64;
    let y = open.iter().map(|it| it.0 as f64 + 0.5).sum::<f64>() / count;
    let x = open.iter().map(|it| it.1).sum::<f64>() / count;
    let prior = room.px(1.5).powi(3) / 12.0;
    let (mut along, mut across) = (prior, prior * room.lean());
    for (at, middle, _) in open {
        let off = *at as f64 + 0.5 - y;
        along += off * off;
        across += off * (middle - x);
    }
    let lean = across / along.max(1e-9);
    (x + lean * (row - y), lean)
}
