//! Finds by the law of turning, and how they are joined.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::f64::consts::{PI, TAU};

use propagation::{
    Cylinder, Found, Joined, Motion, PropagationError, Sense, Shots, Thing, Turning, Wall, Walls,
    full_turn_rad, join,
};
use proptest::prelude::*;
use shapes::{PictureSize, PixelRect, Point, Rect, Shape};

const TUBE: Cylinder = Cylinder::upright(400.0, 200.0);
const SHOTS: usize = 12;

fn turning() -> Turning {
    Turning {
        cylinder: Some(TUBE),
        ..Turning::default()
    }
}

fn joined_on(finds: &[Found], turning: Turning, turned_rad: Vec<Option<f64>>) -> Joined {
    let none = |_: usize, _: PixelRect| None;
    let shots = Shots {
        turned_rad,
        size: PictureSize {
            width_px: 800,
            height_px: 600,
        },
        pixels: &none,
    };
    join(finds, &turning, &shots, &|_, _| true).unwrap()
}

fn known() -> Vec<Option<f64>> {
    full_turn_rad(SHOTS).into_iter().map(Some).collect()
}

fn joined(finds: &[Found]) -> Joined {
    joined_on(finds, turning(), known())
}

fn found(shot: usize, middle: Point, [width_px, height_px]: [f64; 2]) -> Found {
    let corner = middle.translated(-width_px / 2.0, -height_px / 2.0);
    let opposite = middle.translated(width_px / 2.0, height_px / 2.0);
    Found {
        shot,
        shape: Shape::Box(Rect::between(corner, opposite)),
        kind: 0,
        score: 0.5,
    }
}

/// What is found of a thing that reaches around by 0.04 rad to both sides.
fn on_wall(phase_rad: f64, y: f64, shot: usize) -> Found {
    let angle = phase_rad + full_turn_rad(SHOTS)[shot];
    let ends = [angle - 0.04, angle + 0.04].map(|angle| 400.0 + 200.0 * angle.sin());
    Found {
        shape: Shape::Box(Rect::between(
            Point::new(ends[0], y - 10.0),
            Point::new(ends[1], y + 10.0),
        )),
        ..found(shot, Point::default(), [0.0; 2])
    }
}

fn all_around(phase_rad: f64, y: f64) -> Vec<Found> {
    (0..SHOTS).map(|shot| on_wall(phase_rad, y, shot)).collect()
}

fn standing(at: Point) -> Vec<Found> {
    (0..SHOTS)
        .map(|shot| found(shot, at, [14.0, 18.0]))
        .collect()
}

/// The finds of each thing.
fn partition(joined: &Joined) -> BTreeSet<Vec<usize>> {
    let finds = joined.things.iter().map(|thing| {
        let mut finds = thing.finds.clone();
        finds.sort_unstable();
        finds
    });
    finds.collect()
}

fn turns(thing: &Thing) -> bool {
    matches!(thing.motion, Motion::Turns { .. })
}

#[test]
fn what_turns_is_one_thing_on_both_walls() {
    let joined = joined(&all_around(0.3, 300.0));
    let [thing] = joined.things.as_slice() else {
        panic!("{joined:?}");
    };
    assert_eq!(thing.finds, (0..SHOTS).collect::<Vec<_>>());
    let Motion::Turns { phase, walls } = &thing.motion else {
        panic!("{thing:?}");
    };
    assert!((phase.angle_rad - 0.3).abs() < 0.01, "{phase:?}");
    assert!(phase.residual_px < 0.5);
    for (shot, wall) in walls.iter().enumerate() {
        let angle = 0.3 + full_turn_rad(SHOTS)[shot];
        assert_eq!(*wall, Wall::of_angle(angle), "{shot}");
    }
    let in_front = walls.iter().filter(|wall| **wall == Wall::Near).count();
    assert_eq!(thing.expected, in_front);
    assert!((thing.trust - 0.5).abs() < 0.01, "{}", thing.trust);
    assert_eq!(joined.fit.unwrap().sense, Sense::Forward);
}

