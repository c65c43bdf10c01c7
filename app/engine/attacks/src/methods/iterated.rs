//! The iterated fast gradient sign method (Kurakin, Goodfellow and Bengio 2017, "Adversarial
//! Examples in the Physical World", section 2.2):
//! `x₀ = x`, `xₙ₊₁ = clip(xₙ + α · sign(∇ₓ J(xₙ, y)))`, where `clip` keeps every sample within
//! epsilon of the picture and in the range. Towards a class it is that of section 2.3 with the class
//! that is wanted in place of the least likely.
//!
//! The paper makes a fixed number of steps; this ends as soon as the picture is turned, as Foolbox's
//! attacks do, so that the change is the smallest on the way.

use ndarray::ArrayD;

use super::ascent::climb;
use crate::attack::Norm;
use crate::best::Best;
use crate::error::AttackError;
use crate::trial::Trial;

pub(super) fn run(trial: &mut Trial<'_>) -> Result<ArrayD<f32>, AttackError> {
    let mut best = Best::default();
    let start = trial.original.clone();
    let steps = trial.settings.steps;
    climb(trial, start, Norm::Max, &mut best, (0, steps))?;
    Ok(best.into_picture(trial))
}
