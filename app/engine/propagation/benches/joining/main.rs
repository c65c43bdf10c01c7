//! How well finds on rendered balloons are joined, by regime of light: finds are the true places,
//! of which some are left out and all are a little off, among false ones.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

#[path = "../turning_balloons/measure.rs"]
#[allow(dead_code, reason = "proposals need more of it")]
mod measure;
mod scenario;

use balloons::{Balloon, Regime};
use measure::rendered;
use propagation::Sense;
use scenario::{Counts, Finds, cylinder};

const SHOTS: u32 = 12;
const SEED: u64 = 97;
/// Balloons of each light that have a defect.
const BALLOONS: usize = 8;

fn main() {
    for regime in Regime::ALL {
        let mut right = Counts::default();
        let mut wrong = Counts::default();
        let mut without_cylinder = 0;
        let balloons = (0..).map(|index| Balloon::random(SEED, index, regime, SHOTS).unwrap());
        let with_defects = balloons.filter(|balloon| !balloon.defects.is_empty());
        for (number, balloon) in with_defects.take(BALLOONS).enumerate() {
            let series = rendered(&balloon, [1024, 768]);
            let Some(cylinder) = cylinder(&series) else {
                without_cylinder += 1;
                continue;
            };
            let finds = Finds::of(&series, number as u64);
            right.add(&finds.joined(&series, cylinder, Sense::Forward));
            wrong.add(&finds.joined(&series, cylinder, Sense::Backward));
        }
        let name = regime.name().replace('-', "_");
        let figure = |what: &str, value: f64, unit: &str| {
            let name = format!("joining_{what}_{name}");
            println!(r#"{{"name":"{name}","value":{value:.3},"unit":"{unit}"}}"#);
        };
        figure("without_cylinder", f64::from(without_cylinder), "series");
        figure("true_finds", right.true_finds as f64, "finds");
        figure("completeness", right.completeness(), "share");
        figure("purity", right.purity(), "share");
        figure("false_in_turning", right.false_in_turning(), "share");
        figure("standing_recognised", right.standing_recognised(), "share");
        figure("near_wall_right", right.right_walls(), "share");
        figure("sense_corrected", wrong.right_sense(), "share");
        figure("sense_kept", right.right_sense(), "share");
        figure("trusted_defects", right.trusted_defects(), "share");
        figure("false_alarms", right.false_alarms(), "share");
        figure("time", right.millis / right.series as f64, "ms");
    }
}
