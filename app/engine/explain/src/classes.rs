//! Where a model's classes are decided: the logits, before any closing softmax.

use graph::TypedGraph;
use graph::messages::{DataType, NodeProto};

/// The value whose elements are the classes' scores.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClassTarget {
    /// Name of the value: the logits.
    pub logits: String,
    /// The operators behind it that only turn scores into probabilities, first one first. Their
    /// gradient is all but zero where the model is sure, so that it is never taken.
    pub closing: Vec<String>,
}

/// Operators that turn scores into probabilities.
const CLOSING: [&str; 4] = ["LogSoftmax", "Sigmoid", "Softmax", "Hardmax"];

/// Operators that leave the values as they are.
const PASSING: [&str; 7] = [
    "Cast",
    "Dropout",
    "Flatten",
    "Identity",
    "Reshape",
    "Squeeze",
    "Unsqueeze",
];

/// Finds the logits behind an output, or behind the first output of floats.
#[must_use]
pub fn class_target(graph: &TypedGraph, output: Option<&str>) -> Option<ClassTarget> {
    let mut outputs = graph
        .graph()
        .output
        .iter()
        .map(|output| output.name.as_str());
    let output = match output {
        Some(name) => outputs.find(|known| *known == name)?,
        None => outputs.find(|name| is_float(graph, name))?,
    };
    let mut logits = output;
    let mut closing = Vec::new();
    let mut passed = Vec::new();
    let mut current = output;
    while let Some(node) = graph.producer(current) {
        let Some(input) = node.input_at(0).filter(|input| is_float(graph, input)) else {
            break;
        };
        if is_one_of(node, &CLOSING) {
            closing.append(&mut passed);
            closing.push(node.op_type.clone());
            logits = input;
        } else if is_one_of(node, &PASSING) {
            passed.push(node.op_type.clone());
        } else {
            break;
        }
        current = input;
    }
    closing.reverse();
    Some(ClassTarget {
        logits: logits.to_owned(),
        closing,
    })
}

fn is_one_of(node: &NodeProto, operators: &[&str]) -> bool {
    node.is_standard() && operators.contains(&node.op_type.as_str())
}

fn is_float(graph: &TypedGraph, value: &str) -> bool {
    matches!(
        graph.element(value),
        Some(DataType::Float | DataType::Double | DataType::Float16)
    )
}
