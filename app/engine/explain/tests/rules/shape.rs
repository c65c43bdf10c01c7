//! Operators that give the same values another shape, type or order of axes.

use graph::messages::{AttributeProto, DataType};

use crate::case::{Case, Open, count};
use crate::choices::{Choices, USUAL};

rules! {
    cast: 24 of "Cast";
    cast_like: 24 of "CastLike";
    dropout: 24 of "Dropout";
    expand: 64 of "Expand";
    flatten: 24 of "Flatten";
    identity: 8 of "Identity";
    reshape: 64 of "Reshape";
    squeeze: 24 of "Squeeze";
    transpose: 24 of "Transpose";
    unsqueeze: 24 of "Unsqueeze";
}

fn with_input(choices: &mut Choices, least_rank: i64) -> (Case, Vec<i64>) {
    let mut case = Case::linear(choices);
    let rank = choices.between(least_rank, 4) as usize;
    let shape = choices.shape(rank, 4);
    case.input(choices, "x", &shape, &USUAL);
    (case, shape)
}

fn to(element: DataType) -> Vec<AttributeProto> {
    vec![AttributeProto::int("to", i64::from(i32::from(element)))]
}

fn cast(choices: &mut Choices) -> Case {
    let (mut case, _) = with_input(choices, 0);
    let element = choices.pick(&[DataType::Double, DataType::Float16, DataType::Float]);
    case.node("Cast", &["x"], to(element));
    case.open(choices, Open::Rank);
    case
}

fn cast_like(choices: &mut Choices) -> Case {
    let (mut case, _) = with_input(choices, 0);
    case.constant(choices, "k", &[2], &USUAL);
    let element = choices.pick(&[DataType::Double, DataType::Float16, DataType::Float]);
    case.node_to("Cast", &["k"], &["like"], to(element));
    case.node("CastLike", &["x", "like"], vec![]);
    case.open(choices, Open::Rank);
    case
}

fn dropout(choices: &mut Choices) -> Case {
    let (mut case, _) = with_input(choices, 0);
    if choices.flag() {
        case.constant(
            choices,
            "ratio",
            &[],
            &crate::choices::Spread::Between(0.5, 0.5),
        );
        case.node("Dropout", &["x", "ratio"], vec![]);
    } else {
        case.node("Dropout", &["x"], vec![]);
    }
    case.open(choices, Open::Rank);
    case
}

fn identity(choices: &mut Choices) -> Case {
    let (mut case, _) = with_input(choices, 0);
    case.node("Identity", &["x"], vec![]);
    case.open(choices, Open::Rank);
    case
}

fn expand(choices: &mut Choices) -> Case {
    let (mut case, shape) = with_input(choices, 0);
    // Sizes of one are repeated, new axes come in front, and sizes that stay are named or one.
    let mut wide: Vec<i64> = shape
        .iter()
        .map(|size| match *size {
            1 => choices.between(1, 3),
            size => choices.pick(&[size, 1]),
        })
        .collect();
    for _ in 0..choices.below(3) {
        wide.insert(0, choices.between(1, 3));
    }
    case.ints_or_input(choices, "shape", &[wide.len() as i64], &wide);
    case.node("Expand", &["x", "shape"], vec![]);
    case.open(choices, Open::Rank);
    case
}

fn flatten(choices: &mut Choices) -> Case {
    let (mut case, shape) = with_input(choices, 1);
    let axis = choices.between(-(shape.len() as i64), shape.len() as i64);
    let axis = if choices.flag() {
        vec![AttributeProto::int("axis", axis)]
    } else {
        vec![]
    };
    case.node("Flatten", &["x"], axis);
    case.open(choices, Open::Sizes);
    case
}

fn reshape(choices: &mut Choices) -> Case {
    let (mut case, shape) = with_input(choices, 1);
    let all = count(&shape) as i64;
    let (new, attributes) = match choices.below(5) {
        0 => (vec![-1], vec![]),
        1 => (vec![0, -1], vec![]),
        2 => (vec![all, 1], vec![AttributeProto::int("allowzero", 1)]),
        3 => (shape.iter().rev().copied().collect(), vec![]),
        _ => (vec![1, -1, *shape.last().unwrap()], vec![]),
    };
    case.ints_or_input(choices, "shape", &[new.len() as i64], &new);
    case.node("Reshape", &["x", "shape"], attributes);
    case.open(choices, Open::Rank);
    case
}

fn squeeze(choices: &mut Choices) -> Case {
    let mut case = Case::linear(choices);
    let rank = choices.between(1, 4) as usize;
    let shape: Vec<i64> = choices
        .shape(rank, 3)
        .iter()
        .map(|size| size % 3 + 1)
        .collect();
    case.input(choices, "x", &shape, &USUAL);
    let ones: Vec<i64> = (0..rank)
        .filter(|axis| shape[*axis] == 1)
        .map(|axis| axis as i64)
        .collect();
    let turn = choices.flag();
    let axes: Vec<i64> = ones
        .iter()
        .map(|axis| if turn { axis - rank as i64 } else { *axis })
        .collect();
    if choices.flag() {
        case.int_list(choices, "axes", &axes);
        case.node("Squeeze", &["x", "axes"], vec![]);
        case.open(choices, Open::Sizes);
    } else {
        // Which axes are one is known only where the sizes are.
        case.node("Squeeze", &["x"], vec![]);
        case.open(choices, Open::Rank);
    }
    case
}

fn unsqueeze(choices: &mut Choices) -> Case {
    let (mut case, shape) = with_input(choices, 0);
    let rank = shape.len() as i64;
    let axes = choices.pick(&[vec![0], vec![-1], vec![0, rank + 1], vec![-1, 0]]);
    case.int_list(choices, "axes", &axes);
    case.node("Unsqueeze", &["x", "axes"], vec![]);
    case.open(choices, Open::Rank);
    case
}

fn transpose(choices: &mut Choices) -> Case {
    let (mut case, shape) = with_input(choices, 1);
    let mut order: Vec<i64> = (0..shape.len() as i64).collect();
    for place in 0..order.len() {
        let other = choices.below(order.len());
        order.swap(place, other);
    }
    let order = if choices.flag() {
        vec![AttributeProto::ints("perm", &order)]
    } else {
        vec![]
    };
    case.node("Transpose", &["x"], order);
    case.open(choices, Open::Sizes);
    case
}
