//! The attacks, each in its own file with its formula and its source.

mod ascent;
mod blur;
mod boundary;
mod deep_fool;
mod fgsm;
mod gradient;
mod iterated;
mod line;
mod noise;
mod one_pixel;
mod pgd;

use jobs::Work;
use ndarray::ArrayD;

use crate::attack::{Attack, Norm};
use crate::error::AttackError;
use crate::outcome::{Note, Outcome};
use crate::settings::Settings;
use crate::trial::Trial;
use crate::victim::Victim;

/// Attacks one prepared picture, `[1, …]` in the model's layout. It never changes by more than
/// epsilon, apart from what rounding to 8-bit levels adds: half a level, or less than one where the
/// outcome notes [`Note::RoundedAway`]. Samples outside 0 to 1 are clipped first.
///
/// # Errors
/// When settings are refused, the picture does not fit the model, its scores are no numbers or only
/// one, the model cannot be run or differentiated, or the work is cancelled. A picture that
/// withstands is no error.
pub fn attack(
    victim: &Victim<'_>,
    prepared: &ArrayD<f32>,
    attack: Attack,
    settings: &Settings,
    work: &Work,
) -> Result<Outcome, AttackError> {
    settings.check(attack)?;
    work.check()?;
    let mut trial = Trial::begin(victim, prepared, settings, work)?;
    let found = if trial.is_there_already() && !attack.is_control() {
        trial.note(Note::AlreadyThere);
        trial.original.clone()
    } else {
        let trial = &mut trial;
        match attack {
            Attack::Fgsm => fgsm::run(trial)?,
            Attack::IteratedFgsm => iterated::run(trial)?,
            Attack::Pgd => pgd::run(trial, Norm::Max)?,
            Attack::PgdL2 => pgd::run(trial, Norm::Rms)?,
            Attack::Gradient => gradient::run(trial)?,
            Attack::DeepFool => deep_fool::run(trial)?,
            Attack::OnePixel => one_pixel::run(trial)?,
            Attack::Boundary => boundary::run(trial)?,
            Attack::Noise => noise::run(trial),
            Attack::Blur => blur::run(trial)?,
        }
    };
    Outcome::of(attack, trial, found)
}
