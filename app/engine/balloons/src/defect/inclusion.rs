//! A particle or gel in the wall, over which the surface bulges.

use super::Defect;
use super::effect::Effect;
use super::footprint::Local;
use crate::noise::Noise;

/// Height of the bulge in thicknesses of the particle.
const BULGE: f32 = 0.3;
/// Share of the light that meets a fully dark particle and is scattered by it.
const ALBEDO: f32 = 0.12;

/// What the inclusion does to light; slopes are along and across its length.
pub(super) fn effect(
    defect: &Defect,
    half_mm: [f32; 2],
    noise: Noise,
    at: Local,
) -> Option<Effect> {
    let p = [at.along_mm / half_mm[0], at.across_mm / half_mm[1]];
    let far = (p[0] * p[0] + p[1] * p[1]).sqrt();
    if far > 1.0 {
        return None;
    }
    // The outline depends on the direction alone, so that it has no islands.
    let direction = if far > 1e-4 {
        [p[0] / far, p[1] / far]
    } else {
        [1.0, 0.0]
    };
    let ragged = noise.octaves(direction[0] * 1.6 + 5.0, direction[1] * 1.6 + 9.0, 3);
    let edge = 0.8 + 0.2 * (1.6 * ragged).clamp(-1.0, 1.0);
    let rho = far / edge;
    if rho > 1.0 {
        return None;
    }
    let body = 1.0 - rho * rho;
    let lumps = 0.8 + 0.35 * noise.octaves(p[0] * 2.2 + 40.0, p[1] * 2.2, 3);
    let fullest = -(1.0 - defect.contrast.min(0.97)).ln();
    let absorbance = fullest * (body.sqrt() * lumps).clamp(0.0, 1.0);
    // The bulge is `h = b (1 − ρ²)²`, so it ends without an edge.
    let slope = |along: f32, half: f32| {
        -4.0 * BULGE * defect.depth_um / 1000.0 * body * along / (edge * edge * half)
    };
    let tilt = [slope(p[0], half_mm[0]), slope(p[1], half_mm[1])];
    Some(Effect {
        tilt,
        bend: tilt,
        blur_rad: 0.05 * defect.contrast,
        absorbance,
        matt: ALBEDO * absorbance,
        ..Effect::default()
    })
}
