//! What a balloon's wall does to light, by the angle at which it is seen.

use super::interface::{cos_refracted, plate};

const STEPS: usize = 512;
/// Largest factor between the tilt of a surface and the turn of the light behind it. The exact
/// factor grows without bound towards grazing incidence, where almost nothing is transmitted.
const MOST_BEND: f32 = 5.0;

/// What a smooth wall does to light at one angle.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WallOptics {
    /// Share that passes, and share that is mirrored.
    pub transmitted: f32,
    pub reflected: f32,
    /// Length of the way inside the wall, in wall thicknesses.
    pub path: f32,
    /// Turn of light that passes, in units of the tilt between the wall's two surfaces, in the
    /// plane of incidence (around the tube) and across it (along the axis).
    pub bend_around: f32,
    pub bend_along: f32,
    /// Turn of light away from the axis, because a tube's inner surface is more curved than its
    /// outer one.
    pub tube_bend_rad: f32,
}

/// The optics of a smooth wall for every angle, so that no pixel has to work them out.
///
/// A tilt `ε` between the surfaces turns light that meets the wall at `i` by
/// `ε (n cos r / cos i − 1)` in the plane of incidence and by `ε (n cos r − cos i)` across it: the
/// derivative of Snell's law. A tube of thickness `t` and radius `R` has the tilt `t tan r / R`.
#[derive(Clone, Debug)]
pub(crate) struct WallTable {
    entries: Vec<WallOptics>,
}

impl WallTable {
    /// A wall of this refractive index, natural absorbance of a straight crossing, and thickness
    /// in radii.
    pub fn new(refractive_index: f32, absorbance: f32, thickness_per_radius: f32) -> Self {
        let entry = |step| {
            let cos_i = (step as f32 / STEPS as f32).max(1e-3);
            let cos_r = cos_refracted(refractive_index, cos_i);
            let tan_r = (1.0 - cos_r * cos_r).max(0.0).sqrt() / cos_r;
            let plate = plate(refractive_index, cos_i, absorbance);
            let bend_around = (refractive_index * cos_r / cos_i - 1.0).min(MOST_BEND);
            WallOptics {
                transmitted: plate.transmitted,
                reflected: plate.reflected,
                path: 1.0 / cos_r,
                bend_around,
                bend_along: refractive_index * cos_r - cos_i,
                tube_bend_rad: thickness_per_radius * tan_r * bend_around,
            }
        };
        Self {
            entries: (0..=STEPS).map(entry).collect(),
        }
    }

    /// The optics at the cosine of an angle of incidence.
    pub fn at(&self, cos_incident: f32) -> WallOptics {
        let place = cos_incident.clamp(0.0, 1.0) * STEPS as f32;
        let step = (place as usize).min(STEPS - 1);
        let t = place - step as f32;
        let (a, b) = (self.entries[step], self.entries[step + 1]);
        let mix = |a: f32, b: f32| a + (b - a) * t;
        WallOptics {
            transmitted: mix(a.transmitted, b.transmitted),
            reflected: mix(a.reflected, b.reflected),
            path: mix(a.path, b.path),
            bend_around: mix(a.bend_around, b.bend_around),
            bend_along: mix(a.bend_along, b.bend_along),
            tube_bend_rad: mix(a.tube_bend_rad, b.tube_bend_rad),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thin_prism_turns_light_by_its_angle_times_the_index_less_one() {
        let straight = WallTable::new(1.5, 0.0, 0.01).at(1.0);
        assert!((straight.bend_around - 0.5).abs() < 1e-4);
        assert!((straight.bend_along - 0.5).abs() < 1e-4);
        assert!(straight.tube_bend_rad.abs() < 1e-6);
    }

    #[test]
    fn the_table_agrees_with_the_formulas_between_its_steps() {
        let table = WallTable::new(1.57, 0.05, 0.01);
        for cos_i in [0.0513, 0.2217, 0.5001, 0.9876] {
            let exact = plate(1.57, cos_i, 0.05);
            let found = table.at(cos_i);
            assert!((found.transmitted - exact.transmitted).abs() < 2e-3);
            assert!((found.reflected - exact.reflected).abs() < 2e-3);
        }
    }
}
