//! Ledger lines: short lines above and below a staff.
//!
//! On engraved plates they are often not as far apart as the lines of the staff, so what lies beyond
//! the staff is placed by the ledger lines that are there, not by the staff's own distance.

use crate::ink::Ink;
use crate::staff::Staff;

/// How many ledger lines are looked for on each side.
const MOST: i32 = 9;
/// From where to where the next one may be, in distances of the staff's lines.
const WITHIN: (f64, f64) = (0.75, 1.5);
/// The least length of one, in staff spaces; a head without one is shorter.
const LEAST_LENGTH: f64 = 1.4;
/// The greatest one, for chords beside each other.
const MOST_LENGTH: f64 = 9.0;
/// On how much of its length it must be seen with nothing on it, in staff spaces.
const LEAST_OPEN: f64 = 0.4;
/// The share of its columns on which it must have ink.
const LEAST_INKED: f64 = 0.9;
/// How far beyond the level part of something slanted is looked at, in staff spaces.
const SLANT_LENGTH: f64 = 0.5;
/// How far what is not a ledger line may be from where one is expected to be searched on, in lines.
const MISSING: i32 = 1;

/// A ledger line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ledger {
    /// Which it is, counted from the staff: 1 is the first one above it, -1 the first one below.
    pub number: i32,
    /// Its place in half staff spaces above the middle of the staff, as it is read: 6 is the first
    /// one above a staff of five lines.
    pub position: i32,
    /// Its row in pixels, in the middle of its length.
    pub y_px: f64,
    /// Where it begins, in pixels.
    pub left_px: f64,
    /// Where it ends, in pixels.
    pub right_px: f64,
}

/// The ledger lines above and below a range of columns, from the staff outwards: first those above.
pub(crate) fn ledgers(ink: &Ink, staff: &Staff, left: f64, right: f64) -> Vec<Ledger> {
    let middle = f64::midpoint(left, right);
    let interline = staff.interline_at(middle);
    let last = staff.line_count() as i32 - 1;
    let mut found = Vec::new();
    for side in [1, -1] {
        let (mut y, mut number, mut missing) = match side {
            1 => (staff.top_px(middle), 0, 0),
            _ => (staff.bottom_px(middle), 0, 0),
        };
        let up = -f64::from(side);
        while number < MOST && missing <= MISSING {
            number += 1;
            let near = y + up * WITHIN.0 * interline;
            let far = y + up * WITHIN.1 * interline;
            let there = best(ink, staff, (left, right), (near.min(far), near.max(far)));
            let Some((row, from, to)) = there else {
                missing += 1;
                y += up * interline;
                continue;
            };
            missing = 0;
            y = row;
            found.push(Ledger {
                number: side * number,
                position: side * (last + 2 * number),
                y_px: row,
                left_px: from,
                right_px: to,
            });
        }
    }
    found
}

/// The place in half staff spaces above the middle of a point, by the ledger lines between it and the
/// staff and around it, and by the staff where there are none.
pub(crate) fn position(staff: &Staff, ledgers: &[Ledger], x: f64, y: f64) -> f64 {
    let by_staff = staff.position_at(x, y);
    let last = staff.line_count() as f64 - 1.0;
    if by_staff.abs() <= last {
        return by_staff;
    }
    let side = by_staff.signum();
    let edge = if side > 0.0 {
        staff.top_px(x)
    } else {
        staff.bottom_px(x)
    };
    // Known rows with their places, from the staff outwards.
    let mut known = vec![(edge, last)];
    let of_side = ledgers
        .iter()
        .filter(|it| f64::from(it.number) * side > 0.0);
    known.extend(of_side.map(|it| (it.y_px, f64::from(it.position.abs()))));
    let out = |row: f64| (row - edge) * -side;
    let beyond = known.iter().find(|it| out(it.0) >= out(y));
    let before = known
        .iter()
        .rev()
        .find(|it| out(it.0) <= out(y))
        .unwrap_or(&known[0]);
    let half_px = match (beyond, known.len()) {
        (Some(next), _) if next.1 > before.1 => (out(next.0) - out(before.0)) / (next.1 - before.1),
        (None, count) if count > 1 => out(before.0) / (before.1 - last),
        _ => staff.interline_at(x) / 2.0,
    };
    side * (before.1 + (out(y) - out(before.0)) / half_px.max(1e-9))
}

