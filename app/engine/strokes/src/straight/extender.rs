//! Level lines that say how far something reaches: an octave, a pedal, a trill.

use crate::straight::dashes::{is_ledger, rows};
use crate::straight::hooks::hook;
use crate::straight::segment::Segment;
use crate::surroundings::Surroundings;

/// A level line that is no part of a staff.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extender {
    /// Its left end as column and row, in pixels.
    pub left_px: [f64; 2],
    /// Its right end.
    pub right_px: [f64; 2],
    /// Whether it is made of dashes or dots.
    pub is_dashed: bool,
    /// How far the stroke at its right end goes up, in staff spaces; 0 without one.
    pub hook_up: f64,
    /// How far the stroke at its right end goes down, in staff spaces; 0 without one.
    pub hook_down: f64,
}

impl Extender {
    /// Its row at a column between its ends.
    fn y_at(&self, x: f64) -> f64 {
        let share = (x - self.left_px[0]) / (self.right_px[0] - self.left_px[0]).max(1e-9);
        self.left_px[1] + share * (self.right_px[1] - self.left_px[1])
    }
}

/// The shortest line without gaps, in staff spaces.
const LEAST_SOLID: f64 = 4.0;
/// How much a level line leans against the staff at the most.
const MOST_LEAN: f64 = 0.02;
/// The shortest hook that is one, in staff spaces.
const LEAST_HOOK: f64 = 0.35;
/// How far from the row of a dashed line a solid one is another one, in staff spaces.
const SAME: f64 = 0.25;
/// How far from a whole number of staff spaces lines of a staff are apart at the most, in staff
/// spaces, and how many of them show that a line is one of them.
const OFF_STAFF: f64 = 0.12;
const LEAST_STAFF: usize = 2;

/// A level line with a staff space where it is.
struct Level {
    extender: Extender,
    interline: f64,
}

/// The level lines: dashed ones of short pieces, solid ones of whole lines. `is_above` says whether a
/// place is above the staff nearest to it.
pub(crate) fn extenders(
    pieces: &[Segment],
    lines: &[Segment],
    page: &Surroundings<'_>,
    is_above: impl Fn(f64, f64) -> bool,
) -> Vec<Extender> {
    let dashed = rows(pieces, page, &is_above);
    let mut found: Vec<Level> = dashed
        .iter()
        .map(|it| level(it.left, &it.last, true, page))
        .collect();
    for line in lines {
        let is_level = line.length() >= LEAST_SOLID
            && line.lean().abs() <= MOST_LEAN
            && !is_ledger(line, page, &is_above);
        let is_new = found.iter().all(|it| {
            let it = &it.extender;
            let (left, right) = (
                it.left_px[0].max(line.left[0]),
                it.right_px[0].min(line.right[0]),
            );
            let x = f64::midpoint(left, right);
            left >= right || (line.y_at(x) - it.y_at(x)).abs() > SAME * line.room.interline_px
        });
        if is_level && is_new {
            found.push(level(line.left, line, false, page));
        }
    }
    let of_staff = |it: &Level| found.iter().filter(|other| is_beside(it, other)).count();
    let kept = found.iter().filter(|it| of_staff(it) < LEAST_STAFF);
    let mut kept: Vec<Extender> = kept.map(|it| it.extender).collect();
    kept.sort_by(|a, b| a.left_px[0].total_cmp(&b.left_px[0]));
    kept
}

/// A line from a place to the end of a segment.
fn level(left_px: [f64; 2], last: &Segment, is_dashed: bool, page: &Surroundings<'_>) -> Level {
    let (up, down) = hook(page, last, false);
    let length = |hook: f64| if hook >= LEAST_HOOK { hook } else { 0.0 };
    Level {
        extender: Extender {
            left_px,
            right_px: last.right,
            is_dashed,
            hook_up: length(up),
            hook_down: length(down),
        },
        interline: last.room.interline_px,
    }
}

/// Whether another line is where one of the same staff would be, which was not found.
fn is_beside(level: &Level, other: &Level) -> bool {
    let (a, b) = (&level.extender, &other.extender);
    let (left, right) = (
        a.left_px[0].max(b.left_px[0]),
        a.right_px[0].min(b.right_px[0]),
    );
    let half = 0.5 * (a.right_px[0] - a.left_px[0]).min(b.right_px[0] - b.left_px[0]);
    let middle = f64::midpoint(left, right);
    let apart = (a.y_at(middle) - b.y_at(middle)).abs() / level.interline;
    right - left > half
        && (1.0..=4.0).contains(&apart.round())
        && (apart - apart.round()).abs() <= OFF_STAFF
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{drawn, segment, with_page};

    fn found(lines: &[Segment], uprights: &[[f64; 3]]) -> Vec<Extender> {
        let ink = drawn(lines, uprights);
        with_page(&ink, &[], |page| extenders(lines, lines, page, |_, _| true))
    }

    #[test]
    fn long_level_lines_have_their_hook() {
        let line = segment([100.0, 250.0], [300.0, 250.0]);
        let found = found(&[line], &[[299.0, 230.0, 250.0]]);
        assert_eq!(
            (found.len(), found[0].is_dashed, found[0].hook_down),
            (1, false, 0.0)
        );
        assert!((found[0].hook_up - 1.0).abs() < 0.1);
    }

    #[test]
    fn short_and_leaning_lines_and_those_of_a_staff_are_none() {
        assert_eq!(found(&[segment([100.0, 250.0], [170.0, 250.0])], &[]), []);
        assert_eq!(found(&[segment([100.0, 250.0], [300.0, 260.0])], &[]), []);
        let staff = [200.0, 220.0, 240.0].map(|y| segment([100.0, y], [300.0, y]));
        assert_eq!(found(&staff, &[]), []);
        assert_eq!(found(&staff[..2], &[]).len(), 2);
    }
}
