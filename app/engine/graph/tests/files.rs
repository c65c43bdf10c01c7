//! Model files as they come: whole, cut off, foreign, and with weights in other files.
#![allow(clippy::unwrap_used)]

use std::fs::File;
use std::path::Path;

use bytes::Bytes;
use graph::messages::{
    AttributeKind, AttributeProto, DataType, ModelProto, TensorProto, ValueInfoProto,
};
use graph::{Dim, ExternalFault, GraphError, MODEL_LIMIT_BYTES, OnnxFile, Value, ValueKind};
use prost::Message;
use testbench::models;

fn parse(model: &ModelProto) -> OnnxFile {
    OnnxFile::parse(Bytes::from(model.encode_to_vec()), Path::new("model.onnx")).unwrap()
}

fn operator_count(file: &OnnxFile, name: &str) -> usize {
    file.operators()
        .iter()
        .filter(|(operator, _)| operator.to_string() == name)
        .map(|(_, count)| *count)
        .sum()
}

#[test]
fn a_model_says_what_it_takes_and_gives() {
    let folder = tempfile::tempdir().unwrap();
    let model = models::conv_net().with_metadata("labels", "a,b,c");
    let file = OnnxFile::read(&models::write(&model, &folder.path().join("m.onnx"))).unwrap();

    assert_eq!(
        file.inputs(),
        [Value {
            name: "image".to_owned(),
            kind: ValueKind::Tensor {
                element: DataType::Float,
                dims: Some(vec![
                    Dim::Named("batch".to_owned()),
                    Dim::Fixed(3),
                    Dim::Named("height".to_owned()),
                    Dim::Named("width".to_owned()),
                ]),
            },
        }]
    );
    assert_eq!(file.outputs()[0].kind.to_string(), "float[batch, 3]");
    assert_eq!(file.opsets()[""], 17);
    assert_eq!(file.metadata()["labels"], "a,b,c");
    assert_eq!(operator_count(&file, "Conv"), 2);
    assert_eq!(operator_count(&file, "Gemm"), 1);
    assert!(file.external_tensors().is_empty());
}

#[test]
fn constants_listed_as_inputs_are_not_inputs() {
    let mut model = models::linear_classifier(false);
    let graph = model.graph.as_mut().unwrap();
    let weight = ValueInfoProto::tensor("weight", DataType::Float, &[3.into(), 192.into()]);
    graph.input.push(weight);
    let names: Vec<String> = parse(&model)
        .inputs()
        .into_iter()
        .map(|input| input.name)
        .collect();
    assert_eq!(names, ["image"]);
}

#[test]
fn nodes_inside_loops_are_counted() {
    let file = parse(&models::endless_loop(3));
    assert_eq!(operator_count(&file, "Loop"), 1);
    assert_eq!(operator_count(&file, "MatMul"), 1);
}

#[test]
fn open_sizes_have_three_spellings() {
    let model = models::with_input(DataType::Uint8, &[(-1).into(), "".into(), "side".into()]);
    assert_eq!(
        parse(&model).inputs()[0].kind.to_string(),
        "uint8[?, ?, side]"
    );
}

#[test]
fn every_attribute_value_survives_writing_and_reading() {
    let zero = AttributeProto {
        name: "zero".to_owned(),
        f: Some(0.0),
        r#type: AttributeKind::Float.into(),
        ..AttributeProto::default()
    };
    let mut model = models::identity();
    let node = &mut model.graph.as_mut().unwrap().node[0];
    node.attribute = vec![
        zero,
        AttributeProto::int("int", 0),
        AttributeProto::ints("ints", &[-1, 0, i64::MAX]),
        AttributeProto::tensor(
            "tensor",
            TensorProto::floats("", &[2], &[1.5, f32::NEG_INFINITY]),
        ),
    ];
    assert_eq!(parse(&model).model(), &model);
}