#[test]
fn what_stands_is_told_from_what_turns_past_it() {
    let mut finds = all_around(0.3, 300.0);
    // The thing that turns is there on one shot too.
    finds.extend(standing(Point::new(400.0 + 200.0 * 0.3_f64.sin(), 300.0)));
    let joined = joined(&finds);
    let stands: Vec<&Thing> = joined
        .things
        .iter()
        .filter(|thing| thing.motion == Motion::Stands)
        .collect();
    assert_eq!(stands.len(), 1);
    assert!(stands[0].finds.len() >= SHOTS - 1);
    assert!(stands[0].trust < 0.1);
    let turning: Vec<&Thing> = joined.things.iter().filter(|thing| turns(thing)).collect();
    assert_eq!(turning.len(), 1);
    assert!(turning[0].finds.len() >= SHOTS - 1);
}

#[test]
fn pieces_belong_to_the_thing_that_they_are_of() {
    let long = |shot: usize, from: f64, to: f64| {
        let Shape::Box(rect) = on_wall(0.2, 0.0, shot).shape else {
            panic!("it is a box");
        };
        Found {
            shape: Shape::Box(Rect::between(
                Point::new(rect.min.x, from),
                Point::new(rect.max.x, to),
            )),
            ..on_wall(0.2, 0.0, shot)
        }
    };
    let mut finds: Vec<Found> = [0, 1, 5, 11].map(|shot| long(shot, 200.0, 320.0)).to_vec();
    finds.extend(
        [10, 7]
            .into_iter()
            .flat_map(|shot| [long(shot, 200.0, 250.0), long(shot, 275.0, 320.0)]),
    );
    let joined = joined(&finds);
    let [thing] = joined.things.as_slice() else {
        panic!("{joined:?}");
    };
    assert_eq!(thing.finds, [0, 1, 2, 6, 7, 4, 5, 3]);
}

#[test]
fn the_kind_is_that_of_the_greatest_sum_of_scores() {
    let mut finds = all_around(0.3, 300.0);
    for (find, (kind, score)) in finds
        .iter_mut()
        .zip([(7, 0.9), (2, 0.3), (2, 0.3), (2, 0.4)])
    {
        (find.kind, find.score) = (kind, score);
    }
    finds.truncate(4);
    assert_eq!(joined(&finds).things[0].kind, 2);
    finds.truncate(3);
    assert_eq!(joined(&finds).things[0].kind, 7);
}

#[test]
fn the_sense_in_which_more_is_in_front_is_believed() {
    let finds = all_around(0.3, 300.0);
    let in_front = |find: &&Found| {
        let angle = 0.3 + full_turn_rad(SHOTS)[find.shot];
        Wall::of_angle(angle) == Wall::Near
    };
    let finds: Vec<Found> = finds.iter().filter(in_front).cloned().collect();
    for walls in [Walls::Both, Walls::Near] {
        let wrong = Turning {
            sense: Sense::Backward,
            walls,
            ..turning()
        };
        let joined = joined_on(&finds, wrong, known());
        assert_eq!(joined.fit.unwrap().sense, Sense::Forward, "{walls:?}");
        assert_eq!(joined.things.len(), 1, "{walls:?}");
    }
}

#[test]
fn on_the_near_wall_alone_nothing_is_joined_behind() {
    let near = Turning {
        walls: Walls::Near,
        ..turning()
    };
    let joined = joined_on(&all_around(0.3, 300.0), near, known());
    let thing = joined.things.iter().find(|thing| turns(thing)).unwrap();
    assert_eq!(thing.finds.len(), thing.expected);
}

#[test]
fn a_find_alone_is_doubted_where_more_was_to_be_seen() {
    let joined = joined(&[on_wall(0.3, 300.0, 0)]);
    let [thing] = joined.things.as_slice() else {
        panic!("{joined:?}");
    };
    assert_eq!(thing.motion, Motion::Alone);
    assert_eq!(thing.expected, 6);
    assert!((thing.trust - 0.25).abs() < 1e-9);
    let once = joined_on(&[on_wall(0.3, 300.0, 0)], turning(), vec![Some(0.0)]);
    assert!((once.things[0].trust - 0.5).abs() < 1e-9);
}

