//! Models that take a picture and give something else than classes, and inputs of every kind.

use graph::messages::{
    AttributeProto, DataType, Dimension, GraphProto, ModelProto, NodeProto, TensorProto,
    ValueInfoProto,
};

use super::{OPSET, graph_of, plain};

/// Gives the picture back. Input `image` and output `same`: `[1, 3, height, width]`.
pub fn identity() -> ModelProto {
    let dims: [Dimension; 4] = [1.into(), 3.into(), "height".into(), "width".into()];
    plain(
        "identity",
        vec![NodeProto::of("Identity", &["image"], &["same"])],
        ("image", &dims),
        ("same", &dims),
    )
}

/// The mean of the channels of each pixel. Input `image`: `[1, 3, height, width]`; output `map`:
/// `[height, width]`.
pub fn map_output() -> ModelProto {
    let mean = NodeProto::of("ReduceMean", &["image"], &["map"])
        .with(AttributeProto::ints("axes", &[0, 1]))
        .with(AttributeProto::int("keepdims", 0));
    plain(
        "map",
        vec![mean],
        (
            "image",
            &[1.into(), 3.into(), "height".into(), "width".into()],
        ),
        ("map", &["height".into(), "width".into()]),
    )
}

/// A model that normalises the picture itself: subtracts 127 and divides by 128. Input `input`:
/// `[1, 3, 240, 320]` of values from 0 to 255; output `normalised` of the same shape.
pub fn normalising() -> ModelProto {
    let dims: [Dimension; 4] = [1.into(), 3.into(), 240.into(), 320.into()];
    let nodes = vec![
        NodeProto::of("Sub", &["input", "mean"], &["centred"]),
        NodeProto::of("Div", &["centred", "std"], &["normalised"]),
    ];
    let mut model = plain(
        "normalising",
        nodes,
        ("input", &dims),
        ("normalised", &dims),
    );
    graph_of(&mut model).initializer = vec![
        TensorProto::floats("mean", &[], &[127.0]),
        TensorProto::floats("std", &[], &[128.0]),
    ];
    model
}

/// The sum of all values of one input `input` of the given type and shape, as 32-bit float `sum`.
pub fn with_input(element: DataType, dims: &[Dimension]) -> ModelProto {
    let graph = GraphProto {
        name: "sum".to_owned(),
        node: vec![
            NodeProto::of("Cast", &["input"], &["floats"])
                .with(AttributeProto::int("to", DataType::Float as i64)),
            NodeProto::of("ReduceSum", &["floats"], &["sum"])
                .with(AttributeProto::int("keepdims", 0)),
        ],
        input: vec![ValueInfoProto::tensor("input", element, dims)],
        output: vec![ValueInfoProto::tensor("sum", DataType::Float, &[])],
        ..GraphProto::default()
    };
    ModelProto::of(graph, OPSET)
}

/// A model of text: its input is `[1, 16]` token numbers.
pub fn not_a_picture() -> ModelProto {
    with_input(DataType::Int64, &[1.into(), 16.into()])
}
