//! Adversarial attacks on a classifier, and the detector that tells them.
//!
//! [`attack()`] changes a picture until a classifier says something else. It works in unit space,
//! where a sample goes from 0 to 1, because the size of a change is a share of the full range;
//! [`UnitSpace`] leads from there to what the model takes, and [`Victim`] asks the model. Each
//! [`Attack`] is a file of `methods` with its formula and its source.
//!
//! The detector of Amirian, Schwenker and Stadelmann ("Trace and Detect Adversarial Attacks on CNNs
//! Using Feature Response Maps", ANNPR 2018) compares the average local spatial entropy of a
//! picture's feature response ([`score()`]) with a threshold that a [`Calibration`] took from clean
//! pictures. [`Roc`] and [`Histogram`] say how well that tells attacked pictures from clean ones.

mod attack;
mod best;
mod detector;
mod error;
mod methods;
mod norms;
mod outcome;
mod prediction;
mod random;
mod rounding;
mod settings;
mod trial;
mod unit_space;
mod victim;

pub use attack::{Attack, Norm, Parameter, UnknownAttack};
pub use detector::{
    Calibration, CalibrationError, DetectorSettings, Histogram, RATES, Roc, RocPoint, Score,
    ScoredPicture, Trace, UnknownTrace, Verdict, fewest_clean, score, write_roc, write_scores,
};
pub use error::AttackError;
pub use methods::attack;
pub use outcome::{Note, Outcome};
pub use prediction::Prediction;
pub use settings::{Goal, Settings};
pub use unit_space::UnitSpace;
pub use victim::{ClassGradients, LossGradient, Victim};
