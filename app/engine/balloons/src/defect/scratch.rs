//! A groove with a raised edge on each side, drawn by something that touched the wall.

use super::Defect;
use super::effect::Effect;
use super::footprint::Local;
use crate::noise::Noise;

/// Share of the half width that is groove; the rest is the raised edge.
const GROOVE: f32 = 0.72;
/// Height of the raised edge in depths of the groove.
const EDGE: f32 = 0.22;
/// Steepest slope that a groove in a polymer keeps, in radians.
const STEEPEST_RAD: f32 = 0.9;
/// Deviation in radians by which a fully rough floor blurs light.
const ROUGHEST_RAD: f32 = 0.16;

/// How far the middle line leaves the straight line at most, in millimetres.
pub(super) fn most_sway_mm(half_length_mm: f32, half_width_mm: f32) -> f32 {
    0.025 * half_length_mm + 0.6 * half_width_mm
}

/// Where the middle line is across the scratch: a slight bow, and the tremble of the tool.
pub(super) fn middle_mm(
    along_mm: f32,
    [half_length_mm, half_width_mm]: [f32; 2],
    noise: Noise,
) -> f32 {
    let t = along_mm / half_length_mm;
    let bow = noise.at(0.5, 77.7) * 0.025 * half_length_mm * (t * t - 0.5);
    let tremble = noise.at(along_mm * 2.3, 13.1) * 0.6 * half_width_mm;
    bow + tremble
}

/// What the scratch does to light; slopes are along and across its length.
pub(super) fn effect(
    defect: &Defect,
    [half_length_mm, half_width_mm]: [f32; 2],
    noise: Noise,
    at: Local,
) -> Option<Effect> {
    let t = at.along_mm / half_length_mm;
    // It begins and ends in a point, and is pressed unevenly.
    let taper = (1.0 - t * t).max(0.0).sqrt();
    let pressure = 0.72 + 0.28 * noise.at(at.along_mm * 3.1, 4.4);
    let half_mm = half_width_mm * (0.35 + 0.65 * taper) * (0.55 + 0.45 * pressure);
    let q = at.across_mm / half_mm;
    if q.abs() > 1.0 {
        return None;
    }
    let depth_mm = defect.depth_um / 1000.0 * taper * pressure;
    let slope = if q.abs() < GROOVE {
        2.0 * depth_mm * q / (GROOVE * GROOVE * half_mm)
    } else {
        let s = (q.abs() - GROOVE) / (1.0 - GROOVE);
        let steepness = std::f32::consts::PI * EDGE * depth_mm / ((1.0 - GROOVE) * half_mm);
        steepness * (std::f32::consts::TAU * s).sin() * q.signum()
    };
    let slope = slope.clamp(-STEEPEST_RAD, STEEPEST_RAD);
    // The floor is torn open where the tool pressed hard, and grainy along the way.
    let floor = (1.0 - (q / GROOVE).powi(2)).max(0.0);
    let grain = 0.65 + 0.35 * noise.at(at.along_mm * 17.0, q * 1.7 + 31.0);
    let torn = defect.contrast * floor * grain * taper.sqrt() * pressure;
    Some(Effect {
        tilt: [0.0, slope],
        bend: [0.0, slope],
        blur_rad: ROUGHEST_RAD * defect.contrast * (0.4 + 0.6 * floor),
        rough: torn,
        ..Effect::default()
    })
}
