//! Tiny ONNX models, made on the spot: every one is a few kilobytes and its answer can be worked
//! out by hand.

use std::path::{Path, PathBuf};

use graph::messages::{DataType, Dimension, GraphProto, ModelProto, NodeProto, ValueInfoProto};
use prost::Message;

mod classifiers;
mod faulty;
mod maps;
mod pictures;

pub use classifiers::{CLASSIFIER_LABELS, CLASSIFIER_SIDE_PX, conv_net, linear_classifier};
pub use faulty::{endless_loop, external_weights, nan_output, unknown_operator};
pub use maps::{PIXEL_LABELS, UNET_LABELS, anomaly_map, pixel_classes, unet};
pub use pictures::{identity, map_output, normalising, not_a_picture, with_input};

/// Version of ONNX's operators that the models use.
const OPSET: i64 = 17;

/// Writes `model` to `path` and returns the path.
///
/// # Panics
/// When the file cannot be written: a test cannot go on.
pub fn write(model: &ModelProto, path: &Path) -> PathBuf {
    std::fs::write(path, model.encode_to_vec()).expect("a test's folder can be written to");
    path.to_owned()
}

/// A model without constants: `nodes` between one input and one output of 32-bit floats.
fn plain(
    name: &str,
    nodes: Vec<NodeProto>,
    input: (&str, &[Dimension]),
    output: (&str, &[Dimension]),
) -> ModelProto {
    let graph = GraphProto {
        name: name.to_owned(),
        node: nodes,
        input: vec![ValueInfoProto::tensor(input.0, DataType::Float, input.1)],
        output: vec![ValueInfoProto::tensor(output.0, DataType::Float, output.1)],
        ..GraphProto::default()
    };
    ModelProto::of(graph, OPSET)
}

/// The model's graph, to add constants to.
fn graph_of(model: &mut ModelProto) -> &mut GraphProto {
    model.graph.get_or_insert_default()
}
