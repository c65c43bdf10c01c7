//! How many defects of rendered balloons are proposed where they are, by regime of light, and how
//! long a series of twelve shots of 2048 × 2048 pixels takes.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

mod measure;

use balloons::{Balloon, DefectKind, Regime};
use measure::{Figures, Marks, rendered};
use propagation::{Turning, Wall};

const SHOTS: u32 = 12;
const SEED: u64 = 41;
const BALLOONS: u64 = 16;

fn main() {
    for regime in Regime::ALL {
        let marks = [
            ("one", Marks::One(Wall::Near)),
            ("one_far", Marks::One(Wall::Far)),
            ("two", Marks::Two),
        ];
        let mut figures = [Figures::default(); 3];
        for index in 0..BALLOONS {
            let balloon = Balloon::random(SEED, index, regime, SHOTS).unwrap();
            if balloon.defects.is_empty() {
                continue;
            }
            let series = rendered(&balloon, [1024, 768]);
            for ((_, marks), figures) in marks.iter().zip(&mut figures) {
                figures.add(&series.measured(*marks, Turning::default()));
            }
        }
        let name = regime.name().replace('-', "_");
        for ((keys, _), figures) in marks.iter().zip(figures) {
            let share = Figures::share(figures.hits, figures.visible);
            let figure = |what: &str, value: f64| {
                let name = format!("propagation_{what}_{keys}_{name}");
                println!(r#"{{"name":"{name}","value":{value:.3},"unit":"share"}}"#);
            };
            figure("hits", share);
            figure("visibility", figures.right_visibility());
        }
    }
    time();
}

/// One balloon with three defects.
fn time() {
    let mut balloon = Balloon::random(SEED, 0, Regime::Good, SHOTS).unwrap();
    let spare = (0..40).map(|index| Balloon::random(SEED, index, Regime::Good, SHOTS).unwrap());
    let defects = spare.flat_map(|balloon| balloon.defects);
    balloon.defects = defects
        .filter(|defect| defect.kind != DefectKind::Bubble)
        .take(3)
        .collect();
    let series = rendered(&balloon, [2048, 2048]);
    let figures = series.measured(Marks::Two, Turning::default());
    println!(
        r#"{{"name":"propagation_series_2048","value":{:.0},"unit":"ms"}}"#,
        figures.millis
    );
}
