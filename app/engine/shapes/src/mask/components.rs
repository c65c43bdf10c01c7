//! The connected parts of a mask, and its holes.

use super::Mask;
use super::runs::{MaskBuilder, Run};
use crate::PixelRect;

/// Which pixels are neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Connectivity {
    /// Those that share an edge.
    Four,
    /// Those that share an edge or a corner.
    Eight,
}

impl Connectivity {
    /// How many columns beyond its own a run touches runs in the rows above and below.
    pub(super) const fn reach_px(self) -> u32 {
        match self {
            Self::Four => 0,
            Self::Eight => 1,
        }
    }
}

impl Mask {
    /// The connected parts, in the order of the topmost, leftmost pixel of each.
    #[must_use]
    pub fn components(&self, connectivity: Connectivity) -> Vec<Self> {
        let runs: Vec<Run> = self.runs().collect();
        let labels = labels(&runs, connectivity);
        let count = labels.iter().max().map_or(0, |last| last + 1);
        let mut parts: Vec<Vec<Run>> = vec![Vec::new(); count];
        for (run, &label) in runs.iter().zip(&labels) {
            parts[label].push(*run);
        }
        parts.iter().map(|part| from_runs(part)).collect()
    }

    /// Turns on the pixels of every hole: those that are off and from which no way over edges leads
    /// out of the mask.
    pub fn fill_holes(&mut self) {
        let Some(bounds) = self.pixel_bounds() else {
            return;
        };
        let gaps = gaps(self.runs(), bounds);
        let labels = labels(&gaps, Connectivity::Four);
        let mut is_hole = vec![true; gaps.len()];
        for (gap, &label) in gaps.iter().zip(&labels) {
            let is_outer = gap.left == bounds.left
                || gap.right == bounds.right
                || gap.y == bounds.top
                || gap.y + 1 == bounds.bottom;
            if is_outer {
                is_hole[label] = false;
            }
        }
        let holes: Vec<Run> = gaps
            .iter()
            .zip(&labels)
            .filter(|it| is_hole[*it.1])
            .map(|it| *it.0)
            .collect();
        self.unite(&from_runs(&holes));
    }
}

/// The mask of runs that come row by row.
fn from_runs(runs: &[Run]) -> Mask {
    let (Some(first), Some(last)) = (runs.first(), runs.last()) else {
        return Mask::new();
    };
    let mut builder = MaskBuilder::within(PixelRect {
        left: runs.iter().map(|run| run.left).min().unwrap_or(0),
        top: first.y,
        right: runs.iter().map(|run| run.right).max().unwrap_or(0),
        bottom: last.y + 1,
    });
    for run in runs {
        builder.push(run.y.into(), run.left.into(), run.right.into());
    }
    builder.finish()
}

/// The runs of pixels that are off within bounds, row by row.
fn gaps(runs: impl Iterator<Item = Run>, bounds: PixelRect) -> Vec<Run> {
    let mut gaps = Vec::new();
    let mut push = |y, left, right| {
        if left < right {
            gaps.push(Run { y, left, right });
        }
    };
    let (mut y, mut left) = (bounds.top, bounds.left);
    for run in runs {
        while y < run.y {
            push(y, left, bounds.right);
            (y, left) = (y + 1, bounds.left);
        }
        push(y, left, run.left);
        left = run.right;
    }
    push(y, left, bounds.right);
    gaps
}

/// The part that each run belongs to. Parts are numbered from 0 in the order of their first runs;
/// the runs come row by row, from the left in each.
pub(super) fn labels(runs: &[Run], connectivity: Connectivity) -> Vec<usize> {
    let reach = connectivity.reach_px();
    let mut parents: Vec<usize> = (0..runs.len()).collect();
    let mut above = 0;
    for (index, run) in runs.iter().enumerate() {
        // Runs that end before this one begins touch none of those that follow either.
        while runs[above].y + 1 < run.y
            || (runs[above].y + 1 == run.y && runs[above].right + reach <= run.left)
        {
            above += 1;
        }
        let touching =
            |other: &(usize, &Run)| other.1.y + 1 == run.y && other.1.left < run.right + reach;
        for (other, _) in runs.iter().enumerate().skip(above).take_while(touching) {
            let (a, b) = (root(&mut parents, other), root(&mut parents, index));
            parents[a.max(b)] = a.min(b);
        }
    }
    let mut numbers = vec![0; runs.len()];
    let mut count = 0;
    (0..runs.len())
        .map(|index| {
            // The root of a part is its first run, and so was numbered before.
            let root = root(&mut parents, index);
            if root == index {
                numbers[index] = count;
                count += 1;
            }
            numbers[root]
        })
        .collect()
}

