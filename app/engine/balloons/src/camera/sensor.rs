//! The sensor: noise and grey levels.

use rand_distr::{Distribution, StandardNormal};
use rayon::prelude::*;

use super::Camera;
use super::blur::Field;
use crate::random::{Draw, Purpose, stream};

/// Grey level of a full pixel.
pub(crate) const WHITE: f32 = 255.0;
/// Variance of rounding to whole levels.
const ROUNDING: f32 = 1.0 / 12.0;

/// How a camera turns light into grey levels: the linear model of the EMVA standard 1288. The
/// electrons of a pixel have the variance of a Poisson distribution, taken as the normal one that it
/// approaches (a level is some forty electrons), and reading adds its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sensor {
    full_well: f32,
    read_noise: f32,
    column_noise: f32,
}

impl Sensor {
    pub fn new(camera: &Camera) -> Self {
        Self {
            full_well: camera.full_well_electrons,
            read_noise: camera.read_noise_electrons,
            column_noise: camera.column_noise_levels,
        }
    }

    /// The grey level of light, as a share of what fills the sensor, before noise and rounding.
    pub fn level(light: f32) -> f32 {
        WHITE * light.clamp(0.0, 1.0)
    }

    /// Variance in grey levels of light that is a share of what fills the sensor.
    pub fn variance(&self, light: f32) -> f32 {
        let per_electron = WHITE / self.full_well;
        let electrons = light.clamp(0.0, 1.0) * self.full_well + self.read_noise.powi(2);
        electrons * per_electron.powi(2) + self.column_noise.powi(2) + ROUNDING
    }

    /// The picture of some light.
    pub fn picture(&self, light: &Field, seed: u64, balloon: u64, shot: u32) -> Vec<u8> {
        let columns = self.columns(light.width_px, seed, balloon);
        let per_electron = WHITE / self.full_well;
        let mut picture = vec![0; light.values.len()];
        picture
            .par_chunks_mut(light.width_px)
            .zip(light.values.par_chunks(light.width_px))
            .enumerate()
            .for_each(|(row, (levels, light))| {
                let mut random = stream(seed, balloon, Purpose::Sensor { shot, row });
                for ((level, light), column) in levels.iter_mut().zip(light).zip(&columns) {
                    let mean = light.clamp(0.0, 1.0) * self.full_well;
                    let deviation = (mean + self.read_noise.powi(2)).sqrt();
                    let normal: f32 = StandardNormal.sample(&mut random);
                    let electrons = (mean + deviation * normal).min(self.full_well);
                    // The conversion cuts the fraction off, and what is below 0 or above 255.
                    *level = (electrons * per_electron + column + 0.5) as u8;
                }
            });
        picture
    }

    /// By how many levels each column is brighter than it should be, in every shot.
    fn columns(&self, width_px: usize, seed: u64, balloon: u64) -> Vec<f32> {
        let mut random = stream(seed, balloon, Purpose::Columns);
        (0..width_px)
            .map(|_| random.about(0.0, self.column_noise))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Balloon;
    use crate::regime::Regime;

    #[test]
    fn the_noise_has_the_variance_that_is_told() {
        let camera = Balloon::random(1, 0, Regime::LowVisibility, 12)
            .unwrap()
            .camera;
        let sensor = Sensor::new(&camera);
        for light in [0.1, 0.5] {
            let field = Field::filled(256, 256, light);
            let picture = sensor.picture(&field, 1, 2, 3);
            let mean =
                f32::from(0_u8) + picture.iter().map(|v| f32::from(*v)).sum::<f32>() / 65536.0;
            let squares = picture
                .iter()
                .map(|v| (f32::from(*v) - mean).powi(2))
                .sum::<f32>();
            assert!((mean - Sensor::level(light)).abs() < 0.5, "{mean}");
            let ratio = squares / 65536.0 / sensor.variance(light);
            assert!((ratio - 1.0).abs() < 0.05, "{light}: {ratio}");
        }
    }

    #[test]
    fn rows_and_shots_have_noise_of_their_own() {
        let camera = Balloon::random(1, 0, Regime::Good, 12).unwrap().camera;
        let sensor = Sensor::new(&camera);
        let field = Field::filled(256, 2, 0.5);
        let first = sensor.picture(&field, 1, 2, 3);
        assert_ne!(first[..256], first[256..]);
        assert_ne!(first, sensor.picture(&field, 1, 2, 4));
        assert_eq!(first, sensor.picture(&field, 1, 2, 3));
    }
}
