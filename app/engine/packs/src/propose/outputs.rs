//! What the outputs are: classes, or something else.

use graph::{Dim, OnnxFile, Value, ValueKind};

use super::{Guesses, trace};
use crate::manifest::{Decode, OutputSpec};

/// What was found out about the outputs.
pub(super) struct Outputs {
    pub specs: Vec<OutputSpec>,
    /// Number of classes, where exactly one output holds classes.
    pub classes: Option<u64>,
}

pub(super) fn guess(file: &OnnxFile, guesses: &mut Guesses) -> Outputs {
    let outputs = file.outputs();
    let rows: Vec<(&Value, u64)> = outputs
        .iter()
        .filter_map(|output| Some((output, class_count(file, output)?)))
        .collect();
    let classes = match rows[..] {
        [(output, count)] => Some((output.name.as_str(), count)),
        _ => None,
    };
    let specs = outputs
        .iter()
        .map(|output| {
            let place = format!("outputs.{}", output.name);
            let decode = match classes {
                Some((name, count)) if name == output.name => {
                    decode_classes(file, &place, output, count, guesses)
                }
                _ => {
                    let reason = format!("{} is not one row of classes", output.kind);
                    guesses.note(&place, "raw", reason);
                    Decode::Raw
                }
            };
            OutputSpec::new(output.name.clone(), decode)
        })
        .collect();
    Outputs {
        specs,
        classes: classes.map(|(_, count)| count),
    }
}

fn decode_classes(
    file: &OnnxFile,
    place: &str,
    output: &Value,
    count: u64,
    guesses: &mut Guesses,
) -> Decode {
    let last = trace::maker(file.graph(), &output.name).map_or("", |node| &node.op_type);
    match last {
        "Softmax" | "Sigmoid" => {
            let reason = format!("one row of {count} values, which the graph ends with {last}");
            guesses.note(place, "class-probabilities", reason);
            Decode::ClassProbabilities
        }
        _ => {
            let reason = format!("one row of {count} values without a softmax in the graph");
            guesses.note(place, "class-logits", reason);
            Decode::ClassLogits
        }
    }
}

/// Number of classes, where the output is one row of at least two: `[batch, classes]`, perhaps with
/// further dimensions of length 1.
fn class_count(file: &OnnxFile, output: &Value) -> Option<u64> {
    let ValueKind::Tensor { element, dims } = &output.kind else {
        return None;
    };
    super::element_of(*element)?;
    let count = match dims.as_deref() {
        Some([batch, classes, rest @ ..]) => {
            let is_row = batch.fixed().is_none_or(|size| size <= 1)
                && rest.iter().all(|dim| *dim == Dim::Fixed(1));
            match classes.fixed() {
                Some(count) => is_row.then_some(count)?,
                None if is_row => classes_by_weights(file, &output.name)?,
                None => return None,
            }
        }
        Some(_) => return None,
        None => classes_by_weights(file, &output.name)?,
    };
    (count >= 2).then_some(count)
}

/// Number of classes by the weights of the dense layer that ends the graph.
fn classes_by_weights(file: &OnnxFile, output: &str) -> Option<u64> {
    let graph = file.graph();
    let mut node = trace::maker(graph, output)?;
    while matches!(
        node.op_type.as_str(),
        "Softmax" | "LogSoftmax" | "Sigmoid" | "Add"
    ) {
        node = trace::maker(graph, node.input.first()?)?;
    }
    let weight = trace::constant(graph, node.input.get(1)?)?;
    let is_transposed =
        trace::attribute(node, "transB").and_then(|attribute| attribute.i) == Some(1);
    match (node.op_type.as_str(), &weight.dims[..]) {
        ("Gemm", [classes, _]) if is_transposed => u64::try_from(*classes).ok(),
        ("Gemm" | "MatMul", [_, classes]) => u64::try_from(*classes).ok(),
        _ => None,
    }
}
