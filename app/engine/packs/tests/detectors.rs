//! Manifests and packs of detectors.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use graph::messages::{DataType, Dimension, GraphProto, ModelProto, NodeProto, ValueInfoProto};
use jobs::Work;
use packs::{Decode, Fit, Manifest, Pack, PackError};
use testbench::models;

const DETECTOR: &str = include_str!("detector.toml");

fn parse(text: &str) -> Manifest {
    Manifest::parse(text, Path::new("pack.toml")).unwrap()
}

/// The text with one part of it in other words.
fn changed(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "{from:?} stands there once");
    text.replace(from, to)
}

/// A model that gives its input under several names, which are declared with these channels.
fn model(input: (&str, &[Dimension]), outputs: &[(&str, Vec<Dimension>)]) -> ModelProto {
    let node = |(name, _): &(&str, Vec<Dimension>)| NodeProto::of("Identity", &[input.0], &[name]);
    let value =
        |name: &str, dims: &[Dimension]| ValueInfoProto::tensor(name, DataType::Float, dims);
    let graph = GraphProto {
        name: "declared".to_owned(),
        node: outputs.iter().map(node).collect(),
        input: vec![value(input.0, input.1)],
        output: outputs
            .iter()
            .map(|(name, dims)| value(name, dims))
            .collect(),
        ..GraphProto::default()
    };
    ModelProto::of(graph, 17)
}

fn map(channels: i64) -> Vec<Dimension> {
    vec![1.into(), channels.into(), "rows".into(), "columns".into()]
}

/// A model with the outputs that the manifest names, of these channels.
fn network(energy: i64, edges: i64, features: i64) -> ModelProto {
    let outputs = [
        ("energy", map(energy)),
        ("edges", map(edges)),
        ("features", map(features)),
    ];
    model(("image", &map(1)), &outputs)
}

/// A classifier that is declared to take and give lists of such lengths.
fn classifier(features: i64, classes: i64) -> ModelProto {
    let output = ("classes", vec!["things".into(), classes.into()]);
    model(("features", &["things".into(), features.into()]), &[output])
}

/// A pack of a manifest and two models.
fn pack(
    text: &str,
    network: &ModelProto,
    classes: &ModelProto,
) -> (tempfile::TempDir, Result<Pack, PackError>) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("pack.toml"), text).unwrap();
    models::write(network, &folder.path().join("model.onnx"));
    models::write(classes, &folder.path().join("classes.onnx"));
    let pack = Pack::open(folder.path());
    (folder, pack)
}

/// What is wrong with a pack of this manifest, in one line; empty where it opens.
fn faults(text: &str) -> String {
    match pack(text, &network(1, 4, 24), &classifier(24, 3)).1 {
        Ok(_) => String::new(),
        Err(PackError::Manifest { problems, .. }) => problems.join("; "),
        Err(error) => panic!("{error}"),
    }
}

/// What the check says of a pack with these models, besides the hashes, in one line.
fn problems(network: &ModelProto, classes: &ModelProto) -> String {
    let (_folder, pack) = pack(DETECTOR, network, classes);
    let problems = pack.unwrap().check(&Work::detached()).unwrap_err();
    let texts = problems.iter().map(ToString::to_string);
    let others: Vec<String> = texts.filter(|text| !text.contains("SHA-256")).collect();
    others.join("; ")
}

#[test]
fn a_manifest_of_a_detector_says_everything() {
    let manifest = parse(DETECTOR);
    assert_eq!(manifest.input.fit, Fit::Unit);
    assert_eq!(manifest.input.unit_px, Some(12.0));
    let output = manifest.output_of(Decode::BoxEdges).unwrap();
    assert_eq!(output.name, "edges");
    let detector = manifest.detector.as_ref().unwrap();
    assert_eq!(detector.classifier.model.as_str(), "classes.onnx");
    assert_eq!((detector.least_energy, detector.least_score), (0.2, 0.05));
    assert!(manifest.map_output().is_none() && manifest.class_output().is_none());
    assert_eq!(parse(&manifest.to_toml()), manifest);
    assert_eq!(faults(DETECTOR), "");
}

