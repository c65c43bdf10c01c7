//! Bringing models to the version that gradients are written in: what they compute stays the same.
#![allow(clippy::unwrap_used)]

use graph::messages::{
    AttributeProto, DataType, Dimension, GraphProto, ModelProto, NodeProto, TensorProto,
    ValueInfoProto,
};
use graph::{DIFFERENTIABLE_OPSET, OpsetProblem, to_differentiable_opset};
use jobs::Work;
use ndarray::ArrayD;
use prost::Message;
use runtime::{
    LoadOptions, Model, Optimisation, Provider, ProviderChoice, Runtime, Tensor, library_candidates,
};

/// A graph of the input `x` in some version of the operators.
#[derive(Clone)]
struct Sample {
    version: i64,
    shape: Vec<i64>,
    graph: GraphProto,
}

impl Sample {
    fn new(version: i64, shape: &[i64]) -> Self {
        let dims: Vec<Dimension> = shape.iter().copied().map(Dimension::from).collect();
        let graph = GraphProto {
            name: "sample".to_owned(),
            input: vec![ValueInfoProto::tensor("x", DataType::Float, &dims)],
            ..GraphProto::default()
        };
        Self {
            version,
            shape: shape.to_vec(),
            graph,
        }
    }

    fn with(mut self, constant: TensorProto) -> Self {
        self.graph.initializer.push(constant);
        self
    }

    fn floats(self, name: &str, dims: &[i64]) -> Self {
        let count = dims.iter().product::<i64>() as usize;
        self.with(TensorProto::floats(name, dims, &wave(count, name.len())))
    }

    /// A node whose outputs are all outputs of the graph.
    fn node(
        mut self,
        operator: &str,
        inputs: &[&str],
        outputs: &[&str],
        attributes: Vec<AttributeProto>,
    ) -> Self {
        self.graph.node.push(NodeProto {
            attribute: attributes,
            ..NodeProto::of(operator, inputs, outputs)
        });
        self.graph.output = outputs
            .iter()
            .map(|name| ValueInfoProto::untyped(name))
            .collect();
        self
    }

    /// A node that reads `x` alone and writes `y`.
    fn plain(self, operator: &str, attributes: Vec<AttributeProto>) -> Self {
        self.node(operator, &["x"], &["y"], attributes)
    }

    fn model(&self) -> ModelProto {
        let mut model = ModelProto::of(self.graph.clone(), self.version);
        // Versions from 23 on need a newer file format.
        model.ir_version = if self.version > 20 { 11 } else { 8 };
        model
    }

    fn run(&self, model: &ModelProto) -> Vec<(String, Tensor)> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("model.onnx");
        std::fs::write(&path, model.encode_to_vec()).unwrap();
        let runtime = Runtime::load(&library_candidates(None))
            .unwrap_or_else(|error| panic!("run `cargo xtask setup` once.\n{error}"));
        let options = LoadOptions {
            optimisation: Optimisation::Off,
            threads: None,
        };
        let choice = ProviderChoice::Only(Provider::Cpu);
        let work = Work::detached();
        let loaded = Model::load_with(&runtime, &path, choice, options, &work)
            .unwrap_or_else(|error| panic!("{error:?}\n{:?}", model.graph));
        let shape: Vec<usize> = self.shape.iter().map(|size| *size as usize).collect();
        let x = ArrayD::from_shape_vec(shape, wave(self.shape.iter().product::<i64>() as usize, 0))
            .unwrap();
        loaded
            .run(&[("x".to_owned(), Tensor::F32(x))], &work)
            .unwrap()
            .outputs
    }

    /// Compares what the model computes before and after, and gives the version it has then.
    fn version_after(&self) -> i64 {
        let before = self.model();
        let mut after = before.clone();
        to_differentiable_opset(&mut after).unwrap();
        let (expected, found) = (self.run(&before), self.run(&after));
        assert_eq!(found.len(), expected.len());
        for ((name, found), (_, expected)) in found.iter().zip(&expected) {
            assert_eq!(found.shape(), expected.shape(), "{name}");
            let (found, expected) = (found.to_f32().unwrap(), expected.to_f32().unwrap());
            let is_close = found
                .iter()
                .zip(&expected)
                .all(|(a, b)| (a - b).abs() <= 1e-5 * (1.0 + b.abs()));
            assert!(
                is_close,
                "{name}: {found} instead of {expected}\n{:?}",
                after.graph
            );
        }
        after.opset_import[0].version
    }

    fn stays_the_same(&self) {
        assert_eq!(self.version_after(), DIFFERENTIABLE_OPSET);
    }

    fn problem(&self) -> OpsetProblem {
        to_differentiable_opset(&mut self.model()).unwrap_err()
    }
}

