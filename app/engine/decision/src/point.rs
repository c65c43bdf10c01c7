//! Thresholds in force, and where they come from.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Decision, Study, Thresholds};

/// Thresholds in force: what they are, how they were chosen, by whom, when, for which model and on
/// which data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperatingPoint {
    /// The choice, with its figures at that time.
    pub decision: Decision,
    /// Who chose it.
    pub chosen_by: String,
    /// When.
    pub chosen_at: Timestamp,
    /// The model: its name, its version, and a hash of what it is made of.
    pub model: String,
    /// The fingerprint of the data ([`Study::fingerprint`]), of which parts may have been kept back.
    pub data: String,
}

impl OperatingPoint {
    /// The thresholds.
    #[must_use]
    pub const fn thresholds(&self) -> &Thresholds {
        &self.decision.thresholds
    }

    /// Whether the data are still those that it was chosen on.
    #[must_use]
    pub fn is_of(&self, study: &Study) -> bool {
        self.data == study.fingerprint()
    }
}

impl Study {
    /// Puts a decision in force that was made on this study.
    #[must_use]
    pub fn put_in_force(
        &self,
        decision: Decision,
        model: &str,
        chosen_by: &str,
        chosen_at: Timestamp,
    ) -> OperatingPoint {
        OperatingPoint {
            decision,
            chosen_by: chosen_by.to_owned(),
            chosen_at,
            model: model.to_owned(),
            data: self.fingerprint().to_owned(),
        }
    }
}
