//! What can be set of an attack, with defaults from the papers.

use serde::{Deserialize, Serialize};

use crate::attack::{Attack, Parameter};
use crate::error::AttackError;

/// One 8-bit level as a share of the full range.
const LEVEL: f32 = 1.0 / 255.0;

/// Most steps, candidates or restarts: what is above is a slip of the hand.
const MOST: usize = 1_000_000;

/// Which answer counts as success.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Goal {
    /// Any class but the one that the model names for the picture as it is.
    #[default]
    Untargeted,
    /// This class, by its place among the scores, from 0.
    Towards(usize),
}

/// The numbers of an attack. Each attack reads those of [`Attack::parameters`], and has its own
/// defaults ([`Settings::of`]).
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Which answer counts as success.
    pub goal: Goal,
    /// Largest change as a share of the full range, 0 to 1, measured as [`Attack::norm`] says. For
    /// DeepFool and the boundary attack, which look for the smallest change, it is where they give
    /// up; for noise it is the size itself.
    pub epsilon: f32,
    /// Steps of the iterated attacks and of the walk along the boundary, generations of the
    /// one-pixel attack; for FGSM and the gradient attack the number of sizes up to epsilon that
    /// are tried, smallest first.
    pub steps: usize,
    /// Length of one step as a share of the full range, measured as epsilon is.
    pub step_size: f32,
    /// How often PGD begins from another random place, as long as it does not succeed.
    pub restarts: usize,
    /// Classes that DeepFool compares, the population of the one-pixel attack, places that the
    /// boundary attack tries in each step.
    pub candidates: usize,
    /// Pixels that the one-pixel attack may change.
    pub pixels: usize,
    /// How far DeepFool goes beyond the boundary that it sees, as a share of the way.
    pub overshoot: f32,
    /// Start of the random numbers: the same seed gives the same result.
    pub seed: u64,
    /// Whether the result is rounded to 8-bit levels, as a picture file holds them.
    pub eight_bit: bool,
}

impl Settings {
    /// The usual settings of an attack: those of its paper, where it names some.
    #[must_use]
    pub fn of(attack: Attack) -> Self {
        let usual = Self {
            goal: Goal::Untargeted,
            epsilon: 8.0 * LEVEL,
            steps: 1,
            step_size: LEVEL,
            restarts: 1,
            candidates: 10,
            pixels: 1,
            overshoot: 0.02,
            seed: 2018,
            eight_bit: false,
        };
        match attack {
            Attack::Fgsm | Attack::Noise | Attack::Blur => usual,
            Attack::IteratedFgsm => Self { steps: 10, ..usual },
            Attack::Pgd => Self {
                steps: 20,
                step_size: 2.0 * LEVEL,
                ..usual
            },
            Attack::PgdL2 => Self {
                epsilon: 0.01,
                steps: 20,
                step_size: 0.00125,
                ..usual
            },
            Attack::Gradient => Self {
                epsilon: 0.1,
                steps: 100,
                ..usual
            },
            Attack::DeepFool => Self {
                epsilon: 1.0,
                steps: 50,
                ..usual
            },
            Attack::OnePixel => Self {
                epsilon: 1.0,
                steps: 100,
                candidates: 400,
                ..usual
            },
            Attack::Boundary => Self {
                epsilon: 1.0,
                steps: 500,
                candidates: 8,
                ..usual
            },
        }
    }

    /// The usual settings with a result in 8-bit levels, as a picture file holds them.
    #[must_use]
    pub fn as_files(attack: Attack) -> Self {
        Self {
            eight_bit: true,
            ..Self::of(attack)
        }
    }

    /// Whether an attack can run with these settings. What it takes no notice of is not looked at.
    ///
    /// # Errors
    /// [`AttackError::Setting`], which names the setting and what it may be.
    pub fn check(&self, attack: Attack) -> Result<(), AttackError> {
        attack
            .parameters()
            .iter()
            .try_for_each(|parameter| self.check_one(attack, *parameter))
    }

