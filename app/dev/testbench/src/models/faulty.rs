//! Models that go wrong: at loading, while running, or in their answer.

use std::path::{Path, PathBuf};

use graph::messages::{
    AttributeProto, DataLocation, DataType, GraphProto, ModelProto, NodeProto,
    StringStringEntryProto, TensorProto, ValueInfoProto,
};

use super::{graph_of, linear_classifier, plain, write};

/// Side of the matrices that [`endless_loop`] multiplies.
const LOOP_SIDE: i64 = 256;

/// [`linear_classifier`] without a softmax whose answer is always "not a number".
pub fn nan_output() -> ModelProto {
    let mut model = linear_classifier(false);
    let graph = graph_of(&mut model);
    for constant in &mut graph.initializer {
        if constant.name == "bias" {
            *constant = TensorProto::floats("bias", &[3], &[f32::NAN; 3]);
        }
    }
    model
}

/// A model whose only operator is one that no runtime has.
pub fn unknown_operator() -> ModelProto {
    let dims = [1.into(), 3.into(), "height".into(), "width".into()];
    plain(
        "unknown operator",
        vec![NodeProto::of("Frobnicate", &["image"], &["answer"])],
        ("image", &dims),
        ("answer", &dims),
    )
}

/// Writes [`linear_classifier`] without a softmax into `dir` with its weights in the file
/// `weights.bin`, and returns the path of `model.onnx`. Both files are whole: a test breaks what
/// it wants to see broken.
///
/// # Panics
/// When the files cannot be written.
pub fn external_weights(dir: &Path) -> PathBuf {
    let mut model = linear_classifier(false);
    let mut weights = Vec::new();
    for constant in &mut graph_of(&mut model).initializer {
        let bytes = constant.raw_data.take().unwrap_or_default();
        let entry = |key: &str, value: String| StringStringEntryProto {
            key: key.to_owned(),
            value,
        };
        constant.data_location = Some(DataLocation::External.into());
        constant.external_data = vec![
            entry("location", "weights.bin".to_owned()),
            entry("offset", weights.len().to_string()),
            entry("length", bytes.len().to_string()),
        ];
        weights.extend_from_slice(&bytes);
    }
    std::fs::write(dir.join("weights.bin"), weights).expect("a test's folder can be written to");
    write(&model, &dir.join("model.onnx"))
}

/// A model that multiplies 256×256 matrices in a `Loop`, `rounds` times (a fraction of a
/// millisecond each): long enough to be cancelled. Input `image`: `[1, 3, 8, 8]`; output `matrix`: `[256, 256]`,
/// every value the mean of the picture.
pub fn endless_loop(rounds: i64) -> ModelProto {
    let side = LOOP_SIDE;
    let body = GraphProto {
        name: "body".to_owned(),
        node: vec![
            NodeProto::of("Identity", &["going"], &["still_going"]),
            NodeProto::of("MatMul", &["before", "turn"], &["after"]),
        ],
        input: vec![
            ValueInfoProto::tensor("round", DataType::Int64, &[]),
            ValueInfoProto::tensor("going", DataType::Bool, &[]),
            ValueInfoProto::tensor("before", DataType::Float, &[side.into(), side.into()]),
        ],
        output: vec![
            ValueInfoProto::tensor("still_going", DataType::Bool, &[]),
            ValueInfoProto::tensor("after", DataType::Float, &[side.into(), side.into()]),
        ],
        ..GraphProto::default()
    };
    let nodes = vec![
        NodeProto::of("ReduceMean", &["image"], &["mean"]).with(AttributeProto::int("keepdims", 0)),
        NodeProto::of("Expand", &["mean", "shape"], &["start"]),
        NodeProto::of("Loop", &["rounds", "go", "start"], &["matrix"])
            .with(AttributeProto::graph("body", body)),
    ];
    let mut model = plain(
        "endless",
        nodes,
        ("image", &[1.into(), 3.into(), 8.into(), 8.into()]),
        ("matrix", &[side.into(), side.into()]),
    );
    // A cyclic shift of the columns: dense work that neither grows nor fades.
    let mut turn = vec![0.0_f32; (side * side) as usize];
    for row in 0..side {
        turn[(row * side + (row + 1) % side) as usize] = 1.0;
    }
    let graph = graph_of(&mut model);
    graph.initializer = vec![
        TensorProto::int64s("shape", &[2], &[side, side]),
        TensorProto::int64s("rounds", &[], &[rounds]),
        TensorProto::truth("go", true),
        TensorProto::floats("turn", &[side, side], &turn),
    ];
    model
}