#[test]
fn what_is_at_the_outline_is_not_trusted() {
    let at_edge = |shot: usize| found(shot, Point::new(599.0, 300.0), [4.0, 40.0]);
    let alone = joined(&[at_edge(3)]);
    assert!(alone.things[0].trust < 0.1);
    let stands = joined(&(0..SHOTS).map(at_edge).collect::<Vec<_>>());
    assert_eq!(stands.things.len(), 1);
    assert_eq!(stands.things[0].motion, Motion::Stands);
    assert!(stands.things[0].trust < 0.1);
}

#[test]
fn a_series_that_does_not_turn_has_things_that_stand() {
    let finds = standing(Point::new(420.0, 300.0));
    let still = joined_on(&finds[..2], Turning::default(), vec![Some(1.0); SHOTS]);
    assert_eq!(still.fit, None);
    assert_eq!(still.things.len(), 1);
    assert_eq!(still.things[0].motion, Motion::Stands);
    // As sure as the finds themselves, where one alone would be worth half.
    assert!(still.things[0].trust > 0.49, "{:?}", still.things);
}

#[test]
fn without_angles_only_what_stands_is_joined() {
    let mut finds = all_around(0.3, 300.0);
    finds.extend(standing(Point::new(420.0, 100.0)));
    let joined = joined_on(&finds, Turning::default(), vec![None; SHOTS]);
    assert_eq!(joined.fit, None);
    let several: Vec<&Thing> = joined
        .things
        .iter()
        .filter(|thing| thing.finds.len() > 1)
        .collect();
    assert_eq!(several.len(), 1);
    assert_eq!(several[0].finds, (SHOTS..2 * SHOTS).collect::<Vec<_>>());
    assert!(several[0].trust < 0.1);
}

#[test]
fn on_a_shot_of_an_unknown_angle_nothing_turns() {
    let mut turned_rad = known();
    turned_rad[2] = None;
    let joined = joined_on(&all_around(0.3, 300.0), turning(), turned_rad);
    let found: Vec<(usize, bool)> = joined
        .things
        .iter()
        .map(|thing| (thing.finds.len(), turns(thing)))
        .collect();
    assert_eq!(found, [(SHOTS - 1, true), (1, false)]);
    assert_eq!(joined.things[1].finds, [2]);
}

#[test]
fn finds_that_lie_anywhere_are_hardly_trusted() {
    // About where a thing turns, but each a few pixels off in its own direction.
    let scattered = (0..3).map(|shot| {
        let find = on_wall(0.3, 300.0, shot);
        let off_px = [9.0, -9.0, 0.0][shot];
        Found {
            shape: find.shape.translated(off_px, -off_px),
            ..find
        }
    });
    let scattered = joined(&scattered.collect::<Vec<_>>());
    let exact = joined(&all_around(0.3, 300.0)[..3]);
    assert!(scattered.things[0].trust < exact.things[0].trust - 0.1);
}

#[test]
fn what_cannot_be_joined_is_refused() {
    let none = |_: usize, _: PixelRect| None;
    let shots = Shots {
        turned_rad: known(),
        size: PictureSize {
            width_px: 800,
            height_px: 600,
        },
        pixels: &none,
    };
    let go_on = |_: usize, _: usize| true;
    let finds = all_around(0.3, 300.0);
    let unknown = join(&finds, &Turning::default(), &shots, &go_on);
    assert_eq!(unknown, Err(PropagationError::NoCylinder));
    let nothing = join(&[], &Turning::default(), &shots, &go_on).unwrap();
    assert!(nothing.things.is_empty());
    let beyond = [found(SHOTS, Point::new(400.0, 300.0), [4.0, 4.0])];
    let refused = join(&beyond, &turning(), &shots, &go_on);
    let error = PropagationError::NoSuchShot {
        shot: SHOTS,
        shots: SHOTS,
    };
    assert_eq!(refused, Err(error));
    let cancelled = join(&finds, &turning(), &shots, &|done, _| done < 3);
    assert_eq!(cancelled, Err(PropagationError::Cancelled));
}

/// A thing of the part, by its phase and the shots on which it is found.
fn thing_strategy() -> impl Strategy<Value = (f64, Vec<usize>)> {
    let shots = prop::sample::subsequence((0..SHOTS).collect::<Vec<_>>(), 5..=SHOTS);
    (-PI..PI, shots)
}

