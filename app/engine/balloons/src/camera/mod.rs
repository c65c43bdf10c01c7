//! The camera: what it sees, how sharply, and with how much noise.

pub(crate) mod artifacts;
pub(crate) mod blur;
pub(crate) mod glare;
pub(crate) mod jpeg;
mod regimes;
pub(crate) mod sensor;

use serde::{Deserialize, Serialize};

pub(crate) use regimes::random;

use crate::error::BalloonsError;
use crate::quantity::{check, counted};

/// The camera: a telecentric lens, which shows near and far things at the same size, and a grey
/// sensor of 8 bits without gamma.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Camera {
    /// Width of the field of view in millimetres. The picture's width in pixels makes the scale.
    pub field_width_mm: f32,
    /// Where the middle of the balloon is, in millimetres right of and below the picture's middle.
    pub centre_mm: [f32; 2],
    /// Turn of the camera about its own axis in radians. At 0 the balloon's axis points down in the
    /// picture; a quarter turn lays it along the rows.
    pub roll_rad: f32,
    /// Tilt of the balloon's lower end towards the camera in radians.
    pub pitch_rad: f32,
    /// How shots differ from each other.
    pub jitter: Jitter,
    /// Blur of the near wall as a deviation in micrometres: lens, pixels and defocus together.
    pub blur_um: f32,
    /// Further blur of the far wall, which lies deeper, as a deviation in micrometres.
    pub far_blur_um: f32,
    /// Angle in radians at which the picture's corners are seen; they darken by the fourth power of
    /// its cosine.
    pub corner_angle_rad: f32,
    /// Share of light that the lens scatters widely around each point.
    pub glare: f32,
    /// Stray light that lies evenly over the picture, as a share of full scale.
    pub veil: f32,
    /// Full-scale shares of the sensor a unit of radiance.
    pub exposure: f32,
    /// Electrons that fill a pixel.
    pub full_well_electrons: f32,
    /// Deviation of the noise of reading a pixel, in electrons.
    pub read_noise_electrons: f32,
    /// Deviation of the fixed differences between columns, in grey levels.
    pub column_noise_levels: f32,
    /// What else goes wrong.
    pub artifacts: Artifacts,
}

/// How shots differ from each other: deviations of normal distributions.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jitter {
    /// Shift in micrometres, in both directions.
    pub shift_um: f32,
    /// Turn about the camera's axis in radians.
    pub roll_rad: f32,
    /// Tilt towards the camera in radians.
    pub pitch_rad: f32,
    /// Relative change of the exposure.
    pub exposure: f32,
}

/// What goes wrong in the lens, in the sensor and after it. All 0 when nothing does.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Artifacts {
    /// Brightness of the mirror images of the lens's aperture, as a share of full scale.
    pub flare: f32,
    /// Depth of the moiré between a structured back light and the sensor.
    pub moire: f32,
    /// Depth of the bands from lamps that flicker while rows are read.
    pub bands: f32,
    /// Number of dust spots on lens and sensor.
    pub dust_spots: u32,
    /// Quality of the JPEG compression from 1 to 100; 0 leaves the picture as it is.
    pub jpeg_quality: u8,
}

impl Camera {
    /// Scale of a picture of this width, in millimetres a pixel.
    #[must_use]
    pub fn mm_per_px(&self, width_px: usize) -> f32 {
        self.field_width_mm / width_px as f32
    }

    /// Refuses what no camera can be.
    pub(crate) fn check(&self) -> Result<(), BalloonsError> {
        check(
            "the field of view",
            self.field_width_mm,
            0.5..=500.0,
            "0.5 to 500 mm",
        )?;
        for offset in self.centre_mm {
            check(
                "the place of the balloon",
                offset,
                -500.0..=500.0,
                "−500 to 500 mm",
            )?;
        }
        check(
            "the roll",
            self.roll_rad,
            -10.0..=10.0,
            "an angle in radians",
        )?;
        check(
            "the pitch",
            self.pitch_rad,
            -0.3..=0.3,
            "−0.3 to 0.3 radians",
        )?;
        check(
            "the shift of shots",
            self.jitter.shift_um,
            0.0..=5000.0,
            "0 to 5000 µm",
        )?;
        check(
            "the roll of shots",
            self.jitter.roll_rad,
            0.0..=0.1,
            "0 to 0.1 radians",
        )?;
        check(
            "the pitch of shots",
            self.jitter.pitch_rad,
            0.0..=0.05,
            "0 to 0.05 radians",
        )?;
        check(
            "the change of exposure",
            self.jitter.exposure,
            0.0..=0.3,
            "0 to 0.3",
        )?;
        for blur in [self.blur_um, self.far_blur_um] {
            check("the blur", blur, 0.0..=1000.0, "0 to 1000 µm")?;
        }
        check(
            "the angle of the corners",
            self.corner_angle_rad,
            0.0..=1.0,
            "0 to 1 radian",
        )?;
        check("the glare", self.glare, 0.0..=0.5, "0 to 0.5")?;
        check("the stray light", self.veil, 0.0..=1.0, "0 to 1")?;
        check("the exposure", self.exposure, 1e-3..=100.0, "0.001 to 100")?;
        let wells = 100.0..=1e6;
        check(
            "the full well",
            self.full_well_electrons,
            wells,
            "100 to 1,000,000 electrons",
        )?;
        let read = 0.0..=1000.0;
        check(
            "the read noise",
            self.read_noise_electrons,
            read,
            "0 to 1000 electrons",
        )?;
        check(
            "the noise of columns",
            self.column_noise_levels,
            0.0..=50.0,
            "0 to 50 levels",
        )?;
        self.artifacts.check()
    }
}

impl Artifacts {
    fn check(&self) -> Result<(), BalloonsError> {
        for depth in [self.flare, self.moire, self.bands] {
            check("the depth of an artifact", depth, 0.0..=0.9, "0 to 0.9")?;
        }
        counted(
            "the number of dust spots",
            self.dust_spots,
            10_000,
            "0 to 10,000",
        )?;
        let quality = self.jpeg_quality.into();
        counted("the quality of the compression", quality, 100, "0 to 100")
    }
}
