//! Convolutions with every combination of attributes, by input, weights and bias.

use graph::messages::AttributeProto;

use crate::case::{Case, Open};
use crate::choices::{Choices, USUAL};
use crate::windows::{Limits, Window};

rules! {
    conv: 400 of "Conv";
    conv_transpose: 240 of "ConvTranspose";
}

fn conv(choices: &mut Choices) -> Case {
    let mut case = Case::linear(choices);
    let axes = choices.pick(&[2, 2, 1, 3]);
    let limits = Limits {
        stride: 4,
        dilation: 3,
        pad: 3,
        pads_below_kernel: false,
    };
    let mut window = Window::new(choices, axes, limits);
    let group = choices.pick(&[1, 2, 3]);
    let (inputs, outputs) = (choices.between(1, 2), choices.between(1, 2));
    let batch = choices.between(1, 2);
    let shape = [&[batch, group * inputs], window.sizes.as_slice()].concat();
    case.input(choices, "x", &shape, &USUAL);
    let weight = [&[group * outputs, inputs], window.kernel.as_slice()].concat();
    case.weight(choices, "w", &weight, &USUAL);
    let mut names = vec!["x", "w"];
    if choices.flag() {
        case.weight(choices, "b", &[group * outputs], &USUAL);
        names.push("b");
    }
    if choices.flag() {
        window.attributes.push(window.kernel_attribute());
    }
    window.attributes.push(AttributeProto::int("group", group));
    case.node("Conv", &names, window.attributes);
    open_picture(choices, &mut case, window.is_same);
    case
}

/// Leaves the sizes of `x` open, but not those of weights, and not where the padding depends on
/// them.
fn open_picture(choices: &mut Choices, case: &mut Case, is_same: bool) {
    let weights = case.given.split_off(1);
    case.open(choices, if is_same { Open::Batch } else { Open::Sizes });
    case.given.extend(weights);
}

fn conv_transpose(choices: &mut Choices) -> Case {
    let mut case = Case::linear(choices);
    let axes = choices.pick(&[2, 2, 1, 3]);
    let kernel = choices.shape(axes, 3);
    let strides = choices.shape(axes, 3);
    let dilations = choices.shape(axes, 2);
    let sizes: Vec<i64> = choices.shape(axes, 3).iter().map(|size| size + 1).collect();
    let extra: Vec<i64> = (0..axes)
        .map(|axis| choices.between(0, 2).min(strides[axis] - 1))
        .collect();
    let full: Vec<i64> = (0..axes)
        .map(|axis| strides[axis] * (sizes[axis] - 1) + dilations[axis] * (kernel[axis] - 1) + 1)
        .collect();
    let mut attributes = vec![
        AttributeProto::ints("strides", &strides),
        AttributeProto::ints("dilations", &dilations),
    ];
    let mut is_same = false;
    match choices.below(4) {
        0 => {}
        1 => {
            let pads: Vec<i64> = (0..2 * axes)
                .map(|place| choices.between(0, 2).min((full[place % axes] - 1) / 2))
                .collect();
            attributes.push(AttributeProto::ints("pads", &pads));
            attributes.push(AttributeProto::ints("output_padding", &extra));
        }
        2 => {
            is_same = true;
            // ONNX Runtime tells no size where less comes out than goes in.
            let wanted: Vec<i64> = full
                .iter()
                .zip(&sizes)
                .map(|(full, size)| (full - choices.between(0, 3)).max(*size))
                .collect();
            attributes.push(AttributeProto::ints("output_shape", &wanted));
            if choices.flag() {
                attributes.push(AttributeProto::string("auto_pad", "SAME_UPPER"));
            }
        }
        _ => {
            is_same = true;
            let auto_pad = choices.pick(&["VALID", "SAME_UPPER", "SAME_LOWER"]);
            attributes.push(AttributeProto::string("auto_pad", auto_pad));
        }
    }
    let group = choices.pick(&[1, 2]);
    let (inputs, outputs) = (choices.between(1, 2), choices.between(1, 2));
    attributes.push(AttributeProto::int("group", group));
    let batch = choices.between(1, 2);
    let shape = [&[batch, group * inputs], sizes.as_slice()].concat();
    case.input(choices, "x", &shape, &USUAL);
    let weight = [&[group * inputs, outputs], kernel.as_slice()].concat();
    case.weight(choices, "w", &weight, &USUAL);
    let mut names = vec!["x", "w"];
    if choices.flag() {
        case.weight(choices, "b", &[group * outputs], &USUAL);
        names.push("b");
    }
    case.node("ConvTranspose", &names, attributes);
    open_picture(choices, &mut case, is_same);
    case
}
