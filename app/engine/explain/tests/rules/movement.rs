//! Operators that move values without changing them.

use graph::messages::AttributeProto;

use crate::case::{Case, Open, TARGET};
use crate::choices::{Choices, Spread, USUAL};

rules! {
    concat: 64 of "Concat";
    cum_sum: 24 of "CumSum";
    depth_to_space: 24 of "DepthToSpace";
    pad: 80 of "Pad";
    slice: 80 of "Slice";
    space_to_depth: 24 of "SpaceToDepth";
    split: 64 of "Split";
    tile: 24 of "Tile";
    trilu: 24 of "Trilu";
}

fn with_input(choices: &mut Choices, least_rank: i64, largest: i64) -> (Case, Vec<i64>) {
    let mut case = Case::linear(choices);
    let rank = choices.between(least_rank, 4) as usize;
    let shape = choices.shape(rank, largest);
    case.input(choices, "x", &shape, &USUAL);
    (case, shape)
}

fn concat(choices: &mut Choices) -> Case {
    let (mut case, shape) = with_input(choices, 1, 3);
    let axis = choices.axis(shape.len());
    let mut inputs = vec!["x"];
    for name in ["b", "c", "d"].into_iter().take(choices.below(4)) {
        if choices.below(4) == 3 {
            inputs.push("x");
            continue;
        }
        let mut shape = shape.clone();
        let place = axis.rem_euclid(shape.len() as i64) as usize;
        shape[place] = choices.between(1, 3);
        case.weight(choices, name, &shape, &USUAL);
        inputs.push(name);
    }
    case.node("Concat", &inputs, vec![AttributeProto::int("axis", axis)]);
    case.open(choices, Open::Sizes);
    case
}

/// The parts are weighted, so that they differ, and some are not used.
fn split(choices: &mut Choices) -> Case {
    let mut case = Case::linear(choices);
    let rank = choices.between(1, 3) as usize;
    let mut shape = choices.shape(rank, 3);
    let axis = choices.axis(rank);
    let place = axis.rem_euclid(rank as i64) as usize;
    let parts = choices.between(1, 4) as usize;
    let names = &["p", "q", "r", "s"][..parts];
    let mut attributes = vec![AttributeProto::int("axis", axis)];
    let mut inputs = vec!["x"];
    if choices.flag() {
        let sizes = choices.shape(parts, 3);
        shape[place] = sizes.iter().sum();
        case.input(choices, "x", &shape, &USUAL);
        case.int_list(choices, "sizes", &sizes);
        inputs.push("sizes");
    } else {
        // The last part may be smaller.
        let size = choices.between(1, 3);
        shape[place] = size * parts as i64
            - if parts > 1 && size > 1 {
                choices.between(0, 1)
            } else {
                0
            };
        case.input(choices, "x", &shape, &USUAL);
        attributes.push(AttributeProto::int("num_outputs", parts as i64));
    }
    case.node_to("Split", &inputs, names, attributes);
    let mut used = vec![];
    for (index, name) in names.iter().enumerate() {
        if index + 1 == parts && used.is_empty() || choices.below(3) < 2 {
            used.push(format!("weighted_{name}"));
            let factor = format!("factor_{name}");
            case.constant(choices, &factor, &[], &Spread::Away(-2.0, 2.0, vec![0.0]));
            case.node_to("Mul", &[name, &factor], &[&used[used.len() - 1]], vec![]);
        }
    }
    let used: Vec<&str> = used.iter().map(String::as_str).collect();
    case.node("Concat", &used, vec![AttributeProto::int("axis", axis)]);
    case.open(choices, Open::Sizes);
    case
}

fn slice(choices: &mut Choices) -> Case {
    let (mut case, shape) = with_input(choices, 1, 5);
    let rank = shape.len();
    let with_steps = choices.flag();
    // ONNX Runtime overlooks steps where the axes are left out, and removes the node.
    let with_axes = with_steps || choices.flag();
    let count = choices.between(1, rank as i64) as usize;
    let first = if with_axes {
        choices.below(rank - count + 1)
    } else {
        0
    };
    let (mut starts, mut ends, mut axes, mut steps) = (vec![], vec![], vec![], vec![]);
    for (axis, &size) in shape.iter().enumerate().skip(first).take(count) {
        let step = if with_steps {
            choices.pick(&[1, 2, 3, -1, -2])
        } else {
            1
        };
        let low = choices.between(0, size - 1);
        let high = choices.between(low, size - 1);
        let from_back = |choices: &mut Choices, place: i64| {
            if place < size && choices.flag() {
                place - size
            } else {
                place
            }
        };
        if step > 0 {
            starts.push(from_back(choices, low));
            let beyond = [high + 1, i64::MAX, size + 3];
            let end = if high + 1 == size {
                choices.pick(&beyond)
            } else {
                high + 1
            };
            ends.push(from_back(choices, end));
        } else {
            starts.push(if high + 1 == size {
                choices.pick(&[-1, size + 2])
            } else {
                high
            });
            ends.push(if low == 0 {
                choices.pick(&[-size - 1, i64::MIN + 1])
            } else {
                low - 1
            });
        }
        axes.push(if choices.flag() {
            axis as i64 - rank as i64
        } else {
            axis as i64
        });
        steps.push(step);
    }
    let length = [count as i64];
    let mut inputs = vec!["x", "starts", "ends"];
    case.ints_or_input(choices, "starts", &length, &starts);
    case.ints_or_input(choices, "ends", &length, &ends);
    if with_axes {
        inputs.push("axes");
        case.int_list(choices, "axes", &axes);
    }
    if with_steps {
        case.ints_or_input(choices, "steps", &length, &steps);
        inputs.push("steps");
    }
    case.node("Slice", &inputs, vec![]);
    case.open(choices, Open::Sizes);
    case
}

