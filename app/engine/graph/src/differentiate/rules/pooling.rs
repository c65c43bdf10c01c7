//! Pooling.

use crate::messages::AttributeProto;

use super::super::window::Window;
use super::convolution::crop_window;
use super::{Builder, Call, InputGradients, Refusal};

/// `MaxPool`: each gradient goes to the first maximum of its window.
pub fn max_pool(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let (input, gradient) = (call.input(0)?, call.gradient()?);
    if call.node.int("storage_order").unwrap_or(0) != 0 {
        return Err(Refusal::new(
            "numbers its maxima by columns (storage_order)",
        ));
    }
    let kernel = kernel_of(call)?;
    let window = Window::of(builder, call.node, input, kernel)?;
    check_last_window(builder, call, &window)?;
    let positions = match call.node.output_at(1) {
        Some(indices) => indices.to_owned(),
        None => builder
            .again(call.node, vec![input.to_owned()], 2)
            .pop()
            .expect("two outputs were asked for"),
    };
    let is_once = window.is_disjoint();
    if !is_once && !builder.kernels.scatter_add {
        builder.note_form("MaxPool: one map for each place in the window");
        return Ok(vec![Some(one_map_a_place(
            builder,
            &window,
            [input, call.output()?],
            &positions,
            gradient,
        )?)]);
    }
    builder.note_form(if is_once {
        "MaxPool: scattered"
    } else {
        "MaxPool: scattered and added"
    });
    Ok(vec![Some(
        builder.scatter_flat(input, &positions, gradient, is_once),
    )])
}

fn kernel_of(call: &Call<'_>) -> Result<Vec<i64>, Refusal> {
    call.node
        .ints("kernel_shape")
        .map(<[i64]>::to_vec)
        .ok_or_else(|| Refusal::new("lacks its kernel_shape"))
}

/// Refuses where the last window would begin behind the picture (`ceil_mode`): ONNX Runtime leaves
/// it out when it runs, but counts it when it tells the sizes of values.
fn check_last_window(
    builder: &Builder<'_>,
    call: &Call<'_>,
    window: &Window,
) -> Result<(), Refusal> {
    let (input, output) = (call.input(0)?, call.output()?);
    let sizes = builder
        .sizes_from(input, 2)
        .zip(builder.sizes_from(output, 2));
    let Some((sizes, output_sizes)) = sizes else {
        return Ok(());
    };
    let mut axes = sizes.iter().zip(&output_sizes).enumerate();
    let is_behind = axes.any(|(axis, (size, output_size))| {
        (output_size - 1) * window.strides[axis] >= size + window.begin[axis]
    });
    if is_behind {
        return Err(Refusal::new("has a window that lies outside the picture"));
    }
    Ok(())
}

/// The gradient of overlapping windows without an adding scatter: for each place in the window one
/// map of the gradients whose maximum stood there, and a transposed convolution that puts each map
/// where its place is.
fn one_map_a_place(
    builder: &mut Builder<'_>,
    window: &Window,
    [input, output]: [&str; 2],
    positions: &str,
    gradient: &str,
) -> Result<String, Refusal> {
    let sizes = builder
        .sizes_from(input, 2)
        .zip(builder.sizes_from(output, 2));
    let ([height, width], [rows, columns]) = match sizes.as_ref().map(|(a, b)| (&a[..], &b[..])) {
        Some((&[height, width], &[rows, columns])) => ([height, width], [rows, columns]),
        _ => {
            return Err(Refusal::new(
                "needs pictures of a fixed size on this provider",
            ));
        }
    };
    let mut targets = Vec::new();
    for row in 0..window.kernel[0] {
        for column in 0..window.kernel[1] {
            for y in 0..rows {
                for x in 0..columns {
                    let y = y * window.strides[0] - window.begin[0] + row * window.dilations[0];
                    let x = x * window.strides[1] - window.begin[1] + column * window.dilations[1];
                    // A place outside the picture has no maximum.
                    let is_inside = (0..height).contains(&y) && (0..width).contains(&x);
                    targets.push(if is_inside { y * width + x } else { -1 });
                }
            }
        }
    }
    let places = window.kernel[0] * window.kernel[1];
    let targets = builder.int_tensor(&[1, places, rows, columns], &targets);
    let plane = builder.int(height * width);
    let within = builder.op("Mod", &[positions, &plane], vec![]);
    let maps = [-1, 1, rows, columns];
    let within = builder.reshape_to(&within, &maps);
    let flat = builder.reshape_to(gradient, &maps);
    let is_here = builder.op("Equal", &[&within, &targets], vec![]);
    let zero = builder.scalar_like(input, 0.0);
    let by_place = builder.select(&is_here, &flat, &zero);
    let mut identity = vec![0.0; (places * places) as usize];
    for place in 0..places as usize {
        identity[place * (places as usize + 1)] = 1.0;
    }
    let shape = [places, 1, window.kernel[0], window.kernel[1]];
    let kernels = builder.floats_like(input, &shape, &identity);
    let covered = builder.op(
        "ConvTranspose",
        &[&by_place, &kernels],
        vec![
            AttributeProto::ints("strides", &window.strides),
            AttributeProto::ints("dilations", &window.dilations),
        ],
    );
    Ok(uncover(builder, window, &covered, input))
}

