//! Krippendorff's α for categories, with gaps, and what each rater does to it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How far raters agree, whoever judged what.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alpha {
    /// α, up to 1, where 0 is what chance gives. None where no unit has two judgements, and where
    /// one category alone was used.
    pub alpha: Option<f64>,
    /// How many judgements are of units with at least two.
    pub judgements: usize,
    /// The observed disagreement, from 0 to 1.
    pub observed: f64,
    /// The disagreement that chance gives, from 0 to 1.
    pub expected: f64,
}

/// Krippendorff's α for nominal data (Krippendorff, "Computing Krippendorff's alpha-reliability",
/// 2011, section C): `1 − Dₒ / Dₑ`. With `n` judgements of units that have at least two, `n_c` of
/// them of category `c`, and `n_uc` of the `m_u` judgements of unit `u`:
/// `Dₒ = 1 − 1/n · Σ_u Σ_c n_uc (n_uc − 1) / (m_u − 1)` and
/// `Dₑ = 1 − Σ_c n_c (n_c − 1) / (n (n − 1))`.
///
/// Each unit has one judgement of every rater, in the same order, or none where the rater did not
/// judge it. Units of fewer than two judgements say nothing of agreement and are left out.
#[must_use]
pub fn krippendorff_alpha<C: Ord>(units: &[Vec<Option<C>>]) -> Alpha {
    let judged: Vec<Vec<&C>> = units
        .iter()
        .map(|unit| unit.iter().flatten().collect())
        .collect();
    alpha_of(&judged)
}

/// What each rater does to α: its value with all raters less its value without that one (rater
/// vitality; Krippendorff's α with and without a rater, as the package `iaa-od` counts it). Below
/// zero, the others agree more without them. The units are as in [`krippendorff_alpha`]; there is
/// one number a rater, none where either α is none.
#[must_use]
pub fn vitality<C: Ord>(units: &[Vec<Option<C>>]) -> Vec<Option<f64>> {
    let raters = units.iter().map(Vec::len).max().unwrap_or(0);
    let all = krippendorff_alpha(units).alpha;
    let without = |rater: usize| {
        let judged: Vec<Vec<&C>> = units
            .iter()
            .map(|unit| {
                let others = unit
                    .iter()
                    .enumerate()
                    .filter(|(number, _)| *number != rater);
                others.filter_map(|(_, it)| it.as_ref()).collect()
            })
            .collect();
        Some(all? - alpha_of(&judged).alpha?)
    };
    (0..raters).map(without).collect()
}