/// The first run of the part, which shortens the way to it for the next time.
fn root(parents: &mut [usize], mut index: usize) -> usize {
    while parents[index] != index {
        parents[index] = parents[parents[index]];
        index = parents[index];
    }
    index
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::mask::test_masks::{drawn, mask_strategy, pixels};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn corners_connect_only_where_they_are_to() {
        let mask = drawn(&["#..#", ".##.", "...."]);
        let parts = mask.components(Connectivity::Four);
        assert_eq!(
            parts,
            [drawn(&["#"]), drawn(&["...#"]), drawn(&["....", ".##."])]
        );
        assert_eq!(mask.components(Connectivity::Eight), [mask]);
        assert!(Mask::new().components(Connectivity::Four).is_empty());
    }

    #[test]
    fn parts_that_meet_far_below_are_one() {
        let mask = drawn(&["#.#.#", "#.#.#", "#.###", "###.."]);
        assert_eq!(mask.components(Connectivity::Four).len(), 1);
    }

    #[test]
    fn holes_are_filled_and_bays_are_not() {
        let mut mask = drawn(&["######", "#.##.#", "######", "#.#.##", "#.####"]);
        mask.fill_holes();
        let filled = drawn(&["######", "######", "######", "#.####", "#.####"]);
        assert_eq!(mask, filled);
    }

    #[test]
    fn a_hole_that_only_corners_close_is_filled() {
        let mut mask = drawn(&[".#.", "#.#", ".#."]);
        mask.fill_holes();
        assert_eq!(mask, drawn(&[".#.", "###", ".#."]));
    }

    /// The pixels that a walk over neighbours reaches.
    fn reached(on: &BTreeSet<(u32, u32)>, from: (u32, u32), corners: bool) -> BTreeSet<(u32, u32)> {
        let mut reached = BTreeSet::from([from]);
        let mut waiting = vec![from];
        while let Some((x, y)) = waiting.pop() {
            for (dx, dy) in (-1i64..=1).flat_map(|dy| (-1i64..=1).map(move |dx| (dx, dy))) {
                let next = (
                    (i64::from(x) + dx).max(0) as u32,
                    (i64::from(y) + dy).max(0) as u32,
                );
                if (corners || dx == 0 || dy == 0) && on.contains(&next) && reached.insert(next) {
                    waiting.push(next);
                }
            }
        }
        reached
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

        #[test]
        fn parts_are_what_a_walk_reaches(mask in mask_strategy(), corners in any::<bool>()) {
            let connectivity = if corners { Connectivity::Eight } else { Connectivity::Four };
            let mut rest = pixels(&mask);
            for part in mask.components(connectivity) {
                let first = part.runs().next().unwrap();
                let expected = reached(&rest, (first.left, first.y), corners);
                let found = pixels(&part);
                prop_assert_eq!(&found, &expected);
                rest.retain(|pixel| !found.contains(pixel));
            }
            prop_assert!(rest.is_empty());
        }

        #[test]
        fn holes_are_what_a_walk_from_outside_does_not_reach(mask in mask_strategy()) {
            // Moved by one, so that a walk gets around the mask.
            let on = pixels(&mask.translated(1, 1));
            let off = (0..200).flat_map(|y| (0..200).map(move |x| (x, y)));
            let off = off.filter(|pixel| !on.contains(pixel)).collect();
            let outside = reached(&off, (0, 0), false);
            let expected: BTreeSet<_> = (0..200)
                .flat_map(|y| (0..200).map(move |x| (x, y)))
                .filter(|pixel| !outside.contains(pixel))
                .map(|(x, y)| (x - 1, y - 1))
                .collect();
            let mut filled = mask;
            filled.fill_holes();
            prop_assert_eq!(pixels(&filled), expected);
        }
    }
}
