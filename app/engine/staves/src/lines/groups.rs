//! Which lines of a lattice are those of a staff: neighbours that are seen on much of the width.

use std::collections::{BTreeMap, BTreeSet};

use crate::lines::filaments::Filament;
use crate::lines::lattices::Lattice;

/// The shares of the longest line's length that a line must have, each tried where the one before
/// leaves more lines than a staff has.
const SHARES: [f64; 4] = [0.35, 0.5, 0.65, 0.8];
/// The share below which a line between two others is not taken along.
const LEAST_BETWEEN: f64 = 0.08;
/// The most lines of a staff.
const MOST_LINES: usize = 6;
/// The least lines of what may be a staff once its missing lines are looked for in the ink.
const LEAST_LINES: usize = 3;
/// The least length of a line, in staff spaces.
const LEAST_LENGTH: f64 = 4.0;

/// The filaments of each line of what may be a staff, from the top line down.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Group {
    /// The filaments of each line.
    pub lines: Vec<Vec<Filament>>,
}

/// What a lattice is made of.
#[derive(Debug, Default)]
pub(crate) struct Grouped {
    /// What may be staves.
    pub groups: Vec<Group>,
    /// How many lines are too many beside each other for a staff.
    pub ungrouped_lines: usize,
}

/// The groups of a lattice.
pub(crate) fn groups(lattice: &Lattice, filaments: &[Filament], interline_px: f64) -> Grouped {
    let mut of_line: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
    for (index, line) in lattice {
        of_line.entry(*line).or_default().push(*index);
    }
    let mut lengths: BTreeMap<i32, f64> = of_line
        .iter()
        .map(|(line, of_line)| (*line, seen_px(of_line, filaments, interline_px)))
        .collect();
    let mut found = Grouped::default();
    loop {
        let longest = lengths.iter().max_by(|a, b| a.1.total_cmp(b.1));
        let Some((top, length)) = longest.map(|(line, length)| (*line, *length)) else {
            return found;
        };
        if length < LEAST_LENGTH * interline_px {
            return found;
        }
        let (mut first, mut last) = (top, top);
        for share in SHARES {
            (first, last) = neighbours(&lengths, top, share * length);
            if last - first < MOST_LINES as i32 {
                break;
            }
        }
        let count = (last - first + 1) as usize;
        if (LEAST_LINES..=MOST_LINES).contains(&count) {
            let lines = (first..=last).map(|line| {
                let of_line = of_line.get(&line).into_iter().flatten();
                of_line.map(|it| filaments[*it].clone()).collect()
            });
            found.groups.push(Group {
                lines: lines.collect(),
            });
        } else if count > MOST_LINES {
            found.ungrouped_lines += count;
        }
        (first..=last).for_each(|line| {
            lengths.remove(&line);
        });
    }
}

/// The first and the last of the lines around one that are long enough; a shorter one between two
/// that are long is taken along.
fn neighbours(lengths: &BTreeMap<i32, f64>, top: i32, least: f64) -> (i32, i32) {
    let length = |line: i32| lengths.get(&line).copied().unwrap_or(0.0);
    let is_long = |line: i32| length(line) >= least;
    let farthest = |step: i32| {
        let mut at = top;
        loop {
            if is_long(at + step) {
                at += step;
            } else if is_long(at + 2 * step) && length(at + step) >= LEAST_BETWEEN * least {
                at += 2 * step;
            } else {
                return at;
            }
        }
    };
    (farthest(-1), farthest(1))
}

/// On how much of the width some filaments are seen.
fn seen_px(of_line: &[usize], filaments: &[Filament], interline_px: f64) -> f64 {
    let cell_px = interline_px / 2.0;
    let cells: BTreeSet<usize> = of_line
        .iter()
        .flat_map(|it| {
            let filament = &filaments[*it];
            (filament.left_px() / cell_px) as usize..(filament.right_px() / cell_px) as usize
        })
        .collect();
    cells.len() as f64 * cell_px
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lattice(lengths: &[f64]) -> (Vec<Filament>, Lattice) {
        let filament = |(at, length): (usize, &f64)| Filament {
            points: vec![[0.0, 10.0 * at as f64], [*length, 10.0 * at as f64]],
        };
        let filaments = lengths.iter().enumerate().map(filament).collect();
        (
            filaments,
            (0..lengths.len()).map(|it| (it, it as i32)).collect(),
        )
    }

    #[test]
    fn ledger_lines_are_no_staff_lines() {
        let (filaments, lattice) =
            lattice(&[20.0, 500.0, 480.0, 90.0, 470.0, 500.0, 38.0, 20.0, 30.0]);
        let found = groups(&lattice, &filaments, 10.0);
        assert_eq!(found.groups.len(), 1);
        let tops: Vec<f64> = found.groups[0]
            .lines
            .iter()
            .map(|it| it[0].points[0][1])
            .collect();
        assert_eq!(tops, [10.0, 20.0, 30.0, 40.0, 50.0]);
    }

    #[test]
    fn ruled_paper_is_no_staff() {
        let (filaments, lattice) = lattice(&[500.0; 12]);
        let found = groups(&lattice, &filaments, 10.0);
        assert_eq!((found.groups.len(), found.ungrouped_lines), (0, 12));
    }
}
