//! Projected gradient descent (Madry et al. 2018, "Towards Deep Learning Models Resistant to
//! Adversarial Attacks", section 2.1 and appendix for the Euclidean ball):
//! `xₙ₊₁ = Π(xₙ + α · u(∇ₓ J(xₙ, y)))` from a random place within epsilon of the picture, and again
//! from others where that does not succeed. `Π` goes to the nearest picture within epsilon, and `u`
//! is the direction of steepest ascent: the signs where no sample may change by more than epsilon,
//! the gradient of length one where the root mean square may not.
//!
//! The paper makes all steps and keeps the highest loss; this ends as soon as the picture is turned.

use ndarray::ArrayD;
use rand::RngExt;

use super::ascent::{climb, projected};
use crate::attack::Norm;
use crate::best::Best;
use crate::error::AttackError;
use crate::trial::Trial;
use crate::{norms, random};

pub(super) fn run(trial: &mut Trial<'_>, norm: Norm) -> Result<ArrayD<f32>, AttackError> {
    let mut best = Best::default();
    let settings = trial.settings;
    let total = settings.restarts.saturating_mul(settings.steps);
    for restart in 0..settings.restarts {
        let start = somewhere(trial, norm);
        climb(
            trial,
            start,
            norm,
            &mut best,
            (restart * settings.steps, total),
        )?;
        if best.is_turned() {
            break;
        }
    }
    Ok(best.into_picture(trial))
}

/// A place within epsilon of the picture, each as likely as any other, then clipped to the range.
fn somewhere(trial: &mut Trial<'_>, norm: Norm) -> ArrayD<f32> {
    let epsilon = trial.settings.epsilon;
    let shape = trial.original.shape().to_vec();
    let change = match norm {
        Norm::Max => {
            let shares = random::uniform(&shape, &mut trial.random);
            shares.mapv_into(|share| epsilon * (2.0 * share - 1.0))
        }
        Norm::Rms => {
            let direction = random::normal(&shape, &mut trial.random);
            // The share of a ball within a radius grows with its power of the dimension.
            let inside: f64 = trial.random.random();
            let radius = f64::from(epsilon) * inside.powf(1.0 / direction.len() as f64);
            let scale = radius / norms::rms(&direction);
            direction.mapv_into(|value| (f64::from(value) * scale) as f32)
        }
    };
    projected(&trial.original, &(&trial.original + &change), norm, epsilon)
}
