//! The keyboard: pictures, panels, theme and palette without a mouse.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

use super::{Window, series};

/// A window on three pictures, the first of them being looked at.
fn on_three() -> (Window, tempfile::TempDir) {
    let (folder, _) = series(3);
    let mut window = Window::on([folder.path()]).open();
    window.wait_for("Picture 0000.png");
    window.settle();
    (window, folder)
}

#[test]
fn pictures_are_paged_through_and_stop_at_the_ends() {
    let (mut window, _folder) = on_three();
    for (key, expected) in [
        (Key::D, "0001.png"),
        (Key::ArrowRight, "0002.png"),
        (Key::D, "0002.png"),
        (Key::A, "0001.png"),
        (Key::ArrowLeft, "0000.png"),
        (Key::ArrowLeft, "0000.png"),
    ] {
        window.press(Modifiers::NONE, key);
        assert_eq!(window.current().as_deref(), Some(expected), "after {key:?}");
    }
}

#[test]
fn typing_into_the_filter_pages_through_nothing() {
    let (mut window, _folder) = on_three();
    window.press(Modifiers::CTRL | Modifiers::COMMAND, Key::F);
    window
        .harness
        .get_by_label("Filter pictures")
        .type_text("dddd");
    window.press(Modifiers::NONE, Key::D);
    window.settle();
    assert_eq!(window.current().as_deref(), Some("0000.png"));
    assert!(window.shows("No picture matches the filter."));
}

#[test]
fn delete_takes_a_picture_out_only_while_the_list_has_the_keyboard() {
    let (mut window, folder) = on_three();
    window.press(Modifiers::NONE, Key::Delete);
    window.settle();
    assert!(window.shows("3 of 3"));
    window.point_and_click("0001.png");
    window.settle();
    window.press(Modifiers::NONE, Key::Delete);
    window.wait_for("2 of 2");
    assert_eq!(window.current().as_deref(), Some("0002.png"));
    assert!(folder.path().join("0001.png").exists(), "the file stays");
}

#[test]
fn the_palette_finds_a_command_by_its_name() {
    let (mut window, _folder) = on_three();
    assert!(window.harness.ctx.global_style().visuals.dark_mode);
    window.press(Modifiers::CTRL | Modifiers::COMMAND, Key::K);
    window.harness.step();
    window
        .harness
        .event(egui::Event::Text("light or dark".to_owned()));
    window.harness.step();
    window.press(Modifiers::NONE, Key::Enter);
    window.settle();
    assert!(!window.harness.ctx.global_style().visuals.dark_mode);
}

#[test]
fn two_pictures_are_compared_side_by_side() {
    let (mut window, _folder) = on_three();
    window.press(Modifiers::CTRL | Modifiers::COMMAND, Key::Num2);
    window.press(Modifiers::NONE, Key::D);
    window.wait_for("Picture 0000.png for comparison");
    window.wait_for("Picture 0001.png");
    window.press(Modifiers::CTRL | Modifiers::COMMAND, Key::Num2);
    window.settle();
    assert!(!window.shows("for comparison"));
}

#[test]
fn the_window_speaks_german_when_told_to() {
    let (mut window, _folder) = on_three();
    let commands = &window.harness.state().services.commands;
    commands.send(workbench::UserCommand::SwitchLanguage);
    window.wait_for("Vorhersage");
    assert!(!window.shows("Prediction"));
    workbench::text::set_language(workbench::text::Language::English);
}
