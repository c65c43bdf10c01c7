//! What pictures look like: the same for the same seed, and as the name of their regime says.
#![allow(clippy::unwrap_used)]

mod common;

use balloons::{Balloon, PictureSize, Regime, Shot, render_series, render_shot};
use common::{SIZE, facing, on_threads, size};

#[test]
fn the_same_seed_gives_the_same_shots_on_any_number_of_threads() {
    for regime in [Regime::HighReflection, Regime::StrongArtifacts] {
        let balloon = Balloon::random(21, 4, regime, 3).unwrap();
        let all = || render_series(&balloon, size(), &|_, _| true).unwrap();
        let one = on_threads(1, all);
        let four = on_threads(4, all);
        assert!(one == four, "{regime}");
        let numbers: Vec<u32> = one.iter().map(|shot| shot.number).collect();
        assert_eq!(numbers, [0, 1, 2]);
        // A single shot is that of the series.
        assert!(
            render_shot(&balloon, 2, size()).unwrap() == one[2],
            "{regime}"
        );
    }
}

#[test]
fn seeds_indices_shots_and_regimes_give_other_pictures() {
    let shot = |seed, index, regime, number| {
        let balloon = Balloon::random(seed, index, regime, 8).unwrap();
        render_shot(&balloon, number, size()).unwrap().picture
    };
    let first = shot(1, 1, Regime::Good, 0);
    assert_ne!(first, shot(2, 1, Regime::Good, 0));
    assert_ne!(first, shot(1, 2, Regime::Good, 0));
    assert_ne!(first, shot(1, 1, Regime::Good, 1));
    assert_ne!(first, shot(1, 1, Regime::HighReflection, 0));
}

#[test]
fn a_picture_of_twice_the_size_shows_the_same() {
    let balloon = Balloon::random(5, 3, Regime::Good, 8).unwrap();
    let small = render_shot(&balloon, 1, size()).unwrap();
    let double = PictureSize::new(2 * SIZE[0], 2 * SIZE[1]).unwrap();
    let large = render_shot(&balloon, 1, double).unwrap();
    let width = SIZE[0] as usize;
    let mut error = 0.0;
    for (index, level) in small.picture.iter().enumerate() {
        let (x, y) = (2 * (index % width), 2 * (index / width));
        let at = |x: usize, y: usize| f32::from(large.picture[y * 2 * width + x]);
        let mean = (at(x, y) + at(x + 1, y) + at(x, y + 1) + at(x + 1, y + 1)) / 4.0;
        error += (f32::from(*level) - mean).abs();
    }
    assert!(error / (small.picture.len() as f32) < 2.5);
}

/// Figures of some balloons of a regime.
struct Look {
    clipped: f32,
    mean: f32,
    contrast: f32,
    sharpness: f32,
    columns_and_rows: f32,
}

#[test]
fn regimes_differ_as_their_names_say() {
    let [good, reflecting, dim, spoilt] = Regime::ALL.map(look);
    // High reflection: much of the picture is as bright as can be, and nowhere else.
    assert!(reflecting.clipped > 0.005, "{}", reflecting.clipped);
    for other in [&good, &dim] {
        assert!(
            other.clipped < reflecting.clipped / 10.0,
            "{}",
            other.clipped
        );
    }
    // Low visibility: dark, flat and soft.
    for other in [&good, &reflecting, &spoilt] {
        assert!(dim.mean < other.mean);
        assert!(
            dim.contrast < 0.6 * other.contrast,
            "{} {}",
            dim.contrast,
            other.contrast
        );
        assert!(
            dim.sharpness < 0.5 * other.sharpness,
            "{} {}",
            dim.sharpness,
            other.sharpness
        );
    }
    // Strong artifacts: patterns beside the balloon, where a good picture is even.
    let (clean, patterned) = (good.columns_and_rows, spoilt.columns_and_rows);
    assert!(patterned > 2.5 * clean, "{patterned} {clean}");
}

fn look(regime: Regime) -> Look {
    let shots: Vec<Shot> = (0..5)
        .map(|index| {
            let mut balloon = Balloon::random(31, index, regime, 8).unwrap();
            balloon.defects.clear();
            render_shot(&balloon, 0, size()).unwrap()
        })
        .collect();
    let mean_of =
        |figure: &dyn Fn(&Shot) -> f32| shots.iter().map(figure).sum::<f32>() / shots.len() as f32;
    Look {
        clipped: mean_of(&|shot| {
            let clipped = shot.picture.iter().filter(|level| **level == 255).count();
            clipped as f32 / shot.picture.len() as f32
        }),
        mean: mean_of(&|shot| mean(&levels(shot))),
        contrast: mean_of(&|shot| deviation(&levels(shot))),
        sharpness: mean_of(&steepest),
        columns_and_rows: mean_of(&patterns),
    }
}

