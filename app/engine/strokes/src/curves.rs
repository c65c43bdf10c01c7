//! Thin lines of any course, followed from column to column.

use staves::Run;

use crate::plane::Plane;

/// The thickest a line may be where it begins, and where it goes on steeply, in staff spaces.
const BEGINS: f64 = 0.42;
const THICKEST: f64 = 0.8;
/// Over which length a line says how it goes on, in staff spaces.
const TELLS_OVER: f64 = 1.4;
/// The length from which on it says how it bends, in staff spaces.
const BENDS_FROM: f64 = 0.7;
/// How far from where it is expected a line may be, in staff spaces.
const OFF: f64 = 0.16;
/// The same where its ink goes on without a break.
const OFF_TOUCHING: f64 = 0.4;
/// The longest stretch over which other ink covers a line, and the longest break, in staff spaces.
const MOST_COVERED: f64 = 1.0;
const MOST_MISSED: f64 = 0.3;
/// The shortest piece of a line, in staff spaces.
const SHORTEST: f64 = 0.45;
/// The share of its columns on which a line must be seen.
const LEAST_SEEN: f64 = 0.6;

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
}

/// A line that is being followed.
struct Open {
    left: usize,
    middles: Vec<f64>,
    thickness: Vec<Option<f64>>,
    last: Run,
    seen: usize,
    covered: usize,
    missed: usize,
}

impl Open {
    fn new(x: usize, run: Run) -> Self {
        Self {
            left: x,
            middles: vec![run.middle_px()],
            thickness: vec![Some(run.length_px() as f64)],
            last: run,
            seen: 1,
            covered: 0,
            missed: 0,
        }
    }

    /// Where its middle is expected in the next column, and how steep it is.
    fn expected(&self, interline: f64) -> (f64, f64) {
        let over = (TELLS_OVER * interline) as usize + 2;
        let from = self.middles.len().saturating_sub(over);
        let last = self.middles.len() - 1;
        // Places as columns before the next one.
        let places = (from..=last)
            .filter(|at| self.thickness[*at].is_some())
            .map(|at| (at as f64 - last as f64 - 1.0, self.middles[at]));
        let places: Vec<(f64, f64)> = places.collect();
        if places.len() < 3 {
            return (self.middles[last], 0.0);
        }
        let bends = places.len() as f64 >= BENDS_FROM * interline;
        parabola(&places, bends)
    }

    fn is_over(&self, interline: f64) -> bool {
        self.covered as f64 > (MOST_COVERED * interline).max(3.0)
            || self.missed as f64 > (MOST_MISSED * interline).max(2.0)
    }

    fn ended(mut self, interline: f64) -> Option<Curve> {
        let hidden = self.covered + self.missed;
        let kept = self.middles.len() - hidden.min(self.middles.len() - 1);
        self.middles.truncate(kept);
        self.thickness.truncate(kept);
        let is_long = kept as f64 >= (SHORTEST * interline).max(4.0);
        let is_seen = self.seen as f64 >= LEAST_SEEN * kept as f64;
        (is_long && is_seen).then_some(Curve {
            left: self.left,
            middles: self.middles,
            thickness: self.thickness,
        })
    }
}

/// The value and the slope at 0 of the parabola, or the straight line, through places.
pub(crate) fn parabola(places: &[(f64, f64)], bends: bool) -> (f64, f64) {
    let count = places.len() as f64;
    let middle = places.iter().map(|it| it.0).sum::<f64>() / count;
    let mean = places.iter().map(|it| it.1).sum::<f64>() / count;
    let spread = places
        .iter()
        .map(|it| (it.0 - middle).powi(2))
        .sum::<f64>()
        .max(1e-9);
    let square = spread / count;
    // Orthogonal on the places: 1, u, and u² without what the first two have of it.
    let skew = places.iter().map(|it| (it.0 - middle).powi(3)).sum::<f64>() / spread;
    let third = |x: f64| {
        let u = x - middle;
        u * u - square - skew * u
    };
    let slope = places
        .iter()
        .map(|it| (it.0 - middle) * (it.1 - mean))
        .sum::<f64>()
        / spread;
    let norm: f64 = places.iter().map(|it| third(it.0).powi(2)).sum();
    let bend = if bends && norm > 1e-9 {
        places.iter().map(|it| third(it.0) * it.1).sum::<f64>() / norm
    } else {
        0.0
    };
    let value = mean - slope * middle + bend * third(0.0);
    (value, slope + bend * (-2.0 * middle - skew))
}

