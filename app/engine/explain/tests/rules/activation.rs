//! Operators that work on each element alone.

use graph::messages::AttributeProto;

use crate::case::{Case, Open};
use crate::choices::{Choices, Spread, USUAL};

rules! {
    abs: 24 of "Abs";
    acos: 24 of "Acos";
    asin: 24 of "Asin";
    atan: 24 of "Atan";
    celu: 24 of "Celu";
    clip: 24 of "Clip";
    cos: 24 of "Cos";
    cosh: 24 of "Cosh";
    elu: 24 of "Elu";
    erf: 24 of "Erf";
    exp: 24 of "Exp";
    gelu: 20 of "Gelu";
    hard_sigmoid: 24 of "HardSigmoid";
    hard_swish: 24 of "HardSwish";
    leaky_relu: 24 of "LeakyRelu";
    log: 24 of "Log";
    mish: 24 of "Mish";
    neg: 24 of "Neg";
    p_relu: 64 of "PRelu";
    reciprocal: 24 of "Reciprocal";
    relu: 24 of "Relu";
    selu: 24 of "Selu";
    sigmoid: 24 of "Sigmoid";
    sin: 24 of "Sin";
    sinh: 24 of "Sinh";
    softplus: 24 of "Softplus";
    softsign: 24 of "Softsign";
    sqrt: 24 of "Sqrt";
    tan: 24 of "Tan";
    tanh: 24 of "Tanh";
    thresholded_relu: 24 of "ThresholdedRelu";
}

/// A node that reads `x` alone.
fn elementwise(
    choices: &mut Choices,
    operator: &str,
    spread: &Spread,
    attributes: Vec<AttributeProto>,
) -> Case {
    let mut case = Case::new(choices);
    let rank = choices.below(5);
    let shape = choices.shape(rank, 4);
    case.input(choices, "x", &shape, spread);
    case.node(operator, &["x"], attributes);
    case.open(choices, Open::Rank);
    case
}

/// From -4 to 4, away from kinks.
fn away(kinks: &[f64]) -> Spread {
    Spread::Away(-4.0, 4.0, kinks.to_vec())
}

/// A float attribute, which may be left to its default. Gives its value, too.
fn maybe(
    choices: &mut Choices,
    name: &str,
    default: f32,
    others: &[f32],
) -> (Vec<AttributeProto>, f64) {
    if choices.flag() {
        let value = choices.pick(others);
        (vec![AttributeProto::float(name, value)], f64::from(value))
    } else {
        (vec![], f64::from(default))
    }
}

fn abs(choices: &mut Choices) -> Case {
    elementwise(choices, "Abs", &away(&[0.0]), vec![])
}

fn acos(choices: &mut Choices) -> Case {
    elementwise(choices, "Acos", &Spread::Between(-0.5, 0.5), vec![])
}

fn asin(choices: &mut Choices) -> Case {
    elementwise(choices, "Asin", &Spread::Between(-0.5, 0.5), vec![])
}

fn atan(choices: &mut Choices) -> Case {
    elementwise(choices, "Atan", &away(&[]), vec![])
}

fn celu(choices: &mut Choices) -> Case {
    let (attributes, _) = maybe(choices, "alpha", 1.0, &[2.0, 0.5]);
    elementwise(choices, "Celu", &away(&[0.0]), attributes)
}

fn clip(choices: &mut Choices) -> Case {
    let mut case = Case::new(choices);
    let rank = choices.below(5);
    let shape = choices.shape(rank, 4);
    case.input(choices, "x", &shape, &away(&[-1.0, 2.0]));
    let bounds = choices.below(4);
    let mut inputs = vec!["x"];
    for (bit, name, value) in [(1, "low", -1.0), (2, "high", 2.0)] {
        if bounds & bit != 0 {
            case.constant(choices, name, &[], &Spread::Between(value, value));
            inputs.push(name);
        } else {
            inputs.push("");
        }
    }
    case.node("Clip", &inputs, vec![]);
    case.open(choices, Open::Rank);
    case
}

fn cos(choices: &mut Choices) -> Case {
    elementwise(choices, "Cos", &away(&[]), vec![])
}

fn cosh(choices: &mut Choices) -> Case {
    elementwise(choices, "Cosh", &USUAL, vec![])
}

fn elu(choices: &mut Choices) -> Case {
    let (attributes, _) = maybe(choices, "alpha", 1.0, &[0.25, 2.0]);
    elementwise(choices, "Elu", &away(&[0.0]), attributes)
}

