//! Thin lines of any course, followed from column to column.

mod open;
pub(crate) mod parabola;
pub(crate) mod slivers;

use staves::Run;

use crate::curves::open::{Open, Seen, add, look};
use crate::plane::Plane;

/// The thickest a line may be where it begins, in staff spaces.
const BEGINS: f64 = 0.5;

/// A thin line, or a piece of one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Curve {
    /// The first column.
    pub left: usize,
    /// The row of its middle at each column.
    pub middles: Vec<f64>,
    /// Its thickness at the columns on which it is seen, in order of the columns; none elsewhere.
    pub thickness: Vec<Option<f64>>,
}

impl Curve {
    /// The first column beyond its right end.
    pub fn right(&self) -> usize {
        self.left + self.middles.len()
    }

    /// The middle of its left end and of its right end.
    pub fn ends(&self) -> [[f64; 2]; 2] {
        let last = self.middles.len() - 1;
        [
            [self.left as f64 + 0.5, self.middles[0]],
            [self.right() as f64 - 0.5, self.middles[last]],
        ]
    }
}

/// The thin lines of some ink. No line begins in another symbol; it may go through one, but not
/// through a head.
pub(crate) fn curves(
    ink: &Plane,
    interline: f64,
    is_other: impl Fn(usize, f64) -> bool,
    is_head: impl Fn(usize, f64) -> bool,
) -> Vec<Curve> {
    let begins = (BEGINS * interline).max(2.0);
    let mut open: Vec<Open> = Vec::new();
    let mut found: Vec<Curve> = Vec::new();
    for x in 0..=ink.width() {
        let runs: Vec<Run> = ink.runs(x).collect();
        let mut is_taken = vec![false; runs.len()];
        for line in &mut open {
            let (expected, slope) = line.expected(interline);
            let in_other = |y: f64| is_other(x, y).then(|| is_head(x, y));
            let (seen, at) = look(line, expected, slope, &runs, interline, in_other);
            if let Some(at) = at {
                is_taken[at] = true;
            }
            add(line, &seen, expected);
            // Nothing goes through a head.
            line.is_stopped |= !matches!(seen, Seen::Line(_)) && is_head(x, expected);
        }
        let doubles = without_doubles(&mut open, interline);
        found.extend(doubles.into_iter().flat_map(|it| it.ended(interline)));
        let (over, rest): (Vec<Open>, Vec<Open>) =
            open.into_iter().partition(|it| it.is_over(interline));
        found.extend(over.into_iter().flat_map(|it| it.ended(interline)));
        open = rest;
        let begun = runs.iter().zip(&is_taken).filter(|(run, is_taken)| {
            !**is_taken && run.length_px() as f64 <= begins && !is_other(x, run.middle_px())
        });
        open.extend(begun.map(|(run, _)| Open::new(x, *run)));
    }
    found.extend(open.into_iter().flat_map(|it| it.ended(interline)));
    found
}

/// Takes those away that have gone along with ones that have been followed for longer, and gives
/// what they were before.
fn without_doubles(open: &mut Vec<Open>, interline: f64) -> Vec<Open> {
    let together = (0.3 * interline) as usize + 2;
    open.sort_by(|a, b| b.seen.cmp(&a.seen).then(a.left.cmp(&b.left)));
    let mut kept: Vec<Open> = Vec::with_capacity(open.len());
    let mut doubles = Vec::new();
    for mut line in open.drain(..) {
        let count = line.middles.len();
        let shared = kept.iter().find_map(|other| {
            let columns = together.min(count).min(other.middles.len());
            let is_shared = (1..=columns).all(|back| {
                let at = other.middles.len() - back;
                (line.middles[count - back] - other.middles[at]).abs() < 0.6
            });
            is_shared.then_some(columns)
        });
        let Some(shared) = shared else {
            kept.push(line);
            continue;
        };
        if shared < count {
            line.middles.truncate(count - shared);
            line.thickness.truncate(count - shared);
            line.seen = line.thickness.iter().flatten().count();
            (line.covered, line.missed) = (0, 0);
            doubles.push(line);
        }
    }
    *open = kept;
    doubles
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPACE: f64 = 20.0;

    fn followed(
        is_on: impl Fn(f64, f64) -> bool,
        is_other: impl Fn(usize, f64) -> bool,
    ) -> Vec<Curve> {
        let ink = Plane::drawn(400, 200, |x, y| is_on(x as f64 + 0.5, y as f64 + 0.5));
        let mut found = curves(&ink, SPACE, is_other, |_, _| false);
        found.retain(|it| it.middles.len() > 20);
        found
    }

    fn bow(x: f64) -> f64 {
        80.0 - 30.0 * (1.0 - ((x - 200.0) / 120.0).powi(2))
    }

    #[test]
    fn a_bow_is_followed_through_what_crosses_it() {
        let is_on = |x: f64, y: f64| {
            ((80.0..320.0).contains(&x) && (y - bow(x)).abs() <= 2.0) || (150.0..153.0).contains(&x)
        };
        let found = followed(is_on, |_, _| false);
        assert_eq!(found.len(), 1);
        let curve = &found[0];
        assert!(curve.left <= 82 && curve.right() >= 318);
        for (at, y) in curve.middles.iter().enumerate() {
            let x = (curve.left + at) as f64 + 0.5;
            assert!((y - bow(x)).abs() < 1.5, "{x} {y} {}", bow(x));
        }
        assert!(curve.thickness[151 - curve.left].is_none());
        assert!(curve.thickness[200 - curve.left].is_some_and(|it| (it - 4.0).abs() <= 1.0));
    }

    #[test]
    fn no_line_begins_in_a_symbol() {
        let is_on = |x: f64, y: f64| (80.0..320.0).contains(&x) && (y - 50.0).abs() <= 1.0;
        assert_eq!(followed(is_on, |_, _| true), []);
        let after = followed(is_on, |x, _| x < 150);
        assert_eq!((after.len(), after[0].left), (1, 150));
    }

    #[test]
    fn a_line_ends_at_a_wide_break() {
        let is_on = |x: f64, y: f64| {
            (y - 50.0).abs() <= 1.0 && ((80.0..160.0).contains(&x) || (200.0..300.0).contains(&x))
        };
        let found = followed(is_on, |_, _| false);
        let ends: Vec<_> = found.iter().map(|it| (it.left, it.right())).collect();
        assert_eq!(ends, [(80, 160), (200, 300)]);
    }

    #[test]
    fn dashes_are_lines_where_their_gaps_are_nearly_as_wide() {
        let dashes = |count: f64, half: f64| {
            let ink = Plane::drawn(400, 200, |x, y| {
                let (x, y) = (x as f64 + 0.5, y as f64 + 0.5);
                (80.0..80.0 + 12.0 * count).contains(&x)
                    && (x - 80.0) % 12.0 < 6.5
                    && (y - 50.0).abs() <= half
            });
            let found = curves(&ink, SPACE, |_, _| false, |_, _| false);
            let ends = found.iter().map(|it| (it.left, it.right()));
            ends.collect::<Vec<_>>()
        };
        let ends = dashes(5.0, 1.5);
        assert_eq!(ends.len(), 5, "{ends:?}");
        assert_eq!((ends[0].0, ends[4].1), (80, 134));
        assert_eq!(dashes(5.0, 4.0), [], "letters are thicker");
    }

    #[test]
    fn thick_ink_is_no_line() {
        let is_on = |x: f64, y: f64| (80.0..320.0).contains(&x) && (y - 50.0).abs() <= 6.0;
        assert_eq!(followed(is_on, |_, _| false), []);
    }
}
