//! `Conv` and `ConvTranspose`, each the adjoint of the other.

use crate::messages::AttributeProto;

use super::super::window::Window;
use super::{Builder, Call, InputGradients, Refusal};

/// `Conv`: `dX = ConvTranspose(dY, W)`, `dW` a convolution of `X` with `dY`, `dB = Σ dY`.
pub fn conv(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let (input, weight, gradient) = (call.input(0)?, call.input(1)?, call.gradient()?);
    let group = call.node.int("group").unwrap_or(1);
    let window = Window::of(builder, call.node, input, kernel_of(builder, call, weight)?)?;
    let mut gradients = vec![None; call.node.input.len()];
    if call.wants(0) {
        gradients[0] = Some(conv_input(
            builder,
            &window,
            [input, weight, gradient],
            group,
        )?);
    }
    if call.wants(1) {
        let shapes = [input, gradient, weight];
        gradients[1] = Some(conv_weight(builder, &window, shapes, input, group)?);
    }
    if call.wants(2) {
        gradients[2] = Some(bias(builder, &window, gradient));
    }
    Ok(gradients)
}

/// `ConvTranspose`: `dX = Conv(dY, W)`; `dW` as for `Conv`, with `X` and `dY` in each other's
/// place.
pub fn conv_transpose(
    builder: &mut Builder<'_>,
    call: &Call<'_>,
) -> Result<InputGradients, Refusal> {
    let (input, weight, gradient) = (call.input(0)?, call.input(1)?, call.gradient()?);
    let output = call.output()?;
    let group = call.node.int("group").unwrap_or(1);
    let window = transposed_window(builder, call, weight)?;
    let mut gradients = vec![None; call.node.input.len()];
    if call.wants(0) {
        let full = builder.op("Conv", &[gradient, weight], attributes(&window, group));
        // Output padding of a whole stride or more gives rows that no input made.
        gradients[0] = Some(crop_to(builder, &full, input, window.axes()));
    }
    if call.wants(1) {
        let shapes = [gradient, input, weight];
        gradients[1] = Some(conv_weight(builder, &window, shapes, output, group)?);
    }
    if call.wants(2) {
        gradients[2] = Some(bias(builder, &window, gradient));
    }
    Ok(gradients)
}

fn kernel_of(builder: &Builder<'_>, call: &Call<'_>, weight: &str) -> Result<Vec<i64>, Refusal> {
    builder
        .sizes_from(weight, 2)
        .or_else(|| call.node.ints("kernel_shape").map(<[i64]>::to_vec))
        .ok_or_else(|| Refusal::new("has weights of unknown size"))
}

fn attributes(window: &Window, group: i64) -> Vec<AttributeProto> {
    vec![
        AttributeProto::ints("strides", &window.strides),
        AttributeProto::ints("dilations", &window.dilations),
        AttributeProto::ints("pads", &window.pads()),
        AttributeProto::int("group", group),
    ]
}

/// The sum over everything but the channels.
fn bias(builder: &mut Builder<'_>, window: &Window, gradient: &str) -> String {
    let mut axes = vec![0];
    axes.extend((2..).take(window.axes()));
    builder.sum_over(gradient, &axes, false)
}

