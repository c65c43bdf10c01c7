//! Filaments: thin ink followed from column to column.
//!
//! A filament is a piece of a staff line, or of something else that is thin and lies: a ledger line,
//! the top of a slur, a serif. It goes on through what lies over it (a head, a stem) as long as
//! there is ink where it should be.

use rayon::prelude::*;

use crate::ink::Ink;
use crate::scale::Scale;

/// The least length of a filament, in staff spaces.
const LEAST_LENGTH: f64 = 0.9;
/// Over how much ink a filament goes on without being seen, in staff spaces.
const LONGEST_COVERED: f64 = 2.2;
/// Over how much paper, in staff spaces.
const LONGEST_BREAK: f64 = 0.4;
/// The length from which the direction is measured, in staff spaces.
const DIRECTION_LENGTH: f64 = 1.5;
/// The length over which a staff line is nearly straight, in staff spaces.
const STRAIGHT_LENGTH: f64 = 8.0;
/// The last part of it, which is looked at for something else that was followed, in staff spaces.
const RECENT_LENGTH: f64 = 2.0;
/// How far a line may leave the direction that it had before, in staff spaces.
const MOST_BENT: f64 = 0.35;
/// The share of its columns on which a filament must be seen.
const LEAST_SEEN: f64 = 0.4;

/// Thin ink followed from column to column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Filament {
    /// Where it was seen, from the left to the right: column and middle of the ink, in pixels.
    pub points: Vec<[f64; 2]>,
}

impl Filament {
    /// Its left end.
    pub fn left_px(&self) -> f64 {
        self.points[0][0]
    }

    /// Its right end.
    pub fn right_px(&self) -> f64 {
        self.points[self.points.len() - 1][0]
    }

    /// How long it is.
    pub fn length_px(&self) -> f64 {
        self.right_px() - self.left_px()
    }

    /// Where it is at a column between its ends; none beside them.
    pub fn y_at(&self, x: f64) -> Option<f64> {
        if x < self.left_px() || x > self.right_px() {
            return None;
        }
        let after = self.points.partition_point(|it| it[0] < x);
        let b = self.points[after];
        let a = self.points[after.saturating_sub(1)];
        let span = b[0] - a[0];
        let along = if span > 0.0 { (x - a[0]) / span } else { 1.0 };
        Some(a[1] + along * (b[1] - a[1]))
    }

    /// Where it would go on beyond an end, from the direction of so much of it; the direction of the
    /// page stands in where it is shorter.
    pub fn beyond(&self, x: f64, over_px: f64, page_slope: f64) -> f64 {
        let (end, other) = if x < self.left_px() {
            (self.left_px(), self.left_px() + over_px)
        } else {
            (self.right_px(), self.right_px() - over_px)
        };
        let at_end = self.y_at(end).unwrap_or_default();
        let slope = self
            .y_at(other)
            .map_or(page_slope, |y| (y - at_end) / (other - end));
        at_end + slope * (x - end)
    }
}

/// A filament on its way to the right.
struct Growing {
    points: Vec<[f64; 2]>,
    covered: usize,
    broken: usize,
}

/// The filaments of a page.
pub(crate) fn filaments(ink: &Ink, scale: &Scale) -> Vec<Filament> {
    let interline = scale.interline_px;
    let step = ((interline / 9.0).round() as usize).max(1);
    let thickest = scale.thickest_px();
    let columns: Vec<usize> = (0..ink.width()).step_by(step).collect();
    let thin: Vec<Vec<f64>> = columns
        .par_iter()
        .map(|x| {
            let runs = ink.runs(*x).filter(|it| it.length_px() <= thickest);
            runs.map(|it| it.middle_px()).collect()
        })
        .collect();
    let mut growing: Vec<Growing> = Vec::new();
    let mut done = Vec::new();
    let most_covered = (LONGEST_COVERED * interline / step as f64) as usize;
    let most_broken = (LONGEST_BREAK * interline / step as f64) as usize;
    let mut finish = |it: Growing| {
        let length = it.points[it.points.len() - 1][0] - it.points[0][0];
        let columns = length / step as f64 + 1.0;
        if length >= LEAST_LENGTH * interline && it.points.len() as f64 >= LEAST_SEEN * columns {
            done.push(Filament { points: it.points });
        }
    };
    for (x, middles) in columns.iter().zip(&thin) {
        let taken = matches(&growing, *x as f64, middles, scale);
        let mut next = Vec::with_capacity(middles.len() + 16);
        let mut used = vec![false; middles.len()];
        for (mut filament, found) in growing.into_iter().zip(taken) {
            if let Some(at) = found {
                used[at] = true;
                filament.points.push([*x as f64, middles[at]]);
                (filament.covered, filament.broken) = (0, 0);
            } else if ink.is_ink(
                *x as isize,
                expected(&filament, *x as f64, interline) as isize,
            ) {
                filament.covered += 1;
            } else {
                filament.broken += 1;
            }
            if filament.covered > most_covered || filament.broken > most_broken {
                finish(filament);
            } else {
                next.push(filament);
            }
        }
        let new = middles.iter().zip(used).filter(|it| !it.1);
        next.extend(new.map(|(y, _)| Growing {
            points: vec![[*x as f64, *y]],
            covered: 0,
            broken: 0,
        }));
        growing = next;
    }
    growing.into_iter().for_each(&mut finish);
    done
}

/// Where a filament should be at a column.
fn expected(filament: &Growing, x: f64, interline: f64) -> f64 {
    let last = filament.points[filament.points.len() - 1];
    let wanted = last[0] - DIRECTION_LENGTH * interline;
    let back = filament.points.partition_point(|it| it[0] < wanted);
    let before = filament.points[back];
    let span = last[0] - before[0];
    if span < 0.7 * interline {
        return last[1];
    }
    last[1] + (last[1] - before[1]) / span * (x - last[0])
}

