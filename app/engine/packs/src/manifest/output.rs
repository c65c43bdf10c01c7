//! How outputs become answers, and how good the answers are.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::PackPath;

/// How one output becomes an answer.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutputSpec {
    /// Name of the output in the model.
    pub name: String,
    /// What its numbers are.
    pub decode: Decode,
}

/// What the numbers of an output are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Decode {
    /// One score a class, from minus to plus infinity: a softmax makes them probabilities.
    ClassLogits,
    /// One probability a class, as they are.
    ClassProbabilities,
    /// Something else: shown as it is.
    Raw,
}

/// From where on an answer counts, and why there.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OperatingPoint {
    /// Least probability, from 0 to 1.
    pub threshold: f64,
    /// How it was chosen: by which rule, at which recall or precision.
    pub chosen_by: String,
    /// The data that it was chosen on.
    pub chosen_on: String,
}

impl OperatingPoint {
    /// Whether an answer of this probability counts.
    #[must_use]
    pub fn accepts(&self, probability: f32) -> bool {
        f64::from(probability) >= self.threshold
    }
}

/// One figure of how good the model is.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Metric {
    /// What was measured, such as `accuracy`.
    pub name: String,
    /// The figure.
    pub value: f64,
    /// The data that gave it.
    pub data: String,
}

/// An input with the outputs that the model must give for it. All files are NumPy's `.npy`, 32-bit
/// floats.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Golden {
    /// The input tensor as the model takes it.
    pub input: PackPath,
    /// The file of each output, by the output's name.
    pub outputs: BTreeMap<String, PackPath>,
    /// Greatest absolute difference that is allowed.
    #[serde(default = "golden_tolerance")]
    pub tolerance: f64,
}

fn golden_tolerance() -> f64 {
    1e-4
}
