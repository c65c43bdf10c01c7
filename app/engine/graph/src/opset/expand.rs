//! Operators that came after version 18, written in those that it has. The formulas are those of
//! the ONNX specification.

use std::f32::consts::{FRAC_1_SQRT_2, PI};

use crate::messages::{AttributeProto, NodeProto};

use super::OpsetProblem;
use super::rewriter::{Rewriter, given_up};

/// Writes a node that came after version 18 in older operators; any other as it stands.
pub(super) fn node(rewriter: &mut Rewriter, node: NodeProto) -> Result<(), OpsetProblem> {
    match node.op_type.as_str() {
        "Attention" if node.is_standard() => attention(rewriter, &node),
        "Gelu" if node.is_standard() => gelu(rewriter, &node),
        "RMSNormalization" if node.is_standard() => rms_normalization(rewriter, &node),
        "Swish" if node.is_standard() => swish(rewriter, &node),
        _ => {
            rewriter.keep(node);
            Ok(())
        }
    }
}

fn ends(node: &NodeProto) -> Result<[&str; 2], OpsetProblem> {
    match (node.input_at(0), node.output_at(0)) {
        (Some(input), Some(output)) => Ok([input, output]),
        _ => Err(given_up(node, "lacks its input or output")),
    }
}

/// `x/2 · (1 + erf(x/√2))`, or `x/2 · (1 + tanh(√(2/π) (x + 0.044715 x³)))`.
fn gelu(rewriter: &mut Rewriter, node: &NodeProto) -> Result<(), OpsetProblem> {
    let [input, output] = ends(node)?;
    let (half, one) = (
        rewriter.scalar_like(input, 0.5),
        rewriter.scalar_like(input, 1.0),
    );
    let gate = if node.text("approximate") == Some("tanh") {
        let cubic = rewriter.scalar_like(input, 0.044_715);
        let root = rewriter.scalar_like(input, (2.0 / PI).sqrt());
        let square = rewriter.op("Mul", &[input, input], vec![]);
        let cube = rewriter.op("Mul", &[&square, input], vec![]);
        let cube = rewriter.op("Mul", &[&cube, &cubic], vec![]);
        let sum = rewriter.op("Add", &[input, &cube], vec![]);
        let scaled = rewriter.op("Mul", &[&sum, &root], vec![]);
        rewriter.op("Tanh", &[&scaled], vec![])
    } else {
        let root = rewriter.scalar_like(input, FRAC_1_SQRT_2);
        let scaled = rewriter.op("Mul", &[input, &root], vec![]);
        rewriter.op("Erf", &[&scaled], vec![])
    };
    let gate = rewriter.op("Add", &[&gate, &one], vec![]);
    let gated = rewriter.op("Mul", &[input, &gate], vec![]);
    rewriter.op_into("Mul", &[&gated, &half], vec![], output);
    Ok(())
}

/// `x · sigmoid(α x)`.
fn swish(rewriter: &mut Rewriter, node: &NodeProto) -> Result<(), OpsetProblem> {
    let [input, output] = ends(node)?;
    let alpha = rewriter.scalar_like(input, node.float("alpha").unwrap_or(1.0));
    let scaled = rewriter.op("Mul", &[input, &alpha], vec![]);
    let gate = rewriter.op("Sigmoid", &[&scaled], vec![]);
    rewriter.op_into("Mul", &[input, &gate], vec![], output);
    Ok(())
}

/// `x / √(mean(x²) + ε) · scale`, over the axes from `axis` on.
fn rms_normalization(rewriter: &mut Rewriter, node: &NodeProto) -> Result<(), OpsetProblem> {
    let [input, output] = ends(node)?;
    let scale = node
        .input_at(1)
        .ok_or_else(|| given_up(node, "lacks its scale"))?;
    let axis = node.int("axis").unwrap_or(-1);
    let axes: Vec<i64> = if axis < 0 {
        (axis..0).collect()
    } else {
        let rank = rewriter
            .rank(input)
            .ok_or_else(|| given_up(node, "has an input of unknown rank"))?;
        (axis..rank as i64).collect()
    };
    let axes = rewriter.ints(&axes);
    let epsilon = rewriter.scalar_like(input, node.float("epsilon").unwrap_or(1e-5));
    let square = rewriter.op("Mul", &[input, input], vec![]);
    let mean = rewriter.op(
        "ReduceMean",
        &[&square, &axes],
        vec![AttributeProto::int("keepdims", 1)],
    );
    let mean = rewriter.op("Add", &[&mean, &epsilon], vec![]);
    let root = rewriter.op("Sqrt", &[&mean], vec![]);
    let standard = rewriter.op("Div", &[input, &root], vec![]);
    rewriter.op_into("Mul", &[&standard, scale], vec![], output);
    Ok(())
}

