//! The attacks and their numbers in the language of the window.

use attacks::{Attack, Norm, Parameter};
use workbench::tr;

/// The name of an attack.
pub fn attack_name(attack: Attack) -> String {
    match attack {
        Attack::Fgsm => tr!("inspect-attack-fgsm"),
        Attack::IteratedFgsm => tr!("inspect-attack-ifgsm"),
        Attack::Pgd => tr!("inspect-attack-pgd"),
        Attack::PgdL2 => tr!("inspect-attack-pgd-l2"),
        Attack::Gradient => tr!("inspect-attack-gradient"),
        Attack::DeepFool => tr!("inspect-attack-deepfool"),
        Attack::OnePixel => tr!("inspect-attack-one-pixel"),
        Attack::Boundary => tr!("inspect-attack-boundary"),
        Attack::Noise => tr!("inspect-attack-noise"),
        Attack::Blur => tr!("inspect-attack-blur"),
    }
}

/// What an attack does, in a sentence.
pub fn attack_tip(attack: Attack) -> String {
    match attack {
        Attack::Fgsm => tr!("inspect-attack-fgsm-tip"),
        Attack::IteratedFgsm => tr!("inspect-attack-ifgsm-tip"),
        Attack::Pgd => tr!("inspect-attack-pgd-tip"),
        Attack::PgdL2 => tr!("inspect-attack-pgd-l2-tip"),
        Attack::Gradient => tr!("inspect-attack-gradient-tip"),
        Attack::DeepFool => tr!("inspect-attack-deepfool-tip"),
        Attack::OnePixel => tr!("inspect-attack-one-pixel-tip"),
        Attack::Boundary => tr!("inspect-attack-boundary-tip"),
        Attack::Noise => tr!("inspect-attack-noise-tip"),
        Attack::Blur => tr!("inspect-attack-blur-tip"),
    }
}

/// The name of a number of an attack.
pub fn parameter_name(parameter: Parameter) -> String {
    match parameter {
        Parameter::Epsilon => tr!("inspect-parameter-epsilon"),
        Parameter::Steps => tr!("inspect-parameter-steps"),
        Parameter::StepSize => tr!("inspect-parameter-step-size"),
        Parameter::Restarts => tr!("inspect-parameter-restarts"),
        Parameter::Candidates => tr!("inspect-parameter-candidates"),
        Parameter::Pixels => tr!("inspect-parameter-pixels"),
        Parameter::Overshoot => tr!("inspect-parameter-overshoot"),
        Parameter::Seed => tr!("inspect-parameter-seed"),
    }
}

/// What a number of an attack means, in a sentence.
pub fn parameter_tip(attack: Attack, parameter: Parameter) -> String {
    match parameter {
        Parameter::Epsilon => match attack.norm() {
            Some(Norm::Rms) => tr!("inspect-parameter-epsilon-rms-tip"),
            Some(Norm::Max) | None => tr!("inspect-parameter-epsilon-tip"),
        },
        Parameter::Steps => tr!("inspect-parameter-steps-tip"),
        Parameter::StepSize => tr!("inspect-parameter-step-size-tip"),
        Parameter::Restarts => tr!("inspect-parameter-restarts-tip"),
        Parameter::Candidates => tr!("inspect-parameter-candidates-tip"),
        Parameter::Pixels => tr!("inspect-parameter-pixels-tip"),
        Parameter::Overshoot => tr!("inspect-parameter-overshoot-tip"),
        Parameter::Seed => tr!("inspect-parameter-seed-tip"),
    }
}
