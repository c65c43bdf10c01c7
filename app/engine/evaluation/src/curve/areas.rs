//! Areas under the curves.

use super::{Curve, CurvePoint};
use crate::error::{EvaluationError, check_share};

impl Curve {
    /// The average precision: the area under the steps of precision over recall,
    /// `Σ (Rₙ − Rₙ₋₁) Pₙ`, from 0 to 1. Precisions are not interpolated, which would flatter; it is
    /// what scikit-learn's `average_precision_score` gives. None without positives.
    #[must_use]
    pub fn average_precision(&self) -> Option<f64> {
        let mut area = 0.0;
        let mut before = 0.0;
        for point in self.points() {
            let recall = point.recall()?;
            // Nothing is called positive yet where there is no precision, so that no area is lost.
            area += (recall - before) * point.precision().unwrap_or(0.0);
            before = recall;
        }
        Some(area)
    }

    /// The area under recall over overkill (ROC) by trapezoids, from 0 to 1: the probability that a
    /// positive has a higher score than a negative, where equal scores count half (the statistic of
    /// Mann and Whitney; Hanley and McNeil, "The meaning and use of the area under a receiver
    /// operating characteristic curve", Radiology 143, 1982). None without positives or negatives.
    #[must_use]
    pub fn roc_area(&self) -> Option<f64> {
        area_up_to(&self.roc()?, 1.0)
    }

    /// The mean recall over overkills from 0 to `limit`: the area under that part of the ROC curve,
    /// divided by the limit, from 0 to 1. A score that says nothing has `limit / 2`. With the area
    /// `A` and the limit `L`, scikit-learn's `roc_auc_score(max_fpr=L)` gives
    /// `(1 + (A L − L²/2) / (L − L²/2)) / 2` instead (McClish, "Analyzing a portion of the ROC
    /// curve", Medical Decision Making 9, 1989). None without positives or negatives.
    ///
    /// # Errors
    /// [`EvaluationError::Share`] unless the limit is above 0 and at most 1.
    pub fn partial_roc_area(&self, limit: f64) -> Result<Option<f64>, EvaluationError> {
        check_limit(limit)?;
        Ok(self.roc().and_then(|roc| area_up_to(&roc, limit)))
    }

    /// Overkill and recall of each point.
    fn roc(&self) -> Option<Vec<(f64, f64)>> {
        let rates = |point: &CurvePoint| Some((point.overkill()?, point.recall()?));
        self.points().iter().map(rates).collect()
    }
}

/// Refuses what an area cannot end at.
pub(crate) fn check_limit(limit: f64) -> Result<(), EvaluationError> {
    check_share(limit)?;
    if limit > 0.0 {
        Ok(())
    } else {
        Err(EvaluationError::Share(limit))
    }
}

/// The mean height of a line of points from 0 to `limit`, which is above 0. The points' `x` rise
/// from 0 to at least the limit. None without points.
pub(crate) fn area_up_to(points: &[(f64, f64)], limit: f64) -> Option<f64> {
    let mut area = 0.0;
    let (mut x0, mut y0) = *points.first()?;
    for &(x, y) in points {
        if x > limit {
            let y_at_limit = y0 + (y - y0) * (limit - x0) / (x - x0);
            area += (limit - x0) * f64::midpoint(y0, y_at_limit);
            return Some(area / limit);
        }
        area += (x - x0) * f64::midpoint(y0, y);
        (x0, y0) = (x, y);
    }
    Some(area / limit)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::{curve, some_items};
    use super::super::{Curve, Scored};

    #[test]
    fn areas_by_hand_with_ties() {
        let curve = curve(&[0.9, 0.5, 0.5], &[0.7, 0.5, 0.1]);
        // Recall rises by 1/3 at precision 1 and by 2/3 at precision 3/5.
        assert!((curve.average_precision().unwrap() - (1.0 / 3.0 + 2.0 / 3.0 * 0.6)).abs() < 1e-12);
        // 0.9 beats three; each 0.5 beats one and ties with one: (3 + 1.5 + 1.5) / 9.
        assert!((curve.roc_area().unwrap() - 6.0 / 9.0).abs() < 1e-12);
        // Up to 1/3: recall is 1/3. From 1/3 to 2/3 it rises to 1; up to 1/2 to 2/3.
        let up_to = |limit| curve.partial_roc_area(limit).unwrap().unwrap();
        assert!((up_to(1.0 / 3.0) - 1.0 / 3.0).abs() < 1e-12);
        let half = (1.0 / 3.0 * 1.0 / 3.0 + 1.0 / 6.0 * 0.5) / 0.5;
        assert!((up_to(0.5) - half).abs() < 1e-12);
        assert_eq!(Some(up_to(1.0)), curve.roc_area());
    }

    #[test]
    fn perfect_useless_and_one_class() {
        let perfect = curve(&[0.8, 0.9], &[0.1]);
        assert_eq!(perfect.average_precision(), Some(1.0));
        assert_eq!(perfect.roc_area(), Some(1.0));
        assert_eq!(perfect.partial_roc_area(0.01), Ok(Some(1.0)));
        let useless = curve(&[0.5; 2], &[0.5; 6]);
        assert_eq!(useless.average_precision(), Some(0.25));
        assert_eq!(useless.roc_area(), Some(0.5));
        assert!((useless.partial_roc_area(0.1).unwrap().unwrap() - 0.05).abs() < 1e-12);
        let good = curve(&[], &[0.1]);
        assert_eq!((good.average_precision(), good.roc_area()), (None, None));
        let bad = curve(&[0.1], &[]);
        assert_eq!((bad.average_precision(), bad.roc_area()), (Some(1.0), None));
        assert!(bad.partial_roc_area(0.0).is_err());
        assert!(bad.partial_roc_area(1.1).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_roc_area_is_the_share_of_pairs_in_order(items in some_items()) {
            let (mut won, mut pairs) = (0.0, 0.0);
            for high in items.iter().filter(|it| it.is_positive) {
                for low in items.iter().filter(|it| !it.is_positive) {
                    let weight = high.weight * low.weight;
                    pairs += weight;
                    won += weight * match high.score.total_cmp(&low.score) {
                        std::cmp::Ordering::Greater => 1.0,
                        std::cmp::Ordering::Equal => 0.5,
                        std::cmp::Ordering::Less => 0.0,
                    };
                }
            }
            let area = Curve::new(&items).unwrap().roc_area();
            prop_assert_eq!(area.is_some(), pairs > 0.0);
            prop_assert!(area.is_none_or(|area| (area - won / pairs).abs() < 1e-9));
        }

        #[test]
        fn areas_stay_the_same_when_scores_are_stretched(
            items in some_items(),
            limit in 0.01_f64..1.0,
        ) {
            let stretched: Vec<Scored> = items
                .iter()
                .map(|it| Scored { score: it.score.exp() * 3.0 - 7.0, ..*it })
                .collect();
            let (one, other) = (Curve::new(&items).unwrap(), Curve::new(&stretched).unwrap());
            prop_assert_eq!(one.roc_area(), other.roc_area());
            prop_assert_eq!(one.average_precision(), other.average_precision());
            prop_assert_eq!(one.partial_roc_area(limit), other.partial_roc_area(limit));
        }
    }
}