fn pad(choices: &mut Choices) -> Case {
    let (mut case, shape) = with_input(choices, 1, 4);
    let mode = choices.pick(&["", "constant", "constant", "reflect", "edge", "wrap"]);
    if mode == "wrap" {
        case.opset = 19;
    }
    let rank = shape.len();
    let axes: Vec<usize> = if choices.flag() {
        vec![choices.below(rank)]
    } else {
        (0..rank).collect()
    };
    let mut pads = vec![0; 2 * axes.len()];
    for (place, pad) in pads.iter_mut().enumerate() {
        let size = shape[axes[place % axes.len()]];
        *pad = choices.between(0, 2);
        match mode {
            "reflect" | "wrap" => *pad = (*pad).min(size - 1),
            // Something must remain of what is cut off.
            _ if size > 2 && choices.below(4) == 3 => *pad = -1,
            _ => {}
        }
    }
    case.ints_or_input(choices, "pads", &[pads.len() as i64], &pads);
    let mut inputs = vec!["x", "pads"];
    if choices.flag() {
        case.constant(choices, "fill", &[], &USUAL);
        inputs.push("fill");
    }
    if axes.len() != rank || choices.flag() {
        let axes: Vec<i64> = axes
            .iter()
            .map(|axis| *axis as i64 - if choices.flag() { rank as i64 } else { 0 })
            .collect();
        case.int_list(choices, "axes", &axes);
        inputs.resize(3, "");
        inputs.push("axes");
    }
    let mode = (!mode.is_empty()).then(|| AttributeProto::string("mode", mode));
    case.node("Pad", &inputs, mode.into_iter().collect());
    case.open(choices, Open::Sizes);
    case
}

fn tile(choices: &mut Choices) -> Case {
    let (mut case, shape) = with_input(choices, 1, 3);
    let repeats = choices.shape(shape.len(), 3);
    case.ints_or_input(choices, "repeats", &[repeats.len() as i64], &repeats);
    case.node("Tile", &["x", "repeats"], vec![]);
    case.open(choices, Open::Sizes);
    case
}

fn blocks(choices: &mut Choices, [channels, place]: [i64; 2]) -> (Case, i64) {
    let mut case = Case::linear(choices);
    let block = choices.between(1, 3);
    let sizes = choices.shape(4, 2);
    let channels = sizes[1] * if channels == 1 { block * block } else { 1 };
    let side = if place == 1 { block } else { 1 };
    case.input(
        choices,
        "x",
        &[sizes[0], channels, sizes[2] * side, sizes[3] * side],
        &USUAL,
    );
    (case, block)
}

fn depth_to_space(choices: &mut Choices) -> Case {
    let (mut case, block) = blocks(choices, [1, 0]);
    let mut attributes = vec![AttributeProto::int("blocksize", block)];
    let mode = choices.pick(&["", "DCR", "CRD", "CRD"]);
    if !mode.is_empty() {
        attributes.push(AttributeProto::string("mode", mode));
    }
    case.node("DepthToSpace", &["x"], attributes);
    case.open(choices, Open::Sizes);
    case
}

fn space_to_depth(choices: &mut Choices) -> Case {
    let (mut case, block) = blocks(choices, [0, 1]);
    case.node(
        "SpaceToDepth",
        &["x"],
        vec![AttributeProto::int("blocksize", block)],
    );
    case.open(choices, Open::Sizes);
    case
}

fn cum_sum(choices: &mut Choices) -> Case {
    let (mut case, shape) = with_input(choices, 1, 4);
    let axis = choices.axis(shape.len());
    case.ints_or_input(choices, "axis", &[], &[axis]);
    let attributes =
        ["exclusive", "reverse"].map(|name| AttributeProto::int(name, choices.pick(&[0, 1])));
    case.node("CumSum", &["x", "axis"], attributes.to_vec());
    case.open(choices, Open::Rank);
    case
}

fn trilu(choices: &mut Choices) -> Case {
    let (mut case, _) = with_input(choices, 2, 4);
    let mut inputs = vec!["x"];
    if choices.flag() {
        let diagonal = choices.between(-2, 2);
        case.ints_or_input(choices, "k", &[], &[diagonal]);
        inputs.push("k");
    }
    let upper = choices.pick(&[1, 0]);
    case.node_to(
        "Trilu",
        &inputs,
        &[TARGET],
        vec![AttributeProto::int("upper", upper)],
    );
    case.open(choices, Open::Sizes);
    case
}
