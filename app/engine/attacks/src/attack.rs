//! The attacks by name, and what can be set of each.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A way to change a picture so that a classifier says something else, or, for the two controls, a
/// change that nobody aimed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Attack {
    /// The fast gradient sign method.
    #[serde(rename = "fgsm")]
    Fgsm,
    /// The fast gradient sign method in many small steps.
    #[serde(rename = "ifgsm")]
    IteratedFgsm,
    /// Projected gradient descent where no sample may change by more than epsilon.
    #[serde(rename = "pgd")]
    Pgd,
    /// Projected gradient descent where samples may change by epsilon in the root mean square.
    #[serde(rename = "pgd-l2")]
    PgdL2,
    /// The raw gradient, made larger until it suffices.
    #[serde(rename = "gradient")]
    Gradient,
    /// The nearest class boundary, as if the classifier were linear.
    #[serde(rename = "deepfool")]
    DeepFool,
    /// A few pixels in other colours, found by differential evolution.
    #[serde(rename = "one-pixel")]
    OnePixel,
    /// A walk along the class boundary that asks the model for classes alone.
    #[serde(rename = "boundary")]
    Boundary,
    /// Control: Gaussian noise.
    #[serde(rename = "noise")]
    Noise,
    /// Control: the mean of 3 × 3 pixels.
    #[serde(rename = "blur")]
    Blur,
}

/// What epsilon bounds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Norm {
    /// The largest change of a sample.
    Max,
    /// The root mean square of the changes: the Euclidean norm over the root of the number of
    /// samples, so that one epsilon means the same for pictures of any size.
    Rms,
}

/// Something that can be set of an attack; a field of [`Settings`](crate::Settings).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Parameter {
    /// Largest change.
    Epsilon,
    /// Number of steps.
    Steps,
    /// Length of a step.
    StepSize,
    /// Number of beginnings.
    Restarts,
    /// Size of what is tried at once.
    Candidates,
    /// Number of pixels.
    Pixels,
    /// How far beyond the boundary.
    Overshoot,
    /// Start of the random numbers.
    Seed,
}

impl Attack {
    /// Every attack, the quickest first, and the controls at the end.
    pub const ALL: [Self; 10] = [
        Self::Fgsm,
        Self::IteratedFgsm,
        Self::Pgd,
        Self::PgdL2,
        Self::Gradient,
        Self::DeepFool,
        Self::OnePixel,
        Self::Boundary,
        Self::Noise,
        Self::Blur,
    ];

    /// The name on the command line and in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Fgsm => "fgsm",
            Self::IteratedFgsm => "ifgsm",
            Self::Pgd => "pgd",
            Self::PgdL2 => "pgd-l2",
            Self::Gradient => "gradient",
            Self::DeepFool => "deepfool",
            Self::OnePixel => "one-pixel",
            Self::Boundary => "boundary",
            Self::Noise => "noise",
            Self::Blur => "blur",
        }
    }

    /// Whether this is a change that nobody aimed, to compare attacks with.
    #[must_use]
    pub fn is_control(self) -> bool {
        matches!(self, Self::Noise | Self::Blur)
    }

    /// Whether the attack needs gradients, and so a model that can be differentiated.
    #[must_use]
    pub fn needs_gradients(self) -> bool {
        match self {
            Self::Fgsm
            | Self::IteratedFgsm
            | Self::Pgd
            | Self::PgdL2
            | Self::Gradient
            | Self::DeepFool => true,
            Self::OnePixel | Self::Boundary | Self::Noise | Self::Blur => false,
        }
    }

    /// What epsilon bounds; none where the change has a fixed size.
    #[must_use]
    pub fn norm(self) -> Option<Norm> {
        match self {
            Self::Fgsm | Self::IteratedFgsm | Self::Pgd | Self::OnePixel => Some(Norm::Max),
            Self::PgdL2 | Self::Gradient | Self::DeepFool | Self::Boundary | Self::Noise => {
                Some(Norm::Rms)
            }
            Self::Blur => None,
        }
    }

    /// What can be set of this attack; it takes no notice of other settings.
    #[must_use]
    pub fn parameters(self) -> &'static [Parameter] {
        use Parameter::{Candidates, Epsilon, Overshoot, Pixels, Restarts, Seed, StepSize, Steps};
        match self {
            Self::Fgsm | Self::Gradient => &[Epsilon, Steps],
            Self::IteratedFgsm => &[Epsilon, Steps, StepSize],
            Self::Pgd | Self::PgdL2 => &[Epsilon, Steps, StepSize, Restarts, Seed],
            Self::DeepFool => &[Epsilon, Steps, Candidates, Overshoot],
            Self::OnePixel => &[Epsilon, Steps, Candidates, Pixels, Seed],
            Self::Boundary => &[Epsilon, Steps, Candidates, Seed],
            Self::Noise => &[Epsilon, Seed],
            Self::Blur => &[],
        }
    }
}

impl fmt::Display for Attack {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id())
    }
}

/// There is no attack of a name.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("there is no attack {name:?}; there are {}", Attack::ALL.map(Attack::id).join(", "))]
pub struct UnknownAttack {
    /// The name that was given.
    pub name: String,
}

impl FromStr for Attack {
    type Err = UnknownAttack;

    fn from_str(name: &str) -> Result<Self, UnknownAttack> {
        let known = Self::ALL.into_iter().find(|attack| attack.id() == name);
        known.ok_or_else(|| UnknownAttack {
            name: name.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_are_those_of_files() {
        for attack in Attack::ALL {
            assert_eq!(attack.to_string().parse(), Ok(attack));
            let json = serde_json::to_string(&attack).unwrap();
            assert_eq!(json, format!("\"{attack}\""));
        }
    }

    #[test]
    fn an_unknown_name_is_answered_with_those_there_are() {
        let refused = "fgms".parse::<Attack>().unwrap_err().to_string();
        for attack in Attack::ALL {
            assert!(refused.contains(attack.id()), "{refused}");
        }
    }

    #[test]
    fn every_bounded_attack_has_an_epsilon() {
        for attack in Attack::ALL {
            let has_epsilon = attack.parameters().contains(&Parameter::Epsilon);
            assert_eq!(has_epsilon, attack.norm().is_some(), "{attack}");
        }
    }
}