/// The bytes of a file that ONNX's own Python package wrote, to compare field numbers with:
/// `tests/data/README.md` says how it was made.
#[test]
fn reads_what_the_onnx_package_writes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/every_field.onnx");
    let file = OnnxFile::read(&path).unwrap();
    let model = file.model();
    assert_eq!(model.producer_name, "producer");
    assert_eq!(model.producer_version, "1.2");
    assert_eq!(model.domain, "org.example");
    assert_eq!(model.model_version, 7);
    assert_eq!(model.doc_string, "model doc");
    assert_eq!(file.opsets()["org.example"], 3);
    assert_eq!(file.metadata()["key"], "value");
    assert_eq!(model.functions[0].name, "Twice");
    assert_eq!(model.functions[0].node[0].op_type, "Add");
    assert_eq!(model.functions[0].input, ["x"]);

    let graph = file.graph();
    assert_eq!(graph.name, "graph");
    assert_eq!(graph.value_info[0].name, "inner");
    let kinds: Vec<String> = file
        .inputs()
        .iter()
        .map(|input| input.kind.to_string())
        .collect();
    assert_eq!(
        kinds,
        [
            "float16[1, n, ?]",
            "sequence",
            "map",
            "optional",
            "int64 of any shape"
        ]
    );

    let attribute = |name: &str| {
        let attributes = &graph.node[0].attribute;
        attributes
            .iter()
            .find(|attribute| attribute.name == name)
            .unwrap()
    };
    assert_eq!(attribute("f").f, Some(0.5));
    assert_eq!(attribute("i").i, Some(-2));
    assert_eq!(attribute("s").s.as_deref(), Some(&b"text"[..]));
    assert_eq!(attribute("floats").floats, [1.0, 2.0]);
    assert_eq!(attribute("ints").ints, [3, -4]);
    assert_eq!(attribute("strings").strings, [&b"a"[..], b"b"]);
    assert_eq!(attribute("t").t.as_ref().unwrap().int64_data, [5, 6]);
    assert_eq!(attribute("g").g.as_ref().unwrap().name, "body");
    assert!(attribute("tp").tp.is_some());

    let constant = |name: &str| {
        let constants = &graph.initializer;
        constants
            .iter()
            .find(|constant| constant.name == name)
            .unwrap()
    };
    assert_eq!(constant("floats").float_data, [1.0, 2.0]);
    assert_eq!(constant("doubles").double_data, [3.0]);
    assert_eq!(constant("small").int32_data, [200]);
    assert_eq!(constant("large").uint64_data, [u64::MAX]);
    assert_eq!(constant("text").string_data, [&b"word"[..]]);
    assert_eq!(constant("raw").raw_data.as_deref(), Some(&[1_u8, 2, 3][..]));
    assert_eq!(graph.sparse_initializer[0].dims, [10]);
}

#[test]
fn a_model_cut_off_anywhere_is_refused() {
    let whole = models::conv_net().encode_to_vec();
    for len in 0..whole.len() {
        let cut = Bytes::copy_from_slice(&whole[..len]);
        let error = OnnxFile::parse(cut, Path::new("cut.onnx")).unwrap_err();
        assert!(error.to_string().ends_with("cut.onnx"), "{len}: {error}");
        assert!(
            matches!(
                error,
                GraphError::Empty { .. }
                    | GraphError::Truncated { .. }
                    | GraphError::NotOnnx { .. }
            ),
            "{len}: {error}"
        );
    }
}

#[test]
fn damage_inside_the_graph_is_refused_or_read_but_never_panics() {
    let whole = models::linear_classifier(true).encode_to_vec();
    for at in 0..whole.len().min(400) {
        for value in [0, 0x7f, 0xff] {
            let mut bytes = whole.clone();
            bytes[at] = value;
            // The answer may be either; there must be one.
            let _ = OnnxFile::parse(Bytes::from(bytes), Path::new("damaged.onnx"));
        }
    }
}

#[test]
fn a_file_beyond_two_gigabytes_is_refused_unread() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("huge.onnx");
    File::create(&path)
        .unwrap()
        .set_len(MODEL_LIMIT_BYTES + 1)
        .unwrap();
    let error = OnnxFile::read(&path).unwrap_err();
    assert!(matches!(error, GraphError::TooLarge { .. }), "{error}");
}

