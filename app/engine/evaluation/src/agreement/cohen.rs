//! Cohen's κ of two raters, with what it hides.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::beyond_chance;
use crate::error::EvaluationError;

/// How far two raters agree.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct CohenKappa<C: Ord> {
    /// κ, from −1 to 1, where 0 is what chance gives. None without units, and where both raters
    /// used one category alone, and the same.
    pub kappa: Option<f64>,
    /// How many units both judged.
    pub units: usize,
    /// The share of units that both judged the same, from 0 to 1.
    pub observed: f64,
    /// The share that they would judge the same by chance, from 0 to 1.
    pub expected: f64,
    /// The agreement on each category that was used.
    pub categories: BTreeMap<C, CategoryAgreement>,
}

/// How far two raters agree on one category.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct CategoryAgreement {
    /// How many units both put into it.
    pub both: usize,
    /// How many units only one of them put into it.
    pub one: usize,
    /// The positive agreement `2a / (2a + b + c)`, from 0 to 1, with `a` units that both and
    /// `b + c` that one put into it (Cicchetti and Feinstein, "High agreement but low kappa: II.
    /// Resolving the paradoxes", Journal of Clinical Epidemiology 43, 1990).
    pub positive_agreement: f64,
    /// The share of all judgements that are this category, from 0 to 1.
    pub prevalence: f64,
}

/// Cohen's κ = `(pₒ − pₑ) / (1 − pₑ)` (Cohen, "A coefficient of agreement for nominal scales",
/// Educational and Psychological Measurement 20, 1960): with the share `pₒ` of units that both
/// judged the same, and `pₑ` the sum over categories of the product of how often each rater used
/// it. `first` and `second` have one judgement a unit, in the same order.
///
/// # Errors
/// [`EvaluationError::Lengths`].
pub fn cohen_kappa<C: Ord + Clone>(
    first: &[C],
    second: &[C],
) -> Result<CohenKappa<C>, EvaluationError> {
    if first.len() != second.len() {
        return Err(EvaluationError::Lengths {
            left: "judgements of the first rater",
            right: "those of the second",
            lengths: [first.len(), second.len()],
        });
    }
    let units = first.len();
    if units == 0 {
        return Ok(CohenKappa {
            kappa: None,
            units,
            observed: 0.0,
            expected: 0.0,
            categories: BTreeMap::new(),
        });
    }
    let n = units as f64;
    let mut expected = 0.0;
    let mut categories = BTreeMap::new();
    for category in first.iter().chain(second).collect::<BTreeSet<&C>>() {
        let by_first = first.iter().filter(|it| *it == category).count();
        let by_second = second.iter().filter(|it| *it == category).count();
        let pairs = first.iter().zip(second);
        let both = pairs
            .filter(|(a, b)| *a == category && *b == category)
            .count();
        expected += by_first as f64 * by_second as f64 / (n * n);
        let judgements = by_first + by_second;
        let agreement = CategoryAgreement {
            both,
            one: judgements - 2 * both,
            positive_agreement: 2.0 * both as f64 / judgements as f64,
            prevalence: judgements as f64 / (2.0 * n),
        };
        categories.insert(category.clone(), agreement);
    }
    let same: usize = categories.values().map(|it| it.both).sum();
    let observed = same as f64 / n;
    // With one category in use the share is 1, also where rounding would miss it.
    let kappa = if categories.len() > 1 {
        beyond_chance(observed, expected)
    } else {
        None
    };
    Ok(CohenKappa {
        kappa,
        units,
        observed,
        expected,
        categories,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Judgements of two raters: how many units both called "yes", only the first, only the second,
    /// and neither.
    fn two_by_two(counts: [usize; 4]) -> (Vec<&'static str>, Vec<&'static str>) {
        let rows = [("yes", "yes"), ("yes", "no"), ("no", "yes"), ("no", "no")];
        let units = rows.into_iter().zip(counts);
        units.flat_map(|(row, count)| vec![row; count]).unzip()
    }

    #[test]
    fn kappa_by_hand() {
        // 35 of 50 the same; chance gives (25 · 30 + 25 · 20) / 2500 = 0.5.
        let (first, second) = two_by_two([20, 5, 10, 15]);
        let agreement = cohen_kappa(&first, &second).unwrap();
        assert!((agreement.kappa.unwrap() - 0.4).abs() < 1e-12);
        assert_eq!((agreement.observed, agreement.units), (0.7, 50));
        let yes = agreement.categories["yes"];
        assert_eq!((yes.both, yes.one), (20, 15));
        assert!((yes.positive_agreement - 40.0 / 55.0).abs() < 1e-12);
        assert!((yes.prevalence - 0.55).abs() < 1e-12);
    }

    #[test]
    fn rare_defects_pull_kappa_down_and_the_agreement_on_them_tells_why() {
        let (first, second) = two_by_two([1, 2, 2, 95]);
        let rare = cohen_kappa(&first, &second).unwrap();
        assert_eq!(rare.observed, 0.96);
        assert!(rare.kappa.unwrap() < 0.35);
        assert!((rare.categories["yes"].positive_agreement - 2.0 / 6.0).abs() < 1e-12);
        assert!(rare.categories["no"].positive_agreement > 0.97);
        assert!((rare.categories["yes"].prevalence - 0.03).abs() < 1e-12);
    }

    #[test]
    fn one_category_alone_leaves_nothing_to_agree_on() {
        let same = cohen_kappa(&["no"; 7], &["no"; 7]).unwrap();
        assert_eq!((same.kappa, same.observed, same.expected), (None, 1.0, 1.0));
        assert_eq!(cohen_kappa::<u8>(&[], &[]).unwrap().kappa, None);
        assert!(cohen_kappa(&[1], &[1, 2]).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn identical_raters_agree_and_order_does_not_matter(
            judgements in proptest::collection::vec((0_u8..4, 0_u8..4), 1..40),
        ) {
            let (first, second): (Vec<u8>, Vec<u8>) = judgements.into_iter().unzip();
            let alone = cohen_kappa(&first, &first).unwrap();
            let categories: BTreeSet<u8> = first.iter().copied().collect();
            prop_assert_eq!(alone.kappa.is_some(), categories.len() > 1);
            prop_assert!(alone.kappa.is_none_or(|kappa| (kappa - 1.0).abs() < 1e-12));
            let one = cohen_kappa(&first, &second).unwrap();
            let other = cohen_kappa(&second, &first).unwrap();
            prop_assert!(one.kappa.is_none_or(|kappa| (-1.0 - 1e-9..=1.0).contains(&kappa)));
            prop_assert_eq!(one.kappa.is_some(), other.kappa.is_some());
            prop_assert!((one.kappa.unwrap_or(0.0) - other.kappa.unwrap_or(0.0)).abs() < 1e-12);
            let shares: f64 = one.categories.values().map(|it| it.prevalence).sum();
            prop_assert!((shares - 1.0).abs() < 1e-9);
        }
    }
}
