//! Picks the layers that methods look at when nobody says which.

use std::collections::HashSet;

use graph::TypedGraph;
use graph::messages::NodeProto;
use graph::values_between;

use crate::layers::{Layer, LayerKind, layers};

/// Operators that finish what a convolution gives.
const BEHIND_CONVOLUTION: [&str; 14] = [
    "Add",
    "BatchNormalization",
    "Celu",
    "Clip",
    "Concat",
    "Elu",
    "Gelu",
    "HardSwish",
    "LeakyRelu",
    "Mish",
    "PRelu",
    "Relu",
    "Selu",
    "Softplus",
];

/// The last layer in which places of the picture can still be told apart, and each can still reach
/// the classes.
pub(crate) fn map_layer(graph: &TypedGraph, logits: &str, input: &str) -> Option<Layer> {
    let between = values_between(graph, logits, input);
    let all = layers(graph);
    let on_the_way: Vec<&Layer> = all
        .iter()
        .filter(|layer| between.contains(layer.name.as_str()) && layer.name != input)
        .collect();
    let last_attention = on_the_way
        .iter()
        .rposition(|layer| layer.operator == "Softmax");
    let Some(last_attention) = last_attention else {
        let mut maps = on_the_way.iter().rev();
        return maps
            .find(|layer| layer.kind == LayerKind::Maps)
            .map(|layer| (*layer).clone());
    };
    // In a transformer, only what normalisations give is a picture of the whole; between them
    // stand the parts of attention.
    let is_normalised = |layer: &&&Layer| layer.operator == "LayerNormalization";
    let last = on_the_way.iter().rev().find(is_normalised);
    if let Some(last) = last.filter(|last| last.kind != LayerKind::Tokens) {
        return Some((**last).clone());
    }
    // Behind the last attention only the class token leads on, so that the tokens before it are the
    // last that each place can act through.
    let before = on_the_way[..last_attention].iter().rev();
    let tokens = |layer: &&&Layer| is_normalised(layer) && layer.kind == LayerKind::Tokens;
    before
        .into_iter()
        .find(tokens)
        .map(|layer| (**layer).clone())
}

/// What the last convolution gives, behind its activation.
pub(crate) fn last_convolution(graph: &TypedGraph, logits: &str, input: &str) -> Option<Layer> {
    let between = values_between(graph, logits, input);
    let is_attentive = graph.graph().node.iter().any(|node| {
        node.op_type == "Softmax"
            && writes_one_of(node, &between)
            && node.output_at(0) != Some(logits)
    });
    if is_attentive {
        return map_layer(graph, logits, input);
    }
    let convolutions = graph.graph().node.iter().rev();
    let last = convolutions
        .filter(|node| node.op_type == "Conv" && writes_one_of(node, &between))
        .find(|node| is_spatial(graph, node))?;
    let mut value = last.output_at(0)?;
    while let Some(behind) = activation_behind(graph, value, &between) {
        value = behind;
    }
    layers(graph).into_iter().find(|layer| layer.name == value)
}

/// What the one node behind a value makes of it, where that belongs to the convolution before: its
/// normalisation, the sum or list that it joins, its activation.
fn activation_behind<'a>(
    graph: &'a TypedGraph,
    value: &'a str,
    between: &HashSet<&str>,
) -> Option<&'a str> {
    let mut readers = graph
        .readers(value)
        .filter(|node| writes_one_of(node, between));
    let (first, second, third) = (readers.next()?, readers.next(), readers.next());
    let is_gate = |node: &NodeProto| matches!(node.op_type.as_str(), "Sigmoid" | "HardSigmoid");
    match (second, third) {
        (None, _) if BEHIND_CONVOLUTION.contains(&first.op_type.as_str()) => first.output_at(0),
        // A value times its own sigmoid is an activation of two nodes.
        (Some(second), None) if is_gate(first) && second.op_type == "Mul" => second.output_at(0),
        _ => None,
    }
}

fn writes_one_of(node: &NodeProto, values: &HashSet<&str>) -> bool {
    node.output
        .iter()
        .any(|output| values.contains(output.as_str()))
}

/// Whether a convolution gives maps of more than one place: those that weigh channels do not.
fn is_spatial(graph: &TypedGraph, node: &NodeProto) -> bool {
    let dims = node
        .output_at(0)
        .and_then(|output| graph.dims(output))
        .unwrap_or_default();
    dims.iter().skip(2).any(|dim| dim.fixed() != Some(1))
}
