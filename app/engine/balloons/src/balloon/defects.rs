//! Defects as they occur, drawn at random.

use std::f32::consts::{FRAC_PI_2, TAU};

use rand::RngExt;

use crate::defect::{Defect, DefectKind, DefectShape, wrapped};
use crate::random::{Draw, Generator};
use crate::spec::BalloonSpec;

/// How often a balloon has 0, 1, 2, … defects.
const COUNTS: [f32; 6] = [0.34, 0.28, 0.18, 0.11, 0.06, 0.03];
/// How often a defect is of each of [`DefectKind::ALL`].
const KINDS: [f32; 4] = [0.32, 0.22, 0.26, 0.2];
/// How often a place is tried before a defect is left out, as two may not overlap.
const TRIES: usize = 40;
/// How far two defects stay apart, in millimetres.
const GAP_MM: f32 = 0.15;

/// The defects of one balloon.
pub(super) fn random(spec: &BalloonSpec, random: &mut Generator) -> Vec<Defect> {
    let count = random.weighted(&COUNTS);
    let mut defects: Vec<Defect> = Vec::with_capacity(count);
    for _ in 0..count {
        let kind = DefectKind::ALL[random.weighted(&KINDS)];
        let drawn = one(kind, spec, random);
        for _ in 0..TRIES {
            let placed = placed(drawn, spec, random);
            if defects.iter().all(|other| are_apart(&placed, other, spec)) {
                defects.push(placed);
                break;
            }
        }
    }
    defects
}

/// A defect somewhere. At 20 mm on 1024 pixels, a pixel is 20 µm.
fn one(kind: DefectKind, spec: &BalloonSpec, random: &mut Generator) -> Defect {
    let wall_um = spec.wall_um;
    let (length_um, width_um, depth_um) = match kind {
        DefectKind::AxialScratch | DefectKind::RadialScratch => {
            let width_um = random.log_between(20.0, 80.0);
            let deepest_um = (0.3 * width_um).min(0.45 * wall_um);
            let length_um = random.log_between(500.0, 6000.0);
            (length_um, width_um, deepest_um * random.between(0.06, 1.0))
        }
        DefectKind::Inclusion => {
            let length_um = random.log_between(60.0, 800.0);
            let width_um = (length_um * random.between(0.5, 1.0)).max(40.0);
            let thickest_um = (0.4 * width_um).min(1.3 * wall_um);
            (length_um, width_um, thickest_um * random.between(0.3, 1.0))
        }
        DefectKind::Bubble => {
            let length_um = random.log_between(80.0, 1200.0);
            let width_um = (length_um * random.between(0.45, 1.0)).max(60.0);
            let thickest_um = (0.5 * width_um).min(0.8 * wall_um);
            (length_um, width_um, thickest_um * random.between(0.12, 1.0))
        }
    };
    let contrast = match kind {
        DefectKind::AxialScratch | DefectKind::RadialScratch => random.between(0.03, 0.8),
        DefectKind::Inclusion => random.between(0.06, 0.92),
        DefectKind::Bubble => random.between(0.4, 1.0),
    };
    let angle_rad = match kind {
        DefectKind::AxialScratch => random.about(0.0, 0.09),
        DefectKind::RadialScratch => FRAC_PI_2 + random.about(0.0, 0.09),
        // Blowing draws bubbles mostly along the axis, and inclusions somewhat.
        DefectKind::Bubble => random.about(0.0, 0.2),
        DefectKind::Inclusion => random.about(0.0, 0.6),
    };
    Defect {
        kind,
        theta_rad: 0.0,
        z_mm: 0.0,
        angle_rad,
        length_um,
        width_um,
        depth_um,
        contrast,
        shape_seed: random.random(),
    }
}

/// The defect somewhere on the cylinder, in the middle 11 mm, which a picture of 4 : 3 shows.
fn placed(defect: Defect, spec: &BalloonSpec, random: &mut Generator) -> Defect {
    let (_, reach_mm) = DefectShape::new(&defect, spec.body_radius_mm()).reach();
    let room_mm = (spec.body_length_mm / 2.0 - spec.shoulder_mm / 2.0).min(5.5) - reach_mm;
    let room_mm = room_mm.max(0.0);
    Defect {
        theta_rad: random.between(0.0, TAU),
        z_mm: random.between(-room_mm, room_mm),
        ..defect
    }
}

fn are_apart(a: &Defect, b: &Defect, spec: &BalloonSpec) -> bool {
    let radius_mm = spec.body_radius_mm();
    let reach = |defect: &Defect| DefectShape::new(defect, radius_mm).reach();
    let ((around_a, along_a), (around_b, along_b)) = (reach(a), reach(b));
    let around_rad = wrapped(a.theta_rad - b.theta_rad).abs();
    let along_mm = (a.z_mm - b.z_mm).abs();
    around_rad > around_a + around_b + GAP_MM / radius_mm || along_mm > along_a + along_b + GAP_MM
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Balloon;
    use crate::regime::Regime;

    fn balloons() -> impl Iterator<Item = Balloon> {
        (0..600).map(|index| Balloon::random(11, index, Regime::Good, 12).unwrap())
    }

    #[test]
    fn some_balloons_are_good_and_none_has_more_than_five_defects() {
        let counts: Vec<usize> = balloons().map(|balloon| balloon.defects.len()).collect();
        let good = counts.iter().filter(|count| **count == 0).count();
        assert!((150..260).contains(&good), "{good}");
        assert_eq!(counts.iter().max(), Some(&5));
    }

    #[test]
    fn defects_have_the_sizes_and_angles_of_their_kind() {
        for defect in balloons().flat_map(|balloon| balloon.defects) {
            let is_scratch = matches!(
                defect.kind,
                DefectKind::AxialScratch | DefectKind::RadialScratch
            );
            let (lengths, widths) = if is_scratch {
                (499.0..6001.0, 19.9..80.1)
            } else {
                (59.0..1201.0, 39.0..1201.0)
            };
            assert!(lengths.contains(&defect.length_um), "{defect:?}");
            assert!(widths.contains(&defect.width_um), "{defect:?}");
            let to_axis = defect.angle_rad.sin().abs().asin().to_degrees();
            match defect.kind {
                DefectKind::AxialScratch => assert!(to_axis < 15.0),
                DefectKind::RadialScratch => assert!(to_axis > 75.0),
                DefectKind::Inclusion | DefectKind::Bubble => {}
            }
        }
    }

    #[test]
    fn defects_of_one_balloon_do_not_overlap() {
        for balloon in balloons() {
            for (number, a) in balloon.defects.iter().enumerate() {
                for b in &balloon.defects[number + 1..] {
                    assert!(are_apart(a, b, &balloon.spec), "{a:?} {b:?}");
                }
            }
        }
    }
}