fn levels(shot: &Shot) -> Vec<f32> {
    shot.picture.iter().map(|level| f32::from(*level)).collect()
}

fn mean(values: &[f32]) -> f32 {
    values.iter().sum::<f32>() / values.len() as f32
}

fn deviation(values: &[f32]) -> f32 {
    let mean = mean(values);
    let squares = values
        .iter()
        .map(|value| (value - mean).powi(2))
        .sum::<f32>();
    (squares / values.len() as f32).sqrt()
}

/// The steepest edges: the 99.5th percentile of differences over four columns.
fn steepest(shot: &Shot) -> f32 {
    let width = shot.size.width_px();
    let mut steps: Vec<f32> = levels(shot)
        .chunks(width)
        .flat_map(|row| {
            row.windows(5)
                .map(|five| (five[4] - five[0]).abs())
                .collect::<Vec<_>>()
        })
        .collect();
    steps.sort_by(f32::total_cmp);
    steps[steps.len() * 995 / 1000]
}

/// How uneven the background is: the deviation of the means of squares of 4 × 4 pixels from those of
/// 32 × 32, in the left tenth of the picture, where no balloon reaches.
fn patterns(shot: &Shot) -> f32 {
    let width = shot.size.width_px();
    let square = |left: usize, top: usize, side: usize| {
        let rows = (top..top + side).map(|y| &shot.picture[y * width + left..][..side]);
        let sum: f32 = rows.flatten().map(|level| f32::from(*level)).sum();
        sum / (side * side) as f32
    };
    let mut differences = Vec::new();
    for top in (0..shot.size.height_px() - 32).step_by(32) {
        let large = square(4, top, 32);
        for step in 0..64 {
            differences.push(square(4 + 4 * (step % 8), top + 4 * (step / 8), 4) - large);
        }
    }
    deviation(&differences)
}

#[test]
fn the_outline_is_bright_in_good_light_and_the_wall_lets_the_light_through() {
    let balloon = facing(Regime::Good);
    let shot = render_shot(&balloon, 0, size()).unwrap();
    let width = shot.size.width_px();
    let row = &shot.picture[shot.size.height_px() / 2 * width..][..width];
    let background = row[width / 40];
    let inside = row[width / 2];
    let brightest = row.iter().copied().max().unwrap();
    assert!(inside > background / 4, "{inside} {background}");
    assert!(
        f32::from(brightest) > 1.3 * f32::from(background),
        "{brightest} {background}"
    );
}

#[test]
fn extreme_sizes_and_shapes_are_rendered() {
    let balloon = Balloon::random(8, 2, Regime::StrongArtifacts, 8).unwrap();
    for [width, height] in [[256, 256], [256, 1500], [1500, 256]] {
        let size = PictureSize::new(width, height).unwrap();
        let shot = render_shot(&balloon, 3, size).unwrap();
        assert_eq!(shot.picture.len(), size.pixels());
        let (low, high) = (shot.picture.iter().min(), shot.picture.iter().max());
        assert!(high.unwrap() - low.unwrap() > 60, "{width} × {height}");
    }
}

#[test]
fn a_quarter_turn_of_the_camera_lays_the_balloon_along_the_rows() {
    let upright = facing(Regime::Good);
    let mut lying = upright.clone();
    lying.camera.roll_rad = std::f32::consts::FRAC_PI_2;
    let [upright, lying] = [upright, lying].map(|it| render_shot(&it, 0, size()).unwrap());
    let (width, height) = (size().width_px(), size().height_px());
    let at = |shot: &Shot, x: usize, y: usize| f32::from(shot.picture[y * width + x]);
    // The square in the middle is the same but turned, and not the same without turning it.
    let (left, top, side) = (width / 2 - height / 2, 0, height);
    let (mut turned, mut straight) = (0.0, 0.0);
    for y in 0..side {
        for x in 0..side {
            let level = at(&lying, left + x, top + y);
            turned += (level - at(&upright, left + y, top + side - 1 - x)).abs();
            straight += (level - at(&upright, left + x, top + y)).abs();
        }
    }
    let count = (side * side) as f32;
    assert!(turned / count < 3.0, "{}", turned / count);
    assert!(straight / count > 10.0, "{}", straight / count);
}

#[test]
fn impossible_balloons_are_refused_before_any_work() {
    let mut balloon = facing(Regime::Good);
    balloon.spec.wall_um = f32::NAN;
    let refused = render_shot(&balloon, 0, size()).unwrap_err().to_string();
    assert!(
        refused.contains("the thickness of the wall cannot be NaN"),
        "{refused}"
    );
    let refused = render_shot(&facing(Regime::Good), 99, size())
        .unwrap_err()
        .to_string();
    assert!(
        refused.contains("shot 99 is not in a series of"),
        "{refused}"
    );
}
