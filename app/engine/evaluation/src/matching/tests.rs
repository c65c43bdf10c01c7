//! Matchings by hand, against trying everything, and of thousands.

use proptest::prelude::*;

use super::*;

fn pairs(matching: &Matching) -> Vec<(usize, usize)> {
    let pairs = matching.pairs.iter();
    pairs.map(|pair| (pair.truth, pair.find)).collect()
}

/// Similarities by row of truths; negative ones are none.
fn table(rows: &'static [&'static [f64]]) -> impl Fn(usize, usize) -> Option<f64> {
    |truth, find| Some(rows[truth][find]).filter(|value| *value >= 0.0)
}

#[test]
fn the_optimal_matching_gives_way_where_the_sum_grows() {
    // The second truth can only have the first find, which the first truth likes best.
    let rows: &[&[f64]] = &[&[0.9, 0.7], &[0.8, -1.0]];
    let matching = match_optimally(2, 2, table(rows), 0.5);
    assert_eq!(pairs(&matching), [(0, 1), (1, 0)]);
    assert_eq!(matching.pairs[0].similarity, 0.7);
    assert!(matching.unmatched_truths.is_empty() && matching.unmatched_finds.is_empty());
    // With a higher threshold the way out is closed, and the better pair stays.
    let strict = match_optimally(2, 2, table(rows), 0.75);
    assert_eq!(pairs(&strict), [(0, 0)]);
    assert_eq!(
        (strict.unmatched_truths, strict.unmatched_finds),
        (vec![1], vec![1])
    );
}

#[test]
fn one_very_good_pair_can_be_worth_two() {
    let rows: &[&[f64]] = &[&[0.9, 0.2], &[0.3, -1.0]];
    assert_eq!(pairs(&match_optimally(2, 2, table(rows), 0.0)), [(0, 0)]);
}

#[test]
fn greedy_finds_choose_by_score_then_by_number() {
    let rows: &[&[f64]] = &[&[0.6, 0.9, 0.7]];
    let by_score = match_greedily(1, &[0.8, 0.5, 0.7], table(rows), 0.5);
    assert_eq!(pairs(&by_score), [(0, 0)]);
    assert_eq!(by_score.unmatched_finds, [1, 2]);
    let by_number = match_greedily(1, &[0.5, 0.5, 0.5], table(rows), 0.65);
    assert_eq!(pairs(&by_number), [(0, 1)]);
}

#[test]
fn a_greedy_find_takes_the_next_best_free_truth() {
    let rows: &[&[f64]] = &[&[0.9, 0.8], &[0.6, 0.7], &[0.6, 0.7]];
    let matching = match_greedily(3, &[0.9, 0.8], table(rows), 0.5);
    assert_eq!(pairs(&matching), [(0, 0), (1, 1)]);
    assert_eq!(matching.unmatched_truths, [2]);
}

#[test]
fn a_similarity_at_the_threshold_is_enough_and_no_number_never_is() {
    let at = |_: usize, _: usize| Some(0.5);
    assert_eq!(match_optimally(1, 1, at, 0.5).pairs.len(), 1);
    assert_eq!(match_greedily(1, &[1.0], at, 0.5).pairs.len(), 1);
    for bad in [f64::NAN, f64::INFINITY] {
        assert_eq!(match_optimally(1, 1, |_, _| Some(bad), 0.0).pairs.len(), 0);
        assert_eq!(
            match_greedily(1, &[1.0], |_, _| Some(bad), 0.0).pairs.len(),
            0
        );
    }
}

#[test]
fn a_pair_that_adds_nothing_is_made_and_one_that_lowers_the_sum_is_not() {
    assert_eq!(match_optimally(1, 1, |_, _| Some(0.0), -1.0).pairs.len(), 1);
    assert_eq!(
        match_optimally(1, 1, |_, _| Some(-0.1), -1.0).pairs.len(),
        0
    );
    assert_eq!(
        match_greedily(1, &[1.0], |_, _| Some(-0.1), -1.0)
            .pairs
            .len(),
        1
    );
}

