//! Fleiss' κ of several raters.

use std::collections::BTreeMap;

use serde::Serialize;

use super::beyond_chance;
use crate::error::EvaluationError;

/// How far several raters agree, each unit having been judged by equally many.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct FleissKappa<C: Ord> {
    /// κ, up to 1, where 0 is what chance gives. None without units, and where one category alone
    /// was used.
    pub kappa: Option<f64>,
    /// The mean over units of the share of pairs of raters that judged it the same, from 0 to 1.
    pub observed: f64,
    /// The share that would be the same by chance, from 0 to 1.
    pub expected: f64,
    /// The share of all judgements that are each category, from 0 to 1.
    pub prevalence: BTreeMap<C, f64>,
}

/// Fleiss' κ (Fleiss, "Measuring nominal scale agreement among many raters", Psychological Bulletin
/// 76, 1971): `(P̄ − P̄ₑ) / (1 − P̄ₑ)`, with `P̄` the mean over units of the share of pairs of
/// raters that agree, and `P̄ₑ` the sum of squares of how often each category was used. Each unit
/// has the judgements of its raters, who need not be the same people from unit to unit.
///
/// # Errors
/// [`EvaluationError::Lengths`] unless all units have equally many judgements, at least two. Use
/// [`super::krippendorff_alpha`] for those.
pub fn fleiss_kappa<C: Ord + Clone>(units: &[Vec<C>]) -> Result<FleissKappa<C>, EvaluationError> {
    let raters = units.first().map_or(2, Vec::len).max(2);
    if let Some(other) = units.iter().find(|unit| unit.len() != raters) {
        return Err(EvaluationError::Lengths {
            left: "judgements of one unit",
            right: "those of another, two or more,",
            lengths: [raters, other.len()],
        });
    }
    let mut observed = 0.0;
    let mut totals: BTreeMap<C, f64> = BTreeMap::new();
    for unit in units {
        let mut counts: BTreeMap<&C, usize> = BTreeMap::new();
        for category in unit {
            *counts.entry(category).or_default() += 1;
        }
        let same: usize = counts.values().map(|count| count * (count - 1)).sum();
        observed += same as f64 / (raters * (raters - 1)) as f64 / units.len() as f64;
        for (category, count) in counts {
            *totals.entry(category.clone()).or_default() += count as f64;
        }
    }
    let judgements = (units.len() * raters) as f64;
    for total in totals.values_mut() {
        *total /= judgements;
    }
    let expected = totals.values().map(|share| share * share).sum();
    let kappa = if totals.len() > 1 {
        beyond_chance(observed, expected)
    } else {
        None
    };
    Ok(FleissKappa {
        kappa,
        observed,
        expected,
        prevalence: totals,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A unit with so many judgements of each category.
    fn unit(counts: &[usize]) -> Vec<usize> {
        let categories = counts.iter().enumerate();
        categories
            .flat_map(|(category, count)| vec![category; *count])
            .collect()
    }

    #[test]
    fn the_example_with_fourteen_raters() {
        // Ten subjects, five categories: a well-known worked example, κ = 0.210.
        let counts: [[usize; 5]; 10] = [
            [0, 0, 0, 0, 14],
            [0, 2, 6, 4, 2],
            [0, 0, 3, 5, 6],
            [0, 3, 9, 2, 0],
            [2, 2, 8, 1, 1],
            [7, 7, 0, 0, 0],
            [3, 2, 6, 3, 0],
            [2, 5, 3, 2, 2],
            [6, 5, 2, 1, 0],
            [0, 2, 2, 3, 7],
        ];
        let units: Vec<Vec<usize>> = counts.iter().map(|it| unit(it)).collect();
        let agreement = fleiss_kappa(&units).unwrap();
        assert!((agreement.observed - 0.378).abs() < 5e-4);
        assert!((agreement.expected - 0.213).abs() < 5e-4);
        assert!((agreement.kappa.unwrap() - 0.210).abs() < 5e-4);
        assert!((agreement.prevalence[&0] - 20.0 / 140.0).abs() < 1e-12);
    }

    #[test]
    fn units_must_have_equally_many_judgements() {
        assert!(fleiss_kappa(&[unit(&[2, 1]), unit(&[2, 0])]).is_err());
        assert!(fleiss_kappa(&[unit(&[1])]).is_err());
        assert_eq!(fleiss_kappa::<u8>(&[]).unwrap().kappa, None);
        assert_eq!(fleiss_kappa(&[unit(&[3]), unit(&[3])]).unwrap().kappa, None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn raters_who_say_the_same_agree(
            categories in proptest::collection::vec(0_u8..4, 2..30),
            raters in 2_usize..6,
        ) {
            let units: Vec<Vec<u8>> = categories.iter().map(|it| vec![*it; raters]).collect();
            let kappa = fleiss_kappa(&units).unwrap().kappa;
            let is_varied = categories.iter().any(|it| *it != categories[0]);
            prop_assert_eq!(kappa.is_some(), is_varied);
            prop_assert!(kappa.is_none_or(|kappa| (kappa - 1.0).abs() < 1e-9));
        }
    }
}
