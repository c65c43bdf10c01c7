//! The manifest `pack.toml` as Rust types. The published JSON schema is made from these types, so
//! their comments are its descriptions.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

mod detector;
mod input;
mod names;
mod output;
mod parse;
mod validate;

pub use detector::{ClassifierSpec, DetectorSpec};
pub use input::{
    AlphaRule, Channels, Element, Extent, Filter, Fit, InputSpec, Layout, Tiles, WhiteLevels,
};
pub use names::{PackPath, Sha256, Version};
pub use output::{Decode, Golden, InstanceRule, Metric, OperatingPoint, OutputSpec};
pub use parse::manifest_schema;
pub(crate) use validate::ManifestFault;

/// Name of the manifest inside a pack.
pub const MANIFEST_NAME: &str = "pack.toml";

/// Version of the manifest's rules that this program knows.
pub const SCHEMA_VERSION: u32 = 1;

/// A model pack: what the model is, how to feed it, how to read it, and at which operating point.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of these rules: 1.
    pub schema: u32,
    /// Name for people.
    pub name: String,
    /// Version of the pack.
    pub version: Version,
    /// Case study that the pack serves, such as `inspect`.
    pub case: String,
    /// What the model does.
    pub task: Task,
    /// Licence of the model, as an SPDX expression where there is one.
    pub licence: String,
    /// Who made the model.
    pub author: String,
    /// What the model is and what it was trained on.
    pub description: String,
    /// The model file.
    pub model: PackPath,
    /// Names of the classes, in the order of the output. Empty where they are not known.
    #[serde(default)]
    pub labels: Vec<String>,
    /// The label that stands for nothing, of a model that says the class of every pixel. Where it
    /// is not given, pixels of every class are things.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub background: Option<String>,
    /// How a picture becomes the input.
    pub input: InputSpec,
    /// How outputs become answers. Outputs not named here are shown as they are.
    #[serde(default)]
    pub outputs: Vec<OutputSpec>,
    /// From where on an answer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operating_point: Option<OperatingPoint>,
    /// How the pixels of a map become things.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instances: Option<InstanceRule>,
    /// How maps of energy become things with classes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detector: Option<DetectorSpec>,
    /// How good the model is, measured on what.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub metrics: Vec<Metric>,
    /// Inputs with the outputs that they must give.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub golden: Vec<Golden>,
    /// The files that the pack is made of, with their SHA-256: the model and the classifier of a
    /// detector, their weights where they stand in other files, and the golden tensors.
    pub files: BTreeMap<PackPath, Sha256>,
}

/// How many digits of the hash stand in a model's identity: enough to tell any two apart.
const IDENTITY_DIGITS: usize = 12;

impl Manifest {
    /// What tells the model from every other: name, version, and the beginning of a hash of its files
    /// and of how pictures are prepared for it. What is kept about a model is kept under it, so that
    /// it does not outlive an exchange of either.
    #[must_use]
    pub fn identity(&self) -> String {
        use sha2::Digest;
        let mut hasher = sha2::Sha256::new();
        for model in self.models() {
            if let Some(hash) = self.files.get(model) {
                hasher.update(hash.0);
            }
        }
        // Plain data always has a form in JSON.
        let preparation = match (self.map_output(), &self.detector) {
            (None, None) => serde_json::to_vec(&(&self.input, self.class_output())),
            (None, Some(detector)) => {
                let classifier = &detector.classifier;
                serde_json::to_vec(&(&self.input, &self.outputs, &self.labels, classifier))
            }
            (Some(map), _) => {
                serde_json::to_vec(&(&self.input, map, &self.labels, &self.background))
            }
        };
        hasher.update(preparation.unwrap_or_default());
        let hash = Sha256(hasher.finalize().into());
        format!("{} {} {hash:.IDENTITY_DIGITS$}", self.name, self.version)
    }

    /// The model files: the model, and the classifier of a detector.
    pub(crate) fn models(&self) -> impl Iterator<Item = &PackPath> {
        let classifier = self.detector.iter().map(|it| &it.classifier.model);
        std::iter::once(&self.model).chain(classifier)
    }

    /// The output that is read as classes of the whole picture, where there is one.
    #[must_use]
    pub fn class_output(&self) -> Option<&str> {
        let mut outputs = self.outputs.iter();
        let of_classes = outputs.find(|output| output.decode.is_classes());
        of_classes.map(|output| output.name.as_str())
    }

    /// The output that says something of every pixel, where there is one.
    #[must_use]
    pub fn map_output(&self) -> Option<&OutputSpec> {
        self.outputs.iter().find(|output| output.decode.is_map())
    }

    /// The output that is read in a way of which there is one at most, such as the energy of a
    /// detector.
    #[must_use]
    pub fn output_of(&self, decode: Decode) -> Option<&OutputSpec> {
        self.outputs.iter().find(|output| output.decode == decode)
    }

    /// How the pixels of a map become things, by default where the manifest does not say.
    #[must_use]
    pub fn instance_rule(&self) -> InstanceRule {
        self.instances.unwrap_or_default()
    }
}

/// What a model does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Task {
    /// Says which class a picture belongs to.
    Classify,
    /// Finds things and their places.
    Detect,
    /// Says for every pixel which class it belongs to.
    Segment,
    /// Says where a picture is unlike those that the model was trained on.
    Anomaly,
    /// Turns a picture into a vector that can be compared.
    Embed,
    /// Something else.
    Other,
}
