//! A flat bubble of gas inside the wall.

use super::Defect;
use super::effect::Effect;
use super::footprint::Local;

/// Height of the bulge over the bubble in thicknesses of the bubble.
const BULGE: f32 = 0.25;
/// Slope in radians beyond which the bubble's rim reflects totally, whatever it is.
const STEEPEST_RAD: f32 = 1.3;

/// What the bubble does to light; slopes are along and across its length. The bubble is an
/// ellipsoid of thickness `d √(1 − ρ²)`. The polymer that is missing is a lens that spreads light,
/// the stronger the nearer to the rim, so that a back light shows a bright middle and a dark rim.
pub(super) fn effect(defect: &Defect, half_mm: [f32; 2], at: Local) -> Option<Effect> {
    let p = [at.along_mm / half_mm[0], at.across_mm / half_mm[1]];
    let squared = p[0] * p[0] + p[1] * p[1];
    if squared >= 1.0 {
        return None;
    }
    let body = 1.0 - squared;
    let depth_mm = defect.depth_um / 1000.0;
    let slopes = |scale: f32| {
        [p[0] / half_mm[0], p[1] / half_mm[1]]
            .map(|slope| (scale * depth_mm * slope).clamp(-STEEPEST_RAD, STEEPEST_RAD))
    };
    let rim = 1.0 / body.max(1e-4).sqrt();
    let lens = slopes(defect.contrast * rim);
    let bulge = slopes(-4.0 * BULGE * body);
    Some(Effect {
        tilt: bulge,
        bend: [lens[0] + bulge[0], lens[1] + bulge[1]],
        inner_tilt: slopes(-0.5 * rim),
        inner_share: defect.contrast,
        ..Effect::default()
    })
}
