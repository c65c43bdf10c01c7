//! Bars followed from column to column.

use staves::Run;

use crate::beams::bar::{Bar, line};
use crate::plane::Plane;

/// The length of the end of a bar by which its slope is told, in staff spaces.
const SLOPE_OVER: f64 = 1.4;
/// The length from which on it is told at all, in staff spaces.
const SLOPE_FROM: f64 = 0.3;
/// How far from where it is expected an edge may be, in staff spaces.
const OFF: f64 = 0.1;
/// How much the thickness may differ from column to column, in staff spaces.
const THICKER: f64 = 0.14;
/// The same where it begins.
const THICKER_AT_FIRST: f64 = 0.4;
/// The longest stretch over which other ink covers a bar, in staff spaces.
const MOST_COVERED: f64 = 3.0;
/// The longest break in a bar, in staff spaces.
const MOST_MISSED: f64 = 0.15;
/// The shortest bar, in staff spaces.
const SHORTEST: f64 = 0.5;
/// The share of its columns on which an edge of it must be seen.
const LEAST_SEEN: f64 = 0.4;

/// A bar that is being followed.
struct Open {
    left: usize,
    middles: Vec<f64>,
    thickness: f64,
    slope: f64,
    seen: usize,
    /// How many columns at the end show no edge of it: because of other ink, or because there is
    /// no ink.
    covered: usize,
    missed: usize,
}

/// What a column says of a bar.
enum Seen {
    Whole(f64, f64),
    Thinner(f64, f64),
    Edge(f64, f64),
    Covered,
    Missed,
}

/// The sizes by which bars are told.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BarSizes {
    /// The least and the greatest thickness, in pixels.
    pub thickness_px: (f64, f64),
    pub interline_px: f64,
}

impl Open {
    fn new(x: usize, run: Run) -> Self {
        Self {
            left: x,
            middles: vec![run.middle_px()],
            thickness: run.length_px() as f64,
            slope: 0.0,
            seen: 1,
            covered: 0,
            missed: 0,
        }
    }

    fn expected(&self) -> f64 {
        self.middles[self.middles.len() - 1] + self.slope
    }

    /// What the runs of the next column say.
    fn look(&self, runs: &[Run], sizes: &BarSizes) -> (Seen, Option<usize>) {
        let expected = self.expected();
        let is_new = self.is_new(sizes.interline_px);
        let hidden = 0.03 * (self.covered + self.missed) as f64;
        let off = (OFF * sizes.interline_px).max(1.1) + hidden + f64::from(is_new);
        let at = runs.partition_point(|run| (run.bottom as f64) < expected - off);
        let near = runs[at..].iter().take(2).enumerate();
        let mut best = (Seen::Missed, None, f64::INFINITY);
        for (more, run) in near {
            if run.top as f64 > expected + off {
                break;
            }
            let thicker = run.length_px() as f64 - self.thickness;
            let (middle, length) = (run.middle_px(), run.length_px() as f64);
            let half = self.thickness / 2.0;
            let upper = run.top as f64 + half;
            let lower = run.bottom as f64 - half;
            let thicker_by = if is_new { THICKER_AT_FIRST } else { THICKER };
            let most = (thicker_by * sizes.interline_px).max(1.1);
            let (seen, distance) = if thicker.abs() <= most && (middle - expected).abs() <= off {
                (Seen::Whole(middle, length), (middle - expected).abs())
            } else if thicker < 0.0 && (upper - expected).abs().min((lower - expected).abs()) <= off
            {
                // A line that lay along it has gone away from it, or a piece of it is missing.
                let is_upper = (upper - expected).abs() < (lower - expected).abs();
                let middle = if is_upper { upper } else { lower };
                (Seen::Thinner(middle, length), 20.0)
            } else if thicker > 0.0 && (upper - expected).abs() <= off {
                (Seen::Edge(upper, length), 10.0 + (upper - expected).abs())
            } else if thicker > 0.0 && (lower - expected).abs() <= off {
                (Seen::Edge(lower, length), 10.0 + (lower - expected).abs())
            } else if upper <= expected && lower >= expected {
                (Seen::Covered, 100.0)
            } else {
                continue;
            };
            if distance < best.2 {
                best = (seen, Some(at + more), distance);
            }
        }
        (best.0, best.1)
    }

    /// Whether too little has been seen to say how it goes on.
    fn is_new(&self, interline: f64) -> bool {
        (self.seen as f64) < SLOPE_FROM * interline
    }

    fn add(&mut self, seen: &Seen, sizes: &BarSizes) {
        let interline = sizes.interline_px;
        let expected = self.expected();
        match seen {
            Seen::Whole(middle, thickness) => {
                let share = if self.is_new(interline) { 0.4 } else { 0.1 };
                self.thickness += share * (thickness - self.thickness);
                self.middles.push(*middle);
            }
            Seen::Thinner(middle, thickness) => {
                self.thickness += 0.15 * (thickness - self.thickness);
                self.middles.push(*middle);
            }
            Seen::Edge(middle, thickness) => {
                if *thickness <= sizes.thickness_px.1 {
                    self.thickness += 0.03 * (thickness - self.thickness);
                }
                self.middles.push(expected + 0.5 * (middle - expected));
            }
            Seen::Covered | Seen::Missed => {
                self.middles.push(expected);
                self.covered += usize::from(matches!(seen, Seen::Covered));
                self.missed += usize::from(matches!(seen, Seen::Missed));
                return;
            }
        }
        self.seen += 1;
        (self.covered, self.missed) = (0, 0);
        if self.seen as f64 >= SLOPE_FROM * interline {
            let over = (SLOPE_OVER * interline) as usize + 2;
            let from = self.middles.len().saturating_sub(over);
            self.slope = line(&self.middles[from..]).1;
        }
    }

