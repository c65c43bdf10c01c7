//! Manifests of models that answer for every pixel.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use imaging::{Raster, Samples};
use ndarray::ArrayD;
use packs::{Decode, InstanceRule, Manifest, Pack, PackError, Reading, Task, Tiles};

const SEGMENTATION: &str = include_str!("segmentation.toml");
const ANOMALY: &str = include_str!("anomaly.toml");

fn parse(text: &str) -> Manifest {
    Manifest::parse(text, Path::new("pack.toml")).unwrap()
}

/// The text with one part of it in other words.
fn changed(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "{from:?} stands there once");
    text.replace(from, to)
}

/// What is wrong with a pack of this manifest, in one line; empty where it opens.
fn faults(text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("pack.toml"), text).unwrap();
    std::fs::write(folder.path().join("model.onnx"), "").unwrap();
    match Pack::open(folder.path()) {
        Ok(_) => String::new(),
        Err(PackError::Manifest { problems, .. }) => problems.join("; "),
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn a_manifest_of_pixel_classes_says_everything() {
    let manifest = parse(SEGMENTATION);
    assert_eq!(manifest.task, Task::Segment);
    assert_eq!(manifest.background.as_deref(), Some("background"));
    assert_eq!(manifest.input.tiles().overlap_px, 64);
    let map = manifest.map_output().unwrap();
    assert_eq!(map.decode, Decode::PixelClassLogits);
    assert_eq!(manifest.instance_rule().least_area_px, 6);
    let point = manifest.operating_point.as_ref().unwrap();
    assert!(point.accepts("axial-scratch", 0.3) && !point.accepts("bubble", 0.3));
    assert_eq!(parse(&manifest.to_toml()), manifest);
    assert_eq!(faults(SEGMENTATION), "");
}

#[test]
fn what_a_manifest_of_a_map_leaves_out_has_a_default() {
    let manifest = parse(ANOMALY);
    assert_eq!(manifest.task, Task::Anomaly);
    assert_eq!(manifest.input.tiles(), Tiles::default());
    assert_eq!(manifest.instance_rule(), InstanceRule::default());
    assert_eq!(manifest.map_output().unwrap().range, Some([0.0, 12.5]));
    assert_eq!(parse(&manifest.to_toml()), manifest);
    assert_eq!(faults(ANOMALY), "");
}

#[test]
fn a_map_is_never_taken_for_a_row_of_classes() {
    let manifest = parse(SEGMENTATION);
    assert_eq!(manifest.class_output(), None);
    // Even where the shape is that of a row.
    let values = ArrayD::<f32>::zeros(vec![1, 3, 1, 1]);
    assert_eq!(manifest.read("logits", &values.view()), Reading::Raw);
}

#[test]
fn the_identity_holds_all_that_decides_what_a_map_says() {
    let identity = parse(SEGMENTATION).identity();
    for (from, to) in [
        ("pixel-class-logits", "pixel-class-probabilities"),
        ("background = \"background\"", "background = \"bubble\""),
        ("overlap_px = 64", "overlap_px = 32"),
        (
            "\"axial-scratch\", \"bubble\"",
            "\"bubble\", \"axial-scratch\"",
        ),
    ] {
        let other = parse(&changed(SEGMENTATION, from, to)).identity();
        assert_ne!(other, identity, "{to}");
    }
    let moved = changed(SEGMENTATION, "threshold = 0.5", "threshold = 0.6");
    assert_eq!(parse(&moved).identity(), identity);
    let scaled = changed(ANOMALY, "12.5", "25.0");
    assert_ne!(parse(&scaled).identity(), parse(ANOMALY).identity());
}

#[test]
fn every_broken_rule_of_a_map_is_named() {
    for (text, from, to, expected) in [
        (
            SEGMENTATION,
            "fit = \"native\"",
            "fit = \"stretch\"",
            "input.fit: must be \"native\"",
        ),
        (
            SEGMENTATION,
            "fit = \"native\"",
            "fit = \"native\"\nshorter_side_px = 64",
            "input.shorter_side_px: is not for fit = \"native\"",
        ),
        (
            SEGMENTATION,
            "background = \"background\"",
            "background = \"nothing\"",
            "background: must be one of several labels",
        ),
        (
            SEGMENTATION,
            "\"bubble\"]",
            "\"axial-scratch\"]",
            "labels: must be different",
        ),
        (
            SEGMENTATION,
            "axial-scratch = 0.3",
            "scratch = 1.3",
            "operating_point.by_class.scratch: must be from 0 to 1; \
             operating_point.by_class.scratch: must be one of the labels",
        ),
        (
            SEGMENTATION,
            "grow = 0.4",
            "grow = 0.0",
            "instances.grow: must be above 0",
        ),
        (
            SEGMENTATION,
            "side_px = 1088",
            "side_px = 16",
            "input.tiles.side_px: must not be less than what a side is a multiple of",
        ),
        (
            SEGMENTATION,
            "overlap_px = 64",
            "overlap_px = 545",
            "input.tiles.overlap_px: must not be more than half of a tile",
        ),
        (
            SEGMENTATION,
            "[operating_point]",
            "[[outputs]]\nname = \"score\"\ndecode = \"anomaly-map\"\n[operating_point]",
            "outputs: must not hold more than one map",
        ),
        (
            SEGMENTATION,
            "[operating_point]",
            "[[outputs]]\nname = \"kind\"\ndecode = \"class-logits\"\n[operating_point]",
            "outputs: must not hold classes of pixels beside classes of the picture",
        ),
        (
            SEGMENTATION,
            "decode = \"pixel-class-logits\"",
            "decode = \"raw\"",
            "background: is only for an output of pixel classes; instances: are only for a map",
        ),
        (
            ANOMALY,
            "[0.0, 12.5]",
            "[12.5, 0.0]",
            "outputs[0].range: must be two numbers, the lower one first",
        ),
        (
            ANOMALY,
            "decode = \"anomaly-map\"",
            "decode = \"raw\"",
            "outputs[0].range: is only for an anomaly map",
        ),
    ] {
        let found = faults(&changed(text, from, to));
        assert!(found.contains(expected), "{to}: {found}");
    }
    let unnamed = changed(
        SEGMENTATION,
        "labels = [\"background\", \"axial-scratch\", \"bubble\"]",
        "labels = []",
    );
    assert!(faults(&unnamed).contains("labels: must name every class of the pixels"));
}

#[test]
fn without_tiles_a_native_input_shows_the_middle_of_the_picture() {
    let mut input = parse(SEGMENTATION).input;
    input.mean = vec![0.0];
    input.std = vec![1.0];
    let samples = (0..6 * 3).map(|value| value as f32).collect();
    let raster = Raster::new(6, 3, 1, Samples::F32(samples));
    let whole = input.prepare(&raster).unwrap();
    assert_eq!(whole.shape(), [1, 1, 32, 32]);
    assert_eq!(whole[[0, 0, 14, 13]], 0.0);
    assert_eq!(whole[[0, 0, 16, 18]], 17.0);

    input.width_px = packs::Extent::Fixed(2);
    input.height_px = packs::Extent::Fixed(1);
    let middle = input.prepare(&raster).unwrap();
    assert_eq!(middle.iter().copied().collect::<Vec<_>>(), [8.0, 9.0]);
}
