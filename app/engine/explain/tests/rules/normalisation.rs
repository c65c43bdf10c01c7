//! Normalisations, by input, scale and bias.

use graph::messages::AttributeProto;

use crate::case::{Case, Open};
use crate::choices::{Choices, Spread, USUAL};

rules! {
    batch_normalization: 64 of "BatchNormalization";
    group_normalization: 64 of "GroupNormalization";
    instance_normalization: 64 of "InstanceNormalization";
    layer_normalization: 48 of "LayerNormalization";
    local_response_normalization: 64 of "LRN";
    lp_normalization: 64 of "LpNormalization";
}

fn epsilon(choices: &mut Choices) -> Vec<AttributeProto> {
    let epsilon = choices
        .flag()
        .then(|| AttributeProto::float("epsilon", 0.125));
    epsilon.into_iter().collect()
}

fn batch_normalization(choices: &mut Choices) -> Case {
    let mut case = Case::linear(choices);
    let rank = choices.between(2, 5) as usize;
    let shape = choices.shape(rank, 3);
    let channels = [shape[1]];
    case.input(choices, "x", &shape, &USUAL);
    case.weight(choices, "scale", &channels, &USUAL);
    case.weight(choices, "bias", &channels, &USUAL);
    case.constant(choices, "mean", &channels, &USUAL);
    case.constant(choices, "variance", &channels, &Spread::Between(0.5, 2.0));
    let attributes = epsilon(choices);
    case.node(
        "BatchNormalization",
        &["x", "scale", "bias", "mean", "variance"],
        attributes,
    );
    case.open(choices, Open::Sizes);
    case
}

fn layer_normalization(choices: &mut Choices) -> Case {
    let mut case = Case::new(choices);
    let rank = choices.between(1, 4) as usize;
    let mut shape = choices.shape(rank, 4);
    shape[rank - 1] += 1;
    let axis = choices.axis(rank);
    let first = axis.rem_euclid(rank as i64) as usize;
    case.input(choices, "x", &shape, &Spread::Between(-2.0, 2.0));
    case.weight(choices, "scale", &shape[first..], &USUAL);
    let mut inputs = vec!["x", "scale"];
    if choices.flag() {
        case.weight(choices, "bias", &shape[first..], &USUAL);
        inputs.push("bias");
    }
    let mut attributes = vec![AttributeProto::float("epsilon", 0.125)];
    if axis != -1 || choices.flag() {
        attributes.push(AttributeProto::int("axis", axis));
    }
    case.node("LayerNormalization", &inputs, attributes);
    case.open(choices, Open::Sizes);
    case
}

fn instance_normalization(choices: &mut Choices) -> Case {
    let mut case = Case::new(choices);
    let rank = choices.between(3, 5) as usize;
    let mut shape = choices.shape(rank, 3);
    shape[rank - 1] += 1;
    case.input(choices, "x", &shape, &Spread::Between(-2.0, 2.0));
    case.weight(choices, "scale", &[shape[1]], &USUAL);
    case.weight(choices, "bias", &[shape[1]], &USUAL);
    case.node(
        "InstanceNormalization",
        &["x", "scale", "bias"],
        vec![AttributeProto::float("epsilon", 0.125)],
    );
    case.open(choices, Open::Sizes);
    case
}

fn group_normalization(choices: &mut Choices) -> Case {
    let mut case = Case::new(choices);
    let rank = choices.between(3, 4) as usize;
    let mut shape = choices.shape(rank, 3);
    shape[rank - 1] += 1;
    let groups = choices.between(1, 2);
    shape[1] *= groups;
    case.input(choices, "x", &shape, &Spread::Between(-2.0, 2.0));
    // Scale and bias were of groups at first, and are of channels since version 21.
    case.opset = choices.pick(&[18, 21]);
    let count = if case.opset == 18 { groups } else { shape[1] };
    case.constant(choices, "scale", &[count], &USUAL);
    case.constant(choices, "bias", &[count], &USUAL);
    let attributes = vec![
        AttributeProto::int("num_groups", groups),
        AttributeProto::float("epsilon", 0.125),
    ];
    case.node("GroupNormalization", &["x", "scale", "bias"], attributes);
    case.open(choices, Open::Batch);
    case
}

fn local_response_normalization(choices: &mut Choices) -> Case {
    let mut case = Case::new(choices);
    let mut shape = choices.shape(4, 3);
    shape[1] += choices.between(0, 3);
    case.input(choices, "x", &shape, &USUAL);
    // ONNX Runtime's kernels take odd numbers alone.
    let mut attributes = vec![AttributeProto::int("size", choices.pick(&[3, 1, 5]))];
    for (name, value) in [("alpha", 0.5), ("beta", 0.5), ("bias", 2.0)] {
        // The default of alpha is so small that the rule would hardly matter.
        if name == "alpha" || choices.flag() {
            attributes.push(AttributeProto::float(name, value));
        }
    }
    case.node("LRN", &["x"], attributes);
    case.open(choices, Open::Sizes);
    case
}

fn lp_normalization(choices: &mut Choices) -> Case {
    let mut case = Case::new(choices);
    let rank = choices.between(1, 4) as usize;
    let shape = choices.shape(rank, 3);
    case.input(
        choices,
        "x",
        &shape,
        &Spread::Away(-2.0, 2.0, vec![0.0, 0.3, -0.3]),
    );
    let mut attributes = Vec::new();
    if choices.flag() {
        attributes.push(AttributeProto::int("p", choices.pick(&[2, 1])));
    }
    if choices.flag() {
        attributes.push(AttributeProto::int("axis", choices.axis(rank)));
    }
    case.node("LpNormalization", &["x"], attributes);
    case.open(choices, Open::Sizes);
    case
}
