//! Steps along the gradient that stay near the picture.

use ndarray::{ArrayD, Zip};

use crate::attack::Norm;
use crate::best::Best;
use crate::error::AttackError;
use crate::norms;
use crate::trial::{Trial, clipped, is_zero};

/// Goes from a start along the gradient, as many steps as the settings say, each `step_size` long,
/// and back to within epsilon and the range behind each. Ends as soon as the picture is turned, or
/// where the gradient is zero, and offers what it saw. `done` steps of `total` were made before.
pub(super) fn climb(
    trial: &mut Trial<'_>,
    start: ArrayD<f32>,
    norm: Norm,
    best: &mut Best,
    (done, total): (usize, usize),
) -> Result<(), AttackError> {
    let mut picture = start;
    for step in 0..trial.settings.steps {
        trial.step(done + step, total, "steps")?;
        let found = trial.direction(&picture)?;
        best.offer(trial, &picture, &found.prediction);
        if best.is_turned() || is_zero(&found.gradient) {
            return Ok(());
        }
        let change = unit_step(&found.gradient, norm) * trial.settings.step_size;
        picture = projected(
            &trial.original,
            &(picture + change),
            norm,
            trial.settings.epsilon,
        );
    }
    let prediction = trial.judge_one(&picture)?;
    best.offer(trial, &picture, &prediction);
    Ok(())
}

/// The picture nearest to one that is within epsilon of the original; then clipped to the range,
/// which brings no sample further from the original.
pub(super) fn projected(
    original: &ArrayD<f32>,
    picture: &ArrayD<f32>,
    norm: Norm,
    epsilon: f32,
) -> ArrayD<f32> {
    let change = picture - original;
    let change = match norm {
        Norm::Max => change.mapv_into(|value| value.clamp(-epsilon, epsilon)),
        Norm::Rms => norms::shortened_to_rms(&change, f64::from(epsilon)),
    };
    clipped(original + &change)
}

/// The direction of steepest ascent of length one: the signs, or the gradient itself by its root
/// mean square.
fn unit_step(gradient: &ArrayD<f32>, norm: Norm) -> ArrayD<f32> {
    match norm {
        Norm::Max => signs(gradient),
        Norm::Rms => {
            let length = norms::rms(gradient);
            gradient.mapv(|slope| (f64::from(slope) / length) as f32)
        }
    }
}

/// 1 above zero, -1 below, and 0 where there is nothing to gain.
pub(super) fn signs(gradient: &ArrayD<f32>) -> ArrayD<f32> {
    let mut signs = ArrayD::zeros(gradient.raw_dim());
    Zip::from(&mut signs).and(gradient).for_each(|sign, slope| {
        *sign = f32::from(i8::from(*slope > 0.0) - i8::from(*slope < 0.0));
    });
    signs
}

#[cfg(test)]
mod tests {
    use ndarray::arr1;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_to_gain_has_no_sign() {
        let gradient = arr1(&[2.0_f32, 0.0, -0.0, -1e-30]).into_dyn();
        assert_eq!(signs(&gradient), arr1(&[1.0, 0.0, 0.0, -1.0]).into_dyn());
    }

    #[test]
    fn steps_have_length_one() {
        let gradient = arr1(&[3.0_f32, 0.0, -4.0, 0.0]).into_dyn();
        assert_eq!(norms::max(&unit_step(&gradient, Norm::Max)), 1.0);
        let step = unit_step(&gradient, Norm::Rms);
        assert!((norms::rms(&step) - 1.0).abs() < 1e-6);
        assert!((step[[0]] / step[[2]] + 0.75).abs() < 1e-6);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_projected_is_near_and_in_range(
            pairs in proptest::collection::vec((0.0_f32..=1.0, -3.0_f32..3.0), 1..40),
            epsilon in 0.0_f32..=1.0,
        ) {
            let (original, picture): (Vec<f32>, Vec<f32>) = pairs.into_iter().unzip();
            let (original, picture) = (arr1(&original).into_dyn(), arr1(&picture).into_dyn());
            for norm in [Norm::Max, Norm::Rms] {
                let near = projected(&original, &picture, norm, epsilon);
                prop_assert!(near.iter().all(|it| (0.0..=1.0).contains(it)));
                let change = &near - &original;
                let size = match norm {
                    Norm::Max => norms::max(&change),
                    Norm::Rms => norms::rms(&change),
                };
                prop_assert!(size <= f64::from(epsilon) + 1e-6, "{size} {epsilon}");
                let again = projected(&original, &near, norm, epsilon);
                prop_assert!(norms::max(&(&again - &near)) < 1e-6);
            }
        }
    }
}
