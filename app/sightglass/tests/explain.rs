//! Why a model decided so, from the command line, on models whose gradients are known.
#![allow(clippy::unwrap_used)]

mod program;

use std::path::{Path, PathBuf};

use ndarray::{Array2, ArrayD, IxDyn};
use program::{Home, Ran, png};
use runtime::Tensor;
use serde_json::Value;
use testbench::models;

/// A red picture for the linear classifier, `[1, 3, 8, 8]`.
fn red(home: &Home) -> PathBuf {
    let mut picture = ArrayD::<f32>::zeros(IxDyn(&[1, 3, 8, 8]));
    picture.index_axis_mut(ndarray::Axis(1), 0).fill(1.0);
    let path = home.path().join("red.npy");
    runtime::npy::write(&path, &Tensor::F32(picture)).unwrap();
    path
}

fn classifier(home: &Home) -> PathBuf {
    models::write(
        &models::linear_classifier(true),
        &home.path().join("colours.onnx"),
    )
}

fn inspect(home: &Home, verb: &[&str], paths: &[(&str, &Path)]) -> Ran {
    let mut line: Vec<std::ffi::OsString> = vec!["inspect".into()];
    line.extend(verb.iter().map(Into::into));
    for (option, path) in paths {
        if !option.is_empty() {
            line.push((*option).into());
        }
        line.push((*path).into());
    }
    home.run(line, [] as [&Path; 0])
}

fn report(ran: &Ran) -> Value {
    assert!(ran.success, "{ran:?}");
    serde_json::from_str(&ran.stdout).unwrap()
}

#[test]
fn the_gradient_of_a_score_is_taken_before_the_softmax_and_saved() {
    let home = Home::new();
    let (model, input) = (classifier(&home), red(&home));
    let saved = home.path().join("response.npy");
    let paths = [
        ("--model", &*model),
        ("--input", &input),
        ("--save-tensor", &saved),
    ];
    let ran = inspect(
        &home,
        &["explain", "--json", "--method", "gradient", "--repeat", "3"],
        &paths,
    );
    let told = report(&ran);
    assert_eq!(told["class"], 0);
    assert_eq!(told["target"], "logits");
    assert!(told["median_ms"].as_f64().unwrap() > 0.0);
    let response = runtime::npy::read(&saved).unwrap().to_f32().unwrap();
    assert_eq!(response.shape(), [1, 3, 8, 8]);
    // The logit is four times the mean of the red channel of 64 pixels.
    for ((_, value), index) in response.indexed_iter().zip(0..) {
        let expected = if index < 64 { 4.0 / 64.0 } else { 0.0 };
        assert!((value - expected).abs() < 1e-7, "{index}: {value}");
    }
}

#[test]
fn another_class_is_explained_when_it_is_named() {
    let home = Home::new();
    let (model, input) = (classifier(&home), red(&home));
    let paths = [("--model", &*model), ("--input", &input)];
    let method = [
        "explain",
        "--json",
        "--method",
        "gradient-x-input",
        "--target",
        "1",
    ];
    let told = report(&inspect(&home, &method, &paths));
    assert_eq!(told["class"], 1);
    // The green score does not see the red channel, and the others are zero in the picture.
    assert!(
        told["caveats"][0]
            .as_str()
            .unwrap()
            .contains("zero everywhere"),
        "{told}"
    );

    let ran = inspect(&home, &["explain", "--target", "7"], &paths);
    assert!(!ran.success && ran.stderr.contains("3 classes"), "{ran:?}");
    let ran = inspect(&home, &["explain", "--tensor", "nothing"], &paths);
    assert!(!ran.success && ran.stderr.contains("nothing"), "{ran:?}");
    let ran = inspect(&home, &["explain", "--method", "divination"], &paths);
    assert!(!ran.success && ran.stderr.contains("grad-cam"), "{ran:?}");
}

#[test]
fn every_method_explains_a_picture_with_the_shipped_pack() {
    let home = Home::new();
    let picture = png(home.path().join("surface.png"), 120, 100);
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/inspect/textures");
    for method in explain::Method::ALL {
        let paths = [("--pack", &*pack), ("", &*picture)];
        let told = report(&inspect(
            &home,
            &["explain", "--json", "--method", method.id()],
            &paths,
        ));
        assert_eq!(told["shape"], serde_json::json!([1, 3, 96, 96]), "{method}");
        let largest = told["statistics"]["finite"]["max"].as_f64().unwrap();
        assert!(largest > 0.0, "{method}: {told}");
    }
}