/// Values of both signs, none of which is another.
fn wave(count: usize, phase: usize) -> Vec<f32> {
    (0..count)
        .map(|place| ((place * 7 + phase) as f32 * 0.37).sin() * 2.0 + place as f32 * 1e-3)
        .collect()
}

fn ints(name: &str, values: &[i64]) -> AttributeProto {
    AttributeProto::ints(name, values)
}

fn int(name: &str, value: i64) -> AttributeProto {
    AttributeProto::int(name, value)
}

fn float(name: &str, value: f32) -> AttributeProto {
    AttributeProto::float(name, value)
}

fn text(name: &str, value: &str) -> AttributeProto {
    AttributeProto::string(name, value)
}

fn floats(name: &str, values: &[f32]) -> AttributeProto {
    AttributeProto {
        floats: values.to_vec(),
        r#type: graph::messages::AttributeKind::Floats.into(),
        ..AttributeProto::ints(name, &[])
    }
}

fn int_list(name: &str, values: &[i64]) -> TensorProto {
    TensorProto::int64s(name, &[values.len() as i64], values)
}

#[test]
fn axes_that_were_attributes() {
    Sample::new(7, &[2, 1, 3, 1])
        .plain("Squeeze", vec![ints("axes", &[1, 3])])
        .stays_the_same();
    Sample::new(12, &[2, 1, 3, 1])
        .plain("Squeeze", vec![])
        .stays_the_same();
    Sample::new(11, &[2, 3])
        .plain("Unsqueeze", vec![ints("axes", &[0, -1])])
        .stays_the_same();
    for operator in [
        "ReduceL1",
        "ReduceL2",
        "ReduceLogSumExp",
        "ReduceMax",
        "ReduceMean",
        "ReduceMin",
        "ReduceProd",
        "ReduceSum",
        "ReduceSumSquare",
    ] {
        for (version, axes) in [(7, vec![1]), (11, vec![-1, 0]), (12, vec![])] {
            let mut attributes = vec![int("keepdims", i64::from(version == 11))];
            if !axes.is_empty() {
                attributes.push(ints("axes", &axes));
            }
            Sample::new(version, &[2, 3, 4])
                .plain(operator, attributes)
                .stays_the_same();
        }
        if operator != "ReduceSum" {
            Sample::new(17, &[2, 3, 4])
                .plain(operator, vec![ints("axes", &[1, 2])])
                .stays_the_same();
        }
    }
    Sample::new(13, &[2, 3, 4])
        .with(int_list("axes", &[1]))
        .node("ReduceSum", &["x", "axes"], &["y"], vec![])
        .stays_the_same();
    Sample::new(17, &[2, 3, 4])
        .node("Abs", &["x"], &["positive"], vec![])
        .node(
            "ReduceLogSum",
            &["positive"],
            &["y"],
            vec![ints("axes", &[1])],
        )
        .stays_the_same();
}

#[test]
fn parts_of_a_split() {
    let outputs = ["y", "z"];
    Sample::new(7, &[2, 6])
        .node(
            "Split",
            &["x"],
            &outputs,
            vec![int("axis", 1), ints("split", &[2, 4])],
        )
        .stays_the_same();
    Sample::new(11, &[4, 3])
        .node("Split", &["x"], &outputs, vec![])
        .stays_the_same();
    Sample::new(13, &[4, 3])
        .node("Split", &["x"], &outputs, vec![int("axis", 0)])
        .stays_the_same();
    Sample::new(13, &[4, 3])
        .with(int_list("sizes", &[1, 3]))
        .node("Split", &["x", "sizes"], &outputs, vec![])
        .stays_the_same();
}

#[test]
fn bounds_of_a_clip() {
    for attributes in [
        vec![float("min", -0.5), float("max", 0.75)],
        vec![float("min", 0.0)],
        vec![float("max", 0.5)],
        vec![],
    ] {
        Sample::new(7, &[2, 5])
            .plain("Clip", attributes.clone())
            .stays_the_same();
        Sample::new(10, &[2, 5])
            .plain("Clip", attributes)
            .stays_the_same();
    }
    Sample::new(11, &[2, 5])
        .with(TensorProto::floats("low", &[], &[-0.5]))
        .node("Clip", &["x", "low"], &["y"], vec![])
        .stays_the_same();
}

