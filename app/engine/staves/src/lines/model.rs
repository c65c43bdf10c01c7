//! The course of the lines of a staff, from the filaments that were found of them.
//!
//! Where one line is hidden or broken, the others say where it is: all lines share a middle and a
//! distance that change slowly along the staff, and each may stray from that a little.

use crate::lines::filaments::Filament;

/// How far to each side the distance of the lines is averaged, in staff spaces.
const SPACING_REACH: f64 = 8.0;
/// How far from the usual distance that of two lines may be, as a share; a line farther off is
/// something else that was followed.
const SPACING_TOLERANCE: f64 = 0.25;
/// How far the middle of the staff is.
const MIDDLE_REACH: f64 = 1.5;
/// How far what a line strays by itself is.
const STRAY_REACH: f64 = 2.5;
/// How far a line may stray, in staff spaces; a filament farther off is of something else.
const MOST_STRAY: f64 = 0.25;
/// How far the course goes on beyond the filaments, in staff spaces.
const MARGIN: f64 = 6.0;
/// The length of the ends from which it goes on, in staff spaces.
const END_LENGTH: f64 = 8.0;

/// The course of lines, at equal steps along the page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Model {
    /// The column of the first step.
    pub first_px: f64,
    /// From step to step.
    pub step_px: f64,
    /// The row of each line at each step, from the top line down; all lines have two steps or more.
    pub lines: Vec<Vec<f64>>,
}

impl Model {
    /// The course of lines; none where hardly anything of them was found.
    pub fn new(lines: &[Vec<Filament>], interline_px: f64) -> Option<Self> {
        let all = || lines.iter().flatten();
        let left = all().map(Filament::left_px).reduce(f64::min)?;
        let right = all().map(Filament::right_px).reduce(f64::max)?;
        let step_px = (interline_px / 3.0).max(2.0);
        let first_px = (left - MARGIN * interline_px).floor();
        let steps = ((right - left + 2.0 * MARGIN * interline_px) / step_px) as usize + 1;
        let seen: Vec<Vec<Option<f64>>> = lines
            .iter()
            .map(|line| sampled(line, first_px, step_px, steps))
            .collect();
        let per_space = interline_px / step_px;
        let spacing = spacing(&seen, interline_px, (SPACING_REACH * per_space) as usize);
        let half = (lines.len() - 1) as f64 / 2.0;
        let middle: Vec<Option<f64>> = (0..steps)
            .map(|at| {
                let of_line = |(line, seen): (usize, &Vec<Option<f64>>)| {
                    seen[at].map(|y| y - (line as f64 - half) * spacing[at])
                };
                median(seen.iter().enumerate().filter_map(of_line).collect())
            })
            .collect();
        let middle = straight(&middle, MIDDLE_REACH * per_space, END_LENGTH * per_space)?;
        let course = |(line, seen): (usize, &Vec<Option<f64>>)| {
            let expected = |at: usize| middle[at] + (line as f64 - half) * spacing[at];
            let stray: Vec<Option<f64>> = seen
                .iter()
                .enumerate()
                .map(|(at, y)| {
                    let off = (*y)? - expected(at);
                    (off.abs() <= MOST_STRAY * interline_px).then_some(off)
                })
                .collect();
            let stray = averaged(&stray, (STRAY_REACH * per_space) as usize, 0.0);
            (0..steps).map(|at| expected(at) + stray[at]).collect()
        };
        Some(Self {
            first_px,
            step_px,
            lines: seen.iter().enumerate().map(course).collect(),
        })
    }

    /// The row of a line at a column; beyond the ends it goes straight on.
    pub fn y(&self, line: usize, x: f64) -> f64 {
        let rows = &self.lines[line];
        let at = (x - self.first_px) / self.step_px;
        let first = (at.max(0.0) as usize).min(rows.len() - 2);
        rows[first] + (at - first as f64) * (rows[first + 1] - rows[first])
    }