    fn check_one(&self, attack: Attack, parameter: Parameter) -> Result<(), AttackError> {
        let counted = 1..=MOST;
        let (is_good, what, value, needed) = match parameter {
            Parameter::Epsilon => (
                (0.0..=1.0).contains(&self.epsilon),
                "epsilon",
                self.epsilon.to_string(),
                "a share of the full range, 0 to 1",
            ),
            Parameter::Steps => (
                counted.contains(&self.steps),
                "the number of steps",
                self.steps.to_string(),
                "1 to 1000000",
            ),
            Parameter::StepSize => (
                self.step_size > 0.0 && self.step_size <= 1.0,
                "the size of a step",
                self.step_size.to_string(),
                "a share of the full range, above 0 and up to 1",
            ),
            Parameter::Restarts => (
                counted.contains(&self.restarts),
                "the number of restarts",
                self.restarts.to_string(),
                "1 to 1000000",
            ),
            Parameter::Candidates => self.check_candidates(attack),
            Parameter::Pixels => (
                (1..=1000).contains(&self.pixels),
                "the number of pixels",
                self.pixels.to_string(),
                "1 to 1000",
            ),
            Parameter::Overshoot => (
                (0.0..=10.0).contains(&self.overshoot),
                "the overshoot",
                self.overshoot.to_string(),
                "a share of the way, 0 to 10",
            ),
            Parameter::Seed => return Ok(()),
        };
        if is_good {
            Ok(())
        } else {
            Err(AttackError::Setting {
                what,
                value,
                needed,
            })
        }
    }

    fn check_candidates(&self, attack: Attack) -> (bool, &'static str, String, &'static str) {
        let (least, what, needed) = match attack {
            Attack::DeepFool => (2, "the number of classes compared", "2 to 1000000"),
            // A child has three parents and competes with a fourth.
            Attack::OnePixel => (4, "the population", "4 to 1000000"),
            _ => (1, "the number of places tried at once", "1 to 1000000"),
        };
        let is_good = (least..=MOST).contains(&self.candidates);
        (is_good, what, self.candidates.to_string(), needed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_settings_can_be_used() {
        for attack in Attack::ALL {
            Settings::of(attack).check(attack).unwrap();
        }
    }

    #[test]
    fn what_makes_no_sense_is_refused_by_name() {
        type Change = fn(&mut Settings);
        let refused = |attack: Attack, change: Change| {
            let mut settings = Settings::of(attack);
            change(&mut settings);
            settings.check(attack).unwrap_err().to_string()
        };
        let cases: [(Attack, Change, &str); 8] = [
            (Attack::Fgsm, |it| it.epsilon = 1.5, "epsilon is 1.5"),
            (Attack::Pgd, |it| it.epsilon = f32::NAN, "epsilon is NaN"),
            (Attack::IteratedFgsm, |it| it.steps = 0, "steps is 0"),
            (Attack::Pgd, |it| it.step_size = 0.0, "size of a step is 0"),
            (Attack::PgdL2, |it| it.restarts = 0, "restarts is 0"),
            (Attack::OnePixel, |it| it.candidates = 3, "population is 3"),
            (Attack::OnePixel, |it| it.pixels = 0, "pixels is 0"),
            (
                Attack::DeepFool,
                |it| it.overshoot = -1.0,
                "overshoot is -1",
            ),
        ];
        for (attack, change, expected) in cases {
            let message = refused(attack, change);
            assert!(message.contains(expected), "{attack}: {message}");
        }
    }

    #[test]
    fn what_an_attack_does_not_read_is_not_looked_at() {
        let settings = Settings {
            step_size: -1.0,
            candidates: 0,
            ..Settings::of(Attack::Fgsm)
        };
        settings.check(Attack::Fgsm).unwrap();
        assert!(settings.check(Attack::Pgd).is_err());
    }

    #[test]
    fn settings_survive_a_file_and_unknown_ones_are_refused() {
        let settings = Settings {
            goal: Goal::Towards(7),
            ..Settings::of(Attack::Pgd)
        };
        let json = serde_json::to_string(&settings).unwrap();
        assert!(json.contains(r#""goal":{"towards":7}"#), "{json}");
        assert_eq!(serde_json::from_str::<Settings>(&json).unwrap(), settings);
        let more = json.replace(r#""seed""#, r#""sead":1,"seed""#);
        let refused = serde_json::from_str::<Settings>(&more).unwrap_err();
        assert!(refused.to_string().contains("unknown field"), "{refused}");
    }
}