#[test]
fn widths_of_padding() {
    let pads = || ints("pads", &[0, 1, 0, 2]);
    Sample::new(7, &[2, 4])
        .plain("Pad", vec![pads()])
        .stays_the_same();
    Sample::new(10, &[2, 4])
        .plain("Pad", vec![pads(), float("value", 1.5)])
        .stays_the_same();
    for mode in ["reflect", "edge", "constant"] {
        Sample::new(10, &[2, 4])
            .plain("Pad", vec![pads(), text("mode", mode)])
            .stays_the_same();
    }
    Sample::new(13, &[2, 4])
        .with(int_list("pads", &[1, 0, 0, 1]))
        .node("Pad", &["x", "pads"], &["y"], vec![])
        .stays_the_same();
}

#[test]
fn ranges_of_a_slice() {
    let range = || vec![ints("starts", &[1, -3]), ints("ends", &[3, 1000])];
    Sample::new(7, &[4, 5])
        .plain("Slice", range())
        .stays_the_same();
    let with_axes = [range(), vec![ints("axes", &[1, 0])]].concat();
    Sample::new(9, &[4, 5])
        .plain("Slice", with_axes)
        .stays_the_same();
    Sample::new(10, &[4, 5])
        .with(int_list("starts", &[3]))
        .with(int_list("ends", &[-100]))
        .with(int_list("axes", &[1]))
        .with(int_list("steps", &[-2]))
        .node(
            "Slice",
            &["x", "starts", "ends", "axes", "steps"],
            &["y"],
            vec![],
        )
        .stays_the_same();
}

#[test]
fn how_many_of_the_highest() {
    Sample::new(7, &[3, 6])
        .node(
            "TopK",
            &["x"],
            &["y", "places"],
            vec![int("k", 2), int("axis", 1)],
        )
        .stays_the_same();
    Sample::new(10, &[3, 6])
        .with(int_list("k", &[2]))
        .node("TopK", &["x", "k"], &["y", "places"], vec![])
        .stays_the_same();
}

#[test]
fn scales_of_a_picture() {
    for mode in ["nearest", "linear"] {
        let up = [1.0, 1.0, 2.0, 3.0];
        Sample::new(7, &[1, 2, 3, 4])
            .plain("Upsample", vec![text("mode", mode), floats("scales", &up)])
            .stays_the_same();
        for (version, operator) in [(9, "Upsample"), (10, "Resize")] {
            Sample::new(version, &[1, 2, 3, 4])
                .with(TensorProto::floats("scales", &[4], &up))
                .node(operator, &["x", "scales"], &["y"], vec![text("mode", mode)])
                .stays_the_same();
        }
        Sample::new(10, &[1, 2, 6, 4])
            .with(TensorProto::floats("scales", &[4], &[1.0, 1.0, 0.5, 1.5]))
            .node("Resize", &["x", "scales"], &["y"], vec![text("mode", mode)])
            .stays_the_same();
    }
}

/// In version 11 the region of interest and the scales had to be there, if only empty.
#[test]
fn sizes_of_a_picture() {
    for coordinates in [
        "half_pixel",
        "align_corners",
        "pytorch_half_pixel",
        "asymmetric",
    ] {
        for mode in ["nearest", "linear", "cubic"] {
            let attributes = || {
                vec![
                    text("mode", mode),
                    text("coordinate_transformation_mode", coordinates),
                ]
            };
            let sample = Sample::new(11, &[1, 2, 3, 4]).with(TensorProto::floats("roi", &[0], &[]));
            sample
                .clone()
                .with(TensorProto::floats("scales", &[4], &[1.0, 1.0, 2.0, 1.5]))
                .node("Resize", &["x", "roi", "scales"], &["y"], attributes())
                .stays_the_same();
            sample
                .with(TensorProto::floats("none", &[0], &[]))
                .with(int_list("sizes", &[1, 2, 7, 5]))
                .node(
                    "Resize",
                    &["x", "roi", "none", "sizes"],
                    &["y"],
                    attributes(),
                )
                .stays_the_same();
        }
    }
    let given_up = Sample::new(11, &[1, 2, 3, 4])
        .plain(
            "Resize",
            vec![text(
                "coordinate_transformation_mode",
                "tf_half_pixel_for_nn",
            )],
        )
        .problem();
    assert!(
        given_up.to_string().contains("tf_half_pixel_for_nn"),
        "{given_up}"
    );
}

#[test]
fn dropout_does_nothing() {
    Sample::new(7, &[2, 3])
        .plain("Dropout", vec![float("ratio", 0.7)])
        .stays_the_same();
    Sample::new(12, &[2, 3])
        .with(TensorProto::floats("ratio", &[], &[0.7]))
        .node("Dropout", &["x", "ratio"], &["y"], vec![])
        .stays_the_same();
    let mask = Sample::new(10, &[2, 3])
        .node("Dropout", &["x"], &["y", "mask"], vec![])
        .problem();
    assert!(mask.to_string().contains("mask"), "{mask}");
}

