//! What goes wrong in the lens and in front of the sensor: flare, moiré, dust, bands.

use std::f32::consts::{PI, TAU};

use rayon::prelude::*;

use super::Camera;
use super::blur::Field;
use crate::noise::Noise;
use crate::random::{Draw, Generator, Purpose, key, stream};
use crate::size::PictureSize;

/// What the camera does to the light on its sensor, the same in every shot. Places are in widths of
/// the picture from its middle, so that a picture of another size shows the same.
#[derive(Clone, Debug)]
pub(crate) struct Overlay {
    /// Factor of the light at each pixel: darker corners, moiré, dust.
    gain: Field,
    /// Light that is added: flare and stray light.
    added: Field,
    bands: f32,
    bands_per_width: f32,
}

/// A mirror image of the aperture, which has straight blades.
#[derive(Clone, Copy, Debug)]
struct Ghost {
    at: [f32; 2],
    radius: f32,
    blades: f32,
    turn_rad: f32,
    light: f32,
}

/// A grain out of focus: a dark disk with a bright edge.
#[derive(Clone, Copy, Debug)]
struct Spot {
    at: [f32; 2],
    radius: f32,
    depth: f32,
}

#[derive(Clone, Copy, Debug)]
struct Moire {
    depth: f32,
    waves: [[f32; 2]; 2],
    warp: Noise,
}

impl Overlay {
    /// What a camera does in one series.
    pub fn new(camera: &Camera, size: PictureSize, seed: u64, balloon: u64) -> Self {
        let mut random = stream(seed, balloon, Purpose::Artifacts);
        let artifacts = camera.artifacts;
        let ghosts = ghosts(artifacts.flare, &mut random);
        let spots = spots(artifacts.dust_spots, &mut random);
        let wave = |random: &mut Generator, turn: f32| {
            let turn = turn + random.about(0.0, 0.1);
            let per_width = random.between(22.0, 60.0);
            [per_width * turn.cos(), per_width * turn.sin()]
        };
        let first_turn = random.between(0.0, PI);
        let moire = Moire {
            depth: artifacts.moire,
            waves: [
                wave(&mut random, first_turn),
                wave(&mut random, first_turn + PI / 2.0),
            ],
            warp: Noise::new(key(seed, balloon, Purpose::Artifacts)),
        };
        let (width, height) = (size.width_px(), size.height_px());
        let corner = (width as f32).hypot(height as f32) / width as f32 / 2.0;
        let falloff = (camera.corner_angle_rad.tan() / corner).powi(2);
        let place = |x, y| place(x, y, width, height);
        let mut gain = mapped(size, |x, y| {
            let at = place(x, y);
            // The cosine to the fourth power of natural vignetting, by its tangent.
            let vignetting = (1.0 + falloff * (at[0] * at[0] + at[1] * at[1])).powi(-2);
            camera.exposure * vignetting * moire.gain(at)
        });
        for spot in &spots {
            around(&mut gain, spot.at, 1.5 * spot.radius, |at, gain| {
                *gain *= spot.gain(at);
            });
        }
        let mut added = Field::filled(width, height, camera.veil);
        for ghost in &ghosts {
            around(&mut added, ghost.at, 1.3 * ghost.radius, |at, added| {
                *added += ghost.light_at(at);
            });
        }
        Self {
            gain,
            added,
            bands: artifacts.bands,
            bands_per_width: random.between(5.0, 16.0),
        }
    }

    /// The light on the sensor of a shot with this exposure, relative to the usual one, whose bands
    /// have this phase in radians.
    pub fn apply(&self, light: &mut Field, exposure: f32, band_phase_rad: f32) {
        let width = light.width_px;
        light
            .values
            .par_chunks_mut(width)
            .enumerate()
            .for_each(|(row, light)| {
                let factor = exposure * self.band(row, width, band_phase_rad);
                let gain = &self.gain.values[row * width..][..width];
                let added = &self.added.values[row * width..][..width];
                for ((light, gain), added) in light.iter_mut().zip(gain).zip(added) {
                    *light = *light * gain * factor + added;
                }
            });
    }

    /// By which factor a change of the light before the overlay changes it after.
    pub fn factor(&self, x: usize, y: usize, exposure: f32, band_phase_rad: f32) -> f32 {
        let width = self.gain.width_px;
        self.gain.values[y * width + x] * exposure * self.band(y, width, band_phase_rad)
    }

    /// A lamp that flickers is brighter while some rows are read than while others are.
    fn band(&self, row: usize, width_px: usize, phase_rad: f32) -> f32 {
        let turn = TAU * self.bands_per_width * row as f32 / width_px as f32 + phase_rad;
        // Flicker is the rectified mains voltage: flat above, sharp below.
        1.0 + self.bands * (2.0 * (turn / 2.0).sin().abs() - 4.0 / PI)
    }
}

/// The place of a pixel's middle, in widths of the picture from the picture's middle.
fn place(x: usize, y: usize, width: usize, height: usize) -> [f32; 2] {
    [(x, width), (y, height)]
        .map(|(step, count)| (step as f32 + 0.5 - 0.5 * count as f32) / width as f32)
}

/// Does something to every pixel that is at most this far from a place, and some others.
fn around(
    field: &mut Field,
    middle: [f32; 2],
    reach: f32,
    mut act: impl FnMut([f32; 2], &mut f32),
) {
    let (width, height) = (field.width_px, field.height_px);
    let range = |axis: usize, count: usize| {
        let middle_px = middle[axis] * width as f32 + 0.5 * count as f32;
        let reach_px = reach * width as f32 + 1.0;
        let first = (middle_px - reach_px).max(0.0) as usize;
        first..((middle_px + reach_px).max(0.0) as usize).min(count)
    };
    for y in range(1, height) {
        for x in range(0, width) {
            act(place(x, y, width, height), &mut field.values[y * width + x]);
        }
    }
}

