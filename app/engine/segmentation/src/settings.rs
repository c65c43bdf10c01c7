//! From where on cells count, and how they become things.

use packs::{InstanceRule, Manifest};

use crate::map::{FULL_LEVEL, MapScores};
use crate::runs::SURE_CELLS;

/// The threshold of a pack that was given none.
const USUAL_THRESHOLD: f64 = 0.5;

/// From where on cells count, and how they become things.
#[derive(Clone, PartialEq, Debug)]
pub struct InstanceSettings {
    /// The least probability of each class, from 0 to 1, in the order of [`MapScores::classes`].
    pub thresholds: Vec<f64>,
    /// How cells become things.
    pub rule: InstanceRule,
}

impl InstanceSettings {
    /// The operating point of a pack: 0.5 for every class where it has none.
    #[must_use]
    pub fn of(manifest: &Manifest, scores: &MapScores) -> Self {
        let threshold = |label: &String| match &manifest.operating_point {
            Some(point) => point.threshold_of(label),
            None => USUAL_THRESHOLD,
        };
        Self {
            thresholds: scores.classes().iter().map(threshold).collect(),
            rule: manifest.instance_rule(),
        }
    }

    /// The same with one threshold for every class: what a slider sets.
    #[must_use]
    pub fn at(&self, threshold: f64) -> Self {
        Self {
            thresholds: vec![threshold; self.thresholds.len()],
            rule: self.rule,
        }
    }

    /// The threshold of a class; one that nothing reaches where there is none for it.
    pub(crate) fn threshold(&self, class: usize) -> f64 {
        self.thresholds.get(class).copied().unwrap_or(f64::INFINITY)
    }

    /// How many cells of a thing have to reach its threshold: those of the least area, but no more
    /// than three. So what is found at some threshold is part of what is found at a lower one.
    pub(crate) fn sure_cells(&self, cell_area_px: u64) -> usize {
        let least = u64::from(self.rule.least_area_px).div_ceil(cell_area_px);
        least.clamp(1, SURE_CELLS as u64) as usize
    }

    /// The least level of a cell that a thing of a class grows to; more than 255 where none does.
    pub(crate) fn grown_level(&self, class: usize) -> u16 {
        let grown = (self.threshold(class) * self.rule.grow).max(MapScores::LEAST_THRESHOLD);
        // Levels are whole: the first one that stands for no less.
        (grown * f64::from(FULL_LEVEL)).ceil().clamp(1.0, 256.0) as u16
    }

    /// Whether a level reaches the threshold of a class.
    pub(crate) fn reaches(&self, class: usize, level: u8) -> bool {
        f64::from(level) / f64::from(FULL_LEVEL) >= self.threshold(class)
    }
}
