//! Which series is trained on, chosen by and judged by.

use std::collections::{BTreeMap, BTreeSet};

use rand::seq::SliceRandom;

use crate::random::{self, Purpose};
use crate::{Shares, Split};

/// What counts of a group when groups are shared out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts {
    /// The classes of which it has defects.
    pub classes: BTreeSet<u8>,
    /// The split that it is in whatever the shares say.
    pub pinned: Option<Split>,
}

/// The split of each group. Groups are never divided, so the shares are kept as far as whole groups
/// allow, first for the rarest class, then for the next one, and last for groups without defects:
/// iterative stratification after Sechidis, Tsoumakas and Vlahavas, "On the Stratification of
/// Multi-label Data" (ECML PKDD 2011). Where there are enough groups, no split that has a share is
/// empty.
pub(crate) fn shared_out(groups: &[Facts], shares: Shares, seed: u64) -> Vec<Split> {
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.shuffle(&mut random::stream(seed, Purpose::Split));
    let mut desires = Desires::new(groups, shares);
    let mut splits: Vec<Option<Split>> = groups.iter().map(|group| group.pinned).collect();
    for (group, split) in groups.iter().zip(&splits) {
        if let Some(split) = split {
            desires.give(group, *split);
        }
    }
    while let Some(class) = rarest(groups, &splits) {
        for &at in &order {
            if splits[at].is_none() && class.is_none_or(|it| groups[at].classes.contains(&it)) {
                let split = desires.neediest(class);
                desires.give(&groups[at], split);
                splits[at] = Some(split);
            }
        }
    }
    let mut splits: Vec<Split> = splits.into_iter().flatten().collect();
    fill_empty(groups, shares, &order, &mut splits);
    splits
}

/// The class that the fewest groups without a split have; the inner none for groups without defects,
/// the outer one where every group has a split.
#[expect(
    clippy::option_option,
    reason = "no class left and nothing left are two answers"
)]
fn rarest(groups: &[Facts], splits: &[Option<Split>]) -> Option<Option<u8>> {
    let mut counts: BTreeMap<u8, usize> = BTreeMap::new();
    let mut is_any_left = false;
    for (group, _) in groups
        .iter()
        .zip(splits)
        .filter(|(_, split)| split.is_none())
    {
        is_any_left = true;
        for class in &group.classes {
            *counts.entry(*class).or_default() += 1;
        }
    }
    let rarest = counts
        .into_iter()
        .min_by_key(|(class, count)| (*count, *class));
    is_any_left.then_some(rarest.map(|(class, _)| class))
}

/// Gives a group to each split that has a share and none, from the one that has most.
fn fill_empty(groups: &[Facts], shares: Shares, order: &[usize], splits: &mut [Split]) {
    for empty in Split::ALL.into_iter().filter(|it| shares.of(*it) > 0.0) {
        if splits.contains(&empty) {
            continue;
        }
        let count = |split: Split| splits.iter().filter(|it| **it == split).count();
        let fullest = Split::ALL.into_iter().max_by_key(|split| count(*split));
        let Some(fullest) = fullest.filter(|it| count(*it) > 1) else {
            continue;
        };
        let is_free = |at: &&usize| splits[**at] == fullest && groups[**at].pinned.is_none();
        if let Some(at) = order.iter().rev().find(is_free).copied() {
            splits[at] = empty;
        }
    }
}

/// How many groups each split should still get, of all and of those with a class.
struct Desires {
    shared: Vec<Split>,
    of_all: BTreeMap<Split, f64>,
    of_class: BTreeMap<(u8, Split), f64>,
}

