//! Normalisations. Those over the elements of one picture share one form: with
//! `x̂ = (x - mean) / σ` and `g = dY · scale`, `dX = (g - mean(g) - x̂ · mean(g · x̂)) / σ`, the means
//! over the normalised axes (Ba et al. 2016, "Layer Normalization"; Ioffe and Szegedy 2015, "Batch
//! Normalization", section 3).

use crate::messages::AttributeProto;

use super::{Builder, Call, InputGradients, Refusal};

fn epsilon(call: &Call<'_>) -> f64 {
    f64::from(call.node.float("epsilon").unwrap_or(1e-5))
}

/// `x̂` and `1 / σ` over the axes, of a value that is like one of the model in type.
fn standardised(
    builder: &mut Builder<'_>,
    value: &str,
    like: &str,
    axes: &[i64],
    epsilon: f64,
) -> [String; 2] {
    let mean = builder.reduce("ReduceMean", value, axes, true);
    let centred = builder.sub(value, &mean);
    let square = builder.mul(&centred, &centred);
    let variance = builder.reduce("ReduceMean", &square, axes, true);
    let epsilon = builder.scalar_like(like, epsilon);
    let variance = builder.add(&variance, &epsilon);
    let deviation = builder.op("Sqrt", &[&variance], vec![]);
    let inverse = builder.op("Reciprocal", &[&deviation], vec![]);
    [builder.mul(&centred, &inverse), inverse]
}

/// `dX` of the common form.
fn through_standardised(
    builder: &mut Builder<'_>,
    gradient: &str,
    [standard, inverse]: [&str; 2],
    axes: &[i64],
) -> String {
    let mean = builder.reduce("ReduceMean", gradient, axes, true);
    let product = builder.mul(gradient, standard);
    let along = builder.reduce("ReduceMean", &product, axes, true);
    let along = builder.mul(standard, &along);
    let rest = builder.sub(gradient, &mean);
    let rest = builder.sub(&rest, &along);
    builder.mul(&rest, inverse)
}

/// A list of one number a channel, in the shape that broadcasts over `[N, C, …]`.
fn by_channel(builder: &mut Builder<'_>, values: &str, rank: usize) -> String {
    let mut shape = vec![1; rank];
    shape[1] = -1;
    builder.reshape_to(values, &shape)
}

/// Every axis but the channels.
fn but_channels(rank: usize) -> Vec<i64> {
    (0..rank as i64).filter(|axis| *axis != 1).collect()
}

/// `BatchNormalization` when a model is used, with the statistics it was trained with:
/// `dX = dY · scale / σ`, `dscale = Σ dY · x̂`, `dB = Σ dY`.
pub fn batch(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    if call.node.int("training_mode").unwrap_or(0) != 0 {
        return Err(Refusal::new("is in training mode"));
    }
    if call.wants(3) || call.wants(4) {
        return Err(Refusal::new("has no rule for its statistics"));
    }
    let (input, scale, gradient) = (call.input(0)?, call.input(1)?, call.gradient()?);
    let (mean, variance) = (call.input(3)?, call.input(4)?);
    let rank = builder.rank(input)?;
    let epsilon = builder.scalar_like(input, epsilon(call));
    let variance = builder.add(variance, &epsilon);
    let deviation = builder.op("Sqrt", &[&variance], vec![]);
    let mut gradients = vec![None; call.node.input.len()];
    if call.wants(0) {
        let factor = builder.div(scale, &deviation);
        let factor = by_channel(builder, &factor, rank);
        gradients[0] = Some(builder.mul(gradient, &factor));
    }
    if call.wants(1) {
        let mean = by_channel(builder, mean, rank);
        let deviation = by_channel(builder, &deviation, rank);
        let centred = builder.sub(input, &mean);
        let standard = builder.div(&centred, &deviation);
        let product = builder.mul(gradient, &standard);
        gradients[1] = Some(builder.sum_over(&product, &but_channels(rank), false));
    }
    if call.wants(2) {
        gradients[2] = Some(builder.sum_over(gradient, &but_channels(rank), false));
    }
    Ok(gradients)
}