/// α of the judgements that there are of each unit.
fn alpha_of<C: Ord>(units: &[Vec<&C>]) -> Alpha {
    let mut totals: BTreeMap<&C, usize> = BTreeMap::new();
    let mut agreeing = 0.0;
    for unit in units.iter().filter(|unit| unit.len() > 1) {
        let mut counts: BTreeMap<&C, usize> = BTreeMap::new();
        for category in unit {
            *counts.entry(category).or_default() += 1;
        }
        let same: usize = counts.values().map(|count| count * (count - 1)).sum();
        agreeing += same as f64 / (unit.len() - 1) as f64;
        for (category, count) in counts {
            *totals.entry(category).or_default() += count;
        }
    }
    let judgements: usize = totals.values().sum();
    if judgements == 0 {
        return Alpha {
            alpha: None,
            judgements,
            observed: 0.0,
            expected: 0.0,
        };
    }
    let n = judgements as f64;
    let same_by_chance: f64 = totals
        .values()
        .map(|it| *it as f64 * (*it as f64 - 1.0))
        .sum();
    // Rounding must not make a little disagreement of none.
    let observed = (1.0 - agreeing / n).max(0.0);
    let expected = 1.0 - same_by_chance / (n * (n - 1.0));
    Alpha {
        alpha: (totals.len() > 1).then(|| 1.0 - observed / expected),
        judgements,
        observed,
        expected,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Units of raters' rows, in which a zero is no judgement.
    fn units<const N: usize>(rows: &[[u8; N]]) -> Vec<Vec<Option<u8>>> {
        let unit = |number: usize| {
            rows.iter()
                .map(move |row| Some(row[number]).filter(|it| *it != 0))
        };
        (0..N).map(|number| unit(number).collect()).collect()
    }

    #[test]
    fn the_examples_of_krippendorff() {
        // Section A: two observers, binary data, written here as 1 and 2. α = 0.095.
        let binary = units(&[
            [1, 2, 1, 1, 1, 1, 1, 1, 2, 1],
            [2, 2, 2, 1, 1, 2, 1, 1, 1, 1],
        ]);
        assert!((krippendorff_alpha(&binary).alpha.unwrap() - 0.095).abs() < 5e-4);
        // Section B: two observers, nominal data a, b, c, d, e. α = 0.692.
        let nominal = units(&[
            [1, 1, 2, 2, 4, 3, 3, 3, 5, 4, 4, 1],
            [2, 1, 2, 2, 2, 3, 3, 3, 5, 4, 4, 4],
        ]);
        assert!((krippendorff_alpha(&nominal).alpha.unwrap() - 0.692).abs() < 5e-4);
        // Section C: four observers, twelve units, gaps. α = 0.743, of 40 judgements.
        let alpha = krippendorff_alpha(&with_gaps());
        assert!((alpha.alpha.unwrap() - 0.743).abs() < 5e-4);
        assert_eq!(alpha.judgements, 40);
    }

    fn with_gaps() -> Vec<Vec<Option<u8>>> {
        units(&[
            [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
            [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
        ])
    }

    #[test]
    fn the_rater_who_differs_has_the_lowest_vitality() {
        // The third rater differs in four units of eleven.
        let vitality: Vec<f64> = vitality(&with_gaps()).into_iter().flatten().collect();
        assert_eq!(vitality.len(), 4);
        let without: Vec<Vec<Option<u8>>> = with_gaps()
            .into_iter()
            .map(|unit| vec![unit[0], unit[1], unit[3]])
            .collect();
        let expected = krippendorff_alpha(&with_gaps()).alpha.unwrap()
            - krippendorff_alpha(&without).alpha.unwrap();
        assert!((vitality[2] - expected).abs() < 1e-12);
        assert!(vitality[2] < 0.0);
        assert!(vitality.iter().all(|it| *it >= vitality[2]));
    }

    #[test]
    fn where_there_is_nothing_to_compare_there_is_no_alpha() {
        assert_eq!(krippendorff_alpha::<u8>(&[]).alpha, None);
        assert_eq!(
            krippendorff_alpha(&units(&[[1, 2, 0], [0, 0, 1]])).alpha,
            None
        );
        assert_eq!(krippendorff_alpha(&units(&[[1, 1], [1, 1]])).alpha, None);
        assert_eq!(vitality(&units(&[[1, 2], [1, 2]])), [None, None]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_order_of_raters_does_not_matter_and_the_same_judgements_agree(
            rows in proptest::collection::vec(proptest::collection::vec(0_u8..4, 3), 1..30),
        ) {
            let unit = |row: &Vec<u8>| -> Vec<Option<u8>> {
                row.iter().map(|it| Some(*it).filter(|it| *it != 0)).collect()
            };
            let one: Vec<_> = rows.iter().map(unit).collect();
            let turned: Vec<_> = one.iter().map(|it| vec![it[2], it[0], it[1]]).collect();
            prop_assert_eq!(krippendorff_alpha(&one), krippendorff_alpha(&turned));
            prop_assert!(krippendorff_alpha(&one).alpha.is_none_or(|alpha| alpha <= 1.0));
            let same: Vec<_> = one.iter().map(|it| vec![it[0]; 3]).collect();
            let alpha = krippendorff_alpha(&same).alpha;
            prop_assert!(alpha.is_none_or(|alpha| (alpha - 1.0).abs() < 1e-9));
        }
    }
}
