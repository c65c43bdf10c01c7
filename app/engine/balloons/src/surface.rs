//! How uneven a good wall is, as a map of the unwrapped balloon.

use std::f32::consts::TAU;

use rayon::prelude::*;

use crate::balloon::Balloon;
use crate::noise::Noise;
use crate::outline::Outline;
use crate::random::{Draw, Generator, Purpose, key, stream};

/// Finest and coarsest texels in micrometres. Finer ones would show nothing that a wall has, and
/// coarser ones would lose the dust.
const TEXEL_UM: [f32; 2] = [8.0, 40.0];
/// Root mean square of value noise, which is not 1.
const NOISE_RMS: f32 = 0.4;
/// By how much the pattern of extrusion lines drifts along the balloon.
const DRIFT_RAD_PER_MM: f32 = 0.16;
/// How far the map reaches beyond the end of the cones, in millimetres. The necks go on as they
/// are there.
const NECK_MM: f32 = 1.0;

/// What a good wall has at one place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Texel {
    /// Slopes in radians, around the tube and along its axis.
    pub slope: [f32; 2],
    /// Factor of the haze inside the wall.
    pub haze: f32,
    /// Optical depth of dust and grime on the wall.
    pub dust: f32,
}

/// A map of the wall by angle and place along the axis, interpolated between its texels.
#[derive(Clone, Debug)]
pub(crate) struct Surface {
    columns: usize,
    rows: usize,
    first_z_mm: f32,
    texels_per_mm: f32,
    texels: Vec<Texel>,
}

impl Surface {
    /// The wall of a balloon, for pictures of this scale that reach this far from its middle.
    pub fn new(balloon: &Balloon, mm_per_px: f32, reach_mm: f32) -> Self {
        let spec = &balloon.spec;
        let texel_mm = mm_per_px.clamp(TEXEL_UM[0] / 1000.0, TEXEL_UM[1] / 1000.0);
        let round_mm = TAU * spec.body_radius_mm();
        let columns = (round_mm / texel_mm).ceil().max(8.0) as usize;
        let [low, high] = Outline::new(spec)
            .ends_mm()
            .map(|end| (end + NECK_MM).min(reach_mm));
        let rows = ((low + high) / texel_mm).ceil().max(2.0) as usize + 1;
        let maker = Maker::new(balloon, columns);
        let mut texels = vec![Texel::default(); columns * rows];
        texels
            .par_chunks_mut(columns)
            .enumerate()
            .for_each(|(row, texels)| {
                let z_mm = row as f32 * texel_mm - low;
                maker.fill(z_mm, texels);
            });
        let mut surface = Self {
            columns,
            rows,
            first_z_mm: -low,
            texels_per_mm: 1.0 / texel_mm,
            texels,
        };
        surface.dust(balloon);
        surface
    }

    /// The wall at a place.
    pub fn at(&self, theta_rad: f32, z_mm: f32) -> Texel {
        let turns = theta_rad / TAU;
        let x = (turns - turns.floor()) * self.columns as f32;
        let highest = (self.rows - 1) as f32;
        let y = ((z_mm - self.first_z_mm) * self.texels_per_mm).clamp(0.0, highest);
        let (left, above) = ((x as usize).min(self.columns - 1), y as usize);
        let right = if left + 1 == self.columns {
            0
        } else {
            left + 1
        };
        let below = (above + 1).min(self.rows - 1);
        let (s, t) = (x - left as f32, y - above as f32);
        let row = |y: usize| &self.texels[y * self.columns..][..self.columns];
        let (first, second) = (row(above), row(below));
        let parts = [
            (first[left], (1.0 - s) * (1.0 - t)),
            (first[right], s * (1.0 - t)),
            (second[left], (1.0 - s) * t),
            (second[right], s * t),
        ];
        let mut sum = Texel::default();
        for (texel, weight) in parts {
            sum.slope[0] += weight * texel.slope[0];
            sum.slope[1] += weight * texel.slope[1];
            sum.haze += weight * texel.haze;
            sum.dust += weight * texel.dust;
        }
        sum
    }