/// `LayerNormalization`, over the axes from `axis` on; scale and bias have the shape of these.
pub fn layer(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let (input, scale, gradient) = (call.input(0)?, call.input(1)?, call.gradient()?);
    let rank = builder.rank(input)?;
    let first = builder.axis(input, call.node.int("axis").unwrap_or(-1))?;
    let axes: Vec<i64> = (first..rank).map(|axis| axis as i64).collect();
    let output = call.output()?;
    let mut gradients = vec![None; call.node.input.len()];
    if call.wants(0) || call.wants(1) {
        let [standard, inverse] = standardised(builder, input, input, &axes, epsilon(call));
        if call.wants(0) {
            let scaled = builder.mul(gradient, scale);
            gradients[0] = Some(through_standardised(
                builder,
                &scaled,
                [&standard, &inverse],
                &axes,
            ));
        }
        if call.wants(1) {
            let product = builder.mul(gradient, &standard);
            gradients[1] = Some(builder.unbroadcast(&product, output, scale));
        }
    }
    if call.wants(2) {
        gradients[2] = Some(builder.unbroadcast(gradient, output, call.input(2)?));
    }
    Ok(gradients)
}

/// `InstanceNormalization`, over the spatial axes of each channel.
pub fn instance(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let (input, scale, gradient) = (call.input(0)?, call.input(1)?, call.gradient()?);
    let rank = builder.rank(input)?;
    let axes: Vec<i64> = (2..rank as i64).collect();
    let mut gradients = vec![None; call.node.input.len()];
    if call.wants(0) || call.wants(1) {
        let [standard, inverse] = standardised(builder, input, input, &axes, epsilon(call));
        if call.wants(0) {
            let scale = by_channel(builder, scale, rank);
            let scaled = builder.mul(gradient, &scale);
            gradients[0] = Some(through_standardised(
                builder,
                &scaled,
                [&standard, &inverse],
                &axes,
            ));
        }
        if call.wants(1) {
            let product = builder.mul(gradient, &standard);
            gradients[1] = Some(builder.sum_over(&product, &but_channels(rank), false));
        }
    }
    if call.wants(2) {
        gradients[2] = Some(builder.sum_over(gradient, &but_channels(rank), false));
    }
    Ok(gradients)
}

/// `GroupNormalization` (Wu and He 2018): each group of channels is normalised together. The scale
/// has one number a channel (since opset 21) or a group (before).
pub fn group(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let (input, scale, gradient) = (call.input(0)?, call.input(1)?, call.gradient()?);
    call.only_first("its scale and bias")?;
    let groups = call
        .node
        .int("num_groups")
        .ok_or_else(|| Refusal::new("lacks its num_groups"))?;
    let rank = builder.rank(input)?;
    let count = builder.graph.fixed_shape(scale);
    let channels = builder.dim(input, 1).and_then(crate::values::Dim::fixed);
    let is_by_channel = count.as_deref().map(|count| count[0] as u64) == channels;
    let grouped_shape = [0, groups, -1];
    let grouped =
        |builder: &mut Builder<'_>, value: &str| builder.reshape_to(value, &grouped_shape);
    let scaled = if is_by_channel {
        let scale = by_channel(builder, scale, rank);
        let scaled = builder.mul(gradient, &scale);
        grouped(builder, &scaled)
    } else {
        let by_group = grouped(builder, gradient);
        let scale = builder.reshape_to(scale, &[1, groups, 1]);
        builder.mul(&by_group, &scale)
    };
    let value = grouped(builder, input);
    let [standard, inverse] = standardised(builder, &value, input, &[2], epsilon(call));
    let full = through_standardised(builder, &scaled, [&standard, &inverse], &[2]);
    let mut gradients = vec![None; call.node.input.len()];
    gradients[0] = Some(builder.reshape_like(&full, input));
    Ok(gradients)
}