#[test]
fn a_figure_is_drawn_as_svg_and_as_png() {
    let home = Home::new();
    let picture = png(home.path().join("surface.png"), 120, 100);
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/inspect/textures");
    for (name, start) in [("figure.svg", &b"<svg"[..]), ("figure.png", b"\x89PNG")] {
        let figure = home.path().join(name);
        let paths = [("--pack", &*pack), ("", &*picture), ("--figure", &*figure)];
        let ran = inspect(&home, &["explain"], &paths);
        assert!(ran.success, "{ran:?}");
        let bytes = std::fs::read(&figure).unwrap();
        let head = &bytes[..bytes.len().min(200)];
        assert!(
            head.windows(start.len()).any(|part| part == start),
            "{name}"
        );
    }
    let paths = [
        ("--pack", &*pack),
        ("", &*picture),
        ("--figure", Path::new("figure.doc")),
    ];
    let ran = inspect(&home, &["explain"], &paths);
    assert!(!ran.success && ran.stderr.contains("figure.doc"), "{ran:?}");
}

#[test]
fn coverage_names_what_cannot_be_differentiated() {
    let home = Home::new();
    let model = classifier(&home);
    let told = report(&inspect(
        &home,
        &["coverage", "--json"],
        &[("--model", &model)],
    ));
    assert_eq!(told["complete"], true);
    assert_eq!(told["covered"]["Gemm"], 1);

    let endless = models::write(&models::endless_loop(10), &home.path().join("loop.onnx"));
    let ran = inspect(&home, &["coverage", "--json"], &[("--model", &endless)]);
    assert!(!ran.success, "{ran:?}");
    let told: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(told["without_rule"][0]["operator"], "Loop", "{told}");
    let input = red(&home);
    let ran = inspect(
        &home,
        &["explain"],
        &[("--model", &endless), ("--input", &input)],
    );
    assert!(!ran.success && ran.stderr.contains("Loop"), "{ran:?}");
}

#[test]
fn layers_are_listed_with_the_one_for_maps() {
    let home = Home::new();
    let model = models::write(&models::conv_net(), &home.path().join("net.onnx"));
    let told = report(&inspect(
        &home,
        &["layers", "--json"],
        &[("--model", &model)],
    ));
    assert_eq!(told["logits"], "logits");
    assert_eq!(told["last_convolution"], "relu2");
    let names: Vec<&str> = told["layers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|layer| layer["name"].as_str().unwrap())
        .collect();
    assert!(
        names.contains(&"image") && names.contains(&"pool1"),
        "{names:?}"
    );
}

#[test]
fn entropy_is_zero_on_a_plain_and_a_bit_on_a_board() {
    let home = Home::new();
    let board = Array2::from_shape_fn((8, 8), |(y, x)| if (x + y) % 2 == 0 { 0_u8 } else { 200 });
    let path = home.path().join("board.npy");
    runtime::npy::write(&path, &Tensor::U8(board.into_dyn())).unwrap();
    let saved = home.path().join("entropy.npy");
    let paths = [("--input", &*path), ("--save-tensor", &saved)];
    let verb = ["entropy", "--json", "--footprint", "square:3"];
    let told = report(&inspect(&home, &verb, &paths));
    assert_eq!(told["footprint"], "square:3");
    let map = runtime::npy::read(&saved).unwrap().to_f32().unwrap();
    // Five of nine pixels are of one kind, four of the other.
    let (five, four): (f32, f32) = (5.0 / 9.0, 4.0 / 9.0);
    let bits = -(five * five.log2() + four * four.log2());
    assert!((map[[3, 3]] - bits).abs() < 1e-5, "{}", map[[3, 3]]);

    let plain = png(home.path().join("plain.png"), 1, 1);
    let told = report(&inspect(&home, &["entropy", "--json"], &[("", &plain)]));
    assert_eq!(told["average_bits"], 0.0);
    let ran = inspect(
        &home,
        &["entropy", "--footprint", "square:4"],
        &[("", &plain)],
    );
    assert!(!ran.success && ran.stderr.contains("square"), "{ran:?}");
}
