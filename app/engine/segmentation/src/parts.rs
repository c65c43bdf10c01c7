//! From runs that touch to pieces of one class each.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::components::{Sets, touching};
use crate::runs::{CellRun, Tops};
use crate::settings::InstanceSettings;

/// Runs that are one thing, as far as cells that touch can tell.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Piece {
    /// Its class.
    pub(crate) class: usize,
    /// Its runs by their places, in rising order.
    pub(crate) runs: Vec<usize>,
}

/// Cells of one class that are connected.
#[derive(Clone, Copy, Debug)]
struct Part {
    class: usize,
    own: Tops,
    sum: u64,
}

/// The pieces that runs make, in the order of their first runs. `cell_area_px` is the area of a
/// cell.
pub(crate) fn pieces(
    runs: &[CellRun],
    settings: &InstanceSettings,
    cell_area_px: u64,
) -> Vec<Piece> {
    let pairs = touching(runs);
    let (mut wholes, mut same_class) = (Sets::new(runs.len()), Sets::new(runs.len()));
    for (one, other) in &pairs {
        wholes.join(*one, *other);
        if runs[*one].class == runs[*other].class {
            same_class.join(*one, *other);
        }
    }
    // Each by its first run.
    let mut parts: BTreeMap<usize, Part> = BTreeMap::new();
    let mut parts_of: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (index, run) in runs.iter().enumerate() {
        let first = same_class.first(index);
        let part = parts.entry(first).or_insert(Part {
            class: run.class,
            own: Tops::default(),
            sum: 0,
        });
        part.own.merge(&run.own);
        part.sum += run.own_sum;
        parts_of
            .entry(wholes.first(index))
            .or_default()
            .insert(first);
    }
    let sure_cells = settings.sure_cells(cell_area_px);
    let is_sure = |part: &Part| {
        settings.reaches(part.class, part.own.level(sure_cells))
            && part.own.cells() * cell_area_px >= u64::from(settings.rule.least_area_px)
    };

    // Which piece each part belongs to, by the first part of the piece, and the pieces' classes.
    let mut owner: BTreeMap<usize, usize> = BTreeMap::new();
    let mut class_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut divided = VecDeque::new();
    for (whole, firsts) in &parts_of {
        let sure: Vec<usize> = firsts
            .iter()
            .copied()
            .filter(|first| is_sure(&parts[first]))
            .collect();
        let classes: BTreeSet<usize> = sure.iter().map(|first| parts[first].class).collect();
        if classes.len() > 1 {
            for first in sure {
                owner.insert(first, first);
                class_of.insert(first, parts[&first].class);
                divided.push_back(first);
            }
        } else {
            let class = classes.first().copied();
            let class = class.unwrap_or_else(|| likeliest(firsts.iter().map(|it| &parts[it])));
            owner.extend(firsts.iter().map(|first| (*first, *whole)));
            class_of.insert(*whole, class);
        }
    }
    if !divided.is_empty() {
        let neighbours = neighbours(&pairs, &mut same_class);
        // Step by step from what is sure, so that the nearest takes what lies between.
        while let Some(first) = divided.pop_front() {
            for next in neighbours.get(&first).into_iter().flatten() {
                if !owner.contains_key(next) {
                    owner.insert(*next, owner[&first]);
                    divided.push_back(*next);
                }
            }
        }
    }
    let mut found: BTreeMap<usize, Piece> = BTreeMap::new();
    for index in 0..runs.len() {
        // Every part is connected with one that is owned.
        let piece = owner[&same_class.first(index)];
        found
            .entry(piece)
            .or_insert_with(|| Piece {
                class: class_of[&piece],
                runs: Vec::new(),
            })
            .runs
            .push(index);
    }
    let mut found: Vec<Piece> = found.into_values().collect();
    found.sort_by_key(|piece| piece.runs.first().copied());
    found
}

/// The class with the greatest sum of levels; of equal ones the first.
fn likeliest<'a>(parts: impl Iterator<Item = &'a Part>) -> usize {
    let mut sums: BTreeMap<usize, u64> = BTreeMap::new();
    for part in parts {
        *sums.entry(part.class).or_default() += part.sum;
    }
    let greatest = sums.iter().rev().max_by_key(|(_, sum)| **sum);
    greatest.map_or(0, |(class, _)| *class)
}

/// The parts that each part touches.
fn neighbours(pairs: &[(usize, usize)], same_class: &mut Sets) -> BTreeMap<usize, BTreeSet<usize>> {
    let mut neighbours: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (one, other) in pairs {
        let (one, other) = (same_class.first(*one), same_class.first(*other));
        if one != other {
            neighbours.entry(one).or_default().insert(other);
            neighbours.entry(other).or_default().insert(one);
        }
    }
    neighbours
}
