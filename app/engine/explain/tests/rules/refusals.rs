//! What is refused, and that the message names the reason.

use graph::messages::{
    AttributeProto, DataType, GraphProto, ModelProto, NodeProto, ValueInfoProto,
};
use graph::{
    DifferentiateError, Dim, GradientRequest, Kernels, TypedGraph, ValueKind, coverage,
    differentiate,
};

use crate::case::{Case, Open, Place, TARGET};
use crate::check::refusal;
use crate::choices::{Choices, Spread, USUAL};
use crate::session::Network;

/// A graph that nobody runs, from `x` of an element type to `y`.
fn unrun(element: DataType, nodes: Vec<NodeProto>) -> TypedGraph {
    let graph = GraphProto {
        node: nodes,
        input: vec![ValueInfoProto::tensor("x", element, &[2.into(), 3.into()])],
        output: vec![ValueInfoProto::untyped("y")],
        ..GraphProto::default()
    };
    TypedGraph::new(ModelProto::of(graph, 18), [])
}

fn request(target: &str, by: &str) -> GradientRequest {
    GradientRequest {
        target: target.to_owned(),
        by: vec![by.to_owned()],
        clamp_activations: false,
        kernels: Kernels::CPU,
    }
}

fn error(graph: &TypedGraph) -> String {
    differentiate(graph, &request("y", "x"))
        .unwrap_err()
        .to_string()
}

fn assert_says(said: &str, part: &str) {
    assert!(said.contains(part), "{said:?} does not say {part:?}");
}

#[test]
fn operators_without_a_rule_are_named_with_the_reason() {
    for (operator, part) in [
        ("If", "decides while the model runs"),
        ("Loop", "decides while the model runs"),
        ("LSTM", "is recurrent"),
        ("QuantizeLinear", "quantised numbers"),
        ("QLinearConv", "use the model before it was quantised"),
        ("Det", "has no rule"),
    ] {
        let said = error(&unrun(
            DataType::Float,
            vec![NodeProto::of(operator, &["x"], &["y"])],
        ));
        assert_says(&said, operator);
        assert_says(&said, part);
    }
    let own = NodeProto {
        domain: "org.example".to_owned(),
        ..NodeProto::of("Relu", &["x"], &["y"])
    };
    let said = error(&unrun(DataType::Float, vec![own]));
    assert_says(&said, "org.example.Relu");
    assert_says(&said, "is not one of ONNX's own operators");
}

#[test]
fn a_graph_inside_a_node_belongs_to_the_way() {
    let inner = GraphProto {
        node: vec![NodeProto::of("Relu", &["a"], &["inner"])],
        output: vec![ValueInfoProto::untyped("inner")],
        ..GraphProto::default()
    };
    let nodes = vec![
        NodeProto::of("Det", &["x"], &["a"]),
        NodeProto::of("If", &["decision"], &["b"])
            .with(AttributeProto::graph("then_branch", inner)),
        NodeProto::of("Add", &["x", "b"], &["y"]),
    ];
    let graph = unrun(DataType::Float, nodes);
    let Err(DifferentiateError::NoRule(found)) = differentiate(&graph, &request("y", "x")) else {
        panic!("this graph must be refused");
    };
    let operators: Vec<&str> = found.iter().map(|node| node.operator.as_str()).collect();
    assert_eq!(operators, ["Det", "If"]);
}

#[test]
fn every_operator_without_a_rule_is_found_at_once() {
    let nodes = vec![
        NodeProto::of("Det", &["x"], &["a"]),
        NodeProto::of("Relu", &["a"], &["b"]),
        NodeProto::of("LSTM", &["b"], &["y"]),
    ];
    let Err(DifferentiateError::NoRule(found)) =
        differentiate(&unrun(DataType::Float, nodes), &request("y", "x"))
    else {
        panic!("this graph must be refused");
    };
    let operators: Vec<&str> = found.iter().map(|node| node.operator.as_str()).collect();
    assert_eq!(operators, ["Det", "LSTM"]);
}

