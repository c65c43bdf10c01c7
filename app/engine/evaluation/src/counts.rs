//! Counts of right and wrong calls, and the shares and bounds that follow.

use serde::{Deserialize, Serialize};

use crate::bounds::{Confidence, Interval, Share};
use crate::curve::CurvePoint;

/// How many calls were right and wrong. What is positive has a defect; it is called positive when
/// it is rejected or found.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Positives that are called positive.
    pub true_positives: u64,
    /// Positives that are missed.
    pub false_negatives: u64,
    /// Negatives that are called positive. None where they cannot be told apart, as for one kind
    /// of defect when a call does not name the kind.
    pub false_positives: Option<u64>,
    /// Negatives that are called negative. None where they cannot be counted, as for defects: there
    /// is no number of places without one.
    pub true_negatives: Option<u64>,
}

/// A counted share with how far it can be off.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// What was counted.
    pub share: Share,
    /// The share as a number from 0 to 1. None without cases.
    pub value: Option<f64>,
    /// The one-sided upper bound of Clopper and Pearson ([`Share::upper`]). None without cases.
    pub upper: Option<f64>,
    /// The two-sided interval of Clopper and Pearson ([`Share::interval`]). None without cases.
    pub interval: Option<Interval>,
}

/// What an inspection is judged by. Each figure is none where there is nothing to count.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// What was counted.
    pub counts: Counts,
    /// How sure all bounds are.
    pub confidence: Confidence,
    /// The share of positives that are called positive.
    pub recall: Rate,
    /// The share of true ones among what is called positive.
    pub precision: Option<Rate>,
    /// The harmonic mean of precision and recall, `2 TP / (2 TP + FP + FN)`, from 0 to 1.
    pub f1: Option<f64>,
    /// The share of positives that are missed (false-negative rate, consumer's risk).
    pub escape_rate: Rate,
    /// The share of negatives that are called positive (false-positive rate, producer's risk).
    pub overkill: Option<Rate>,
}

impl Rate {
    /// The share with its bounds.
    #[must_use]
    pub fn new(share: Share, confidence: Confidence) -> Self {
        Self {
            share,
            value: share.value(),
            upper: share.upper(confidence),
            interval: share.interval(confidence),
        }
    }
}

impl Counts {
    /// The counts on either side of a threshold. Weights of the point are rounded to whole numbers,
    /// which they are where each item counts once.
    pub(crate) fn of_point(point: &CurvePoint) -> Self {
        Self {
            true_positives: point.true_positives.round() as u64,
            false_negatives: point.false_negatives.round() as u64,
            false_positives: Some(point.false_positives.round() as u64),
            true_negatives: Some(point.true_negatives.round() as u64),
        }
    }

    /// Counts one case of which all is known.
    pub(crate) fn add(&mut self, is_positive: bool, is_called: bool) {
        match (is_positive, is_called) {
            (true, true) => self.true_positives += 1,
            (true, false) => self.false_negatives += 1,
            (false, true) => *self.false_positives.get_or_insert(0) += 1,
            (false, false) => *self.true_negatives.get_or_insert(0) += 1,
        }
    }

    /// The share of positives that are called positive.
    #[must_use]
    pub fn recall(&self) -> Share {
        Share::new(self.true_positives, self.false_negatives)
    }

    /// The share of positives that are missed.
    #[must_use]
    pub fn escape_rate(&self) -> Share {
        Share::new(self.false_negatives, self.true_positives)
    }

    /// The share of true ones among what is called positive. None where false ones are not counted.
    #[must_use]
    pub fn precision(&self) -> Option<Share> {
        let wrong = self.false_positives?;
        Some(Share::new(self.true_positives, wrong))
    }

    /// The share of negatives that are called positive. None where negatives are not counted.
    #[must_use]
    pub fn overkill(&self) -> Option<Share> {
        Some(Share::new(self.false_positives?, self.true_negatives?))
    }

    /// The harmonic mean of precision and recall, `2 TP / (2 TP + FP + FN)`, from 0 to 1. None
    /// where nothing is positive nor called so, or false positives are not counted.
    #[must_use]
    pub fn f1(&self) -> Option<f64> {
        let wrong = self.false_positives? + self.false_negatives;
        Share::new(2 * self.true_positives, wrong).value()
    }
}

impl Figures {
    /// The figures of some counts, with bounds of a confidence.
    #[must_use]
    pub fn new(counts: Counts, confidence: Confidence) -> Self {
        let rate = |share| Rate::new(share, confidence);
        Self {
            counts,
            confidence,
            recall: rate(counts.recall()),
            precision: counts.precision().map(rate),
            f1: counts.f1(),
            escape_rate: rate(counts.escape_rate()),
            overkill: counts.overkill().map(rate),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_by_hand() {
        let counts = Counts {
            true_positives: 36,
            false_negatives: 4,
            false_positives: Some(12),
            true_negatives: Some(148),
        };
        let figures = Figures::new(counts, Confidence::NINETY_FIVE);
        assert_eq!(figures.recall.value, Some(0.9));
        assert_eq!(figures.escape_rate.value, Some(0.1));
        assert_eq!(figures.precision.unwrap().value, Some(0.75));
        assert_eq!(figures.overkill.unwrap().value, Some(0.075));
        assert_eq!(figures.f1, Some(72.0 / 88.0));
        let upper = figures.escape_rate.upper.unwrap();
        assert_eq!(
            Some(upper),
            Share::new(4, 36).upper(Confidence::NINETY_FIVE)
        );
        assert!(upper < figures.escape_rate.interval.unwrap().high);
    }

    #[test]
    fn what_was_not_counted_has_no_figures() {
        let counts = Counts {
            true_positives: 3,
            false_negatives: 1,
            false_positives: Some(2),
            true_negatives: None,
        };
        let figures = Figures::new(counts, Confidence::NINETY_FIVE);
        assert_eq!(figures.overkill, None);
        assert_eq!(figures.precision.unwrap().value, Some(0.6));
        let unnamed = Counts {
            false_positives: None,
            ..counts
        };
        let figures = Figures::new(unnamed, Confidence::NINETY_FIVE);
        assert_eq!((figures.precision, figures.f1), (None, None));
        assert_eq!(figures.recall.value, Some(0.75));
    }

    #[test]
    fn nothing_has_no_shares() {
        let figures = Figures::new(Counts::default(), Confidence::NINETY_FIVE);
        assert_eq!(figures.recall.value, None);
        assert_eq!(figures.escape_rate.upper, None);
        let json = serde_json::to_string(&figures).unwrap();
        assert_eq!(serde_json::from_str::<Figures>(&json).unwrap(), figures);
    }
}