    fn is_over(&self, interline: f64) -> bool {
        self.covered as f64 > MOST_COVERED * interline
            || self.missed as f64 > (MOST_MISSED * interline).max(1.0)
    }

    fn ended(mut self, interline: f64) -> Option<Bar> {
        let kept = self.middles.len() - (self.covered + self.missed).min(self.middles.len() - 1);
        self.middles.truncate(kept);
        let is_long = kept as f64 >= SHORTEST * interline;
        let is_seen = self.seen as f64 >= LEAST_SEEN * kept as f64;
        (is_long && is_seen).then_some(Bar {
            left: self.left,
            middles: self.middles,
            thickness_px: self.thickness,
            seen: self.seen,
        })
    }
}

/// The bars of some ink, where `is_free` says of a place whether a bar may begin there.
pub(crate) fn traced(
    ink: &Plane,
    sizes: &BarSizes,
    is_free: impl Fn(usize, f64) -> bool,
) -> Vec<Bar> {
    let interline = sizes.interline_px;
    let mut open: Vec<Open> = Vec::new();
    let mut found: Vec<Bar> = Vec::new();
    for x in 0..=ink.width() {
        let runs: Vec<Run> = ink
            .runs(x)
            .filter(|run| run.length_px() as f64 >= sizes.thickness_px.0)
            .collect();
        let mut is_taken = vec![false; runs.len()];
        for bar in &mut open {
            let (seen, at) = bar.look(&runs, sizes);
            if let (Seen::Whole(..) | Seen::Thinner(..), Some(at)) = (&seen, at) {
                is_taken[at] = true;
            }
            bar.add(&seen, sizes);
        }
        without_doubles(&mut open, interline);
        let (over, rest): (Vec<Open>, Vec<Open>) =
            open.into_iter().partition(|it| it.is_over(interline));
        found.extend(over.into_iter().filter_map(|it| it.ended(interline)));
        open = rest;
        let begun = runs.iter().zip(&is_taken).filter(|(run, is_taken)| {
            !**is_taken
                && run.length_px() as f64 <= sizes.thickness_px.1
                && is_free(x, run.middle_px())
        });
        open.extend(begun.map(|(run, _)| Open::new(x, *run)));
    }
    found.extend(open.into_iter().filter_map(|it| it.ended(interline)));
    found
}

/// Takes those away that came to lie on ones that have been followed for longer.
fn without_doubles(open: &mut Vec<Open>, interline: f64) {
    open.sort_by(|a, b| b.seen.cmp(&a.seen).then(a.left.cmp(&b.left)));
    let mut kept: Vec<f64> = Vec::new();
    open.retain(|it| {
        let middle = it.middles[it.middles.len() - 1];
        let is_double = kept
            .iter()
            .any(|known| (known - middle).abs() < 0.2 * interline);
        if !is_double {
            kept.push(middle);
        }
        !is_double
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZES: BarSizes = BarSizes {
        thickness_px: (5.0, 19.0),
        interline_px: 20.0,
    };

    fn ends(is_on: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
        let ink = Plane::drawn(400, 200, is_on);
        let found = traced(&ink, &SIZES, |_, _| true);
        found.iter().map(|it| (it.left, it.right())).collect()
    }

    /// A sloped bar of ten rows from column 50 to 250.
    fn is_bar(x: usize, y: usize) -> bool {
        (50..250).contains(&x) && (80 + x / 5..90 + x / 5).contains(&y)
    }

    #[test]
    fn a_bar_is_followed_through_stems() {
        assert_eq!(ends(is_bar), [(50, 250)]);
        let is_stem = |x: usize, y: usize| (120..123).contains(&x) && y > 60;
        let ink = Plane::drawn(400, 200, |x, y| is_bar(x, y) || is_stem(x, y));
        let found = traced(&ink, &SIZES, |_, _| true);
        assert_eq!(found.len(), 1);
        assert!((found[0].thickness_px - 10.0).abs() < 1.0);
        for x in [60.5, 121.5, 240.5] {
            assert!((found[0].y_at(x) - 85.0 - x / 5.0).abs() < 1.5);
        }
    }

    #[test]
    fn breaks_thin_lines_and_places_that_are_not_free_give_no_bar() {
        assert_eq!(
            ends(|x, y| is_bar(x, y) && !(140..150).contains(&x)),
            [(50, 140), (150, 250)]
        );
        assert_eq!(
            ends(|x, y| (50..250).contains(&x) && (80..83).contains(&y)),
            []
        );
        let ink = Plane::drawn(400, 200, is_bar);
        assert_eq!(traced(&ink, &SIZES, |_, _| false), []);
    }
}
