//! Attacks and their detection from the command line, with the shipped pack.
#![allow(clippy::unwrap_used)]

mod program;

use std::path::{Path, PathBuf};

use program::{Home, png};
use serde_json::Value;

fn textures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/inspect/textures")
}

/// Runs `sightglass inspect …` with the shipped pack.
fn inspect(home: &Home, line: &[&str], paths: &[&Path]) -> program::Ran {
    let mut arguments: Vec<std::ffi::OsString> = vec!["inspect".into()];
    arguments.extend(line.iter().map(Into::into));
    arguments.extend(["--pack".into(), textures().into_os_string()]);
    home.run(arguments, paths)
}

#[test]
fn an_attacked_picture_is_saved_and_is_what_the_model_says_it_is() {
    let home = Home::new();
    let picture = png(home.path().join("surface.png"), 96, 96);
    let out = home.path().join("out");
    let line = [
        "attack",
        "--json",
        "--method",
        "pgd",
        "--epsilon",
        "32/255",
        "--out",
        out.to_str().unwrap(),
    ];
    let ran = inspect(&home, &line, &[&picture]);
    assert!(ran.success, "{ran:?}");
    let told: Value = serde_json::from_str(&ran.stdout).unwrap();
    let result = &told["results"][0];
    assert_eq!(result["succeeded"], true, "{told}");
    assert!(result["linf"].as_f64().unwrap() <= 32.5 / 255.0);
    assert_ne!(result["before"]["class"], result["after"]["class"]);

    // The saved file, prepared like any other picture, is of the class that the attack found.
    let saved = out.join("surface-pgd.png");
    let ran = inspect(&home, &["run", "--json"], &[&saved]);
    let again: Value = serde_json::from_str(&ran.stdout).unwrap();
    let best = &again["results"][0]["classes"][0];
    assert_eq!(best["label"], result["after"]["label"]);
    assert!(out.join("surface-pgd.npy").is_file());
}

#[test]
fn what_cannot_be_attacked_is_said_and_the_rest_goes_on() {
    let home = Home::new();
    let picture = png(home.path().join("good.png"), 96, 96);
    let missing = home.path().join("missing.png");
    let out = home.path().join("out");
    let line = [
        "attack",
        "--json",
        "--method",
        "fgsm",
        "--out",
        out.to_str().unwrap(),
    ];
    let ran = inspect(&home, &line, &[&missing, &picture]);
    assert!(!ran.success);
    assert!(ran.stderr.contains("missing.png"), "{ran:?}");
    let told: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert!(told["results"][1]["error"].is_null(), "{told}");

    let line = [
        "attack",
        "--method",
        "flattery",
        "--out",
        out.to_str().unwrap(),
    ];
    let ran = inspect(&home, &line, &[&picture]);
    assert!(!ran.success && ran.stderr.contains("deepfool"), "{ran:?}");
    let line = [
        "attack",
        "--method",
        "fgsm",
        "--epsilon",
        "3",
        "--out",
        out.to_str().unwrap(),
    ];
    let ran = inspect(&home, &line, &[&picture]);
    assert!(
        !ran.success && ran.stderr.contains("epsilon is 3"),
        "{ran:?}"
    );
}

#[test]
fn the_detector_is_calibrated_and_evaluated_on_a_folder() {
    let home = Home::new();
    let clean = home.path().join("clean");
    std::fs::create_dir(&clean).unwrap();
    for index in 0..10 {
        png(clean.join(format!("{index}.png")), 96 + index * 7, 100);
    }
    let folder = clean.to_str().unwrap();
    let file = home.path().join("calibration.json");
    let line = [
        "detector",
        "calibrate",
        "--clean",
        folder,
        "--rate",
        "0.2",
        "--out",
        file.to_str().unwrap(),
    ];
    let ran = inspect(&home, &line, &[]);
    assert!(ran.success, "{ran:?}");
    let calibration: Value =
        serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    let threshold = calibration["threshold_bits"].as_f64().unwrap();
    let bits = calibration["clean_bits"].as_array().unwrap();
    let above = bits
        .iter()
        .filter(|bits| bits.as_f64().unwrap() > threshold)
        .count();
    assert!(above <= 2, "{above} of {}", bits.len());

    let tables = home.path().join("tables");
    let line = [
        "detector",
        "evaluate",
        "--json",
        "--clean",
        folder,
        "--attacks",
        "fgsm,blur",
        "--out",
        tables.to_str().unwrap(),
    ];
    let ran = inspect(&home, &line, &[]);
    assert!(ran.success, "{ran:?}");
    let told: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(told["attacks"][1]["attack"], "blur");
    let scores = std::fs::read_to_string(tables.join("scores.csv")).unwrap();
    assert_eq!(scores.lines().count(), 1 + 10 * 3);
    assert!(tables.join("roc.csv").is_file());

    let few = ["detector", "calibrate", "--clean", folder, "--rate", "0.01"];
    let ran = inspect(&home, &few, &[]);
    assert!(!ran.success && ran.stderr.contains("100"), "{ran:?}");
}
