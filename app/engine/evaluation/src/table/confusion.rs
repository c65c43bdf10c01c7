//! Which kind of defect was called which.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::input::{Sighting, defects};
use super::level::mean;
use crate::counts::Counts;

/// How often a defect of each kind was called each kind. A defect counts once, with all its
/// pictures.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfusionMatrix {
    /// Every kind that there is or that was called, in the order of the alphabet.
    pub kinds: Vec<String>,
    /// How many defects of a kind (the row) were called a kind (the column).
    pub counts: Vec<Vec<u64>>,
    /// How many defects of each kind were missed.
    pub missed: Vec<u64>,
    /// How many false finds were called each kind.
    pub false_finds: Vec<u64>,
}

impl ConfusionMatrix {
    pub(super) fn new(sightings: &[Sighting]) -> Self {
        let defects = defects(sightings.iter());
        let kinds: BTreeSet<&str> = defects
            .iter()
            .flat_map(|defect| [defect.kind, defect.called])
            .flatten()
            .collect();
        let kinds: Vec<&str> = kinds.into_iter().collect();
        let number = |kind: &str| kinds.partition_point(|it| *it < kind);
        let mut matrix = Self {
            counts: vec![vec![0; kinds.len()]; kinds.len()],
            missed: vec![0; kinds.len()],
            false_finds: vec![0; kinds.len()],
            kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(),
        };
        for defect in &defects {
            match (defect.kind, defect.called) {
                (Some(kind), Some(called)) => matrix.counts[number(kind)][number(called)] += 1,
                (Some(kind), None) => matrix.missed[number(kind)] += 1,
                (None, Some(called)) => matrix.false_finds[number(called)] += 1,
                (None, None) => {}
            }
        }
        matrix
    }

    /// One kind against all else, by its number in `kinds`: right is only what was found and called
    /// by its kind. A defect of the kind under another name is a false negative here, and one of
    /// another kind under this name a false positive.
    ///
    /// # Panics
    /// Where there is no kind of that number.
    #[must_use]
    pub fn one_against_rest(&self, kind: usize) -> Counts {
        let right = self.counts[kind][kind];
        let of_kind: u64 = self.counts[kind].iter().sum();
        let called: u64 = self.counts.iter().map(|row| row[kind]).sum();
        Counts {
            true_positives: right,
            false_negatives: of_kind - right + self.missed[kind],
            false_positives: Some(called - right + self.false_finds[kind]),
            true_negatives: None,
        }
    }

    /// The share of found defects that were called by their kind, from 0 to 1. None where none was
    /// found.
    #[must_use]
    pub fn named_right(&self) -> Option<f64> {
        let found: u64 = self.counts.iter().flatten().sum();
        let right: u64 = (0..self.kinds.len())
            .map(|kind| self.counts[kind][kind])
            .sum();
        (found > 0).then(|| right as f64 / found as f64)
    }

    /// The mean F1 of each kind against all else, from 0 to 1 (macro F1). None without kinds.
    #[must_use]
    pub fn macro_f1(&self) -> Option<f64> {
        mean((0..self.kinds.len()).map(|kind| self.one_against_rest(kind).f1()))
    }
}
