//! The lamps of each regime, with the differences between one set-up and the next.

use std::f32::consts::PI;

use super::{Lamp, Lighting};
use crate::random::{Draw, Generator};
use crate::regime::Regime;

/// What crossed polarisers leave of a mirror reflection.
const POLARISED: f32 = 0.05;

/// The lamps of one set-up.
pub(crate) fn random(regime: Regime, random: &mut Generator) -> Lighting {
    let lamps = match regime {
        Regime::Good => good(random),
        Regime::HighReflection => high_reflection(random),
        Regime::LowVisibility => low_visibility(random),
        Regime::StrongArtifacts => strong_artifacts(random),
    };
    Lighting {
        lamps,
        ambient: random.between(0.004, 0.012),
    }
}

fn good(random: &mut Generator) -> Vec<Lamp> {
    let radiance = random.between(0.34, 0.5);
    vec![
        back_light(random, radiance),
        dark_field(random, 0.9, 1.6),
        beside(random, 2.0, 3.5),
    ]
}

fn high_reflection(random: &mut Generator) -> Vec<Lamp> {
    let radiance = random.between(0.2, 0.36);
    let mut lamps = vec![back_light(random, radiance), dark_field(random, 0.3, 0.9)];
    let strips = 3 + random.weighted(&[0.4, 0.4, 0.2]);
    for strip in 0..strips {
        let side = if strip % 2 == 0 { 1.0 } else { -1.0 };
        let azimuth_rad = side * random.between(0.25, 1.9);
        lamps.push(strip_light(random, azimuth_rad, 0.17, [14.0, 60.0]));
    }
    lamps
}

fn low_visibility(random: &mut Generator) -> Vec<Lamp> {
    vec![
        Lamp::Dome {
            hole_rad: random.between(0.03, 0.12),
            radiance: random.between(0.5, 0.9),
            lean: [random.between(-0.5, 0.5), random.between(-0.4, 0.4)],
            mirror_share: 1.0,
        },
        Lamp::Panel {
            azimuth_rad: PI,
            elevation_rad: 0.0,
            half_width_rad: random.between(0.18, 0.32),
            half_length_rad: random.between(0.18, 0.32),
            edge_rad: random.between(0.12, 0.2),
            radiance: random.between(0.12, 0.2),
            mirror_share: 1.0,
        },
    ]
}

fn strong_artifacts(random: &mut Generator) -> Vec<Lamp> {
    let radiance = random.between(0.28, 0.42);
    let mut lamps = vec![back_light(random, radiance), dark_field(random, 0.6, 1.2)];
    let side = if random.chance(0.5) { 1.0 } else { -1.0 };
    let azimuth_rad = side * random.between(0.4, 1.4);
    lamps.push(strip_light(random, azimuth_rad, 0.07, [5.0, 14.0]));
    lamps
}

/// A narrow back light: what turns light by more than its half width leaves it, and looks dark.
fn back_light(random: &mut Generator, radiance: f32) -> Lamp {
    Lamp::Panel {
        azimuth_rad: PI + random.about(0.0, 0.03),
        elevation_rad: random.about(0.0, 0.02),
        half_width_rad: random.between(0.08, 0.12),
        half_length_rad: random.between(0.08, 0.12),
        edge_rad: random.between(0.08, 0.14),
        radiance,
        mirror_share: 1.0,
    }
}

/// A ring behind the balloon and outside the view, whose light only turned rays bring.
fn dark_field(random: &mut Generator, low: f32, high: f32) -> Lamp {
    Lamp::Ring {
        angle_rad: PI - random.between(0.5, 0.75),
        half_width_rad: random.between(0.12, 0.2),
        radiance: random.between(low, high),
        leds: 24 + 12 * random.weighted(&[1.0, 1.0, 1.0, 1.0]) as u32,
        modulation: random.between(0.1, 0.35),
        mirror_share: 1.0,
    }
}

/// A ring beside the balloon, behind a polariser that crosses the camera's.
fn beside(random: &mut Generator, low: f32, high: f32) -> Lamp {
    Lamp::Ring {
        angle_rad: random.between(1.2, 1.5),
        half_width_rad: random.between(0.15, 0.25),
        radiance: random.between(low, high),
        leds: 48,
        modulation: 0.2,
        mirror_share: POLARISED,
    }
}

/// A narrow lamp in front of the balloon, whose mirror image is a bright line along it.
fn strip_light(
    random: &mut Generator,
    azimuth_rad: f32,
    widest_rad: f32,
    radiances: [f32; 2],
) -> Lamp {
    Lamp::Panel {
        azimuth_rad,
        elevation_rad: random.about(0.0, 0.12),
        half_width_rad: random.log_between(0.02, widest_rad),
        half_length_rad: random.between(0.35, 0.9),
        edge_rad: random.between(0.004, 0.02),
        radiance: random.log_between(radiances[0], radiances[1]),
        mirror_share: 1.0,
    }
}