#[test]
fn integers_and_unknown_names_are_refused() {
    let nodes = vec![
        NodeProto::of("Cast", &["x"], &["f"]).with(AttributeProto::int("to", 1)),
        NodeProto::of("Relu", &["f"], &["y"]),
    ];
    let graph = TypedGraph::new(
        unrun(DataType::Int64, nodes).model().clone(),
        [(
            "f".to_owned(),
            ValueKind::Tensor {
                element: DataType::Float,
                dims: None,
            },
        )],
    );
    let said = error(&graph);
    assert_says(&said, "only floats have gradients");
    assert_says(&said, "\"f\" is the first float value behind it");
    for (target, by) in [("nothing", "x"), ("y", "nothing")] {
        let said = differentiate(&graph, &request(target, by)).unwrap_err();
        assert_eq!(
            said,
            DifferentiateError::NoSuchValue {
                name: "nothing".to_owned()
            }
        );
    }
}

#[test]
fn a_way_through_something_constant_is_no_way() {
    for operator in ["ArgMax", "Floor"] {
        let mut nodes = vec![NodeProto::of(operator, &["x"], &["flat"])];
        nodes.push(NodeProto::of("Cast", &["flat"], &["y"]).with(AttributeProto::int("to", 1)));
        let said = error(&unrun(DataType::Float, nodes));
        assert_says(&said, &format!("goes through {operator}"));
    }
    let mut graph = unrun(DataType::Float, vec![NodeProto::of("Relu", &["z"], &["y"])])
        .model()
        .clone();
    let inputs = &mut graph.graph.as_mut().unwrap().input;
    inputs.push(ValueInfoProto::tensor("z", DataType::Float, &[2.into()]));
    assert_says(
        &error(&TypedGraph::new(graph, [])),
        "does not depend on the other",
    );
}

#[test]
fn a_second_output_has_no_rule() {
    let mut choices = Choices::new(vec![]);
    let mut case = Case::new(&mut choices);
    case.input(&mut choices, "x", &[2, 3], &USUAL);
    case.constant(&mut choices, "scale", &[3], &USUAL);
    case.node_to(
        "LayerNormalization",
        &["x", "scale"],
        &["normal", "", "spread"],
        vec![],
    );
    case.node("Mul", &["normal", "spread"], vec![]);
    assert_says(&refusal(&case), "other than the first");
}

#[test]
fn dropout_that_trains_is_refused() {
    let mut choices = Choices::new(vec![]);
    let mut case = Case::new(&mut choices);
    case.input(&mut choices, "x", &[2, 3], &USUAL);
    case.constant(&mut choices, "ratio", &[], &Spread::Between(0.5, 0.5));
    case.given.push(crate::case::Given {
        name: "trains".to_owned(),
        shape: vec![],
        data: crate::case::Data::Truths(vec![true]),
        place: Place::Initializer,
    });
    case.node("Dropout", &["x", "ratio", "trains"], vec![]);
    assert_says(&refusal(&case), "training mode");
}

#[test]
fn sizes_that_a_rule_needs_are_asked_for() {
    let picture = |operator: &str, attributes: Vec<AttributeProto>, kernels: Kernels| {
        let mut choices = Choices::new(vec![]);
        let mut case = Case {
            kernels,
            ..Case::new(&mut choices)
        };
        case.input(&mut choices, "x", &[1, 1, 6, 6], &USUAL);
        let mut inputs = vec!["x"];
        if operator == "Conv" {
            case.constant(&mut choices, "w", &[1, 1, 1, 1], &USUAL);
            inputs.push("w");
        }
        case.node(operator, &inputs, attributes);
        case.given[0].place = Place::Input(Some(vec![1.into(), 1.into(), "h".into(), "w".into()]));
        case
    };
    let kernel = || AttributeProto::ints("kernel_shape", &[3, 3]);
    let same = || AttributeProto::string("auto_pad", "SAME_UPPER");
    let case = picture("Conv", vec![same()], Kernels::CPU);
    assert_says(&refusal(&case), "pads by the picture's size, which is open");
    let case = picture(
        "AveragePool",
        vec![kernel(), AttributeProto::int("ceil_mode", 1)],
        Kernels::CPU,
    );
    assert_says(&refusal(&case), "whose size is open");
    let case = picture("MaxPool", vec![kernel()], Kernels::DIRECT_ML);
    assert_says(&refusal(&case), "needs pictures of a fixed size");
    let mut case = picture(
        "Conv",
        vec![same(), AttributeProto::ints("strides", &[4, 4])],
        Kernels::CPU,
    );
    case.given[0].place = Place::Input(Some([1, 1, 6, 6].map(Into::into).to_vec()));
    case.given[0].shape[2] = 8;
    case.given[0].place = Place::Input(Some([1, 1, 8, 8].map(Into::into).to_vec()));
    assert_says(&refusal(&case), "leaves parts of it out");
}

