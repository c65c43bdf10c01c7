//! What this crate's tests share: a window with our theme, in English, and commands to look at.
#![allow(clippy::unwrap_used)]

use egui::Ui;
use egui_kittest::Harness;

use crate::commands::{CommandState, UserCommand};
use crate::{text, theme};

/// A state in which every command can be used, but for one, and nothing is switched on.
pub(crate) struct AllBut(pub(crate) Option<UserCommand>);

impl CommandState for AllBut {
    fn is_enabled(&self, command: UserCommand) -> bool {
        Some(command) != self.0
    }

    fn is_checked(&self, _command: UserCommand) -> Option<bool> {
        None
    }
}

/// A window of 800 × 600 points in which `content` is painted with `state`. The harness refuses
/// widgets without an accessible name, and `run` fails where an idle window keeps repainting.
pub(crate) fn harness<'a, S: 'a>(
    state: S,
    mut content: impl FnMut(&mut Ui, &mut S) + 'a,
) -> Harness<'a, S> {
    text::set_language(text::Language::English);
    let mut harness = Harness::builder()
        .with_size([800.0, 600.0])
        .with_context_setup(theme::install)
        .build_ui_state(move |ui, state| content(ui, state), state);
    harness.run();
    harness
}
