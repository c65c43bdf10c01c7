//! How long a brush of 200 pixels takes for a sample of a stroke, on a mask of 20,000 × 20,000
//! pixels of which some are on all over, with a clone kept for undo.
#![allow(clippy::print_stdout)]

use std::time::Instant;

use shapes::{Mask, PixelRect, Point};

const SIDE_PX: u32 = 20_000;
const DIAMETER_PX: f64 = 200.0;
const SAMPLES: usize = 400;

fn main() {
    let mask = speckled();

    let mut painted = mask.clone();
    let durations_ms = stroke(|from, to| painted.unite(&Mask::stroke(from, to, DIAMETER_PX)));
    print("brush_200px", durations_ms[SAMPLES / 2], "ms");
    print("brush_200px_slowest", durations_ms[SAMPLES - 1], "ms");
    let mut erased = painted.clone();
    let durations_ms = stroke(|from, to| erased.subtract(&Mask::stroke(from, to, DIAMETER_PX)));
    print("eraser_200px", durations_ms[SAMPLES / 2], "ms");

    once("mask_clone", || painted.clone());
    once("mask_to_rle", || painted.to_rle(SIDE_PX, SIDE_PX));
    once("mask_to_polygon", || painted.to_polygon());
    let disc = Mask::disc(Point::new(10_000.0, 10_000.0), 19_000.0);
    once("large_disc_to_rle", || disc.to_rle(SIDE_PX, SIDE_PX));
    once("large_disc_to_polygon", || disc.to_polygon());
    once("large_disc_from_polygon", || {
        Mask::from_polygon(&disc.to_polygon())
    });
}

/// Does something and tells how long it took.
fn once<T>(name: &str, action: impl FnOnce() -> T) {
    let start = Instant::now();
    std::hint::black_box(action());
    print(name, start.elapsed().as_secs_f64() * 1e3, "ms");
}

/// The milliseconds of each sample of a stroke across the picture, from the fastest.
fn stroke(mut sample: impl FnMut(Point, Point)) -> Vec<f64> {
    let at = |step: usize| {
        let share = step as f64 / SAMPLES as f64;
        let wave = (share * 20.0).sin() * 3_000.0;
        Point::new(500.0 + share * 19_000.0, 10_000.0 + wave)
    };
    let mut durations_ms: Vec<f64> = (0..SAMPLES)
        .map(|step| {
            let start = Instant::now();
            sample(at(step), at(step + 1));
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    durations_ms.sort_by(f64::total_cmp);
    durations_ms
}

/// A mask with a square of 40 × 40 pixels in every tile.
fn speckled() -> Mask {
    let mut mask = Mask::new();
    for top in (0..SIDE_PX).step_by(64) {
        for left in (0..SIDE_PX).step_by(64) {
            mask.unite(&Mask::rectangle(PixelRect {
                left,
                top,
                right: (left + 40).min(SIDE_PX),
                bottom: (top + 40).min(SIDE_PX),
            }));
        }
    }
    mask
}

fn print(name: &str, value: f64, unit: &str) {
    println!(r#"{{"name":"{name}","value":{value:.2},"unit":"{unit}"}}"#);
}
