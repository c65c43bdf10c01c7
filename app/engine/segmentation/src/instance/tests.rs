//! Things found in made maps.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::map::MapScores;
use crate::settings::InstanceSettings;
use crate::test_maps::{drawn, map, plain};

/// Class, area and first pixel of each thing.
fn found(scores: &MapScores, settings: &InstanceSettings) -> Vec<(usize, u64, (u32, u32))> {
    let instances = scores.instances(settings);
    let told = instances.iter().map(|it| {
        let first = it.mask.runs().next().unwrap();
        (it.class, it.mask.area_px(), (first.left, first.y))
    });
    told.collect()
}

#[test]
fn cells_that_touch_at_corners_are_one_thing() {
    let scores = drawn(&["##...", "..#..", "....#", "#...#"]);
    let things = found(&scores, &plain(0.5, 1));
    assert_eq!(things, [(0, 3, (0, 0)), (0, 2, (4, 2)), (0, 1, (0, 3))]);
}

#[test]
fn a_faint_scratch_stays_one_thing_when_it_may_grow() {
    let scores = drawn(&["+++---+++----", "............-", "-----........"]);
    let mut settings = plain(0.5, 1);
    assert_eq!(found(&scores, &settings), [(0, 3, (0, 0)), (0, 3, (6, 0))]);
    settings.rule.grow = 0.4;
    // What nowhere reaches the threshold is no thing.
    assert_eq!(found(&scores, &settings), [(0, 14, (0, 0))]);
}

#[test]
fn three_cells_make_a_score_and_small_things_do_not_count() {
    let scores = drawn(&["#-....##", "---.....", "........"]);
    let mut settings = plain(0.2, 1);
    let scored = |settings: &InstanceSettings| -> Vec<f32> {
        let instances = scores.instances(settings);
        instances.iter().map(|it| it.score).collect()
    };
    assert_eq!(scored(&settings), [1.0, 1.0]);
    settings.rule.least_area_px = 5;
    assert_eq!(found(&scores, &settings), [(0, 5, (0, 0))]);
    assert_eq!(scored(&settings), [60.0 / 255.0]);
    // One bright cell among faint ones does not reach a threshold.
    settings.rule.grow = 0.4;
    assert_eq!(found(&scores, &settings.at(0.5)), []);
}

#[test]
fn a_thing_whose_class_is_not_clear_is_found_and_gets_the_likelier_one() {
    // 0.35 + 0.30 of two classes: neither reaches the threshold alone.
    let scores = map(8, 4, &[&|_, _| 76, &|_, _| 90]);
    let things = found(&scores, &plain(0.6, 2));
    assert_eq!(things, [(1, 32, (0, 0))]);
}

#[test]
fn parts_that_are_surely_of_different_classes_are_things_of_their_own() {
    let left = |x: u32, _: u32| if x < 6 { 230 } else { 20 };
    let right = |x: u32, _: u32| if x < 6 { 20 } else { 220 };
    let scores = map(12, 5, &[&left, &right]);
    let things = found(&scores, &plain(0.6, 2));
    assert_eq!(things, [(0, 30, (0, 0)), (1, 30, (6, 0))]);

    // A part that is not sure goes to the sure one beside it.
    let middle = |x: u32, _: u32| if (6..8).contains(&x) { 130 } else { 0 };
    let left = |x: u32, _: u32| if x < 6 { 230 } else { 60 };
    let right = |x: u32, _: u32| if x >= 8 { 180 } else { 0 };
    let scores = map(12, 5, &[&left, &right, &middle]);
    let things = found(&scores, &plain(0.6, 3));
    assert_eq!(things, [(0, 40, (0, 0)), (1, 20, (8, 0))]);
}

#[test]
fn each_class_has_its_own_threshold() {
    let scores = map(
        9,
        3,
        &[&|x, _| if x < 3 { 100 } else { 0 }, &|x, _| {
            if x > 5 { 100 } else { 0 }
        }],
    );
    let mut settings = plain(0.5, 2);
    settings.thresholds = vec![0.3, 0.5];
    assert_eq!(found(&scores, &settings), [(0, 9, (0, 0))]);
}

