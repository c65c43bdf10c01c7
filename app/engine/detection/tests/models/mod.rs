//! Detectors made on the spot: one whose answers can be worked out by hand, and one as large as a
//! real one.

#![allow(dead_code, reason = "tests and the bench each use a part")]

use std::path::Path;

use graph::messages::{
    AttributeProto, DataType, Dimension, GraphProto, ModelProto, NodeProto, TensorProto,
    ValueInfoProto,
};

pub mod network;

/// Version of ONNX's operators that the models use.
const OPSET: i64 = 17;

/// How far [`dots`] looks around a cell, in cells.
const SIGHT_CELLS: i64 = 5;

/// Half the side of the boxes that [`dots`] gives, in units.
pub const HALF_SIDE_UNITS: f64 = 0.5;

/// Finds dark dots. Input `image`: `[1, 1, height, width]`, ink 1 and paper 0, 12 pixels to the unit.
/// Outputs, at half the size: `energy` is the mean ink of the four pixels of a cell; `edges` are
/// those of a square of one unit around the centre of mass of the ink up to five cells away;
/// `features` are the energy and the mass.
pub fn dots() -> ModelProto {
    let side = 2 * SIGHT_CELLS + 1;
    let places = || around().flat_map(|y| around().map(move |x| (x, y)));
    let cell_units = 2.0 / 12.0;
    let mut kernels: Vec<f32> = places().map(|_| 1.0).collect();
    kernels.extend(places().map(|(x, _)| x as f32 * cell_units));
    kernels.extend(places().map(|(_, y)| y as f32 * cell_units));
    let nodes = vec![
        NodeProto::of("AveragePool", &["image"], &["energy"])
            .with(AttributeProto::ints("kernel_shape", &[2, 2]))
            .with(AttributeProto::ints("strides", &[2, 2])),
        NodeProto::of("Conv", &["energy", "kernels"], &["moments"])
            .with(AttributeProto::ints("kernel_shape", &[side, side]))
            .with(AttributeProto::ints("pads", &[SIGHT_CELLS; 4])),
        NodeProto::of("Split", &["moments"], &["mass", "right", "down"])
            .with(AttributeProto::int("axis", 1)),
        NodeProto::of("Add", &["mass", "nearly_nothing"], &["divisor"]),
        NodeProto::of("Div", &["right", "divisor"], &["x"]),
        NodeProto::of("Div", &["down", "divisor"], &["y"]),
        NodeProto::of("Sub", &["half", "x"], &["left_edge"]),
        NodeProto::of("Sub", &["half", "y"], &["upper_edge"]),
        NodeProto::of("Add", &["half", "x"], &["right_edge"]),
        NodeProto::of("Add", &["half", "y"], &["lower_edge"]),
        NodeProto::of(
            "Concat",
            &["left_edge", "upper_edge", "right_edge", "lower_edge"],
            &["edges"],
        )
        .with(AttributeProto::int("axis", 1)),
        NodeProto::of("Concat", &["energy", "mass"], &["features"])
            .with(AttributeProto::int("axis", 1)),
    ];
    let initializers = vec![
        TensorProto::floats("kernels", &[3, 1, side, side], &kernels),
        TensorProto::floats("nearly_nothing", &[], &[1e-6]),
        TensorProto::floats("half", &[], &[HALF_SIDE_UNITS as f32]),
    ];
    detector(nodes, initializers, 2)
}

fn around() -> impl Iterator<Item = i64> {
    -SIGHT_CELLS..=SIGHT_CELLS
}

/// Tells small and large dots and specks by the second of two features, the mass in cells of ink:
/// a speck and a small dot are equally likely at 5.5, a small and a large one at 13. Input
/// `features`: `[things, 2]`, output `probabilities`: `[things, 3]`.
pub fn dot_classes() -> ModelProto {
    // The logits are 2 (m - 5.5) for small, the same and 2 (m - 13) for large, and 0 for a speck.
    let weights = [0.0, 0.0, 0.0, 2.0, 4.0, 0.0];
    let nodes = vec![
        NodeProto::of("Gemm", &["features", "weights", "bias"], &["logits"]),
        NodeProto::of("Softmax", &["logits"], &["probabilities"])
            .with(AttributeProto::int("axis", 1)),
    ];
    let initializers = vec![
        TensorProto::floats("weights", &[2, 3], &weights),
        TensorProto::floats("bias", &[3], &[-11.0, -37.0, 0.0]),
    ];
    classifier(nodes, initializers, 2, 3)
}

/// Writes a pack into a folder that is there.
pub fn write_pack(folder: &Path, manifest: &str, model: &ModelProto, classes: &ModelProto) {
    testbench::models::write(model, &folder.join("model.onnx"));
    testbench::models::write(classes, &folder.join("classes.onnx"));
    std::fs::write(folder.join("pack.toml"), manifest).expect("a test's folder can be written to");
}

/// A detector's network of these nodes, with its three outputs.
fn detector(node: Vec<NodeProto>, initializer: Vec<TensorProto>, feature_count: i64) -> ModelProto {
    let map = |name: &str, channels: i64, sides: [&str; 2]| {
        let dims: [Dimension; 4] = [1.into(), channels.into(), sides[0].into(), sides[1].into()];
        ValueInfoProto::tensor(name, DataType::Float, &dims)
    };
    let cells = ["rows", "columns"];
    let graph = GraphProto {
        name: "detector".to_owned(),
        node,
        initializer,
        input: vec![map("image", 1, ["height", "width"])],
        output: vec![
            map("energy", 1, cells),
            map("edges", 4, cells),
            map("features", feature_count, cells),
        ],
        ..GraphProto::default()
    };
    ModelProto::of(graph, OPSET)
}

/// A classifier of these nodes.
fn classifier(
    node: Vec<NodeProto>,
    initializer: Vec<TensorProto>,
    feature_count: i64,
    class_count: i64,
) -> ModelProto {
    let list = |name: &str, columns: i64| {
        let dims: [Dimension; 2] = ["things".into(), columns.into()];
        ValueInfoProto::tensor(name, DataType::Float, &dims)
    };
    let graph = GraphProto {
        name: "classifier".to_owned(),
        node,
        initializer,
        input: vec![list("features", feature_count)],
        output: vec![list("probabilities", class_count)],
        ..GraphProto::default()
    };
    ModelProto::of(graph, OPSET)
}
