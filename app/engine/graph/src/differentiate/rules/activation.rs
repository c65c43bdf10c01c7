//! Operators that work on each element alone: `dX = dY · f'(x)`.
//!
//! Where the derivative can be told from the output, it is: then the forward part of the graph
//! keeps nothing but what the next node reads, and ONNX Runtime may still fuse the two.

use std::collections::BTreeSet;
use std::f64::consts::{FRAC_1_SQRT_2, PI};

use crate::messages::{DataType, NodeProto, TensorProto};
use crate::typed::TypedGraph;

use super::super::seed::{RELU_FLOOR, RELU_PASS};
use super::{Builder, Call, InputGradients, Refusal};

/// Greatest float whose product with the smallest normal float is at least one: it turns a `Relu`'s
/// output into 0 or 1 by one multiplication and a clip, several times as fast as a comparison.
const TO_MASK: f64 = 1e38;

/// How many nodes a gate may consist of when it is recognised as part of an activation.
const GATE_DEPTH: usize = 8;

fn times(
    builder: &mut Builder<'_>,
    call: &Call<'_>,
    slope: &str,
) -> Result<InputGradients, Refusal> {
    Ok(vec![Some(builder.mul(call.gradient()?, slope))])
}

/// `dX = dY` where the condition holds, 0 elsewhere.
fn where_holds(
    builder: &mut Builder<'_>,
    call: &Call<'_>,
    condition: &str,
) -> Result<InputGradients, Refusal> {
    let zero = builder.scalar_like(call.input(0)?, 0.0);
    Ok(vec![Some(builder.select(
        condition,
        call.gradient()?,
        &zero,
    ))])
}

fn greater(builder: &mut Builder<'_>, a: &str, b: &str) -> String {
    builder.op("Greater", &[a, b], vec![])
}

fn less(builder: &mut Builder<'_>, a: &str, b: &str) -> String {
    builder.op("Less", &[a, b], vec![])
}

fn float(call: &Call<'_>, name: &str, default: f32) -> f64 {
    f64::from(call.node.float(name).unwrap_or(default))
}

/// `Relu`, with the rule that the graph's inputs choose (see `ReluRule`):
/// `dX = max(dY, floor) · max(pass, [y > 0])`.
pub fn relu(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let output = call.output()?;
    let floor = builder.cast_like_once(RELU_FLOOR, output);
    let pass = builder.cast_like_once(RELU_PASS, output);
    let raised = builder.op("Clip", &[call.gradient()?, &floor], vec![]);
    let mask = if builder.graph.element(output) == Some(DataType::Float) {
        let to_mask = builder.scalar_like(output, TO_MASK);
        let one = builder.scalar_like(output, 1.0);
        let large = builder.mul(output, &to_mask);
        builder.op("Clip", &[&large, &pass, &one], vec![])
    } else {
        let zero = builder.scalar_like(output, 0.0);
        let is_on = greater(builder, output, &zero);
        let is_on = builder.cast_like(&is_on, output);
        builder.op("Max", &[&is_on, &pass], vec![])
    };
    Ok(vec![Some(builder.mul(&raised, &mask))])
}

/// Which input of a node goes through a rectifier: the one of `Relu`, or that of `Max` beside a constant
/// zero, as exporters and ONNX Runtime write it too.
pub(crate) fn relu_input(graph: &TypedGraph, node: &NodeProto) -> Option<usize> {
    if !node.is_standard() {
        return None;
    }
    let is_zero = |index: usize| {
        let constant = node.input_at(index).and_then(|name| graph.constant(name));
        let values = constant.and_then(TensorProto::to_floats);
        values.is_some_and(|values| values.len() == 1 && values[0] == 0.0)
    };
    match (node.op_type.as_str(), node.input.len()) {
        ("Relu", _) => Some(0),
        ("Max", 2) if is_zero(1) => Some(0),
        ("Max", 2) if is_zero(0) => Some(1),
        _ => None,
    }
}

/// `LeakyRelu`: `dX = dY` where `x > 0`, else `α dY`.
pub fn leaky_relu(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let input = call.input(0)?;
    let alpha = builder.scalar_like(input, float(call, "alpha", 0.01));
    let zero = builder.scalar_like(input, 0.0);
    let gradient = call.gradient()?;
    let is_on = greater(builder, input, &zero);
    let leak = builder.mul(gradient, &alpha);
    Ok(vec![Some(builder.select(&is_on, gradient, &leak))])
}

