//! Classifiers of pictures.

use graph::messages::{AttributeProto, ModelProto, NodeProto, TensorProto};

use super::{graph_of, plain};

/// Sides of the picture that [`linear_classifier`] takes.
pub const CLASSIFIER_SIDE_PX: usize = 8;

/// What the classes of [`linear_classifier`] mean, in order.
pub const CLASSIFIER_LABELS: [&str; 3] = ["red", "green", "blue"];

/// Which colour a picture has. Input `image`: `[batch, 3, 8, 8]`, RGB. The logit of a class is four
/// times the mean of its channel, so a pure red picture (1, 0, 0) gives the logits (4, 0, 0).
/// Output `[batch, 3]`: `logits`, or `probabilities` where the graph ends with a softmax.
pub fn linear_classifier(with_softmax: bool) -> ModelProto {
    let side = CLASSIFIER_SIDE_PX;
    let channel_len = side * side;
    let mut weights = vec![0.0_f32; 3 * 3 * channel_len];
    for class in 0..3 {
        let first = (class * 3 + class) * channel_len;
        weights[first..first + channel_len].fill(4.0 / channel_len as f32);
    }
    let mut nodes = vec![
        NodeProto::of("Flatten", &["image"], &["flat"]),
        NodeProto::of("Gemm", &["flat", "weight", "bias"], &["logits"])
            .with(AttributeProto::int("transB", 1)),
    ];
    let mut output = "logits";
    if with_softmax {
        output = "probabilities";
        nodes.push(
            NodeProto::of("Softmax", &["logits"], &[output]).with(AttributeProto::int("axis", 1)),
        );
    }
    let side = side as i64;
    let mut model = plain(
        "colours",
        nodes,
        (
            "image",
            &["batch".into(), 3.into(), side.into(), side.into()],
        ),
        (output, &["batch".into(), 3.into()]),
    );
    graph_of(&mut model).initializer = vec![
        TensorProto::floats("weight", &[3, 3 * side * side], &weights),
        TensorProto::floats("bias", &[3], &[0.0; 3]),
    ];
    model
}

/// A small convolution net: two 3×3 convolutions with ReLU, max pooling, global average, dense.
/// Input `image`: `[batch, 3, height, width]` of any size from 2×2 on; output `logits`: `[batch, 3]`.
/// Its weights are fixed but mean nothing.
pub fn conv_net() -> ModelProto {
    let convolution = |input: &str, index: u32, output: &str| {
        NodeProto::of(
            "Conv",
            &[
                input,
                &format!("conv{index}.weight"),
                &format!("conv{index}.bias"),
            ],
            &[output],
        )
        .with(AttributeProto::ints("kernel_shape", &[3, 3]))
        .with(AttributeProto::ints("pads", &[1, 1, 1, 1]))
    };
    let nodes = vec![
        convolution("image", 1, "conv1"),
        NodeProto::of("Relu", &["conv1"], &["relu1"]),
        NodeProto::of("MaxPool", &["relu1"], &["pool1"])
            .with(AttributeProto::ints("kernel_shape", &[2, 2]))
            .with(AttributeProto::ints("strides", &[2, 2])),
        convolution("pool1", 2, "conv2"),
        NodeProto::of("Relu", &["conv2"], &["relu2"]),
        NodeProto::of("GlobalAveragePool", &["relu2"], &["average"]),
        NodeProto::of("Flatten", &["average"], &["features"]),
        NodeProto::of(
            "Gemm",
            &["features", "dense.weight", "dense.bias"],
            &["logits"],
        )
        .with(AttributeProto::int("transB", 1)),
    ];
    let mut model = plain(
        "convolutions",
        nodes,
        (
            "image",
            &["batch".into(), 3.into(), "height".into(), "width".into()],
        ),
        ("logits", &["batch".into(), 3.into()]),
    );
    graph_of(&mut model).initializer = vec![
        TensorProto::floats("conv1.weight", &[4, 3, 3, 3], &scattered(4 * 3 * 9)),
        TensorProto::floats("conv1.bias", &[4], &scattered(4)),
        TensorProto::floats("conv2.weight", &[4, 4, 3, 3], &scattered(4 * 4 * 9)),
        TensorProto::floats("conv2.bias", &[4], &scattered(4)),
        TensorProto::floats("dense.weight", &[3, 4], &scattered(3 * 4)),
        TensorProto::floats("dense.bias", &[3], &scattered(3)),
    ];
    model
}

/// `count` fixed values spread over -0.5 to 0.5: multiples of the golden ratio, modulo one.
fn scattered(count: usize) -> Vec<f32> {
    const GOLDEN_RATIO: f32 = 0.618_034;
    (1..=count)
        .map(|index| (index as f32 * GOLDEN_RATIO).fract() - 0.5)
        .collect()
}
