//! Smooth noise on the unwrapped wall.

/// Value noise: random values on a lattice, blended between its points with Perlin's fade curve
/// ("Improving noise", SIGGRAPH 2002). Without a period it goes on for ever; with one it repeats
/// along its first coordinate, so that it closes around a tube.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Noise {
    seed: u32,
    /// After how many lattice points the first coordinate repeats; 0 for never.
    period: u32,
}

impl Noise {
    /// Noise that never repeats.
    pub fn new(seed: u64) -> Self {
        Self {
            seed: (seed ^ (seed >> 32)) as u32,
            period: 0,
        }
    }

    /// Noise whose first coordinate repeats after this many lattice points, at least one.
    pub fn around(seed: u64, period: u32) -> Self {
        Self {
            period: period.max(1),
            ..Self::new(seed)
        }
    }

    /// The value at a point, from −1 to 1.
    pub fn at(self, x: f32, y: f32) -> f32 {
        let (column, row) = (floor(x), floor(y));
        let (s, t) = (fade(x - column as f32), fade(y - row as f32));
        let (left, right) = (self.wrapped(column), self.wrapped(column + 1));
        let top = mix(self.lattice(left, row), self.lattice(right, row), s);
        let bottom = mix(self.lattice(left, row + 1), self.lattice(right, row + 1), s);
        mix(top, bottom, t)
    }

    /// Several octaves, each twice as fine and half as strong as the one before: fractional
    /// Brownian motion, about −1 to 1.
    pub fn octaves(self, x: f32, y: f32, octaves: u32) -> f32 {
        let mut sum = 0.0;
        let mut strength = 0.5;
        let mut scale = 1.0;
        for octave in 0..octaves {
            let layer = Self {
                seed: self.seed.wrapping_add(octave.wrapping_mul(0x85EB_CA6B)),
                period: self.period << octave,
            };
            // Shifted, so that the lattices of the octaves do not lie on each other and show.
            let shift = octave as f32;
            sum += strength * layer.at(x * scale + 0.37 * shift, y * scale + 0.61 * shift);
            strength *= 0.5;
            scale *= 2.0;
        }
        sum
    }

    fn wrapped(self, column: i32) -> i32 {
        if self.period == 0 {
            column
        } else {
            column.rem_euclid(self.period as i32)
        }
    }

    fn lattice(self, column: i32, row: i32) -> f32 {
        let mut h = self.seed
            ^ (column as u32).wrapping_mul(0x9E37_79B1)
            ^ (row as u32).wrapping_mul(0x85EB_CA77);
        h = (h ^ (h >> 15)).wrapping_mul(0x2C1B_3C6D);
        h = (h ^ (h >> 12)).wrapping_mul(0x297A_2D39);
        h ^= h >> 15;
        (h >> 8) as f32 / (1 << 23) as f32 - 1.0
    }
}

/// The whole number below. Faster than rounding down a floating-point number, which not every
/// processor can do in one instruction.
fn floor(x: f32) -> i32 {
    let towards_zero = x as i32;
    towards_zero - i32::from(towards_zero as f32 > x)
}

fn fade(t: f32) -> f32 {
    t * t * t * (t * (t * 6.0 - 15.0) + 10.0)
}

fn mix(a: f32, b: f32, t: f32) -> f32 {
    a + (b - a) * t
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_is_smooth_bounded_and_has_no_preference() {
        let noise = Noise::new(7);
        let (mut sum, mut most) = (0.0, 0.0_f32);
        for step in 0..20_000 {
            let x = step as f32 * 0.173;
            let value = noise.at(x, -0.31 * x);
            assert!(value.abs() <= 1.0);
            most = most.max((noise.at(x + 0.001, -0.31 * x) - value).abs());
            sum += value;
        }
        assert!((sum / 20_000.0).abs() < 0.02, "{sum}");
        assert!(most < 0.01, "{most}");
    }

    #[test]
    fn noise_closes_around_a_tube_in_every_octave() {
        let noise = Noise::around(3, 12);
        for row in 0..40 {
            let y = row as f32 * 0.7;
            let seam = noise.octaves(0.0, y, 4) - noise.octaves(12.0, y, 4);
            assert!(seam.abs() < 1e-5, "{seam}");
        }
        let differs = (0..40).any(|row| {
            let y = row as f32 * 0.7;
            (Noise::new(3).at(0.0, y) - Noise::new(3).at(12.0, y)).abs() > 0.1
        });
        assert!(differs);
    }
}