    /// Strews dust: mostly grains, and some fibres, which bend.
    fn dust(&mut self, balloon: &Balloon) {
        let mut random = stream(balloon.seed, balloon.index, Purpose::Dust);
        let height_mm = (self.rows - 1) as f32 / self.texels_per_mm;
        let round_mm = self.columns as f32 / self.texels_per_mm;
        for _ in 0..balloon.spec.texture.dust {
            let mut at = [
                random.between(0.0, round_mm),
                random.between(0.0, height_mm),
            ];
            let depth = random.between(0.2, 1.2);
            if random.chance(0.12) {
                let mut heading = random.between(0.0, TAU);
                let bend = random.about(0.0, 0.06);
                let half_mm = random.between(0.006, 0.011);
                for _ in 0..random.between(30.0, 90.0) as u32 {
                    self.stamp(at, half_mm, depth);
                    heading += bend + random.about(0.0, 0.05);
                    at = [at[0] + heading.cos() * 0.012, at[1] + heading.sin() * 0.012];
                }
            } else {
                self.stamp(at, random.log_between(0.008, 0.026), depth);
            }
        }
    }

    /// A round grain, as thick as what is thickest of it and what was there.
    fn stamp(&mut self, at_mm: [f32; 2], half_mm: f32, depth: f32) {
        let [x, y] = at_mm.map(|mm| mm * self.texels_per_mm);
        // A grain smaller than a texel fills one partly.
        let half = (half_mm * self.texels_per_mm).max(0.75);
        let full = depth * (half_mm * self.texels_per_mm / half).powi(2);
        let reach = half.ceil() as i64 + 1;
        for row in (y as i64 - reach).max(0)..=(y as i64 + reach).min(self.rows as i64 - 1) {
            for column in x as i64 - reach..=x as i64 + reach {
                let far = (column as f32 - x).hypot(row as f32 - y) / half;
                if far < 1.5 {
                    let thick = full * (1.0 - (far - 0.5).clamp(0.0, 1.0)).powi(2);
                    let column = column.rem_euclid(self.columns as i64) as usize;
                    let texel = &mut self.texels[row as usize * self.columns + column];
                    texel.dust = texel.dust.max(thick);
                }
            }
        }
    }
}

/// A line along the whole balloon, from a nick in the die of the extruder.
#[derive(Clone, Copy, Debug)]
struct DieLine {
    turn: f32,
    /// Half width in turns.
    half: f32,
    slope: f32,
}

struct Maker {
    balloon: Balloon,
    /// Slopes of the lines of extrusion around the tube, of which the pattern drifts from the
    /// first to the second along the balloon; and those of the die lines, which do not drift.
    extrusion: [Vec<f32>; 2],
    die: Vec<f32>,
    peel: [(Noise, f32); 2],
    rings: Noise,
    clouds: (Noise, f32),
    grain: (Noise, f32),
    thick_at_rad: [f32; 2],
    drift_rad: f32,
}

impl Maker {
    fn new(balloon: &Balloon, columns: usize) -> Self {
        let mut random = stream(balloon.seed, balloon.index, Purpose::Surface);
        let start = key(balloon.seed, balloon.index, Purpose::Surface);
        let round_mm = TAU * balloon.spec.body_radius_mm();
        // Noise around the tube, of about this many waves a millimetre.
        let around = |number: u64, per_mm: f32| {
            let period = (round_mm * per_mm).round().max(3.0);
            let seed = start.wrapping_add(number.wrapping_mul(0x9E37_79B9));
            (Noise::around(seed, period as u32), period)
        };
        let line = |random: &mut Generator| DieLine {
            turn: random.between(0.0, 1.0),
            half: random.between(0.02, 0.06) / round_mm,
            slope: balloon.spec.texture.extrusion_rad * random.between(-3.0, 3.0),
        };
        let lines: Vec<DieLine> = (0..balloon.spec.texture.die_lines)
            .map(|_| line(&mut random))
            .collect();
        let turns = || (0..columns).map(|column| column as f32 / columns as f32);
        let extrusion = [(1, 2), (8, 9)].map(|(coarse, fine)| {
            let (coarse, fine) = (around(coarse, 5.0), around(fine, 14.0));
            let at = |(noise, period): (Noise, f32), turn: f32| noise.at(turn * period, 0.5);
            turns()
                .map(|turn| 0.8 * at(coarse, turn) + 0.6 * at(fine, turn))
                .collect()
        });
        Self {
            extrusion,
            die: turns()
                .map(|turn| lines.iter().map(|line| line.at(turn)).sum())
                .collect(),
            peel: [around(3, 0.9), around(4, 0.9)],
            rings: Noise::new(start ^ 5),
            clouds: around(6, 0.35),
            grain: around(7, 18.0),
            thick_at_rad: [random.between(0.0, TAU), random.between(0.0, TAU)],
            drift_rad: random.between(0.0, TAU),
            balloon: balloon.clone(),
        }
    }

