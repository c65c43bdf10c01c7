//! A page of music: read, gone through and corrected by the keyboard, and said to be right.

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
    let labels = document.labels_on(picture, SHARED_LAYER);
    labels.map(|label| Label::clone(label)).collect()
}

/// What stands behind a word in the section of the chosen symbol.
fn said_of_symbol(window: &Window, word: &str) -> Option<String> {
    let texts = window.texts();
    let at = texts.iter().position(|it| it == word)?;
    texts.get(at + 1).cloned()
}

#[test]
fn keys_go_from_symbol_to_symbol_whoever_has_the_keyboard() {
    let mut window = with_music();
    window.press(Modifiers::NONE, Key::Tab);
    assert_eq!(said_of_symbol(&window, "Is a").unwrap(), "treble clef");
    let page = window
        .texts()
        .into_iter()
        .find(|it| it.starts_with("Picture a_small"));
    window.point_and_click(&page.unwrap());
    window.settle();
    for expected in ["bass clef", "time signature 4"] {
        window.press(Modifiers::NONE, Key::Tab);
        assert_eq!(said_of_symbol(&window, "Is a").as_deref(), Some(expected));
    }
    assert!(symbols(&window).len() > 100);
}
