//! The boundary attack (Brendel, Rauber and Bethge 2018, "Decision-Based Adversarial Attacks",
//! section 2 and algorithm 1): a walk from a picture of another class towards the original that
//! stays on the other side of the boundary and asks the model for nothing but the class.
//!
//! Each step first goes a share `δ` of the distance in a random direction along the sphere around
//! the original, then a share `ε` of the distance towards it. Both shares are fitted to how often the
//! model still names another class, with the rates of the authors' own code in Foolbox: where more
//! than half of the places on the sphere are good, both grow, and where less than a fifth, both
//! shrink; `ε` does so once more by how many of the steps inwards are good. It ends where steps
//! inwards become too small to matter. Several places are tried at once in each step, and the nearest
//! good one is taken.
//!
//! It begins in a given picture that the model takes for another class, or in uniform noise, and goes
//! from there straight towards the original as far as it stays on the other side.

use ndarray::ArrayD;

use crate::error::AttackError;
use crate::outcome::Note;
use crate::trial::{Trial, clipped};
use crate::victim::{one_of, stacked};
use crate::{norms, random};

/// The first shares of both steps.
const FIRST_SHARE: f32 = 0.01;

/// The largest share of the distance that a step goes.
const LARGEST_SHARE: f32 = 0.9;

/// The share below which steps inwards are too small to matter.
const CONVERGED: f32 = 1e-7;

/// By how much shares grow and shrink.
const FACTOR: f32 = 1.5;

/// The part of good places above which shares grow.
const MANY: f32 = 0.5;

/// The part of good places below which shares shrink.
const FEW: f32 = 0.2;

/// Pictures of noise that are tried at the start.
const NOISES: usize = 64;

/// Those that are tried at once.
const NOISES_AT_ONCE: usize = 16;

/// Halvings of the way from the start to the original.
const HALVINGS: usize = 16;

pub(super) fn run(trial: &mut Trial<'_>) -> Result<ArrayD<f32>, AttackError> {
    let Some(mut current) = start(trial)? else {
        trial.note(Note::NoStart);
        return Ok(trial.original.clone());
    };
    let settings = trial.settings;
    let (mut around, mut inwards) = (FIRST_SHARE, FIRST_SHARE);
    for step in 0..settings.steps {
        trial.step(step, settings.steps, "steps")?;
        let away = &current - &trial.original;
        if inwards < CONVERGED || norms::max(&away) == 0.0 {
            break;
        }
        let places: Vec<ArrayD<f32>> = (0..settings.candidates)
            .map(|_| on_sphere(trial, &away, around))
            .collect::<Result<_, _>>()?;
        let good = those_turned(trial, &places)?;
        let factor = fitted(good.len(), places.len());
        around = (around * factor).min(LARGEST_SHARE);
        inwards = (inwards * factor).min(LARGEST_SHARE);
        if good.is_empty() {
            continue;
        }
        let nearer: Vec<ArrayD<f32>> = good
            .iter()
            .map(|place| {
                let change = (place - &trial.original) * (1.0 - inwards);
                clipped(&trial.original + &change)
            })
            .collect();
        let good = those_turned(trial, &nearer)?;
        inwards = (inwards * fitted(good.len(), nearer.len())).min(LARGEST_SHARE);
        let mut least = norms::l2(&away);
        for place in good {
            let distance = norms::l2(&(&place - &trial.original));
            if distance < least {
                least = distance;
                current = place;
            }
        }
    }
    let change = &current - &trial.original;
    let change = norms::shortened_to_rms(&change, f64::from(settings.epsilon));
    Ok(&trial.original + &change)
}

/// The factor by which a share changes when some of the places it led to are good.
fn fitted(good: usize, all: usize) -> f32 {
    let part = good as f32 / all as f32;
    if part > MANY {
        FACTOR
    } else if part < FEW {
        1.0 / FACTOR
    } else {
        1.0
    }
}

/// A random place at the same distance from the original, a share of that distance away. Clipping
/// may bring it nearer.
fn on_sphere(
    trial: &mut Trial<'_>,
    away: &ArrayD<f32>,
    share: f32,
) -> Result<ArrayD<f32>, AttackError> {
    trial.work.check()?;
    let moved = along_sphere(
        away,
        &random::normal(away.shape(), &mut trial.random),
        share,
    );
    Ok(clipped(&trial.original + &moved))
}

