//! `Softmax` and its logarithm, along one axis (as since opset 13).

use super::{Builder, Call, InputGradients, Refusal};

/// `Softmax`: `dX = y · (dY - Σ dY · y)`.
pub fn softmax(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let (output, gradient) = (call.output()?, call.gradient()?);
    let axis = call.node.int("axis").unwrap_or(-1);
    let product = builder.mul(gradient, output);
    let total = builder.sum_over(&product, &[axis], true);
    let rest = builder.sub(gradient, &total);
    Ok(vec![Some(builder.mul(output, &rest))])
}

/// `LogSoftmax`: `dX = dY - eʸ · Σ dY`.
pub fn log_softmax(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let (output, gradient) = (call.output()?, call.gradient()?);
    let axis = call.node.int("axis").unwrap_or(-1);
    let total = builder.sum_over(gradient, &[axis], true);
    let softmax = builder.op("Exp", &[output], vec![]);
    let share = builder.mul(&softmax, &total);
    Ok(vec![Some(builder.sub(gradient, &share))])
}