/// `dX` of `Conv`.
fn conv_input(
    builder: &mut Builder<'_>,
    window: &Window,
    [input, weight, gradient]: [&str; 3],
    group: i64,
) -> Result<String, Refusal> {
    let Some(sizes) = builder.sizes_from(input, 2) else {
        builder.note_form("Conv: ConvTranspose, cropped when it runs");
        return Ok(conv_input_of_open_size(
            builder,
            window,
            [input, weight, gradient],
            group,
        ));
    };
    let flipped_pads: Vec<i64> = (0..window.axes())
        .map(|axis| window.extent(axis) - 1 - window.begin[axis])
        .chain((0..window.axes()).map(|axis| window.extent(axis) - 1 - window.end[axis]))
        .collect();
    let can_flip = window.is_dense()
        && flipped_pads.iter().all(|pad| *pad >= 0)
        && builder.graph.constant(weight).is_some();
    if builder.kernels.flipped_convolution
        && can_flip
        && let Some(shape) = builder.graph.fixed_shape(weight)
    {
        builder.note_form("Conv: convolution with flipped weights");
        let flipped = flip_weight(builder, weight, &shape, group);
        return Ok(builder.op(
            "Conv",
            &[gradient, &flipped],
            vec![
                AttributeProto::ints("dilations", &window.dilations),
                AttributeProto::ints("pads", &flipped_pads),
                AttributeProto::int("group", group),
            ],
        ));
    }
    builder.note_form("Conv: ConvTranspose");
    // Rows at the end that no window reached: `(H + p - d(k-1) - 1) mod s`.
    let rest: Vec<i64> = (0..window.axes())
        .map(|axis| {
            let padded = sizes[axis] + window.begin[axis] + window.end[axis];
            (padded - window.extent(axis)).rem_euclid(window.strides[axis])
        })
        .collect();
    // Where the padding allows, they are taken out of it: not every provider has output padding.
    let mut transposed = window.clone();
    let fits = rest.iter().zip(&window.end).all(|(rest, end)| rest <= end);
    if fits {
        for (end, rest) in transposed.end.iter_mut().zip(&rest) {
            *end -= rest;
        }
    }
    let mut attributes = attributes(&transposed, group);
    if !fits {
        attributes.push(AttributeProto::ints("output_padding", &rest));
    }
    Ok(builder.op("ConvTranspose", &[gradient, weight], attributes))
}

/// `dX` of `Conv` where the picture's size is open: everything that the windows cover, without
/// padding, then cropped or filled to the input's size.
fn conv_input_of_open_size(
    builder: &mut Builder<'_>,
    window: &Window,
    [input, weight, gradient]: [&str; 3],
    group: i64,
) -> String {
    let covered = Window {
        begin: vec![0; window.axes()],
        end: vec![0; window.axes()],
        ..window.clone()
    };
    let full = builder.op(
        "ConvTranspose",
        &[gradient, weight],
        attributes(&covered, group),
    );
    crop_window(builder, window, &full, input)
}

/// Crops what the windows of an input cover, padding included, to the input itself.
pub(super) fn crop_window(
    builder: &mut Builder<'_>,
    window: &Window,
    full: &str,
    input: &str,
) -> String {
    let axes = window.axes();
    let shape = builder.computed_shape_of(input);
    let sizes = builder.part_of_shape(&shape, 2, 2 + axes);
    let full_shape = builder.computed_shape_of(full);
    let full_sizes = builder.part_of_shape(&full_shape, 2, 2 + axes);
    let negative: Vec<i64> = window.begin.iter().map(|pad| -pad).collect();
    let (begin, negative_begin) = (builder.ints(&window.begin), builder.ints(&negative));
    let missing = builder.sub(&sizes, &full_sizes);
    let end = builder.add(&missing, &begin);
    let none = builder.ints(&[0, 0]);
    let pads = builder.join(&[&none, &negative_begin, &none, &end]);
    builder.op("Pad", &[full, &pads], vec![])
}

/// The weights of the convolution that is the adjoint of a convolution with stride one: input and
/// output channels of each group change places, and every kernel is turned around.
fn flip_weight(builder: &mut Builder<'_>, weight: &str, shape: &[i64], group: i64) -> String {
    let (outputs, inputs, kernel) = (shape[0] / group, shape[1], &shape[2..]);
    let grouped = [&[group, outputs, inputs], kernel].concat();
    let mut flipped = builder.reshape_to(weight, &grouped);
    let mut order: Vec<usize> = (0..grouped.len()).collect();
    order.swap(1, 2);
    flipped = builder.transpose(&flipped, &order);
    flipped = builder.reshape_to(&flipped, &[&[group * inputs, outputs], kernel].concat());
    let turned: Vec<i64> = (0..kernel.len() as i64)
        .filter(|axis| kernel[*axis as usize] > 1)
        .map(|axis| axis + 2)
        .collect();
    if turned.is_empty() {
        return flipped;
    }
    let starts = builder.ints(&vec![-1; turned.len()]);
    let ends = builder.ints(&vec![i64::MIN + 1; turned.len()]);
    let steps = builder.ints(&vec![-1; turned.len()]);
    let axes = builder.ints(&turned);
    builder.op("Slice", &[&flipped, &starts, &ends, &axes, &steps], vec![])
}

