//! From an output tensor to an answer.

use ndarray::{ArrayD, ArrayViewD};
use serde::Serialize;
use thiserror::Error;

use crate::manifest::{Decode, Manifest};

/// What an output says.
#[derive(Clone, PartialEq, Debug)]
pub enum Reading {
    /// Every class, the most probable first.
    Classes(Vec<ClassScore>),
    /// Numbers that are no classes of the whole picture: the manifest does not explain them, or
    /// they are a map.
    Raw,
    /// The output should hold classes, and does not.
    Unusable(Unusable),
}

/// One class with its probability.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ClassScore {
    /// Place in the output, from 0.
    pub index: usize,
    /// Name; `class 7` where the pack has none.
    pub label: String,
    /// Probability from 0 to 1.
    pub probability: f32,
}

/// Why an output cannot be read as classes.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Unusable {
    /// Some values are no numbers.
    #[error(
        "{count} of {total} values of the output {output:?} are not numbers (NaN) or infinite; \
         check the picture and the model's normalisation"
    )]
    NotNumbers {
        /// The output.
        output: String,
        /// Values that are no finite numbers.
        count: usize,
        /// All values.
        total: usize,
    },
    /// The tensor is not one row of classes.
    #[error(
        "the output {output:?} has the shape {shape:?}, which is not one value a class; set its \
         decode to \"raw\" in the pack's manifest"
    )]
    NotOneRow {
        /// The output.
        output: String,
        /// Its shape.
        shape: Vec<usize>,
    },
    /// The pack names another number of classes.
    #[error(
        "the output {output:?} has {found} classes and the pack names {expected}; correct its labels"
    )]
    WrongCount {
        /// The output.
        output: String,
        /// Classes in the output.
        found: usize,
        /// Labels in the manifest.
        expected: usize,
    },
}

impl Manifest {
    /// The classes of the first output that is read as classes, most probable first; empty where
    /// none is. Outputs come with their names.
    ///
    /// # Errors
    /// When that output is of no use, as [`Reading::Unusable`] says.
    pub fn read_classes<'a>(
        &self,
        outputs: impl IntoIterator<Item = (&'a str, ArrayD<f32>)>,
    ) -> Result<Vec<ClassScore>, Unusable> {
        for (name, values) in outputs {
            match self.read(name, &values.view()) {
                Reading::Classes(classes) => return Ok(classes),
                Reading::Unusable(unusable) => return Err(unusable),
                Reading::Raw => {}
            }
        }
        Ok(Vec::new())
    }

    /// What the output `output` says, for one picture. The shape may be `[classes]` or have further
    /// dimensions of length 1.
    #[must_use]
    pub fn read(&self, output: &str, values: &ArrayViewD<'_, f32>) -> Reading {
        let decode = self
            .outputs
            .iter()
            .find(|spec| spec.name == output)
            .map_or(Decode::Raw, |spec| spec.decode);
        let probabilities: fn(&[f32]) -> Vec<f32> = match decode {
            Decode::Raw
            | Decode::PixelClassLogits
            | Decode::PixelClassProbabilities
            | Decode::AnomalyMap
            | Decode::Energy
            | Decode::BoxEdges
            | Decode::Features => return Reading::Raw,
            Decode::ClassLogits => softmax,
            Decode::ClassProbabilities => <[f32]>::to_vec,
        };
        match self.row_of_classes(output, values) {
            Ok(row) => Reading::Classes(self.ranked(&probabilities(&row))),
            Err(unusable) => Reading::Unusable(unusable),
        }
    }

    fn row_of_classes(
        &self,
        output: &str,
        values: &ArrayViewD<'_, f32>,
    ) -> Result<Vec<f32>, Unusable> {
        let output = output.to_owned();
        let total = values.len();
        if total == 0 || values.shape().iter().filter(|len| **len != 1).count() > 1 {
            return Err(Unusable::NotOneRow {
                output,
                shape: values.shape().to_vec(),
            });
        }
        if !self.labels.is_empty() && self.labels.len() != total {
            return Err(Unusable::WrongCount {
                output,
                found: total,
                expected: self.labels.len(),
            });
        }
        let row: Vec<f32> = values.iter().copied().collect();
        // A logit of minus infinity is a class that the model rules out.
        let is_usable = |value: &f32| value.is_finite() || *value == f32::NEG_INFINITY;
        let usable = row.iter().filter(|value| is_usable(value)).count();
        let all_ruled_out = row.iter().all(|value| *value == f32::NEG_INFINITY);
        if usable < total || all_ruled_out {
            return Err(Unusable::NotNumbers {
                output,
                count: if all_ruled_out { total } else { total - usable },
                total,
            });
        }
        Ok(row)
    }

