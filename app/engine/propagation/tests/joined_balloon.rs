//! Finds on a rendered balloon, with false ones among them, are joined into its defects.
#![allow(clippy::unwrap_used)]

#[path = "../benches/turning_balloons/measure.rs"]
#[allow(dead_code, reason = "proposals need more of it")]
mod measure;
#[path = "../benches/joining/scenario.rs"]
mod scenario;

use balloons::{Balloon, Defect, DefectKind, Regime};
use measure::rendered;
use propagation::Sense;
use scenario::{Counts, Finds, cylinder};

/// A balloon with two defects that are large enough for small pictures.
fn balloon() -> Balloon {
    let mut balloon = Balloon::random(77, 2, Regime::Good, 12).unwrap();
    let kinds = [
        (DefectKind::AxialScratch, 0.2, -2.6, [1800.0, 90.0, 12.0]),
        (DefectKind::Inclusion, 2.9, 0.9, [600.0, 500.0, 25.0]),
    ];
    let defects = kinds.map(
        |(kind, theta_rad, z_mm, [length_um, width_um, depth_um])| Defect {
            kind,
            theta_rad,
            z_mm,
            angle_rad: 0.0,
            length_um,
            width_um,
            depth_um,
            contrast: 0.8,
            shape_seed: 5,
        },
    );
    balloon.defects = defects.to_vec();
    balloon
}

/// The bounds are a little below what was measured.
#[test]
fn defects_are_told_from_what_stands_and_from_strays() {
    let series = rendered(&balloon(), [512, 384]);
    let cylinder = cylinder(&series).unwrap();
    let mut counts = Counts::default();
    for seed in 0..8 {
        counts.add(&Finds::of(&series, seed).joined(&series, cylinder, Sense::Forward));
    }
    assert!(counts.true_finds > 80, "{counts:?}");
    assert!(counts.completeness() > 0.95, "{counts:?}");
    assert!(counts.trusted_defects() > 0.99, "{counts:?}");
    assert!(counts.standing_recognised() > 0.95, "{counts:?}");
    assert!(counts.false_in_turning() < 0.1, "{counts:?}");
    assert!(counts.right_walls() > 0.9, "{counts:?}");
    assert!(counts.right_sense() > 0.7, "{counts:?}");
    assert!(counts.purity() > 0.6, "{counts:?}");
    assert!(counts.false_alarms() <= 0.25, "{counts:?}");
}
