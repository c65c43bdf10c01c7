//! `Resize`.

use crate::messages::{DataType, NodeProto};

use super::{Builder, Call, InputGradients, Refusal};

/// `Resize` is linear, and each axis is resized by itself: along axis `a` the output is `A_a` times
/// the input, where `A_a` comes of resizing the identity matrix. So `dX` is `dY` multiplied with
/// every `A_a` transposed.
pub fn resize(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let node = call.node;
    let (input, output) = (call.input(0)?, call.output()?);
    match node.text("coordinate_transformation_mode") {
        Some("tf_crop_and_resize") => return Err(Refusal::new("crops while it resizes")),
        Some(
            "align_corners"
            | "half_pixel"
            | "pytorch_half_pixel"
            | "asymmetric"
            | "half_pixel_symmetric",
        )
        | None => {}
        Some(other) => return Err(Refusal::new(format!("has an unknown mode {other:?}"))),
    }
    if node.text("keep_aspect_ratio_policy").unwrap_or("stretch") != "stretch" {
        return Err(Refusal::new(
            "keeps the aspect ratio, which ties its axes together",
        ));
    }
    let rank = builder.rank(input)?;
    let shapes = builder
        .graph
        .fixed_shape(input)
        .zip(builder.graph.fixed_shape(output));
    if shapes.is_some_and(|(from, to)| from == to) {
        // ONNX Runtime copies the values then, whatever the scales.
        return Ok(vec![Some(call.gradient()?.to_owned())]);
    }
    let scales = call
        .node
        .input_at(2)
        .and_then(|name| builder.graph.constant(name)?.to_floats());
    let axes: Vec<usize> = match node.ints("axes") {
        Some(axes) => axes
            .iter()
            .map(|axis| builder.axis(input, *axis))
            .collect::<Result<_, _>>()?,
        None => (0..rank).collect(),
    };
    let mut gradient = call.gradient()?.to_owned();
    for axis in 0..rank {
        if builder.dim(input, axis) == builder.dim(output, axis) && axis < 2 {
            continue;
        }
        let Some(place) = axes.iter().position(|known| *known == axis) else {
            continue;
        };
        let scale = scales
            .as_ref()
            .and_then(|scales| scales.get(place).copied());
        if scale == Some(1.0) {
            // Also where the size is open, as that of the batch.
            continue;
        }
        let size = |value: &str| builder.dim(value, axis).and_then(crate::values::Dim::fixed);
        let matrix = match (size(input), size(output)) {
            (Some(from), Some(to)) if from == to && (scale.is_none() || from == 1) => continue,
            (Some(from), Some(to)) if from == to => {
                // The identity matrix of this axis alone would be copied.
                return Err(Refusal::new("scales an axis to the size that it had"));
            }
            (Some(from), Some(to)) => {
                interpolation(builder, node, input, [from as i64, to as i64], scale)
            }
            // Nobody resizes the batch or the channels.
            _ if axis < 2 && rank >= 4 => continue,
            _ => interpolation_when_run(builder, node, [input, output], axis, scale),
        };
        gradient = along(builder, &gradient, &matrix, [axis, rank]);
    }
    let mut gradients = vec![None; node.input.len()];
    gradients[0] = Some(gradient);
    Ok(gradients)
}

/// The matrix `[to, from]` of one axis: the identity matrix, resized along its first axis.
fn interpolation(
    builder: &mut Builder<'_>,
    node: &NodeProto,
    like: &str,
    [from, to]: [i64; 2],
    scale: Option<f32>,
) -> String {
    let mut identity = vec![0.0; (from * from) as usize];
    for place in 0..from as usize {
        identity[place * (from as usize + 1)] = 1.0;
    }
    let identity = builder.floats_like(like, &[1, 1, from, from], &identity);
    let mut plain = node.clone();
    plain.attribute.retain(|attribute| attribute.name != "axes");
    let inputs = match scale {
        Some(scale) => vec![
            identity,
            String::new(),
            builder.float_list(&[1.0, 1.0, scale, 1.0]),
        ],
        None => {
            let sizes = builder.ints(&[1, 1, to, from]);
            vec![identity, String::new(), String::new(), sizes]
        }
    };
    let shape = builder.ints(&[to, from]);
    resized_identity(builder, node, like, inputs, &shape)
}

/// The same where the sizes are known only when the model runs.
fn interpolation_when_run(
    builder: &mut Builder<'_>,
    node: &NodeProto,
    [input, output]: [&str; 2],
    axis: usize,
    scale: Option<f32>,
) -> String {
    let [from, to] = [input, output].map(|value| {
        let shape = builder.shape_of(value);
        builder.part_of_shape(&shape, axis, axis + 1)
    });
    let square = builder.join(&[&from, &from]);
    let zeros = builder.filled(&square, input, 0.0);
    let identity = builder.op("EyeLike", &[&zeros], vec![]);
    let ones = builder.ints(&[1, 1]);
    let wide = builder.join(&[&ones, &square]);
    let identity = builder.reshape(&identity, &wide);
    let inputs = match scale {
        Some(scale) => vec![
            identity,
            String::new(),
            builder.float_list(&[1.0, 1.0, scale, 1.0]),
        ],
        None => {
            let sizes = builder.join(&[&ones, &to, &from]);
            vec![identity, String::new(), String::new(), sizes]
        }
    };
    let shape = builder.join(&[&to, &from]);
    resized_identity(builder, node, input, inputs, &shape)
}

/// The node again, on an identity matrix `[1, 1, from, from]` and its scales or sizes, as a matrix
/// of a shape.
fn resized_identity(
    builder: &mut Builder<'_>,
    node: &NodeProto,
    like: &str,
    inputs: Vec<String>,
    shape: &str,
) -> String {
    let mut plain = node.clone();
    plain.attribute.retain(|attribute| attribute.name != "axes");
    let matrix = builder.again(&plain, inputs, 1).remove(0);
    let matrix = builder.reshape(&matrix, shape);
    if builder.graph.element(like) == Some(DataType::Float) {
        matrix
    } else {
        builder.cast_like(&matrix, like)
    }
}

/// Multiplies a gradient with the transposed matrix `[to, from]` along an axis.
fn along(
    builder: &mut Builder<'_>,
    gradient: &str,
    matrix: &str,
    [axis, rank]: [usize; 2],
) -> String {
    if axis + 1 == rank {
        return builder.op("MatMul", &[gradient, matrix], vec![]);
    }
    let mut order: Vec<usize> = (0..rank).collect();
    order.swap(axis, rank - 1);
    let last = builder.transpose(gradient, &order);
    let product = builder.op("MatMul", &[&last, matrix], vec![]);
    builder.transpose(&product, &order)
}
