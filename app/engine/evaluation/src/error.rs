//! Why something cannot be evaluated.

use thiserror::Error;

/// Why something cannot be evaluated.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum EvaluationError {
    /// A score is infinite or no number.
    #[error("the score {0} is not a finite number; leave that item out, or score it again")]
    Score(f64),
    /// A weight is negative, infinite or no number.
    #[error("the weight {0} is not a finite number of at least 0; correct the weights")]
    Weight(f64),
    /// A number that should be a share is none.
    #[error("{0} is no share; choose a number from 0 to 1")]
    Share(f64),
    /// A confidence that no bound can have.
    #[error("{0} is no confidence; choose a number above 0 and below 1, for example 0.95")]
    Confidence(f64),
    /// A threshold that scores cannot be compared with.
    #[error("{0} is no threshold; choose a number")]
    Threshold(f64),
    /// A cost is negative, infinite or no number.
    #[error("the cost {0} is not a finite number of at least 0; correct the costs")]
    Cost(f64),
    /// What depends on positives was asked of data without any.
    #[error(
        "the data have no positive, so that nothing can be said about misses; add some that have a \
         defect"
    )]
    NoPositives,
    /// What depends on negatives was asked of data without any.
    #[error(
        "the data have no negative, so that nothing can be said about false alarms; add some \
         without a defect"
    )]
    NoNegatives,
    /// Groups cannot be dealt into that many folds.
    #[error(
        "{groups} groups cannot be dealt into {folds} folds; choose at least 2 folds, and no more \
         than there are groups"
    )]
    Folds {
        /// How many folds were asked for.
        folds: usize,
        /// How many groups there are.
        groups: usize,
    },
    /// Lists that belong together differ in length.
    #[error("{left} and {right} differ in number ({lengths:?}), but belong together one by one")]
    Lengths {
        /// What the first list holds.
        left: &'static str,
        /// What the second list holds.
        right: &'static str,
        /// The lengths of both.
        lengths: [usize; 2],
    },
    /// Limits of a range that are no range.
    #[error("{low} to {high} is no range; choose two finite numbers, the lower one first")]
    Range {
        /// The lower limit.
        low: f64,
        /// The upper limit.
        high: f64,
    },
    /// The edges of bins do not rise.
    #[error("the edges of bins must be at least two finite numbers, each above the one before")]
    Edges,
    /// A covariate is infinite or no number.
    #[error("{0} is not a finite number to sort finds by; leave that item out")]
    Covariate(f64),
    /// What was found and what was missed do not overlap, so that no curve fits best.
    #[error(
        "what was found and what was missed do not overlap, so that a curve could be as steep as \
         one likes; add items in between"
    )]
    Separated,
    /// The steps towards the best fit do not come to an end.
    #[error("no curve was found that fits; look at the recall in bins instead")]
    NotConverged,
}

/// Refuses what is no share.
pub(crate) fn check_share(value: f64) -> Result<(), EvaluationError> {
    if (0.0..=1.0).contains(&value) {
        Ok(())
    } else {
        Err(EvaluationError::Share(value))
    }
}

/// Refuses a score that nothing can be compared with.
pub(crate) fn check_score(score: f64) -> Result<(), EvaluationError> {
    if score.is_finite() {
        Ok(())
    } else {
        Err(EvaluationError::Score(score))
    }
}
