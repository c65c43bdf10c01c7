//! Proposals on rendered balloons, compared with the truth. The bounds are a little below what was
//! measured on these.
#![allow(clippy::unwrap_used)]

#[path = "../benches/turning_balloons/measure.rs"]
#[allow(dead_code, reason = "the bench needs more of it")]
mod measure;

use std::sync::OnceLock;

use balloons::{Balloon, Defect, DefectKind, Regime};
use measure::{Figures, Marks, Rendered, rendered};
use propagation::{
    FitSource, Keyed, Method, PropagationError, Sense, Shots, Turning, Wall, Walls, find_part,
    propagate,
};
use shapes::{PixelRect, Shape};

/// A balloon with a defect of each kind, well apart and large enough for small pictures.
fn balloon(regime: Regime) -> Balloon {
    let mut balloon = Balloon::random(77, 2, regime, 12).unwrap();
    let kinds = [
        (DefectKind::AxialScratch, 0.2, -2.6, [1800.0, 90.0, 12.0]),
        (DefectKind::RadialScratch, 1.4, -0.8, [1500.0, 90.0, 12.0]),
        (DefectKind::Inclusion, 2.9, 0.9, [600.0, 500.0, 25.0]),
        (DefectKind::Bubble, 4.4, 2.6, [800.0, 700.0, 25.0]),
    ];
    balloon.defects = kinds
        .map(
            |(kind, theta_rad, z_mm, [length_um, width_um, depth_um])| Defect {
                kind,
                theta_rad,
                z_mm,
                angle_rad: if kind == DefectKind::RadialScratch {
                    std::f32::consts::FRAC_PI_2
                } else {
                    0.0
                },
                length_um,
                width_um,
                depth_um,
                contrast: 0.8,
                shape_seed: 5,
            },
        )
        .to_vec();
    balloon
}

fn series(regime: Regime) -> Rendered {
    rendered(&balloon(regime), [512, 384])
}

fn good() -> &'static Rendered {
    static GOOD: OnceLock<Rendered> = OnceLock::new();
    GOOD.get_or_init(|| series(Regime::Good))
}

#[test]
fn the_outline_is_found_in_every_light() {
    for regime in Regime::ALL {
        let three = Balloon {
            shots: 3,
            ..balloon(regime)
        };
        let series = rendered(&three, [512, 384]);
        let figures = series.measured(Marks::One(Wall::Near), Turning::default());
        assert_eq!(figures.outlines, 1, "{regime:?}");
        assert!(
            figures.axis_off_px < 1.0,
            "{regime:?}: {}",
            figures.axis_off_px
        );
        let off = figures.radius_off_px / series.radius_px;
        assert!(off < 0.02, "{regime:?}: {off}");
    }
}

#[test]
fn defects_in_good_light_are_proposed_where_they_are() {
    let all = [
        (Marks::One(Wall::Near), 0.85),
        (Marks::One(Wall::Far), 0.95),
        (Marks::Two, 0.9),
    ];
    for (marks, least) in all {
        let figures = good().measured(marks, Turning::default());
        let hits = Figures::share(figures.hits, figures.visible);
        assert!(hits >= least, "{marks:?}: {hits}");
        let visibility = figures.right_visibility();
        assert!(visibility >= 0.85, "{marks:?}: {visibility}");
        assert_eq!(figures.failures, 0);
    }
}

#[test]
fn the_law_alone_finds_what_pixels_do_not_show() {
    let by_law = Turning {
        compares_pixels: false,
        ..Turning::default()
    };
    let figures = series(Regime::LowVisibility).measured(Marks::Two, by_law);
    let hits = Figures::share(figures.hits, figures.visible);
    assert!(hits >= 0.9, "{hits}");
}

/// The marks of the first defect on the near wall.
fn marks() -> Vec<Keyed> {
    let truths = good().truths.iter();
    let near = truths.filter(|truth| truth.defect == 0 && truth.wall == Wall::Near);
    near.map(|truth| Keyed {
        shot: truth.shot,
        shape: Shape::Box(truth.present),
    })
    .collect()
}

