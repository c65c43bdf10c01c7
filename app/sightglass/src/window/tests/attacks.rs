//! Attacks and the detector in the window, and the figures that are exported.

use egui::{Key, Modifiers};

use super::super::dialogs::Dialogs;
use super::{Window, series};

/// A window on so many pictures, once the first is explained. Paths are asked for by a field, so
/// that no dialog of the desktop appears.
fn explained(count: u32) -> (tempfile::TempDir, Window) {
    let (folder, _) = series(count);
    let mut window = Window::on::<&str>([]).sample(folder.path()).open();
    window.harness.state_mut().dialogs = Dialogs::without_desktop();
    window.wait_for("Average local spatial entropy");
    window.settle();
    (folder, window)
}

/// Types a path into the field that asks for one.
fn type_path(window: &mut Window, path: &std::path::Path) {
    window.wait_for("Type or paste the path");
    window.harness.step();
    let text = egui::Event::Text(path.display().to_string());
    window.harness.event(text);
    window.harness.step();
    window.click("Continue");
}

#[test]
fn an_attack_is_seen_side_by_side_and_can_be_saved() {
    let (folder, mut window) = explained(1);
    window.click("Attack");
    window.wait_for("No attack yet");
    window.click_last("Attack this picture");
    window.wait_for("After: ");
    window.settle();
    assert!(window.shows("The model was fooled") || window.shows("The model was not fooled"));
    assert!(window.shows("The change, ×"));

    let saved = folder.path().join("adversarial.png");
    window.click("Save picture …");
    type_path(&mut window, &saved);
    window.wait_for("Written");
    assert!(saved.is_file());
}

#[test]
fn a_threshold_is_kept_with_the_model_and_every_picture_gets_a_verdict() {
    let (_folder, mut window) = explained(12);
    window.wait_for("not calibrated for this model");
    window.click("Detector");
    window.wait_for("No threshold yet");
    window.click("10%");
    window.click_last("Calibrate");
    window.wait_for("An attack is what scores above");
    window.settle();
    window.click("Explain");
    window.settle();
    assert!(verdict(&window).is_some(), "{:#?}", window.texts());

    // The run over all pictures asks the detector too.
    window.press(Modifiers::SHIFT, Key::F5);
    window.wait_for("12 answers are stored");
    window.settle();
    let home = window.close();

    let mut window = Window::on::<&str>([]).at_home(home).open();
    window.wait_for("Average local spatial entropy");
    window.settle();
    assert!(verdict(&window).is_some(), "{:#?}", window.texts());
    window.click("Detector");
    window.click("Forget the threshold");
    window.click("Explain");
    window.wait_for("not calibrated for this model");
}

#[test]
fn an_evaluation_shows_how_well_attacks_are_told_and_is_written_to_files() {
    let (folder, mut window) = explained(3);
    window.click("Detector");
    window.click("PGD (L∞)");
    window.click("Evaluate");
    window.wait_for("3 clean pictures");
    window.settle();
    assert!(window.shows("Noise (control)"));
    let out = folder.path().join("out");
    std::fs::create_dir(&out).unwrap();
    window.click("Export …");
    type_path(&mut window, &out);
    window.wait_for("Written");
    for name in ["scores.csv", "roc.csv", "histogram.svg", "roc.png"] {
        assert!(out.join(name).is_file(), "{name}");
    }
}

#[test]
fn a_figure_is_exported_by_key_and_never_over_what_is_there() {
    let (folder, mut window) = explained(1);
    let figure = folder.path().join("figure.svg");
    for word in ["Written", "Not written"] {
        window.press(
            Modifiers::CTRL | Modifiers::SHIFT | Modifiers::COMMAND,
            Key::E,
        );
        type_path(&mut window, &figure);
        window.wait_for(word);
        window.settle();
    }
    let svg = std::fs::read_to_string(&figure).unwrap();
    assert!(svg.contains("Local spatial entropy") && svg.contains("0000.png"));
}

#[test]
fn methods_are_compared_in_a_strip_and_chosen_there() {
    let (_folder, mut window) = explained(1);
    window.press(Modifiers::NONE, Key::M);
    window.wait_for("Occlusion: ");
    window.until("all methods", |window| !window.shows("waiting …"));
    window.settle();
    let cell = window
        .texts()
        .into_iter()
        .find(|text| text.starts_with("Deconvnet: "))
        .unwrap();
    window.click(&cell);
    window.settle();
    assert!(window.texts().contains(&"Deconvnet".to_owned()));
}

/// What the detector says of the picture that is looked at.
fn verdict(window: &Window) -> Option<String> {
    let texts = window.texts().into_iter();
    let mut verdicts = texts.filter(|text| {
        text.starts_with("Nothing unusual:") || text.starts_with("Perhaps attacked:")
    });
    verdicts.next()
}
