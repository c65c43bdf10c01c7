//! The outline of a balloon.

use crate::spec::BalloonSpec;

/// The outline of a balloon, made ready: its radius at every place on the axis.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outline {
    body_mm: f32,
    half_length_mm: f32,
    shoulder_mm: f32,
    /// Tangent of each cone's angle to the axis, and each cone's length: at negative z, at positive
    /// z.
    steepness: [f32; 2],
    cone_mm: [f32; 2],
}

impl Outline {
    pub fn new(spec: &BalloonSpec) -> Self {
        let body_mm = spec.body_radius_mm();
        let steepness = spec.cone_angles_rad.map(f32::tan);
        Self {
            body_mm,
            half_length_mm: spec.body_length_mm / 2.0,
            shoulder_mm: spec.shoulder_mm,
            cone_mm: steepness.map(|steep| (body_mm - spec.neck_diameter_mm / 2.0) / steep),
            steepness,
        }
    }

    /// Radius of the cylinder.
    pub fn body_mm(&self) -> f32 {
        self.body_mm
    }

    /// Outer radius in millimetres at a place on the axis, and by how much it grows with z. The
    /// outline is a straight cylinder, cones and necks, joined by parabolas.
    pub fn radius_mm(&self, z_mm: f32) -> (f32, f32) {
        let beyond = z_mm.abs() - self.half_length_mm;
        if beyond <= -self.shoulder_mm {
            return (self.body_mm, 0.0);
        }
        let side = usize::from(z_mm >= 0.0);
        let (start, start_slope) = ramp(beyond, self.shoulder_mm);
        let (end, end_slope) = ramp(beyond - self.cone_mm[side], self.shoulder_mm);
        let steepness = self.steepness[side];
        let radius = self.body_mm - steepness * (start - end);
        let slope = -steepness * (start_slope - end_slope) * z_mm.signum();
        (radius, slope)
    }

    /// Where the cones end, in millimetres from the middle: at negative z, at positive z.
    pub fn ends_mm(&self) -> [f32; 2] {
        self.cone_mm.map(|cone| self.half_length_mm + cone)
    }
}

/// Zero before, a straight line after, and a parabola between, with its slope.
fn ramp(x: f32, half_width: f32) -> (f32, f32) {
    if x <= -half_width {
        (0.0, 0.0)
    } else if x >= half_width {
        (x, 1.0)
    } else {
        let t = x + half_width;
        (t * t / (4.0 * half_width), t / (2.0 * half_width))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Balloon;
    use crate::regime::Regime;

    fn spec() -> BalloonSpec {
        Balloon::random(1, 0, Regime::Good, 12).unwrap().spec
    }

    #[test]
    fn the_outline_is_a_cylinder_between_cones_that_end_in_necks() {
        let spec = spec();
        let outline = Outline::new(&spec);
        assert_eq!(outline.radius_mm(0.0), (spec.body_radius_mm(), 0.0));
        for (side, end) in [-1.0, 1.0].into_iter().zip(outline.ends_mm()) {
            let (neck, slope) = outline.radius_mm(side * (end + 2.0 * spec.shoulder_mm));
            assert!((neck - spec.neck_diameter_mm / 2.0).abs() < 1e-3, "{neck}");
            assert!(slope.abs() < 1e-4, "{slope}");
        }
    }

    #[test]
    fn the_slope_is_the_derivative_of_the_radius() {
        let outline = Outline::new(&spec());
        for step in -200..200 {
            let z = step as f32 * 0.06;
            let (before, _) = outline.radius_mm(z - 0.002);
            let (after, _) = outline.radius_mm(z + 0.002);
            let (_, slope) = outline.radius_mm(z);
            assert!((slope - (after - before) / 0.004).abs() < 0.02, "{z}");
        }
    }
}
