//! A page of music: read, gone through and corrected by the keyboard, looked into, and said to be right.

use std::path::{Path, PathBuf};

use annotation::{Label, SHARED_LAYER, Standing};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use workbench::{Command, UserCommand};

use super::Window;

const NONE: Modifiers = Modifiers::NONE;

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
    window.press(NONE, Key::F5);
    window.wait_for("16 measures");
    window.settle();
    window
}

/// The symbols of the page, and what else was said about it.
fn labels(window: &Window) -> Vec<Label> {
    let services = &window.harness.state().services;
    let document = services.labels.document().unwrap();
    let picture = services.document.current().unwrap().id;
    let labels = document.labels_on(picture, SHARED_LAYER);
    labels.map(|label| Label::clone(label)).collect()
}

/// What stands behind a word in the section of the chosen symbol.
fn said(window: &Window, word: &str) -> String {
    let texts = window.texts();
    let at = texts.iter().position(|it| it == word).unwrap();
    texts[at + 1].clone()
}

/// Steps until a symbol of a kind is chosen.
#[track_caller]
fn step_to(window: &mut Window, name: &str) {
    for _ in 0..60 {
        window.press(NONE, Key::Tab);
        window.settle();
        if said(window, "Is a") == name {
            return;
        }
    }
    panic!("no {name} comes");
}

#[test]
fn keys_go_from_symbol_to_symbol_whoever_has_the_keyboard() {
    let mut window = with_music();
    assert!(labels(&window).len() > 100);
    window.press(NONE, Key::Tab);
    assert_eq!(said(&window, "Is a"), "treble clef");
    let page = page(&window);
    window.point_and_click(&page);
    window.settle();
    for expected in ["bass clef", "sharp"] {
        window.press(NONE, Key::Tab);
        assert_eq!(said(&window, "Is a"), expected);
    }
}

#[test]
fn keys_correct_a_note_and_the_music_follows() {
    let mut window = with_music();
    step_to(&mut window, "black notehead");
    let (pitch, length) = (said(&window, "Pitch"), said(&window, "Length"));
    window.press(NONE, Key::ArrowUp);
    window.settle();
    assert_ne!(said(&window, "Pitch"), pitch);
    assert_eq!(said(&window, "Said by"), "a person");
    window.press(NONE, Key::Q);
    window.settle();
    assert_ne!(said(&window, "Length"), length);
    assert!(window.shows("What does not add up ("));
    for _ in 0..2 {
        window.press(Modifiers::COMMAND, Key::Z);
        window.settle();
    }
    assert_eq!(
        [said(&window, "Pitch"), said(&window, "Length")],
        [pitch, length]
    );
    assert_eq!(said(&window, "Certainty").pop(), Some('%'));
}

/// Chooses a kind of symbol by its name.
fn choose(window: &mut Window, name: &str) {
    let field = window.harness.get_by_label("Search a symbol");
    field.focus();
    window.harness.step();
    window.press(Modifiers::COMMAND, Key::A);
    let field = window.harness.get_by_label("Search a symbol");
    field.type_text(name);
    window.harness.step();
    window.press(NONE, Key::Enter);
    window.settle();
}

fn page(window: &Window) -> String {
    let mut texts = window.texts().into_iter();
    texts.find(|it| it.starts_with("Picture a_small")).unwrap()
}

/// Where a place right of some note in the middle of the page is in the window that shows all of it.
fn beside_a_note(window: &Window) -> egui::Pos2 {
    const PAGE_PX: [f64; 2] = [2000.0, 873.0];
    let services = &window.harness.state().services;
    let document = services.labels.document().unwrap();
    let head = document.class_named("noteheadBlack").unwrap().id;
    let notes = labels(window).into_iter().filter(|it| it.class == head);
    let middles = notes.map(|it| it.shape.center().unwrap());
    let off_middle = |it: &shapes::Point| (it.x - PAGE_PX[0] / 2.0).abs();
    let near = middles.min_by(|one, other| off_middle(one).total_cmp(&off_middle(other)));
    let near = near.unwrap();
    let rect = window.harness.get_by_label(&page(window)).rect();
    let scale = (f64::from(rect.width()) / PAGE_PX[0]).min(f64::from(rect.height()) / PAGE_PX[1]);
    let off = [near.x + 28.0 - PAGE_PX[0] / 2.0, near.y - PAGE_PX[1] / 2.0];
    rect.center() + egui::vec2((off[0] * scale) as f32, (off[1] * scale) as f32)
}

#[test]
fn bar_lines_are_put_where_the_page_is_clicked_and_the_measures_follow() {
    let mut window = with_music();
    let before = labels(&window).len();
    // A symbol that is chosen stays what it is.
    step_to(&mut window, "black notehead");
    choose(&mut window, "double bar line");
    assert_eq!(labels(&window).len(), before);
    let commands = &window.harness.state().services.commands;
    commands.send(UserCommand::Fit);
    window.settle();
    let at = beside_a_note(&window);
    window.harness.hover_at(at);
    window.harness.drag_at(at);
    window.harness.drop_at(at);
    window.settle();
    assert!(window.shows("17 measures"));
    assert_eq!(labels(&window).len(), before + 1);
    let commands = &window.harness.state().services.commands;
    commands.send(UserCommand::Undo);
    window.settle();
    assert!(window.shows("16 measures"));
}

