//! Small networks of the kinds that people have, from the file to the gradient, against
//! differences: ONNX Runtime simplifies them first.

use graph::ReluRule;
use graph::messages::{AttributeProto, DataType};
use jobs::Work;
use ndarray::ArrayD;
use runtime::Tensor;

use crate::choices::{Choices, Spread};
use crate::session::{Network, Seed};

const STEP: f64 = 1.0 / 32.0;

/// Adds weights of a shape.
fn weights(network: Network, name: &str, dims: &[i64]) -> Network {
    // The name makes the values of one constant differ from those of the next.
    let mut choices = Choices::new(name.bytes().map(u16::from).collect());
    let count = dims.iter().product::<i64>() as usize;
    let values = choices.values(count, &Spread::Between(-0.75, 0.75));
    network.constant(name, dims, &values)
}

/// Compares the gradient of the sum of all weighted outputs with a difference.
fn assert_agrees(network: &Network, shape: &[usize]) {
    let session = network.open("y", &["x"]).unwrap();
    let mut choices = Choices::new(vec![]);
    let count = shape.iter().product();
    let x = choices.values(count, &Spread::Between(-1.0, 1.0));
    let direction = choices.values(count, &Spread::Between(-1.0, 1.0));
    let at = |x: &[f64]| {
        let x: Vec<f32> = x.iter().map(|value| *value as f32).collect();
        let x = Tensor::F32(ArrayD::from_shape_vec(shape, x).unwrap());
        let inputs = [("x".to_owned(), x)];
        // The activations as the seed: the target is half the sum of the squares of `y`.
        session
            .run(
                &inputs,
                &Seed::Activations,
                ReluRule::Gradient,
                &Work::detached(),
            )
            .unwrap()
    };
    let target = |steps: f64| {
        let moved: Vec<f64> = x
            .iter()
            .zip(&direction)
            .map(|(x, d)| x + steps * STEP * d)
            .collect();
        let run = at(&moved);
        let y = run.output("y").unwrap().to_f32().unwrap();
        y.iter()
            .map(|value| f64::from(*value).powi(2) / 2.0)
            .sum::<f64>()
    };
    let difference =
        (8.0 * (target(1.0) - target(-1.0)) - (target(2.0) - target(-2.0))) / (12.0 * STEP);
    let gradient = at(&x).gradients[0].to_f32().unwrap();
    assert_eq!(gradient.shape(), shape);
    let products = gradient
        .iter()
        .zip(&direction)
        .map(|(g, d)| f64::from(*g) * d);
    let (product, size) = products.fold((0.0, 0.0), |(sum, size), part: f64| {
        (sum + part, size + part.abs())
    });
    assert!(
        (difference - product).abs() <= 3e-3 * size + 1e-4,
        "differences give {difference}, the gradient {product} of {size}"
    );
}

fn ints(name: &str, values: &[i64]) -> AttributeProto {
    AttributeProto::ints(name, values)
}

/// Depthwise convolutions, normalisation, SiLU, squeeze and excitation, a way around, and a head.
#[test]
fn a_convolutional_network() {
    let mut network = Network::new(DataType::Float, &[-1, 2, 8, 8]);
    for (name, dims) in [
        ("w1", &[4, 2, 3, 3][..]),
        ("b1", &[4]),
        ("w2", &[4, 1, 3, 3]),
        ("scale", &[4]),
        ("shift", &[4]),
        ("mean", &[4]),
        ("w3", &[4, 4, 1, 1]),
        ("w4", &[3, 4]),
        ("b4", &[3]),
    ] {
        network = weights(network, name, dims);
    }
    let network = network
        .constant("variance", &[4], &[0.5, 1.0, 1.5, 2.0])
        .op(
            "Conv",
            &["x", "w1", "b1"],
            "a",
            vec![ints("strides", &[2, 2]), ints("pads", &[1, 1, 1, 1])],
        )
        .op("Sigmoid", &["a"], "gate", vec![])
        .op("Mul", &["a", "gate"], "silu", vec![])
        .op(
            "Conv",
            &["silu", "w2"],
            "depth",
            vec![AttributeProto::int("group", 4), ints("pads", &[1, 1, 1, 1])],
        )
        .op(
            "BatchNormalization",
            &["depth", "scale", "shift", "mean", "variance"],
            "norm",
            vec![],
        )
        .op("GlobalAveragePool", &["norm"], "squeezed", vec![])
        .op("Conv", &["squeezed", "w3"], "excited", vec![])
        .op("HardSigmoid", &["excited"], "weight", vec![])
        .op("Mul", &["norm", "weight"], "weighted", vec![])
        .op("Add", &["weighted", "silu"], "around", vec![])
        .op("Softplus", &["around"], "active", vec![])
        .op(
            "AveragePool",
            &["active"],
            "pooled",
            vec![ints("kernel_shape", &[2, 2]), ints("strides", &[2, 2])],
        )
        .op("GlobalAveragePool", &["pooled"], "features", vec![])
        .op("Flatten", &["features"], "flat", vec![])
        .op(
            "Gemm",
            &["flat", "w4", "b4"],
            "y",
            vec![AttributeProto::int("transB", 1)],
        );
    assert_agrees(&network, &[3, 2, 8, 8]);
}

