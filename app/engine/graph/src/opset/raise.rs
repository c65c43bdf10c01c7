//! From versions 7 to 17 up to 18: the changes that the ONNX change log lists for each operator.

use crate::messages::{AttributeProto, NodeProto};

use super::OpsetProblem;
use super::rewriter::{Rewriter, given_up};

/// Writes a node of a version as version 18 has it.
pub(super) fn node(
    rewriter: &mut Rewriter,
    mut node: NodeProto,
    version: i64,
) -> Result<(), OpsetProblem> {
    if !node.is_standard() {
        rewriter.keep(node);
        return Ok(());
    }
    match node.op_type.as_str() {
        "Squeeze" | "Unsqueeze" | "ReduceSum" if version < 13 => axes_to_input(rewriter, &mut node),
        "ReduceL1" | "ReduceL2" | "ReduceLogSum" | "ReduceLogSumExp" | "ReduceMax"
        | "ReduceMean" | "ReduceMin" | "ReduceProd" | "ReduceSumSquare" => {
            axes_to_input(rewriter, &mut node);
        }
        "Split" => split(rewriter, &mut node),
        "Clip" if version < 11 => clip(rewriter, &mut node),
        "Pad" if version < 11 => pad(rewriter, &mut node),
        "Slice" if version < 10 => slice(rewriter, &mut node),
        "TopK" if version < 10 => top_k(rewriter, &mut node),
        "Upsample" => upsample(rewriter, &mut node, version),
        "Resize" if version < 11 => resize_10(&mut node),
        "Resize"
            if version < 13
                && node.text("coordinate_transformation_mode") == Some("tf_half_pixel_for_nn") =>
        {
            return Err(given_up(
                &node,
                "uses tf_half_pixel_for_nn, which was given up",
            ));
        }
        "Dropout" => return dropout(rewriter, &node),
        "BatchNormalization" => batch_normalization(&mut node)?,
        "Scatter" => "ScatterElements".clone_into(&mut node.op_type),
        "Softmax" | "LogSoftmax" | "Hardmax" if version < 13 => {
            return softmax(rewriter, node);
        }
        _ => {}
    }
    rewriter.keep(node);
    Ok(())
}

/// `axes` as the second input.
fn axes_to_input(rewriter: &mut Rewriter, node: &mut NodeProto) {
    if let Some(axes) = node.take_attribute("axes") {
        let axes = rewriter.ints(&axes.ints);
        node.input.push(axes);
    }
}

/// The sizes as the second input (since 13); equal parts are asked for by their number (since 18).
fn split(rewriter: &mut Rewriter, node: &mut NodeProto) {
    if let Some(sizes) = node.take_attribute("split") {
        let sizes = rewriter.ints(&sizes.ints);
        node.input.push(sizes);
    } else if node.input_at(1).is_none() && node.int("num_outputs").is_none() {
        let count = node.output.len() as i64;
        node.attribute
            .push(AttributeProto::int("num_outputs", count));
    }
}

/// The bounds as inputs.
fn clip(rewriter: &mut Rewriter, node: &mut NodeProto) {
    let bounds = ["min", "max"].map(|name| node.take_attribute(name).and_then(|bound| bound.f));
    let input = node.input.first().cloned().unwrap_or_default();
    for bound in bounds {
        let bound = bound.map_or_else(String::new, |bound| rewriter.scalar_like(&input, bound));
        node.input.push(bound);
    }
}

/// Widths and fill value as inputs.
fn pad(rewriter: &mut Rewriter, node: &mut NodeProto) {
    let pads = node
        .take_attribute("pads")
        .or_else(|| node.take_attribute("paddings"));
    let value = node
        .take_attribute("value")
        .and_then(|value| value.f)
        .unwrap_or(0.0);
    let input = node.input.first().cloned().unwrap_or_default();
    let pads = rewriter.ints(&pads.unwrap_or_default().ints);
    let value = rewriter.scalar_like(&input, value);
    node.input.extend([pads, value]);
}

/// Starts, ends and axes as inputs.
fn slice(rewriter: &mut Rewriter, node: &mut NodeProto) {
    for name in ["starts", "ends", "axes"] {
        if let Some(values) = node.take_attribute(name) {
            let values = rewriter.ints(&values.ints);
            node.input.push(values);
        }
    }
}

/// The number as an input.
fn top_k(rewriter: &mut Rewriter, node: &mut NodeProto) {
    let count = node
        .take_attribute("k")
        .and_then(|count| count.i)
        .unwrap_or(1);
    let count = rewriter.ints(&[count]);
    node.input.push(count);
}

/// `Upsample` became `Resize` by the simplest rule for coordinates.
fn upsample(rewriter: &mut Rewriter, node: &mut NodeProto, version: i64) {
    if version < 9 {
        let scales = node.take_attribute("scales").unwrap_or_default();
        let scales = rewriter.floats(&scales.floats);
        node.input.push(scales);
    }
    "Resize".clone_into(&mut node.op_type);
    resize_10(node);
}

/// The region of interest came in between, and the rule for coordinates became a choice.
fn resize_10(node: &mut NodeProto) {
    node.input.insert(1, String::new());
    for (name, value) in [
        ("coordinate_transformation_mode", "asymmetric"),
        ("nearest_mode", "floor"),
    ] {
        node.attribute.push(AttributeProto::string(name, value));
    }
}

/// When a model is used, nothing drops out.
fn dropout(rewriter: &mut Rewriter, node: &NodeProto) -> Result<(), OpsetProblem> {
    match (node.input_at(0), node.output_at(0), node.output_at(1)) {
        (Some(input), Some(output), None) => rewriter.op_into("Identity", &[input], vec![], output),
        _ => return Err(given_up(node, "uses the mask of what dropped out")),
    }
    Ok(())
}

/// Statistics that only training needs are no outputs any more.
fn batch_normalization(node: &mut NodeProto) -> Result<(), OpsetProblem> {
    if node.take_attribute("spatial").and_then(|spatial| spatial.i) == Some(0) {
        return Err(given_up(
            node,
            "has statistics for each place (spatial = 0)",
        ));
    }
    node.output.truncate(1);
    Ok(())
}

/// Before version 13 everything from the axis on was one list; since then it is one axis.
fn softmax(rewriter: &mut Rewriter, mut node: NodeProto) -> Result<(), OpsetProblem> {
    let axis = node
        .take_attribute("axis")
        .and_then(|axis| axis.i)
        .unwrap_or(1);
    let (Some(input), Some(output)) = (node.input_at(0), node.output_at(0)) else {
        return Err(given_up(&node, "lacks its input or output"));
    };
    let is_last = axis == -1
        || rewriter
            .rank(input)
            .is_some_and(|rank| axis + 1 == rank as i64);
    if is_last {
        node.attribute.push(AttributeProto::int("axis", -1));
        rewriter.keep(node);
        return Ok(());
    }
    let flat = rewriter.op("Flatten", &[input], vec![AttributeProto::int("axis", axis)]);
    let normalised = rewriter.op(
        &node.op_type,
        &[&flat],
        vec![AttributeProto::int("axis", -1)],
    );
    let shape = rewriter.op("Shape", &[input], vec![]);
    rewriter.op_into("Reshape", &[&normalised, &shape], vec![], output);
    Ok(())
}