#[test]
fn statistics_of_a_batch() {
    for (version, attributes) in [
        (7, vec![float("epsilon", 0.01), float("momentum", 0.8)]),
        (7, vec![int("spatial", 1)]),
        (9, vec![]),
        (14, vec![int("training_mode", 0)]),
    ] {
        Sample::new(version, &[2, 3, 4, 4])
            .floats("scale", &[3])
            .floats("bias_", &[3])
            .floats("mean", &[3])
            .with(TensorProto::floats("variance", &[3], &[0.5, 1.0, 2.0]))
            .node(
                "BatchNormalization",
                &["x", "scale", "bias_", "mean", "variance"],
                &["y"],
                attributes,
            )
            .stays_the_same();
    }
    let problem = Sample::new(7, &[2, 3, 4, 4])
        .plain("BatchNormalization", vec![int("spatial", 0)])
        .problem();
    assert!(problem.to_string().contains("spatial"), "{problem}");
}

#[test]
fn softmax_of_everything_behind_an_axis() {
    for operator in ["Softmax", "LogSoftmax", "Hardmax"] {
        for axis in [None, Some(0), Some(1), Some(2), Some(3), Some(-1), Some(-2)] {
            let attributes: Vec<_> = axis.map(|axis| int("axis", axis)).into_iter().collect();
            if axis.is_none_or(|axis| axis >= 0) {
                Sample::new(7, &[2, 3, 2, 4])
                    .plain(operator, attributes.clone())
                    .stays_the_same();
            }
            Sample::new(11, &[2, 3, 2, 4])
                .plain(operator, attributes.clone())
                .stays_the_same();
            // Of a value whose rank is not declared.
            Sample::new(11, &[2, 3, 2, 4])
                .node("Relu", &["x"], &["r"], vec![])
                .node(operator, &["r"], &["y"], attributes.clone())
                .stays_the_same();
            Sample::new(13, &[2, 3, 2, 4])
                .plain(operator, attributes)
                .stays_the_same();
        }
    }
}

#[test]
fn scatter_has_a_new_name() {
    for version in [9, 10] {
        Sample::new(version, &[2, 3])
            .with(TensorProto::int64s("places", &[1, 2], &[2, 0]))
            .floats("updates", &[1, 2])
            .node(
                "Scatter",
                &["x", "places", "updates"],
                &["y"],
                vec![int("axis", 1)],
            )
            .stays_the_same();
    }
}

/// Nodes of the graphs inside a node are raised as well.
#[test]
fn graphs_inside_nodes() {
    let branch = |name: &str, axis: i64| GraphProto {
        name: name.to_owned(),
        node: vec![NodeProto::of("ReduceMean", &["x"], &[name]).with(ints("axes", &[axis]))],
        output: vec![ValueInfoProto::untyped(name)],
        ..GraphProto::default()
    };
    let branches = vec![
        AttributeProto::graph("then_branch", branch("then", 0)),
        AttributeProto::graph("else_branch", branch("else", 1)),
    ];
    for value in [true, false] {
        Sample::new(12, &[2, 3])
            .with(TensorProto::truth("condition", value))
            .node("If", &["condition"], &["y"], branches.clone())
            .stays_the_same();
    }
}

#[test]
fn activations_that_came_later() {
    Sample::new(20, &[2, 5])
        .plain("Gelu", vec![])
        .stays_the_same();
    Sample::new(20, &[2, 5])
        .plain("Gelu", vec![text("approximate", "none")])
        .stays_the_same();
    Sample::new(20, &[2, 5])
        .plain("Gelu", vec![text("approximate", "tanh")])
        .stays_the_same();
    Sample::new(24, &[2, 5])
        .plain("Swish", vec![])
        .stays_the_same();
    Sample::new(24, &[2, 5])
        .plain("Swish", vec![float("alpha", 1.5)])
        .stays_the_same();
}

#[test]
fn root_mean_squares() {
    for (axis, scale) in [
        (None, &[4][..]),
        (Some(-2), &[3, 4]),
        (Some(1), &[3, 4]),
        (Some(2), &[4]),
    ] {
        let mut attributes: Vec<_> = axis.map(|axis| int("axis", axis)).into_iter().collect();
        attributes.push(float("epsilon", 0.01));
        Sample::new(23, &[2, 3, 4])
            .floats("scale", scale)
            .node("RMSNormalization", &["x", "scale"], &["y"], attributes)
            .stays_the_same();
    }
}