/// Whether a filament that goes on with a point leaves the direction that it had: it has followed a
/// slur, and would follow another line from there on.
fn is_bent(filament: &Growing, point: [f64; 2], interline: f64) -> bool {
    let points = &filament.points;
    let before = |length: f64| points.partition_point(|it| it[0] < point[0] - length * interline);
    let (from, to) = (before(STRAIGHT_LENGTH), before(RECENT_LENGTH));
    if from == 0 || to >= points.len() {
        return false;
    }
    let (a, b) = (points[from - 1], points[to]);
    let slope = (b[1] - a[1]) / (b[0] - a[0]).max(1.0);
    (point[1] - b[1] - slope * (point[0] - b[0])).abs() > MOST_BENT * interline
}

/// The thin ink of a column that each filament goes on with; ink wanted by several goes to the
/// longest of those that are about as near.
fn matches(growing: &[Growing], x: f64, middles: &[f64], scale: &Scale) -> Vec<Option<usize>> {
    let mut best: Vec<Option<(f64, usize)>> = vec![None; middles.len()];
    for (index, filament) in growing.iter().enumerate() {
        let y = expected(filament, x, scale.interline_px);
        let last = filament.points[filament.points.len() - 1];
        let reach = 0.35 * scale.thickness_px + 0.8 + 0.06 * (x - last[0]);
        let after = middles.partition_point(|it| *it < y);
        let near = [after.checked_sub(1), Some(after)].into_iter().flatten();
        let near = near.filter(|at| *at < middles.len());
        let Some(at) =
            near.min_by(|a, b| (middles[*a] - y).abs().total_cmp(&(middles[*b] - y).abs()))
        else {
            continue;
        };
        let off = (middles[at] - y).abs();
        if off > reach || is_bent(filament, [x, middles[at]], scale.interline_px) {
            continue;
        }
        let cost = off - (filament.points.len() as f64).min(40.0) * 0.05;
        if best[at].is_none_or(|(least, _)| cost < least) {
            best[at] = Some((cost, index));
        }
    }
    let mut found = vec![None; growing.len()];
    for (at, best) in best.into_iter().enumerate() {
        if let Some((_, index)) = best {
            found[index] = Some(at);
        }
    }
    found
}

/// The direction of most of the length of what lies: pixels down for each to the right. 0 where
/// there is nothing long.
pub(crate) fn page_slope(filaments: &[Filament], interline_px: f64) -> f64 {
    let long = filaments
        .iter()
        .filter(|it| it.length_px() >= 4.0 * interline_px);
    let slope = |it: &Filament| {
        let [first, last] = [it.points[0], it.points[it.points.len() - 1]];
        ((last[1] - first[1]) / (last[0] - first[0]), it.length_px())
    };
    let mut slopes: Vec<(f64, f64)> = long.map(slope).collect();
    slopes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = slopes.iter().map(|it| it.1).sum::<f64>() / 2.0;
    let mut passed = 0.0;
    let middle = slopes.iter().find(|it| {
        passed += it.1;
        passed >= half
    });
    middle.map_or(0.0, |it| it.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCALE: Scale = Scale {
        interline_px: 18.0,
        thickness_px: 3.0,
    };

    #[test]
    fn a_line_is_followed_through_a_head_and_a_break() {
        let ink = Ink::from_fn(400, 100, |x, y| {
            let line = 50.0 + 0.1 * x as f64;
            let head =
                ((x as f64 - 150.0) / 12.0).powi(2) + ((y as f64 - 65.0) / 9.0).powi(2) < 1.0;
            let is_broken = (250..256).contains(&x);
            head || (!is_broken && (y as f64 + 0.5 - line).abs() < 1.5)
        });
        let found = filaments(&ink, &SCALE);
        assert_eq!(found.len(), 1);
        assert!(found[0].left_px() < 3.0 && found[0].right_px() > 396.0);
        assert!((found[0].y_at(300.0).expect("it is there") - 80.0).abs() < 0.7);
        assert!((found[0].beyond(500.0, 40.0, 0.0) - 100.0).abs() < 2.0);
        assert!((page_slope(&found, 18.0) - 0.1).abs() < 0.005);
    }

    #[test]
    fn a_line_does_not_leave_with_a_slur() {
        // A slur comes down through a line, which is missing for a while, onto the next one.
        let ink = Ink::from_fn(600, 100, |x, y| {
            let (x, y) = (x as f64, y as f64 + 0.5);
            let line = |row: f64| (y - row).abs() < 1.5;
            let slur = 40.0 + 0.3 * (x - 300.0);
            let is_slur = (240.0..358.0).contains(&x) && (y - slur).abs() < 1.5;
            is_slur || (line(40.0) && !(300.0..340.0).contains(&x)) || line(58.0)
        });
        let found = filaments(&ink, &SCALE);
        let at_the_end: Vec<f64> = found.iter().filter_map(|it| it.y_at(560.0)).collect();
        assert_eq!(at_the_end.len(), 2);
        for filament in found.iter().filter(|it| it.length_px() > 200.0) {
            let [first, last] = [
                filament.points[0],
                filament.points[filament.points.len() - 1],
            ];
            assert!((first[1] - last[1]).abs() < 8.0, "{first:?} {last:?}");
        }
    }

    #[test]
    fn what_is_thick_or_short_is_none() {
        let ink = Ink::from_fn(400, 100, |x, y| {
            let thick = (20..32).contains(&y);
            let short = y == 70 && x % 30 < 9;
            thick || short
        });
        assert_eq!(filaments(&ink, &SCALE), Vec::new());
    }
}