/// `dW`: the input as a batch of its channels, convolved with the gradient as kernels, where
/// strides and dilations change places. `sized` is the value of the model that has the input's
/// shape.
fn conv_weight(
    builder: &mut Builder<'_>,
    window: &Window,
    [input, gradient, weight]: [&str; 3],
    sized: &str,
    group: i64,
) -> Result<String, Refusal> {
    let axes = window.axes();
    let channels = match builder.graph.fixed_shape(weight).as_deref() {
        Some([_, channels, ..]) => *channels,
        _ => return Err(Refusal::new("has weights of unknown size")),
    };
    let shape = builder.shape_of(sized);
    let sizes = builder.part_of_shape(&shape, 2, 2 + axes);
    let head = builder.ints(&[0, group, channels]);
    let grouped_shape = builder.join(&[&head, &sizes]);
    let grouped = builder.reshape(input, &grouped_shape);
    let spatial = |from: usize| from..from + axes;
    let order: Vec<usize> = [2, 1, 0].into_iter().chain(spatial(3)).collect();
    let by_channel = builder.transpose(&grouped, &order);
    let head = builder.ints(&[channels, -1]);
    let batch_shape = builder.join(&[&head, &sizes]);
    let batch = builder.reshape(&by_channel, &batch_shape);
    let swapped: Vec<usize> = [1, 0].into_iter().chain(spatial(2)).collect();
    let kernels = builder.transpose(gradient, &swapped);
    let exchanged = Window {
        strides: window.dilations.clone(),
        dilations: window.strides.clone(),
        ..window.clone()
    };
    let full = builder.op("Conv", &[&batch, &kernels], attributes(&exchanged, group));
    let starts = builder.ints(&vec![0; axes]);
    let ends = builder.ints(&window.kernel);
    let sliced = builder.ints(&spatial(2).map(|axis| axis as i64).collect::<Vec<_>>());
    let cropped = builder.op("Slice", &[&full, &starts, &ends, &sliced], vec![]);
    Ok(builder.transpose(&cropped, &swapped))
}

/// Cuts what is behind the size of a value of the model.
fn crop_to(builder: &mut Builder<'_>, gradient: &str, value: &str, axes: usize) -> String {
    let shape = builder.shape_of(value);
    let sizes = builder.part_of_shape(&shape, 2, 2 + axes);
    let starts = builder.ints(&vec![0; axes]);
    let sliced = builder.ints(&(2..2 + axes as i64).collect::<Vec<_>>());
    builder.op("Slice", &[gradient, &starts, &sizes, &sliced], vec![])
}

/// The window of a `ConvTranspose`, whose padding may be given by the size that is to come out.
fn transposed_window(
    builder: &Builder<'_>,
    call: &Call<'_>,
    weight: &str,
) -> Result<Window, Refusal> {
    let node = call.node;
    let kernel = kernel_of(builder, call, weight)?;
    let is_same = matches!(node.text("auto_pad"), Some("SAME_UPPER" | "SAME_LOWER"));
    if !is_same && node.ints("output_shape").is_none() {
        return Window::of(builder, node, call.input(0)?, kernel);
    }
    let axes = kernel.len();
    let mut plain = node.clone();
    plain
        .attribute
        .retain(|attribute| !matches!(attribute.name.as_str(), "auto_pad" | "pads"));
    let mut window = Window::of(builder, &plain, call.input(0)?, kernel)?;
    let from = builder
        .sizes_from(call.input(0)?, 2)
        .ok_or_else(|| Refusal::new("pads by the picture's size, which is open"))?;
    // ONNX Runtime does not always tell the size of this output before it runs.
    let to: Vec<i64> = match node.ints("output_shape") {
        Some(sizes) => sizes[sizes.len().saturating_sub(axes)..].to_vec(),
        None => from
            .iter()
            .zip(&window.strides)
            .map(|(size, stride)| size * stride)
            .collect(),
    };
    for axis in 0..axes {
        let extra = node
            .ints("output_padding")
            .and_then(|pads| pads.get(axis))
            .unwrap_or(&0);
        let full = window.strides[axis] * (from[axis] - 1) + extra + window.extent(axis);
        let total = (full - to[axis]).max(0);
        let (small, large) = (total / 2, total - total / 2);
        (window.begin[axis], window.end[axis]) = if node.text("auto_pad") == Some("SAME_UPPER") {
            (small, large)
        } else {
            (large, small)
        };
    }
    Ok(window)
}
