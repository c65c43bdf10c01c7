//! The palette, used by keyboard and by name.
#![allow(clippy::unwrap_used)]

use std::path::PathBuf;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::*;
use crate::commands::{CommandQueue, queue};
use crate::testing::{self, AllBut};

struct State {
    palette: CommandPalette,
    queue: CommandQueue,
}

fn window<'a>(disabled: Option<UserCommand>, entries: Vec<Entry>) -> Harness<'a, State> {
    let (sender, queue) = queue(|| {});
    let mut palette = CommandPalette::default();
    palette.open();
    let state = State { palette, queue };
    testing::harness(state, move |ui, state| {
        state.palette.show(
            ui.ctx(),
            &Shortcuts::default(),
            &AllBut(disabled),
            &entries,
            &sender,
        );
    })
}

fn type_text(harness: &mut Harness<'_, State>, text: &str) {
    harness
        .get_by_label("Find a command, pack or project")
        .type_text(text);
    harness.run();
}

fn sent(harness: &Harness<'_, State>) -> Vec<Command> {
    harness.state().queue.drain()
}

#[test]
fn typing_filters_and_enter_chooses() {
    let mut harness = window(None, Vec::new());
    harness.get_by_label("Open pictures …");
    type_text(&mut harness, "full scr");
    assert!(harness.query_by_label("Open pictures …").is_none());
    harness.get_by_label("Full screen");
    harness.key_press(Key::Enter);
    harness.run();
    let sent = sent(&harness);
    assert!(matches!(
        sent[..],
        [Command::User(UserCommand::ToggleFullScreen)]
    ));
    assert!(!harness.state().palette.is_open());
}

#[test]
fn arrows_move_and_escape_closes() {
    let mut harness = window(None, Vec::new());
    type_text(&mut harness, "zoom");
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert!(matches!(
        sent(&harness)[..],
        [Command::User(UserCommand::ZoomOut)]
    ));
    harness.state_mut().palette.open();
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    assert!(!harness.state().palette.is_open());
    assert!(sent(&harness).is_empty());
}

#[test]
fn a_click_chooses_an_entry_of_the_program() {
    let folder = PathBuf::from("/models/textures");
    let entry = Entry {
        title: "Photographed surfaces".to_owned(),
        subtitle: "/models/textures".to_owned(),
        icon: icons::ICON_DEPLOYED_CODE,
        command: Command::ChoosePack(folder.clone()),
    };
    let mut harness = window(None, vec![entry]);
    type_text(&mut harness, "textures");
    harness.get_by_label("Photographed surfaces").click();
    harness.run();
    assert!(matches!(&sent(&harness)[..], [Command::ChoosePack(chosen)] if *chosen == folder));
}

#[test]
fn what_cannot_be_used_now_cannot_be_chosen() {
    let mut harness = window(Some(UserCommand::RunModel), Vec::new());
    type_text(&mut harness, "run on this");
    harness.key_press(Key::Enter);
    harness.run();
    assert!(sent(&harness).is_empty());
    assert!(harness.state().palette.is_open());
}

#[test]
fn finding_nothing_is_said() {
    let mut harness = window(None, Vec::new());
    type_text(&mut harness, "qqqq");
    harness.get_by_label("Nothing of that name was found.");
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.state().palette.is_open());
}

#[test]
fn a_command_is_found_by_what_its_tooltip_says() {
    // Its title is in the other language, so that whoever is lost in this one can read it.
    let mut harness = window(None, Vec::new());
    type_text(&mut harness, "german");
    harness.get_by_label("Auf Deutsch umschalten");
}
