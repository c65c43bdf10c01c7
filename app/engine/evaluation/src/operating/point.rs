//! A threshold in force, and where it comes from.

use serde::{Deserialize, Serialize};

use super::Choice;
use super::rule::Rule;
use super::warning::Warning;
use crate::counts::Figures;

/// A threshold in force: what it is, how it was chosen, by whom, when, and on which data.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperatingPoint {
    /// Scores from here on are called positive. Infinity, written as `above-all`, where none is.
    #[serde(with = "crate::threshold")]
    pub threshold: f64,
    /// How it was chosen.
    pub how: Rule,
    /// What it did to the data that it was chosen on.
    pub figures: Figures,
    /// What those data cannot carry.
    pub warnings: Vec<Warning>,
    /// Who chose it.
    pub chosen_by: String,
    /// When it was chosen, in RFC 3339, such as `2026-03-01T08:30:00Z`.
    pub chosen_at: String,
    /// The data that it was chosen on, in words.
    pub chosen_on: String,
}

impl OperatingPoint {
    /// Puts a choice in force.
    #[must_use]
    pub fn new(choice: Choice, chosen_by: &str, chosen_at: &str, chosen_on: &str) -> Self {
        Self {
            threshold: choice.threshold,
            how: choice.how,
            figures: choice.figures,
            warnings: choice.warnings,
            chosen_by: chosen_by.to_owned(),
            chosen_at: chosen_at.to_owned(),
            chosen_on: chosen_on.to_owned(),
        }
    }

    /// Whether a score is called positive.
    #[must_use]
    pub fn is_positive(&self, score: f64) -> bool {
        score >= self.threshold
    }
}
