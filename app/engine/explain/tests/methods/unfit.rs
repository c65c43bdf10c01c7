//! Models and pictures that a method cannot do with: the message says what, why and what to do.

use explain::{Method, PictureInput, SessionRequest, Target};
use graph::messages::{
    AttributeProto, DataType, Dimension, GraphProto, ModelProto, NodeProto, TensorProto,
    ValueInfoProto,
};
use jobs::Work;
use ndarray::ArrayD;
use testbench::models;

use crate::bench::{Bench, CPU, assert_says, bench, bench_for, changed, explain, picture, refusal};

const SHAPE: [usize; 4] = [1, 3, 8, 8];

/// [`models::conv_net`] for a shape alone, in an element type.
fn fixed(name: &str, element: DataType, sizes: [i64; 4]) -> ModelProto {
    changed(|graph| {
        let sizes = sizes.map(Dimension::from);
        graph.input[0] = ValueInfoProto::tensor(name, element, &sizes);
        graph.output[0] = ValueInfoProto::untyped("logits");
    })
}

/// [`models::conv_net`] with nodes from `relu2` to `between` behind its second `Relu`.
fn with_between(nodes: Vec<NodeProto>) -> ModelProto {
    changed(|graph| {
        let mut places = graph.node.iter();
        let place = places
            .position(|node| node.op_type == "GlobalAveragePool")
            .unwrap();
        graph.node[place].input[0] = "between".to_owned();
        graph.node.splice(place..place, nodes);
    })
}

fn has_detail(bench: &Bench, method: Method, picture: &ArrayD<f32>) -> bool {
    let found = explain(bench, method, picture);
    found.values.iter().any(|value| *value != 0.0)
}

#[test]
fn other_inputs_are_named() {
    let model = changed(|graph| {
        let gain = ValueInfoProto::tensor("gain", DataType::Float, &[1.into(), 3.into()]);
        graph.input.push(gain);
        let louder = NodeProto::of("Mul", &["logits", "gain"], &["louder"]);
        graph.node.push(louder);
        graph.output[0].name = "louder".to_owned();
    });
    let bench = bench(&model, &SHAPE);
    for method in Method::ALL {
        let said = refusal(&bench, method, &picture(&SHAPE));
        let parts = ["\"gain\" beside the picture \"image\"", "fixed values"];
        assert_says(&said, &parts);
    }
    let scores = bench.explainer.scores(&picture(&SHAPE), &Work::detached());
    assert_says(&scores.unwrap_err().to_string(), &["\"gain\""]);
    assert!(!bench.explainer.layers().is_empty());
}

#[test]
fn an_input_that_is_not_there_is_named_with_those_that_are() {
    let input = PictureInput {
        input: Some("picture"),
        shape: &SHAPE,
        output: None,
    };
    let refused = bench_for(&models::conv_net(), input, CPU).err().unwrap();
    let parts = ["no input \"picture\"", "\"image\""];
    assert_says(&refused.to_string(), &parts);
}

#[test]
fn a_fixed_batch_is_filled_up() {
    let shape = [1, 3, 16, 12];
    let five = fixed("image", DataType::Float, [5, 3, 16, 12]);
    let (five, open) = (bench(&five, &shape), bench(&models::conv_net(), &shape));
    let picture = picture(&shape);
    let scores = five.explainer.scores(&picture, &Work::detached());
    assert_eq!(scores.unwrap().shape(), [1, 3]);
    for method in Method::ALL {
        let found = explain(&five, method, &picture);
        let expected = explain(&open, method, &picture);
        assert_eq!(found.values.shape(), shape, "{method}");
        let differences = &found.values - &expected.values;
        assert!(
            differences.iter().all(|value| value.abs() < 1e-5),
            "{method}"
        );
        assert_eq!(found.caveats, expected.caveats, "{method}");
    }
}

#[test]
fn several_pictures_are_explained_where_that_can_be() {
    let bench = bench(&models::conv_net(), &SHAPE);
    let pictures = picture(&[2, 3, 8, 8]);
    let found = explain(&bench, Method::Gradient, &pictures);
    assert_eq!(found.values.shape(), pictures.shape());
    for method in [
        Method::GradCam,
        Method::GuidedGradCam,
        Method::IntegratedGradients,
        Method::SmoothGrad,
        Method::Occlusion,
    ] {
        let said = refusal(&bench, method, &pictures);
        assert_says(&said, &["number of pictures is 2", "must be 1"]);
    }
}

#[test]
fn integers_have_no_gradient_but_can_be_covered() {
    let mut model = fixed("bytes", DataType::Uint8, [1, 3, 8, 8]);
    let cast = NodeProto::of("Cast", &["bytes"], &["image"]);
    let cast = cast.with(AttributeProto::int("to", DataType::Float as i64));
    model.graph.as_mut().unwrap().node.insert(0, cast);
    let bench = bench(&model, &SHAPE);
    let bytes = picture(&SHAPE).mapv(|value| (127.5 * (value + 1.0)).round());
    for method in Method::ALL {
        // Grad-CAM goes back to a layer alone.
        if matches!(method, Method::GradCam | Method::Occlusion) {
            assert!(has_detail(&bench, method, &bytes), "{method}");
            continue;
        }
        let said = refusal(&bench, method, &bytes);
        let parts = [
            "\"bytes\" holds uint8",
            "only floats have gradients",
            "\"image\" is the first float value",
            "occlusion needs no gradient",
        ];
        assert_says(&said, &parts);
    }
}

