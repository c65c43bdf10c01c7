//! A balloon before a camera, ready to be shot.

use super::layers::{Layers, Scene};
use super::shading::Shader;
use super::shot::Shot;
use super::truth::{Clean, truths};
use crate::balloon::{Balloon, Pose};
use crate::camera::artifacts::Overlay;
use crate::camera::blur::Field;
use crate::camera::sensor::Sensor;
use crate::camera::{glare, jpeg};
use crate::error::BalloonsError;
use crate::projection::Projection;
use crate::size::PictureSize;

/// A balloon before a camera, ready to be shot: what all shots of a size share is worked out once.
pub struct Studio {
    balloon: Balloon,
    size: PictureSize,
    shader: Shader,
    overlay: Overlay,
    sensor: Sensor,
}

impl Studio {
    /// Puts a balloon before its camera.
    ///
    /// # Errors
    /// [`BalloonsError::Quantity`], [`BalloonsError::Shots`] or [`BalloonsError::ManyDefects`] when
    /// something about the balloon is impossible.
    pub fn new(balloon: &Balloon, size: PictureSize) -> Result<Self, BalloonsError> {
        balloon.check()?;
        let camera = &balloon.camera;
        let mm_per_px = camera.mm_per_px(size.width_px());
        // How far from the balloon's middle the picture can reach, however it is turned.
        let half_mm = (size.width_px() as f32).hypot(size.height_px() as f32) / 2.0 * mm_per_px;
        let off_mm = camera.centre_mm[0].hypot(camera.centre_mm[1]);
        Ok(Self {
            shader: Shader::new(balloon, mm_per_px, half_mm + off_mm),
            overlay: Overlay::new(camera, size, balloon.seed, balloon.index),
            sensor: Sensor::new(camera),
            balloon: balloon.clone(),
            size,
        })
    }

    /// The balloon.
    #[must_use]
    pub fn balloon(&self) -> &Balloon {
        &self.balloon
    }

    /// The size of its pictures.
    #[must_use]
    pub fn size(&self) -> PictureSize {
        self.size
    }

    /// Takes a shot, counted from 0. Its rows are worked out by all threads of the current rayon
    /// pool; how many there are changes nothing in the result.
    ///
    /// # Errors
    /// [`BalloonsError::NoSuchShot`] when the series is shorter, and [`BalloonsError::Encode`] when
    /// the compression that belongs to the regime fails.
    pub fn shot(&self, number: u32) -> Result<Shot, BalloonsError> {
        let pose = self.balloon.pose(number)?;
        let projection = Projection::new(&self.balloon, &pose, self.size);
        let scene = Scene::new(&self.shader, projection, self.size);
        let mut layers = scene.layers();
        let [blur_px, far_blur_px] = self.blurs_px();
        layers.back = layers.back.blurred(far_blur_px);
        let light = self.on_sensor(&layers, &pose, blur_px);
        let Balloon { seed, index, .. } = self.balloon;
        let raw = self.sensor.picture(&light, seed, index, number);
        let quality = self.balloon.camera.artifacts.jpeg_quality;
        let (picture, raw) = if quality == 0 {
            (raw, None)
        } else {
            (jpeg::compressed(&raw, self.size, quality)?, Some(raw))
        };
        let clean = Clean {
            layers: &layers,
            light: &light,
            compression: raw.as_deref().map(|raw| (raw, picture.as_slice())),
        };
        let truths = truths(&scene, &clean, self, &pose);
        Ok(Shot {
            number,
            size: self.size,
            pose,
            picture,
            truths,
        })
    }

    pub(super) fn sensor(&self) -> &Sensor {
        &self.sensor
    }

    /// Deviations of the blur of the near wall, and of the further blur of the far one, in pixels.
    pub(super) fn blurs_px(&self) -> [f32; 2] {
        let camera = &self.balloon.camera;
        let um_per_px = 1000.0 * camera.mm_per_px(self.size.width_px());
        [camera.blur_um, camera.far_blur_um].map(|um| um / um_per_px)
    }

    /// By which factor a sharp change of the light in front of the lens changes that on the sensor.
    pub(super) fn gain(&self, x: usize, y: usize, pose: &Pose) -> f32 {
        let overlay = self
            .overlay
            .factor(x, y, pose.exposure, pose.band_phase_rad);
        overlay * (1.0 - self.balloon.camera.glare)
    }

    /// The light on the sensor, free of noise, as a share of what fills it.
    fn on_sensor(&self, layers: &Layers, pose: &Pose, blur_px: f32) -> Field {
        let mut light = layers.front.clone();
        let passed = layers.through.values.iter().zip(&layers.back.values);
        for (light, (through, back)) in light.values.iter_mut().zip(passed) {
            *light += through * back;
        }
        let mut light = light.blurred(blur_px);
        glare::spread(&mut light, self.balloon.camera.glare);
        self.overlay
            .apply(&mut light, pose.exposure, pose.band_phase_rad);
        light
    }
}
