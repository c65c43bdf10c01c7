//! Reductions over axes.

use super::{Builder, Call, InputGradients, Refusal};

/// A reduction's input, its axes, and its output and gradient with the axes kept as ones.
struct Reduced {
    input: String,
    axes: Vec<i64>,
    output: String,
    gradient: String,
}

impl Reduced {
    fn of(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<Option<Self>, Refusal> {
        let input = call.input(0)?;
        let given = builder
            .needed_ints(call.node, 1)?
            .filter(|axes| !axes.is_empty());
        let axes = match given {
            Some(axes) => axes
                .iter()
                .map(|axis| builder.axis(input, *axis).map(|axis| axis as i64))
                .collect::<Result<Vec<_>, _>>()?,
            None if call.node.int("noop_with_empty_axes").unwrap_or(0) != 0 => return Ok(None),
            None => (0..builder.rank(input)? as i64).collect(),
        };
        let keeps = call.node.int("keepdims").unwrap_or(1) != 0;
        let mut kept = |value: &str| {
            if keeps {
                value.to_owned()
            } else {
                let axes = builder.ints(&axes);
                builder.op("Unsqueeze", &[value, &axes], vec![])
            }
        };
        let (output, gradient) = (kept(call.output()?), kept(call.gradient()?));
        Ok(Some(Self {
            input: input.to_owned(),
            axes,
            output,
            gradient,
        }))
    }
}

/// Applies a rule to the reduced axes; a reduction over no axis leaves the gradient to `alone`.
fn rule(
    builder: &mut Builder<'_>,
    call: &Call<'_>,
    with_axes: impl FnOnce(&mut Builder<'_>, &Reduced) -> String,
    alone: impl FnOnce(&mut Builder<'_>, &str, &str) -> String,
) -> Result<InputGradients, Refusal> {
    let mut gradients = vec![None; call.node.input.len()];
    gradients[0] = Some(match Reduced::of(builder, call)? {
        Some(reduced) => with_axes(builder, &reduced),
        None => alone(builder, call.input(0)?, call.gradient()?),
    });
    Ok(gradients)
}

fn spread(builder: &mut Builder<'_>, value: &str, like: &str) -> String {
    let shape = builder.shape_of(like);
    builder.op("Expand", &[value, &shape], vec![])
}

fn as_it_is(_: &mut Builder<'_>, _: &str, gradient: &str) -> String {
    gradient.to_owned()
}

/// A gradient divided by the number of elements of `input` that one element of `output` is made
/// of.
pub(super) fn share_of_mean(
    builder: &mut Builder<'_>,
    gradient: &str,
    input: &str,
    output: &str,
) -> String {
    let shapes = builder
        .graph
        .fixed_shape(input)
        .zip(builder.graph.fixed_shape(output));
    let tail = builder
        .sizes_from(input, 1)
        .zip(builder.sizes_from(output, 1));
    let count = match (shapes, tail) {
        (Some((from, to)), _) => {
            let count = from.iter().product::<i64>() / to.iter().product::<i64>().max(1);
            builder.scalar_like(input, count as f64)
        }
        // The batch alone is open, and it is not reduced.
        (None, Some((from, to)))
            if builder.dim(input, 0) == builder.dim(output, 0) && from.len() >= to.len() =>
        {
            let count = from.iter().product::<i64>() / to.iter().product::<i64>().max(1);
            builder.scalar_like(input, count as f64)
        }
        _ => {
            let (from, to) = (
                builder.op("Size", &[input], vec![]),
                builder.op("Size", &[output], vec![]),
            );
            let count = builder.div(&from, &to);
            builder.cast_like(&count, input)
        }
    };
    builder.div(gradient, &count)
}

/// Sends a gradient to the elements that equal the reduced value, in equal shares.
pub(super) fn to_extremes(
    builder: &mut Builder<'_>,
    input: &str,
    output: &str,
    gradient: &str,
    axes: &[i64],
) -> String {
    let equal = builder.op("Equal", &[input, output], vec![]);
    let mask = builder.cast_like(&equal, input);
    let ties = builder.sum_over(&mask, axes, true);
    let share = builder.div(gradient, &ties);
    builder.mul(&mask, &share)
}

/// `ReduceSum`: `dX = dY`.
pub fn sum(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    rule(
        builder,
        call,
        |builder, reduced| spread(builder, &reduced.gradient, &reduced.input),
        as_it_is,
    )
}

/// `ReduceMean`: `dX = dY / n`.
pub fn mean(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let output = call.output()?;
    rule(
        builder,
        call,
        |builder, reduced| {
            let share = share_of_mean(builder, &reduced.gradient, &reduced.input, output);
            spread(builder, &share, &reduced.input)
        },
        as_it_is,
    )
}

/// `ReduceMax`, `ReduceMin`: the gradient goes to the extremes, in equal shares.
pub fn extreme(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    rule(
        builder,
        call,
        |builder, reduced| {
            to_extremes(
                builder,
                &reduced.input,
                &reduced.output,
                &reduced.gradient,
                &reduced.axes,
            )
        },
        as_it_is,
    )
}

/// `ReduceL1`, `Σ |x|`: `dX = dY · sign(x)`.
pub fn l1(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let signed = |builder: &mut Builder<'_>, input: &str, gradient: &str| {
        let sign = builder.op("Sign", &[input], vec![]);
        builder.mul(&sign, gradient)
    };
    rule(
        builder,
        call,
        |builder, reduced| signed(builder, &reduced.input, &reduced.gradient),
        signed,
    )
}

/// `ReduceL2`, `√Σ x²`: `dX = dY · x / y`; 0 where `y` is 0.
pub fn l2(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    rule(
        builder,
        call,
        |builder, reduced| {
            let (zero, one) = (
                builder.scalar_like(&reduced.input, 0.0),
                builder.scalar_like(&reduced.input, 1.0),
            );
            let is_positive = builder.op("Greater", &[&reduced.output, &zero], vec![]);
            let safe = builder.select(&is_positive, &reduced.output, &one);
            let share = builder.div(&reduced.gradient, &safe);
            builder.mul(&reduced.input, &share)
        },
        |builder, input, gradient| {
            let sign = builder.op("Sign", &[input], vec![]);
            builder.mul(&sign, gradient)
        },
    )
}

/// `ReduceSumSquare`, `Σ x²`: `dX = 2 x dY`.
pub fn sum_square(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let doubled = |builder: &mut Builder<'_>, input: &str, gradient: &str| {
        let two = builder.scalar_like(input, 2.0);
        let double = builder.mul(input, &two);
        builder.mul(&double, gradient)
    };
    rule(
        builder,
        call,
        |builder, reduced| doubled(builder, &reduced.input, &reduced.gradient),
        doubled,
    )
}

/// `ReduceLogSum`, `ln Σ x`: `dX = dY / Σ x = dY · e⁻ʸ`.
pub fn log_sum(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    rule(
        builder,
        call,
        |builder, reduced| {
            let negative = builder.neg(&reduced.output);
            let inverse = builder.op("Exp", &[&negative], vec![]);
            let share = builder.mul(&reduced.gradient, &inverse);
            spread(builder, &share, &reduced.input)
        },
        |builder, input, gradient| builder.div(gradient, input),
    )
}

/// `ReduceLogSumExp`, `ln Σ eˣ`: `dX = dY · e^(x - y)`.
pub fn log_sum_exp(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    rule(
        builder,
        call,
        |builder, reduced| {
            let below = builder.sub(&reduced.input, &reduced.output);
            let weight = builder.op("Exp", &[&below], vec![]);
            builder.mul(&weight, &reduced.gradient)
        },
        as_it_is,
    )
}
