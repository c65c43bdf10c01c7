//! Streams of random numbers that do not depend on the order of the work.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, StandardNormal};

/// The generator of every stream: small and fast, and the same on every machine.
pub(crate) type Generator = Xoshiro256PlusPlus;

/// What a stream decides. Streams of different purposes, balloons, shots or rows are independent,
/// so that shots and rows can be made in any order and on any number of threads.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Purpose {
    Shape,
    Defects,
    Lighting,
    Camera,
    Surface,
    Dust,
    Artifacts,
    Columns,
    Pose { shot: u32 },
    Sensor { shot: u32, row: usize },
}

impl Purpose {
    fn words(self) -> [u64; 3] {
        match self {
            Self::Shape => [1, 0, 0],
            Self::Defects => [2, 0, 0],
            Self::Lighting => [3, 0, 0],
            Self::Camera => [4, 0, 0],
            Self::Surface => [5, 0, 0],
            Self::Dust => [6, 0, 0],
            Self::Artifacts => [7, 0, 0],
            Self::Columns => [10, 0, 0],
            Self::Pose { shot } => [8, shot.into(), 0],
            Self::Sensor { shot, row } => [9, shot.into(), row as u64],
        }
    }
}

/// The stream of one balloon for one purpose.
pub(crate) fn stream(seed: u64, balloon: u64, purpose: Purpose) -> Generator {
    Generator::seed_from_u64(key(seed, balloon, purpose))
}

/// One number of 64 bits for one balloon and purpose.
pub(crate) fn key(seed: u64, balloon: u64, purpose: Purpose) -> u64 {
    let mut state = mixed(seed);
    for word in [balloon].into_iter().chain(purpose.words()) {
        state = mixed(state ^ word);
    }
    state
}

/// The finaliser of `SplitMix64` (Steele, Lea and Flood, "Fast splittable pseudorandom number
/// generators", OOPSLA 2014): every bit of the result depends on every bit of the word.
fn mixed(word: u64) -> u64 {
    let mut z = word.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Draws that read as what they mean.
pub(crate) trait Draw {
    /// A value between two, each as likely as any other.
    fn between(&mut self, low: f32, high: f32) -> f32;
    /// A value between two above zero whose logarithm is evenly spread.
    fn log_between(&mut self, low: f32, high: f32) -> f32;
    /// A value of the normal distribution, cut at 2.5 deviations.
    fn about(&mut self, mean: f32, deviation: f32) -> f32;
    /// Whether something of this probability happens.
    fn chance(&mut self, probability: f32) -> bool;
    /// The number of one of the weights, each drawn as often as its weight says.
    fn weighted(&mut self, weights: &[f32]) -> usize;
}

impl Draw for Generator {
    fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.random::<f32>()
    }

    fn log_between(&mut self, low: f32, high: f32) -> f32 {
        self.between(low.ln(), high.ln()).exp()
    }

    fn about(&mut self, mean: f32, deviation: f32) -> f32 {
        let normal: f32 = StandardNormal.sample(self);
        mean + deviation * normal.clamp(-2.5, 2.5)
    }

    fn chance(&mut self, probability: f32) -> bool {
        self.random::<f32>() < probability
    }

    fn weighted(&mut self, weights: &[f32]) -> usize {
        let mut left = self.random::<f32>() * weights.iter().sum::<f32>();
        for (number, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return number;
            }
        }
        weights.len() - 1
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn streams_of_neighbours_differ() {
        let mut keys = HashSet::new();
        for seed in 0..4 {
            for balloon in 0..4 {
                for shot in 0..4 {
                    keys.insert(key(seed, balloon, Purpose::Pose { shot }));
                    for row in 0..4 {
                        keys.insert(key(seed, balloon, Purpose::Sensor { shot, row }));
                    }
                }
                keys.insert(key(seed, balloon, Purpose::Shape));
                keys.insert(key(seed, balloon, Purpose::Defects));
            }
        }
        assert_eq!(keys.len(), 4 * 4 * (4 * 5 + 2));
    }

    #[test]
    fn weights_are_kept() {
        let mut random = stream(1, 2, Purpose::Shape);
        let mut counts = [0; 3];
        for _ in 0..10_000 {
            counts[random.weighted(&[1.0, 0.0, 3.0])] += 1;
        }
        assert_eq!(counts[1], 0);
        assert!((2300..2700).contains(&counts[0]), "{counts:?}");
    }

    #[test]
    fn draws_stay_between_their_bounds() {
        let mut random = stream(3, 4, Purpose::Dust);
        for _ in 0..1000 {
            assert!((2.0..=3.0).contains(&random.between(2.0, 3.0)));
            assert!((0.5..=6.001).contains(&random.log_between(0.5, 6.0)));
            assert!((random.about(1.0, 0.1) - 1.0).abs() <= 0.2501);
        }
    }
}
