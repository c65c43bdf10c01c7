//! Reductions over axes.

use graph::messages::AttributeProto;

use crate::case::{Case, Open};
use crate::choices::{Choices, Spread, USUAL};

rules! {
    reduce_l1: 24 of "ReduceL1";
    reduce_l2: 24 of "ReduceL2";
    reduce_log_sum: 24 of "ReduceLogSum";
    reduce_log_sum_exp: 24 of "ReduceLogSumExp";
    reduce_max: 24 of "ReduceMax";
    reduce_mean: 64 of "ReduceMean";
    reduce_min: 24 of "ReduceMin";
    reduce_sum: 64 of "ReduceSum";
    reduce_sum_square: 24 of "ReduceSumSquare";
    softmax: 24 of "Softmax";
    log_softmax: 24 of "LogSoftmax";
}

fn reduce(choices: &mut Choices, mut case: Case, operator: &str, spread: &Spread) -> Case {
    let rank = choices.between(1, 4) as usize;
    let shape = choices.shape(rank, 3);
    case.input(choices, "x", &shape, spread);
    let mut attributes = Vec::new();
    if choices.flag() {
        attributes.push(AttributeProto::int("keepdims", choices.pick(&[0, 1])));
    }
    let is_turned = choices.flag();
    let axes: Vec<i64> = (0..rank as i64)
        .filter(|_| choices.flag())
        .map(|axis| if is_turned { axis - rank as i64 } else { axis })
        .collect();
    let mut inputs = vec!["x"];
    match choices.below(5) {
        0..3 if !axes.is_empty() => {
            case.int_list(choices, "axes", &axes);
            inputs.push("axes");
        }
        3 => attributes.push(AttributeProto::int("noop_with_empty_axes", 1)),
        4 => {
            case.int_list(choices, "axes", &[]);
            inputs.push("axes");
            attributes.push(AttributeProto::int(
                "noop_with_empty_axes",
                choices.pick(&[0, 1]),
            ));
        }
        _ => {}
    }
    case.node(operator, &inputs, attributes);
    case.open(choices, Open::Sizes);
    case
}

fn reduce_l1(choices: &mut Choices) -> Case {
    let case = Case::new(choices);
    reduce(
        choices,
        case,
        "ReduceL1",
        &Spread::Away(-2.0, 2.0, vec![0.0]),
    )
}

fn reduce_l2(choices: &mut Choices) -> Case {
    let case = Case::new(choices);
    reduce(
        choices,
        case,
        "ReduceL2",
        &Spread::Away(-2.0, 2.0, vec![0.0, 0.3, -0.3]),
    )
}

fn reduce_log_sum(choices: &mut Choices) -> Case {
    let case = Case::new(choices);
    reduce(choices, case, "ReduceLogSum", &Spread::Between(0.5, 2.0))
}

fn reduce_log_sum_exp(choices: &mut Choices) -> Case {
    let case = Case::new(choices);
    reduce(choices, case, "ReduceLogSumExp", &USUAL)
}

fn reduce_max(choices: &mut Choices) -> Case {
    let case = Case::new(choices);
    reduce(choices, case, "ReduceMax", &Spread::Distinct)
}

fn reduce_mean(choices: &mut Choices) -> Case {
    let case = Case::linear(choices);
    reduce(choices, case, "ReduceMean", &USUAL)
}

fn reduce_min(choices: &mut Choices) -> Case {
    let case = Case::new(choices);
    reduce(choices, case, "ReduceMin", &Spread::Distinct)
}

fn reduce_sum(choices: &mut Choices) -> Case {
    let case = Case::linear(choices);
    reduce(choices, case, "ReduceSum", &USUAL)
}

fn reduce_sum_square(choices: &mut Choices) -> Case {
    let case = Case::new(choices);
    reduce(choices, case, "ReduceSumSquare", &USUAL)
}

fn along_axis(choices: &mut Choices, operator: &str) -> Case {
    let mut case = Case::new(choices);
    let rank = choices.between(1, 4) as usize;
    let shape = choices.shape(rank, 4);
    case.input(choices, "x", &shape, &USUAL);
    let axis = choices.axis(rank);
    let axis = if choices.flag() {
        vec![AttributeProto::int("axis", axis)]
    } else {
        vec![]
    };
    case.node(operator, &["x"], axis);
    case.open(choices, Open::Sizes);
    case
}

fn softmax(choices: &mut Choices) -> Case {
    along_axis(choices, "Softmax")
}

fn log_softmax(choices: &mut Choices) -> Case {
    along_axis(choices, "LogSoftmax")
}
