//! How far apart the lines of a page are, from runs of ink and paper down its columns.
//!
//! Three thin runs of ink at the same distance in one column are rare in everything but staves. The
//! distances at which they are seen on many columns are where the lines are looked for.

use rayon::prelude::*;

use crate::ink::Ink;

/// The least distance of lines that is counted, in pixels; staves this small are not read.
const LEAST_SPACING_PX: f64 = 3.0;
/// The greatest one.
const MOST_SPACING_PX: f64 = 96.0;
/// How many bins of the histogram a pixel has.
const BINS_PER_PX: f64 = 2.0;
/// How many columns are looked at, about.
const SAMPLED_COLUMNS: usize = 700;
/// How thick a line may be, as a share of the distance.
const THICKEST: f64 = 0.5;
/// How many different distances are offered.
const MOST_SPACINGS: usize = 4;
/// How many threes of lines must be seen at a distance.
const LEAST_THREES: f64 = 40.0;
/// The share of the most frequent distance's threes that another must have.
const LEAST_SHARE: f64 = 0.005;

/// The size of a staff.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// The distance from the middle of a line to the middle of the next one, in pixels: one staff
    /// space.
    pub interline_px: f64,
    /// How thick a line is, in pixels.
    pub thickness_px: f64,
}

impl Scale {
    /// The most ink below each other in a column that can be a line with nothing on it.
    pub(crate) fn thickest_px(&self) -> usize {
        let most = (1.5 * self.thickness_px + 1.5).min(THICKEST * self.interline_px);
        (most.max(self.thickness_px) as usize).max(1)
    }
}

/// The distances at which lines may be, the most frequent first; none where there is nothing regular.
pub(crate) fn scales(ink: &Ink) -> Vec<Scale> {
    let step = (ink.width() / SAMPLED_COLUMNS).max(1);
    let columns = (step / 2..ink.width()).step_by(step);
    let mut threes = columns
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|x| threes_of(ink, x))
        .collect::<Vec<_>>()
        .concat();
    let mut found: Vec<(Scale, f64)> = Vec::new();
    while found.len() < MOST_SPACINGS {
        let Some((scale, weight)) = most_frequent(&threes) else {
            break;
        };
        let most = found.first().map_or(0.0, |it| it.1);
        if weight < LEAST_THREES.max(LEAST_SHARE * most) {
            break;
        }
        threes.retain(|it| (it.spacing_px / scale.interline_px - 1.0).abs() > 0.11);
        found.push((scale, weight));
    }
    found.into_iter().map(|it| it.0).collect()
}

/// Three thin runs at one distance.
#[derive(Debug, Clone, Copy)]
struct Three {
    spacing_px: f64,
    thickness_px: f64,
}

/// Those of a column.
fn threes_of(ink: &Ink, x: usize) -> Vec<Three> {
    let runs: Vec<_> = ink.runs(x).collect();
    let threes = runs.windows(3).filter_map(|runs| {
        let [a, b, c] = [0, 1, 2].map(|at| runs[at].middle_px());
        let lengths = [0, 1, 2].map(|at| runs[at].length_px() as f64);
        let spacing_px = (c - a) / 2.0;
        let thickest = lengths.into_iter().fold(0.0, f64::max);
        let thinnest = lengths.into_iter().fold(f64::INFINITY, f64::min);
        let is_even = ((b - a) - (c - b)).abs() <= (0.1 * spacing_px).max(1.0);
        let is_thin = thickest <= (THICKEST * spacing_px).max(1.0);
        let is_alike = thickest - thinnest <= (0.4 * thickest).max(1.5);
        let is_counted = (LEAST_SPACING_PX..=MOST_SPACING_PX).contains(&spacing_px);
        (is_even && is_thin && is_alike && is_counted).then(|| Three {
            spacing_px,
            thickness_px: lengths.iter().sum::<f64>() / 3.0,
        })
    });
    threes.collect()
}

/// The distance that most threes are near to, with how many those are.
fn most_frequent(threes: &[Three]) -> Option<(Scale, f64)> {
    let bin = |spacing_px: f64| (spacing_px * BINS_PER_PX).round() as usize;
    let mut counts = vec![0.0; bin(MOST_SPACING_PX) + 2];
    threes
        .iter()
        .for_each(|it| counts[bin(it.spacing_px)] += 1.0);
    let reach = |at: usize| (0.04 * at as f64).round().max(1.0) as usize;
    let near = |at: usize| {
        let all = at.saturating_sub(reach(at))..(at + reach(at) + 1).min(counts.len());
        counts[all].iter().sum::<f64>() / (2 * reach(at) + 1) as f64
    };
    let top = (0..counts.len()).max_by(|a, b| near(*a).total_cmp(&near(*b)))?;
    let middle = top as f64 / BINS_PER_PX;
    let margin = (0.06 * middle).max(0.75);
    let mut near: Vec<Three> = threes.to_vec();
    near.retain(|it| (it.spacing_px - middle).abs() <= margin);
    if near.is_empty() {
        return None;
    }
    let count = near.len() as f64;
    let interline_px = near.iter().map(|it| it.spacing_px).sum::<f64>() / count;
    near.sort_by(|a, b| a.thickness_px.total_cmp(&b.thickness_px));
    let scale = Scale {
        interline_px,
        thickness_px: near[near.len() / 2].thickness_px,
    };
    Some((scale, count))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ruled(interline: usize, thickness: usize, noise: usize) -> Ink {
        let of_line =
            move |y: usize| (y % (8 * interline)) / interline < 5 && y % interline < thickness;
        Ink::from_fn(300, 40 * interline, move |x, y| {
            let seed = (x * 7919 + y * 104_729) ^ (x * y * 31);
            of_line(y) != (noise > 0 && seed % 1000 < noise)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn the_distance_of_lines_is_found(interline in 6_usize..61, noise in 0_usize..6) {
            let thickness = (interline / 7).max(1);
            let scale = scales(&ruled(interline, thickness, noise))[0];
            prop_assert!((scale.interline_px - interline as f64).abs() < 0.3, "{:?}", scale);
            prop_assert!((scale.thickness_px - thickness as f64).abs() < 0.6, "{:?}", scale);
        }
    }

    #[test]
    fn nothing_regular_has_no_distance() {
        let blotches = Ink::from_fn(300, 300, |x, y| (x * x + 13 * y * y + x * y) % 97 < 30);
        let plain = Ink::from_fn(300, 300, |_, y| y > 100);
        assert_eq!(scales(&plain), Vec::new());
        drop(scales(&blotches)); // whatever it says, the lines are missing then
    }
}
