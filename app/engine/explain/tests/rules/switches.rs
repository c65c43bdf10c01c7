//! The rule for `Relu`: the gradient, guided backpropagation and the deconvnet of one session.

use graph::ReluRule;
use graph::messages::DataType;
use runtime::ElementKind;

use crate::session::{Network, Seed, array, assert_close, floats, run};

const X: [f32; 6] = [-1.0, 2.0, 3.0, -0.5, 1.5, 0.0];
const WEIGHT: [f64; 6] = [2.0, -1.0, 1.0, 3.0, 2.0, 1.0];
const SEED: [f32; 6] = [1.0, 1.0, -2.0, 1.0, 0.5, 1.0];

/// `y = relu(w · relu(x) + 1)`, by hand.
fn by_hand(rule: ReluRule) -> Vec<f32> {
    let through = |gradient: f32, output: f32| match rule {
        ReluRule::Gradient if output > 0.0 => gradient,
        ReluRule::Guided if output > 0.0 => gradient.max(0.0),
        ReluRule::Deconvnet => gradient.max(0.0),
        _ => 0.0,
    };
    let elements = X.iter().zip(WEIGHT).zip(SEED);
    elements
        .map(|((x, weight), seed)| {
            let (first, weight) = (x.max(0.0), weight as f32);
            let second = (weight * first + 1.0).max(0.0);
            through(through(seed, second) * weight, first)
        })
        .collect()
}

#[test]
fn one_session_has_every_rule() {
    for (element, kind) in [
        (DataType::Float, ElementKind::F32),
        (DataType::Double, ElementKind::F64),
    ] {
        let network = Network::new(element, &[2, 3])
            .constant("w", &[2, 3], &WEIGHT)
            .constant("one", &[], &[1.0])
            .op("Relu", &["x"], "first", vec![])
            .op("Mul", &["first", "w"], "weighted", vec![])
            .op("Add", &["weighted", "one"], "sum", vec![])
            .op("Relu", &["sum"], "y", vec![]);
        let session = network.open("y", &["x"]).unwrap();
        assert_eq!(session.relu_count(), 2, "{element:?}");
        let x = floats(&[2, 3], &X).cast(kind).unwrap();
        let seed = Seed::Values(array(&[2, 3], &SEED));
        for rule in [ReluRule::Gradient, ReluRule::Guided, ReluRule::Deconvnet] {
            assert_close(&run(&session, &x, &seed, rule), &by_hand(rule));
        }
    }
}

#[test]
fn every_size_of_activation_opens_the_gate() {
    let x = [1e-30, 1e-6, 1.0, 1e20, 3e38, -1e-30];
    let network = Network::new(DataType::Float, &[6]).op("Relu", &["x"], "y", vec![]);
    let seed = Seed::Values(array(&[6], &[1.0; 6]));
    let gradient = network.gradient("y", &floats(&[6], &x), &seed, ReluRule::Gradient);
    assert_eq!(gradient, [1.0, 1.0, 1.0, 1.0, 1.0, 0.0]);
}

#[test]
fn without_relu_the_rules_are_one() {
    let network = Network::new(DataType::Float, &[3]).op("Tanh", &["x"], "y", vec![]);
    let session = network.open("y", &["x"]).unwrap();
    assert_eq!(session.relu_count(), 0);
    let (x, seed) = (
        floats(&[3], &[0.5, -1.0, 2.0]),
        Seed::Values(array(&[3], &[1.0, -1.0, 1.0])),
    );
    let gradient = run(&session, &x, &seed, ReluRule::Gradient);
    assert_eq!(run(&session, &x, &seed, ReluRule::Guided), gradient);
    assert_eq!(run(&session, &x, &seed, ReluRule::Deconvnet), gradient);
}