/// Patches, tokens, attention with its sizes computed when it runs, and a class token.
#[test]
fn a_vision_transformer() {
    let mut network = Network::new(DataType::Float, &[-1, 1, 4, 4]);
    for (name, dims) in [
        ("patch", &[4, 1, 2, 2][..]),
        ("token", &[1, 1, 4]),
        ("place", &[1, 5, 4]),
        ("scale1", &[4]),
        ("bias1", &[4]),
        ("qkv", &[4, 12]),
        ("out", &[4, 4]),
        ("head", &[4, 3]),
    ] {
        network = weights(network, name, dims);
    }
    let network = network
        .constant("root", &[], &[std::f64::consts::SQRT_2])
        .constant("one", &[], &[1.0])
        .constant("half", &[], &[0.5])
        .ints("zero", &[0])
        .ints("token_shape", &[1, 4])
        .ints("tokens", &[0, 4, -1])
        .ints("heads", &[0, 0, 3, 2, 2])
        .ints("joined", &[0, 0, 4])
        .ints("first", &[0])
        .op("Conv", &["x", "patch"], "p", vec![ints("strides", &[2, 2])])
        .op("Reshape", &["p", "tokens"], "t", vec![])
        .op("Transpose", &["t"], "tt", vec![ints("perm", &[0, 2, 1])])
        .op("Shape", &["x"], "shape", vec![])
        .op(
            "Gather",
            &["shape", "zero"],
            "batch",
            vec![AttributeProto::int("axis", 0)],
        )
        .op(
            "Concat",
            &["batch", "token_shape"],
            "wide",
            vec![AttributeProto::int("axis", 0)],
        )
        .op("Expand", &["token", "wide"], "class", vec![])
        .op(
            "Concat",
            &["class", "tt"],
            "all",
            vec![AttributeProto::int("axis", 1)],
        )
        .op("Add", &["all", "place"], "placed", vec![])
        .op(
            "LayerNormalization",
            &["placed", "scale1", "bias1"],
            "normal",
            vec![AttributeProto::float("epsilon", 0.1)],
        )
        .op("MatMul", &["normal", "qkv"], "projected", vec![])
        .op("Reshape", &["projected", "heads"], "split", vec![])
        .op(
            "Transpose",
            &["split"],
            "by_part",
            vec![ints("perm", &[2, 0, 3, 1, 4])],
        );
    let network =
        ["q", "k", "v"]
            .into_iter()
            .enumerate()
            .fold(network, |network, (place, name)| {
                let index = format!("index_{name}");
                network
                    .ints(&index, &[place as i64])
                    .op(
                        "Gather",
                        &["by_part", &index],
                        &format!("{name}1"),
                        vec![AttributeProto::int("axis", 0)],
                    )
                    .op("Squeeze", &[&format!("{name}1"), "first"], name, vec![])
            });
    let network = network
        .op("Transpose", &["k"], "kt", vec![ints("perm", &[0, 1, 3, 2])])
        .op("MatMul", &["q", "kt"], "scores", vec![])
        .op("Div", &["scores", "root"], "scaled", vec![])
        .op(
            "Softmax",
            &["scaled"],
            "attention",
            vec![AttributeProto::int("axis", -1)],
        )
        .op("MatMul", &["attention", "v"], "mixed", vec![])
        .op(
            "Transpose",
            &["mixed"],
            "back",
            vec![ints("perm", &[0, 2, 1, 3])],
        )
        .op("Reshape", &["back", "joined"], "flat", vec![])
        .op("MatMul", &["flat", "out"], "o", vec![])
        .op("Add", &["o", "placed"], "around", vec![])
        .op("Div", &["around", "root"], "g1", vec![])
        .op("Erf", &["g1"], "g2", vec![])
        .op("Add", &["g2", "one"], "g3", vec![])
        .op("Mul", &["around", "g3"], "g4", vec![])
        .op("Mul", &["g4", "half"], "gelu", vec![])
        .op(
            "Gather",
            &["gelu", "first"],
            "picked",
            vec![AttributeProto::int("axis", 1)],
        )
        .ints("one_axis", &[1])
        .op("Squeeze", &["picked", "one_axis"], "chosen", vec![])
        .op("MatMul", &["chosen", "head"], "y", vec![]);
    assert_agrees(&network, &[2, 1, 4, 4]);
}

