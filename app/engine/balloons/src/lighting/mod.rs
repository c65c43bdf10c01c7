//! The lamps around a balloon.

mod face;
mod field;
mod lobe;
mod regimes;

use std::f32::consts::PI;

use serde::{Deserialize, Serialize};

pub(crate) use field::Light;
pub(crate) use regimes::random;

use crate::error::BalloonsError;
use crate::quantity::{check, counted};

/// The lamps around a balloon. They stand still while it turns.
///
/// Directions are seen from the balloon, which is small beside its distance from the lamps, so that
/// every point of it sees a lamp in the same direction. Radiances are in units of what fills the
/// sensor at an exposure of 1.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lighting {
    /// The lamps.
    pub lamps: Vec<Lamp>,
    /// Radiance of everything else, the same from all directions.
    pub ambient: f32,
}

/// A lamp with an even face and a soft edge.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Lamp {
    /// A rectangle whose length lies along the balloon's axis: a back light when it is opposite the
    /// camera and wide, a strip light when it is narrow.
    Panel {
        /// Where it is around the balloon's axis, in radians: 0 at the camera, π opposite to it.
        azimuth_rad: f32,
        /// Where it is along the balloon's axis, in radians from the plane across it.
        elevation_rad: f32,
        /// Half its width, around the axis, in radians.
        half_width_rad: f32,
        /// Half its length, along the axis, in radians.
        half_length_rad: f32,
        /// Half the width of its soft edge, in radians.
        edge_rad: f32,
        /// Its radiance.
        radiance: f32,
        /// The share of its light that is left after a mirror reflection: 1, or less between
        /// crossed polarisers.
        mirror_share: f32,
    },
    /// A ring about the camera's axis: a dark-field ring when it is behind the balloon but outside
    /// the view, or beside it.
    Ring {
        /// Angle between its light and the camera's axis in radians: 0 at the camera, π opposite.
        angle_rad: f32,
        /// Half the width of the ring in radians, including its soft edge.
        half_width_rad: f32,
        /// Its mean radiance.
        radiance: f32,
        /// How many LEDs it has.
        leds: u32,
        /// By which share the radiance rises at an LED and falls between two.
        modulation: f32,
        /// As for a panel.
        mirror_share: f32,
    },
    /// A half sphere around the camera, which looks through a hole in it.
    Dome {
        /// Half the angle of the hole in radians.
        hole_rad: f32,
        /// Its radiance halfway between its sides.
        radiance: f32,
        /// By which share it is brighter at its rim on the right, and at that below. The other sides
        /// are as much darker.
        lean: [f32; 2],
        /// As for a panel.
        mirror_share: f32,
    },
}

impl Lighting {
    /// Refuses what no lamps can be.
    pub(crate) fn check(&self) -> Result<(), BalloonsError> {
        check("the ambient light", self.ambient, 0.0..=1000.0, "0 to 1000")?;
        self.lamps.iter().try_for_each(Lamp::check)
    }
}

impl Lamp {
    fn check(&self) -> Result<(), BalloonsError> {
        let (radiance, mirror_share) = match *self {
            Self::Panel {
                azimuth_rad,
                elevation_rad,
                half_width_rad,
                half_length_rad,
                edge_rad,
                radiance,
                mirror_share,
            } => {
                check(
                    "the azimuth of a lamp",
                    azimuth_rad,
                    -10.0..=10.0,
                    "an angle in radians",
                )?;
                let high = "−1.5 to 1.5 radians";
                check("the elevation of a lamp", elevation_rad, -1.5..=1.5, high)?;
                for half in [half_width_rad, half_length_rad] {
                    check(
                        "half a side of a lamp",
                        half,
                        1e-4..=1.5,
                        "0.0001 to 1.5 radians",
                    )?;
                }
                check(
                    "the edge of a lamp",
                    edge_rad,
                    1e-4..=1.5,
                    "0.0001 to 1.5 radians",
                )?;
                (radiance, mirror_share)
            }
            Self::Ring {
                angle_rad,
                half_width_rad,
                radiance,
                leds,
                modulation,
                mirror_share,
            } => {
                check("the angle of a ring", angle_rad, 0.0..=PI, "0 to π radians")?;
                let allowed = "0.0001 to 1.5 radians";
                check(
                    "half the width of a ring",
                    half_width_rad,
                    1e-4..=1.5,
                    allowed,
                )?;
                counted("the number of LEDs", leds, 10_000, "0 to 10,000")?;
                check("the modulation of a ring", modulation, 0.0..=1.0, "0 to 1")?;
                (radiance, mirror_share)
            }
            Self::Dome {
                hole_rad,
                radiance,
                lean,
                mirror_share,
            } => {
                for share in lean {
                    check("the lean of a dome", share, -0.7..=0.7, "−0.7 to 0.7")?;
                }
                check(
                    "the hole of a dome",
                    hole_rad,
                    0.0..=1.5,
                    "0 to 1.5 radians",
                )?;
                (radiance, mirror_share)
            }
        };
        check(
            "the radiance of a lamp",
            radiance,
            0.0..=10_000.0,
            "0 to 10,000",
        )?;
        check(
            "the mirror share of a lamp",
            mirror_share,
            0.0..=1.0,
            "0 to 1",
        )
    }
}