/// `PRelu`: `dX = s dY` where `x < 0`, else `dY`; `ds = x dY` where `x < 0`, summed.
pub fn p_relu(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let (input, slope, output) = (call.input(0)?, call.input(1)?, call.output()?);
    let gradient = call.gradient()?;
    let zero = builder.scalar_like(input, 0.0);
    let is_off = less(builder, input, &zero);
    let mut gradients = vec![None, None];
    if call.wants(0) {
        let leak = builder.mul(gradient, slope);
        gradients[0] = Some(builder.select(&is_off, &leak, gradient));
    }
    if call.wants(1) {
        let product = builder.mul(gradient, input);
        let product = builder.select(&is_off, &product, &zero);
        gradients[1] = Some(builder.unbroadcast(&product, output, slope));
    }
    Ok(gradients)
}

/// `Clip`: `dX = dY` where `lo <= x <= hi`, the ends included as PyTorch does; without gradient to
/// the bounds.
pub fn clip(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    call.only_first("its bounds")?;
    let input = call.input(0)?;
    let mut condition: Option<String> = None;
    for (index, comparison) in [(1, "GreaterOrEqual"), (2, "LessOrEqual")] {
        if let Some(bound) = call.node.input_at(index) {
            let holds = builder.op(comparison, &[input, bound], vec![]);
            condition = Some(match condition {
                Some(before) => builder.op("And", &[&before, &holds], vec![]),
                None => holds,
            });
        }
    }
    match condition {
        Some(condition) => where_holds(builder, call, &condition),
        None => Ok(vec![Some(call.gradient()?.to_owned())]),
    }
}

/// `Sigmoid`: `f' = y (1 - y)`.
pub fn sigmoid(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let output = call.output()?;
    let one = builder.scalar_like(output, 1.0);
    let rest = builder.sub(&one, output);
    let slope = builder.mul(output, &rest);
    times(builder, call, &slope)
}

/// `Tanh`: `f' = 1 - y²`.
pub fn tanh(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let output = call.output()?;
    let one = builder.scalar_like(output, 1.0);
    let square = builder.mul(output, output);
    let slope = builder.sub(&one, &square);
    times(builder, call, &slope)
}

/// `HardSigmoid`: `f' = α` where `0 < αx + β < 1`, else 0.
pub fn hard_sigmoid(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let output = call.output()?;
    let alpha = builder.scalar_like(output, float(call, "alpha", 0.2));
    let (zero, one) = (
        builder.scalar_like(output, 0.0),
        builder.scalar_like(output, 1.0),
    );
    let (above, below) = (greater(builder, output, &zero), less(builder, output, &one));
    let is_inside = builder.op("And", &[&above, &below], vec![]);
    let slope = builder.select(&is_inside, &alpha, &zero);
    times(builder, call, &slope)
}

/// `HardSwish`, `x · clip(x/6 + 1/2, 0, 1)`: `f' = 0` for `x <= -3`, 1 for `x >= 3`, else
/// `x/3 + 1/2`.
pub fn hard_swish(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let input = call.input(0)?;
    let [low, high, zero, one, third, half] =
        [-3.0, 3.0, 0.0, 1.0, 1.0 / 3.0, 0.5].map(|value| builder.scalar_like(input, value));
    let scaled = builder.mul(input, &third);
    let middle = builder.add(&scaled, &half);
    let is_high = builder.op("GreaterOrEqual", &[input, &high], vec![]);
    let is_low = builder.op("LessOrEqual", &[input, &low], vec![]);
    let lower = builder.select(&is_low, &zero, &middle);
    let slope = builder.select(&is_high, &one, &lower);
    times(builder, call, &slope)
}

/// `Gelu`: exact, `f' = Φ(x) + x φ(x)`; or its approximation by `tanh` (Hendrycks and Gimpel 2016,
/// "Gaussian Error Linear Units", section 2).
pub fn gelu(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let input = call.input(0)?;
    let slope = if call.node.text("approximate") == Some("tanh") {
        gelu_tanh_slope(builder, input)
    } else {
        gelu_slope(builder, input)
    };
    times(builder, call, &slope)
}

