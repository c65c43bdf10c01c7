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
    /// Of an anomaly map: the score of what is quite usual and that of what could not be stranger.
    /// They become 0 and 1; what lies beyond is cut off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<[f64; 2]>,
}

impl OutputSpec {
    /// An output whose numbers are read as they are.
    #[must_use]
    pub fn new(name: String, decode: Decode) -> Self {
        Self {
            name,
            decode,
            range: None,
        }
    }
}

/// What the numbers of an output are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Decode {
    /// One score a class, from minus to plus infinity: a softmax makes them probabilities.
    ClassLogits,
    /// One probability a class, as they are.
    ClassProbabilities,
    /// One score a class for every pixel, `[1, classes, height, width]`: a softmax over the classes
    /// makes them probabilities. The map may be smaller than the input by a whole factor.
    PixelClassLogits,
    /// One probability a class for every pixel, as they are; of the same shape.
    PixelClassProbabilities,
    /// One number for every pixel, `[1, 1, height, width]`, the higher the stranger. The map may be
    /// smaller than the input by a whole factor.
    AnomalyMap,
    /// How surely the middle of a thing lies in a cell, from 0 to 1: `[1, 1, height, width]`. It is
    /// highest in the middle of each thing and falls off around it. The map may be smaller than the
    /// input by a whole factor. `box-edges`, `features` and `[detector]` belong to it.
    Energy,
    /// How far the left, the upper, the right and the lower edge of a thing are from the middle of
    /// a cell, in units of the picture: `[1, 4, height, width]`, as large as the energy.
    BoxEdges,
    /// What the detector's classifier tells classes by: `[1, features, height, width]`, as large as
    /// the energy.
    Features,
    /// Something else: shown as it is.
    Raw,
}

impl Decode {
    /// Whether the numbers are one row of classes, for the picture as a whole.
    #[must_use]
    pub fn is_classes(self) -> bool {
        matches!(self, Self::ClassLogits | Self::ClassProbabilities)
    }

    /// Whether the numbers are classes of every pixel.
    #[must_use]
    pub fn is_pixel_classes(self) -> bool {
        matches!(self, Self::PixelClassLogits | Self::PixelClassProbabilities)
    }

    /// Whether a detector needs the numbers, to find things in them.
    #[must_use]
    pub fn is_of_detector(self) -> bool {
        matches!(self, Self::Energy | Self::BoxEdges | Self::Features)
    }

    /// Whether there are numbers for every pixel that are an answer by themselves.
    #[must_use]
    pub fn is_map(self) -> bool {
        self.is_pixel_classes() || self == Self::AnomalyMap
    }
}

/// From where on an answer counts, and why there.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OperatingPoint {
    /// Least probability, from 0 to 1.
    pub threshold: f64,
    /// The least probability of single classes, by label, where it is another.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub by_class: BTreeMap<String, f64>,
    /// How it was chosen: by which rule, at which recall or precision.
    pub chosen_by: String,
    /// The data that it was chosen on.
    pub chosen_on: String,
}

impl OperatingPoint {
    /// Whether an answer of this class and probability counts.
    #[must_use]
    pub fn accepts(&self, label: &str, probability: f32) -> bool {
        f64::from(probability) >= self.threshold_of(label)
    }

    /// The least probability of a class, by its label.
    #[must_use]
    pub fn threshold_of(&self, label: &str) -> f64 {
        self.by_class.get(label).copied().unwrap_or(self.threshold)
    }
}

/// How pixels that count become things.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct InstanceRule {
    /// A thing that reaches its threshold somewhere goes on as far as this part of the threshold is
    /// reached, from 0 to 1: a faint scratch stays one thing. 1 lets it end at the threshold.
    pub grow: f64,
    /// Smaller things do not count, in pixels of the picture.
    pub least_area_px: u32,
    /// The pieces of a long thin thing are one where no more than this lies between their ends, in
    /// pixels of the picture. 0 joins nothing.
    pub bridge_px: u32,
}

impl Default for InstanceRule {
    fn default() -> Self {
        Self {
            grow: 0.5,
            least_area_px: 4,
            bridge_px: 0,
        }
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
