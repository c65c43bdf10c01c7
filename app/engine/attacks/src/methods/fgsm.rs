//! The fast gradient sign method (Goodfellow, Shlens and Szegedy 2015, "Explaining and Harnessing
//! Adversarial Examples", section 4): `x + ε · sign(∇ₓ J(x, y))`, clipped to the range.
//!
//! `J` is the cross-entropy loss for the class `y` that the model names; towards a class, the sign
//! of that class's loss is taken away instead. With one step this is the paper's formula. With more,
//! as many sizes up to epsilon are tried, smallest first, as Foolbox 0.8 does with a thousand of
//! them up to the full range, which is how "Trace and Detect" used it.

use ndarray::ArrayD;

use super::ascent::signs;
use super::line;
use crate::error::AttackError;
use crate::trial::Trial;

pub(super) fn run(trial: &mut Trial<'_>) -> Result<ArrayD<f32>, AttackError> {
    let original = trial.original.clone();
    let direction = signs(&trial.direction(&original)?.gradient);
    line::search(trial, &direction)
}
