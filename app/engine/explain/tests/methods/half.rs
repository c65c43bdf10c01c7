//! Models of 16-bit floats: their responses are those of the same weights in 32 bits.

use explain::{Method, PictureInput};
use graph::messages::{
    AttributeProto, DataType, GraphProto, ModelProto, NodeProto, TensorProto, ValueInfoProto,
};
use runtime::ProviderChoice;

use crate::bench::{Bench, CPU, bench_for, explain, picture};

const SHAPE: [usize; 4] = [1, 3, 6, 6];

/// A convolution, a `Relu` and a dense layer, whose weights are the same in every type.
fn network(element: DataType) -> ModelProto {
    let constant = |name: &str, dims: &[i64]| {
        let count = dims.iter().product::<i64>();
        let values: Vec<f64> = (0..count)
            .map(|index| (index * 37 % 65 - 32) as f64 / 64.0)
            .collect();
        TensorProto {
            name: name.to_owned(),
            ..TensorProto::floats_as(element, dims, &values)
        }
    };
    let sizes = ["batch".into(), 3.into(), 6.into(), 6.into()];
    let scores = ["batch".into(), 3.into()];
    let graph = GraphProto {
        name: "network".to_owned(),
        node: vec![
            NodeProto::of("Conv", &["image", "kernel", "shift"], &["maps"])
                .with(AttributeProto::ints("pads", &[1, 1, 1, 1])),
            NodeProto::of("Relu", &["maps"], &["active"]),
            NodeProto::of("Flatten", &["active"], &["flat"]),
            NodeProto::of("Gemm", &["flat", "weight", "bias"], &["logits"]),
        ],
        initializer: vec![
            constant("kernel", &[4, 3, 3, 3]),
            constant("shift", &[4]),
            constant("weight", &[4 * 6 * 6, 3]),
            constant("bias", &[3]),
        ],
        input: vec![ValueInfoProto::tensor("image", element, &sizes)],
        output: vec![ValueInfoProto::tensor("logits", element, &scores)],
        ..GraphProto::default()
    };
    ModelProto::of(graph, 17)
}

fn bench(element: DataType, provider: ProviderChoice) -> Bench {
    let input = PictureInput {
        shape: &SHAPE,
        ..PictureInput::default()
    };
    let bench = bench_for(&network(element), input, provider).unwrap();
    let graph = bench.explainer.model().graph();
    assert_eq!(graph.element("image"), Some(element));
    bench
}

#[test]
fn sixteen_bits_answer_as_thirty_two() {
    for provider in [CPU, ProviderChoice::Auto] {
        let half = bench(DataType::Float16, provider);
        let single = bench(DataType::Float, provider);
        for method in Method::ALL {
            let found = explain(&half, method, &picture(&SHAPE));
            let expected = explain(&single, method, &picture(&SHAPE)).values;
            let largest = expected
                .iter()
                .fold(0.0_f32, |most, value| most.max(value.abs()));
            assert!(largest > 0.0, "{method}");
            assert_eq!(found.caveats, [], "{method}");
            for (found, expected) in found.values.iter().zip(&expected) {
                // A comparison with what is not a number fails, too.
                let is_near = (found - expected).abs() <= 0.02 * largest;
                assert!(is_near, "{method}: {found}, not {expected} of {largest}");
            }
        }
    }
}
