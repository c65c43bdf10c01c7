//! Whether what is told of defects is true of the pictures.
#![allow(clippy::unwrap_used)]

mod common;

use std::f32::consts::{PI, TAU};

use balloons::{
    Balloon, Defect, DefectInShot, DefectKind, Mask, Regime, Shot, Wall, render_series, render_shot,
};
use common::{defect, facing, size};

/// A balloon with one round bubble, and its radius in pixels.
fn with_bubble(theta_rad: f32) -> (Balloon, f32) {
    let mut balloon = facing(Regime::Good);
    balloon.defects = vec![defect(
        DefectKind::Bubble,
        theta_rad,
        0.4,
        [900.0, 900.0, 15.0],
    )];
    let mm_per_px = balloon.camera.mm_per_px(size().width_px());
    (balloon.clone(), balloon.spec.body_radius_mm() / mm_per_px)
}

fn middle_of(mask: &Mask) -> [f32; 2] {
    let count = mask.area_px() as f32;
    let mut sum = [0.0; 2];
    for [x, y] in mask.iter() {
        sum[0] += x as f32 + 0.5;
        sum[1] += y as f32 + 0.5;
    }
    sum.map(|sum| sum / count)
}

#[test]
fn a_defect_moves_as_the_sine_and_narrows_as_the_cosine() {
    let theta = 0.3;
    let (balloon, radius_px) = with_bubble(theta);
    let shots = render_series(&balloon, size(), &|_, _| true).unwrap();
    let diameter_px = 0.9 / balloon.camera.mm_per_px(size().width_px());
    let middle_px = size().width_px() as f32 / 2.0;
    let mut checked = 0;
    for shot in &shots {
        let phi = theta + TAU * shot.number as f32 / balloon.shots as f32;
        let expected_px = middle_px + radius_px * phi.sin();
        if phi.cos().abs() < 0.25 {
            continue;
        }
        let [truth] = shot.truths.as_slice() else {
            panic!("{} truths in shot {}", shot.truths.len(), shot.number);
        };
        assert_eq!(truth.wall == Wall::Near, phi.cos() > 0.0);
        assert!((truth.centre_px[0] - expected_px).abs() < 0.01);
        let found = middle_of(&truth.present);
        assert!(
            (found[0] - expected_px).abs() < 1.0,
            "{found:?} {expected_px}"
        );
        assert!((found[1] - truth.centre_px[1]).abs() < 1.0, "{found:?}");
        let width_px = truth.present.place.width_px as f32;
        // Pixels that it covers only partly count too.
        let expected_px = diameter_px * phi.cos().abs() + 1.0;
        assert!(
            (width_px - expected_px).abs() <= 1.5,
            "{width_px} {expected_px}"
        );
        let height_px = truth.present.place.height_px as f32;
        assert!((height_px - diameter_px - 1.0).abs() <= 1.5, "{height_px}");
        checked += 1;
    }
    assert!(checked >= 18, "{checked}");
}

#[test]
fn what_goes_around_the_outline_is_told_of_both_walls() {
    let mut balloon = facing(Regime::Good);
    balloon.defects = vec![defect(
        DefectKind::RadialScratch,
        PI / 2.0,
        0.0,
        [4000.0, 60.0, 9.0],
    )];
    let shot = render_shot(&balloon, 0, size()).unwrap();
    let walls: Vec<Wall> = shot.truths.iter().map(|truth| truth.wall).collect();
    assert_eq!(walls, [Wall::Near, Wall::Far]);
    for truth in &shot.truths {
        assert!(truth.present.area_px() > 10);
    }
}

#[test]
fn what_is_visible_is_present_and_inside_the_picture() {
    for regime in Regime::ALL {
        for index in 0..4 {
            let balloon = Balloon::random(41, index, regime, 3).unwrap();
            for shot in render_series(&balloon, size(), &|_, _| true).unwrap() {
                for truth in &shot.truths {
                    check(&balloon, &shot, truth);
                }
            }
        }
    }
}

fn check(balloon: &Balloon, shot: &Shot, truth: &DefectInShot) {
    assert!(truth.defect < balloon.defects.len());
    assert!(truth.cnr.is_finite() && truth.cnr >= 0.0);
    assert!(truth.centre_px.iter().all(|place| place.is_finite()));
    for [x, y] in truth.present.iter() {
        assert!((x as usize) < shot.size.width_px() && (y as usize) < shot.size.height_px());
    }
    let visible: Vec<[u32; 2]> = truth.visible.iter().flat_map(|mask| mask.iter()).collect();
    assert!(visible.iter().all(|[x, y]| truth.present.contains(*x, *y)));
    assert_eq!(
        truth.is_visible(),
        visible.len() >= balloons::LEAST_VISIBLE_PX
    );
}

