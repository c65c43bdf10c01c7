//! Libraries that cannot serve. No test here loads one that can, because a process that has loaded
//! one keeps it.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use runtime::{
    FailedLibrary, LibraryCandidate, LibraryProblem, LibrarySource, Runtime, RuntimeError,
};

fn candidate(path: impl Into<PathBuf>) -> LibraryCandidate {
    LibraryCandidate {
        path: path.into(),
        from: LibrarySource::Package,
    }
}

fn load_all(candidates: &[LibraryCandidate]) -> Vec<FailedLibrary> {
    match Runtime::load(candidates) {
        Err(RuntimeError::NoLibrary { tried }) => tried,
        other => panic!("expected NoLibrary, got {other:?}"),
    }
}

fn problem_of(path: &Path) -> LibraryProblem {
    load_all(&[candidate(path)]).remove(0).problem
}

/// Builds a real library from Rust source, for the ways in which one can be the wrong one.
fn build_library(folder: &Path, source: &str) -> PathBuf {
    let (code, library) = (folder.join("lib.rs"), folder.join("libonnxruntime.so"));
    fs::write(&code, source).unwrap();
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let status = Command::new(compiler)
        .args([
            "--edition=2024",
            "--crate-type=cdylib",
            "--crate-name=wrong",
            "-Cpanic=abort",
        ])
        .arg(&code)
        .arg("-o")
        .arg(&library)
        .status()
        .unwrap();
    assert!(status.success(), "the test library does not compile");
    library
}

#[test]
fn every_place_is_tried_and_listed_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("text.so");
    fs::write(&text, "this is no library\n").unwrap();
    let empty = folder.path().join("empty.so");
    fs::write(&empty, "").unwrap();
    let missing = folder.path().join("missing.so");
    let tried = load_all(&[
        candidate(&missing),
        candidate(&text),
        candidate(&empty),
        candidate(folder.path()),
        candidate("relative.so"),
    ]);
    let paths: Vec<_> = tried.iter().map(|failed| failed.path.as_path()).collect();
    let relative = Path::new("relative.so");
    assert_eq!(paths, [&*missing, &*text, &*empty, folder.path(), relative]);
    let problems: Vec<_> = tried.iter().map(|failed| &failed.problem).collect();
    assert_eq!(problems[0], &LibraryProblem::Missing);
    assert!(matches!(problems[1], LibraryProblem::NotLoadable(_)));
    assert!(matches!(problems[2], LibraryProblem::NotLoadable(_)));
    assert_eq!(problems[3], &LibraryProblem::NotAFile);
    assert_eq!(problems[4], &LibraryProblem::NotAbsolute);
}

#[test]
fn without_any_candidate_the_message_still_says_what_to_do() {
    let message = Runtime::load(&[]).unwrap_err().to_string();
    assert!(message.contains("cargo xtask setup"), "{message}");
}

#[test]
fn another_library_is_not_taken_for_onnx_runtime() {
    let folder = tempfile::tempdir().unwrap();
    let source = "#[unsafe(no_mangle)] pub extern \"C\" fn hello() -> i32 { 1 }";
    let library = build_library(folder.path(), source);
    assert_eq!(problem_of(&library), LibraryProblem::NotOnnxRuntime);
}

#[test]
fn an_old_onnx_runtime_is_refused_with_its_version() {
    let folder = tempfile::tempdir().unwrap();
    let source = r#"
        use std::ffi::{c_char, c_void};
        #[repr(C)]
        pub struct Base(extern "system" fn(u32) -> *const c_void,
                        extern "system" fn() -> *const c_char);
        extern "system" fn api(version: u32) -> *const c_void {
            static TABLE: [usize; 512] = [0; 512];
            if version <= 20 { TABLE.as_ptr().cast() } else { std::ptr::null() }
        }
        extern "system" fn version() -> *const c_char { c"1.20.1".as_ptr() }
        static BASE: Base = Base(api, version);
        #[unsafe(no_mangle)] pub extern "system" fn OrtGetApiBase() -> *const Base { &BASE }
    "#;
    let library = build_library(folder.path(), source);
    let found = "1.20.1".to_owned();
    let needed = 24;
    assert_eq!(
        problem_of(&library),
        LibraryProblem::TooOld { found, needed }
    );
    let message = Runtime::load(&[candidate(&library)])
        .unwrap_err()
        .to_string();
    let reason = "it is ONNX Runtime 1.20.1, and 1.24 or newer is needed";
    assert!(message.contains(reason), "{message}");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_instead_of_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("libonnxruntime.so");
    let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    assert_eq!(problem_of(&pipe), LibraryProblem::NotAFile);
}