    fn ranked(&self, probabilities: &[f32]) -> Vec<ClassScore> {
        let mut scores: Vec<ClassScore> = probabilities
            .iter()
            .enumerate()
            .map(|(index, probability)| ClassScore {
                index,
                label: self
                    .labels
                    .get(index)
                    .cloned()
                    .unwrap_or_else(|| format!("class {index}")),
                probability: *probability,
            })
            .collect();
        // The sort is stable: of equal classes, the first in the output comes first.
        scores.sort_by(|one, other| other.probability.total_cmp(&one.probability));
        scores
    }
}

/// Probabilities of logits. The greatest is subtracted first, so that no exponential overflows.
fn softmax(logits: &[f32]) -> Vec<f32> {
    let greatest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let exponentials: Vec<f64> = logits
        .iter()
        .map(|logit| f64::from(logit - greatest).exp())
        .collect();
    let sum: f64 = exponentials.iter().sum();
    exponentials
        .iter()
        .map(|value| (value / sum) as f32)
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::path::Path;

    use ndarray::ArrayD;

    use super::*;
    use crate::manifest::OutputSpec;

    fn read(decode: Decode, labels: &[&str], shape: &[usize], values: &[f32]) -> Reading {
        let text = include_str!("../tests/everything.toml");
        let mut manifest = Manifest::parse(text, Path::new("pack.toml")).unwrap();
        manifest.labels = labels.iter().copied().map(str::to_owned).collect();
        manifest.outputs = vec![OutputSpec::new("answer".to_owned(), decode)];
        let values = ArrayD::from_shape_vec(shape, values.to_vec()).unwrap();
        assert_eq!(
            manifest.read("another output", &values.view()),
            Reading::Raw
        );
        manifest.read("answer", &values.view())
    }

    fn classes(reading: Reading) -> Vec<(usize, String, f32)> {
        match reading {
            Reading::Classes(scores) => scores
                .into_iter()
                .map(|score| (score.index, score.label, score.probability))
                .collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn logits_become_probabilities_in_order() {
        let found = classes(read(
            Decode::ClassLogits,
            &["a", "b", "c"],
            &[1, 3],
            &[0.0, 4.0_f32.ln(), 5.0_f32.ln()],
        ));
        let order: Vec<&str> = found.iter().map(|(_, label, _)| label.as_str()).collect();
        assert_eq!(order, ["c", "b", "a"]);
        for ((_, _, probability), expected) in found.iter().zip([0.5, 0.4, 0.1]) {
            assert!((probability - expected).abs() < 1e-6, "{probability}");
        }
    }

    #[test]
    fn huge_logits_do_not_overflow() {
        let values = [1e30, -1e30, f32::NEG_INFINITY, f32::MAX];
        let found = classes(read(Decode::ClassLogits, &[], &[4], &values));
        assert_eq!(found[0], (3, "class 3".to_owned(), 1.0));
        assert!(
            found
                .iter()
                .all(|(_, _, probability)| probability.is_finite())
        );
    }

    #[test]
    fn probabilities_stay_and_equals_keep_their_order() {
        let found = classes(read(
            Decode::ClassProbabilities,
            &["a", "b", "c"],
            &[1, 3, 1, 1],
            &[0.25, 0.5, 0.25],
        ));
        let order: Vec<usize> = found.iter().map(|(index, _, _)| *index).collect();
        assert_eq!(order, [1, 0, 2]);
        assert_eq!(found[0].2, 0.5);
    }

    #[test]
    fn what_is_no_row_of_numbers_is_named() {
        let logits = |labels: &[&str], shape: &[usize], values: &[f32]| match read(
            Decode::ClassLogits,
            labels,
            shape,
            values,
        ) {
            Reading::Unusable(unusable) => unusable,
            other => panic!("{other:?}"),
        };
        let nan = logits(&[], &[3], &[f32::NAN, 1.0, f32::INFINITY]);
        assert!(
            matches!(
                nan,
                Unusable::NotNumbers {
                    count: 2,
                    total: 3,
                    ..
                }
            ),
            "{nan}"
        );
        assert!(nan.to_string().contains("NaN"));
        let none_left = logits(&[], &[2], &[f32::NEG_INFINITY; 2]);
        assert!(matches!(none_left, Unusable::NotNumbers { count: 2, .. }));
        assert!(matches!(
            logits(&[], &[2, 2], &[0.0; 4]),
            Unusable::NotOneRow { .. }
        ));
        assert!(matches!(
            logits(&[], &[1, 0], &[]),
            Unusable::NotOneRow { .. }
        ));
        let wrong = logits(&["a"], &[1, 2], &[0.0; 2]);
        assert!(matches!(
            wrong,
            Unusable::WrongCount {
                found: 2,
                expected: 1,
                ..
            }
        ));
    }
}
