//! Control: Gaussian noise of a given root mean square. With that of an attack it has the same
//! Euclidean norm, and tells whether a detector sees the attack or just any change of that size.
//!
//! Clipping to the range takes away from the noise, so that its factor is found by halving until
//! what is left has the size that was asked for, as far as the range allows it.

use ndarray::ArrayD;

use crate::trial::{Trial, clipped};
use crate::{norms, random};

/// Halvings of the factor: as many as a 32-bit float can tell apart.
const HALVINGS: usize = 30;

/// The largest factor, at which nearly every sample is black or white.
const LARGEST: f32 = 1000.0;

pub(super) fn run(trial: &mut Trial<'_>) -> ArrayD<f32> {
    let size = f64::from(trial.settings.epsilon);
    let noise = random::normal(trial.original.shape(), &mut trial.random);
    let noisy = |factor: f32| clipped(&trial.original + &(&noise * factor));
    let size_at = |factor: f32| norms::rms(&(noisy(factor) - &trial.original));
    if size == 0.0 {
        return trial.original.clone();
    }
    // Clipping only makes noise smaller, so that the factor is at least that without clipping.
    let (mut low, mut high) = ((size / norms::rms(&noise)) as f32, LARGEST);
    for _ in 0..HALVINGS {
        let middle = (low * high).sqrt();
        if size_at(middle) <= size {
            low = middle;
        } else {
            high = middle;
        }
    }
    noisy(low)
}
