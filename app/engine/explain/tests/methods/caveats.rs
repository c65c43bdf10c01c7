//! Responses beside which something must be said.

use explain::{Caveat, Method};
use graph::messages::{AttributeProto, GraphProto, ModelProto, NodeProto, TensorProto};
use testbench::models;

use crate::bench::{assert_says, bench, changed, explain, picture};

const SHAPE: [usize; 4] = [1, 3, 16, 12];

/// The response of every method that is concerned is zero, and said to be.
fn assert_all_zero(model: &ModelProto, is_concerned: impl Fn(Method) -> bool) {
    let bench = bench(model, &SHAPE);
    let methods = Method::ALL.into_iter();
    for method in methods.filter(|method| is_concerned(*method)) {
        let response = explain(&bench, method, &picture(&SHAPE));
        assert!(
            response.values.iter().all(|value| *value == 0.0),
            "{method}"
        );
        assert_eq!(response.caveats, [Caveat::AllZero], "{method}");
    }
    let said = Caveat::AllZero.to_string();
    let parts = [
        "zero everywhere",
        "saturated or off",
        "explain another class",
    ];
    assert_says(&said, &parts);
}

/// Gives a list of constants one value.
fn fill(graph: &mut GraphProto, name: &str, value: f32) {
    let mut constants = graph.initializer.iter_mut();
    let constant = constants.find(|constant| constant.name == name).unwrap();
    let count = constant.dims[0];
    *constant = TensorProto::floats(name, &[count], &vec![value; count as usize]);
}

#[test]
fn a_dead_network_is_said_to_be_off() {
    let dead = changed(|graph| fill(graph, "conv2.bias", -1e3));
    // The deconvnet does not ask whether a `Relu` is off.
    assert_all_zero(&dead, |method| method != Method::Deconvnet);
}

#[test]
fn a_saturated_network_is_said_to_be_saturated() {
    let saturated = changed(|graph| {
        fill(graph, "dense.bias", 1e3);
        // What stands behind the sigmoid keeps it from being taken for a closing one.
        let mix = [1.0, 0.5, 0.0, 0.0, 1.0, 0.5, 0.5, 0.0, 1.0];
        graph
            .initializer
            .push(TensorProto::floats("mix", &[3, 3], &mix));
        graph
            .node
            .push(NodeProto::of("Sigmoid", &["logits"], &["sure"]));
        graph.node.push(
            NodeProto::of("Gemm", &["sure", "mix"], &["scores"])
                .with(AttributeProto::int("transB", 1)),
        );
        graph.output[0].name = "scores".to_owned();
    });
    // The feature response begins before the sigmoid.
    assert_all_zero(&saturated, |method| method != Method::FeatureResponse);
}

#[test]
fn what_is_not_a_number_is_counted() {
    let shape = [1, 3, 8, 8];
    let bench = bench(&models::nan_output(), &shape);
    let response = explain(&bench, Method::Occlusion, &picture(&shape));
    assert_eq!(response.caveats, [Caveat::NotFinite(3 * 8 * 8)]);
    let said = response.caveats[0].to_string();
    assert_says(&said, &["192 values", "not a number"]);
}
