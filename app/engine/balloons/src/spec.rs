//! What a balloon is made of and how it is shaped.

use serde::{Deserialize, Serialize};

use crate::error::BalloonsError;
use crate::quantity::{check, counted};

/// What balloons are blown from. The refractive indices are those of the drawn film in visible
/// light; blowing stretches the polymer in two directions and raises that of PET.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Material {
    /// Polyamide 12 and its block copolymers: clear, a little hazy.
    Nylon,
    /// Polyethylene terephthalate: thin, stiff and glossy.
    Pet,
    /// Thermoplastic polyurethane: soft, thick and hazy.
    Polyurethane,
}

impl Material {
    /// Every material.
    pub const ALL: [Self; 3] = [Self::Nylon, Self::Pet, Self::Polyurethane];
}

/// What a balloon is made of and how it is shaped: a cylinder, a cone at each end, and necks, all
/// round about the axis z, whose zero is in the middle of the cylinder.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BalloonSpec {
    /// What it is blown from.
    pub material: Material,
    /// Refractive index of the wall.
    pub refractive_index: f32,
    /// Outer diameter of the cylinder in millimetres.
    pub body_diameter_mm: f32,
    /// Length of the cylinder in millimetres.
    pub body_length_mm: f32,
    /// Angle between each cone and the axis in radians: at negative z, at positive z.
    pub cone_angles_rad: [f32; 2],
    /// Outer diameter of the necks in millimetres.
    pub neck_diameter_mm: f32,
    /// Half the length in millimetres over which the outline bends from cylinder to cone.
    pub shoulder_mm: f32,
    /// Thickness of the cylinder's wall in micrometres. The cones are thicker, as much as the tube
    /// was stretched less there.
    pub wall_um: f32,
    /// Natural absorbance of the wall a millimetre of way (Beer–Lambert).
    pub absorbance_per_mm: f32,
    /// Share of light that the inside of the wall scatters on a straight crossing, as an optical
    /// depth.
    pub haze: f32,
    /// The same for a wall's surface, where it grows with the inverse cosine of the angle.
    pub surface_haze: f32,
    /// Half width in radians of the blur of mirrored light.
    pub roughness_rad: f32,
    /// How uneven the wall is.
    pub texture: Texture,
}

/// How uneven a good wall is. Slopes are in radians, as root mean square.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Texture {
    /// Slopes of the fine lines that extrusion leaves along the axis.
    pub extrusion_rad: f32,
    /// Number of lines along the axis that can be told one by one, from nicks in the die.
    pub die_lines: u32,
    /// Slopes of the waves of the surface in all directions.
    pub orange_peel_rad: f32,
    /// Slopes of the fine rings that the turned mould leaves around the axis.
    pub mould_rings_rad: f32,
    /// Share by which the thickness varies around the tube.
    pub thickness_variation: f32,
    /// Share by which the haze varies from place to place.
    pub cloudiness: f32,
    /// Number of dust grains and fibres that stick to the balloon. They are no defects.
    pub dust: u32,
}

impl BalloonSpec {
    /// Radius of the cylinder in millimetres.
    #[must_use]
    pub fn body_radius_mm(&self) -> f32 {
        self.body_diameter_mm / 2.0
    }

    /// Refuses what no balloon can be.
    pub(crate) fn check(&self) -> Result<(), BalloonsError> {
        check(
            "the refractive index",
            self.refractive_index,
            1.0..=3.0,
            "1 to 3",
        )?;
        check(
            "the diameter",
            self.body_diameter_mm,
            0.5..=100.0,
            "0.5 to 100 mm",
        )?;
        check(
            "the length",
            self.body_length_mm,
            0.5..=500.0,
            "0.5 to 500 mm",
        )?;
        for angle in self.cone_angles_rad {
            check(
                "the angle of a cone",
                angle,
                0.05..=1.4,
                "0.05 to 1.4 radians",
            )?;
        }
        let widest_neck_mm = 0.95 * self.body_diameter_mm;
        let allowed = "0.1 mm to 95 % of the body's diameter";
        check(
            "the diameter of the necks",
            self.neck_diameter_mm,
            0.1..=widest_neck_mm,
            allowed,
        )?;
        let longest_mm = self.body_length_mm / 2.0;
        let allowed = "above 0 mm to half the length of the body";
        check(
            "the length of a shoulder",
            self.shoulder_mm,
            1e-3..=longest_mm,
            allowed,
        )?;
        check(
            "the thickness of the wall",
            self.wall_um,
            1.0..=500.0,
            "1 to 500 µm",
        )?;
        check(
            "the absorbance",
            self.absorbance_per_mm,
            0.0..=100.0,
            "0 to 100 a millimetre",
        )?;
        check("the haze", self.haze, 0.0..=5.0, "0 to 5")?;
        check(
            "the haze of the surface",
            self.surface_haze,
            0.0..=5.0,
            "0 to 5",
        )?;
        check(
            "the roughness",
            self.roughness_rad,
            0.0..=0.5,
            "0 to 0.5 radians",
        )?;
        self.texture.check()
    }
}

impl Texture {
    fn check(&self) -> Result<(), BalloonsError> {
        for slope in [
            self.extrusion_rad,
            self.orange_peel_rad,
            self.mould_rings_rad,
        ] {
            check("a slope of the wall", slope, 0.0..=0.2, "0 to 0.2 radians")?;
        }
        for share in [self.thickness_variation, self.cloudiness] {
            check("a variation of the wall", share, 0.0..=0.9, "0 to 0.9")?;
        }
        counted("the number of die lines", self.die_lines, 200, "0 to 200")?;
        counted(
            "the number of dust grains",
            self.dust,
            100_000,
            "0 to 100,000",
        )
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
    fn nonsense_is_refused_with_what_is_possible() {
        let good = spec();
        let refused = [
            BalloonSpec {
                refractive_index: f32::NAN,
                ..good
            },
            BalloonSpec {
                neck_diameter_mm: good.body_diameter_mm,
                ..good
            },
            BalloonSpec {
                wall_um: -1.0,
                ..good
            },
            BalloonSpec {
                cone_angles_rad: [0.5, 1.6],
                ..good
            },
        ];
        for spec in refused {
            let message = spec.check().unwrap_err().to_string();
            assert!(message.contains("choose"), "{message}");
        }
        good.check().unwrap();
    }
}