impl Desires {
    fn new(groups: &[Facts], shares: Shares) -> Self {
        let sum: f64 = Split::ALL.iter().map(|split| shares.of(*split)).sum();
        let mut of_all = BTreeMap::new();
        let mut of_class = BTreeMap::new();
        for split in Split::ALL {
            let share = shares.of(split) / sum;
            of_all.insert(split, share * groups.len() as f64);
            for class in groups.iter().flat_map(|group| &group.classes) {
                *of_class.entry((*class, split)).or_default() += share;
            }
        }
        let has_share = |split: &Split| shares.of(*split) > 0.0;
        Self {
            shared: Split::ALL.into_iter().filter(has_share).collect(),
            of_all,
            of_class,
        }
    }

    fn give(&mut self, group: &Facts, split: Split) {
        *self.of_all.entry(split).or_default() -= 1.0;
        for class in &group.classes {
            *self.of_class.entry((*class, split)).or_default() -= 1.0;
        }
    }

    /// The split with a share that lacks most of a class, and among equals most of all groups.
    fn neediest(&self, class: Option<u8>) -> Split {
        let desire = |split: Split| {
            let of_all = self.of_all.get(&split).copied().unwrap_or_default();
            let of_class = class.and_then(|class| self.of_class.get(&(class, split)).copied());
            (of_class.unwrap_or(of_all), of_all)
        };
        let mut neediest = Split::Train;
        let mut most = (f64::NEG_INFINITY, f64::NEG_INFINITY);
        for split in &self.shared {
            if desire(*split) > most {
                (neediest, most) = (*split, desire(*split));
            }
        }
        neediest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn group(classes: &[u8]) -> Facts {
        Facts {
            classes: classes.iter().copied().collect(),
            pinned: None,
        }
    }

    #[test]
    fn shares_are_kept_for_rare_classes_too() {
        let groups: Vec<Facts> = (0..100)
            .map(|at| group(if at % 10 == 0 { &[1, 2] } else { &[1] }))
            .collect();
        let shares = Shares {
            train: 6.0,
            validation: 2.0,
            test: 2.0,
        };
        let splits = shared_out(&groups, shares, 3);
        let count = |split, class| {
            let pairs = groups.iter().zip(&splits);
            pairs
                .filter(|(group, it)| **it == split && group.classes.contains(&class))
                .count()
        };
        assert_eq!(Split::ALL.map(|split| count(split, 1)), [60, 20, 20]);
        assert_eq!(Split::ALL.map(|split| count(split, 2)), [6, 2, 2]);
        assert_ne!(splits, shared_out(&groups, shares, 4), "the seed decides");
    }

    #[test]
    fn what_was_judged_by_stays_and_no_split_is_empty() {
        let mut groups = vec![group(&[1]), group(&[1]), group(&[])];
        groups[1].pinned = Some(Split::Test);
        for seed in 0..20 {
            let splits = shared_out(&groups, Shares::default(), seed);
            assert_eq!(splits[1], Split::Test);
            let all: BTreeSet<Split> = splits.into_iter().collect();
            assert_eq!(all.len(), 3);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_group_has_a_split_that_has_a_share(
            classes in prop::collection::vec(prop::collection::btree_set(1u8..5, 0..3), 1..40),
            seed in any::<u64>(), shares in prop::array::uniform3(0u8..4),
        ) {
            prop_assume!(shares.iter().any(|it| *it > 0));
            let [train, validation, test] = shares.map(f64::from);
            let shares = Shares { train, validation, test };
            let groups: Vec<Facts> = classes
                .into_iter()
                .map(|classes| Facts { classes, pinned: None })
                .collect();
            let splits = shared_out(&groups, shares, seed);
            prop_assert_eq!(splits.len(), groups.len());
            prop_assert!(splits.iter().all(|it| shares.of(*it) > 0.0));
            let shared = Split::ALL.into_iter().filter(|it| shares.of(*it) > 0.0);
            let used: BTreeSet<Split> = splits.iter().copied().collect();
            let needed = shared.count().min(groups.len());
            prop_assert!(used.len() >= needed);
            prop_assert_eq!(&splits, &shared_out(&groups, shares, seed));
        }
    }
}