/// Crops what the windows cover, `[N·C, 1, …]` with the padding, to the input.
fn uncover(builder: &mut Builder<'_>, window: &Window, covered: &str, input: &str) -> String {
    let cropped = crop_window(builder, window, covered, input);
    builder.reshape_like(&cropped, input)
}

/// `AveragePool`: each gradient is spread evenly over its window.
pub fn average_pool(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let (input, output) = (call.input(0)?, call.output()?);
    let window = Window::of(builder, call.node, input, kernel_of(call)?)?;
    check_last_window(builder, call, &window)?;
    let axes = window.axes();
    let is_plain = window.kernel.iter().all(|size| *size == 1) && window.is_unpadded();
    if is_plain && window.is_dense() {
        return Ok(vec![Some(call.gradient()?.to_owned())]);
    }
    let gradient = share_of_each(builder, call, &window)?;
    let sizes = builder
        .sizes_from(input, 2)
        .zip(builder.sizes_from(output, 2));
    if let Some((sizes, output_sizes)) = &sizes {
        let is_tiled = window.dilations.iter().all(|dilation| *dilation == 1)
            && window.is_unpadded()
            && (0..axes).all(|axis| {
                window.kernel[axis] == window.strides[axis]
                    && output_sizes[axis] * window.kernel[axis] == sizes[axis]
            });
        if is_tiled {
            builder.note_form("AveragePool: repeated");
            return Ok(vec![Some(repeat(
                builder,
                &window,
                &gradient,
                [input, output],
                output_sizes,
            ))]);
        }
    }
    builder.note_form("AveragePool: ConvTranspose");
    let mut flat_shape = vec![builder.ints(&[-1, 1])];
    let shape = builder.shape_of(output);
    flat_shape.push(builder.part_of_shape(&shape, 2, 2 + axes));
    let flat_shape = builder.join(&[&flat_shape[0], &flat_shape[1]]);
    let flat = builder.reshape(&gradient, &flat_shape);
    let kernel_shape = [&[1, 1], window.kernel.as_slice()].concat();
    let ones = vec![1.0; window.kernel.iter().product::<i64>() as usize];
    let kernel = builder.floats_like(input, &kernel_shape, &ones);
    let covered = builder.op(
        "ConvTranspose",
        &[&flat, &kernel],
        vec![
            AttributeProto::ints("strides", &window.strides),
            AttributeProto::ints("dilations", &window.dilations),
        ],
    );
    Ok(vec![Some(uncover(builder, &window, &covered, input))])
}

