//! How thresholds are chosen.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{DecisionError, Level, Thresholds};

/// How thresholds are chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Rule {
    /// The largest threshold that reaches a recall: as few false alarms as so few misses cost.
    Recall {
        /// The least recall, above 0 and up to 1.
        target: f64,
        /// What is to be found.
        of: Level,
        /// Whether the recall must be promised, that is, whether its lower bound of Clopper and
        /// Pearson must reach the target, and not only the share that was counted.
        is_promised: bool,
        /// Whether each class gets the largest threshold at which its own findings reach the target
        /// on its own defects. Then all defects together reach it too, because each is of one class
        /// and what other classes find comes on top; pictures and parts can be of several, so that
        /// the share of all of them is to be looked at.
        by_class: bool,
    },
    /// The threshold of least expected cost per part.
    Cost {
        /// What wrong calls cost.
        costs: ClassCosts,
        /// Whether each class gets a threshold of its own: from the best common one, the threshold of
        /// one class after the other is moved to where the cost is least, until none gains anything.
        by_class: bool,
    },
    /// Thresholds that somebody set.
    ByHand {
        /// The thresholds.
        thresholds: Thresholds,
    },
}

/// What wrong calls cost, in any one unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassCosts {
    /// The cost of passing a part with a defect of a class, at least 0, by the name of the class. Of
    /// a part with several defects, the dearest counts.
    pub miss: BTreeMap<String, f64>,
    /// The cost for classes that are not named, at least 0.
    pub other_miss: f64,
    /// The cost of rejecting a good part, at least 0.
    pub false_alarm: f64,
    /// The share of defective parts in production, from 0 to 1; where it is none, that of the data,
    /// which mostly have more of them.
    pub prevalence: Option<f64>,
}

impl ClassCosts {
    /// The cost of missing a defect of a class.
    #[must_use]
    pub fn of_miss(&self, class: &str) -> f64 {
        self.miss.get(class).copied().unwrap_or(self.other_miss)
    }
}

/// Which parts a choice is judged on. Pictures of a part are never on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "judging", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Judging {
    /// On those that it was chosen on, which flatters it.
    SameParts,
    /// On parts that are kept back.
    HeldOut {
        /// The share of parts that are kept back, from 0 to 1.
        share: f64,
        /// What the split is drawn by.
        seed: u64,
    },
    /// On all parts, each by thresholds that were chosen on parts of other folds. The thresholds
    /// themselves are chosen on all.
    CrossFit {
        /// How many folds, at least 2.
        folds: usize,
        /// What the folds are drawn by.
        seed: u64,
    },
}

impl Rule {
    /// Refuses numbers that mean nothing.
    pub(crate) fn check(&self) -> Result<(), DecisionError> {
        match self {
            Self::Recall {
                target,
                is_promised,
                ..
            } => {
                let is_sound = *target > 0.0 && *target <= 1.0 && !(*is_promised && *target == 1.0);
                is_sound.then_some(()).ok_or(DecisionError::Target(*target))
            }
            Self::Cost { costs, .. } => costs.check(),
            Self::ByHand { thresholds } => thresholds.check(),
        }
    }
}

impl ClassCosts {
    fn check(&self) -> Result<(), DecisionError> {
        let costs = self.miss.values().copied();
        let mut costs = costs.chain([self.other_miss, self.false_alarm]);
        if let Some(cost) = costs.find(|it| !(it.is_finite() && *it >= 0.0)) {
            return Err(evaluation::EvaluationError::Cost(cost).into());
        }
        match self.prevalence.filter(|it| !(0.0..=1.0).contains(it)) {
            Some(share) => Err(evaluation::EvaluationError::Share(share).into()),
            None => Ok(()),
        }
    }
}
