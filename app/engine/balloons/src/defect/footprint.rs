//! Where on the wall a defect is, and what it does there.

use std::f32::consts::{PI, TAU};

use super::effect::Effect;
use super::{Defect, DefectKind, inclusion, scratch, void};
use crate::noise::Noise;

/// A defect made ready: what all its points share is worked out once.
#[derive(Clone, Debug)]
pub(crate) struct DefectShape {
    defect: Defect,
    body_radius_mm: f32,
    /// Sine and cosine of the angle of its length to the axis.
    sin: f32,
    cos: f32,
    half_length_mm: f32,
    half_width_mm: f32,
    /// How far the middle line of a scratch leaves the straight line at most.
    sway_mm: f32,
    noise: Noise,
}

/// A point of the wall as a defect sees it, in millimetres: along its length and across it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Local {
    pub along_mm: f32,
    pub across_mm: f32,
}

impl DefectShape {
    /// A defect on a balloon whose cylinder has this radius.
    pub fn new(defect: &Defect, body_radius_mm: f32) -> Self {
        let (sin, cos) = defect.angle_rad.sin_cos();
        let half_length_mm = defect.length_um / 2000.0;
        let half_width_mm = defect.width_um / 2000.0;
        let sway_mm = match defect.kind {
            DefectKind::AxialScratch | DefectKind::RadialScratch => {
                scratch::most_sway_mm(half_length_mm, half_width_mm)
            }
            DefectKind::Inclusion | DefectKind::Bubble => 0.0,
        };
        Self {
            defect: *defect,
            body_radius_mm,
            sin,
            cos,
            half_length_mm,
            half_width_mm,
            sway_mm,
            noise: Noise::new(defect.shape_seed.into()),
        }
    }

    pub fn defect(&self) -> &Defect {
        &self.defect
    }

    /// How far it reaches from its middle at most: around the tube in radians, along the axis in
    /// millimetres.
    pub fn reach(&self) -> (f32, f32) {
        let across_mm = self.half_width_mm + self.sway_mm;
        let around_mm = self.half_length_mm * self.sin.abs() + across_mm * self.cos.abs();
        let along_mm = self.half_length_mm * self.cos.abs() + across_mm * self.sin.abs();
        (around_mm / self.body_radius_mm, along_mm)
    }

    /// Whether a point of the wall is in the defect or nearer to it than a margin.
    pub fn is_near(&self, theta_rad: f32, z_mm: f32, margin_mm: f32) -> bool {
        let local = self.local(theta_rad, z_mm);
        local.along_mm.abs() <= self.half_length_mm + margin_mm
            && local.across_mm.abs() <= self.half_width_mm + self.sway_mm + margin_mm
            && (local.across_mm - self.middle_mm(local.along_mm)).abs()
                <= self.half_width_mm + margin_mm
    }

    /// What the defect does to light at a point of the wall; nothing outside it.
    pub fn effect(&self, theta_rad: f32, z_mm: f32) -> Option<Effect> {
        let mut local = self.local(theta_rad, z_mm);
        if local.along_mm.abs() > self.half_length_mm {
            return None;
        }
        local.across_mm -= self.middle_mm(local.along_mm);
        if local.across_mm.abs() > self.half_width_mm {
            return None;
        }
        let half_mm = [self.half_length_mm, self.half_width_mm];
        let mut effect = match self.defect.kind {
            DefectKind::AxialScratch | DefectKind::RadialScratch => {
                scratch::effect(&self.defect, half_mm, self.noise, local)
            }
            DefectKind::Inclusion => inclusion::effect(&self.defect, half_mm, self.noise, local),
            DefectKind::Bubble => void::effect(&self.defect, half_mm, local),
        }?;
        // The kinds know slopes along and across their length.
        effect.tilt = self.on_the_wall(effect.tilt);
        effect.bend = self.on_the_wall(effect.bend);
        effect.inner_tilt = self.on_the_wall(effect.inner_tilt);
        Some(effect)
    }

    fn local(&self, theta_rad: f32, z_mm: f32) -> Local {
        let around_mm = self.body_radius_mm * wrapped(theta_rad - self.defect.theta_rad);
        let up_mm = z_mm - self.defect.z_mm;
        Local {
            along_mm: up_mm * self.cos + around_mm * self.sin,
            across_mm: around_mm * self.cos - up_mm * self.sin,
        }
    }

    /// Where the middle line of a scratch is across its length.
    fn middle_mm(&self, along_mm: f32) -> f32 {
        if self.sway_mm == 0.0 {
            return 0.0;
        }
        scratch::middle_mm(
            along_mm,
            [self.half_length_mm, self.half_width_mm],
            self.noise,
        )
    }

    fn on_the_wall(&self, [along, across]: [f32; 2]) -> [f32; 2] {
        [
            along * self.sin + across * self.cos,
            along * self.cos - across * self.sin,
        ]
    }
}

/// An angle brought between −π and π.
pub(crate) fn wrapped(angle_rad: f32) -> f32 {
    angle_rad - TAU * ((angle_rad + PI) / TAU).floor()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn defect(kind: DefectKind, angle_rad: f32) -> Defect {
        Defect {
            kind,
            theta_rad: 3.0,
            z_mm: 1.0,
            angle_rad,
            length_um: 1000.0,
            width_um: 200.0,
            depth_um: 8.0,
            contrast: 0.6,
            shape_seed: 5,
        }
    }

    #[test]
    fn what_acts_is_inside_the_reach_and_near() {
        for kind in DefectKind::ALL {
            for angle in [0.0, 0.3, 1.5] {
                let shape = DefectShape::new(&defect(kind, angle), 5.0);
                let (around_rad, along_mm) = shape.reach();
                let mut acting = 0;
                for step in 0..200 * 200 {
                    let theta = 3.0 + ((step % 200) as f32 - 99.5) / 99.5 * 0.2;
                    let z = 1.0 + ((step / 200) as f32 - 99.5) / 99.5 * 1.0;
                    if shape.effect(theta, z).is_some() {
                        acting += 1;
                        assert!(wrapped(theta - 3.0).abs() <= around_rad + 1e-5, "{kind}");
                        assert!((z - 1.0).abs() <= along_mm + 1e-5, "{kind}");
                        assert!(shape.is_near(theta, z, 1e-4), "{kind}");
                    }
                }
                assert!(acting > 500, "{kind} at {angle}: {acting}");
            }
        }
    }

    #[test]
    fn a_defect_at_the_seam_is_whole() {
        let mut at_seam = defect(DefectKind::Bubble, 0.0);
        at_seam.theta_rad = PI;
        let shape = DefectShape::new(&at_seam, 5.0);
        assert!(shape.effect(PI - 0.01, 1.0).is_some());
        assert!(shape.effect(-PI + 0.01, 1.0).is_some());
        assert!(shape.effect(TAU * 3.0 + PI + 0.01, 1.0).is_some());
    }

    #[test]
    fn lengths_lie_along_the_angle() {
        let quarter = std::f32::consts::FRAC_PI_2;
        let around = DefectShape::new(&defect(DefectKind::Bubble, quarter), 5.0);
        assert!(around.effect(3.0 + 0.4 / 5.0, 1.0).is_some());
        assert!(around.effect(3.0, 1.0 + 0.4).is_none());
        let along = DefectShape::new(&defect(DefectKind::Bubble, 0.0), 5.0);
        assert!(along.effect(3.0 + 0.4 / 5.0, 1.0).is_none());
        assert!(along.effect(3.0, 1.0 + 0.4).is_some());
    }
}