    /// Half the way between the outer lines.
    pub fn middle(&self, x: f64) -> f64 {
        f64::midpoint(self.y(0, x), self.y(self.lines.len() - 1, x))
    }

    /// The distance from line to line at a column; not for a single line.
    pub fn spacing(&self, x: f64) -> f64 {
        let last = self.lines.len() - 1;
        (self.y(last, x) - self.y(0, x)) / last.max(1) as f64
    }

    /// The row where a line would be that is so many lines below the first one.
    pub fn y_of(&self, line: i32, x: f64) -> f64 {
        let last = self.lines.len() as i32 - 1;
        let near = line.clamp(0, last);
        self.y(near as usize, x) + f64::from(line - near) * self.spacing(x)
    }

    /// Only what is between two columns, and a step beyond each.
    pub fn cut(&self, left: f64, right: f64) -> Self {
        let steps = self.lines[0].len();
        let at = |x: f64| (x - self.first_px) / self.step_px;
        let first = (at(left).floor().max(0.0) as usize).min(steps - 2);
        let end = (at(right).ceil().max(0.0) as usize + 1).clamp(first + 2, steps);
        Self {
            first_px: self.first_px + first as f64 * self.step_px,
            step_px: self.step_px,
            lines: self
                .lines
                .iter()
                .map(|it| it[first..end].to_vec())
                .collect(),
        }
    }
}

/// Where the longest filament at each step is.
fn sampled(line: &[Filament], first_px: f64, step_px: f64, steps: usize) -> Vec<Option<f64>> {
    let mut longest: Vec<&Filament> = line.iter().collect();
    longest.sort_by(|a, b| a.length_px().total_cmp(&b.length_px()));
    let mut seen = vec![None; steps];
    for filament in longest {
        let from = ((filament.left_px() - first_px) / step_px).ceil().max(0.0) as usize;
        for (at, seen) in seen.iter_mut().enumerate().skip(from) {
            let Some(y) = filament.y_at(first_px + at as f64 * step_px) else {
                break;
            };
            *seen = Some(y);
        }
    }
    seen
}

/// The distance of the lines at each step, from those next to each other that have about the usual one.
fn spacing(seen: &[Vec<Option<f64>>], interline_px: f64, reach: usize) -> Vec<f64> {
    let at_step = |at: usize| {
        let there: Vec<(usize, f64)> = seen
            .iter()
            .enumerate()
            .filter_map(|(line, it)| Some((line, it[at]?)))
            .collect();
        let (mut height, mut spaces) = (0.0, 0.0);
        for pair in there.windows(2) {
            let apart = (pair[1].0 - pair[0].0) as f64;
            let drop = pair[1].1 - pair[0].1;
            if (drop / apart / interline_px - 1.0).abs() < SPACING_TOLERANCE {
                height += drop;
                spaces += apart;
            }
        }
        (spaces > 0.0).then(|| height / spaces)
    };
    let spacings: Vec<Option<f64>> = (0..seen[0].len()).map(at_step).collect();
    let all = spacings.iter().flatten();
    let count = all.clone().count();
    let usual = if count > 0 {
        all.sum::<f64>() / count as f64
    } else {
        interline_px
    };
    averaged(&spacings, reach, usual)
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    if values.len() % 2 == 1 {
        return Some(values[half]);
    }
    Some(f64::midpoint(
        *values.get(half.checked_sub(1)?)?,
        values[half],
    ))
}

