//! What data cannot carry that a threshold was chosen on.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::grouping::GroupScore;

/// What data cannot carry that a threshold was chosen on.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "warning", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Warning {
    /// There is no positive, so that misses cannot be counted.
    NoPositives,
    /// There is no negative, so that false alarms cannot be counted.
    NoNegatives,
    /// Several positives, and all have the same score: the threshold cannot tell them apart.
    OneScoreForAllPositives {
        /// That score.
        score: f64,
    },
    /// The threshold is above or below every score, where nothing was ever seen.
    OutsideScores {
        /// The lowest score.
        lowest: f64,
        /// The highest score.
        highest: f64,
    },
    /// The recall that was asked for allows less than one miss, so that it is the same as all.
    TargetTooFine {
        /// The recall that was asked for.
        target: f64,
        /// How many positives there are.
        positives: u64,
    },
    /// Even without a miss, the upper bound of misses would be above what was asked for.
    TooFewPositives {
        /// How many positives there are.
        positives: u64,
        /// How many there must be, none of them missed: `ln α / ln(1 − bound)`, rounded up.
        needed: u64,
        /// The share of misses that was asked for.
        bound: f64,
    },
    /// There are enough positives, but with those missed, the upper bound of misses is above what
    /// was asked for.
    BoundExceeded {
        /// The upper bound of the share of misses.
        upper: f64,
        /// The share of misses that was asked for.
        bound: f64,
    },
}

/// What is wrong with the groups, whatever the threshold.
pub(super) fn of_data(groups: &[GroupScore]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let positives: Vec<f64> = groups
        .iter()
        .filter(|group| group.is_positive)
        .map(|group| group.score)
        .collect();
    if positives.is_empty() {
        warnings.push(Warning::NoPositives);
    }
    if positives.len() == groups.len() {
        warnings.push(Warning::NoNegatives);
    }
    if let [first, rest @ ..] = positives.as_slice()
        && !rest.is_empty()
        && rest.iter().all(|score| score == first)
    {
        warnings.push(Warning::OneScoreForAllPositives { score: *first });
    }
    warnings
}

/// Whether the threshold is where nothing was seen. Nothing is said without groups.
pub(super) fn of_threshold(groups: &[GroupScore], threshold: f64) -> Option<Warning> {
    let scores = || groups.iter().map(|group| group.score);
    let lowest = scores().reduce(f64::min)?;
    let highest = scores().reduce(f64::max)?;
    let is_outside = threshold < lowest || threshold > highest;
    is_outside.then_some(Warning::OutsideScores { lowest, highest })
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let per_cent = |share: f64| share * 100.0;
        match self {
            Self::NoPositives => f.write_str(
                "the data have no defective part, so that misses cannot be counted; add some",
            ),
            Self::NoNegatives => f.write_str(
                "the data have no good part, so that false alarms cannot be counted; add some",
            ),
            Self::OneScoreForAllPositives { score } => write!(
                f,
                "all defective parts have the score {}, so that no threshold can tell one from \
                 another; look at how the score is made",
                rounded(*score)
            ),
            Self::OutsideScores { lowest, highest } => write!(
                f,
                "the threshold is outside of the scores that were seen, {} to {}; what it does is \
                 not known from these data",
                rounded(*lowest),
                rounded(*highest)
            ),
            Self::TargetTooFine { target, positives } => write!(
                f,
                "a recall of {} % allows no miss in {positives} defective parts, so that it is the \
                 same as 100 %; add defective parts, or ask for less",
                per_cent(*target)
            ),
            Self::TooFewPositives {
                positives,
                needed,
                bound,
            } => write!(
                f,
                "{positives} defective parts cannot show that at most {} % are missed; at least \
                 {needed} are needed, none of them missed",
                per_cent(*bound)
            ),
            Self::BoundExceeded { upper, bound } => write!(
                f,
                "up to {:.2} % can be missed, which is more than the {} % that were asked for; \
                 lower the threshold, or add defective parts",
                per_cent(*upper),
                per_cent(*bound)
            ),
        }
    }
}

/// A score in thousandths: more digits say nothing.
fn rounded(score: f64) -> f64 {
    (1000.0 * score).round() / 1000.0
}
