//! Things of finds that were joined, and how much they are trusted.

use std::collections::BTreeMap;

use super::chance::Strays;
use super::law::Law;
use super::placed::Scene;
use super::search::{Chosen, accident, strays};
use super::{Found, Motion, Thing};
use crate::Wall;

/// What is of the camera, the lamps or the outline is trusted by this share of its best score.
const NOT_OF_THE_PART: f64 = 0.1;
/// What is seen once where it should be seen more often is trusted by this share of its score.
const ONCE_OF_MORE: f64 = 0.5;

/// The things, those that are trusted most first; of equals the one whose first find is first.
pub(super) fn things(finds: &[Found], scene: &Scene, chosen: &[Chosen]) -> Vec<Thing> {
    let mut is_alone = vec![true; finds.len()];
    for hit in chosen.iter().flat_map(|one| &one.hits) {
        is_alone[scene.placed[hit.placed].find] = false;
    }
    let strays = strays(scene, chosen);
    let mut things: Vec<Thing> = chosen
        .iter()
        .map(|chosen| joined(finds, scene, &strays, chosen))
        .collect();
    let alone = scene.placed.iter().filter(|placed| is_alone[placed.find]);
    things.extend(alone.map(|placed| {
        let expected = match Law::turning(scene, placed, Wall::Near) {
            Some(Law::Turns(on_wall)) => on_wall.expected(scene),
            _ => scene.turned_rad.len(),
        };
        let score = share(finds[placed.find].score);
        let trust = if placed.is_at_outline {
            NOT_OF_THE_PART * score
        } else {
            alone_trust(score, expected)
        };
        alone_thing(finds, placed.find, trust, expected)
    }));
    let placeless = scene.placeless.iter();
    things.extend(placeless.map(|find| alone_thing(finds, *find, 0.0, scene.turned_rad.len())));
    things.sort_by(|a, b| {
        let by_trust = b.trust.total_cmp(&a.trust);
        by_trust.then_with(|| a.finds.cmp(&b.finds))
    });
    things
}

fn alone_thing(finds: &[Found], find: usize, trust: f64, expected: usize) -> Thing {
    Thing {
        finds: vec![find],
        motion: Motion::Alone,
        kind: finds[find].kind,
        trust,
        expected,
    }
}

/// The thing of a law and the finds that follow it.
fn joined(finds: &[Found], scene: &Scene, strays: &Strays, chosen: &Chosen) -> Thing {
    let mut hits = chosen.hits.clone();
    hits.sort_by_key(|hit| {
        let placed = &scene.placed[hit.placed];
        (placed.shot, placed.find)
    });
    let of = |hit: &super::law::Hit| scene.placed[hit.placed].find;
    let (expected, is_of_part) = match &chosen.law {
        Law::Turns(on_wall) => (on_wall.expected(scene), true),
        Law::Stands { .. } => (scene.turned_rad.len(), scene.is_still),
    };
    // What is at the outline says nothing for a thing that turns.
    let mut scores: BTreeMap<usize, f64> = BTreeMap::new();
    for hit in &hits {
        let placed = &scene.placed[hit.placed];
        if !is_of_part || !placed.is_at_outline {
            let best = scores.entry(placed.shot).or_default();
            *best = best.max(share(finds[placed.find].score));
        }
    }
    let scores: Vec<f64> = scores.into_values().collect();
    let trust = if is_of_part {
        trust(
            &scores,
            accident(scene, strays, chosen, std::iter::empty()),
            expected,
        )
    } else {
        NOT_OF_THE_PART * best_of(&scores)
    };
    let walls = hits.iter().filter_map(|hit| hit.wall).collect();
    let motion = match chosen.phase() {
        Some(phase) => Motion::Turns { phase, walls },
        None => Motion::Stands,
    };
    Thing {
        kind: kind(finds, hits.iter().map(of)),
        finds: hits.iter().map(of).collect(),
        motion,
        trust,
        expected,
    }
}

/// How much a thing of the part is trusted that has these scores, one for each shot on which it was
/// found: as [`Thing::trust`] says.
fn trust(scores: &[f64], accident: f64, expected: usize) -> f64 {
    let best = best_of(scores);
    (1.0 - accident) * best + accident * alone_trust(best, expected)
}

fn alone_trust(score: f64, expected: usize) -> f64 {
    if expected > 1 {
        ONCE_OF_MORE * score
    } else {
        score
    }
}

fn best_of(scores: &[f64]) -> f64 {
    scores.iter().copied().fold(0.0, f64::max)
}

/// A score from 0 to 1; 0 for what is no number.
pub(super) fn share(score: f64) -> f64 {
    if score.is_nan() {
        0.0
    } else {
        score.clamp(0.0, 1.0)
    }
}

/// The kind with the greatest sum of scores; the lowest of equals.
fn kind(finds: &[Found], of: impl Iterator<Item = usize>) -> u32 {
    let mut sums: BTreeMap<u32, f64> = BTreeMap::new();
    for find in of {
        *sums.entry(finds[find].kind).or_default() += share(finds[find].score);
    }
    let best = sums
        .into_iter()
        .reduce(|a, b| if b.1 > a.1 { b } else { a });
    best.map_or(0, |(kind, _)| kind)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn one_more_find_never_lowers_trust(
            scores in prop::collection::vec(0.0..1.0_f64, 1..12),
            more in 0.0..1.0_f64,
            accident in 0.0..1.0_f64,
            less in 0.0..1.0_f64,
            expected in 0..12_usize,
        ) {
            let before = trust(&scores, accident, expected);
            let after = trust(&[scores, vec![more]].concat(), accident * less, expected);
            prop_assert!(after >= before - 1e-12, "{before} {after}");
            prop_assert!((0.0..=1.0).contains(&after));
        }
    }

    #[test]
    fn what_agrees_by_accident_is_worth_its_best_find() {
        assert!((trust(&[0.6, 0.4], 1.0, 5) - 0.3).abs() < 1e-12);
        assert!((trust(&[0.6, 0.4], 0.0, 5) - 0.6).abs() < 1e-12);
        assert!((trust(&[0.6], 1.0, 1) - 0.6).abs() < 1e-12);
    }
}
