//! The whole table of an inspection at one threshold: per picture, per defect and per part.
//!
//! Pictures, defects and parts answer different questions. A part is one series of pictures, and is
//! rejected when one of its pictures is; that is what a customer sees. A defect is one flaw on all
//! the pictures that show it, and is found when it is found on one of them. A picture alone is what
//! a model is trained on.

mod confusion;
mod input;
mod level;

use serde::{Deserialize, Serialize};

use crate::bounds::Confidence;
use crate::counts::Figures;
use crate::error::{EvaluationError, check_share};

pub use confusion::ConfusionMatrix;
pub use input::{JudgedPicture, Sighting, Verdict};
pub use level::{Breakdown, Level, MacroAverage};

/// What the figures of a table depend on besides the counts.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableSettings {
    /// How sure bounds are.
    pub confidence: Confidence,
    /// The share of defective parts in production, from 0 to 1. Test data have more of them, so
    /// that it cannot be counted there. None where it is not known.
    pub prevalence: Option<f64>,
}

/// How good an inspection is at one threshold.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// What the figures depend on besides the counts.
    pub settings: TableSettings,
    /// Each picture by itself.
    pub pictures: Level,
    /// Each defect by all its pictures. There is no number of places without a defect, so that
    /// nothing is said of overkill.
    pub defects: Level,
    /// Each part by all its pictures.
    pub parts: Level,
    /// Escapes among a million inspected parts. None where the prevalence is not known.
    pub escapes: Option<EscapesPerMillion>,
    /// Which kind of defect was called which.
    pub kinds: ConfusionMatrix,
}

/// Defective parts that pass among a million inspected ones: `10⁶ · prevalence · escape rate`.
/// Among a million that pass there are more, the rejected ones being taken out.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EscapesPerMillion {
    /// The share of defective parts that is supposed, from 0 to 1.
    pub prevalence: f64,
    /// With the escape rate that was counted.
    pub expected: Option<f64>,
    /// With the upper bound of the escape rate.
    pub upper: Option<f64>,
}

impl Table {
    /// The table of some judged pictures and of the defects on them. Both lists are of the same
    /// pictures: the first says of each which kinds of defect it shows and whether it was called
    /// defective, the second which defects were found, missed or made up on it.
    ///
    /// # Errors
    /// [`EvaluationError::Share`] where the prevalence is none.
    pub fn new(
        pictures: &[JudgedPicture],
        sightings: &[Sighting],
        settings: TableSettings,
    ) -> Result<Self, EvaluationError> {
        if let Some(prevalence) = settings.prevalence {
            check_share(prevalence)?;
        }
        let confidence = settings.confidence;
        let parts = Level::of_parts(pictures, confidence);
        let prevalence = settings.prevalence;
        Ok(Self {
            settings,
            pictures: Level::of_pictures(pictures, confidence),
            defects: Level::of_defects(sightings, confidence),
            escapes: prevalence.map(|it| EscapesPerMillion::new(&parts.overall, it)),
            parts,
            kinds: ConfusionMatrix::new(sightings),
        })
    }
}

impl EscapesPerMillion {
    fn new(parts: &Figures, prevalence: f64) -> Self {
        let per_million = |escape_rate: f64| 1e6 * prevalence * escape_rate;
        Self {
            prevalence,
            expected: parts.escape_rate.value.map(per_million),
            upper: parts.escape_rate.upper.map(per_million),
        }
    }
}

#[cfg(test)]
mod tests;
