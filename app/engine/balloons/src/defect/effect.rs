//! What a defect does to the light at one point of the wall.

use std::ops::AddAssign;

/// What a defect does to the light at one point of the wall. Pairs are slopes in radians, around
/// the tube (in the direction of growing θ) and along its axis.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Effect {
    /// Slope of the outer surface, which turns what is mirrored.
    pub tilt: [f32; 2],
    /// Slope of the wall's optical thickness, which turns what passes.
    pub bend: [f32; 2],
    /// Blur of what is mirrored and what passes, as a deviation in radians.
    pub blur_rad: f32,
    /// Natural absorbance.
    pub absorbance: f32,
    /// Optical depth of scattering by a rough surface, which sends light on mostly forwards.
    pub rough: f32,
    /// Optical depth of scattering by matt matter, which sends light evenly everywhere.
    pub matt: f32,
    /// Slope of a mirroring surface inside the wall, and how much of a full step of the refractive
    /// index that surface is.
    pub inner_tilt: [f32; 2],
    pub inner_share: f32,
}

impl AddAssign for Effect {
    fn add_assign(&mut self, other: Self) {
        for axis in 0..2 {
            self.tilt[axis] += other.tilt[axis];
            self.bend[axis] += other.bend[axis];
            self.inner_tilt[axis] += other.inner_tilt[axis];
        }
        self.blur_rad = self.blur_rad.max(other.blur_rad);
        self.absorbance += other.absorbance;
        self.rough += other.rough;
        self.matt += other.matt;
        self.inner_share = (self.inner_share + other.inner_share).min(1.0);
    }
}
