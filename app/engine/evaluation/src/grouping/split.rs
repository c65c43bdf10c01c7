//! Splitting by groups, so that no group is on two sides.
//!
//! Shots of one balloon resemble each other more than any two balloons do. Where some are learnt
//! from and others tested on, the test flatters; so only whole groups are dealt. Each group has one
//! stratum, such as its lighting regime or whether it has a defect, and each stratum is dealt by
//! itself. A split should be kept with the data it was made for: a group more deals the others
//! anew.

use std::collections::{BTreeMap, BTreeSet};

use super::shuffle::Shuffler;
use crate::error::{EvaluationError, check_share};

/// Groups to learn from, and groups that are kept back to validate with.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct HoldOut<K> {
    /// To learn from.
    pub training: BTreeSet<K>,
    /// Kept back.
    pub held_out: BTreeSet<K>,
}

/// Deals groups into folds, from 0 to below `folds`. The folds differ by at most one group, and by
/// at most one group of each stratum. The same groups, strata and seed give the same folds.
///
/// # Errors
/// [`EvaluationError::Folds`] with fewer than two folds or fewer groups than folds.
pub fn folds<K: Ord + Clone, S: Ord>(
    stratum_of: &BTreeMap<K, S>,
    folds: usize,
    seed: u64,
) -> Result<BTreeMap<K, usize>, EvaluationError> {
    let groups = stratum_of.len();
    if folds < 2 || groups < folds {
        return Err(EvaluationError::Folds { folds, groups });
    }
    // Dealing goes on at the fold where the stratum before ended, so that all folds are as large.
    let shuffled = shuffled_strata(stratum_of, seed);
    let in_turn = shuffled.into_iter().flatten().enumerate();
    Ok(in_turn
        .map(|(turn, group)| (group.clone(), turn % folds))
        .collect())
}

/// Keeps a share of the groups back, from 0 to 1: of each stratum its share, rounded up or down so
/// that the number of all is rounded to the nearest. A stratum of few groups may have none on one
/// side. The same groups, strata and seed give the same split.
///
/// # Errors
/// [`EvaluationError::Share`].
pub fn hold_out<K: Ord + Clone, S: Ord>(
    stratum_of: &BTreeMap<K, S>,
    share: f64,
    seed: u64,
) -> Result<HoldOut<K>, EvaluationError> {
    check_share(share)?;
    let mut split = HoldOut {
        training: BTreeSet::new(),
        held_out: BTreeSet::new(),
    };
    let mut dealt = 0;
    for stratum in shuffled_strata(stratum_of, seed) {
        // What all strata so far should have is rounded, so that roundings do not add up.
        let before = (share * f64::from(dealt)).round();
        dealt += stratum.len() as u32;
        let kept_back = (share * f64::from(dealt)).round() - before;
        for (place, group) in stratum.into_iter().enumerate() {
            let side = if (place as f64) < kept_back {
                &mut split.held_out
            } else {
                &mut split.training
            };
            side.insert(group.clone());
        }
    }
    Ok(split)
}

/// The groups of each stratum in random order, the strata in theirs.
fn shuffled_strata<K: Ord, S: Ord>(stratum_of: &BTreeMap<K, S>, seed: u64) -> Vec<Vec<&K>> {
    let mut strata: BTreeMap<&S, Vec<&K>> = BTreeMap::new();
    for (group, stratum) in stratum_of {
        strata.entry(stratum).or_default().push(group);
    }
    let mut shuffler = Shuffler::new(seed);
    let mut strata: Vec<Vec<&K>> = strata.into_values().collect();
    for groups in &mut strata {
        shuffler.shuffle(groups);
    }
    strata
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn balloons(strata: &[usize]) -> BTreeMap<usize, usize> {
        strata.iter().copied().enumerate().collect()
    }

    #[test]
    fn folds_depend_on_the_seed_alone() {
        let groups = balloons(&[0, 0, 0, 1, 1, 1, 0, 0, 1, 0]);
        let one = folds(&groups, 3, 7).unwrap();
        assert_eq!(one, folds(&groups, 3, 7).unwrap());
        assert!((0..20).any(|seed| folds(&groups, 3, seed).unwrap() != one));
        let split = hold_out(&groups, 0.3, 7).unwrap();
        assert!((0..20).any(|seed| hold_out(&groups, 0.3, seed).unwrap() != split));
    }

    #[test]
    fn too_few_groups_or_folds_are_refused() {
        let groups = balloons(&[0, 0]);
        let refused = folds(&groups, 3, 0).unwrap_err();
        assert_eq!(
            refused,
            EvaluationError::Folds {
                folds: 3,
                groups: 2
            }
        );
        assert!(folds(&groups, 1, 0).is_err());
        assert!(hold_out(&groups, 1.5, 0).is_err());
    }

    #[test]
    fn each_stratum_gives_its_share() {
        // Forty good balloons and ten defective ones, of which a fifth is kept back.
        let groups = balloons(&[vec![0; 40], vec![1; 10]].concat());
        let split = hold_out(&groups, 0.2, 3).unwrap();
        let defective = split.held_out.iter().filter(|it| groups[*it] == 1).count();
        assert_eq!((split.held_out.len(), defective), (10, 2));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn folds_hold_every_group_once_and_are_as_alike_as_can_be(
            strata in proptest::collection::vec(0_usize..4, 2..60),
            count in 2_usize..6,
            seed: u64,
        ) {
            let groups = balloons(&strata);
            prop_assume!(groups.len() >= count);
            let fold_of = folds(&groups, count, seed).unwrap();
            prop_assert!(fold_of.keys().eq(groups.keys()));
            for stratum in [None, Some(0), Some(1), Some(2), Some(3)] {
                let size = |fold: usize| {
                    let in_fold = fold_of.iter().filter(|(_, it)| **it == fold);
                    let is_of = |group| stratum.is_none_or(|it| groups[group] == it);
                    in_fold.filter(|(group, _)| is_of(*group)).count()
                };
                let sizes: Vec<usize> = (0..count).map(size).collect();
                let (least, most) = (sizes.iter().min().unwrap(), sizes.iter().max().unwrap());
                prop_assert!(most - least <= 1, "{stratum:?}: {sizes:?}");
            }
        }

        #[test]
        fn a_hold_out_keeps_the_share_of_all_and_of_each_stratum(
            strata in proptest::collection::vec(0_usize..4, 0..60),
            share in 0.0_f64..=1.0,
            seed: u64,
        ) {
            let groups = balloons(&strata);
            let split = hold_out(&groups, share, seed).unwrap();
            prop_assert!(split.training.is_disjoint(&split.held_out));
            prop_assert_eq!(split.training.len() + split.held_out.len(), groups.len());
            prop_assert!((split.held_out.len() as f64 - share * groups.len() as f64).abs() <= 0.5);
            for stratum in 0..4 {
                let of = |side: &BTreeSet<usize>| {
                    side.iter().filter(|it| groups[*it] == stratum).count()
                };
                let (kept_back, rest) = (of(&split.held_out), of(&split.training));
                let wanted = share * (kept_back + rest) as f64;
                prop_assert!((kept_back as f64 - wanted).abs() <= 1.0 + 1e-9);
            }
        }
    }
}
