//! How the maps of a detector become things with classes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::PackPath;

/// How the maps of a detector become things. Where the energy is highest among its neighbours,
/// there is the middle of a thing. Its box is that of the edges there, and its class is what a
/// second model, the classifier, says of the features there. So classes are computed for the few
/// cells where there is something. The score of a thing is its energy times the probability
/// that it is none of the negatives.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DetectorSpec {
    /// The second model.
    pub classifier: ClassifierSpec,
    /// Labels of what the model learnt only to tell things from. What is likeliest one of them is
    /// kept apart from the things.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub negatives: Vec<String>,
    /// The least energy in the middle of a thing, from 0 to 1.
    #[serde(default = "usual_least_energy")]
    pub least_energy: f64,
    /// The least score of what is kept at all, from 0 to 1. What stays below the operating point is
    /// kept as a candidate.
    #[serde(default = "usual_least_score")]
    pub least_score: f64,
    /// Of two things whose middles lie nearer to each other than this, the one with the lower score
    /// is dropped. In units of the picture, and never less than a cell and a half of the map, since
    /// two tiles may see one middle in neighbouring cells.
    #[serde(default = "usual_apart_units")]
    pub apart_units: f64,
}

fn usual_least_energy() -> f64 {
    0.15
}

fn usual_least_score() -> f64 {
    0.1
}

fn usual_apart_units() -> f64 {
    0.35
}

/// The model that says the class of a thing by its features. It takes a list of 32-bit floats,
/// `[things, features]`, of any length, and gives a probability for each label,
/// `[things, labels]`.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClassifierSpec {
    /// The model file.
    pub model: PackPath,
    /// Name of its input.
    pub input: String,
    /// Name of its output.
    pub output: String,
}
