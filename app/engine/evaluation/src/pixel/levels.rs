//! What is kept of pixels: all scores, or how many there are at each of 65,536 levels.

use super::Tally;
use crate::error::EvaluationError;

/// How many levels scores are sorted into.
const LEVELS: usize = 1 << 16;

/// Every score with the size of its region, 0 without a defect.
#[derive(Clone, Debug, Default)]
pub(super) struct Exact {
    pixels: Vec<(f32, u64)>,
}

impl Exact {
    pub(super) fn add(&mut self, scores: &[f32], region_size: u64) {
        self.pixels
            .extend(scores.iter().map(|it| (*it, region_size)));
    }

    pub(super) fn tallies(&self) -> Vec<(f64, Tally)> {
        let mut pixels = self.pixels.clone();
        pixels.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let levels = pixels.chunk_by(|a, b| a.0 == b.0).map(|tied| {
            let mut tally = Tally::default();
            for same_size in tied.chunk_by(|a, b| a.1 == b.1) {
                tally.add(same_size.len() as u64, same_size[0].1);
            }
            (f64::from(tied[0].0), tally)
        });
        levels.collect()
    }
}

/// What the pixels of each level are.
#[derive(Clone, Debug)]
pub(super) struct Histogram {
    low: f64,
    width: f64,
    tallies: Vec<Tally>,
}

impl Histogram {
    pub(super) fn new(low: f32, high: f32) -> Result<Self, EvaluationError> {
        let (low, high) = (f64::from(low), f64::from(high));
        if low.is_finite() && high.is_finite() && low < high {
            Ok(Self {
                low,
                width: (high - low) / LEVELS as f64,
                tallies: vec![Tally::default(); LEVELS],
            })
        } else {
            Err(EvaluationError::Range { low, high })
        }
    }

    pub(super) fn add(&mut self, scores: &[f32], region_size: u64) {
        for score in scores {
            let level = (f64::from(*score) - self.low) / self.width;
            // Casting takes what is below zero to zero.
            let level = (level as usize).min(LEVELS - 1);
            self.tallies[level].add(1, region_size);
        }
    }

    /// The score of a level is the lowest that is sorted into it.
    pub(super) fn tallies(&self) -> Vec<(f64, Tally)> {
        let levels = self.tallies.iter().enumerate().rev();
        levels
            .filter(|(_, tally)| tally.good + tally.defective > 0)
            .map(|(level, tally)| (self.low + level as f64 * self.width, *tally))
            .collect()
    }
}