/// The gradient that each element of a window gets: `dY / n`, where `n` is what the forward pass
/// divided by. Where padding or a cut-off last window may change `n`, it is measured by running the
/// same node on ones: that gives `valid / n`, and `valid`, the elements of the window inside the
/// picture, is the product of what is inside along each axis.
fn share_of_each(
    builder: &mut Builder<'_>,
    call: &Call<'_>,
    window: &Window,
) -> Result<String, Refusal> {
    let (input, output, gradient) = (call.input(0)?, call.output()?, call.gradient()?);
    let is_ceil = call.node.int("ceil_mode").unwrap_or(0) != 0;
    let counts_padding = call.node.int("count_include_pad").unwrap_or(0) != 0;
    let count: i64 = window.kernel.iter().product();
    if !is_ceil && (window.is_unpadded() || counts_padding) {
        let count = builder.scalar_like(input, count as f64);
        return Ok(builder.div(gradient, &count));
    }
    let sizes = builder
        .sizes_from(input, 2)
        .zip(builder.sizes_from(output, 2));
    let Some((sizes, output_sizes)) = sizes else {
        return Err(Refusal::new(
            "pads or cuts off windows of a picture whose size is open",
        ));
    };
    let ones_shape = builder.ints(&[&[1, 1], sizes.as_slice()].concat());
    let ones = builder.filled(&ones_shape, input, 1.0);
    let averages = builder.again(call.node, vec![ones], 1).remove(0);
    let mut valid = vec![1.0];
    for axis in 0..window.axes() {
        let along = inside_along(window, axis, sizes[axis], output_sizes[axis]);
        valid = valid
            .iter()
            .flat_map(|before| along.iter().map(move |inside| before * inside))
            .collect();
    }
    let shape = [&[1, 1], output_sizes.as_slice()].concat();
    let valid = builder.floats_like(input, &shape, &valid);
    let share = builder.div(&averages, &valid);
    Ok(builder.mul(gradient, &share))
}

/// For each window along an axis, how many of its elements are inside the picture; one where none
/// is, so that it can be divided by.
fn inside_along(window: &Window, axis: usize, size: i64, output_size: i64) -> Vec<f64> {
    (0..output_size)
        .map(|index| {
            let first = index * window.strides[axis] - window.begin[axis];
            let places = (0..window.kernel[axis]).map(|k| first + k * window.dilations[axis]);
            let inside = places.filter(|place| (0..size).contains(place)).count();
            inside.max(1) as f64
        })
        .collect()
}

/// Repeats each element over a window that touches the next without overlap.
fn repeat(
    builder: &mut Builder<'_>,
    window: &Window,
    gradient: &str,
    [input, output]: [&str; 2],
    output_sizes: &[i64],
) -> String {
    let shape = builder.shape_of(output);
    let head = builder.part_of_shape(&shape, 0, 2);
    let with_ones: Vec<i64> = output_sizes.iter().flat_map(|size| [*size, 1]).collect();
    let with_kernel: Vec<i64> = output_sizes
        .iter()
        .zip(&window.kernel)
        .flat_map(|(size, kernel)| [*size, *kernel])
        .collect();
    let (with_ones, with_kernel) = (builder.ints(&with_ones), builder.ints(&with_kernel));
    let narrow = builder.join(&[&head, &with_ones]);
    let wide = builder.join(&[&head, &with_kernel]);
    let narrow = builder.reshape(gradient, &narrow);
    let wide = builder.op("Expand", &[&narrow, &wide], vec![]);
    builder.reshape_like(&wide, input)
}

/// `GlobalAveragePool`: `dX = dY / n` everywhere, `n` the elements of one channel.
pub fn global_average_pool(
    builder: &mut Builder<'_>,
    call: &Call<'_>,
) -> Result<InputGradients, Refusal> {
    let (input, output) = (call.input(0)?, call.output()?);
    let share = super::reduction::share_of_mean(builder, call.gradient()?, input, output);
    let shape = builder.shape_of(input);
    Ok(vec![Some(builder.op("Expand", &[&share, &shape], vec![]))])
}

/// `GlobalMaxPool`: the gradient goes to the maxima of the channel, in equal shares.
pub fn global_max_pool(
    builder: &mut Builder<'_>,
    call: &Call<'_>,
) -> Result<InputGradients, Refusal> {
    let (input, output) = (call.input(0)?, call.output()?);
    let axes: Vec<i64> = (2..builder.rank(input)? as i64).collect();
    let gradient = call.gradient()?;
    Ok(vec![Some(super::reduction::to_extremes(
        builder, input, output, gradient, &axes,
    ))])
}