#[test]
fn attention_of_four_dimensions() {
    let sample = || {
        Sample::new(23, &[2, 2, 3, 4])
            .floats("keys", &[2, 2, 5, 4])
            .floats("values", &[2, 2, 5, 4])
    };
    sample()
        .node("Attention", &["x", "keys", "values"], &["y"], vec![])
        .stays_the_same();
    sample()
        .node(
            "Attention",
            &["x", "keys", "values"],
            &["y"],
            vec![float("scale", 0.3)],
        )
        .stays_the_same();
    for shape in [&[3, 5][..], &[2, 1, 3, 5]] {
        sample()
            .floats("mask", shape)
            .node(
                "Attention",
                &["x", "keys", "values", "mask"],
                &["y"],
                vec![float("scale", 0.25)],
            )
            .stays_the_same();
    }
    let truths = TensorProto {
        name: "mask".to_owned(),
        data_type: DataType::Bool.into(),
        dims: vec![3, 5],
        int32_data: (0..15).map(|place| i32::from(place % 4 != 1)).collect(),
        ..TensorProto::default()
    };
    sample()
        .with(truths)
        .node(
            "Attention",
            &["x", "keys", "values", "mask"],
            &["y"],
            vec![],
        )
        .stays_the_same();
}

#[test]
fn attention_of_three_dimensions() {
    let heads = || vec![int("q_num_heads", 2), int("kv_num_heads", 2)];
    let sample = || {
        Sample::new(23, &[2, 3, 8])
            .floats("keys", &[2, 5, 8])
            .floats("values", &[2, 5, 6])
    };
    sample()
        .node("Attention", &["x", "keys", "values"], &["y"], heads())
        .stays_the_same();
    sample()
        .floats("mask", &[3, 5])
        .node(
            "Attention",
            &["x", "keys", "values", "mask"],
            &["y"],
            [heads(), vec![float("scale", 0.5)]].concat(),
        )
        .stays_the_same();
}

#[test]
fn attention_that_has_no_older_form() {
    for attribute in [int("is_causal", 1), float("softcap", 2.0)] {
        let problem = Sample::new(23, &[2, 2, 3, 4])
            .floats("keys", &[2, 2, 5, 4])
            .node("Attention", &["x", "keys", "keys"], &["y"], vec![attribute])
            .problem();
        assert!(problem.to_string().contains("causal"), "{problem}");
    }
    let shared = vec![int("q_num_heads", 4), int("kv_num_heads", 2)];
    let problem = Sample::new(23, &[2, 3, 8])
        .node("Attention", &["x", "x", "x"], &["y"], shared)
        .problem();
    assert!(problem.to_string().contains("shares keys"), "{problem}");
}

#[test]
fn what_only_newer_versions_have_stays() {
    let window = || vec![ints("kernel_shape", &[2, 2])];
    let dilated = [window(), vec![ints("dilations", &[2, 2])]].concat();
    let sample = Sample::new(20, &[1, 1, 5, 5]);
    assert_eq!(
        sample
            .clone()
            .plain("AveragePool", window())
            .version_after(),
        DIFFERENTIABLE_OPSET
    );
    assert_eq!(
        sample
            .clone()
            .plain("AveragePool", dilated.clone())
            .version_after(),
        20
    );
    let wrap = sample
        .clone()
        .with(int_list("pads", &[0, 0, 1, 1, 0, 0, 1, 1]));
    let wrap = wrap.node("Pad", &["x", "pads"], &["y"], vec![text("mode", "wrap")]);
    assert_eq!(wrap.version_after(), 20);
    // Beside it, what has an older form gets it.
    let both = sample
        .node("AveragePool", &["x"], &["pooled"], dilated)
        .node("Gelu", &["pooled"], &["y"], vec![]);
    assert_eq!(both.version_after(), 20);
    let mut model = both.model();
    to_differentiable_opset(&mut model).unwrap();
    assert!(
        model
            .graph
            .unwrap()
            .node
            .iter()
            .all(|node| node.op_type != "Gelu")
    );
}

#[test]
fn attributes_that_came_later_are_taken_away() {
    Sample::new(19, &[2, 3])
        .plain("Cast", vec![int("to", 11), int("saturate", 1)])
        .stays_the_same();
    Sample::new(22, &[1, 1, 4, 4])
        .plain(
            "AveragePool",
            vec![ints("kernel_shape", &[2, 2]), ints("dilations", &[1, 1])],
        )
        .stays_the_same();
}

#[test]
fn models_that_are_too_old_are_refused() {
    let problem = Sample::new(6, &[2]).plain("Relu", vec![]).problem();
    assert_eq!(problem, OpsetProblem::TooOld { version: 6 });
}
