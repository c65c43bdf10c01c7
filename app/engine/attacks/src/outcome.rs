//! What an attack found.

use std::fmt;

use ndarray::{ArrayD, Axis};

use crate::attack::Attack;
use crate::error::AttackError;
use crate::norms;
use crate::prediction::Prediction;
use crate::rounding;
use crate::settings::Goal;
use crate::trial::Trial;

/// What an attack found: the picture that the model takes for something else or, where the attack
/// did not succeed, the one that came nearest to it.
#[derive(Clone, PartialEq, Debug)]
pub struct Outcome {
    /// The attack.
    pub attack: Attack,
    /// The picture before the attack, `[1, …]` in the model's layout, samples from 0 to 1.
    pub original: ArrayD<f32>,
    /// The picture behind the attack, likewise.
    pub adversarial: ArrayD<f32>,
    /// The same as the model takes it.
    pub prepared: ArrayD<f32>,
    /// What the model says of the picture before the attack.
    pub before: Prediction,
    /// What it says behind the attack; asked of exactly this picture, rounded where that was
    /// wanted.
    pub after: Prediction,
    /// Whether that is what the attack wanted.
    pub succeeded: bool,
    /// The Euclidean norm of the change.
    pub l2: f64,
    /// The root mean square of the change, a share of the full range.
    pub rms: f64,
    /// The largest change of a sample, a share of the full range.
    pub linf: f64,
    /// Pixels of which any channel changed.
    pub changed_pixels: usize,
    /// Pictures that the model was asked for without a gradient.
    pub queries: u64,
    /// Gradients that were taken.
    pub gradients: u64,
    /// What must be said beside it.
    pub notes: Vec<Note>,
}

/// Something that must be said beside an outcome.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Note {
    /// The picture is of the wanted class as it is, and was left alone.
    AlreadyThere,
    /// A gradient was zero everywhere.
    ZeroGradient,
    /// Some values of a gradient were infinite or no numbers.
    GradientNotFinite,
    /// The boundary attack found no picture of another class to begin in.
    NoStart,
    /// Rounding to the nearest 8-bit levels undid the attack; rounded away from the original, the
    /// picture is still adversarial.
    RoundedAway,
    /// The attack had succeeded, and rounding to 8-bit levels undid it.
    LostByRounding,
}

impl fmt::Display for Note {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::AlreadyThere => {
                "the model takes the picture for the wanted class as it is, so that it was left alone"
            }
            Self::ZeroGradient => {
                "a gradient was zero everywhere: the model is saturated there, or does not see the \
                 picture, and an attack by gradients has no direction to go. The boundary and \
                 one-pixel attacks need none"
            }
            Self::GradientNotFinite => {
                "some values of a gradient were infinite or no numbers, and counted as zero"
            }
            Self::NoStart => {
                "no noise was of another class, so that the walk along the boundary could not \
                 begin; give a picture of the wanted class to begin in"
            }
            Self::RoundedAway => {
                "to stay adversarial in a file of 8 bits, every change was rounded up, by less than \
                 one level beyond what the attack found"
            }
            Self::LostByRounding => {
                "the attack succeeded, but its changes are so small that rounding to 8 bits undoes \
                 it: saved as a picture file it is not adversarial"
            }
        })
    }
}

impl Outcome {
    /// Measures what an attack found, rounded where the settings say so.
    pub(crate) fn of(
        attack: Attack,
        mut trial: Trial<'_>,
        found: ArrayD<f32>,
    ) -> Result<Self, AttackError> {
        let exact = trial.judge_one(&found)?;
        let (adversarial, after) = if trial.settings.eight_bit {
            rounded(&mut trial, &found, &exact)?
        } else {
            (found, exact)
        };
        let space = trial.victim.space();
        let change = &adversarial - &trial.original;
        let planes = space.planes(&change)?;
        let pixels = planes.lanes(Axis(0)).into_iter();
        Ok(Self {
            attack,
            prepared: space.prepared(&adversarial),
            succeeded: trial.is_turned(&after),
            l2: norms::l2(&change),
            rms: norms::rms(&change),
            linf: norms::max(&change),
            changed_pixels: pixels
                .filter(|pixel| pixel.iter().any(|value| *value != 0.0))
                .count(),
            queries: trial.queries,
            gradients: trial.gradients,
            notes: trial.notes,
            original: trial.original,
            before: trial.prediction,
            adversarial,
            after,
        })
    }

    /// The change of every sample, -1 to 1, in the picture's shape.
    #[must_use]
    pub fn perturbation(&self) -> ArrayD<f32> {
        &self.adversarial - &self.original
    }

    /// The factor by which the largest change becomes black or white in
    /// [`Outcome::amplified`]; 1 where nothing changed.
    #[must_use]
    pub fn amplification(&self) -> f32 {
        if self.linf > 0.0 {
            (0.5 / self.linf) as f32
        } else {
            1.0
        }
    }

    /// The change to look at: mid-grey where nothing changed, brighter and darker by a factor,
    /// 0 to 1.
    #[must_use]
    pub fn amplified(&self, factor: f32) -> ArrayD<f32> {
        let change = self.perturbation();
        change.mapv_into(|value| (0.5 + factor * value).clamp(0.0, 1.0))
    }
}

/// What was found in 8-bit levels, and what the model says of that.
fn rounded(
    trial: &mut Trial<'_>,
    found: &ArrayD<f32>,
    exact: &Prediction,
) -> Result<(ArrayD<f32>, Prediction), AttackError> {
    let nearest = rounding::nearest(found);
    let prediction = trial.judge_one(&nearest)?;
    if !trial.is_turned(exact) || trial.is_turned(&prediction) {
        return Ok((nearest, prediction));
    }
    let away = rounding::away(found, &trial.original);
    let further = trial.judge_one(&away)?;
    if trial.is_turned(&further) {
        trial.note(Note::RoundedAway);
        return Ok((away, further));
    }
    trial.note(Note::LostByRounding);
    Ok((nearest, prediction))
}

impl Trial<'_> {
    /// Whether there is nothing to do, because the picture is of the wanted class as it is.
    pub(crate) fn is_there_already(&self) -> bool {
        matches!(self.settings.goal, Goal::Towards(class) if class == self.prediction.class)
    }
}
