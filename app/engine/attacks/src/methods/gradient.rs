//! The gradient attack of Foolbox 0.8 (`GradientAttack`; Rauber, Brendel and Bethge 2017, "Foolbox:
//! A Python toolbox to benchmark the robustness of machine learning models"), one of the five of
//! "Trace and Detect": `x + ε · g / rms(g)` with `g = ∇ₓ J(x, y)`, clipped to the range, in growing
//! sizes until it suffices.
//!
//! `rms` is the root mean square over the samples. Foolbox tries a thousand sizes up to the full
//! range; the usual settings here have sizes as fine, but end at a tenth of it, beyond which nobody
//! would call the change small.

use ndarray::ArrayD;

use super::line;
use crate::error::AttackError;
use crate::norms;
use crate::trial::Trial;

/// Keeps the division finite, as in Foolbox.
const TINY: f64 = 1e-8;

pub(super) fn run(trial: &mut Trial<'_>) -> Result<ArrayD<f32>, AttackError> {
    let original = trial.original.clone();
    let gradient = trial.direction(&original)?.gradient;
    let length = norms::rms(&gradient) + TINY;
    let direction = gradient.mapv(|slope| (f64::from(slope) / length) as f32);
    line::search(trial, &direction)
}
