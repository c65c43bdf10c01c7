//! The values inside a model, by name and shape, and which of them are worth looking at.

use graph::messages::DataType;
use graph::{Dim, TypedGraph};

/// How the places of a picture lie in a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LayerKind {
    /// `[batch, channels, height, width]`: feature maps, as convolutions make them.
    Maps,
    /// `[batch, height, width, channels]`: feature maps, as Swin transformers keep them.
    MapsChannelsLast,
    /// `[batch, tokens, channels]`: one token a patch, with or without a class token in front.
    Tokens,
    /// `[batch, channels]`: one number a channel for the whole picture.
    Features,
    /// Anything else.
    Other,
}

/// A value inside a model.
#[derive(Clone, PartialEq, Debug)]
pub struct Layer {
    /// Name of the value.
    pub name: String,
    /// The operator that makes it; empty for an input.
    pub operator: String,
    /// Its dimensions; empty where they are unknown.
    pub dims: Vec<Dim>,
    /// How the places of a picture lie in it.
    pub kind: LayerKind,
}

impl Layer {
    /// The dimensions for people: `[batch, 3, 240, ?]`.
    #[must_use]
    pub fn shape_text(&self) -> String {
        let dims: Vec<String> = self.dims.iter().map(Dim::to_string).collect();
        format!("[{}]", dims.join(", "))
    }
}

/// Every value of floats that depends on the inputs, in the order in which it is computed.
#[must_use]
pub fn layers(graph: &TypedGraph) -> Vec<Layer> {
    let inputs = graph
        .graph()
        .input
        .iter()
        .map(|input| (input.name.as_str(), ""));
    let values = graph.graph().node.iter().flat_map(|node| {
        let outputs = node.output.iter().filter(|name| !name.is_empty());
        outputs.map(|name| (name.as_str(), node.op_type.as_str()))
    });
    inputs
        .chain(values)
        .filter(|(name, _)| graph.constant(name).is_none() && is_float(graph, name))
        .map(|(name, operator)| {
            let dims = graph.dims(name).unwrap_or_default().to_vec();
            Layer {
                name: name.to_owned(),
                operator: operator.to_owned(),
                kind: kind_of(&dims, operator),
                dims,
            }
        })
        .collect()
}

fn is_float(graph: &TypedGraph, value: &str) -> bool {
    matches!(
        graph.element(value),
        Some(DataType::Float | DataType::Double | DataType::Float16)
    )
}

fn kind_of(dims: &[Dim], operator: &str) -> LayerKind {
    let sizes: Vec<u64> = dims
        .iter()
        .skip(1)
        .map(|dim| dim.fixed().unwrap_or(0))
        .collect();
    match *sizes.as_slice() {
        // Attention weighs every token against every other; that is no picture.
        [_, rows, columns] if operator == "Softmax" && rows == columns => LayerKind::Other,
        [channels, height, width] if height > 1 && width > 1 => {
            let is_last = height == channels && width > channels;
            if is_last {
                LayerKind::MapsChannelsLast
            } else {
                LayerKind::Maps
            }
        }
        [tokens, channels] if tokens > 1 && channels > 1 => LayerKind::Tokens,
        [channels] if channels > 1 => LayerKind::Features,
        _ => LayerKind::Other,
    }
}
