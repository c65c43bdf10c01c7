//! How a threshold is chosen.

use serde::{Deserialize, Serialize};

use super::warning::Warning;
use crate::curve::CurvePoint;
use crate::error::{EvaluationError, check_share};
use crate::threshold;

/// How a threshold is chosen.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Rule {
    /// The largest threshold whose recall is at least the target: as few false alarms as so few
    /// misses cost.
    Recall {
        /// The least recall, from 0 to 1.
        target: f64,
    },
    /// The threshold of least expected cost.
    Cost(Costs),
    /// The threshold of greatest F1.
    F1,
    /// A threshold that somebody set.
    ByHand {
        /// Scores from here on are called positive.
        #[serde(with = "crate::threshold")]
        threshold: f64,
    },
}

/// What wrong calls cost, in any one unit, and how often parts are defective.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Costs {
    /// The cost of a defective part that is passed, at least 0.
    pub miss: f64,
    /// The cost of a good part that is rejected, at least 0.
    pub false_alarm: f64,
    /// The share of defective parts in production, from 0 to 1. Validation data have more of them,
    /// so that it cannot be counted there.
    pub prevalence: f64,
}

impl Costs {
    /// The expected cost of a part: with the prevalence `π`,
    /// `π · miss · escape rate + (1 − π) · false alarm · overkill` (Elkan, "The foundations of
    /// cost-sensitive learning", IJCAI 2001, section 1, with right calls free). None without
    /// positives or negatives.
    #[must_use]
    pub fn per_part(&self, point: &CurvePoint) -> Option<f64> {
        let of_misses = self.prevalence * self.miss * point.escape_rate()?;
        let of_alarms = (1.0 - self.prevalence) * self.false_alarm * point.overkill()?;
        Some(of_misses + of_alarms)
    }

    fn check(&self) -> Result<(), EvaluationError> {
        check_share(self.prevalence)?;
        for cost in [self.miss, self.false_alarm] {
            if !(cost.is_finite() && cost >= 0.0) {
                return Err(EvaluationError::Cost(cost));
            }
        }
        Ok(())
    }
}

impl Rule {
    /// Refuses numbers that mean nothing.
    pub(super) fn check(&self) -> Result<(), EvaluationError> {
        match self {
            Self::Recall { target } => check_share(*target),
            Self::Cost(costs) => costs.check(),
            Self::F1 => Ok(()),
            Self::ByHand { threshold } => threshold::check(*threshold),
        }
    }

    /// What is wrong with the rule for so many positives.
    pub(super) fn warning(&self, positives: u64) -> Option<Warning> {
        match self {
            // Half of a miss in a million is what rounding can make of the share.
            Self::Recall { target }
                if *target < 1.0 && (1.0 - target) * (positives as f64) < 1.0 - 5e-7 =>
            {
                Some(Warning::TargetTooFine {
                    target: *target,
                    positives,
                })
            }
            _ => None,
        }
    }
}