fn gelu_slope(builder: &mut Builder<'_>, input: &str) -> String {
    let [root, half, one, minus_half, density] =
        [FRAC_1_SQRT_2, 0.5, 1.0, -0.5, 1.0 / (2.0 * PI).sqrt()]
            .map(|value| builder.scalar_like(input, value));
    let scaled = builder.mul(input, &root);
    let erf = builder.op("Erf", &[&scaled], vec![]);
    let cumulative = builder.add(&erf, &one);
    let cumulative = builder.mul(&cumulative, &half);
    let square = builder.mul(input, input);
    let exponent = builder.mul(&square, &minus_half);
    let bell = builder.op("Exp", &[&exponent], vec![]);
    let bell = builder.mul(&bell, &density);
    let rise = builder.mul(input, &bell);
    builder.add(&cumulative, &rise)
}

fn gelu_tanh_slope(builder: &mut Builder<'_>, input: &str) -> String {
    const CUBIC: f64 = 0.044715;
    let [root, cubic, one, half, three_cubic] = [(2.0 / PI).sqrt(), CUBIC, 1.0, 0.5, 3.0 * CUBIC]
        .map(|value| builder.scalar_like(input, value));
    let square = builder.mul(input, input);
    let inner = builder.mul(&square, &cubic);
    let inner = builder.add(&inner, &one);
    let scaled = builder.mul(input, &root);
    let inner = builder.mul(&scaled, &inner);
    let tanh = builder.op("Tanh", &[&inner], vec![]);
    let inner_slope = builder.mul(&square, &three_cubic);
    let inner_slope = builder.add(&inner_slope, &one);
    let inner_slope = builder.mul(&inner_slope, &root);
    let share = builder.add(&tanh, &one);
    let tanh_square = builder.mul(&tanh, &tanh);
    let tanh_slope = builder.sub(&one, &tanh_square);
    let rise = builder.mul(input, &tanh_slope);
    let rise = builder.mul(&rise, &inner_slope);
    let both = builder.add(&share, &rise);
    builder.mul(&both, &half)
}

/// `Softplus`: `f' = σ(x)`.
pub fn softplus(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let slope = builder.op("Sigmoid", &[call.input(0)?], vec![]);
    times(builder, call, &slope)
}

/// `Softsign`, `x / (1 + |x|)`: `f' = 1 / (1 + |x|)²`.
pub fn softsign(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let input = call.input(0)?;
    let one = builder.scalar_like(input, 1.0);
    let size = builder.op("Abs", &[input], vec![]);
    let divisor = builder.add(&size, &one);
    let square = builder.mul(&divisor, &divisor);
    Ok(vec![Some(builder.div(call.gradient()?, &square))])
}

/// The slope of `a (exp(x / b) - 1)` for `x < 0`, and a constant for the rest.
fn exponential_slope(
    builder: &mut Builder<'_>,
    input: &str,
    [factor, width, positive]: [f64; 3],
) -> String {
    let [zero, factor, inverse_width, positive] =
        [0.0, factor, 1.0 / width, positive].map(|value| builder.scalar_like(input, value));
    // The positive part is cut off, because its exponential may overflow.
    let negative = builder.op("Min", &[input, &zero], vec![]);
    let scaled = builder.mul(&negative, &inverse_width);
    let exponential = builder.op("Exp", &[&scaled], vec![]);
    let below = builder.mul(&exponential, &factor);
    let is_positive = greater(builder, input, &zero);
    builder.select(&is_positive, &positive, &below)
}

/// `Elu`: `f' = 1` where `x > 0`, else `α eˣ`.
pub fn elu(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let alpha = float(call, "alpha", 1.0);
    let slope = exponential_slope(builder, call.input(0)?, [alpha, 1.0, 1.0]);
    times(builder, call, &slope)
}

/// `Celu`: `f' = 1` where `x > 0`, else `e^(x/α)`.
pub fn celu(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let alpha = float(call, "alpha", 1.0);
    let slope = exponential_slope(builder, call.input(0)?, [1.0, alpha, 1.0]);
    times(builder, call, &slope)
}

/// `Selu`: `f' = γ` where `x > 0`, else `γ α eˣ`.
pub fn selu(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let alpha = float(call, "alpha", 1.673_263_2);
    let gamma = float(call, "gamma", 1.050_701);
    let slope = exponential_slope(builder, call.input(0)?, [gamma * alpha, 1.0, gamma]);
    times(builder, call, &slope)
}