#[test]
fn forms_of_operators_that_are_not_covered_say_so() {
    let refused = |operator: &str, attributes: Vec<AttributeProto>| {
        let mut choices = Choices::new(vec![]);
        let mut case = Case::new(&mut choices);
        case.input(&mut choices, "x", &[2, 2], &USUAL);
        case.node(operator, &["x"], attributes);
        case.open(&mut choices, Open::Batch);
        refusal(&case)
    };
    let equation = |text: &str| vec![AttributeProto::string("equation", text)];
    assert_says(&refused("Einsum", equation("...i->...")), "an ellipsis");
    assert_says(&refused("Einsum", equation("ii->i")), "a diagonal");
    let mut choices = Choices::new(vec![]);
    let mut case = Case::new(&mut choices);
    case.input(&mut choices, "x", &[3], &USUAL);
    case.int_list(&mut choices, "i", &[1]);
    case.input(&mut choices, "u", &[1], &USUAL);
    let mul = vec![AttributeProto::string("reduction", "mul")];
    case.node_to("ScatterElements", &["x", "i", "u"], &[TARGET], mul);
    assert_says(&refusal(&case), "combines by");
}

#[test]
fn coverage_counts_what_is_on_the_way() {
    let network = Network::new(DataType::Float, &[2, 3])
        .constant("w", &[3, 3], &[1.0; 9])
        .op("Relu", &["x"], "a", vec![])
        .op("MatMul", &["a", "w"], "b", vec![])
        .op("Relu", &["b"], "c", vec![])
        .op("Floor", &["c"], "flat", vec![])
        .op("Add", &["c", "flat"], "d", vec![])
        .op("Selu", &["d"], "y", vec![]);
    let values = ["a", "b", "c", "d", "y", "flat"].map(|name| {
        let dims = Some(vec![Dim::Fixed(2), Dim::Fixed(3)]);
        (
            name.to_owned(),
            ValueKind::Tensor {
                element: DataType::Float,
                dims,
            },
        )
    });
    let typed = TypedGraph::new(network.model(), values.clone());
    let found = coverage(&typed, "y", &["x"]);
    assert!(found.is_complete());
    let covered: Vec<(&str, usize)> = found
        .covered
        .iter()
        .map(|(name, count)| (name.as_str(), *count))
        .collect();
    assert_eq!(
        covered,
        [("Add", 1), ("MatMul", 1), ("Relu", 2), ("Selu", 1)]
    );
    assert_eq!(
        found.flat.iter().collect::<Vec<_>>(),
        [(&"Floor".to_owned(), &1)]
    );
    let mut model = network.model();
    model
        .graph
        .as_mut()
        .unwrap()
        .node
        .last_mut()
        .unwrap()
        .op_type = "Det".to_owned();
    let found = coverage(&TypedGraph::new(model, values), "y", &["x"]);
    assert!(!found.is_complete());
    assert_eq!(found.without_rule.len(), 1);
    assert_eq!(found.without_rule[0].operator, "Det");
    assert!(!found.covered.contains_key("Det"));
}
