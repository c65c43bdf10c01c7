//! Poolings with every combination of attributes.

use graph::Kernels;
use graph::messages::AttributeProto;

use crate::case::{Case, Open, TARGET};
use crate::choices::{Choices, Spread, USUAL};
use crate::windows::{Limits, Window};

rules! {
    average_pool: 240 of "AveragePool";
    global_average_pool: 24 of "GlobalAveragePool";
    global_max_pool: 24 of "GlobalMaxPool";
    max_pool: 240 of "MaxPool";
}

fn picture(choices: &mut Choices, sizes: &[i64]) -> Vec<i64> {
    let head = choices.shape(2, 2);
    [head.as_slice(), sizes].concat()
}

fn max_pool(choices: &mut Choices) -> Case {
    let mut case = Case::new(choices);
    let axes = choices.pick(&[2, 2, 1, 3]);
    let limits = Limits {
        stride: 3,
        dilation: 2,
        pad: 2,
        pads_below_kernel: true,
    };
    let mut window = Window::new(choices, axes, limits);
    let shape = picture(choices, &window.sizes);
    case.input(choices, "x", &shape, &Spread::Distinct);
    window.attributes.push(window.kernel_attribute());
    if choices.flag() && window.may_round_up() {
        window.attributes.push(AttributeProto::int("ceil_mode", 1));
    }
    let outputs = choices.pick(&[vec![TARGET], vec![TARGET, "indices"]]);
    case.node_to("MaxPool", &["x"], &outputs, window.attributes);
    if axes == 2 && choices.flag() {
        // This form needs pictures of a fixed size.
        case.kernels = Kernels::DIRECT_ML;
        case.open(choices, Open::Batch);
    } else {
        case.open(
            choices,
            if window.is_same {
                Open::Batch
            } else {
                Open::Sizes
            },
        );
    }
    case
}

fn average_pool(choices: &mut Choices) -> Case {
    let mut case = Case::linear(choices);
    let axes = choices.pick(&[2, 2, 1, 3]);
    // Dilations came with version 19.
    case.opset = choices.pick(&[18, 19]);
    let dilation = case.opset - 17;
    let limits = Limits {
        stride: 3,
        dilation,
        pad: 2,
        pads_below_kernel: true,
    };
    let mut window = Window::new(choices, axes, limits);
    if case.opset == 18 {
        window
            .attributes
            .retain(|attribute| attribute.name != "dilations");
    }
    let shape = picture(choices, &window.sizes);
    case.input(choices, "x", &shape, &USUAL);
    window.attributes.push(window.kernel_attribute());
    let is_ceil = choices.flag() && window.may_round_up();
    if is_ceil {
        window.attributes.push(AttributeProto::int("ceil_mode", 1));
    }
    let counts_padding = choices.flag();
    if counts_padding {
        window
            .attributes
            .push(AttributeProto::int("count_include_pad", 1));
    }
    case.node("AveragePool", &["x"], window.attributes);
    let needs_size = is_ceil || window.is_same || window.is_padded && !counts_padding;
    case.open(choices, if needs_size { Open::Batch } else { Open::Sizes });
    case
}

fn global(choices: &mut Choices, mut case: Case, operator: &str, spread: &Spread) -> Case {
    let axes = choices.pick(&[2, 1, 3]);
    let sizes = choices.shape(axes, 4);
    let shape = picture(choices, &sizes);
    case.input(choices, "x", &shape, spread);
    case.node(operator, &["x"], vec![]);
    case.open(choices, Open::Sizes);
    case
}

fn global_average_pool(choices: &mut Choices) -> Case {
    let case = Case::linear(choices);
    global(choices, case, "GlobalAveragePool", &USUAL)
}

fn global_max_pool(choices: &mut Choices) -> Case {
    let case = Case::new(choices);
    global(choices, case, "GlobalMaxPool", &Spread::Distinct)
}
