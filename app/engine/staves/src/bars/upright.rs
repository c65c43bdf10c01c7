//! Ink along an upright line, which leans as the staff does.

use crate::ink::Ink;
use crate::staff::Staff;

/// How long a break in ink that goes on may be, in staff spaces.
const MOST_BROKEN: f64 = 0.1;

/// The share of the rows between two places that have ink on the straight line from one to the other,
/// or so many columns beside it.
pub(crate) fn covered(ink: &Ink, from: [f64; 2], to: [f64; 2], reach: isize) -> f64 {
    let (top, bottom) = (from[1].round() as isize, to[1].round() as isize);
    if bottom <= top {
        return 0.0;
    }
    let lean = (to[0] - from[0]) / (to[1] - from[1]);
    // As many pieces as columns are passed.
    let pieces = (to[0] - from[0]).abs().round() as isize + 1;
    let piece = |at: isize| {
        let first = top + (bottom - top) * at / pieces;
        let end = top + (bottom - top) * (at + 1) / pieces;
        let middle = f64::midpoint(first as f64, end as f64);
        let x = from[0] + lean * (middle - from[1]);
        ink.rows_near(x.floor() as isize, reach, first, end)
    };
    let rows: usize = (0..pieces).map(piece).sum();
    rows as f64 / (bottom - top) as f64
}

/// The same for the line of some near leans that has the most ink: bar lines seldom stand quite upright.
pub(crate) fn covered_leaning(ink: &Ink, from: [f64; 2], to: [f64; 2], reach: isize) -> f64 {
    let most_px = 0.02 * (to[1] - from[1]) + 1.0;
    let shares = [0.0, -1.0, 1.0].map(|side| {
        let half = side * most_px / 2.0;
        covered(ink, [from[0] - half, from[1]], [to[0] + half, to[1]], reach)
    });
    shares.into_iter().fold(0.0, f64::max)
}

/// The column of an upright line at a row, where it passes the middle of a staff at another one.
pub(crate) fn column_at(staff: &Staff, x: f64, y: f64) -> f64 {
    x - staff.slope_at(x) * (y - staff.middle_px(x))
}

/// How far ink goes on along an upright line from a row up (`step` below 0) or down; breaks up to
/// a length do not end it.
pub(crate) fn reach_px(
    ink: &Ink,
    staff: &Staff,
    x: f64,
    from: f64,
    step: isize,
    longest: f64,
) -> f64 {
    let most_broken = (MOST_BROKEN * staff.scale.interline_px) as isize + 1;
    let lean = -staff.slope_at(x);
    let middle = staff.middle_px(x);
    let (mut reached, mut broken) = (0, 0);
    for beyond in 1..=longest as isize {
        let y = from.floor() as isize + step * beyond;
        let column = (x + lean * (y as f64 - middle)).floor() as isize;
        if (column - 1..=column + 1).any(|column| ink.is_ink(column, y)) {
            (reached, broken) = (beyond, 0);
        } else {
            broken += 1;
            if broken > most_broken {
                break;
            }
        }
    }
    reached as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leaning_line_is_covered_along_itself_only() {
        let ink = Ink::from_fn(200, 200, |x, y| {
            (x as f64 - 100.0 + 0.17 * y as f64).abs() < 1.5
        });
        assert!(covered(&ink, [100.0, 0.0], [66.0, 200.0], 1) > 0.98);
        assert!(covered(&ink, [100.0, 0.0], [100.0, 200.0], 1) < 0.3);
        assert!(covered(&ink, [100.0, 50.0], [66.0, 50.0], 1) < 1e-9);
    }
}
