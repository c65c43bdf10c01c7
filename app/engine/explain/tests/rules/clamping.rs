//! Dropping gradients below zero behind every activation, whichever operators it is written in.

use graph::ReluRule;
use graph::messages::{AttributeProto, DataType};

use crate::session::{Network, Seed, array, assert_close, floats};

const X: [f32; 6] = [-2.5, -1.0, -0.25, 0.25, 1.0, 2.5];
const SEED: [f32; 6] = [1.0, -1.0, 2.0, 1.0, -2.0, 0.5];

fn gradient(mut network: Network, clamps: bool) -> Vec<f32> {
    network.clamps = clamps;
    let seed = Seed::Values(array(&[6], &SEED));
    network.gradient("y", &floats(&[6], &X), &seed, ReluRule::Gradient)
}

fn network() -> Network {
    Network::new(DataType::Float, &[6])
        .constant("half", &[], &[0.5])
        .constant("one", &[], &[1.0])
        .constant("root", &[], &[std::f64::consts::SQRT_2])
        .constant("three", &[], &[3.0])
        .constant("zero", &[], &[0.0])
        .constant("six", &[], &[6.0])
        .constant("cubic", &[], &[0.044_715])
        .constant("density", &[], &[(2.0 / std::f64::consts::PI).sqrt()])
}

fn silu() -> Network {
    network()
        .op("Sigmoid", &["x"], "gate", vec![])
        .op("Mul", &["x", "gate"], "y", vec![])
}

fn gelu() -> Network {
    network()
        .op("Div", &["x", "root"], "scaled", vec![])
        .op("Erf", &["scaled"], "erf", vec![])
        .op("Add", &["erf", "one"], "gate", vec![])
        .op("Mul", &["x", "gate"], "gated", vec![])
        .op("Mul", &["gated", "half"], "y", vec![])
}

fn gelu_halved_first() -> Network {
    network()
        .op("Div", &["x", "root"], "scaled", vec![])
        .op("Erf", &["scaled"], "erf", vec![])
        .op("Add", &["erf", "one"], "gate", vec![])
        .op("Mul", &["x", "half"], "halved", vec![])
        .op("Mul", &["halved", "gate"], "y", vec![])
}

fn gelu_by_tanh() -> Network {
    network()
        .op("Pow", &["x", "three"], "cube", vec![])
        .op("Mul", &["cube", "cubic"], "small", vec![])
        .op("Add", &["x", "small"], "sum", vec![])
        .op("Mul", &["sum", "density"], "scaled", vec![])
        .op("Tanh", &["scaled"], "tanh", vec![])
        .op("Add", &["tanh", "one"], "gate", vec![])
        .op("Mul", &["x", "gate"], "gated", vec![])
        .op("Mul", &["gated", "half"], "y", vec![])
}

fn hard_swish() -> Network {
    network()
        .op("Add", &["x", "three"], "moved", vec![])
        .op("Clip", &["moved", "zero", "six"], "cut", vec![])
        .op("Div", &["cut", "six"], "gate", vec![])
        .op("Mul", &["x", "gate"], "y", vec![])
}

fn mish() -> Network {
    network()
        .op("Softplus", &["x"], "plus", vec![])
        .op("Tanh", &["plus"], "gate", vec![])
        .op("Mul", &["x", "gate"], "y", vec![])
}

/// What the clamp must give: the slope where the gradient at the activation is above zero.
fn expected(network: Network) -> Vec<f32> {
    let plain = gradient(network, false);
    plain
        .iter()
        .zip(SEED)
        .map(|(value, seed)| if seed > 0.0 { *value } else { 0.0 })
        .collect()
}

#[test]
fn a_chain_is_one_activation() {
    for (name, network) in [
        ("SiLU", silu as fn() -> Network),
        ("GELU", gelu),
        ("GELU, halved first", gelu_halved_first),
        ("HardSwish", hard_swish),
        ("Mish", mish),
    ] {
        println!("{name}");
        assert_close(&gradient(network(), true), &expected(network()));
    }
}

/// The cube makes the argument of this one of two parts, so that the chain is not followed to `x`.
#[test]
fn a_gate_by_tanh_is_part_of_its_activation() {
    assert_close(&gradient(gelu_by_tanh(), true), &expected(gelu_by_tanh()));
}

#[test]
fn operators_of_their_own_are_clamped() {
    for operator in ["HardSwish", "LeakyRelu", "Relu", "Softplus", "Tanh"] {
        let network = || network().op(operator, &["x"], "y", vec![]);
        println!("{operator}");
        assert_close(&gradient(network(), true), &expected(network()));
    }
}

/// A product of two maps, or of a map with weights made of all of it (squeeze and excitation), is
/// no activation.
#[test]
fn other_products_are_left_alone() {
    let products = [
        network()
            .ints("axes", &[0])
            .op(
                "ReduceMean",
                &["x", "axes"],
                "mean",
                vec![AttributeProto::int("keepdims", 1)],
            )
            .op("Sigmoid", &["mean"], "gate", vec![])
            .op("Mul", &["x", "gate"], "y", vec![]),
        network().op("Mul", &["x", "x"], "y", vec![]),
        network().op("Mul", &["x", "three"], "y", vec![]),
    ];
    for network in products {
        let plain = network.gradient(
            "y",
            &floats(&[6], &X),
            &Seed::Values(array(&[6], &SEED)),
            ReluRule::Gradient,
        );
        assert_close(&gradient(network, true), &plain);
    }
}