#[test]
fn the_one_symbol_that_is_chosen_becomes_what_is_chosen_in_the_list() {
    let mut window = with_music();
    step_to(&mut window, "black notehead");
    choose(&mut window, "half notehead");
    assert_eq!(said(&window, "Is a"), "half notehead");
    assert_eq!(said(&window, "Length"), "half");
}

#[test]
fn a_symbol_says_why_it_was_found() {
    let mut window = with_music();
    step_to(&mut window, "black notehead");
    window.click_unseen("Why");
    window.wait_for("Energy at the middle");
    window.wait_for("What the network saw around the symbol");
    // Its class is the second thing that can be explained.
    let classes = window.harness.get_all_by_label("black notehead");
    let is_button =
        |it: &egui_kittest::Node<'_>| it.accesskit_node().role() == egui::accesskit::Role::Button;
    classes
        .filter(is_button)
        .take(1)
        .for_each(|it| it.click_accesskit());
    window.harness.step();
    window.settle();
    assert!(window.shows("Gradients in"));
}

#[test]
fn a_page_that_is_right_has_no_proposals_left() {
    let mut window = with_music();
    let is_open = |it: &Label| it.standing == Standing::Proposed;
    assert!(labels(&window).iter().any(is_open));
    let commands = &window.harness.state().services.commands;
    commands.send(UserCommand::ConfirmPage);
    window.settle();
    assert!(!labels(&window).iter().any(is_open));
    assert!(!window.shows("on this page"));
}

#[test]
fn a_page_with_open_problems_is_right_only_with_a_word() {
    let mut window = with_music();
    step_to(&mut window, "black notehead");
    window.press(NONE, Key::Q);
    window.settle();
    let commands = &window.harness.state().services.commands;
    commands.send(UserCommand::ConfirmPage);
    window.settle();
    assert!(window.shows("on this page"));
}

#[test]
fn a_new_project_takes_over_what_was_done_without_one() {
    let mut window = with_music();
    step_to(&mut window, "black notehead");
    window.press(NONE, Key::ArrowUp);
    window.settle();
    let (before, pitch) = (labels(&window).len(), said(&window, "Pitch"));
    let dir = window.home.path().join("parade.sight");
    window.harness.state_mut().new_project(dir.clone());
    window.until("the new project", |window| {
        let project = window.harness.state().services.document.project();
        project.is_some_and(|it| it.dir().ends_with("parade.sight"))
    });
    window.wait_for("16 measures");
    window.settle();
    assert_eq!(labels(&window).len(), before);
    step_to(&mut window, "black notehead");
    assert_eq!(said(&window, "Pitch"), pitch);
    let commands = &window.harness.state().services.commands;
    commands.send(UserCommand::Undo);
    window.until("the pitch before", |window| said(window, "Pitch") != pitch);
}

#[test]
fn closing_says_first_what_would_be_lost() {
    let close = |window: &mut Window| {
        let viewports = &mut window.harness.input_mut().viewports;
        let events = &mut viewports.entry(egui::ViewportId::ROOT).or_default().events;
        events.push(egui::ViewportEvent::Close);
        window.harness.step();
        window.settle();
    };
    let mut window = with_music();
    close(&mut window);
    assert!(!window.shows("in no project yet"), "a reading is made anew");
    step_to(&mut window, "black notehead");
    window.press(NONE, Key::ArrowUp);
    window.settle();
    close(&mut window);
    assert!(window.shows("What you did is in no project yet"));
}

#[test]
fn a_problem_that_is_none_is_set_aside_and_others_are_not() {
    let mut window = with_music();
    step_to(&mut window, "black notehead");
    window.press(NONE, Key::Q);
    window.settle();
    let problems = |window: &Window| {
        let texts = window.texts();
        let title = texts
            .iter()
            .find(|it| it.starts_with("What does not add up"));
        title.unwrap().clone()
    };
    let before = problems(&window);
    assert!(before.contains('('));
    for _ in 0..9 {
        if !problems(&window).contains('(') {
            break;
        }
        window.press(NONE, Key::N);
        window.settle();
        window.press(Modifiers::SHIFT, Key::X);
        window.settle();
    }
    assert!(!problems(&window).contains('('));
    // What is wrong in other words at the same place is said.
    window.press(NONE, Key::Q);
    window.settle();
    assert!(problems(&window).contains('('));
    // What was done is taken back, the note first and then the last word about a problem.
    for is_open in [false, true] {
        window.press(Modifiers::COMMAND, Key::Z);
        window.settle();
        assert_eq!(problems(&window).contains('('), is_open);
    }
}
