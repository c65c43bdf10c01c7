//! Checking the classifier of a detector against the manifest and against the model that feeds it.

use graph::{Dim, OnnxFile, Value, ValueKind};

use super::{Problem, as_written, names};
use crate::manifest::{ClassifierSpec, Decode};
use crate::pack::Pack;

impl Pack {
    /// Compares the classifier with the manifest, and with the outputs of the model; nothing where
    /// the pack has none.
    pub(super) fn check_classifier(&self, model_outputs: &[Value], problems: &mut Vec<Problem>) {
        let (Some(detector), Some(path)) = (&self.manifest.detector, self.classifier_path()) else {
            return;
        };
        let spec = &detector.classifier;
        match OnnxFile::read(&path) {
            Ok(classifier) => {
                self.compare_weights(&classifier, &spec.model, problems);
                self.compare_features(spec, &classifier.inputs(), model_outputs, problems);
                self.compare_classes(spec, &classifier.outputs(), problems);
            }
            Err(error) => problems.push(error.into()),
        }
    }

    /// Whether the classifier takes one list of as many features as the model gives.
    fn compare_features(
        &self,
        spec: &ClassifierSpec,
        inputs: &[Value],
        model_outputs: &[Value],
        problems: &mut Vec<Problem>,
    ) {
        let input = match inputs {
            [input] if input.name == spec.input => input,
            _ => return problems.push(misnamed("input", &spec.input, inputs)),
        };
        let features = self.manifest.output_of(Decode::Features);
        let given = features.and_then(|it| model_outputs.iter().find(|out| out.name == it.name));
        let given = given.and_then(|value| dims_of(value)?.get(1)?.fixed());
        let fits = dims_of(input).is_none_or(|dims| match dims {
            [things, features] => {
                let taken = features.fixed();
                things.fixed().is_none() && (taken.is_none() || given.is_none() || taken == given)
            }
            _ => false,
        });
        if !fits {
            let count = given.map_or_else(|| "features".to_owned(), |count| count.to_string());
            problems.push(Problem::Disagrees {
                place: "detector.classifier.input".to_owned(),
                stated: format!("a list of [things, {count}] of any length"),
                found: format!("the input {:?} of {}", input.name, input.kind),
            });
        }
    }

    /// Whether the classifier gives as many probabilities as there are labels.
    fn compare_classes(
        &self,
        spec: &ClassifierSpec,
        outputs: &[Value],
        problems: &mut Vec<Problem>,
    ) {
        let Some(output) = outputs.iter().find(|output| output.name == spec.output) else {
            return problems.push(misnamed("output", &spec.output, outputs));
        };
        let labels = self.manifest.labels.len();
        let fits = dims_of(output).is_none_or(|dims| match dims {
            [_, classes] => classes.fixed().is_none_or(|count| count == labels as u64),
            _ => false,
        });
        if !fits {
            problems.push(Problem::Disagrees {
                place: "labels".to_owned(),
                stated: format!("a list of {labels}"),
                found: format!(
                    "the classifier's output {:?} of {}",
                    output.name, output.kind
                ),
            });
        }
    }
}

/// The manifest gives the classifier's input or output a name that it has not.
fn misnamed(role: &str, stated: &String, values: &[Value]) -> Problem {
    Problem::Disagrees {
        place: format!("detector.classifier.{role}"),
        stated: as_written(stated),
        found: format!("the {role}s {}", names(values)),
    }
}

/// The dimensions of a tensor, where they are declared.
fn dims_of(value: &Value) -> Option<&[Dim]> {
    match &value.kind {
        ValueKind::Tensor { dims, .. } => dims.as_deref(),
        ValueKind::Other(_) => None,
    }
}