fn mapped(size: PictureSize, value: impl Fn(usize, usize) -> f32 + Sync) -> Field {
    let mut field = Field::filled(size.width_px(), size.height_px(), 0.0);
    field
        .values
        .par_chunks_mut(size.width_px())
        .enumerate()
        .for_each(|(y, row)| {
            for (x, slot) in row.iter_mut().enumerate() {
                *slot = value(x, y);
            }
        });
    field
}

/// Ghosts stand on the line through the picture's middle and the lamp that they mirror.
fn ghosts(flare: f32, random: &mut Generator) -> Vec<Ghost> {
    let line_rad = random.between(0.0, TAU);
    let turn_rad = random.between(0.0, TAU);
    let blades = 5.0 + random.weighted(&[1.0, 2.0, 1.0]) as f32;
    let count = 4 + random.weighted(&[1.0, 1.0, 1.0]);
    let drawn = (0..count).map(|_| {
        let far = random.between(-0.55, 0.55);
        Ghost {
            at: [far * line_rad.cos(), far * line_rad.sin()],
            radius: random.log_between(0.015, 0.13),
            blades,
            turn_rad,
            light: flare * random.between(0.25, 1.0),
        }
    });
    let drawn: Vec<Ghost> = drawn.collect();
    drawn
        .into_iter()
        .filter(|ghost| ghost.light > 0.0)
        .collect()
}

fn spots(count: u32, random: &mut Generator) -> Vec<Spot> {
    (0..count)
        .map(|_| Spot {
            at: [random.between(-0.5, 0.5), random.between(-0.5, 0.5)],
            radius: random.log_between(0.0025, 0.014),
            depth: random.between(0.06, 0.3),
        })
        .collect()
}

impl Ghost {
    fn light_at(&self, at: [f32; 2]) -> f32 {
        let (x, y) = (at[0] - self.at[0], at[1] - self.at[1]);
        let far = x.hypot(y);
        if far > 1.3 * self.radius {
            return 0.0;
        }
        // Distance to the nearest blade, in radii.
        let sector = TAU / self.blades;
        let turn = (y.atan2(x) + self.turn_rad).rem_euclid(sector) - sector / 2.0;
        let rho = far * turn.cos() / self.radius / (sector / 2.0).cos();
        let inside = 1.0 / (1.0 + ((rho - 1.0) * 40.0).exp());
        self.light * inside * (0.55 + 0.45 * rho.powi(4))
    }
}

impl Spot {
    fn gain(&self, at: [f32; 2]) -> f32 {
        let rho = (at[0] - self.at[0]).hypot(at[1] - self.at[1]) / self.radius;
        if rho > 1.5 {
            return 1.0;
        }
        let disk = 1.0 / (1.0 + ((rho - 1.0) * 14.0).exp());
        let edge = (-((rho - 1.18) * 7.0).powi(2)).exp();
        1.0 - self.depth * (disk - 0.25 * edge)
    }
}

impl Moire {
    fn gain(&self, at: [f32; 2]) -> f32 {
        if self.depth == 0.0 {
            return 1.0;
        }
        let bend = 1.6 * self.warp.at(at[0] * 2.1 + 9.0, at[1] * 2.1);
        let strength = 0.6 + 0.4 * self.warp.at(at[0] * 3.3, at[1] * 3.3 + 50.0);
        let [a, b] = self
            .waves
            .map(|wave| (TAU * (wave[0] * at[0] + wave[1] * at[1] + bend)).sin());
        1.0 + self.depth * strength * (0.65 * a + 0.35 * b)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Balloon;
    use crate::regime::Regime;

    #[test]
    fn a_change_before_the_overlay_is_scaled_by_its_factor() {
        let camera = Balloon::random(2, 0, Regime::StrongArtifacts, 12)
            .unwrap()
            .camera;
        let size = PictureSize::new(300, 260).unwrap();
        let overlay = Overlay::new(&camera, size, 2, 0);
        let mut dark = Field::filled(300, 260, 0.0);
        let mut light = Field::filled(300, 260, 0.2);
        overlay.apply(&mut dark, 1.1, 0.4);
        overlay.apply(&mut light, 1.1, 0.4);
        for (x, y) in [(0, 0), (150, 130), (299, 259), (40, 200)] {
            let change = light.values[y * 300 + x] - dark.values[y * 300 + x];
            let expected = 0.2 * overlay.factor(x, y, 1.1, 0.4);
            assert!((change - expected).abs() < 1e-5, "{change} {expected}");
        }
    }

    #[test]
    fn without_artifacts_only_the_corners_are_darker() {
        let camera = Balloon::random(2, 0, Regime::Good, 12).unwrap().camera;
        let size = PictureSize::new(300, 260).unwrap();
        let overlay = Overlay::new(&camera, size, 2, 0);
        let middle = overlay.factor(150, 130, 1.0, 0.0) / camera.exposure;
        let corner = overlay.factor(0, 0, 1.0, 0.0) / camera.exposure;
        assert!((middle - 1.0).abs() < 1e-3, "{middle}");
        assert!(
            (corner - camera.corner_angle_rad.cos().powi(4)).abs() < 5e-3,
            "{corner}"
        );
    }
}
