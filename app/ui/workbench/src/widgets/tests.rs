//! The shared widgets, used by their accessible names.
#![allow(clippy::unwrap_used)]

use egui_kittest::kittest::Queryable;

use super::*;
use crate::icons;
use crate::testing::harness;

#[test]
fn a_section_folds_and_stays_folded() {
    let mut harness = harness((), |ui, ()| {
        section_ui(ui, "details", icons::ICON_INFO, "Details", true, |ui| {
            ui.label("inside");
        });
    });
    harness.get_by_label("inside");
    harness.get_by_label("Details").click();
    harness.run();
    harness.run();
    assert!(harness.query_by_label("inside").is_none());
    harness.get_by_label("Details").click();
    harness.run();
    harness.run();
    harness.get_by_label("inside");
}

#[test]
fn a_placeholder_offers_what_to_do() {
    let mut harness = harness(None, |ui, pressed: &mut Option<usize>| {
        let placeholder = Placeholder::new(icons::ICON_IMAGE, "No picture", "Open one.")
            .action(icons::ICON_ADD, "Open pictures")
            .action(icons::ICON_FOLDER_OPEN, "Open a folder");
        if let Some(place) = placeholder.ui(ui) {
            *pressed = Some(place);
        }
    });
    harness.get_by_label("No picture");
    harness.get_by_label("Open one.");
    harness.get_by_label("Open a folder").click();
    harness.run();
    assert_eq!(*harness.state(), Some(1));
}

#[test]
fn bars_say_their_class_and_share_and_survive_nan() {
    let classes = [
        ("brick", 0.934, true),
        ("grass", f32::NAN, false),
        ("sky", 7.0, false),
    ];
    let mut harness = harness(None, move |ui, clicked: &mut Option<usize>| {
        let classes = classes.map(|(label, probability, is_answer)| ClassBar {
            label: label.to_owned(),
            probability,
            is_answer,
        });
        if let Some(place) = class_bars_ui(ui, &classes) {
            *clicked = Some(place);
        }
    });
    harness.get_by_label("grass: NaN%");
    harness.get_by_label("brick: 93.4%").click();
    harness.run();
    assert_eq!(*harness.state(), Some(0));
}

#[test]
fn facts_stand_in_rows() {
    let mut harness = harness((), |ui, ()| {
        key_values_ui(ui, &[("Format", "PNG"), ("Size", "640 × 480")]);
    });
    harness.run();
    harness.get_by_label("Format");
    harness.get_by_label("640 × 480");
}
