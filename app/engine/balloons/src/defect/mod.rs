//! Defects in the wall of a balloon.

mod effect;
mod footprint;
mod inclusion;
mod scratch;
mod void;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

pub(crate) use effect::Effect;
pub(crate) use footprint::{DefectShape, wrapped};

use crate::error::BalloonsError;
use crate::quantity::check;

/// What a defect is. Scratches along the axis are worse than those around it, because they meet the
/// hoop stress of the inflated balloon, which is twice the stress along the axis (Barlow).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DefectKind {
    /// A groove along the axis.
    AxialScratch,
    /// A groove around the axis.
    RadialScratch,
    /// A particle or gel inside the wall.
    Inclusion,
    /// A flat void inside the wall, filled with gas.
    Bubble,
}

impl DefectKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [
        Self::AxialScratch,
        Self::RadialScratch,
        Self::Inclusion,
        Self::Bubble,
    ];

    /// Its name in files and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AxialScratch => "axial-scratch",
            Self::RadialScratch => "radial-scratch",
            Self::Inclusion => "inclusion",
            Self::Bubble => "bubble",
        }
    }
}

impl fmt::Display for DefectKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for DefectKind {
    type Err = BalloonsError;

    fn from_str(text: &str) -> Result<Self, BalloonsError> {
        let found = Self::ALL.into_iter().find(|kind| kind.name() == text);
        found.ok_or_else(|| BalloonsError::UnknownName {
            what: "kind of defect",
            text: text.to_owned(),
            known: Self::ALL.map(Self::name).join(", "),
        })
    }
}

/// A defect: a place on the unwrapped wall and a physical size. It is the same object in every
/// shot.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Defect {
    /// What it is.
    pub kind: DefectKind,
    /// Where its middle is around the axis, in radians. The balloon turned by an angle `a` shows it
    /// at `x = R sin(theta + a)`, on the near wall where the cosine of that sum is above zero.
    pub theta_rad: f32,
    /// Where its middle is along the axis, in millimetres from the middle of the balloon.
    pub z_mm: f32,
    /// Angle of its length to the axis in radians: 0 is along the axis, a quarter turn around it.
    pub angle_rad: f32,
    /// Its length in micrometres, along that angle.
    pub length_um: f32,
    /// Its width in micrometres, across that angle.
    pub width_um: f32,
    /// Depth of a scratch, or thickness of an inclusion or a bubble, in micrometres.
    pub depth_um: f32,
    /// How strongly it acts on light, from 0 to 1: the share that the rough floor of a scratch
    /// scatters, the share that an inclusion absorbs at its thickest, or the step of the refractive
    /// index at a bubble, where 1 stands for an empty one.
    pub contrast: f32,
    /// Start of the random numbers of its outline.
    pub shape_seed: u32,
}

impl Defect {
    /// Refuses what no defect can be.
    pub(crate) fn check(&self) -> Result<(), BalloonsError> {
        check(
            "the place around the axis",
            self.theta_rad,
            -100.0..=100.0,
            "an angle in radians",
        )?;
        check(
            "the place along the axis",
            self.z_mm,
            -300.0..=300.0,
            "−300 to 300 mm",
        )?;
        check(
            "the angle of a defect",
            self.angle_rad,
            -10.0..=10.0,
            "an angle in radians",
        )?;
        let sizes = 1.0..=50_000.0;
        check(
            "the length of a defect",
            self.length_um,
            sizes.clone(),
            "1 to 50,000 µm",
        )?;
        check(
            "the width of a defect",
            self.width_um,
            sizes,
            "1 to 50,000 µm",
        )?;
        check(
            "the depth of a defect",
            self.depth_um,
            0.0..=500.0,
            "0 to 500 µm",
        )?;
        check(
            "the contrast of a defect",
            self.contrast,
            0.0..=1.0,
            "0 to 1",
        )
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn names_are_read_and_are_those_of_files() {
        for kind in DefectKind::ALL {
            assert_eq!(kind.to_string().parse(), Ok(kind));
            let json = serde_json::to_string(&kind).unwrap();
            assert_eq!(json, format!("\"{kind}\""));
        }
        let refused = "dent".parse::<DefectKind>().unwrap_err();
        assert!(refused.to_string().contains("bubble"), "{refused}");
    }
}