    fn fill(&self, z_mm: f32, texels: &mut [Texel]) {
        let texture = self.balloon.spec.texture;
        // The mould was turned on a lathe, whose tool leaves rings of one feed each.
        let rings = texture.mould_rings_rad / NOISE_RMS
            * (0.7 * self.rings.at(z_mm * 9.0, 0.5) + 0.5 * self.rings.at(z_mm * 23.0, 7.5));
        let count = texels.len() as f32;
        let per_mm = 1.0 / (TAU * self.balloon.spec.body_radius_mm());
        let (second, first) = (self.drift_rad + DRIFT_RAD_PER_MM * z_mm).sin_cos();
        let line_scale = texture.extrusion_rad / NOISE_RMS;
        let peel_scale = texture.orange_peel_rad / (0.6 * NOISE_RMS);
        for (column, texel) in texels.iter_mut().enumerate() {
            let turn = column as f32 / count;
            let lines = first * self.extrusion[0][column] + second * self.extrusion[1][column];
            let peel = self
                .peel
                .map(|(noise, period)| noise.octaves(turn * period, z_mm * period * per_mm, 2));
            let thick = texture.thickness_variation
                * (0.65 * (turn * TAU - self.thick_at_rad[0]).cos()
                    + 0.35 * (2.0 * turn * TAU - self.thick_at_rad[1]).cos());
            let (clouds, per_turn) = self.clouds;
            let cloud = clouds.octaves(turn * per_turn, z_mm * per_turn * per_mm, 3);
            let (grain, per_turn) = self.grain;
            let grain = grain.at(turn * per_turn, z_mm * per_turn * per_mm);
            *texel = Texel {
                slope: [
                    line_scale * lines + self.die[column] + peel_scale * peel[0],
                    rings + peel_scale * peel[1],
                ],
                haze: ((1.0 + thick)
                    * (1.0 + texture.cloudiness * (1.4 * cloud + 0.35 * grain))
                    * (1.0 + 0.1 * lines))
                    .max(0.05),
                dust: 0.0,
            };
        }
    }
}

impl DieLine {
    /// The slope of a rounded groove: the derivative of a Gaussian.
    fn at(&self, turn: f32) -> f32 {
        let away = turn - self.turn;
        let q = (away - away.round()) / self.half;
        if q.abs() > 4.0 {
            return 0.0;
        }
        self.slope * q * (0.5 - 0.5 * q * q).exp()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::regime::Regime;

    #[test]
    fn the_wall_closes_around_the_tube() {
        let balloon = Balloon::random(4, 0, Regime::Good, 12).unwrap();
        let surface = Surface::new(&balloon, 0.02, 8.0);
        for step in 0..100 {
            let z = step as f32 * 0.1 - 5.0;
            let before = surface.at(-1e-4, z);
            let after = surface.at(TAU + 1e-4, z);
            assert!((before.haze - after.haze).abs() < 0.02, "{z}");
            assert!((before.slope[0] - after.slope[0]).abs() < 0.005, "{z}");
        }
    }

    #[test]
    fn slopes_are_as_strong_as_was_asked_for() {
        let mut balloon = Balloon::random(4, 0, Regime::Good, 12).unwrap();
        balloon.spec.texture.extrusion_rad = 0.0;
        balloon.spec.texture.die_lines = 0;
        balloon.spec.texture.mould_rings_rad = 0.0;
        balloon.spec.texture.orange_peel_rad = 0.01;
        let surface = Surface::new(&balloon, 0.02, 8.0);
        for axis in 0..2 {
            let squares = surface.texels.iter().map(|texel| texel.slope[axis].powi(2));
            let rms = (squares.sum::<f32>() / surface.texels.len() as f32).sqrt();
            assert!((0.006..0.016).contains(&rms), "{rms}");
        }
    }

    #[test]
    fn dust_is_strewn_and_only_when_there_is_some() {
        let mut balloon = Balloon::random(4, 0, Regime::Good, 12).unwrap();
        balloon.spec.texture.dust = 0;
        let clean = Surface::new(&balloon, 0.02, 8.0);
        assert!(clean.texels.iter().all(|texel| texel.dust == 0.0));
        balloon.spec.texture.dust = 50;
        let dusty = Surface::new(&balloon, 0.02, 8.0);
        assert!(
            dusty
                .texels
                .iter()
                .filter(|texel| texel.dust > 0.05)
                .count()
                > 50
        );
    }
}