#[test]
fn an_operator_without_a_rule_is_named_with_its_node() {
    let pool = NodeProto {
        name: "power pooling".to_owned(),
        ..NodeProto::of("LpPool", &["relu2"], &["between"])
    };
    let pool = pool.with(AttributeProto::ints("kernel_shape", &[2, 2]));
    let bench = bench(&with_between(vec![pool]), &SHAPE);
    for method in [
        Method::Gradient,
        Method::IntegratedGradients,
        Method::SmoothGrad,
    ] {
        let said = refusal(&bench, method, &picture(&SHAPE));
        let parts = [
            "LpPool (node \"power pooling\") has no rule",
            "occlusion needs no gradient",
        ];
        assert_says(&said, &parts);
    }
    assert!(has_detail(&bench, Method::Occlusion, &picture(&SHAPE)));
}

/// An operator on `relu2`, inside a node that has no inputs but its condition.
fn branch(name: &str, operator: &str) -> AttributeProto {
    let graph = GraphProto {
        name: name.to_owned(),
        node: vec![NodeProto::of(operator, &["relu2"], &[name])],
        output: vec![ValueInfoProto::untyped(name)],
        ..GraphProto::default()
    };
    AttributeProto::graph(name, graph)
}

#[test]
fn a_branch_that_takes_features_from_around_it_is_named() {
    let either = NodeProto {
        name: "either way".to_owned(),
        ..NodeProto::of("If", &["is_bright"], &["branched"])
    };
    let nodes = vec![
        // A condition of the picture, so that nobody knows it before.
        NodeProto::of("ReduceSum", &["image"], &["sum"]).with(AttributeProto::int("keepdims", 0)),
        NodeProto::of("Cast", &["sum"], &["is_bright"])
            .with(AttributeProto::int("to", DataType::Bool as i64)),
        either
            .with(branch("then_branch", "Tanh"))
            .with(branch("else_branch", "Sigmoid")),
        // A way around the branches must not hide that they belong to the gradient.
        NodeProto::of("Add", &["relu2", "branched"], &["between"]),
    ];
    let bench = bench(&with_between(nodes), &SHAPE);
    for method in [Method::Gradient, Method::SmoothGrad] {
        let said = refusal(&bench, method, &picture(&SHAPE));
        let parts = [
            "If (node \"either way\")",
            "while the model runs",
            "occlusion needs no gradient",
        ];
        assert_says(&said, &parts);
    }
    assert!(has_detail(&bench, Method::Occlusion, &picture(&SHAPE)));
}

#[test]
fn a_loop_is_named() {
    let bench = bench(&models::endless_loop(2), &SHAPE);
    let target = Target::Tensor("matrix".to_owned());
    let refused = bench.explainer.explain(
        Method::Gradient,
        &picture(&SHAPE),
        &target,
        &Work::detached(),
    );
    let parts = ["Loop (node \"matrix\")", "while the model runs"];
    assert_says(&refused.unwrap_err().to_string(), &parts);
}

#[test]
fn a_picture_of_another_size_is_refused_with_both_sizes() {
    let models = [
        models::conv_net(),
        fixed("image", DataType::Float, [1, 3, 8, 8]),
    ];
    for bench in models.map(|model| bench(&model, &SHAPE)) {
        let path = bench.path.display().to_string();
        for wrong in [&[1, 3, 8, 9][..], &[1, 1, 8, 8], &[1, 3, 64]] {
            let given = format!("{wrong:?}");
            for method in Method::ALL {
                let said = refusal(&bench, method, &picture(wrong));
                assert_says(&said, &["\"image\"", "3, 8, 8]", &given, &path]);
            }
        }
    }
}

#[test]
fn a_run_that_needs_more_memory_than_there_is_is_refused_with_figures() {
    let side: i64 = 1 << 22;
    let sizes = TensorProto::int64s("sizes", &[4], &[1, 4, side, side]);
    let large = NodeProto::of("Resize", &["relu2", "", "", "sizes"], &["between"]);
    let mut model = with_between(vec![large]);
    model.graph.as_mut().unwrap().initializer.push(sizes);
    let bench = bench(&model, &SHAPE);
    for method in Method::ALL {
        let said = refusal(&bench, method, &picture(&SHAPE));
        let parts = [
            "not enough memory: it takes up to",
            "MiB are free",
            "smaller picture",
        ];
        assert_says(&said, &parts);
        let mut figures = said.split(' ').filter_map(|word| word.parse().ok());
        let (needed, free): (i64, i64) = (figures.next().unwrap(), figures.next().unwrap());
        // Four maps of floats and their gradients.
        assert!(needed >= 2 * 4 * 4 * ((side * side) >> 20), "{said}");
        assert!(free > 0 && free < needed, "{said}");
    }
}

#[test]
fn errors_name_the_model_of_the_user() {
    let bench = bench(&models::conv_net(), &SHAPE);
    let request = SessionRequest {
        target: "logits".to_owned(),
        by: vec!["image".to_owned()],
        values: vec!["nothing of this name".to_owned()],
        clamp_activations: false,
    };
    let not_loaded = bench.explainer.session(request, &Work::detached());
    let wrong = picture(&[1, 3, 9, 9]);
    let not_run = bench.explainer.scores(&wrong, &Work::detached());
    let end = format!(": {}", bench.path.display());
    for said in [
        not_loaded.err().unwrap().to_string(),
        not_run.unwrap_err().to_string(),
    ] {
        assert!(said.ends_with(&end), "{said}");
    }
}
