//! Things found on pictures: where, of which class, and how surely.
#![allow(clippy::unwrap_used)]

use detection::Detection;
use imaging::{Picture, Raster, Samples};
use proptest::prelude::*;
use shapes::{PictureSize, Point};

use support::models::HALF_SIDE_UNITS;
use support::{
    DOTS, Dot, NOMINAL_PX, detect, dots_detector, everything, in_one_tile, paper, tiled,
};

mod support;

/// The thing that is nearest to a place.
fn nearest<'a>(things: &[&'a Detection], place: Point) -> Option<&'a Detection> {
    let distance = |thing: &Detection| thing.centre().distance_px(place);
    things
        .iter()
        .copied()
        .min_by(|one, other| distance(one).total_cmp(&distance(other)))
}

/// Dots on a grid, each moved a little and of one of several kinds, so that no two touch.
fn scattered() -> impl Strategy<Value = (u32, u32, Vec<Dot>)> {
    let dot = (-8.0..8.0, -8.0..8.0, 0_u8..4);
    (1_u32..12, 1_u32..9).prop_flat_map(move |(columns, rows)| {
        let dots = prop::collection::vec(dot.clone(), (columns * rows) as usize);
        dots.prop_map(move |dots| {
            let places = (0..).zip(dots).filter_map(|(index, (right, down, kind))| {
                let x = f64::from(index % columns * 36 + 18) + right;
                let y = f64::from(index / columns * 36 + 18) + down;
                match kind {
                    0 => None,
                    1 => Some(Dot::small(x, y)),
                    2 => Some(Dot::large(x, y)),
                    _ => Some(Dot::speck(x, y)),
                }
            });
            (columns * 36, rows * 36, places.collect())
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 24,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_is_found_does_not_depend_on_how_the_tiles_fall(
        (width_px, height_px, dots) in scattered(),
        tiles in prop::sample::select(vec![
            ("{ multiple_of = 32 }", 96, 32),
            ("{ multiple_of = 16 }", 112, 48),
            ("{ multiple_of = 2 }", 70, 30),
            ("64", 0, 32),
            ("100", 0, 32),
        ]),
        unit_px in 9.0..18.0,
    ) {
        let scale = unit_px / NOMINAL_PX;
        let dots: Vec<Dot> = dots.into_iter().map(|dot| dot.times(scale)).collect();
        let size = [width_px, height_px].map(|side| (f64::from(side) * scale).round() as u32);
        let picture = paper(size[0], size[1], &dots);
        let whole = detect(&dots_detector(&in_one_tile()), &picture, unit_px);
        let (side, side_px, overlap_px) = tiles;
        let pieces = detect(&dots_detector(&tiled(side, side_px, overlap_px)), &picture, unit_px);

        prop_assert_eq!(whole.energy.cells(), pieces.energy.cells());
        let levels = whole.energy.levels().iter().zip(pieces.energy.levels());
        // Sums of floats in another order, then rounded.
        prop_assert!(levels.clone().all(|(one, other)| one.abs_diff(*other) <= 1));
        for (one, other) in [(&whole, &pieces), (&pieces, &whole)] {
            let others = everything(other);
            for thing in everything(one).into_iter().filter(|thing| thing.score > 0.11) {
                let same = nearest(&others, thing.centre());
                prop_assert!(same.is_some(), "{thing:?}");
                let same = same.unwrap();
                prop_assert!(same.centre().distance_px(thing.centre()) < 1e-3, "{thing:?} {same:?}");
                prop_assert!((same.score - thing.score).abs() < 1e-4);
                prop_assert_eq!(same.class, thing.class);
            }
        }
        // Every dot is there, once.
        prop_assert_eq!(everything(&whole).len(), dots.len());
    }

    #[test]
    fn a_dot_is_found_where_it_is_to_a_part_of_a_pixel(
        x in 20.0..44.0_f64,
        y in 20.0..44.0_f64,
        unit_px in 11.0..40.0,
    ) {
        let scale = unit_px / NOMINAL_PX;
        let dot = Dot::small(x, y).times(scale);
        let side_px = (64.0 * scale).round() as u32;
        let picture = paper(side_px, side_px + 9, &[dot]);
        let found = detect(&dots_detector(DOTS), &picture, unit_px);
        prop_assert_eq!(found.found.len(), 1, "{:?}", found.candidates);
        let thing = &found.found[0];
        let away_px = thing.centre().distance_px(Point::new(dot.x, dot.y));
        prop_assert!(away_px < 0.1 * scale, "{away_px} at a scale of {scale}");
        let side_px = 2.0 * HALF_SIDE_UNITS * unit_px;
        let (width_px, height_px) = (thing.bounds.width_px(), thing.bounds.height_px());
        // Sides are rounded to whole pixels at the scale of the model.
        prop_assert!((width_px / side_px - 1.0).abs() < 0.01, "{width_px} for {side_px}");
        prop_assert!((height_px / side_px - 1.0).abs() < 0.01, "{height_px} for {side_px}");
    }
}

#[test]
fn at_the_scale_of_the_model_a_cone_is_found_exactly() {
    let detector = dots_detector(DOTS);
    for (x, y) in [(30.0, 31.0), (30.3, 31.9), (31.5, 30.5), (30.9, 30.1)] {
        let found = detect(&detector, &paper(64, 64, &[Dot::small(x, y)]), NOMINAL_PX);
        let away_px = found.found[0].centre().distance_px(Point::new(x, y));
        assert!(away_px < 0.03, "{away_px} at ({x}, {y})");
    }
}

#[test]
fn things_are_told_by_their_class_and_by_how_sure_they_are() {
    let faint = Dot {
        ink: 0.5,
        ..Dot::large(150.0, 40.0)
    };
    let dots = [
        Dot::small(30.0, 40.0),
        Dot::large(70.0, 40.0),
        Dot::speck(110.0, 40.0),
        faint,
    ];
    let found = detect(&dots_detector(DOTS), &paper(180, 80, &dots), NOMINAL_PX);
    let labels = |things: &[Detection]| -> Vec<(String, f64)> {
        let told = things.iter().map(|thing| {
            let label = found.label(thing.class).to_owned();
            (label, thing.centre().x.round())
        });
        told.collect()
    };
    let mut sure = labels(&found.found);
    sure.sort_by(|one, other| one.1.total_cmp(&other.1));
    assert_eq!(
        sure,
        [("small".to_owned(), 30.0), ("large".to_owned(), 70.0)]
    );
    assert_eq!(labels(&found.candidates), [("small".to_owned(), 150.0)]);
    assert_eq!(labels(&found.negatives), [("speck".to_owned(), 110.0)]);
    assert_eq!(
        found.picture,
        PictureSize {
            width_px: 180,
            height_px: 80
        }
    );
    assert_eq!(found.model, dots_detector(DOTS).manifest().identity());
    let thing = &found.found[0];
    let classes: Vec<usize> = thing.others.iter().map(|it| it.class).collect();
    assert_eq!(
        (thing.others.len(), classes.contains(&thing.class)),
        (2, false)
    );
    let total: f32 = thing.others.iter().map(|it| it.probability).sum();
    assert!((total + thing.probability - 1.0).abs() < 1e-5);
    let things = thing
        .others
        .iter()
        .filter(|it| found.label(it.class) != "speck");
    let sure = thing.probability + things.map(|it| it.probability).sum::<f32>();
    assert!((thing.score - thing.energy * sure).abs() < 1e-6);
    assert!((found.energy.at(thing.peak) - thing.energy).abs() < 0.5 / 255.0 + 1e-6);
    assert_eq!(found.energy.at(Point::new(90.0, 5.0)), 0.0);
}

#[test]
fn the_threshold_of_a_class_is_its_own() {
    let dots = [Dot {
        ink: 0.95,
        ..Dot::large(31.0, 31.0)
    }];
    let picture = paper(64, 64, &dots);
    let of_class = |threshold: &str| {
        let by_class = format!("large = {threshold}");
        detect(
            &dots_detector(&support::changed(DOTS, "large = 0.6", &by_class)),
            &picture,
            NOMINAL_PX,
        )
    };
    let (low, high) = (of_class("0.3"), of_class("0.99"));
    assert_eq!((low.found.len(), low.candidates.len()), (1, 0));
    assert_eq!((high.found.len(), high.candidates.len()), (0, 1));
}

#[test]
fn the_same_picture_gives_the_same_things_in_the_same_order() {
    let dots: Vec<Dot> = (0..40_u32)
        .map(|index| {
            let (x, y) = (
                f64::from(index % 8 * 40 + 20),
                f64::from(index / 8 * 40 + 20),
            );
            if index.is_multiple_of(3) {
                Dot::large(x, y)
            } else {
                Dot::small(x, y)
            }
        })
        .collect();
    let picture = paper(320, 200, &dots);
    let detector = dots_detector(&tiled("{ multiple_of = 32 }", 96, 32));
    let first = detect(&detector, &picture, NOMINAL_PX);
    assert_eq!(first.found.len(), 40);
    let order = |thing: &Detection| (-thing.score, thing.centre().y, thing.centre().x);
    assert!(first.found.is_sorted_by_key(order));
    assert_eq!(detect(&detector, &picture, NOMINAL_PX), first);
}

#[test]
fn of_two_that_are_too_near_the_surer_one_is_kept() {
    let second = Dot {
        ink: 0.9,
        ..Dot::small(55.0, 31.0)
    };
    let picture = paper(96, 64, &[second, Dot::small(31.0, 31.0)]);
    let found = |apart: &str| {
        let manifest = support::changed(DOTS, "apart_units = 0.35", apart);
        let found = detect(&dots_detector(&manifest), &picture, NOMINAL_PX);
        let things = everything(&found);
        things
            .iter()
            .map(|it| it.centre().x.round())
            .collect::<Vec<f64>>()
    };
    assert_eq!(found("apart_units = 1.9"), [31.0, 55.0]);
    assert_eq!(found("apart_units = 2.1"), [31.0]);
    assert_eq!(found("apart_units = 0.0"), [31.0, 55.0]);
}

#[test]
fn components_join_what_touches() {
    // A shadow that is too faint to be a thing itself.
    let shadow = Dot {
        ink: 0.14,
        radius_px: 16.0,
        ..Dot::small(42.0, 30.0)
    };
    let dots = [
        shadow,
        Dot::small(30.0, 30.0),
        Dot::small(54.0, 30.0),
        Dot::small(95.0, 30.0),
    ];
    let found = detect(&dots_detector(DOTS), &paper(120, 60, &dots), NOMINAL_PX);
    assert_eq!(everything(&found).len(), 3);
    let counts = |threshold| -> Vec<usize> {
        let parts = found.components(threshold);
        let mut counts: Vec<usize> = parts.iter().map(|part| part.thing_count).collect();
        counts.sort_unstable();
        counts
    };
    assert_eq!((counts(0.07), counts(0.5)), (vec![1, 2], vec![1, 1, 1]));
}

#[test]
fn where_nothing_is_there_is_nothing() {
    let detector = dots_detector(DOTS);
    let found = detect(&detector, &paper(300, 200, &[]), NOMINAL_PX);
    assert!(everything(&found).is_empty());
    assert!(found.energy.levels().iter().all(|level| *level == 0));
    assert!(found.components(0.1).is_empty());
    let pixel = detect(&detector, &paper(1, 1, &[]), 1.0);
    assert_eq!(pixel.energy.cells().width_px, 6);
    assert!(everything(&pixel).is_empty());
}

#[test]
fn colour_and_depth_of_the_picture_do_not_matter() {
    let dots = [Dot::small(30.3, 20.7), Dot::large(70.0, 41.2)];
    let grey = paper(100, 60, &dots);
    let values: Vec<u16> = match &grey.raster().unwrap().samples {
        Samples::F32(samples) => samples.iter().map(|it| (it * 65_535.0) as u16).collect(),
        other => panic!("{:?}", other.kind()),
    };
    let colours = values.iter().flat_map(|value| [*value; 3]).collect();
    let colour = Picture::from_raster(Raster::new(100, 60, 3, Samples::U16(colours)));
    let detector = dots_detector(DOTS);
    let (one, other) = (
        detect(&detector, &grey, 12.0),
        detect(&detector, &colour, 12.0),
    );
    assert_eq!((one.found.len(), other.found.len()), (2, 2));
    for (one, other) in one.found.iter().zip(&other.found) {
        assert!(one.centre().distance_px(other.centre()) < 0.01);
        assert!((one.score - other.score).abs() < 1e-3);
    }
}