#[test]
fn a_coarse_map_gives_pixels_up_to_the_edge_of_the_picture() {
    let mut scores = drawn(&["..#", ".##"]);
    scores.cell_px = 8;
    scores.picture.width_px = 20;
    scores.picture.height_px = 13;
    let things = found(&scores, &plain(0.5, 1));
    assert_eq!(things, [(0, 4 * 8 + 12 * 5, (16, 0))]);
}

#[test]
fn pieces_in_line_are_joined_across_a_small_gap() {
    let rows = [
        "##########....##########......",
        "..............................",
        "..............................",
        "..............................",
        "............##................",
        "............##................",
        "............##................",
        "............##................",
        "............##................",
        "............##................",
        "............##................",
    ];
    let scores = drawn(&rows);
    let mut settings = plain(0.5, 1);
    assert_eq!(scores.instances(&settings).len(), 3);
    settings.rule.bridge_px = 5;
    // The upright one ends as near, but does not lie in line.
    let things = found(&scores, &settings);
    assert_eq!(things, [(0, 20, (0, 0)), (0, 14, (12, 4))]);
    settings.rule.bridge_px = 3;
    assert_eq!(scores.instances(&settings).len(), 3);
}

/// Sets of touching pixels whose level is at least `least`, one after the other.
fn flooded(scores: &MapScores, least: u8) -> Vec<BTreeSet<(u32, u32)>> {
    let levels = scores.levels(crate::Plane::Things, scores.every_cell());
    let mut open: BTreeSet<(u32, u32)> = levels
        .indexed_iter()
        .filter(|(_, level)| **level >= least)
        .map(|((y, x), _)| (y as u32, x as u32))
        .collect();
    let mut sets = Vec::new();
    while let Some(first) = open.pop_first() {
        let (mut set, mut edge) = (BTreeSet::from([first]), vec![first]);
        while let Some((y, x)) = edge.pop() {
            for (down, right) in (0..3).flat_map(|down| (0..3).map(move |right| (down, right))) {
                let next = ((y + down).wrapping_sub(1), (x + right).wrapping_sub(1));
                if open.remove(&next) {
                    set.insert(next);
                    edge.push(next);
                }
            }
        }
        sets.push(set);
    }
    sets
}

fn noise(width: u32, height: u32, seed: u32, darkness: u32) -> MapScores {
    let level = move |x: u32, y: u32| {
        let mixed = (x + 7919 * y)
            .wrapping_add(seed)
            .wrapping_mul(2_654_435_761);
        ((mixed >> 24).saturating_sub(darkness)) as u8
    };
    map(width, height, &[&level])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn things_are_what_flooding_finds(
        width in 1_u32..150,
        height in 1_u32..100,
        seed: u32,
        darkness in 0_u32..160,
        least in 6_u8..200,
    ) {
        let scores = noise(width, height, seed, darkness);
        let instances = scores.instances(&plain(f64::from(least) / 255.0, 1));
        let expected = flooded(&scores, least);
        let found: Vec<BTreeSet<(u32, u32)>> = instances
            .iter()
            .map(|it| {
                let pixels = it.mask.runs().flat_map(|run| (run.left..run.right).map(move |x| (run.y, x)));
                pixels.collect()
            })
            .collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn what_is_found_at_a_higher_threshold_lies_in_what_is_found_at_a_lower_one(
        seed: u32,
        darkness in 0_u32..160,
        low in 0.05..0.9,
        more in 0.0..0.5,
        grow in 0.2..1.0,
        least_area_px in 0_u32..6,
    ) {
        let scores = noise(90, 80, seed, darkness);
        let mut settings = plain(low, 1);
        settings.rule.grow = grow;
        settings.rule.least_area_px = least_area_px;
        let wide = scores.instances(&settings);
        for thing in scores.instances(&settings.at(low + more)) {
            prop_assert!(f64::from(thing.score) >= low + more - 1e-6);
            let home = wide.iter().find(|wide| wide.mask.intersection_px(&thing.mask) > 0);
            let home = home.unwrap();
            prop_assert_eq!(home.mask.intersection_px(&thing.mask), thing.mask.area_px());
            prop_assert!(home.score >= thing.score);
        }
    }
}