fn proposed(
    turning: Turning,
    keyed: &[Keyed],
    turned_rad: Vec<Option<f64>>,
) -> Result<propagation::Propagated, PropagationError> {
    let pixels = |shot: usize, rect: PixelRect| good().pixels(shot, rect);
    let shots = Shots {
        turned_rad,
        size: good().size,
        pixels: &pixels,
    };
    propagate(&Method::Turning(turning), keyed, &shots, &|_, _| true)
}

fn known() -> Vec<Option<f64>> {
    good().turned_rad.iter().copied().map(Some).collect()
}

#[test]
fn two_marks_tell_steps_that_nobody_knows() {
    let marks = marks();
    let two = &marks[..2];
    let unknown = vec![None; known().len()];
    let found = proposed(Turning::default(), two, unknown.clone()).unwrap();
    let with_angles = proposed(Turning::default(), two, known()).unwrap();
    for (a, b) in found.proposals.iter().zip(&with_angles.proposals) {
        if let (Ok(a), Ok(b)) = (&a.outcome, &b.outcome) {
            let apart = a.shape.center_distance_px(&b.shape).unwrap();
            assert!(apart < 8.0, "{apart}");
        }
    }
    let alone = proposed(Turning::default(), &marks[..1], unknown);
    assert_eq!(alone, Err(PropagationError::NoAngles));
}

#[test]
fn marks_that_turn_the_other_way_are_believed() {
    let marks = marks();
    let wrong = Turning {
        sense: Sense::Backward,
        ..Turning::default()
    };
    let both = [marks[0].clone(), marks[marks.len() - 1].clone()];
    let found = proposed(wrong, &both, known()).unwrap();
    let fit = found.fit.unwrap();
    assert_eq!(fit.sense, Sense::Forward);
    assert_eq!(fit.source, FitSource::Outline);
    assert!(fit.residual_px < 3.0, "{fit:?}");
}

#[test]
fn nothing_is_proposed_behind_where_only_the_near_wall_counts() {
    let near = Turning {
        walls: Walls::Near,
        ..Turning::default()
    };
    let found = proposed(near, &marks()[..1], known()).unwrap();
    let far_shots: Vec<usize> = good()
        .truths
        .iter()
        .filter(|truth| truth.defect == 0 && truth.wall == Wall::Far)
        .map(|truth| truth.shot)
        .collect();
    assert!(!far_shots.is_empty());
    for proposal in &found.proposals {
        if far_shots.contains(&proposal.shot) {
            assert!(proposal.outcome.is_err(), "{proposal:?}");
        }
    }
}

#[test]
fn the_same_is_proposed_every_time_and_cancelling_ends_it() {
    let marks = &marks()[..1];
    let one = proposed(Turning::default(), marks, known()).unwrap();
    let other = proposed(Turning::default(), marks, known()).unwrap();
    assert_eq!(one, other);
    let pixels = |shot: usize, rect: PixelRect| good().pixels(shot, rect);
    let shots = Shots {
        turned_rad: known(),
        size: good().size,
        pixels: &pixels,
    };
    let method = Method::Turning(Turning::default());
    let cancelled = propagate(&method, marks, &shots, &|done, _| done < 2);
    assert_eq!(cancelled, Err(PropagationError::Cancelled));
}

#[test]
fn a_picture_without_a_part_has_no_outline() {
    let flat = |_: usize, rect: PixelRect| {
        let pixels = (rect.width_px() * rect.height_px()) as usize;
        let noise = (0..pixels).map(|index| ((index * 7919) % 13) as f32);
        propagation::GrayPatch::new(rect, noise.collect())
    };
    let shots = Shots {
        turned_rad: vec![Some(0.0), Some(0.5), Some(1.0)],
        size: shapes::PictureSize {
            width_px: 512,
            height_px: 384,
        },
        pixels: &flat,
    };
    assert_eq!(find_part(&shots), None);
    let mark = Keyed {
        shot: 0,
        shape: Shape::Point(shapes::Point::new(200.0, 200.0)),
    };
    let method = Method::Turning(Turning::default());
    let found = propagate(&method, &[mark], &shots, &|_, _| true);
    assert_eq!(found, Err(PropagationError::NoCylinder));
}