fn clutter_strategy() -> impl Strategy<Value = Vec<Found>> {
    let one = (
        0..SHOTS,
        190.0..610.0_f64,
        0.0..600.0_f64,
        1.0..60.0_f64,
        1.0..60.0_f64,
        0..3_u32,
        0.0..1.0_f64,
    );
    let one = one.prop_map(|(shot, x, y, width, height, kind, score)| Found {
        kind,
        score,
        ..found(shot, Point::new(x, y), [width, height])
    });
    prop::collection::vec(one, 0..120)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn things_by_the_law_are_found_again_in_any_order(
        things in prop::collection::vec(thing_strategy(), 1..5),
        off in prop::collection::vec((-1.5..1.5_f64, -1.5..1.5_f64), 60),
        order in Just((0..60).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let mut finds = Vec::new();
        for (number, (phase, shots)) in things.iter().enumerate() {
            let y = 100.0 + 100.0 * number as f64;
            finds.extend(shots.iter().map(|shot| (number, on_wall(*phase, y, *shot))));
        }
        let order: Vec<usize> = order.into_iter().filter(|it| *it < finds.len()).collect();
        let shuffled: Vec<Found> = order.iter().map(|index| {
            let (right_px, down_px) = off[*index];
            let find = &finds[*index].1;
            Found { shape: find.shape.translated(right_px, down_px), ..find.clone() }
        }).collect();
        let expected: BTreeSet<Vec<usize>> = (0..things.len()).map(|number| {
            let places = 0..order.len();
            places.filter(|place| finds[order[*place]].0 == number).collect()
        }).collect();
        let found = joined(&shuffled);
        prop_assert_eq!(partition(&found), expected);
        prop_assert!(found.things.iter().all(turns));
    }

    #[test]
    fn what_stands_is_told_wherever_it_is(
        x in 210.0..590.0_f64,
        y in 50.0..550.0_f64,
        phase in -PI..PI,
    ) {
        let mut finds = standing(Point::new(x, y));
        finds.extend(all_around(phase, (y + 300.0) % 600.0));
        let joined = joined(&finds);
        let expected = BTreeSet::from([(0..SHOTS).collect(), (SHOTS..2 * SHOTS).collect()]);
        prop_assert_eq!(partition(&joined), expected);
        let stands = joined.things.iter().find(|thing| thing.motion == Motion::Stands);
        prop_assert_eq!(&stands.unwrap().finds, &(0..SHOTS).collect::<Vec<_>>());
    }

    #[test]
    fn the_order_of_finds_does_not_matter(
        (clutter, order) in clutter_strategy().prop_flat_map(|finds| {
            let order = (0..finds.len()).collect::<Vec<_>>();
            (Just(finds), Just(order).prop_shuffle())
        }),
    ) {
        let one = joined(&clutter);
        let mut in_one: Vec<usize> = one.things.iter().flat_map(|it| it.finds.clone()).collect();
        in_one.sort_unstable();
        prop_assert_eq!(in_one, (0..clutter.len()).collect::<Vec<_>>());
        let shuffled: Vec<Found> = order.iter().map(|index| clutter[*index].clone()).collect();
        let other = joined(&shuffled);
        let named = partition(&other).into_iter().map(|finds| {
            let mut finds: Vec<usize> = finds.into_iter().map(|place| order[place]).collect();
            finds.sort_unstable();
            finds
        });
        prop_assert_eq!(partition(&one), named.collect::<BTreeSet<_>>());
    }

    #[test]
    fn one_more_find_of_a_thing_never_lowers_its_trust(
        phase in -PI..PI,
        shots in prop::sample::subsequence((0..SHOTS).collect::<Vec<_>>(), 2..=SHOTS),
        score in 0.0..1.0_f64,
    ) {
        let mut finds: Vec<Found> = shots.iter().map(|shot| on_wall(phase, 300.0, *shot)).collect();
        let angle = phase + TAU * *shots.last().unwrap() as f64 / SHOTS as f64;
        prop_assume!(angle.cos().abs() > 0.3);
        finds.last_mut().unwrap().score = score;
        let more = joined(&finds);
        finds.pop();
        let fewer = joined(&finds);
        prop_assert!(more.things[0].trust >= fewer.things[0].trust - 1e-9);
    }
}
