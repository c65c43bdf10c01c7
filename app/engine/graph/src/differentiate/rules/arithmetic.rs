//! Arithmetic of several tensors, which are broadcast to each other.

use crate::messages::DataType;

use super::activation::{relu, relu_input};
use super::{Builder, Call, InputGradients, Refusal};

/// Sums each gradient that is wanted down to the shape of its input.
fn unbroadcast_all(
    builder: &mut Builder<'_>,
    call: &Call<'_>,
    mut gradient: impl FnMut(&mut Builder<'_>, usize) -> String,
) -> Result<InputGradients, Refusal> {
    let output = call.output()?;
    (0..call.node.input.len())
        .map(|index| {
            if !call.wants(index) {
                return Ok(None);
            }
            let input = call.input(index)?;
            let full = gradient(builder, index);
            Ok(Some(builder.unbroadcast(&full, output, input)))
        })
        .collect()
}

/// `Y = A + B`: `dA = dB = dY`.
pub fn add(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    sum(builder, call)
}

/// `Y = Σ Xᵢ`: `dXᵢ = dY`.
pub fn sum(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let gradient = call.gradient()?;
    unbroadcast_all(builder, call, |_, _| gradient.to_owned())
}

/// `Y = (Σ Xᵢ) / n`: `dXᵢ = dY / n`.
pub fn mean(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let count = builder.scalar_like(call.output()?, call.node.input.len() as f64);
    let share = builder.div(call.gradient()?, &count);
    unbroadcast_all(builder, call, |_, _| share.clone())
}

/// `Y = A - B`: `dA = dY`, `dB = -dY`.
pub fn sub(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let gradient = call.gradient()?;
    unbroadcast_all(builder, call, |builder, index| match index {
        0 => gradient.to_owned(),
        _ => builder.neg(gradient),
    })
}

/// `Y = A · B`: `dA = dY · B`, `dB = dY · A`.
pub fn mul(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let gradient = call.gradient()?;
    let inputs = [call.input(0)?, call.input(1)?];
    unbroadcast_all(builder, call, |builder, index| {
        builder.mul(gradient, inputs[1 - index])
    })
}

/// `Y = A / B`: `dA = dY / B`, `dB = -dY · (A / B) / B`.
pub fn div(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let gradient = call.gradient()?;
    let (divisor, quotient) = (call.input(1)?, call.output()?);
    unbroadcast_all(builder, call, |builder, index| {
        let by_divisor = builder.div(gradient, divisor);
        match index {
            0 => by_divisor,
            _ => {
                let product = builder.mul(&by_divisor, quotient);
                builder.neg(&product)
            }
        }
    })
}

/// `Y = Xᵖ`: `dX = dY · p · xᵖ⁻¹`, `dp = dY · y · ln x` (for `x > 0`, else 0).
pub fn pow(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let gradient = call.gradient()?;
    let (base, output) = (call.input(0)?, call.output()?);
    // The exponent may be of another type, even an integer.
    let exponent = builder.cast_like(call.input(1)?, base);
    unbroadcast_all(builder, call, |builder, index| match index {
        0 => {
            let one = builder.scalar_like(base, 1.0);
            let less = builder.sub(&exponent, &one);
            let mut power = builder.op("Pow", &[base, &less], vec![]);
            if may_be_zero(builder, call.node.input_at(1)) {
                // A number to the power of zero is one everywhere; 0 · 0⁻¹ would be no number.
                let zero = builder.scalar_like(base, 0.0);
                let is_zero = builder.op("Equal", &[&exponent, &zero], vec![]);
                power = builder.select(&is_zero, &zero, &power);
            }
            let slope = builder.mul(&power, &exponent);
            builder.mul(gradient, &slope)
        }
        _ => {
            let zero = builder.scalar_like(base, 0.0);
            let one = builder.scalar_like(base, 1.0);
            let is_positive = builder.op("Greater", &[base, &zero], vec![]);
            let safe = builder.select(&is_positive, base, &one);
            let logarithm = builder.op("Log", &[&safe], vec![]);
            let slope = builder.mul(output, &logarithm);
            let slope = builder.select(&is_positive, &slope, &zero);
            builder.mul(gradient, &slope)
        }
    })
}

/// Whether a value is not known to hold no zero.
fn may_be_zero(builder: &Builder<'_>, value: Option<&str>) -> bool {
    let constant = value.and_then(|value| builder.graph.constant(value));
    match constant.map(|constant| (constant.to_floats(), constant.to_ints())) {
        Some((Some(floats), _)) => floats.contains(&0.0),
        Some((None, Some(ints))) => ints.contains(&0),
        _ => true,
    }
}

/// `Max`, `Min`: the gradient goes to the inputs that equal the output, in equal shares. The larger of
/// a value and zero is a `Relu` under another name.
pub fn max_min(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    if let Some(index) = relu_input(builder.graph, call.node) {
        let mut gradients = vec![None; call.node.input.len()];
        gradients[index] = relu(builder, call)?.pop().flatten();
        return Ok(gradients);
    }
    let (gradient, output) = (call.gradient()?, call.output()?);
    let element = builder.graph.element(output).unwrap_or(DataType::Float);
    let mut masks = Vec::new();
    for index in 0..call.node.input.len() {
        let equal = builder.op("Equal", &[call.input(index)?, output], vec![]);
        masks.push(builder.cast(&equal, element));
    }
    let names: Vec<&str> = masks.iter().map(String::as_str).collect();
    let ties = builder.op("Sum", &names, vec![]);
    let share = builder.div(gradient, &ties);
    unbroadcast_all(builder, call, |builder, index| {
        builder.mul(&share, &masks[index])
    })
}

/// `Where(c, A, B)`: `dA = dY` where `c` holds, `dB = dY` elsewhere.
pub fn select(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let gradient = call.gradient()?;
    let (condition, output) = (call.input(0)?, call.output()?);
    unbroadcast_all(builder, call, |builder, index| {
        let zero = builder.scalar_like(output, 0.0);
        match index {
            1 => builder.select(condition, gradient, &zero),
            _ => builder.select(condition, &zero, gradient),
        }
    })
}
