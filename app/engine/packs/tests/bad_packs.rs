//! Broken packs: each is refused with all its reasons.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use jobs::Work;
use packs::{Pack, PackError, Problem};

fn bad(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../tests/bad/packs")
        .join(name)
}

fn assert_refused(name: &str, parts: &[&str]) {
    let error = Pack::open(&bad(name)).unwrap_err().to_string();
    for part in parts {
        assert!(error.contains(part), "{name}: {part:?} is not in: {error}");
    }
}

fn problems(name: &str) -> Vec<Problem> {
    let pack = Pack::open(&bad(name)).unwrap();
    pack.check(&Work::detached()).unwrap_err()
}

fn assert_problems(name: &str, parts: &[&str]) {
    let found: Vec<String> = problems(name).iter().map(ToString::to_string).collect();
    assert_eq!(found.len(), parts.len(), "{name}: {found:#?}");
    for part in parts {
        assert!(
            found.iter().any(|problem| problem.contains(part)),
            "{name}: {part}: {found:#?}"
        );
    }
}

#[test]
fn a_manifest_that_cannot_be_read_is_refused() {
    assert_refused("no-manifest", &["not a model pack", "pack.toml"]);
    assert_refused("not-there", &["there is no such folder"]);
    assert_refused("not-toml", &["line 2"]);
    assert_refused("newer-rules", &["version 99", "update the program"]);
    let newer = Pack::open(&bad("newer-rules")).unwrap_err();
    assert!(matches!(newer, PackError::Newer { found: 99, .. }));
}

#[test]
fn every_mistake_of_a_manifest_is_named() {
    assert_refused(
        "empty-manifest",
        &["schema", "name", "version", "input", "files", "licence"],
    );
    assert_refused(
        "many-mistakes",
        &[
            "version: \"one\"",
            "\"licence\" is a required property",
            "input.channels: \"cmyk\" is none of: \"grey\", \"rgb\"",
            "input.width_px: \"four\" is none of: of type integer, { multiple_of = .. }",
            "input.height_px: \"multiple_of\" is a required property",
            "operating_point: \"chosen_by\" is a required property",
            "'taks' was unexpected",
            "\"abc\" does not match",
        ],
    );
    assert_refused(
        "broken-rules",
        &[
            "input.mean: must have one number",
            "operating_point.threshold: must be from 0 to 1",
            "lack \"golden/input.npy\"",
            "lack \"golden/scores.npy\"",
        ],
    );
}

#[test]
fn paths_that_leave_the_folder_are_refused() {
    assert_refused("upwards", &["model", "../no-manifest/model.onnx"]);
    assert_refused("absolute", &["model", "/etc/hostname"]);
}

#[test]
fn files_that_are_missing_changed_or_damaged_are_found() {
    assert_refused("model-missing", &["lacks a file", "model.onnx"]);
    assert_problems("wrong-hash", &["SHA-256"]);
    assert_problems("model-cut-off", &["cut off"]);
    let pack = Pack::open(&bad("wrong-hash")).unwrap();
    let error = pack.verify_model(&Work::detached()).unwrap_err();
    assert!(matches!(error, PackError::WrongHash { .. }), "{error}");
}

#[test]
fn a_manifest_that_disagrees_with_the_model_is_found_out() {
    assert_problems(
        "disagrees",
        &[
            "input.channels is \"rgb\"",
            "input.width_px is 8",
            "input.height_px",
            "outputs[0].name",
        ],
    );
    assert_problems(
        "bad-golden",
        &["not that of the input", "2 of its values are not finite"],
    );
}

#[test]
fn cancelled_checks_end() {
    let work = Work::detached();
    work.cancel();
    let found = Pack::open(&bad("wrong-hash"))
        .unwrap()
        .check(&work)
        .unwrap_err();
    assert!(
        matches!(found[..], [Problem::File(PackError::Cancelled)]),
        "{found:?}"
    );
}