fn erf(choices: &mut Choices) -> Case {
    elementwise(choices, "Erf", &USUAL, vec![])
}

fn exp(choices: &mut Choices) -> Case {
    elementwise(choices, "Exp", &USUAL, vec![])
}

fn gelu(choices: &mut Choices) -> Case {
    let form = choices.pick(&[None, Some("none"), Some("tanh")]);
    let attributes = form.map(|form| AttributeProto::string("approximate", form));
    let case = elementwise(
        choices,
        "Gelu",
        &away(&[]),
        attributes.into_iter().collect(),
    );
    Case { opset: 20, ..case }
}

fn hard_sigmoid(choices: &mut Choices) -> Case {
    let (mut attributes, alpha) = maybe(choices, "alpha", 0.2, &[0.5, 0.25]);
    let (more, beta) = maybe(choices, "beta", 0.5, &[0.25]);
    attributes.extend(more);
    let kinks = away(&[-beta / alpha, (1.0 - beta) / alpha]);
    elementwise(choices, "HardSigmoid", &kinks, attributes)
}

fn hard_swish(choices: &mut Choices) -> Case {
    elementwise(choices, "HardSwish", &away(&[-3.0, 3.0]), vec![])
}

fn leaky_relu(choices: &mut Choices) -> Case {
    let (attributes, _) = maybe(choices, "alpha", 0.01, &[0.2, -0.5, 0.0]);
    elementwise(choices, "LeakyRelu", &away(&[0.0]), attributes)
}

fn log(choices: &mut Choices) -> Case {
    elementwise(choices, "Log", &Spread::Between(0.5, 4.0), vec![])
}

fn mish(choices: &mut Choices) -> Case {
    elementwise(choices, "Mish", &away(&[]), vec![])
}

fn neg(choices: &mut Choices) -> Case {
    elementwise(choices, "Neg", &USUAL, vec![])
}

fn p_relu(choices: &mut Choices) -> Case {
    let mut case = Case::new(choices);
    let rank = choices.below(4);
    let shape = choices.shape(rank, 4);
    // The slope is broadcast to the input, never the other way round.
    let dropped = choices.below(rank + 1);
    let slope: Vec<i64> = shape[dropped..]
        .iter()
        .map(|size| if choices.flag() { 1 } else { *size })
        .collect();
    case.input(choices, "x", &shape, &away(&[0.0]));
    case.weight(choices, "slope", &slope, &USUAL);
    case.node("PRelu", &["x", "slope"], vec![]);
    case.open(choices, Open::Rank);
    case
}

fn reciprocal(choices: &mut Choices) -> Case {
    elementwise(
        choices,
        "Reciprocal",
        &Spread::Away(-4.0, 4.0, vec![-0.25, 0.0, 0.25]),
        vec![],
    )
}

fn relu(choices: &mut Choices) -> Case {
    elementwise(choices, "Relu", &away(&[0.0]), vec![])
}

fn selu(choices: &mut Choices) -> Case {
    let (mut attributes, _) = maybe(choices, "alpha", 1.673_263_2, &[1.0]);
    attributes.extend(maybe(choices, "gamma", 1.050_701, &[2.0]).0);
    elementwise(choices, "Selu", &away(&[0.0]), attributes)
}

fn sigmoid(choices: &mut Choices) -> Case {
    elementwise(choices, "Sigmoid", &away(&[]), vec![])
}

fn sin(choices: &mut Choices) -> Case {
    elementwise(choices, "Sin", &away(&[]), vec![])
}

fn sinh(choices: &mut Choices) -> Case {
    elementwise(choices, "Sinh", &USUAL, vec![])
}

fn softplus(choices: &mut Choices) -> Case {
    elementwise(choices, "Softplus", &away(&[]), vec![])
}

fn softsign(choices: &mut Choices) -> Case {
    elementwise(choices, "Softsign", &away(&[0.0]), vec![])
}

fn sqrt(choices: &mut Choices) -> Case {
    elementwise(choices, "Sqrt", &Spread::Between(0.5, 4.0), vec![])
}

fn tan(choices: &mut Choices) -> Case {
    elementwise(choices, "Tan", &Spread::Between(-0.75, 0.75), vec![])
}

fn tanh(choices: &mut Choices) -> Case {
    elementwise(choices, "Tanh", &USUAL, vec![])
}

fn thresholded_relu(choices: &mut Choices) -> Case {
    let (attributes, alpha) = maybe(choices, "alpha", 1.0, &[0.0, 2.0]);
    elementwise(choices, "ThresholdedRelu", &away(&[alpha]), attributes)
}