/// The mean of what is within reach; where nothing is, the nearest mean before or after, and
/// `otherwise` where there is nothing at all.
fn averaged(values: &[Option<f64>], reach: usize, otherwise: f64) -> Vec<f64> {
    let mut sums = vec![(0.0, 0_usize)];
    for value in values {
        let (sum, count) = sums[sums.len() - 1];
        sums.push((
            sum + value.unwrap_or(0.0),
            count + usize::from(value.is_some()),
        ));
    }
    let mean = |at: usize| {
        let (from, to) = (at.saturating_sub(reach), (at + reach + 1).min(values.len()));
        let count = sums[to].1 - sums[from].1;
        (count > 0).then(|| (sums[to].0 - sums[from].0) / count as f64)
    };
    let means: Vec<Option<f64>> = (0..values.len()).map(mean).collect();
    let mut last = means.iter().flatten().next().copied().unwrap_or(otherwise);
    let filled = means.into_iter().map(|it| {
        last = it.unwrap_or(last);
        last
    });
    filled.collect()
}

/// The straight line through what is within reach, at each step. Between steps that have one it goes
/// evenly on, and at the ends in the direction of the last so many steps.
fn straight(values: &[Option<f64>], reach: f64, end: f64) -> Option<Vec<f64>> {
    let known: Vec<usize> = (0..values.len())
        .filter(|at| values[*at].is_some())
        .collect();
    let (first, last) = (*known.first()?, *known.last()?);
    let reach = (reach as usize).max(1);
    let mut fitted = vec![0.0; values.len()];
    for pair in known.windows(2) {
        let [from, to] = [pair[0], pair[1]];
        let [a, b] = [from, to].map(|at| fit(values, at, reach).0);
        for (at, fitted) in fitted.iter_mut().enumerate().take(to + 1).skip(from) {
            *fitted = a + (b - a) * (at - from) as f64 / (to - from) as f64;
        }
    }
    if known.len() == 1 {
        fitted[first] = values[first]?;
    }
    for (edge, beyond) in [(first, 0..first), (last, last + 1..values.len())] {
        let slope = fit(values, edge, end as usize).1;
        for at in beyond {
            fitted[at] = fitted[edge] + slope * (at as f64 - edge as f64);
        }
    }
    Some(fitted)
}

/// The value at a step, and the change from step to step, of the line through what is within reach.
fn fit(values: &[Option<f64>], at: usize, reach: usize) -> (f64, f64) {
    let from = at.saturating_sub(reach);
    let to = (at + reach + 1).min(values.len());
    let [mut n, mut x1, mut x2, mut y1, mut xy] = [0.0; 5];
    for (step, value) in values.iter().enumerate().take(to).skip(from) {
        if let Some(y) = value {
            let x = step as f64 - at as f64;
            n += 1.0;
            x1 += x;
            x2 += x * x;
            y1 += y;
            xy += x * y;
        }
    }
    let spread = n * x2 - x1 * x1;
    if spread < 1e-9 {
        return (y1 / f64::max(n, 1.0), 0.0);
    }
    let slope = (n * xy - x1 * y1) / spread;
    ((y1 - slope * x1) / n, slope)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hidden_stretch_follows_the_other_lines() {
        let bend = |x: f64| 100.0 + 8.0 * (x / 150.0).sin();
        let line = |number: f64, from: usize, to: usize| Filament {
            points: (from..to)
                .map(|x| [x as f64, bend(x as f64) + 18.0 * number])
                .collect(),
        };
        let lines = [
            vec![line(0.0, 0, 900)],
            vec![line(1.0, 0, 200), line(1.0, 600, 900)],
            vec![line(2.0, 100, 800)],
        ];
        let model = Model::new(&lines, 18.0).expect("there are filaments");
        for x in [5.0, 250.0, 400.0, 880.0] {
            assert!((model.y(1, x) - bend(x) - 18.0).abs() < 0.4, "{x}");
            assert!((model.y_of(4, x) - bend(x) - 72.0).abs() < 0.8, "{x}");
            assert!((model.spacing(x) - 18.0).abs() < 0.1);
        }
        let cut = model.cut(200.0, 300.0);
        assert!((cut.y(1, 250.0) - model.y(1, 250.0)).abs() < 1e-9);
        assert!(cut.lines[0].len() < 25);
        assert!(Model::new(&[Vec::new(), Vec::new()], 18.0).is_none());
    }
}
