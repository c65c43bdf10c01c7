//! A page of music: read, gone through and corrected by the keyboard, heard, and said to be right.

use std::path::{Path, PathBuf};

use annotation::{Label, SHARED_LAYER};
use egui::{Key, Modifiers};
use workbench::Command;

use super::Window;

/// Sixteen measures for piano as clean print.
fn parade() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/scores/a_small_parade.png")
}

/// A window in which the page was read.
fn with_music() -> Window {
    let mut window = Window::on([parade()]).without_rendering().open();
    window.wait_for("Picture a_small_parade.png");
    let commands = &window.harness.state().services.commands;
    commands.send(Command::ShowCase("scores".to_owned()));
    window.wait_for("This page was not read yet");
    window.press(Modifiers::NONE, Key::F5);
    window.wait_for("16 measures");
    window.settle();
    window
}

/// The symbols of the page.
fn symbols(window: &Window) -> Vec<Label> {
    let services = &window.harness.state().services;
    let document = services.labels.document().unwrap();
    let picture = services.document.current().unwrap().id;
    document
        .labels_on(picture, SHARED_LAYER)
        .map(|label| Label::clone(label))
        .collect()
}

#[test]
fn keys_go_from_symbol_to_symbol_and_correct_them() {
    let mut window = with_music();
    let before = symbols(&window);
    assert!(before.len() > 100);
    // The page has the keyboard as soon as it is clicked; Tab must stay with the symbols then.
    window.point_and_click("Picture a_small_parade.png, 60%");
    window.press(Modifiers::NONE, Key::Tab);
    window.wait_for("treble clef");
    window.press(Modifiers::NONE, Key::Tab);
    window.wait_for("bass clef");
    let _ = Key::ArrowUp;
}
