//! Operators that pick values by index, and that write them there.

use graph::messages::AttributeProto;

use crate::case::{Case, Open, TARGET, count};
use crate::choices::{Choices, Spread, USUAL};

rules! {
    gather: 64 of "Gather";
    gather_elements: 64 of "GatherElements";
    gather_nd: 64 of "GatherND";
    scatter_elements: 64 of "ScatterElements";
    scatter_nd: 64 of "ScatterND";
    top_k: 64 of "TopK";
}

/// Indices below a size, some of them counted from the back, and some twice.
fn indices(choices: &mut Choices, how_many: usize, size: i64) -> Vec<i64> {
    (0..how_many).map(|_| choices.axis(size as usize)).collect()
}

fn gather(choices: &mut Choices) -> Case {
    let mut case = Case::linear(choices);
    let rank = choices.between(1, 3) as usize;
    let shape = choices.shape(rank, 4);
    case.input(choices, "x", &shape, &USUAL);
    let axis = choices.axis(rank);
    let size = shape[axis.rem_euclid(rank as i64) as usize];
    let index_shape = choices.pick(&[vec![], vec![1], vec![3], vec![2, 2], vec![1, 1], vec![1, 3]]);
    let places = indices(choices, count(&index_shape), size);
    case.ints_or_input(choices, "i", &index_shape, &places);
    case.node(
        "Gather",
        &["x", "i"],
        vec![AttributeProto::int("axis", axis)],
    );
    case.open(choices, Open::Sizes);
    case
}

fn gather_elements(choices: &mut Choices) -> Case {
    let mut case = Case::linear(choices);
    let rank = choices.between(1, 3) as usize;
    let shape = choices.shape(rank, 4);
    case.input(choices, "x", &shape, &USUAL);
    let axis = choices.axis(rank);
    let along = axis.rem_euclid(rank as i64) as usize;
    let mut index_shape = shape.clone();
    index_shape[along] = choices.between(1, 4);
    let places = indices(choices, count(&index_shape), shape[along]);
    case.ints_or_input(choices, "i", &index_shape, &places);
    case.node(
        "GatherElements",
        &["x", "i"],
        vec![AttributeProto::int("axis", axis)],
    );
    case.open(choices, Open::Sizes);
    case
}

fn gather_nd(choices: &mut Choices) -> Case {
    let mut case = Case::linear(choices);
    let rank = choices.between(2, 3) as usize;
    let shape = choices.shape(rank, 3);
    case.input(choices, "x", &shape, &USUAL);
    let batch_dims = choices.below(2);
    let depth = choices.between(1, (rank - batch_dims) as i64) as usize;
    let mut index_shape = shape[..batch_dims].to_vec();
    index_shape.extend([choices.between(1, 3), depth as i64]);
    let rows = count(&index_shape) / depth;
    let places: Vec<i64> = (0..rows)
        .flat_map(|_| {
            (0..depth)
                .map(|axis| choices.axis(shape[batch_dims + axis] as usize))
                .collect::<Vec<_>>()
        })
        .collect();
    case.ints_or_input(choices, "i", &index_shape, &places);
    case.node(
        "GatherND",
        &["x", "i"],
        vec![AttributeProto::int("batch_dims", batch_dims as i64)],
    );
    case.open(choices, Open::Sizes);
    case
}

fn reduction(choices: &mut Choices) -> (bool, Vec<AttributeProto>) {
    match choices.below(3) {
        0 => (false, vec![]),
        1 => (false, vec![AttributeProto::string("reduction", "none")]),
        _ => (true, vec![AttributeProto::string("reduction", "add")]),
    }
}

fn scatter_elements(choices: &mut Choices) -> Case {
    let mut case = Case::linear(choices);
    let rank = choices.between(1, 3) as usize;
    let shape = choices.shape(rank, 4);
    case.input(choices, "x", &shape, &USUAL);
    let (adds, mut attributes) = reduction(choices);
    let axis = choices.axis(rank);
    attributes.push(AttributeProto::int("axis", axis));
    let along = axis.rem_euclid(rank as i64) as usize;
    let mut update_shape = shape.clone();
    update_shape[along] = choices.between(1, shape[along]);
    let outer: usize = count(&shape[..along]);
    let inner: usize = count(&shape[along + 1..]);
    let shift = choices.below(shape[along] as usize) as i64;
    let mut places = Vec::new();
    for _ in 0..outer {
        for place in 0..update_shape[along] {
            for _ in 0..inner {
                // Without adding, no place may be written twice.
                places.push(if adds {
                    choices.axis(shape[along] as usize)
                } else {
                    (place + shift) % shape[along]
                });
            }
        }
    }
    case.ints_or_input(choices, "i", &update_shape, &places);
    case.weight(choices, "u", &update_shape, &USUAL);
    case.node("ScatterElements", &["x", "i", "u"], attributes);
    case.open(choices, Open::Sizes);
    case
}

fn scatter_nd(choices: &mut Choices) -> Case {
    let mut case = Case::linear(choices);
    let rank = choices.between(1, 3) as usize;
    let shape = choices.shape(rank, 3);
    case.input(choices, "x", &shape, &USUAL);
    let (adds, attributes) = reduction(choices);
    let depth = choices.between(1, rank as i64) as usize;
    let targets = count(&shape[..depth]);
    let rows = if adds {
        choices.between(1, 4) as usize
    } else {
        choices.between(1, targets as i64) as usize
    };
    let shift = choices.below(targets);
    let mut places = Vec::new();
    for row in 0..rows {
        let mut flat = if adds {
            choices.below(targets)
        } else {
            (row + shift) % targets
        };
        let mut place = vec![0; depth];
        for axis in (0..depth).rev() {
            place[axis] = (flat % shape[axis] as usize) as i64;
            flat /= shape[axis] as usize;
        }
        places.extend(place);
    }
    case.ints_or_input(choices, "i", &[rows as i64, depth as i64], &places);
    let update_shape = [&[rows as i64], &shape[depth..]].concat();
    case.weight(choices, "u", &update_shape, &USUAL);
    case.node("ScatterND", &["x", "i", "u"], attributes);
    case.open(choices, Open::Sizes);
    case
}

fn top_k(choices: &mut Choices) -> Case {
    let mut case = Case::new(choices);
    let rank = choices.between(1, 3) as usize;
    let shape = choices.shape(rank, 4);
    case.input(choices, "x", &shape, &Spread::Distinct);
    let axis = choices.axis(rank);
    let most = choices.between(1, shape[axis.rem_euclid(rank as i64) as usize]);
    case.ints_or_input(choices, "k", &[1], &[most]);
    let mut attributes = vec![
        AttributeProto::int("largest", choices.pick(&[1, 0])),
        AttributeProto::int("sorted", choices.pick(&[1, 0])),
    ];
    if axis != -1 || choices.flag() {
        attributes.push(AttributeProto::int("axis", axis));
    }
    case.node_to("TopK", &["x", "k"], &[TARGET, "places"], attributes);
    case.open(choices, Open::Sizes);
    case
}
