//! Arithmetic of several tensors, which are broadcast to each other in every way.

use graph::messages::AttributeProto;

use crate::case::{Case, Data, Given, Open, Place};
use crate::choices::{Choices, Spread, USUAL};

rules! {
    add: 64 of "Add";
    div: 64 of "Div";
    max: 64 of "Max";
    mean: 24 of "Mean";
    min: 64 of "Min";
    mul: 64 of "Mul";
    pow: 64 of "Pow";
    sub: 64 of "Sub";
    sum: 24 of "Sum";
    where_: 64 of "Where";
}

const NAMES: [&str; 4] = ["a", "b", "c", "d"];

/// Shapes that are broadcast to one.
fn broadcast_shapes(choices: &mut Choices, count: usize) -> Vec<Vec<i64>> {
    let rank = choices.below(5);
    let whole = choices.shape(rank, 3);
    (0..count)
        .map(|_| {
            let dropped = choices.pick(&[0, 0, 1, 2, 4]).min(rank);
            let sizes = whole[dropped..].iter();
            sizes
                .map(|size| if choices.below(3) == 2 { 1 } else { *size })
                .collect()
        })
        .collect()
}

/// A node of as many operands; some may be one and the same value.
fn of_operands(
    choices: &mut Choices,
    mut case: Case,
    operator: &str,
    count: usize,
    spread: &Spread,
) -> Case {
    let shapes = broadcast_shapes(choices, count);
    let mut inputs = Vec::new();
    for (index, shape) in shapes.iter().enumerate() {
        if index > 0 && choices.below(6) == 5 {
            inputs.push(inputs[0]);
            continue;
        }
        if index == 0 {
            case.input(choices, NAMES[index], shape, spread);
        } else {
            case.weight(choices, NAMES[index], shape, spread);
        }
        inputs.push(NAMES[index]);
    }
    case.node(operator, &inputs, vec![]);
    case.open(choices, Open::Rank);
    case
}

fn add(choices: &mut Choices) -> Case {
    let case = Case::linear(choices);
    of_operands(choices, case, "Add", 2, &USUAL)
}

fn sub(choices: &mut Choices) -> Case {
    let case = Case::linear(choices);
    of_operands(choices, case, "Sub", 2, &USUAL)
}

fn mul(choices: &mut Choices) -> Case {
    let case = Case::new(choices);
    of_operands(choices, case, "Mul", 2, &USUAL)
}

fn div(choices: &mut Choices) -> Case {
    let case = Case::new(choices);
    of_operands(
        choices,
        case,
        "Div",
        2,
        &Spread::Away(-2.0, 2.0, vec![-0.3, 0.0, 0.3]),
    )
}

fn sum(choices: &mut Choices) -> Case {
    let case = Case::linear(choices);
    let count = choices.between(1, 4) as usize;
    of_operands(choices, case, "Sum", count, &USUAL)
}

fn mean(choices: &mut Choices) -> Case {
    let case = Case::linear(choices);
    let count = choices.between(1, 4) as usize;
    of_operands(choices, case, "Mean", count, &USUAL)
}

/// Operands that differ everywhere: what is added to each keeps them apart.
fn extreme(choices: &mut Choices, operator: &str) -> Case {
    let case = Case::new(choices);
    let count = choices.between(1, 4) as usize;
    let mut case = of_operands(choices, case, operator, count, &Spread::Distinct);
    for (index, given) in case.given.iter_mut().enumerate() {
        if let Data::Floats(values) = &mut given.data {
            for value in values {
                *value += 0.125 * index as f64;
            }
        }
    }
    case
}

fn max(choices: &mut Choices) -> Case {
    extreme(choices, "Max")
}

fn min(choices: &mut Choices) -> Case {
    extreme(choices, "Min")
}

fn pow(choices: &mut Choices) -> Case {
    let mut case = Case::new(choices);
    let shapes = broadcast_shapes(choices, 2);
    match choices.below(3) {
        // An integer power of any number.
        0 => {
            case.input(
                choices,
                "a",
                &shapes[0],
                &Spread::Away(-2.0, 2.0, vec![0.0, 0.3, -0.3]),
            );
            let power = choices.pick(&[2.0, 3.0, 1.0, 0.0, -1.0, 4.0]);
            case.constant(choices, "b", &shapes[1], &Spread::Between(power, power));
        }
        // Any power of positive numbers.
        1 => {
            case.input(choices, "a", &shapes[0], &Spread::Between(0.5, 2.0));
            case.weight(choices, "b", &shapes[1], &USUAL);
        }
        // A power of another type.
        _ => {
            case.input(choices, "a", &shapes[0], &Spread::Between(0.5, 2.0));
            let powers =
                choices.values(crate::case::count(&shapes[1]), &Spread::Between(-1.0, 3.0));
            let powers: Vec<i64> = powers.iter().map(|power| power.round() as i64).collect();
            case.ints_or_input(choices, "b", &shapes[1], &powers);
        }
    }
    case.node("Pow", &["a", "b"], vec![]);
    case.open(choices, Open::Rank);
    case
}

fn where_(choices: &mut Choices) -> Case {
    let mut case = Case::linear(choices);
    let shapes = broadcast_shapes(choices, 3);
    case.truths(choices, "c", &shapes[0]);
    case.input(choices, "a", &shapes[1], &USUAL);
    case.weight(choices, "b", &shapes[2], &USUAL);
    if choices.flag() {
        // A condition that depends on the values has no gradient of its own.
        let threshold = Given {
            name: "threshold".to_owned(),
            shape: vec![],
            data: Data::Floats(vec![100.0]),
            place: Place::Initializer,
        };
        case.given.push(threshold);
        case.node_to(
            "Less",
            &["a", "threshold"],
            &["is_less"],
            Vec::<AttributeProto>::new(),
        );
        case.node_to("And", &["c", "is_less"], &["condition"], vec![]);
        case.node("Where", &["condition", "a", "b"], vec![]);
    } else {
        case.node("Where", &["c", "a", "b"], vec![]);
    }
    case.open(choices, Open::Rank);
    case
}