/// Down and up again, with a resize by scales and one by computed sizes, for any number of pictures.
#[test]
fn a_network_that_goes_up_again() {
    let mut network = Network::new(DataType::Float, &[-1, 2, 6, 6]);
    for (name, dims) in [
        ("w1", &[3, 2, 3, 3][..]),
        ("w2", &[3, 2, 2, 2]),
        ("w3", &[1, 3, 1, 1]),
    ] {
        network = weights(network, name, dims);
    }
    let network = network
        .constant("scales", &[4], &[1.0, 1.0, 2.0, 2.0])
        .ints("sides", &[6, 6])
        .ints("from", &[0])
        .ints("to", &[2])
        .op(
            "Conv",
            &["x", "w1"],
            "a",
            vec![ints("strides", &[2, 2]), ints("pads", &[1, 1, 1, 1])],
        )
        .op("Tanh", &["a"], "t", vec![])
        .op(
            "Resize",
            &["t", "", "scales"],
            "up",
            vec![AttributeProto::string("mode", "linear")],
        )
        .op(
            "ConvTranspose",
            &["t", "w2"],
            "turned",
            vec![ints("strides", &[2, 2])],
        )
        .op("Shape", &["turned"], "shape", vec![])
        .op("Slice", &["shape", "from", "to"], "head", vec![])
        .op(
            "Concat",
            &["head", "sides"],
            "sizes",
            vec![AttributeProto::int("axis", 0)],
        )
        .op("Conv", &["up", "w3"], "one", vec![])
        .op("Mul", &["turned", "one"], "y", vec![]);
    assert_agrees(&network, &[2, 2, 6, 6]);
}

/// The same network with the sizes of its `Resize` computed, as exporters write it.
#[test]
fn a_resize_to_computed_sizes() {
    let network = weights(
        Network::new(DataType::Float, &[-1, 2, 3, 3]),
        "w",
        &[2, 2, 1, 1],
    )
    .ints("sides", &[6, 6])
    .ints("from", &[0])
    .ints("to", &[2])
    .op("Conv", &["x", "w"], "a", vec![])
    .op("Shape", &["a"], "shape", vec![])
    .op("Slice", &["shape", "from", "to"], "head", vec![])
    .op(
        "Concat",
        &["head", "sides"],
        "sizes",
        vec![AttributeProto::int("axis", 0)],
    )
    .op(
        "Resize",
        &["a", "", "", "sizes"],
        "up",
        vec![AttributeProto::string("mode", "linear")],
    )
    .ints("maps", &[1, 2, 3])
    .op("Mul", &["up", "up"], "square", vec![])
    .op(
        "ReduceMean",
        &["square", "maps"],
        "y",
        vec![AttributeProto::int("keepdims", 0)],
    );
    assert_agrees(&network, &[2, 2, 3, 3]);
}
