//! The score of a picture: the average local spatial entropy of its feature response.

use explain::{Caveat, Target};
use jobs::Work;
use ndarray::ArrayD;
use response::{Measurement, measure};

use super::settings::DetectorSettings;
use crate::error::AttackError;
use crate::victim::Victim;

/// What the detector found in a picture.
#[derive(Clone, PartialEq, Debug)]
pub struct Score {
    /// The average local spatial entropy, in bits: what is compared with a threshold.
    pub bits: f64,
    /// The response and its entropy, to look at.
    pub measured: Measurement,
    /// What must be said beside it.
    pub caveats: Vec<Caveat>,
}

/// Scores one prepared picture, `[1, …]` in the model's layout: the response by the settings'
/// trace, and the average local spatial entropy of that (Amirian, Schwenker and Stadelmann 2018,
/// "Trace and Detect", section 3, equations 3 and 4).
///
/// # Errors
/// When the picture does not fit the model, the model cannot be differentiated or run, has no layer
/// to trace from, settings are refused, or the work is cancelled.
pub fn score(
    victim: &Victim<'_>,
    prepared: &ArrayD<f32>,
    settings: &DetectorSettings,
    work: &Work,
) -> Result<Score, AttackError> {
    victim.space().check_picture(prepared)?;
    let method = settings.trace.method();
    let response = victim
        .explainer()
        .explain(method, prepared, &Target::TopClass, work)?;
    let planes = victim.space().planes(&response.values)?;
    let measured = measure(&planes, &settings.response)?;
    Ok(Score {
        bits: measured.average_bits,
        measured,
        caveats: response.caveats,
    })
}
