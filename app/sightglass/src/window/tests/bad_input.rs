//! What cannot be opened: each gets a message that names it, and the window goes on.

use std::path::{Path, PathBuf};

use super::{Window, series};

fn bad(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/bad")
        .join(path)
}

#[test]
fn a_broken_picture_says_why_and_the_next_one_is_shown() {
    let (_folder, good) = series(1);
    let truncated = bad("pictures/truncated-grey.png");
    let mut window = Window::on([&truncated, &good[0]]).open();
    window.wait_for("This picture cannot be shown");
    window.wait_for("cut short");
    window.settle();
    window.press(egui::Modifiers::NONE, egui::Key::D);
    window.wait_for("Picture 0000.png");
    window.wait_for("Prepared in");
}

#[test]
fn a_dropped_file_that_is_no_picture_is_named() {
    let (folder, good) = series(1);
    let text = folder.path().join("letter 信.txt");
    std::fs::write(&text, "Dear reader").unwrap();
    let mut window = Window::on([&good[0]]).open();
    window.wait_for("1 of 1");
    window.drop_files(&[&text]);
    window.wait_for("1 file was left out");
    assert!(window.shows("1 of 1"), "nothing else has changed");
}

#[test]
fn a_model_that_cannot_be_loaded_says_why() {
    let (_folder, good) = series(1);
    for model in [
        "cut-off.onnx",
        "unknown-operator.onnx",
        "weights-missing.onnx",
    ] {
        let mut window = Window::on([&good[0]]).open();
        window.wait_for("Prepared in");
        window.drop_files(&[&bad("models").join(model)]);
        window.wait_for("The model was not loaded");
        window.settle();
        assert!(window.shows("Picture 0000.png"), "the picture stays");
    }
}

#[test]
fn what_is_no_project_is_refused_and_forgotten() {
    for project in [
        "not_a_database.sight",
        "newer_version.sight",
        "nowhere.sight",
    ] {
        let mut window = Window::on([bad("projects").join(project)]).open();
        window.wait_for("This could not be opened");
        window.settle();
        assert!(window.shows("Open a picture to begin"));
        let settings = window.harness.state().services.settings.get();
        assert!(settings.recent_projects.is_empty());
    }
}

#[test]
fn a_job_that_panics_is_a_message_and_not_the_end() {
    let (_folder, good) = series(1);
    let mut window = Window::on([&good[0]]).open();
    window.wait_for("Picture 0000.png");
    let jobs = &window.harness.state().services.jobs;
    jobs.start(jobs::Lane::Background, "the fault", |_| {
        panic!("on purpose")
    })
    .detach();
    window.wait_for("“the fault” was ended by a fault of the program");
    window.settle();
    assert!(window.shows("Picture 0000.png"));
}
