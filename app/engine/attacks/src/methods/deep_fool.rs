//! DeepFool (Moosavi-Dezfooli, Fawzi and Frossard 2016, "DeepFool: a simple and accurate method to
//! fool deep neural networks", algorithm 2).
//!
//! As if the classifier were linear, each class `k` has a boundary with the picture's own class at
//! the distance `|f′ₖ| / ‖w′ₖ‖`, where `f′ₖ` is the difference of the scores and `w′ₖ` that of their
//! gradients. Each step goes to the nearest one, `r = |f′ₖ| / ‖w′ₖ‖² · w′ₖ`, and the picture tried
//! is `x + (1 + η) Σ r` with the overshoot `η`. Only the classes with the highest scores are
//! compared, as the authors' code does (ten of them). Towards a class, that is the only one, and the
//! boundary is that with the class which the model names at each step.

use ndarray::ArrayD;

use crate::error::AttackError;
use crate::norms;
use crate::settings::Goal;
use crate::trial::{Trial, clipped};

/// The shortest step, as a Euclidean norm, so that an exact tie of two classes is left.
const SHORTEST: f64 = 1e-6;

pub(super) fn run(trial: &mut Trial<'_>) -> Result<ArrayD<f32>, AttackError> {
    let settings = trial.settings;
    let rivals: Vec<usize> = match settings.goal {
        Goal::Towards(class) => vec![class],
        Goal::Untargeted => {
            let ranking = trial.prediction.ranking().into_iter();
            let others = ranking.filter(|class| *class != trial.prediction.class);
            others.take(settings.candidates - 1).collect()
        }
    };
    let mut prediction = trial.prediction.clone();
    let mut way = ArrayD::<f32>::zeros(trial.original.raw_dim());
    let mut picture = trial.original.clone();
    for step in 0..settings.steps {
        trial.step(step, settings.steps, "steps")?;
        let own = match settings.goal {
            Goal::Untargeted => trial.prediction.class,
            Goal::Towards(_) => prediction.class,
        };
        let Some(to_nearest) = to_nearest(trial, &picture, own, &rivals)? else {
            break;
        };
        way += &to_nearest;
        picture = clipped(&trial.original + &(&way * (1.0 + settings.overshoot)));
        prediction = trial.judge_one(&picture)?;
        let is_too_far = norms::rms(&(&picture - &trial.original)) > f64::from(settings.epsilon);
        if trial.is_turned(&prediction) || is_too_far {
            break;
        }
    }
    let change = &picture - &trial.original;
    let change = norms::shortened_to_rms(&change, f64::from(settings.epsilon));
    Ok(&trial.original + &change)
}

/// The step to the nearest boundary of a class with rivals; none where no score can be changed.
fn to_nearest(
    trial: &mut Trial<'_>,
    picture: &ArrayD<f32>,
    own: usize,
    rivals: &[usize],
) -> Result<Option<ArrayD<f32>>, AttackError> {
    let mut classes = vec![own];
    classes.extend(rivals);
    let found = trial.class_gradients(picture, &classes)?;
    let scores = &found.prediction.scores;
    let mut nearest: Option<(f64, f64, ArrayD<f32>)> = None;
    for (rival, gradient) in rivals.iter().zip(&found.gradients[1..]) {
        let normal = gradient - &found.gradients[0];
        let length = norms::l2(&normal);
        let distance = f64::from((scores[*rival] - scores[own]).abs()) / length;
        let is_nearer = nearest.as_ref().is_none_or(|(least, ..)| distance < *least);
        if length > 0.0 && distance.is_finite() && is_nearer {
            nearest = Some((distance, length, normal));
        }
    }
    Ok(nearest.map(|(distance, length, normal)| {
        let scale = distance.max(SHORTEST) / length;
        normal.mapv_into(|value| (f64::from(value) * scale) as f32)
    }))
}