/// `LRN` (Krizhevsky et al. 2012, section 3.3), `y = x · d^-β` with `d = bias + α/n · S(x²)`, where
/// `S` sums over `n` neighbouring channels: `dX = dY · d^-β - 2αβ/n · x · Sᵀ(dY · y / d)`.
pub fn local_response(
    builder: &mut Builder<'_>,
    call: &Call<'_>,
) -> Result<InputGradients, Refusal> {
    let (input, output, gradient) = (call.input(0)?, call.output()?, call.gradient()?);
    let size = call
        .node
        .int("size")
        .ok_or_else(|| Refusal::new("lacks its size"))?;
    let float = |name, default: f32| f64::from(call.node.float(name).unwrap_or(default));
    let (alpha, beta, bias) = (
        float("alpha", 1e-4),
        float("beta", 0.75),
        float("bias", 1.0),
    );
    let (before, after) = ((size - 1) / 2, size / 2);
    let square = builder.mul(input, input);
    let sums = channel_sums(builder, &square, input, [before, after]);
    let [per, bias, power, twice] = [
        alpha / size as f64,
        bias,
        -beta,
        2.0 * alpha * beta / size as f64,
    ]
    .map(|value| builder.scalar_like(input, value));
    let divisor = builder.mul(&sums, &per);
    let divisor = builder.add(&divisor, &bias);
    let factor = builder.op("Pow", &[&divisor, &power], vec![]);
    let direct = builder.mul(gradient, &factor);
    let share = builder.mul(gradient, output);
    let share = builder.div(&share, &divisor);
    // The adjoint looks at the neighbours on the other side.
    let sums = channel_sums(builder, &share, input, [after, before]);
    let indirect = builder.mul(input, &sums);
    let indirect = builder.mul(&indirect, &twice);
    Ok(vec![Some(builder.sub(&direct, &indirect))])
}

/// For each channel the sum over its neighbours, as an average pooling over the channels.
fn channel_sums(
    builder: &mut Builder<'_>,
    value: &str,
    like: &str,
    [before, after]: [i64; 2],
) -> String {
    let shape = builder.shape_of(like);
    let batch = builder.part_of_shape(&shape, 0, 1);
    let channels = builder.part_of_shape(&shape, 1, 2);
    let (one, rest) = (builder.ints(&[1]), builder.ints(&[-1]));
    let flat = builder.join(&[&batch, &one, &channels, &rest]);
    let flat = builder.reshape(value, &flat);
    let size = before + after + 1;
    let averages = builder.op(
        "AveragePool",
        &[&flat],
        vec![
            AttributeProto::ints("kernel_shape", &[size, 1]),
            AttributeProto::ints("pads", &[before, 0, after, 0]),
            AttributeProto::int("count_include_pad", 1),
        ],
    );
    let size = builder.scalar_like(like, size as f64);
    let sums = builder.mul(&averages, &size);
    builder.reshape(&sums, &shape)
}

/// `LpNormalization`, `y = x / ‖x‖` along one axis: `dX = (dY - n · Σ dY · y) / ‖x‖`, where `n`, the
/// gradient of the norm, is `y` for the Euclidean one and the sign of `x` for the sum of magnitudes; 0 where
/// the norm is 0, as `y` is.
pub fn lp(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let (input, output, gradient) = (call.input(0)?, call.output()?, call.gradient()?);
    let axis = call.node.int("axis").unwrap_or(-1);
    let (norm, norm_gradient) = if call.node.int("p").unwrap_or(2) == 1 {
        let norm = builder.reduce("ReduceL1", input, &[axis], true);
        (norm, builder.op("Sign", &[input], vec![]))
    } else {
        (
            builder.reduce("ReduceL2", input, &[axis], true),
            output.to_owned(),
        )
    };
    let product = builder.mul(gradient, output);
    let along = builder.sum_over(&product, &[axis], true);
    let along = builder.mul(&norm_gradient, &along);
    let rest = builder.sub(gradient, &along);
    let (zero, one) = (
        builder.scalar_like(input, 0.0),
        builder.scalar_like(input, 1.0),
    );
    let is_positive = builder.op("Greater", &[&norm, &zero], vec![]);
    let safe = builder.select(&is_positive, &norm, &one);
    let share = builder.div(&rest, &safe);
    Ok(vec![Some(builder.select(&is_positive, &share, &zero))])
}
