//! The values inside a model, by name and shape, and which of them are worth looking at.

use graph::messages::DataType;
use graph::{Dim, TypedGraph};

use crate::grid::token_grid;

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
    /// The axis of the channels; none where there are none.
    #[must_use]
    pub fn channel_axis(&self) -> Option<usize> {
        match self.kind {
            LayerKind::Maps | LayerKind::Features => Some(1),
            LayerKind::Tokens => Some(2),
            LayerKind::MapsChannelsLast => Some(3),
            LayerKind::Other => None,
        }
    }

    /// Where an element of a picture stands in row-major order; none outside the layer, and for
    /// layers that are no maps.
    #[must_use]
    pub fn element(&self, channel: usize, row: usize, column: usize) -> Option<usize> {
        let size = |axis: usize| usize::try_from(self.dims.get(axis)?.fixed()?).ok();
        let within = |index: usize, size: usize| (index < size).then_some(index);
        match self.kind {
            LayerKind::Maps => {
                let (channels, rows, columns) = (size(1)?, size(2)?, size(3)?);
                let line = within(channel, channels)? * rows + within(row, rows)?;
                Some(line * columns + within(column, columns)?)
            }
            LayerKind::MapsChannelsLast => {
                let (rows, columns, channels) = (size(1)?, size(2)?, size(3)?);
                let place = within(row, rows)? * columns + within(column, columns)?;
                Some(place * channels + within(channel, channels)?)
            }
            LayerKind::Tokens => {
                let (tokens, channels) = (size(1)?, size(2)?);
                let (extra, rows, columns) = token_grid(tokens)?;
                let token = extra + within(row, rows)? * columns + within(column, columns)?;
                Some(token * channels + within(channel, channels)?)
            }
            LayerKind::Features | LayerKind::Other => None,
        }
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(kind: LayerKind, sizes: &[u64]) -> Layer {
        Layer {
            name: "layer".to_owned(),
            operator: "Relu".to_owned(),
            dims: sizes.iter().copied().map(Dim::Fixed).collect(),
            kind,
        }
    }

    #[test]
    fn elements_are_found_in_every_order_of_axes() {
        let maps = layer(LayerKind::Maps, &[1, 4, 3, 5]);
        assert_eq!(maps.element(2, 1, 3), Some((2 * 3 + 1) * 5 + 3));
        assert_eq!(maps.element(4, 0, 0), None);
        let last = layer(LayerKind::MapsChannelsLast, &[1, 3, 5, 4]);
        assert_eq!(last.element(2, 1, 3), Some((5 + 3) * 4 + 2));
        // The class token stands in front of four patches.
        let tokens = layer(LayerKind::Tokens, &[1, 5, 8]);
        assert_eq!(tokens.element(6, 1, 0), Some(3 * 8 + 6));
        assert_eq!(tokens.element(6, 2, 0), None);
        assert_eq!(layer(LayerKind::Features, &[1, 8]).element(0, 0, 0), None);
    }
}
