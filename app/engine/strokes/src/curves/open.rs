//! A thin line that is being followed.

use staves::Run;

use crate::curves::Curve;
use crate::curves::parabola::parabola;

/// The thickest a line may be where it goes on, as steep ones are, in staff spaces.
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
/// The shortest piece of a line, in staff spaces: a dash.
const SHORTEST: f64 = 0.2;
/// The share of its columns on which a line must be seen.
const LEAST_SEEN: f64 = 0.6;
/// How many thin stretches are dashes where less of it is seen, and the thickest dash, in staff spaces.
const LEAST_DASHES: usize = 4;
const DASH: f64 = 0.25;
/// How far from the usual one the steps between dashes may be, as a share of it, and of how many that must
/// be so.
const UNEVEN: f64 = 0.25;
const LEAST_EVEN: f64 = 0.7;

/// A line that is being followed.
pub(crate) struct Open {
    pub left: usize,
    pub middles: Vec<f64>,
    pub thickness: Vec<Option<f64>>,
    pub last: Run,
    pub seen: usize,
    pub covered: usize,
    pub missed: usize,
    pub is_stopped: bool,
}

impl Open {
    pub fn new(x: usize, run: Run) -> Self {
        Self {
            left: x,
            middles: vec![run.middle_px()],
            thickness: vec![Some(run.length_px() as f64)],
            last: run,
            seen: 1,
            covered: 0,
            missed: 0,
            is_stopped: false,
        }
    }

    /// Where its middle is expected in the next column, and how steep it is.
    pub fn expected(&self, interline: f64) -> (f64, f64) {
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

    pub fn is_over(&self, interline: f64) -> bool {
        self.is_stopped
            || self.covered as f64 > (MOST_COVERED * interline).max(3.0)
            || self.missed as f64 > (MOST_MISSED * interline).max(2.0)
    }

    /// What was followed, without what is hidden at its end. Where too little of it was seen to be one
    /// line, its thin stretches are, if they are as
    /// many as dashes.
    pub fn ended(mut self, interline: f64) -> Vec<Curve> {
        let hidden = self.covered + self.missed;
        let mut kept = self.middles.len() - hidden.min(self.middles.len() - 1);
        // What was seen again for a short while only is something else.
        while let Some((seen, hidden)) = tail(&self.thickness[..kept]) {
            if 2 * seen >= hidden.min(2 * interline as usize) {
                break;
            }
            self.seen -= seen;
            kept -= seen + hidden;
        }
        self.middles.truncate(kept);
        self.thickness.truncate(kept);
        let is_seen = self.seen as f64 >= LEAST_SEEN * kept as f64;
        let curve = Curve {
            left: self.left,
            middles: self.middles,
            thickness: self.thickness,
        };
        let shortest = (SHORTEST * interline).max(3.0);
        let is_long = |it: &Curve| it.middles.len() as f64 >= shortest;
        if is_seen {
            return Some(curve).filter(is_long).into_iter().collect();
        }
        let thickest = (DASH * interline).max(3.0);
        let is_thin = |it: &Curve| it.thickness.iter().flatten().all(|it| *it <= thickest);
        let mut dashes = stretches(&curve);
        dashes.retain(|it| is_long(it) && is_thin(it));
        if dashes.len() < LEAST_DASHES || !are_even(&dashes) {
            dashes.clear();
        }
        dashes
    }
}

/// Whether most steps from dash to dash are about as wide as the usual one, as those between letters are
/// not.
fn are_even(dashes: &[Curve]) -> bool {
    let steps = dashes.windows(2).map(|it| (it[1].left - it[0].left) as f64);
    let mut steps: Vec<f64> = steps.collect();
    steps.sort_by(f64::total_cmp);
    let usual = steps[steps.len() / 2];
    let even = steps
        .iter()
        .filter(|it| (*it - usual).abs() <= UNEVEN * usual + 1.0);
    even.count() as f64 >= LEAST_EVEN * steps.len() as f64
}

/// The stretches of a line that were seen.
fn stretches(curve: &Curve) -> Vec<Curve> {
    let is_same = |a: &Option<f64>, b: &Option<f64>| a.is_some() == b.is_some();
    let mut from = 0;
    let parts = curve.thickness.chunk_by(is_same).map(|part| {
        let columns = from..from + part.len();
        from = columns.end;
        (columns, part)
    });
    parts
        .filter(|(_, part)| part[0].is_some())
        .map(|(columns, part)| Curve {
            left: curve.left + columns.start,
            middles: curve.middles[columns].to_vec(),
            thickness: part.to_vec(),
        })
        .collect()
}

/// How many columns at the end of a line are seen, and how many hidden ones are before them; none
/// where there is no hidden one.
fn tail(thickness: &[Option<f64>]) -> Option<(usize, usize)> {
    let seen = thickness.iter().rev().take_while(|it| it.is_some()).count();
    let before = &thickness[..thickness.len() - seen];
    let hidden = before.iter().rev().take_while(|it| it.is_none()).count();
    (hidden > 0).then_some((seen, hidden))
}

/// What a column says of a line.
pub(crate) enum Seen {
    Line(Run),
    Covered,
    Missed,
}

pub(crate) fn look(
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

pub(crate) fn add(line: &mut Open, seen: &Seen, expected: f64) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_are_evenly_spaced() {
        let are_even = |lefts: &[usize]| {
            let dash = |left: &usize| Curve {
                left: *left,
                middles: vec![50.0; 6],
                thickness: vec![Some(3.0); 6],
            };
            are_even(&lefts.iter().map(dash).collect::<Vec<_>>())
        };
        assert!(are_even(&[80, 92, 104, 116, 128]));
        // One is missing.
        assert!(are_even(&[80, 92, 104, 128, 140]));
        assert!(!are_even(&[80, 92, 101, 119, 125]));
    }
}