/// The row, the left and the right end of the most open thin line that passes some columns between
/// two rows.
fn best(
    ink: &Ink,
    staff: &Staff,
    columns: (f64, f64),
    rows: (f64, f64),
) -> Option<(f64, f64, f64)> {
    let interline = staff.scale().interline_px;
    let found = (rows.0 as isize..=rows.1 as isize).filter_map(|row| {
        let line = follow(ink, staff, columns, row)?;
        let length = line.right - line.left;
        let is_one = (LEAST_LENGTH * interline..=MOST_LENGTH * interline).contains(&length)
            && line.open as f64 >= LEAST_OPEN * interline
            && line.inked as f64 >= LEAST_INKED * length;
        let is_part =
            || goes_on(ink, staff, line.ends[0], -1) && goes_on(ink, staff, line.ends[1], 1);
        (is_one && !is_part()).then_some(line)
    });
    let best = found.reduce(|best, next| if next.open > best.open { next } else { best })?;
    Some((best.row_sum / best.open as f64, best.left, best.right))
}

/// Whether thin ink goes on beyond the end of what was followed along a row, at a slant: it was the level
/// part of a slur or a hairpin.
fn goes_on(ink: &Ink, staff: &Staff, (end, row): (isize, isize), step: isize) -> bool {
    let thickest = staff.scale().thickest_px() + 1;
    let length = (SLANT_LENGTH * staff.scale().interline_px) as isize + 1;
    (1..=length).all(|at| {
        let reach = 2 + at / 2;
        let rows = row - reach..=row + reach;
        let mut runs = rows.filter_map(|row| ink.run_at(end + step * at, row));
        runs.any(|run| run.length_px() <= thickest)
    })
}

/// A row followed to both sides.
struct Line {
    left: f64,
    right: f64,
    /// The columns of the ends with their rows.
    ends: [(isize, isize); 2],
    /// On how many columns there is ink.
    inked: usize,
    /// On how many of those there is nothing thicker than a line.
    open: usize,
    /// The sum of the middles of the ink on those.
    row_sum: f64,
}

fn follow(ink: &Ink, staff: &Staff, columns: (f64, f64), row: isize) -> Option<Line> {
    let thickest = staff.scale().thickest_px() + 1;
    let middle = f64::midpoint(columns.0, columns.1);
    let slope = staff.slope_at(middle);
    let row_at = |x: isize| row + (slope * (x as f64 - middle)).round() as isize;
    let most_broken = (0.1 * staff.scale().interline_px) as isize + 1;
    let has_ink = |x: isize| ink.is_ink(x, row_at(x));
    let start = (columns.0 as isize..=columns.1 as isize).find(|x| has_ink(*x))?;
    let end = |step: isize| {
        let (mut at, mut reached) = (start, start);
        while (at - reached).abs() <= most_broken {
            at += step;
            if has_ink(at) {
                reached = at;
            }
        }
        reached
    };
    let (left, right) = (end(-1), end(1));
    let mut line = Line {
        left: left as f64,
        right: right as f64 + 1.0,
        ends: [left, right].map(|x| (x, row_at(x))),
        inked: 0,
        open: 0,
        row_sum: 0.0,
    };
    for x in left..=right {
        let Some(run) = ink.run_at(x, row_at(x)) else {
            continue;
        };
        line.inked += 1;
        if run.length_px() <= thickest {
            line.open += 1;
            line.row_sum += run.middle_px() - slope * (x as f64 - middle);
        }
    }
    Some(line)
}