/// Scaled dot-product attention, `softmax(q kᵀ · scale + mask) v`. Queries, keys and values are
/// `[batch, heads, length, size]`, or `[batch, length, heads · size]` with the heads as attributes.
/// A mask is added, or says by truth values which keys are seen.
fn attention(rewriter: &mut Rewriter, node: &NodeProto) -> Result<(), OpsetProblem> {
    let (Some(query), Some(key), Some(value), Some(output)) = (
        node.input_at(0),
        node.input_at(1),
        node.input_at(2),
        node.output_at(0),
    ) else {
        return Err(given_up(node, "lacks its queries, keys or values"));
    };
    let has_more = (4..8).any(|index| node.input_at(index).is_some())
        || (1..4).any(|index| node.output_at(index).is_some());
    if has_more
        || node.int("is_causal").unwrap_or(0) != 0
        || node.float("softcap").unwrap_or(0.0) != 0.0
    {
        return Err(given_up(
            node,
            "keeps earlier keys, is causal or capped, and has no form in older operators here",
        ));
    }
    let heads = ["q_num_heads", "kv_num_heads"].map(|name| node.int(name));
    let (query_heads, key_heads) = match heads {
        [Some(query), Some(key)] => (query, key),
        _ => (0, 0),
    };
    let is_flat = query_heads > 0;
    let mut by_head = |value: &str, heads: i64| {
        if !is_flat {
            return value.to_owned();
        }
        let shape = rewriter.ints(&[0, 0, heads, -1]);
        let split = rewriter.op("Reshape", &[value, &shape], vec![]);
        rewriter.op(
            "Transpose",
            &[&split],
            vec![AttributeProto::ints("perm", &[0, 2, 1, 3])],
        )
    };
    let query = by_head(query, query_heads);
    let key = by_head(key, key_heads);
    let value = by_head(value, key_heads);
    if query_heads != key_heads {
        return Err(given_up(
            node,
            "shares keys between heads, and has no form in older operators here",
        ));
    }
    let turned = rewriter.op(
        "Transpose",
        &[&key],
        vec![AttributeProto::ints("perm", &[0, 1, 3, 2])],
    );
    let products = rewriter.op("MatMul", &[&query, &turned], vec![]);
    let scaled = match node.float("scale") {
        Some(scale) => {
            let scale = rewriter.scalar_like(&query, scale);
            rewriter.op("Mul", &[&products, &scale], vec![])
        }
        None => {
            let shape = rewriter.op("Shape", &[&query], vec![]);
            let last = rewriter.ints(&[3]);
            let size = rewriter.op("Gather", &[&shape, &last], vec![]);
            let size = rewriter.op("CastLike", &[&size, &query], vec![]);
            let root = rewriter.op("Sqrt", &[&size], vec![]);
            rewriter.op("Div", &[&products, &root], vec![])
        }
    };
    let scores = match node.input_at(3) {
        Some(mask) if rewriter.is_truth(mask) => {
            let none = rewriter.scalar_like(&query, f32::NEG_INFINITY);
            rewriter.op("Where", &[mask, &scaled, &none], vec![])
        }
        Some(mask) => rewriter.op("Add", &[&scaled, mask], vec![]),
        None => scaled,
    };
    let weights = rewriter.op("Softmax", &[&scores], vec![AttributeProto::int("axis", -1)]);
    if !is_flat {
        rewriter.op_into("MatMul", &[&weights, &value], vec![], output);
        return Ok(());
    }
    let mixed = rewriter.op("MatMul", &[&weights, &value], vec![]);
    let moved = rewriter.op(
        "Transpose",
        &[&mixed],
        vec![AttributeProto::ints("perm", &[0, 2, 1, 3])],
    );
    let shape = rewriter.ints(&[0, 0, -1]);
    rewriter.op_into("Reshape", &[&moved, &shape], vec![], output);
    Ok(())
}