/// `Mish`, `x tanh(softplus(x))`: `f' = t + x σ(x) (1 - t²)` with `t = tanh(softplus(x))`.
pub fn mish(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let input = call.input(0)?;
    let one = builder.scalar_like(input, 1.0);
    let softplus = builder.op("Softplus", &[input], vec![]);
    let tanh = builder.op("Tanh", &[&softplus], vec![]);
    let square = builder.mul(&tanh, &tanh);
    let tanh_slope = builder.sub(&one, &square);
    let sigmoid = builder.op("Sigmoid", &[input], vec![]);
    let rise = builder.mul(input, &sigmoid);
    let rise = builder.mul(&rise, &tanh_slope);
    let slope = builder.add(&tanh, &rise);
    times(builder, call, &slope)
}

/// `ThresholdedRelu`: `f' = 1` where `x > α`, else 0.
pub fn thresholded_relu(
    builder: &mut Builder<'_>,
    call: &Call<'_>,
) -> Result<InputGradients, Refusal> {
    let alpha = builder.scalar_like(call.input(0)?, float(call, "alpha", 1.0));
    let is_on = greater(builder, call.input(0)?, &alpha);
    where_holds(builder, call, &is_on)
}

/// `Exp`: `f' = y`.
pub fn exp(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    times(builder, call, call.output()?)
}

/// `Log`: `f' = 1 / x`.
pub fn log(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    Ok(vec![Some(builder.div(call.gradient()?, call.input(0)?))])
}

/// `Sqrt`: `f' = 1 / (2 y)`.
pub fn sqrt(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let output = call.output()?;
    let twice = builder.add(output, output);
    Ok(vec![Some(builder.div(call.gradient()?, &twice))])
}

/// `Reciprocal`: `f' = -y²`.
pub fn reciprocal(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let output = call.output()?;
    let square = builder.mul(output, output);
    let slope = builder.neg(&square);
    times(builder, call, &slope)
}

/// `Abs`: `f'` is the sign of `x`.
pub fn abs(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let sign = builder.op("Sign", &[call.input(0)?], vec![]);
    times(builder, call, &sign)
}

/// `Neg`: `f' = -1`.
pub fn neg(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    Ok(vec![Some(builder.neg(call.gradient()?))])
}

/// `Erf`: `f' = 2/√π exp(-x²)`.
pub fn erf(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let input = call.input(0)?;
    let factor = builder.scalar_like(input, 2.0 / PI.sqrt());
    let square = builder.mul(input, input);
    let exponent = builder.neg(&square);
    let bell = builder.op("Exp", &[&exponent], vec![]);
    let slope = builder.mul(&bell, &factor);
    times(builder, call, &slope)
}

/// `Sin`: `f' = cos x`.
pub fn sin(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let slope = builder.op("Cos", &[call.input(0)?], vec![]);
    times(builder, call, &slope)
}

/// `Cos`: `f' = -sin x`.
pub fn cos(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let sine = builder.op("Sin", &[call.input(0)?], vec![]);
    let slope = builder.neg(&sine);
    times(builder, call, &slope)
}

/// `Tan`: `f' = 1 + y²`.
pub fn tan(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let output = call.output()?;
    let one = builder.scalar_like(output, 1.0);
    let square = builder.mul(output, output);
    let slope = builder.add(&square, &one);
    times(builder, call, &slope)
}

/// `Sinh`: `f' = cosh x = √(1 + y²)`.
pub fn sinh(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let output = call.output()?;
    let one = builder.scalar_like(output, 1.0);
    let square = builder.mul(output, output);
    let sum = builder.add(&square, &one);
    let slope = builder.op("Sqrt", &[&sum], vec![]);
    times(builder, call, &slope)
}

/// `Cosh`: `f' = sinh x`.
pub fn cosh(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let slope = builder.op("Sinh", &[call.input(0)?], vec![]);
    times(builder, call, &slope)
}

/// `1 / √(1 - x²)`, the slope of `Asin`.
fn arc_slope(builder: &mut Builder<'_>, input: &str) -> String {
    let one = builder.scalar_like(input, 1.0);
    let square = builder.mul(input, input);
    let rest = builder.sub(&one, &square);
    let root = builder.op("Sqrt", &[&rest], vec![]);
    builder.op("Reciprocal", &[&root], vec![])
}