#[test]
fn what_a_manifest_of_a_detector_leaves_out_has_a_default() {
    let lines = DETECTOR.lines().filter(|line| {
        let keys = ["negatives", "least_energy", "least_score", "apart_units"];
        !keys.iter().any(|key| line.starts_with(key))
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    let detector = parse(&text).detector.unwrap();
    assert!(detector.negatives.is_empty());
    assert_eq!(
        (
            detector.least_energy,
            detector.least_score,
            detector.apart_units
        ),
        (0.15, 0.1, 0.35)
    );
    assert_eq!(faults(&text), "");
}

#[test]
fn every_broken_rule_of_a_detector_is_named() {
    let classes = "classifier = { model = \"classes.onnx\"";
    for (from, to, expected) in [
        (
            "fit = \"unit\"",
            "fit = \"native\"",
            "input.fit: must be \"unit\" for a detector",
        ),
        (
            "fit = \"unit\"",
            "fit = \"native\"",
            "input.unit_px: is only for fit = \"unit\"",
        ),
        ("unit_px = 12.0", "", "input.unit_px: is missing"),
        (
            "unit_px = 12.0",
            "unit_px = 0",
            "input.unit_px: must be above 0",
        ),
        (
            "unit_px = 12.0",
            "unit_px = nan",
            "input.unit_px: must be above 0",
        ),
        (
            "unit_px = 12.0",
            "unit_px = 12\nshorter_side_px = 9",
            "input.shorter_side_px: is not for fit = \"unit\"",
        ),
        (
            "decode = \"box-edges\"",
            "decode = \"raw\"",
            "outputs: must hold one output with decode = \"box-edges\"",
        ),
        (
            "decode = \"box-edges\"",
            "decode = \"energy\"",
            "outputs: must hold one output with decode = \"energy\"",
        ),
        (
            "[operating_point]",
            "[[outputs]]\nname = \"kind\"\ndecode = \"class-logits\"\n[operating_point]",
            "outputs: must not hold classes or maps beside those of a detector",
        ),
        (
            "\"letter\"]\n\n",
            "\"nut\"]\n\n",
            "labels: must name every class of a detector's things",
        ),
        (
            "negatives = [\"letter\"]",
            "negatives = [\"word\"]",
            "detector.negatives: must be labels, and \"word\" is none",
        ),
        (
            "negatives = [\"letter\"]",
            "negatives = [\"letter\", \"nut\", \"bolt\"]",
            "detector.negatives: must be different, and leave a label",
        ),
        (
            "least_energy = 0.2",
            "least_energy = 0",
            "detector.least_energy: must be above 0",
        ),
        (
            "least_score = 0.05",
            "least_score = -0.1",
            "detector.least_score: must be from 0 to 1",
        ),
        (
            "least_score = 0.05",
            "least_score = 0.31",
            "detector.least_score: must not be above a threshold",
        ),
        (
            "apart_units = 0.4",
            "apart_units = inf",
            "detector.apart_units: must not be below 0",
        ),
        (
            classes,
            "classifier = { model = \"model.onnx\"",
            "detector.classifier.model: must be another file than the model",
        ),
        (
            classes,
            "classifier = { model = \"other.onnx\"",
            "files: lack the model \"other.onnx\"",
        ),
    ] {
        let found = faults(&changed(DETECTOR, from, to));
        assert!(found.contains(expected), "{to}: {found}");
    }
    let start = DETECTOR.find("[detector]").unwrap();
    let end = DETECTOR.find("[files]").unwrap();
    let without = format!("{}{}", &DETECTOR[..start], &DETECTOR[end..]);
    let found = faults(&without);
    assert!(found.contains("detector: is missing"), "{found}");
    assert!(
        found.contains("input.fit: may be \"unit\" only for a detector"),
        "{found}"
    );
    let unnamed = changed(
        DETECTOR,
        "labels = [\"nut\", \"bolt\", \"letter\"]",
        "labels = []",
    );
    assert!(faults(&unnamed).contains("labels: must name every class of a detector's things"));
}

#[test]
fn the_identity_holds_all_that_decides_what_a_detector_says() {
    let identity = parse(DETECTOR).identity();
    let other_hash = format!("\"classes.onnx\" = \"{}\"", "0".repeat(64));
    let hash = DETECTOR.lines().last().unwrap();
    for (from, to) in [
        ("unit_px = 12.0", "unit_px = 16.0"),
        ("\"nut\", \"bolt\"", "\"bolt\", \"nut\""),
        ("input = \"features\"", "input = \"list\""),
        (hash, other_hash.as_str()),
    ] {
        assert_ne!(
            parse(&changed(DETECTOR, from, to)).identity(),
            identity,
            "{to}"
        );
    }
    let moved = changed(DETECTOR, "threshold = 0.5", "threshold = 0.6");
    assert_eq!(parse(&moved).identity(), identity);
}

#[test]
fn models_that_fit_the_manifest_pass_the_check() {
    assert_eq!(problems(&network(1, 4, 24), &classifier(24, 3)), "");
}

#[test]
fn models_that_disagree_with_the_manifest_or_each_other_are_found_out() {
    let right = (network(1, 4, 24), classifier(24, 3));
    let energies = problems(&network(2, 4, 24), &right.1);
    assert!(
        energies.contains("outputs[0].decode is \"energy\""),
        "{energies}"
    );
    let edges = problems(&network(1, 2, 24), &right.1);
    assert!(
        edges.contains("outputs[1].decode is \"box-edges\""),
        "{edges}"
    );
    let features = problems(&network(1, 4, 16), &right.1);
    let expected = "detector.classifier.input is a list of [things, 16] of any length";
    assert!(features.contains(expected), "{features}");
    let classes = problems(&right.0, &classifier(24, 4));
    assert!(classes.contains("labels is a list of 3"), "{classes}");
    let one_at_a_time = [1.into(), 24.into()];
    let output = [("probabilities", vec![1.into(), 3.into()])];
    let other = problems(&right.0, &model(("features", &one_at_a_time), &output));
    assert!(
        other.contains("a list of [things, 24] of any length"),
        "{other}"
    );
    let expected = "detector.classifier.output is \"classes\", and the model has the outputs \
                    \"probabilities\"";
    assert!(other.contains(expected), "{other}");
    let two = model(("rows", &["things".into(), 24.into()]), &output);
    assert!(problems(&right.0, &two).contains("detector.classifier.input is \"features\""));
}

#[test]
fn a_pack_without_its_classifier_does_not_open() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("pack.toml"), DETECTOR).unwrap();
    models::write(&network(1, 4, 24), &folder.path().join("model.onnx"));
    let error = Pack::open(folder.path()).unwrap_err();
    assert!(matches!(error, PackError::Missing { .. }), "{error}");
    assert!(error.to_string().contains("classes.onnx"));
    let (_folder, pack) = pack(DETECTOR, &network(1, 4, 24), &classifier(24, 3));
    let pack = pack.unwrap();
    assert_eq!(pack.classifier_path(), Some(pack.dir.join("classes.onnx")));
    let error = pack.verify_model(&Work::detached()).unwrap_err();
    assert!(matches!(error, PackError::WrongHash { .. }), "{error}");
}
