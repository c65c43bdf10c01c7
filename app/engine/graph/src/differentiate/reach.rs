//! Which nodes lie on the way from the target back to the values to differentiate by.

use std::collections::HashSet;

use crate::messages::{DataType, NodeProto};
use crate::typed::TypedGraph;
use crate::walk::reads;

/// Operators whose output is constant almost everywhere, so that their gradient is zero.
const FLAT: [&str; 14] = [
    "ArgMax",
    "ArgMin",
    "Ceil",
    "ConstantOfShape",
    "Floor",
    "IsInf",
    "IsNaN",
    "NonZero",
    "OneHot",
    "Round",
    "Shape",
    "Sign",
    "Size",
    "Multinomial",
];

/// Whether a node lets no gradient through, whatever its inputs.
pub(crate) fn is_flat(graph: &TypedGraph, node: &NodeProto) -> bool {
    let is_flat_operator = node.is_standard() && FLAT.contains(&node.op_type.as_str());
    let outputs = node.output.iter().filter(|name| !name.is_empty());
    is_flat_operator
        || outputs.clone().all(|output| {
            graph
                .element(output)
                .is_some_and(|element| !is_float(element))
        }) && outputs.count() > 0
}

/// Whether values of a type have gradients.
pub(crate) fn is_float(element: DataType) -> bool {
    matches!(
        element,
        DataType::Float | DataType::Double | DataType::Float16 | DataType::Bfloat16
    )
}

/// The nodes on the way, by index, and the values whose gradient is wanted.
pub(crate) struct Reach<'a> {
    /// Values that depend on what is differentiated by, and that the target depends on.
    pub values: HashSet<&'a str>,
    /// Nodes on the way, in the order of the graph.
    pub nodes: Vec<usize>,
}

/// Finds the way from `target` back to `by`.
pub(crate) fn reach<'a>(graph: &'a TypedGraph, target: &'a str, by: &[&'a str]) -> Reach<'a> {
    let mut dependent: HashSet<&str> = by.iter().copied().collect();
    for node in &graph.graph().node {
        if !is_flat(graph, node) && reads_one_of(node, &dependent) {
            let floats = node
                .output
                .iter()
                .filter(|output| !output.is_empty() && graph.element(output).is_none_or(is_float));
            dependent.extend(floats.map(String::as_str));
        }
    }
    let mut needed: HashSet<&str> = HashSet::from([target]);
    let mut nodes = Vec::new();
    let by_set: HashSet<&str> = by.iter().copied().collect();
    for (index, node) in graph.graph().node.iter().enumerate().rev() {
        let is_on_the_way = node
            .output
            .iter()
            .any(|output| needed.contains(output.as_str()) && dependent.contains(output.as_str()));
        if is_on_the_way && !is_flat(graph, node) && reads_one_of(node, &dependent) {
            nodes.push(index);
            needed.extend(reads(node));
        }
    }
    nodes.reverse();
    let values = needed
        .into_iter()
        .filter(|value| dependent.contains(value) || by_set.contains(value))
        .collect();
    Reach { values, nodes }
}

/// Whether a node reads one of the values, itself or in a graph inside it.
fn reads_one_of(node: &NodeProto, values: &HashSet<&str>) -> bool {
    reads(node).iter().any(|name| values.contains(name))
}

/// The values that depend on `by` and that `target` depends on, both included.
#[must_use]
pub fn values_between<'a>(graph: &'a TypedGraph, target: &'a str, by: &'a str) -> HashSet<&'a str> {
    reach(graph, target, &[by]).values
}

/// The operator that stops the gradient between two values that do depend on each other.
pub(crate) fn stopped_by(graph: &TypedGraph, target: &str, by: &str) -> Option<String> {
    let mut dependent: HashSet<&str> = HashSet::from([by]);
    let mut flat = Vec::new();
    for node in &graph.graph().node {
        if reads_one_of(node, &dependent) {
            if is_flat(graph, node) {
                flat.push(node.op_type.as_str());
            }
            dependent.extend(node.output.iter().map(String::as_str));
        }
    }
    if dependent.contains(target) {
        flat.first().map(|operator| (*operator).to_owned())
    } else {
        None
    }
}
