//! A balloon with its defects, and all that its pictures depend on.

mod defects;
mod shape;

use std::f32::consts::TAU;

use serde::{Deserialize, Serialize};

use crate::camera::{self, Camera};
use crate::defect::Defect;
use crate::error::BalloonsError;
use crate::lighting::{self, Lighting};
use crate::random::{Draw, Purpose, stream};
use crate::regime::Regime;
use crate::spec::BalloonSpec;

/// The version of the renderer. It grows with every change that changes pictures or truths, so that
/// a set of pictures says what made it.
pub const RENDERER_VERSION: u32 = 2;

/// Most shots of a series: one for every degree.
pub const MOST_SHOTS: u32 = 360;

/// Most defects of a balloon: masks number them from 1 in 16 bits.
pub const MOST_DEFECTS: usize = 65_535;

/// A balloon with its defects, and all that its pictures depend on but their size. Written to a
/// file and read again, it gives the same pictures.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Balloon {
    /// Start of all random numbers.
    pub seed: u64,
    /// Its number among those of the same seed.
    pub index: u64,
    /// How it is lit and photographed.
    pub regime: Regime,
    /// How often it is shot in one turn.
    pub shots: u32,
    /// What it is made of and how it is shaped.
    pub spec: BalloonSpec,
    /// Its defects.
    pub defects: Vec<Defect>,
    /// The lamps.
    pub lighting: Lighting,
    /// The camera.
    pub camera: Camera,
}

/// How a balloon stands before the camera in one shot.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pose {
    /// By how much the balloon has turned since θ was 0 at the camera, in radians.
    pub angle_rad: f32,
    /// Where its middle is, in millimetres right of and below the picture's middle.
    pub centre_mm: [f32; 2],
    /// Turn of the camera about its own axis in radians.
    pub roll_rad: f32,
    /// Tilt of the balloon's lower end towards the camera in radians.
    pub pitch_rad: f32,
    /// Exposure relative to the camera's usual one.
    pub exposure: f32,
    /// Phase of the bands of flickering lamps in radians.
    pub band_phase_rad: f32,
}

impl Balloon {
    /// A balloon drawn at random, with lamps and a camera of the regime. The same seed and index
    /// give the same balloon with the same defects in every regime and for every number of shots.
    /// Roughly a third of all balloons have no defect, and none has more than five.
    ///
    /// # Errors
    /// [`BalloonsError::Shots`] when the number of shots is 0 or above [`MOST_SHOTS`].
    pub fn random(
        seed: u64,
        index: u64,
        regime: Regime,
        shots: u32,
    ) -> Result<Self, BalloonsError> {
        if shots == 0 || shots > MOST_SHOTS {
            return Err(BalloonsError::Shots(shots));
        }
        let spec = shape::random(&mut stream(seed, index, Purpose::Shape));
        let defects = defects::random(&spec, &mut stream(seed, index, Purpose::Defects));
        Ok(Self {
            seed,
            index,
            regime,
            shots,
            spec,
            defects,
            lighting: lighting::random(regime, &mut stream(seed, index, Purpose::Lighting)),
            camera: camera::random(regime, &mut stream(seed, index, Purpose::Camera)),
        })
    }

    /// How the balloon stands in a shot, counted from 0. From one shot to the next it turns by a
    /// full turn divided by the number of shots.
    ///
    /// # Errors
    /// [`BalloonsError::NoSuchShot`] when the series is shorter.
    pub fn pose(&self, shot: u32) -> Result<Pose, BalloonsError> {
        if shot >= self.shots {
            return Err(BalloonsError::NoSuchShot {
                shot,
                shots: self.shots,
            });
        }
        let mut random = stream(self.seed, self.index, Purpose::Pose { shot });
        let camera = &self.camera;
        let jitter = camera.jitter;
        let shift_mm = jitter.shift_um / 1000.0;
        Ok(Pose {
            angle_rad: TAU * shot as f32 / self.shots as f32,
            centre_mm: camera
                .centre_mm
                .map(|centre| random.about(centre, shift_mm)),
            roll_rad: random.about(camera.roll_rad, jitter.roll_rad),
            pitch_rad: random.about(camera.pitch_rad, jitter.pitch_rad),
            exposure: random.about(1.0, jitter.exposure),
            band_phase_rad: random.between(0.0, TAU),
        })
    }

    /// Refuses what cannot be rendered.
    pub(crate) fn check(&self) -> Result<(), BalloonsError> {
        if self.shots == 0 || self.shots > MOST_SHOTS {
            return Err(BalloonsError::Shots(self.shots));
        }
        if self.defects.len() > MOST_DEFECTS {
            return Err(BalloonsError::ManyDefects(self.defects.len()));
        }
        self.spec.check()?;
        self.defects.iter().try_for_each(Defect::check)?;
        self.lighting.check()?;
        self.camera.check()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_balloon_is_the_same_in_all_regimes_and_for_any_number_of_shots() {
        for index in 0..20 {
            let good = Balloon::random(9, index, Regime::Good, 12).unwrap();
            let other = Balloon::random(9, index, Regime::LowVisibility, 36).unwrap();
            assert_eq!(good.spec, other.spec);
            assert_eq!(good.defects, other.defects);
            assert_ne!(good.lighting, other.lighting);
        }
        let another = Balloon::random(9, 21, Regime::Good, 12).unwrap();
        assert_ne!(
            another.spec,
            Balloon::random(9, 20, Regime::Good, 12).unwrap().spec
        );
    }

    #[test]
    fn what_is_drawn_can_be_rendered_and_written_to_a_file() {
        for regime in Regime::ALL {
            for index in 0..200 {
                let balloon = Balloon::random(3, index, regime, 24).unwrap();
                balloon.check().unwrap();
                let json = serde_json::to_string(&balloon).unwrap();
                assert_eq!(serde_json::from_str::<Balloon>(&json).unwrap(), balloon);
            }
        }
    }

    #[test]
    fn the_balloon_turns_by_equal_steps_and_hardly_moves() {
        let balloon = Balloon::random(3, 1, Regime::Good, 8).unwrap();
        for shot in 0..8 {
            let pose = balloon.pose(shot).unwrap();
            assert!((pose.angle_rad - TAU / 8.0 * shot as f32).abs() < 1e-6);
            assert!((pose.centre_mm[0] - balloon.camera.centre_mm[0]).abs() < 0.05);
        }
        let refused = balloon.pose(8).unwrap_err();
        assert_eq!(refused, BalloonsError::NoSuchShot { shot: 8, shots: 8 });
    }

    #[test]
    fn impossible_series_are_refused() {
        for shots in [0, 361] {
            let refused = Balloon::random(1, 1, Regime::Good, shots).unwrap_err();
            assert_eq!(refused, BalloonsError::Shots(shots));
        }
        let mut balloon = Balloon::random(1, 1, Regime::Good, 4).unwrap();
        balloon.camera.exposure = f32::INFINITY;
        assert!(
            balloon
                .check()
                .unwrap_err()
                .to_string()
                .contains("the exposure cannot be inf")
        );
    }
}
