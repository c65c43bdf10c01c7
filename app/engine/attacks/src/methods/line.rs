//! The smallest of some sizes of one change that suffices.

use ndarray::ArrayD;

use crate::best::Best;
use crate::error::AttackError;
use crate::trial::{Trial, clipped};
use crate::victim::{one_of, stacked};

/// Sizes that are tried at once.
const AT_ONCE: usize = 8;

/// Adds a direction to the picture in growing sizes, `epsilon · i / steps` for `i` from 1 on, and
/// stops at the first that turns it. Without one, gives the size that came nearest.
pub(super) fn search(
    trial: &mut Trial<'_>,
    direction: &ArrayD<f32>,
) -> Result<ArrayD<f32>, AttackError> {
    let (epsilon, steps) = (trial.settings.epsilon, trial.settings.steps);
    let mut best = Best::default();
    for first in (0..steps).step_by(AT_ONCE) {
        trial.step(first, steps, "sizes")?;
        let tried: Vec<ArrayD<f32>> = (first..steps.min(first + AT_ONCE))
            .map(|step| {
                let size = epsilon * (step + 1) as f32 / steps as f32;
                clipped(&trial.original + &(direction * size))
            })
            .collect();
        let batch = stacked(&tried);
        for (place, prediction) in trial.judge(&batch)?.iter().enumerate() {
            best.offer(trial, &one_of(&batch, place), prediction);
            if best.is_turned() {
                return Ok(best.into_picture(trial));
            }
        }
    }
    Ok(best.into_picture(trial))
}
