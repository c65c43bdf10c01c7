//! Per-region overlap: how much of each defect is found, however small it is.
//!
//! Bergmann, Batzner, Fauser, Sattlegger and Steger, "The MVTec anomaly detection dataset", IJCV
//! 129, 2021: at a threshold, `PRO = 1/N · Σᵢ Σₖ |Pᵢ ∩ Cᵢₖ| / |Cᵢₖ|` over the `N` regions `Cᵢₖ` of
//! all pictures `i`, where `Pᵢ` are the pixels called defective. It is drawn over the share of good
//! pixels called defective, counted over all pictures, and the area up to a limit of that share is
//! divided by the limit. MVTec AD takes 0.3 as the limit, MVTec AD 2 takes 0.05.

use serde::{Deserialize, Serialize};

use super::Tally;
use crate::curve::{area_up_to, check_limit};
use crate::error::EvaluationError;

/// The mean overlap of regions over the share of good pixels that are called defective.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProCurve {
    points: Vec<ProPoint>,
}

/// What a threshold does to good pixels and to regions.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProPoint {
    /// Pixels with scores from here on are called defective. Infinity, written as `above-all`,
    /// where none is.
    #[serde(with = "crate::threshold")]
    pub threshold: f64,
    /// The share of good pixels that are called defective, from 0 to 1.
    pub overkill: f64,
    /// The mean, over regions, of the share of a region that is called defective, from 0 to 1.
    pub overlap: f64,
}

impl ProCurve {
    /// The curve of levels, highest score first.
    pub(super) fn new(tallies: &[(f64, Tally)], regions: usize) -> Result<Self, EvaluationError> {
        let all_good: u64 = tallies.iter().map(|(_, tally)| tally.good).sum();
        if regions == 0 {
            return Err(EvaluationError::NoPositives);
        }
        if all_good == 0 {
            return Err(EvaluationError::NoNegatives);
        }
        let mut points = vec![ProPoint {
            threshold: f64::INFINITY,
            overkill: 0.0,
            overlap: 0.0,
        }];
        let (mut good, mut overlap) = (0, 0.0);
        for (threshold, tally) in tallies {
            good += tally.good;
            overlap += tally.overlap;
            points.push(ProPoint {
                threshold: *threshold,
                overkill: good as f64 / all_good as f64,
                // Many small shares can add up to slightly more than the whole.
                overlap: (overlap / regions as f64).min(1.0),
            });
        }
        Ok(Self { points })
    }

    /// The points, highest threshold first, from none to all pixels called defective.
    #[must_use]
    pub fn points(&self) -> &[ProPoint] {
        &self.points
    }

    /// AU-PRO: the area under the curve up to a share of good pixels, divided by that share; from 0
    /// to 1. The curve is a line between points, also at the limit.
    ///
    /// # Errors
    /// [`EvaluationError::Share`] unless the limit is above 0 and at most 1.
    pub fn area(&self, limit: f64) -> Result<f64, EvaluationError> {
        check_limit(limit)?;
        let line: Vec<(f64, f64)> = self
            .points
            .iter()
            .map(|point| (point.overkill, point.overlap))
            .collect();
        // There always is the first point.
        Ok(area_up_to(&line, limit).unwrap_or(0.0))
    }
}