/// `Asin`: `f' = 1 / √(1 - x²)`.
pub fn asin(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let slope = arc_slope(builder, call.input(0)?);
    times(builder, call, &slope)
}

/// `Acos`: `f' = -1 / √(1 - x²)`.
pub fn acos(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let slope = arc_slope(builder, call.input(0)?);
    let slope = builder.neg(&slope);
    times(builder, call, &slope)
}

/// `Atan`: `f' = 1 / (1 + x²)`.
pub fn atan(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let input = call.input(0)?;
    let one = builder.scalar_like(input, 1.0);
    let square = builder.mul(input, input);
    let divisor = builder.add(&square, &one);
    Ok(vec![Some(builder.div(call.gradient()?, &divisor))])
}

/// Whether a node is an activation: one of ONNX's, or the product at the end of a chain such as
/// `x · sigmoid(x)` (SiLU) or `x · (1 + erf(x / √2))` (GELU). What stands inside such a chain is
/// none by itself.
pub(crate) fn is_activation(graph: &TypedGraph, node: &NodeProto) -> bool {
    match node.op_type.as_str() {
        "Celu" | "Clip" | "Elu" | "Gelu" | "HardSwish" | "LeakyRelu" | "Mish" | "PRelu"
        | "Relu" | "Selu" | "Softplus" | "Softsign" | "Tanh" | "ThresholdedRelu" => {
            !is_in_gate(graph, node)
        }
        "Mul" => is_gated_by_itself(graph, node),
        _ => false,
    }
}

/// Whether the result of a node goes to a gated product alone, as its gate.
fn is_in_gate(graph: &TypedGraph, node: &NodeProto) -> bool {
    let mut value = node.output_at(0);
    for _ in 0..GATE_DEPTH {
        let Some(current) = value else { return false };
        let mut readers = graph.readers(current);
        let (Some(reader), None) = (readers.next(), readers.next()) else {
            return false;
        };
        if reader.op_type == "Mul" && is_gated_by_itself(graph, reader) {
            return true;
        }
        if part_of_chain(reader).is_none() {
            return false;
        }
        value = reader.output_at(0);
    }
    false
}

/// Whether both factors of a product are made of one and the same value, one of them by a gate.
fn is_gated_by_itself(graph: &TypedGraph, node: &NodeProto) -> bool {
    let (Some(a), Some(b)) = (node.input_at(0), node.input_at(1)) else {
        return false;
    };
    let (a, b) = (origins(graph, a, GATE_DEPTH), origins(graph, b, GATE_DEPTH));
    let has_gate = a.1 || b.1;
    has_gate && a.0.intersection(&b.0).next().is_some()
}

/// For an operator that activations are written with, whether it is what makes a gate.
fn part_of_chain(node: &NodeProto) -> Option<bool> {
    match node.op_type.as_str() {
        "Clip" | "Erf" | "HardSigmoid" | "Sigmoid" | "Tanh" => Some(true),
        "Add" | "Cast" | "Div" | "Exp" | "Mul" | "Neg" | "Pow" | "Softplus" | "Sub" => Some(false),
        _ => None,
    }
}

/// The values that a value is made of by elementwise operators with constants, itself included,
/// and whether one of these operators is a gate. Where an operator has two operands, such as in
/// `x + c x³`, only what both are made of counts.
fn origins<'a>(graph: &'a TypedGraph, value: &'a str, depth: usize) -> (BTreeSet<&'a str>, bool) {
    let mut found = BTreeSet::from([value]);
    let Some(node) = graph.producer(value).filter(|_| depth > 0) else {
        return (found, false);
    };
    let Some(mut has_gate) = part_of_chain(node) else {
        return (found, false);
    };
    let operands = node
        .input
        .iter()
        .filter(|input| !input.is_empty() && graph.constant(input).is_none());
    let mut common: Option<BTreeSet<&str>> = None;
    for operand in operands {
        let (of_operand, is_gated) = origins(graph, operand, depth - 1);
        has_gate |= is_gated;
        common = Some(match common {
            Some(common) => common.intersection(&of_operand).copied().collect(),
            None => of_operand,
        });
    }
    found.extend(common.unwrap_or_default());
    (found, has_gate)
}