/// What a column says of a line.
enum Seen {
    Line(Run),
    Covered,
    Missed,
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
        }
        without_doubles(&mut open, interline);
        let (over, rest): (Vec<Open>, Vec<Open>) =
            open.into_iter().partition(|it| it.is_over(interline));
        found.extend(over.into_iter().filter_map(|it| it.ended(interline)));
        open = rest;
        let begun = runs.iter().zip(&is_taken).filter(|(run, is_taken)| {
            !**is_taken && run.length_px() as f64 <= begins && !is_other(x, run.middle_px())
        });
        open.extend(begun.map(|(run, _)| Open::new(x, *run)));
    }
    found.extend(open.into_iter().filter_map(|it| it.ended(interline)));
    found
}

fn look(
    line: &Open,
    expected: f64,
    slope: f64,
    runs: &[Run],
    interline: f64,
    in_other: impl Fn(f64) -> Option<bool>,
) -> (Seen, Option<usize>) {
    let hidden = (line.covered + line.missed) as f64;
    let off = OFF * interline + 0.08 * hidden + 0.5 * slope.abs().min(4.0) + 0.6;
    let touching = OFF_TOUCHING * interline + slope.abs().min(8.0);
    let from = expected - touching;
    let first = runs.partition_point(|run| (run.bottom as f64) < from);
    let mut best: (Seen, Option<usize>, f64) = (Seen::Missed, None, f64::INFINITY);
    for (more, run) in runs[first..].iter().enumerate() {
        if run.top as f64 > expected + touching {
            break;
        }
        let distance = (run.middle_px() - expected).abs();
        let meets = hidden == 0.0 && run.top <= line.last.bottom && run.bottom >= line.last.top;
        let most = if meets { touching } else { off };
        let is_thin = (run.length_px() as f64) <= (THICKEST * interline).max(3.0);
        // Through the box of another symbol only where it goes on as expected.
        let is_own = match in_other(run.middle_px()) {
            None => true,
            Some(is_head) => !is_head && meets && distance <= 0.7 * off,
        };
        let (seen, distance) = if is_thin && distance <= most && is_own {
            (Seen::Line(*run), distance)
        } else if (run.top as f64 - off..=run.bottom as f64 + off).contains(&expected) {
            (Seen::Covered, 1000.0)
        } else {
            continue;
        };
        if distance < best.2 {
            best = (seen, Some(first + more), distance);
        }
    }
    let at = best.1.filter(|_| matches!(best.0, Seen::Line(_)));
    (best.0, at)
}

fn add(line: &mut Open, seen: &Seen, expected: f64) {
    match seen {
        Seen::Line(run) => {
            line.middles.push(run.middle_px());
            line.thickness.push(Some(run.length_px() as f64));
            line.last = *run;
            line.seen += 1;
            (line.covered, line.missed) = (0, 0);
        }
        Seen::Covered | Seen::Missed => {
            line.middles.push(expected);
            line.thickness.push(None);
            line.covered += usize::from(matches!(seen, Seen::Covered));
            line.missed += usize::from(matches!(seen, Seen::Missed));
        }
    }
}

/// Takes those away that have gone along with ones that have been followed for longer.
fn without_doubles(open: &mut Vec<Open>, interline: f64) {
    let together = (0.3 * interline) as usize + 2;
    open.sort_by(|a, b| b.seen.cmp(&a.seen).then(a.left.cmp(&b.left)));
    let mut kept: Vec<Open> = Vec::with_capacity(open.len());
    for line in open.drain(..) {
        let count = line.middles.len();
        let is_double = kept.iter().any(|other| {
            let columns = together.min(count).min(other.middles.len());
            (1..=columns).all(|back| {
                let at = other.middles.len() - back;
                (line.middles[count - back] - other.middles[at]).abs() < 0.6
            })
        });
        if !is_double {
            kept.push(line);
        }
    }
    *open = kept;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parabola_is_met_exactly() {
        let places: Vec<(f64, f64)> = (0..9)
            .map(|at| f64::from(at) - 11.0)
            .map(|x| (x, 2.0 + 0.5 * x - 0.25 * x * x))
            .collect();
        let (value, slope) = parabola(&places, true);
        assert!((value - 2.0).abs() < 1e-9 && (slope - 0.5).abs() < 1e-9);
        let line: Vec<(f64, f64)> = (0..5)
            .map(|at| (f64::from(at), 3.0 * f64::from(at)))
            .collect();
        assert!((parabola(&line, false).1 - 3.0).abs() < 1e-9);
    }
}
