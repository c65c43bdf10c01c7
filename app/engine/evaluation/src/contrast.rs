//! Recall over something continuous, such as the contrast of a defect or its contrast-to-noise
//! ratio: from where on are defects found?

mod logistic;

use serde::{Deserialize, Serialize};

use crate::bounds::{Confidence, Share};
use crate::counts::Rate;
use crate::error::EvaluationError;

pub use logistic::{Logistic, fit_logistic};

/// A defect that was there, and whether it was found.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Graded {
    /// How well it could be seen, such as its contrast, in the unit of the caller. Finite.
    pub covariate: f64,
    /// Whether it was found.
    pub is_found: bool,
}

/// The recall of the defects of one bin.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecallBin {
    /// Where the bin begins; what lies there belongs to it.
    pub low: f64,
    /// Where the bin ends; what lies there belongs to the next, or to this if it is the last.
    pub high: f64,
    /// The share of its defects that were found, with the interval of Clopper and Pearson.
    pub recall: Rate,
}

/// The recall in each bin between two edges. Defects beyond the outermost edges are left out.
///
/// # Errors
/// [`EvaluationError::Edges`] unless there are at least two edges that rise, and
/// [`EvaluationError::Covariate`].
pub fn recall_by_covariate(
    items: &[Graded],
    edges: &[f64],
    confidence: Confidence,
) -> Result<Vec<RecallBin>, EvaluationError> {
    check_covariates(items)?;
    let rises = edges.windows(2).all(|pair| pair[0] < pair[1]);
    let is_finite = edges.iter().all(|edge| edge.is_finite());
    let (Some(last), true, true) = (edges.last(), rises && edges.len() > 1, is_finite) else {
        return Err(EvaluationError::Edges);
    };
    let bin = |pair: &[f64]| {
        let (low, high) = (pair[0], pair[1]);
        let is_within =
            |value: f64| low <= value && (value < high || value == *last && high == *last);
        let of_bin = items.iter().filter(|it| is_within(it.covariate));
        let (found, missed): (Vec<&Graded>, Vec<&Graded>) = of_bin.partition(|it| it.is_found);
        let share = Share::new(found.len() as u64, missed.len() as u64);
        RecallBin {
            low,
            high,
            recall: Rate::new(share, confidence),
        }
    };
    Ok(edges.windows(2).map(bin).collect())
}

/// Edges of bins that hold about equally many defects: the lowest covariate, those at equal steps
/// through the sorted ones, and the highest. Edges that would be equal are one, so that there can
/// be fewer bins than asked for. None where all covariates are the same, or there are none.
///
/// # Errors
/// [`EvaluationError::Covariate`].
pub fn edges_of_equal_counts(
    items: &[Graded],
    bins: usize,
) -> Result<Option<Vec<f64>>, EvaluationError> {
    check_covariates(items)?;
    let mut sorted: Vec<f64> = items.iter().map(|item| item.covariate).collect();
    sorted.sort_by(f64::total_cmp);
    let Some(last) = sorted.len().checked_sub(1) else {
        return Ok(None);
    };
    let bins = bins.max(1);
    let mut edges: Vec<f64> = (0..bins)
        .map(|bin| sorted[bin * sorted.len() / bins])
        .collect();
    edges.push(sorted[last]);
    edges.dedup();
    Ok((edges.len() > 1).then_some(edges))
}

fn check_covariates(items: &[Graded]) -> Result<(), EvaluationError> {
    let wrong = items.iter().find(|item| !item.covariate.is_finite());
    wrong.map_or(Ok(()), |item| {
        Err(EvaluationError::Covariate(item.covariate))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn graded(found: &[f64], missed: &[f64]) -> Vec<Graded> {
        let of = |covariates: &[f64], is_found| -> Vec<Graded> {
            let covariates = covariates.iter();
            covariates
                .map(|it| Graded {
                    covariate: *it,
                    is_found,
                })
                .collect()
        };
        [of(found, true), of(missed, false)].concat()
    }

    #[test]
    fn bins_by_hand() {
        let items = graded(&[0.5, 1.0, 1.5, 2.0], &[0.0, 0.1, 0.6, 2.5]);
        let bins =
            recall_by_covariate(&items, &[0.0, 0.5, 1.0, 2.0], Confidence::NINETY_FIVE).unwrap();
        let counted: Vec<(f64, f64, u64, u64)> = bins
            .iter()
            .map(|it| {
                (
                    it.low,
                    it.high,
                    it.recall.share.hits,
                    it.recall.share.others,
                )
            })
            .collect();
        // What lies on an edge belongs to the bin that begins there; at the last, to the last.
        assert_eq!(
            counted,
            [(0.0, 0.5, 0, 2), (0.5, 1.0, 1, 1), (1.0, 2.0, 3, 0)]
        );
        let interval = bins[1].recall.interval.unwrap();
        assert_eq!(
            Some(interval),
            Share::new(1, 1).interval(Confidence::NINETY_FIVE)
        );
        let empty = recall_by_covariate(&items, &[10.0, 11.0], Confidence::NINETY_FIVE).unwrap();
        assert_eq!(empty[0].recall.value, None);
    }

    #[test]
    fn edges_that_do_not_rise_and_covariates_that_are_no_number_are_refused() {
        let bins = |items: &[Graded], edges: &[f64]| {
            recall_by_covariate(items, edges, Confidence::NINETY_FIVE)
        };
        for edges in [
            &[][..],
            &[1.0],
            &[1.0, 1.0],
            &[2.0, 1.0],
            &[0.0, f64::INFINITY],
            &[f64::NAN, 1.0],
        ] {
            assert_eq!(bins(&[], edges), Err(EvaluationError::Edges), "{edges:?}");
        }
        let wrong = graded(&[f64::NAN], &[]);
        assert!(bins(&wrong, &[0.0, 1.0]).is_err());
        assert!(edges_of_equal_counts(&wrong, 3).is_err());
    }

    #[test]
    fn edges_by_hand() {
        let covariates: Vec<f64> = (0..9).map(f64::from).collect();
        let edges = |items: &[Graded], bins| edges_of_equal_counts(items, bins).unwrap();
        assert_eq!(
            edges(&graded(&covariates, &[]), 3),
            Some(vec![0.0, 3.0, 6.0, 8.0])
        );
        assert_eq!(
            edges(&graded(&[1.0, 1.0, 1.0, 2.0], &[]), 4),
            Some(vec![1.0, 2.0])
        );
        assert_eq!(edges(&graded(&[1.0, 1.0], &[]), 2), None);
        assert_eq!(edges(&[], 2), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn bins_of_equal_counts_hold_every_defect_once(
            items in proptest::collection::vec((0_u16..500, any::<bool>()), 2..80),
            bins in 1_usize..8,
        ) {
            let items: Vec<Graded> = items
                .into_iter()
                .map(|(covariate, is_found)| Graded {
                    covariate: f64::from(covariate) / 7.0,
                    is_found,
                })
                .collect();
            let Some(edges) = edges_of_equal_counts(&items, bins).unwrap() else {
                return Ok(());
            };
            let found = recall_by_covariate(&items, &edges, Confidence::NINETY_FIVE).unwrap();
            let total: u64 = found.iter().map(|bin| bin.recall.share.total()).sum();
            prop_assert_eq!(total, items.len() as u64);
            prop_assert!(found.len() <= bins);
        }
    }
}