#[test]
fn a_missing_file_and_a_folder_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let missing = OnnxFile::read(&folder.path().join("none.onnx")).unwrap_err();
    assert!(matches!(missing, GraphError::Read { .. }), "{missing}");
    let not_a_file = OnnxFile::read(folder.path()).unwrap_err();
    assert!(
        matches!(not_a_file, GraphError::NotAFile { .. }),
        "{not_a_file}"
    );
}

#[test]
fn files_under_tests_bad_are_refused_with_their_reason() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/bad/models");
    for (name, part) in [
        ("empty.onnx", "empty"),
        ("cut-off.onnx", "cut off"),
        ("git-lfs-pointer.onnx", "Git LFS"),
        ("web-page.onnx", "web page"),
        ("zip-archive.onnx", "zip archive"),
        ("no-graph.onnx", "no graph"),
        ("no-operator-set.onnx", "no operator set"),
        ("damaged-graph.onnx", "damaged"),
    ] {
        let error = OnnxFile::read(&folder.join(name)).unwrap_err().to_string();
        assert!(error.contains(part), "{name}: {error}");
    }
}

#[test]
fn weights_under_tests_bad_have_their_fault() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/bad/models");
    for (name, part) in [
        ("weights-missing.onnx", "are missing"),
        ("weights-outside.onnx", "from outside"),
        (
            "weights-too-short.onnx",
            "cut off: it has 100 bytes and needs 384",
        ),
        ("weights-wrong-length.onnx", "length is 100"),
    ] {
        let file = OnnxFile::read(&folder.join(name)).unwrap();
        let fault = file.external_tensors()[0]
            .fault
            .as_ref()
            .unwrap()
            .to_string();
        assert!(fault.contains(part), "{name}: {fault}");
    }
}

#[test]
fn external_weights_are_found_and_measured() {
    let folder = tempfile::tempdir().unwrap();
    let path = models::external_weights(folder.path());
    let file = OnnxFile::read(&path).unwrap();
    assert_eq!(
        file.external_files().into_iter().collect::<Vec<_>>(),
        ["weights.bin"]
    );
    let weight = &file.external_tensors()[0];
    assert_eq!((weight.offset_bytes, weight.len_bytes), (0, 3 * 192 * 4));
    assert!(
        file.external_tensors()
            .iter()
            .all(|tensor| tensor.fault.is_none())
    );

    let weights = File::options()
        .write(true)
        .open(folder.path().join("weights.bin"))
        .unwrap();
    weights.set_len(3 * 192 * 4).unwrap();
    let file = OnnxFile::read(&path).unwrap();
    assert_eq!(file.external_tensors()[0].fault, None);
    assert!(matches!(
        file.external_tensors()[1].fault,
        Some(ExternalFault::TooShort {
            needed_bytes: 2316,
            ..
        })
    ));

    std::fs::remove_file(folder.path().join("weights.bin")).unwrap();
    let file = OnnxFile::read(&path).unwrap();
    assert!(matches!(
        file.external_tensors()[0].fault,
        Some(ExternalFault::Missing { .. })
    ));
}

#[test]
fn external_weights_outside_the_folder_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("pack")).unwrap();
    let path = models::external_weights(&folder.path().join("pack"));
    let mut model = ModelProto::decode(std::fs::read(&path).unwrap().as_slice()).unwrap();
    std::fs::rename(
        folder.path().join("pack/weights.bin"),
        folder.path().join("weights.bin"),
    )
    .unwrap();

    for constant in &mut model.graph.as_mut().unwrap().initializer {
        constant.external_data[0].value = "../weights.bin".to_owned();
    }
    models::write(&model, &path);
    let outside = OnnxFile::read(&path).unwrap();
    assert!(matches!(
        outside.external_tensors()[0].fault,
        Some(ExternalFault::LeavesFolder { .. })
    ));
}

#[cfg(unix)]
#[test]
fn external_weights_behind_a_link_out_of_the_folder_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("pack")).unwrap();
    let path = models::external_weights(&folder.path().join("pack"));
    let inside = folder.path().join("pack/weights.bin");
    std::fs::rename(&inside, folder.path().join("real.bin")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("real.bin"), &inside).unwrap();
    let file = OnnxFile::read(&path).unwrap();
    assert!(matches!(
        file.external_tensors()[0].fault,
        Some(ExternalFault::LeavesFolder { .. })
    ));
}
