//! What is proposed for bare models, and why.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use graph::messages::{AttributeProto, DataType, Dimension, ModelProto, NodeProto, TensorProto};
use packs::{Channels, Decode, Element, Extent, Fit, Layout, PackError, Proposal, Task, propose};
use testbench::models;

fn proposal(model: &ModelProto) -> Proposal {
    try_propose(model).unwrap()
}

fn try_propose(model: &ModelProto) -> Result<Proposal, PackError> {
    let folder = tempfile::tempdir().unwrap();
    propose(&models::write(
        model,
        &folder.path().join("bare model.onnx"),
    ))
}

fn reason(proposal: &Proposal, place: &str) -> String {
    let guess = proposal.guesses.iter().find(|guess| guess.place == place);
    guess
        .unwrap_or_else(|| panic!("no guess of {place}"))
        .reason
        .clone()
}

fn with_input(element: DataType, dims: &[Dimension]) -> Proposal {
    proposal(&models::with_input(element, dims))
}

#[test]
fn a_classifier_is_recognised() {
    let found =
        proposal(&models::linear_classifier(false).with_metadata("labels", "red,green,blue"));
    let manifest = &found.manifest;
    assert_eq!(manifest.task, Task::Classify);
    assert_eq!(manifest.name, "bare model");
    assert_eq!(manifest.labels, models::CLASSIFIER_LABELS);
    assert_eq!(manifest.outputs[0].decode, Decode::ClassLogits);
    assert_eq!(manifest.input.layout, Layout::Nchw);
    assert_eq!(manifest.input.channels, Channels::Rgb);
    assert_eq!(manifest.input.width_px, Extent::Fixed(8));
    assert_eq!(manifest.input.mean, [0.485, 0.456, 0.406]);
    assert!(reason(&found, "input size").contains("has this size"));
    assert!(found.guesses.iter().all(|guess| !guess.reason.is_empty()));
}

#[test]
fn a_closing_softmax_is_not_applied_twice() {
    let found = proposal(&models::linear_classifier(true));
    assert_eq!(found.manifest.outputs[0].decode, Decode::ClassProbabilities);
    assert!(reason(&found, "outputs.probabilities").contains("Softmax"));
}

#[test]
fn labels_that_do_not_fit_are_not_taken() {
    let found = proposal(&models::linear_classifier(true).with_metadata("names", "a,b"));
    assert_eq!(found.manifest.labels, [""; 0]);
    assert!(reason(&found, "labels").contains("3 classes"));
}

#[test]
fn open_sizes_of_a_classifier_become_the_usual_ones() {
    let input = proposal(&models::conv_net()).manifest.input;
    assert_eq!(
        (input.width_px, input.height_px),
        (Extent::Fixed(224), Extent::Fixed(224))
    );
    assert_eq!((input.fit, input.shorter_side_px), (Fit::Crop, Some(256)));
}

#[test]
fn open_sizes_of_another_model_follow_the_picture() {
    let found = proposal(&models::map_output());
    assert_eq!(found.manifest.task, Task::Other);
    assert_eq!(found.manifest.outputs[0].decode, Decode::Raw);
    let input = found.manifest.input;
    assert_eq!(input.width_px, Extent::MultipleOf { multiple_of: 32 });
    assert_eq!(input.shorter_side_px, Some(512));
    let placement = input.placement(100, 50).unwrap();
    assert_eq!(
        (placement.input_width_px, placement.input_height_px),
        (1024, 512)
    );
}

#[test]
fn layout_and_channels_follow_the_shape() {
    let n: Dimension = "n".into();
    let input = |channels_first: i64, channels_last: i64| {
        let dims = [
            n.clone(),
            channels_first.into(),
            32.into(),
            channels_last.into(),
        ];
        with_input(DataType::Float, &dims).manifest.input
    };
    assert_eq!(
        (input(1, 28).layout, input(1, 28).channels),
        (Layout::Nchw, Channels::Grey)
    );
    assert_eq!(
        (input(4, 28).layout, input(4, 28).channels),
        (Layout::Nchw, Channels::Rgba)
    );
    assert_eq!(
        (input(28, 3).layout, input(28, 3).channels),
        (Layout::Nhwc, Channels::Rgb)
    );
    assert_eq!(input(28, 3).height_px, Extent::Fixed(28));
    assert_eq!(input(28, 3).width_px, Extent::Fixed(32));
}