/// A vector turned towards a direction by a share of its length, which it keeps.
fn along_sphere(away: &ArrayD<f32>, direction: &ArrayD<f32>, share: f32) -> ArrayD<f32> {
    let radius = norms::l2(away);
    // What points inwards or outwards is taken out of the direction.
    let outwards = norms::dot(direction, away) / (radius * radius);
    let tangent = direction - &away.mapv(|value| (f64::from(value) * outwards) as f32);
    let length = norms::l2(&tangent);
    if length == 0.0 {
        return away.clone();
    }
    let scale = f64::from(share) * radius / length;
    let moved = away + &tangent.mapv(|value| (f64::from(value) * scale) as f32);
    let back = radius / norms::l2(&moved);
    moved.mapv(|value| (f64::from(value) * back) as f32)
}

/// Those of some pictures, at least one, that are what the attack wants.
fn those_turned(
    trial: &mut Trial<'_>,
    pictures: &[ArrayD<f32>],
) -> Result<Vec<ArrayD<f32>>, AttackError> {
    let predictions = trial.judge(&stacked(pictures))?;
    let judged = pictures.iter().zip(&predictions);
    Ok(judged
        .filter(|(_, prediction)| trial.is_turned(prediction))
        .map(|(picture, _)| picture.clone())
        .collect())
}

/// A picture to begin in, as near to the original as a straight line leads.
fn start(trial: &mut Trial<'_>) -> Result<Option<ArrayD<f32>>, AttackError> {
    let Some(mut far) = somewhere_turned(trial)? else {
        return Ok(None);
    };
    let mut near = trial.original.clone();
    for halving in 0..HALVINGS {
        trial.step(halving, HALVINGS, "start")?;
        let middle = (&near + &far) * 0.5;
        let prediction = trial.judge_one(&middle)?;
        if trial.is_turned(&prediction) {
            far = middle;
        } else {
            near = middle;
        }
    }
    Ok(Some(far))
}

fn somewhere_turned(trial: &mut Trial<'_>) -> Result<Option<ArrayD<f32>>, AttackError> {
    let shape = trial.original.shape().to_vec();
    for start in trial.victim.starts() {
        if start.shape() == shape {
            let prediction = trial.judge_one(start)?;
            if trial.is_turned(&prediction) {
                return Ok(Some(start.clone()));
            }
        }
    }
    for first in (0..NOISES).step_by(NOISES_AT_ONCE) {
        trial.step(first, NOISES, "noise")?;
        let mut batch = shape.clone();
        batch[0] = NOISES_AT_ONCE;
        let noises = random::uniform(&batch, &mut trial.random);
        let predictions = trial.judge(&noises)?;
        let turned = predictions.iter().position(|it| trial.is_turned(it));
        if let Some(place) = turned {
            return Ok(Some(one_of(&noises, place)));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use ndarray::arr1;

    use super::*;

    #[test]
    fn a_step_along_the_sphere_keeps_the_distance_and_goes_its_share() {
        let away = arr1(&[3.0_f32, 0.0, 4.0]).into_dyn();
        let direction = arr1(&[2.0_f32, 1.0, -1.0]).into_dyn();
        for share in [0.01, 0.5] {
            let moved = along_sphere(&away, &direction, share);
            assert!((norms::l2(&moved) - 5.0).abs() < 1e-5);
            // A step of a share along the tangent turns by the arc whose tangent is the share.
            let cosine = norms::dot(&moved, &away) / 25.0;
            let expected = 1.0 / (1.0 + f64::from(share).powi(2)).sqrt();
            assert!((cosine - expected).abs() < 1e-6, "{cosine} {expected}");
        }
    }

    #[test]
    fn a_direction_straight_outwards_leads_nowhere() {
        let away = arr1(&[0.0_f32, 2.0]).into_dyn();
        assert_eq!(along_sphere(&away, &(&away * 3.0), 0.1), away);
    }
}
