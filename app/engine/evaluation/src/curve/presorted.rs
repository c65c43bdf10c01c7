//! What can be sorted out without being looked at, as anomalib counts it.
//!
//! Both figures follow `anomalib/metrics/pg_pb.py` of anomalib 2: a quantile of one class with
//! linear interpolation is the threshold, and the share of the other class strictly beyond it the
//! figure. The interpolated quantile lies between two scores, so that with few items more than the
//! asked-for share is wrong: of 40 defects, "1 % missed" lets one through, which is 2.5 %. They are
//! for comparing with others' figures; [`super::Curve::at_recall`] and
//! [`super::Curve::recall_at_overkill`] keep what they promise. Weights are not used.

use super::Scored;
use crate::error::{EvaluationError, check_score, check_share};

/// PGn, "presorted good": the share of negatives below the quantile of the positives' scores at
/// `missed`, from 0 to 1: the true-negative rate at a fixed false-negative rate. PG5 has `missed`
/// 0.05.
///
/// # Errors
/// [`EvaluationError::Share`], [`EvaluationError::Score`], [`EvaluationError::NoPositives`] and
/// [`EvaluationError::NoNegatives`].
pub fn presorted_good(items: &[Scored], missed: f64) -> Result<f64, EvaluationError> {
    check_share(missed)?;
    let (positives, negatives) = sorted_scores(items)?;
    let threshold = quantile(&positives, missed);
    let below = negatives.partition_point(|score| *score < threshold);
    Ok(below as f64 / negatives.len() as f64)
}

/// PBn, "presorted bad": the share of positives above the quantile of the negatives' scores at
/// `1 − false_alarms`, from 0 to 1: the true-positive rate at a fixed false-positive rate. PB5 has
/// `false_alarms` 0.05.
///
/// # Errors
/// As [`presorted_good`].
pub fn presorted_bad(items: &[Scored], false_alarms: f64) -> Result<f64, EvaluationError> {
    check_share(false_alarms)?;
    let (positives, negatives) = sorted_scores(items)?;
    let threshold = quantile(&negatives, 1.0 - false_alarms);
    let not_above = positives.partition_point(|score| *score <= threshold);
    Ok((positives.len() - not_above) as f64 / positives.len() as f64)
}

/// The scores of positives and of negatives, lowest first and at least one of each.
fn sorted_scores(items: &[Scored]) -> Result<(Vec<f64>, Vec<f64>), EvaluationError> {
    for item in items {
        check_score(item.score)?;
    }
    let scores = |is_positive: bool| {
        let of_class = items.iter().filter(|it| it.is_positive == is_positive);
        let mut scores: Vec<f64> = of_class.map(|it| it.score).collect();
        scores.sort_by(f64::total_cmp);
        scores
    };
    let (positives, negatives) = (scores(true), scores(false));
    if positives.is_empty() {
        return Err(EvaluationError::NoPositives);
    }
    if negatives.is_empty() {
        return Err(EvaluationError::NoNegatives);
    }
    Ok((positives, negatives))
}

/// The quantile of sorted numbers, at least one, by linear interpolation: what `torch.quantile` and
/// `numpy.quantile` give (type 7 of Hyndman and Fan, "Sample quantiles in statistical packages",
/// The American Statistician 50, 1996).
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * (sorted.len() - 1) as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (sorted[above] - sorted[below]) * (place - below as f64)
}

#[cfg(test)]
mod tests {
    use super::super::tests::items;
    use super::*;

    #[test]
    fn the_example_of_anomalib() {
        let items = items(&[0.35, 0.8], &[0.1, 0.4]);
        // The quantiles are 0.35 + 0.2 · 0.45 = 0.44 and 0.1 + 0.8 · 0.3 = 0.34.
        assert_eq!(presorted_good(&items, 0.2), Ok(1.0));
        assert_eq!(presorted_bad(&items, 0.2), Ok(1.0));
        assert_eq!(presorted_good(&items, 0.0), Ok(0.5));
        assert_eq!(presorted_bad(&items, 0.0), Ok(0.5));
    }

    #[test]
    fn with_few_defects_more_are_missed_than_the_name_says() {
        let positives: Vec<f64> = (0..40).map(f64::from).collect();
        // The threshold of "1 % missed" is 0.39, so that the positive of score 0 is missed: 2.5 %.
        let items = items(&positives, &[0.2]);
        assert_eq!(presorted_good(&items, 0.01), Ok(1.0));
        let honest = super::super::Curve::new(&items).unwrap();
        assert_eq!(honest.at_recall(0.99).unwrap().overkill(), Some(1.0));
    }

    #[test]
    fn both_classes_are_needed() {
        assert_eq!(
            presorted_good(&items(&[], &[0.1]), 0.1),
            Err(EvaluationError::NoPositives)
        );
        assert_eq!(
            presorted_bad(&items(&[0.1], &[]), 0.1),
            Err(EvaluationError::NoNegatives)
        );
        assert_eq!(
            presorted_bad(&items(&[0.1], &[0.1]), 5.0),
            Err(EvaluationError::Share(5.0))
        );
        assert!(presorted_good(&items(&[f64::NAN], &[0.1]), 0.1).is_err());
    }
}