#[test]
fn a_first_transposition_tells_that_channels_come_last() {
    let mut model = models::conv_net();
    let graph = model.graph.as_mut().unwrap();
    graph.node[0].input[0] = "moved".to_owned();
    let transpose = NodeProto::of("Transpose", &["image"], &["moved"])
        .with(AttributeProto::ints("perm", &[0, 3, 1, 2]));
    graph.node.insert(0, transpose);
    let open = ["n".into(), "a".into(), "b".into(), "c".into()];
    graph.input = models::with_input(DataType::Float, &open)
        .graph
        .unwrap()
        .input;
    graph.input[0].name = "image".to_owned();
    let found = proposal(&model);
    assert_eq!(found.manifest.input.layout, Layout::Nhwc);
    assert!(reason(&found, "input.channels").contains("first convolution reads 3"));
}

#[test]
fn whole_numbers_are_fed_as_they_are() {
    let input = with_input(DataType::Uint8, &[1.into(), 64.into(), 64.into(), 3.into()])
        .manifest
        .input;
    assert_eq!(input.element, Element::Uint8);
    assert_eq!(
        (input.scale, &input.mean[..], &input.std[..]),
        (255.0, &[0.0][..], &[1.0][..])
    );
}

#[test]
fn normalisation_inside_the_graph_is_not_done_twice() {
    let found = proposal(&models::normalising());
    assert_eq!(found.manifest.input.scale, 255.0);
    assert_eq!(found.manifest.input.std, [1.0]);
    assert!(reason(&found, "input normalisation").contains("itself"));

    let mut unit = models::normalising();
    unit.graph.as_mut().unwrap().initializer = vec![
        TensorProto::floats("mean", &[1, 3, 1, 1], &[0.485, 0.456, 0.406]),
        TensorProto::floats("std", &[1, 3, 1, 1], &[0.229, 0.224, 0.225]),
    ];
    assert_eq!(proposal(&unit).manifest.input.scale, 1.0);
}

#[test]
fn metadata_states_channels_and_range() {
    let model = models::identity()
        .with_metadata("Image.BitmapPixelFormat", "Bgr8")
        .with_metadata("Image.NominalPixelRange", "NominalRange_0_255");
    let input = proposal(&model).manifest.input;
    assert_eq!((input.channels, input.scale), (Channels::Bgr, 255.0));
}

#[test]
fn what_takes_no_picture_is_refused_with_its_reason() {
    let floats = |dims: &[Dimension]| models::with_input(DataType::Float, dims);
    let side: Dimension = 32.into();
    let mut two = models::identity();
    let graph = two.graph.as_mut().unwrap();
    graph.input.push(graph.input[0].clone());
    graph.input[1].name = "mask".to_owned();
    for (model, part) in [
        (models::not_a_picture(), "int64[1, 16]"),
        (floats(&[1.into(), 128.into()]), "4 dimensions"),
        (
            floats(&[1.into(), 16.into(), side.clone(), side.clone()]),
            "1, 3 or 4 channels",
        ),
        (
            floats(&[8.into(), 3.into(), side.clone(), side]),
            "not 8 at once",
        ),
        (two, "2 inputs"),
    ] {
        let error = try_propose(&model).unwrap_err();
        assert!(matches!(error, PackError::NotAPicture { .. }), "{error}");
        assert!(error.to_string().contains(part), "{error}");
        assert!(error.to_string().ends_with("bare model.onnx"), "{error}");
    }
}

#[test]
fn missing_weights_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let model = models::external_weights(folder.path());
    std::fs::remove_file(folder.path().join("weights.bin")).unwrap();
    let error = propose(&model).unwrap_err();
    assert!(matches!(error, PackError::Weights { .. }), "{error}");
    assert!(error.to_string().contains("weights.bin"), "{error}");
}

#[test]
fn unknown_operators_do_not_keep_a_model_from_being_read() {
    let found = proposal(&models::unknown_operator());
    assert_eq!(found.manifest.task, Task::Other);
}

#[test]
fn the_written_manifest_reads_back_the_same() {
    let found = proposal(&models::conv_net());
    let text = found.manifest.to_toml();
    let read = packs::Manifest::parse(&text, Path::new("pack.toml")).unwrap();
    assert_eq!(read, found.manifest, "{text}");
}
