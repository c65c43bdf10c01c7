//! What every case must do: open in both themes, come to rest, show its help, and say what is
//! missing when it has no pack.

use std::path::Path;
use std::sync::Arc;

use egui::{Key, Modifiers};
use workbench::{Case, Command, ThemeChoice};

use super::{Window, series};
use crate::cases;

/// A window that shows `case`, on a small project of three pictures.
fn window(case: &Arc<dyn Case>, folder: &Path, theme: ThemeChoice) -> Window {
    let mut window = Window::on([folder]).theme(theme).open();
    show(&mut window, case);
    window
}

fn show(window: &mut Window, case: &Arc<dyn Case>) {
    let commands = &window.harness.state().services.commands;
    commands.send(Command::ShowCase(case.id().to_owned()));
    window.wait_for("0000.png");
    window.settle();
}

#[test]
fn every_case_opens_in_both_themes_and_comes_to_rest() {
    for case in cases::all() {
        for (theme, is_dark) in [(ThemeChoice::Dark, true), (ThemeChoice::Light, false)] {
            let (folder, _) = series(3);
            let mut window = window(&case, folder.path(), theme);
            assert_eq!(window.harness.ctx.global_style().visuals.dark_mode, is_dark);
            let frames = window.harness.try_run();
            assert!(frames.is_ok(), "{} never rests: {frames:?}", case.id());
        }
    }
}

#[test]
fn every_case_shows_its_help() {
    for case in cases::all() {
        let (folder, _) = series(3);
        let mut window = window(&case, folder.path(), ThemeChoice::Dark);
        let before = window.texts().len();
        window.press(Modifiers::NONE, Key::F1);
        assert_eq!(window.harness.state().shell.help.topic(), case.id());
        window.until("the page", |window| window.texts().len() > before + 5);
        window.press(Modifiers::NONE, Key::Escape);
        window.until("the end of help", |window| window.texts().len() <= before);
    }
}

#[test]
fn every_case_says_what_is_missing_when_it_has_no_pack() {
    for case in cases::all() {
        let (folder, _) = series(1);
        let mut window = Window::on([folder.path()]).without_packs().open();
        show(&mut window, &case);
        window.wait_for("No model");
        assert!(window.shows("Choose a pack"), "{}", case.id());
    }
}

#[test]
fn without_the_library_pictures_are_shown_and_the_way_to_it_is_offered() {
    let (folder, _) = series(1);
    let missing = folder.path().join("libnowhere.so");
    let mut window = Window::on([folder.path()]).onnxruntime(&missing).open();
    window.wait_for("No inference library");
    window.wait_for("Picture 0000.png");
    assert!(window.shows("Check this computer"));
}

#[test]
fn the_shipped_model_answers_about_the_picture_shown() {
    let (folder, _) = series(2);
    let mut window = Window::on([folder.path()]).open();
    window.wait_for("Prepared in");
    window.wait_for("nodes on CPU");
    let app = window.harness.state();
    assert!(app.cases[app.front].pane.is_some());
}
