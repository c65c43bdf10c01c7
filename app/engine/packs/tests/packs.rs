//! Packs from proposal to reading: written, opened, checked, found.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use jobs::Work;
use packs::{MANIFEST_NAME, Pack, PackError, Problem, find, propose};
use testbench::models;

/// Writes the colour classifier into `dir` and makes a pack of it in `dir/pack`.
fn pack_of_colours(dir: &Path) -> PathBuf {
    let model = models::write(&models::linear_classifier(false), &dir.join("colours.onnx"));
    let pack = dir.join("pack");
    propose(&model).unwrap().write(&pack).unwrap();
    pack
}

fn names_in(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_proposal_becomes_a_pack_that_passes_its_check() {
    let folder = tempfile::tempdir().unwrap();
    let dir = pack_of_colours(folder.path());
    assert_eq!(names_in(&dir), ["model.onnx", MANIFEST_NAME]);
    let pack = Pack::open(&dir).unwrap();
    pack.check(&Work::detached()).unwrap();
    pack.verify_model(&Work::detached()).unwrap();
    assert_eq!(pack.manifest.name, "colours");
    assert_eq!(pack.model_path(), dir.join("model.onnx"));
}

#[test]
fn weights_in_other_files_come_along() {
    let folder = tempfile::tempdir().unwrap();
    let model = models::external_weights(folder.path());
    let dir = folder.path().join("new/pack");
    propose(&model).unwrap().write(&dir).unwrap();
    assert_eq!(names_in(&dir), ["model.onnx", MANIFEST_NAME, "weights.bin"]);
    let pack = Pack::open(&dir).unwrap();
    pack.check(&Work::detached()).unwrap();

    fs::write(dir.join("weights.bin"), "short").unwrap();
    let problems = pack.check(&Work::detached()).unwrap_err();
    let is_hash = |problem: &Problem| matches!(problem, Problem::File(PackError::WrongHash { .. }));
    let is_weights = |problem: &Problem| matches!(problem, Problem::Weights(_));
    assert!(
        problems.iter().any(is_hash) && problems.iter().any(is_weights),
        "{problems:?}"
    );

    let text = fs::read_to_string(dir.join(MANIFEST_NAME)).unwrap();
    let unlisted: Vec<&str> = text
        .lines()
        .filter(|line| !line.contains("weights.bin"))
        .collect();
    fs::write(dir.join(MANIFEST_NAME), unlisted.join("\n")).unwrap();
    let problems = Pack::open(&dir)
        .unwrap()
        .check(&Work::detached())
        .unwrap_err();
    assert!(
        problems
            .iter()
            .any(|problem| matches!(problem, Problem::Unlisted { .. }))
    );
}

#[test]
fn nothing_is_ever_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let dir = pack_of_colours(folder.path());
    let before = fs::read_to_string(dir.join(MANIFEST_NAME)).unwrap();
    let proposal = propose(&folder.path().join("colours.onnx")).unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "mine").unwrap();
    for taken in [&dir, &file] {
        let error = proposal.write(taken).unwrap_err();
        assert!(matches!(error, PackError::Exists { .. }), "{error}");
    }
    assert_eq!(fs::read_to_string(dir.join(MANIFEST_NAME)).unwrap(), before);
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn a_model_that_changes_meanwhile_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let model = models::write(&models::conv_net(), &folder.path().join("m.onnx"));
    let proposal = propose(&model).unwrap();
    models::write(&models::identity(), &model);
    let error = proposal.write(&folder.path().join("pack")).unwrap_err();
    assert!(matches!(error, PackError::Changed { .. }), "{error}");
    assert_eq!(names_in(folder.path()), ["m.onnx"]);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_pack_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let dir = pack_of_colours(folder.path());
    fs::remove_file(dir.join("model.onnx")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("colours.onnx"), dir.join("model.onnx")).unwrap();
    let error = Pack::open(&dir).unwrap_err();
    assert!(matches!(error, PackError::LeavesFolder { .. }), "{error}");
}

#[cfg(unix)]
#[test]
fn a_link_to_the_whole_pack_is_fine() {
    let folder = tempfile::tempdir().unwrap();
    let dir = pack_of_colours(folder.path());
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(&dir, &link).unwrap();
    Pack::open(&link).unwrap().check(&Work::detached()).unwrap();
}

#[test]
fn packs_are_found_once_and_broken_ones_with_their_reason() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("models");
    fs::create_dir_all(root.join("inspect/broken")).unwrap();
    fs::write(root.join("inspect/broken").join(MANIFEST_NAME), "schema = ").unwrap();
    fs::create_dir_all(root.join("inspect/no pack")).unwrap();
    let dir = pack_of_colours(folder.path());
    fs::rename(dir, root.join("inspect/colours")).unwrap();

    let missing = folder.path().join("not there");
    let found = find(&[
        missing,
        root.clone(),
        root.join("inspect"),
        root.join("inspect/colours"),
    ]);
    let dirs: Vec<&Path> = found.iter().map(|found| found.dir.as_path()).collect();
    assert_eq!(
        dirs,
        [root.join("inspect/broken"), root.join("inspect/colours")]
    );
    let reason = found[0].pack.as_ref().unwrap_err().to_string();
    assert!(reason.contains("line 1"), "{reason}");
    assert_eq!(found[1].pack.as_ref().unwrap().manifest.case, "inspect");
}
