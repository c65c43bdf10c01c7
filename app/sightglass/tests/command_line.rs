//! The program from the command line: every verb on good and on bad input, as a user meets it.
#![allow(clippy::unwrap_used)]

mod program;

use std::fs;
use std::path::Path;

use program::{Home, png};
use serde_json::Value;

#[test]
fn picture_info_says_what_the_files_hold() {
    let home = Home::new();
    let good = png(home.path().join("good one.png"), 40, 30);
    let bad = home.path().join("bad.png");
    fs::write(&bad, b"no picture at all").unwrap();

    let ran = home.run(["picture", "info", "--json"], [&good]);
    assert!(ran.success, "{ran:?}");
    let report: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(report[0]["first_page"]["width_px"], 40);
    assert_eq!(report[0]["page_count"], 1);

    let ran = home.run(["picture", "info"], [&good, &bad]);
    assert!(!ran.success, "a bad file fails the verb");
    assert!(ran.stdout.contains("40 × 30"), "{ran:?}");
    assert!(ran.stderr.contains("bad.png"), "{ran:?}");
}

#[test]
fn picture_export_writes_a_level_and_refuses_what_is_not_there() {
    let home = Home::new();
    let source = png(home.path().join("a.png"), 1100, 700);
    let out = home.path().join("out.png");
    let ran = home.run(["picture", "export", "--level", "1", "-o"], [&out, &source]);
    assert!(ran.success, "{ran:?}");
    let info = imaging::probe(&out, &imaging::Limits::default()).unwrap();
    assert_eq!(
        (info.first_page.width_px, info.first_page.height_px),
        (550, 350)
    );

    for arguments in [["--level", "9"], ["--page", "2"], ["--page", "0"]] {
        let missing = home.path().join("missing.png");
        let mut line = vec!["picture", "export"];
        line.extend(arguments);
        line.push("-o");
        let ran = home.run(line, [&missing, &source]);
        assert!(!ran.success, "{arguments:?}");
        assert!(!ran.stderr.is_empty());
        assert!(!missing.exists(), "{arguments:?} left a file behind");
    }
}

#[test]
fn a_project_is_made_described_and_checked() {
    let home = Home::new();
    let pictures = home.path().join("bilder 图片");
    fs::create_dir(&pictures).unwrap();
    for number in 0..3 {
        png(pictures.join(format!("p{number}.png")), 20 + number, 10);
    }
    fs::write(
        pictures.join("broken.png"),
        b"\x89PNG\r\n\x1a\nand then nothing",
    )
    .unwrap();
    let project = home.path().join("work.sight");

    let ran = home.run(["project", "new"], [&project, &pictures]);
    assert!(
        !ran.success,
        "one picture is unreadable, and the status says so"
    );
    assert!(ran.stderr.contains("broken.png"), "{ran:?}");

    let ran = home.run(["project", "info", "--json"], [&project]);
    assert!(ran.success, "{ran:?}");
    let summary: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(summary["pictures"], 4);
    assert_eq!(summary["ready"], 3);
    assert_eq!(summary["broken"].as_array().unwrap().len(), 1);

    let again = home.run(["project", "new"], [&project]);
    assert!(!again.success, "an existing project is not overwritten");
    let info = home.run(["project", "info", "--json"], [&project]);
    assert_eq!(
        serde_json::from_str::<Value>(&info.stdout).unwrap()["pictures"],
        4
    );

    fs::remove_file(pictures.join("p1.png")).unwrap();
    let ran = home.run(["project", "check"], [&project]);
    assert!(!ran.success);
    assert!(ran.stderr.contains("p1.png"), "{ran:?}");
}

#[test]
fn a_pack_and_a_bare_model_run_on_pictures_and_on_a_tensor() {
    let home = Home::new();
    let picture = png(home.path().join("surface 面.png"), 120, 100);
    let textures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/inspect/textures");
    let run = ["inspect", "run", "--json", "--pack"];
    let ran = home.run(run, [&textures, &picture]);
    assert!(ran.success, "{ran:?}");
    let report: Value = serde_json::from_str(&ran.stdout).unwrap();
    let classes = report["results"][0]["classes"].as_array().unwrap();
    let sum: f64 = classes
        .iter()
        .map(|class| class["probability"].as_f64().unwrap())
        .sum();
    assert!((sum - 1.0).abs() < 1e-5, "{sum}");

    let model = textures.join("model.onnx");
    let input = textures.join("golden/input.npy");
    let saved = home.path().join("saved");
    let mut line = vec!["inspect".into(), "run".into()];
    for (name, path) in [
        ("--model", &model),
        ("--input", &input),
        ("--save-outputs", &saved),
    ] {
        line.extend([name.into(), path.clone().into_os_string()]);
    }
    let ran = home.run(line, [] as [&Path; 0]);
    assert!(ran.success, "{ran:?}");
    let logits = runtime::npy::read(&saved.join("logits.npy")).unwrap();
    let golden = runtime::npy::read(&textures.join("golden/output.npy")).unwrap();
    let (logits, golden) = (logits.to_f32().unwrap(), golden.to_f32().unwrap());
    assert_eq!(logits.shape(), golden.shape());
    for (value, expected) in logits.iter().zip(golden.iter()) {
        assert!((value - expected).abs() < 1e-4, "{value} {expected}");
    }
}

#[test]
fn a_run_needs_a_model_and_something_to_run_on() {
    let home = Home::new();
    let picture = png(home.path().join("a.png"), 20, 10);
    for line in [
        vec!["inspect", "run"],
        vec!["inspect", "run", "--model", "m.onnx"],
        vec!["inspect", "run", "--model", "m.onnx", "--pack", "p"],
    ] {
        assert!(!home.run(&line, [] as [&Path; 0]).success, "{line:?}");
    }
    let ran = home.run(["inspect", "run", "--model", "nowhere.onnx"], [&picture]);
    assert!(!ran.success);
    assert!(ran.stderr.contains("nowhere.onnx"), "{ran:?}");
}

#[test]
fn what_is_no_project_is_refused() {
    let home = Home::new();
    let folder = home.path().join("empty");
    fs::create_dir(&folder).unwrap();
    for verb in ["info", "check"] {
        let ran = home.run(["project", verb], [&folder]);
        assert!(!ran.success);
        assert!(ran.stderr.contains("empty"), "{ran:?}");
    }
    assert_eq!(
        fs::read_dir(&folder).unwrap().count(),
        0,
        "nothing is left behind"
    );
}

#[test]
fn doctor_reports_in_json() {
    let home = Home::new();
    let ran = home.run(["doctor", "--json"], [] as [&str; 0]);
    let report: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert!(report["onnxruntime"]["version"].is_string(), "{ran:?}");
    assert!(
        report["providers"]
            .as_array()
            .is_some_and(|list| !list.is_empty())
    );
}

#[test]
fn doctor_survives_without_the_library() {
    let home = Home::new();
    let ran = home.run(
        ["doctor", "--json", "--onnxruntime"],
        ["/nowhere/libonnxruntime.so"],
    );
    assert!(!ran.success);
    let report: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert!(report["onnxruntime"]["error"].is_string());
    assert!(!report["problems"].as_array().unwrap().is_empty());
}

#[test]
fn an_unknown_verb_explains_itself() {
    let home = Home::new();
    let ran = home.run(["picture", "paint"], [] as [&str; 0]);
    assert!(!ran.success);
    assert!(ran.stderr.contains("Usage"), "{ran:?}");
}
