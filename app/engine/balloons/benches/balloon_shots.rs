//! How many shots of 1024 × 768 pixels a second, by regime.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::time::Instant;

use balloons::{Balloon, PictureSize, Regime, render_series};

const SHOTS: u32 = 12;
const BALLOONS: u64 = 3;

fn main() {
    let size = PictureSize::new(1024, 768).unwrap();
    for regime in Regime::ALL {
        let start = Instant::now();
        for index in 0..BALLOONS {
            let balloon = Balloon::random(1, index, regime, SHOTS).unwrap();
            std::hint::black_box(render_series(&balloon, size, &|_, _| true).unwrap());
        }
        let shots = (BALLOONS * u64::from(SHOTS)) as f64;
        let per_sec = shots / start.elapsed().as_secs_f64();
        let name = regime.name().replace('-', "_");
        println!(r#"{{"name":"balloon_shots_{name}","value":{per_sec:.1},"unit":"shots/s"}}"#);
    }
}