#[test]
fn without_truths_or_finds_all_is_left_over() {
    let none = |_: usize, _: usize| None;
    assert_eq!(match_optimally(0, 2, none, 0.0).unmatched_finds, [0, 1]);
    assert_eq!(match_optimally(2, 0, none, 0.0).unmatched_truths, [0, 1]);
    assert_eq!(match_greedily(2, &[], none, 0.0).unmatched_truths, [0, 1]);
}

#[test]
fn thousands_in_one_chain_are_matched() {
    // Each truth likes the find of its number a little more than the next. A last truth can only
    // have the first find, so that to make room for it all others must move on by one.
    let last = 3000;
    let chain = |truth: usize, find: usize| match (truth, find) {
        (truth, 0) if truth == last => Some(0.95),
        (truth, _) if truth == last => None,
        (truth, find) if find == truth => Some(0.9),
        (truth, find) if find == truth + 1 => Some(0.8999),
        _ => None,
    };
    let matching = match_optimally(last + 1, last + 1, chain, 0.5);
    let mut expected: Vec<(usize, usize)> = (0..last).map(|truth| (truth, truth + 1)).collect();
    expected.push((last, 0));
    assert_eq!(pairs(&matching), expected);
    // Without room at the end, it is best that the first truth loses its find.
    let crowded = match_optimally(last + 1, last, chain, 0.5);
    assert_eq!(crowded.unmatched_truths, [0]);
    assert_eq!(crowded.pairs[0].find, 1);
}

#[test]
fn a_thousand_that_are_all_alike_are_matched_in_order() {
    let matching = match_optimally(1000, 1000, |_, _| Some(1.0), 0.5);
    assert!(pairs(&matching).iter().all(|(truth, find)| truth == find));
    assert_eq!(matching.pairs.len(), 1000);
}

/// The largest sum of similarities that any matching has, by trying all of them.
fn largest_sum(rows: &[Vec<Option<f64>>], threshold: f64, taken: u32) -> f64 {
    let Some((first, rest)) = rows.split_first() else {
        return 0.0;
    };
    let mut best = largest_sum(rest, threshold, taken);
    for (find, similarity) in first.iter().enumerate() {
        if let Some(similarity) = similarity
            && *similarity >= threshold
            && taken & (1 << find) == 0
        {
            best = best.max(similarity + largest_sum(rest, threshold, taken | (1 << find)));
        }
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_matching_has_a_larger_sum(
        rows in (0_usize..7).prop_flat_map(|finds| {
            let some = (0_u8..12).prop_map(|it| Some(f64::from(it) / 8.0 - 0.2));
            let value = prop_oneof![Just(None), some];
            proptest::collection::vec(proptest::collection::vec(value, finds), 0..7)
        }),
        threshold in -0.5_f64..1.0,
    ) {
        let finds = rows.first().map_or(0, Vec::len);
        let similarity = |truth: usize, find: usize| rows[truth][find];
        let matching = match_optimally(rows.len(), finds, similarity, threshold);
        let sum: f64 = matching.pairs.iter().map(|pair| pair.similarity).sum();
        prop_assert!((sum - largest_sum(&rows, threshold, 0)).abs() < 1e-9, "{matching:?}");
        prop_assert!(matching.pairs.iter().all(|pair| pair.similarity >= threshold.max(0.0)));
        prop_assert_eq!(&matching, &match_optimally(rows.len(), finds, similarity, threshold));

        let scores: Vec<f64> = (0..finds).map(|find| (find * 7 % 5) as f64).collect();
        let greedy = match_greedily(rows.len(), &scores, similarity, threshold);
        let greedy_sum: f64 = greedy.pairs.iter().map(|pair| pair.similarity.max(0.0)).sum();
        prop_assert!(greedy_sum <= sum + 1e-9);
        for one in [&matching, &greedy] {
            let mut truths: Vec<usize> = one.pairs.iter().map(|pair| pair.truth).collect();
            truths.extend(&one.unmatched_truths);
            truths.sort_unstable();
            prop_assert!(truths.into_iter().eq(0..rows.len()));
            let mut found: Vec<usize> = one.pairs.iter().map(|pair| pair.find).collect();
            found.extend(&one.unmatched_finds);
            found.sort_unstable();
            prop_assert!(found.into_iter().eq(0..finds));
        }
    }
}
