//! From newer versions down to 18. Most changes since are new element types, which need nothing.

use crate::messages::{GraphProto, NodeProto};

use super::OpsetProblem;
use super::rewriter::Rewriter;

/// Operators that came after version 18, or changed their meaning since.
const NEWER: [&str; 12] = [
    "AffineGrid",
    "BitCast",
    "CumProd",
    "DeformConv",
    "ImageDecoder",
    "RegexFullMatch",
    "RotaryEmbedding",
    "StringConcat",
    "StringSplit",
    "TensorScatter",
    "GroupNormalization",
    "GridSample",
];

/// Whether every node of a graph exists in version 18.
pub(super) fn is_possible(graph: &GraphProto) -> bool {
    graph.node.iter().all(|node| {
        let inner = node
            .attribute
            .iter()
            .flat_map(|attribute| attribute.g.iter().chain(&attribute.graphs));
        is_node_possible(node) && inner.into_iter().all(is_possible)
    })
}

fn is_node_possible(node: &NodeProto) -> bool {
    if !node.is_standard() {
        return true;
    }
    match node.op_type.as_str() {
        "AveragePool" | "LpPool" => node
            .ints("dilations")
            .is_none_or(|values| values.iter().all(|value| *value == 1)),
        "Pad" => node.text("mode") != Some("wrap"),
        "Resize" => node.text("coordinate_transformation_mode") != Some("half_pixel_symmetric"),
        "QuantizeLinear" | "DequantizeLinear" => {
            node.int("block_size").unwrap_or(0) == 0 && node.attribute("output_dtype").is_none()
        }
        name => !NEWER.contains(&name),
    }
}

/// Writes a node as version 18 has it.
pub(super) fn node(rewriter: &mut Rewriter, mut node: NodeProto) -> Result<(), OpsetProblem> {
    if !node.is_standard() {
        rewriter.keep(node);
        return Ok(());
    }
    match node.op_type.as_str() {
        "AveragePool" | "LpPool" => {
            node.take_attribute("dilations");
        }
        "Cast" | "CastLike" => {
            node.take_attribute("saturate");
            node.take_attribute("round_mode");
        }
        _ => {}
    }
    rewriter.keep(node);
    Ok(())
}
