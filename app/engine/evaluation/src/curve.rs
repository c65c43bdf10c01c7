//! What each threshold does to scored items: precision over recall, escapes over overkill.

mod areas;
mod presorted;
mod rates;

use serde::{Deserialize, Serialize};

use crate::error::{EvaluationError, check_score};

pub(crate) use areas::{area_up_to, check_limit};
pub use presorted::{presorted_bad, presorted_good};
pub use rates::OVERKILL_RATES;

/// An item with a score, such as a picture or a part.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Scored {
    /// The score; the higher, the more the item looks positive. Finite.
    pub score: f64,
    /// Whether the item truly is positive: has a defect.
    pub is_positive: bool,
    /// How much the item counts, at least 0. Usually 1.
    pub weight: f64,
}

impl Scored {
    /// An item that counts once.
    #[must_use]
    pub fn new(score: f64, is_positive: bool) -> Self {
        Self {
            score,
            is_positive,
            weight: 1.0,
        }
    }
}

/// What a threshold does: the sums of weights on either side of it.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CurvePoint {
    /// Scores from here on are called positive. Infinity, written as `above-all`, where none is.
    #[serde(with = "crate::threshold")]
    pub threshold: f64,
    /// Positives that are called positive.
    pub true_positives: f64,
    /// Negatives that are called positive.
    pub false_positives: f64,
    /// Positives that are missed.
    pub false_negatives: f64,
    /// Negatives that are called negative.
    pub true_negatives: f64,
}

impl CurvePoint {
    /// The share of positives that are called positive, from 0 to 1. None without positives.
    #[must_use]
    pub fn recall(&self) -> Option<f64> {
        share(self.true_positives, self.false_negatives)
    }

    /// The share of positives that are missed (false-negative rate, consumer's risk), from 0 to 1.
    /// None without positives.
    #[must_use]
    pub fn escape_rate(&self) -> Option<f64> {
        share(self.false_negatives, self.true_positives)
    }

    /// The share of negatives that are called positive (false-positive rate, producer's risk), from
    /// 0 to 1. None without negatives.
    #[must_use]
    pub fn overkill(&self) -> Option<f64> {
        share(self.false_positives, self.true_negatives)
    }

    /// The share of true ones among what is called positive, from 0 to 1. None where nothing is.
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        share(self.true_positives, self.false_positives)
    }

    /// The harmonic mean of precision and recall, `2 TP / (2 TP + FP + FN)`, from 0 to 1. None
    /// where nothing is positive nor called positive.
    #[must_use]
    pub fn f1(&self) -> Option<f64> {
        let wrong = self.false_positives + self.false_negatives;
        share(2.0 * self.true_positives, wrong)
    }
}

/// `part / (part + rest)`, none where there is nothing.
fn share(part: f64, rest: f64) -> Option<f64> {
    let whole = part + rest;
    (whole > 0.0).then(|| part / whole)
}

/// What each threshold does to some scored items. Its points lead from the threshold above all
/// scores, where nothing is called positive, down to the lowest score, where all is.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Curve {
    points: Vec<CurvePoint>,
}

/// The weights of the items of one score.
pub(crate) struct Level {
    pub score: f64,
    pub positive: f64,
    pub negative: f64,
}

impl Curve {
    /// The curve of some items, in any order. Items of the same score change sides together.
    ///
    /// # Errors
    /// [`EvaluationError::Score`] and [`EvaluationError::Weight`].
    pub fn new(items: &[Scored]) -> Result<Self, EvaluationError> {
        for item in items {
            check_score(item.score)?;
            if !(item.weight.is_finite() && item.weight >= 0.0) {
                return Err(EvaluationError::Weight(item.weight));
            }
        }
        let mut sorted = items.to_vec();
        sorted.sort_by(|a, b| b.score.total_cmp(&a.score));
        let levels: Vec<Level> = sorted
            .chunk_by(|a, b| a.score == b.score)
            .map(|tied| {
                let weight = |is_positive: bool| {
                    let of_class = tied.iter().filter(|it| it.is_positive == is_positive);
                    of_class.map(|it| it.weight).sum()
                };
                Level {
                    score: tied[0].score,
                    positive: weight(true),
                    negative: weight(false),
                }
            })
            .collect();
        Ok(Self::of_levels(&levels))
    }

    /// The curve of levels, highest score first.
    pub(crate) fn of_levels(levels: &[Level]) -> Self {
        let positives: f64 = levels.iter().map(|level| level.positive).sum();
        let negatives: f64 = levels.iter().map(|level| level.negative).sum();
        let (mut true_positives, mut false_positives) = (0.0, 0.0);
        let mut point = |threshold: f64, positive: f64, negative: f64| {
            true_positives += positive;
            false_positives += negative;
            CurvePoint {
                threshold,
                true_positives,
                false_positives,
                // Sums of weights that are no whole numbers can miss zero by a rounding.
                false_negatives: (positives - true_positives).max(0.0),
                true_negatives: (negatives - false_positives).max(0.0),
            }
        };
        let mut points = vec![point(f64::INFINITY, 0.0, 0.0)];
        let below = levels.iter();
        points.extend(below.map(|level| point(level.score, level.positive, level.negative)));
        Self { points }
    }

    /// The points, highest threshold first. The first is above all scores; each other one has a
    /// score that items have as its threshold.
    #[must_use]
    pub fn points(&self) -> &[CurvePoint] {
        &self.points
    }

    /// What a threshold does that need not be a score: the point of the lowest score that is not
    /// below it, with this threshold.
    #[must_use]
    pub fn at(&self, threshold: f64) -> CurvePoint {
        let not_below = self.points.partition_point(|it| it.threshold >= threshold);
        CurvePoint {
            threshold,
            ..self.points[not_below.saturating_sub(1)]
        }
    }
}

#[cfg(test)]
mod tests;
