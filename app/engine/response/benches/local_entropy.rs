//! How long local spatial entropy takes: a response of 4096 × 4096 levels, by footprint.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::time::Instant;

use ndarray::Array2;
use response::{EntropyParameters, Estimator, Footprint, entropy};

const REPEATS: usize = 7;
const SIDE_PX: usize = 4096;

fn main() {
    let levels = Array2::from_shape_fn((SIDE_PX, SIDE_PX), |(y, x)| level(x as u32, y as u32));
    for (name, footprint, estimator) in [
        (
            "local_entropy_square_3",
            Footprint::Square(3),
            Estimator::Histogram,
        ),
        (
            "local_entropy_disk_3",
            Footprint::Disk(3),
            Estimator::Histogram,
        ),
        (
            "local_entropy_pairs_3",
            Footprint::Square(3),
            Estimator::CoOccurrence,
        ),
    ] {
        let parameters = EntropyParameters {
            footprint,
            bins: 256,
            estimator,
        };
        let mut durations_ms: Vec<f64> = (0..REPEATS)
            .map(|_| {
                let start = Instant::now();
                std::hint::black_box(entropy(&levels, &parameters).unwrap());
                start.elapsed().as_secs_f64() * 1e3
            })
            .collect();
        durations_ms.sort_by(f64::total_cmp);
        print(name, durations_ms[REPEATS / 2], "ms");
    }
}

/// A response: noise about the middle level, strong in some places and nothing in others.
fn level(x: u32, y: u32) -> u8 {
    let mixed =
        (x.wrapping_mul(0x9E37_79B1) ^ y.wrapping_mul(0x85EB_CA77)).wrapping_mul(0xC2B2_AE35);
    let noise = (mixed >> 24) as f32 / 255.0 - 0.5;
    let strength = ((x as f32 / 301.0).sin() * (y as f32 / 401.0).cos()).max(0.0);
    (127.0 + 200.0 * strength * noise) as u8
}

fn print(name: &str, value: f64, unit: &str) {
    println!(r#"{{"name":"{name}","value":{value:.1},"unit":"{unit}"}}"#);
}
