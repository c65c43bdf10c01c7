//! Lattices: filaments that lie above each other at the distance of staff lines, or behind each
//! other on one line, numbered by the line they are of.
//!
//! The numbers are counted from some line of the lattice. Which of its lines are those of a staff is
//! decided later, by how much of the width each is seen on, since a ledger line or a slur fits
//! into a lattice just as well.

use std::collections::BTreeMap;

use crate::lines::filaments::Filament;

/// How far from the distance of two lines that of two filaments may be, as a share.
const SPACING_TOLERANCE: f64 = 0.2;
/// How wide a break between two filaments of one line may be, in staff spaces.
const WIDEST_BREAK: f64 = 6.0;
/// How far two filaments of one line may miss each other at once, in staff spaces.
const LEAST_MISS: f64 = 0.13;
/// By how much more for each staff space of the break.
const MISS_PER_SPACE: f64 = 0.03;

/// The steepest direction of a line, in pixels down for each to the right.
const STEEPEST: f64 = 0.3;

/// Filaments with the number of the line that each is of, counted downwards.
pub(crate) type Lattice = Vec<(usize, i32)>;

/// What connects two filaments.
struct Edge {
    weight: f64,
    from: usize,
    to: usize,
    /// How many lines below the first one the second one is.
    lines: i32,
}

/// The lattices of some filaments, those with the most ink first. Filaments without company make
/// lattices of their own.
pub(crate) fn lattices(filaments: &[Filament], interline_px: f64, page_slope: f64) -> Vec<Lattice> {
    let mut edges = above_each_other(filaments, interline_px);
    edges.extend(behind_each_other(filaments, interline_px, page_slope));
    edges.sort_by(|a, b| {
        let ends = (a.from, a.to).cmp(&(b.from, b.to));
        b.weight.total_cmp(&a.weight).then(ends)
    });
    let mut numbers = Numbered::new(filaments.len());
    for edge in &edges {
        numbers.join(edge);
    }
    let mut by_root: BTreeMap<usize, Lattice> = BTreeMap::new();
    for index in 0..filaments.len() {
        let (root, number) = numbers.root(index);
        by_root.entry(root).or_default().push((index, number));
    }
    let mut lattices: Vec<Lattice> = by_root.into_values().collect();
    let length =
        |lattice: &Lattice| -> f64 { lattice.iter().map(|it| filaments[it.0].length_px()).sum() };
    lattices.sort_by(|a, b| length(b).total_cmp(&length(a)));
    lattices
}

/// Filaments one distance apart, weighed by how long they go beside each other.
fn above_each_other(filaments: &[Filament], interline_px: f64) -> Vec<Edge> {
    let cell_px = (interline_px / 2.0).max(3.0);
    let mut columns: BTreeMap<usize, Vec<(f64, usize)>> = BTreeMap::new();
    for (index, filament) in filaments.iter().enumerate() {
        let first = (filament.left_px() / cell_px).ceil() as usize;
        let last = (filament.right_px() / cell_px).floor() as usize;
        for cell in first..=last.max(first) {
            if let Some(y) = filament.y_at(cell as f64 * cell_px) {
                columns.entry(cell).or_default().push((y, index));
            }
        }
    }
    let mut pairs: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for column in columns.values_mut() {
        column.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (at, (y, upper)) in column.iter().enumerate() {
            for (below, lower) in &column[at + 1..] {
                let spaces = (below - y) / interline_px;
                if spaces > 1.0 + SPACING_TOLERANCE {
                    break;
                }
                if spaces >= 1.0 - SPACING_TOLERANCE {
                    *pairs.entry((*upper, *lower)).or_default() += 1;
                }
            }
        }
    }
    let edges = pairs.into_iter().map(|((from, to), cells)| Edge {
        weight: f64::from(cells) / 2.0,
        from,
        to,
        lines: 1,
    });
    edges.collect()
}

/// Filaments that go on from one another behind a break.
fn behind_each_other(filaments: &[Filament], interline_px: f64, page_slope: f64) -> Vec<Edge> {
    let mut by_left: Vec<usize> = (0..filaments.len()).collect();
    by_left.sort_by(|a, b| filaments[*a].left_px().total_cmp(&filaments[*b].left_px()));
    let over_px = 2.5 * interline_px;
    let mut edges = Vec::new();
    for (from, filament) in filaments.iter().enumerate() {
        let end = filament.right_px();
        let first = by_left.partition_point(|it| filaments[*it].left_px() <= end);
        for to in &by_left[first..] {
            let next = &filaments[*to];
            let gap = (next.left_px() - end) / interline_px;
            if gap > WIDEST_BREAK {
                break;
            }
            let drop = next.points[0][1] - filament.points[filament.points.len() - 1][1];
            if drop.abs() > (STEEPEST * gap + 3.0 * LEAST_MISS) * interline_px {
                continue;
            }
            let reached = filament.beyond(next.left_px(), over_px, page_slope);
            let returned = next.beyond(end, over_px, page_slope);
            let miss = (reached - next.points[0][1]).abs();
            let miss_back = (returned - filament.points[filament.points.len() - 1][1]).abs();
            let most = (LEAST_MISS + MISS_PER_SPACE * gap) * interline_px;
            if miss.max(miss_back) <= most {
                let length = filament.length_px().min(next.length_px()) / interline_px;
                edges.push(Edge {
                    weight: length / (1.0 + gap),
                    from,
                    to: *to,
                    lines: 0,
                });
            }
        }
    }
    edges
}

/// Sets of filaments, each with its number within the set.
struct Numbered {
    /// The one above in the tree, and how many lines below that one this is.
    parents: Vec<(usize, i32)>,
    sizes: Vec<usize>,
}

impl Numbered {
    fn new(count: usize) -> Self {
        Self {
            parents: (0..count).map(|it| (it, 0)).collect(),
            sizes: vec![1; count],
        }
    }

    /// The root of a set, and how many lines below it the filament is.
    fn root(&self, index: usize) -> (usize, i32) {
        let (mut at, mut lines) = (index, 0);
        while self.parents[at].0 != at {
            lines += self.parents[at].1;
            at = self.parents[at].0;
        }
        (at, lines)
    }

    /// Joins two sets; an edge within a set says nothing new.
    fn join(&mut self, edge: &Edge) {
        let (from, from_lines) = self.root(edge.from);
        let (to, to_lines) = self.root(edge.to);
        if from == to {
            return;
        }
        let below = from_lines + edge.lines - to_lines;
        let (parent, child, lines) = if self.sizes[from] >= self.sizes[to] {
            (from, to, below)
        } else {
            (to, from, -below)
        };
        self.parents[child] = (parent, lines);
        self.sizes[parent] += self.sizes[child];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filament(left: f64, right: f64, y: f64) -> Filament {
        Filament {
            points: vec![[left, y], [right, y]],
        }
    }

    #[test]
    fn lines_are_numbered_across_breaks() {
        let filaments = [
            filament(0.0, 200.0, 100.0),
            filament(0.0, 90.0, 110.0),
            filament(110.0, 200.0, 110.5),
            filament(110.0, 200.0, 120.5),
            filament(20.0, 90.0, 300.0),
        ];
        let found = lattices(&filaments, 10.0, 0.0);
        assert_eq!(found.len(), 2);
        let mut first = found[0].clone();
        first.sort_unstable();
        let base = first[0].1;
        let numbers: Vec<i32> = first.iter().map(|it| it.1 - base).collect();
        assert_eq!(numbers, [0, 1, 1, 2]);
        assert_eq!(found[1].len(), 1);
    }
}