/// How much of the change that the defects make to a shot lies near the pixels that they cover, and
/// how much there is.
fn concentration(balloon: &Balloon, number: u32, margin_px: u32) -> (f64, f64) {
    let mut clean = balloon.clone();
    clean.defects.clear();
    let with = render_shot(balloon, number, size()).unwrap();
    let without = render_shot(&clean, number, size()).unwrap();
    let width = size().width_px();
    let mut is_near = vec![false; with.picture.len()];
    for [x, y] in with.truths.iter().flat_map(|truth| truth.present.iter()) {
        for y in y.saturating_sub(margin_px)..=(y + margin_px).min(size().height_px() as u32 - 1) {
            for x in x.saturating_sub(margin_px)..=(x + margin_px).min(width as u32 - 1) {
                is_near[y as usize * width + x as usize] = true;
            }
        }
    }
    let (mut inside, mut all) = (0.0, 0.0);
    for (index, (a, b)) in with.picture.iter().zip(&without.picture).enumerate() {
        let change = f64::from(a.abs_diff(*b));
        all += change;
        if is_near[index] {
            inside += change;
        }
    }
    (inside / all, all)
}

#[test]
fn the_picture_changes_where_defects_are_present_and_nowhere_else() {
    let mut balloon = facing(Regime::Good);
    balloon.camera.glare = 0.0;
    for shot in [0, 2, 12, 22] {
        let (share, all) = concentration(&balloon, shot, 3);
        assert!(share > 0.97, "shot {shot}: {share}");
        assert!(all > 1000.0, "shot {shot}: {all}");
    }
    // And it changes at each of them.
    for kept in balloon.defects.clone() {
        let only = Balloon {
            defects: vec![kept],
            ..balloon.clone()
        };
        let (share, all) = concentration(&only, 0, 3);
        assert!(
            share > 0.9 && all > 100.0,
            "{}: {share} of {all}",
            kept.kind
        );
    }
}

#[test]
fn strong_defects_in_front_are_visible_in_good_light_and_less_so_in_low_visibility() {
    let shot = |regime| render_shot(&facing(regime), 0, size()).unwrap();
    let good = shot(Regime::Good);
    let dim = shot(Regime::LowVisibility);
    assert_eq!(good.truths.len(), 4);
    for (truth, dimmer) in good.truths.iter().zip(&dim.truths) {
        assert!(truth.is_visible(), "{}: {}", truth.defect, truth.cnr);
        assert!(
            truth.cnr > 1.5 * dimmer.cnr,
            "{}: {} {}",
            truth.defect,
            truth.cnr,
            dimmer.cnr
        );
        // What is present does not depend on the light.
        assert_eq!(truth.present.place, dimmer.present.place);
    }
}

#[test]
fn a_defect_that_does_nothing_to_light_is_present_and_not_visible() {
    let mut balloon = facing(Regime::Good);
    balloon.defects = vec![Defect {
        depth_um: 0.0,
        contrast: 0.0,
        ..defect(DefectKind::Inclusion, 0.0, 0.0, [500.0, 500.0, 0.0])
    }];
    let shot = render_shot(&balloon, 0, size()).unwrap();
    let [truth] = shot.truths.as_slice() else {
        panic!("{:?}", shot.truths.len());
    };
    assert!(truth.present.area_px() > 50);
    assert_eq!(truth.visible, None);
    assert!(truth.cnr < 0.1, "{}", truth.cnr);
}

#[test]
fn the_noise_that_is_told_is_that_of_the_pictures() {
    // The change that is told to be as strong as the noise is: a defect at a ratio of 3 changes a
    // pixel by one deviation of its noise. Averaged over the mask, shots with other noise differ by
    // as much as that.
    let mut balloon = facing(Regime::LowVisibility);
    balloon.defects.truncate(1);
    let mut again = balloon.clone();
    again.seed += 1;
    // Only the noise follows from the seed once the wall is even.
    for balloon in [&mut balloon, &mut again] {
        let texture = &mut balloon.spec.texture;
        texture.extrusion_rad = 0.0;
        texture.orange_peel_rad = 0.0;
        texture.mould_rings_rad = 0.0;
        texture.thickness_variation = 0.0;
        texture.cloudiness = 0.0;
    }
    let first = render_shot(&balloon, 0, size()).unwrap();
    let second = render_shot(&again, 0, size()).unwrap();
    let pairs = first.picture.iter().zip(&second.picture);
    let squares = pairs
        .map(|(a, b)| (f64::from(*a) - f64::from(*b)).powi(2))
        .sum::<f64>();
    let found = squares / first.picture.len() as f64 / 2.0;
    let camera = &balloon.camera;
    let mean =
        first.picture.iter().map(|v| f64::from(*v)).sum::<f64>() / first.picture.len() as f64;
    let per_electron = 255.0 / f64::from(camera.full_well_electrons);
    let read = f64::from(camera.read_noise_electrons);
    let column = f64::from(camera.column_noise_levels);
    let told = mean * per_electron + (read * per_electron).powi(2) + column * column + 1.0 / 12.0;
    assert!((found / told - 1.0).abs() < 0.15, "{found} {told}");
}
