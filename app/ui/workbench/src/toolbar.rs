//! The toolbar, built from the command table, and single buttons for commands anywhere else.

use egui::{Button, Response, Ui};

use crate::commands::{CommandSender, CommandState, UserCommand};
use crate::shortcuts::Shortcuts;
use crate::{CaseContext, icons};

/// The buttons of the toolbar, in the order of the table, its groups parted by lines.
pub fn toolbar_ui(
    ui: &mut Ui,
    shortcuts: &Shortcuts,
    state: &dyn CommandState,
    sender: &CommandSender,
) {
    let mut last_group = None;
    let commands = UserCommand::ALL.into_iter();
    for command in commands.filter(|command| command.in_toolbar()) {
        let group = (command.category(), command.group());
        if last_group.is_some_and(|last| last != group) {
            ui.separator();
        }
        last_group = Some(group);
        command_icon_ui(ui, command, shortcuts, state, sender);
    }
}

/// A command as a flat button with its icon; the tooltip says its name, keys and purpose.
pub fn command_icon_ui(
    ui: &mut Ui,
    command: UserCommand,
    shortcuts: &Shortcuts,
    state: &dyn CommandState,
    sender: &CommandSender,
) -> Response {
    let is_checked = state.is_checked(command);
    let button = match is_checked {
        Some(is_on) => Button::selectable(is_on, icons::atom(command.icon())),
        None => Button::new(icons::atom(command.icon())).frame_when_inactive(false),
    };
    let response = ui.add_enabled(state.is_enabled(command), button);
    finish(response, command, is_checked, shortcuts, sender)
}

/// A command as a button with icon and text, for the place where it is the thing to do.
pub fn command_button_ui(
    ui: &mut Ui,
    command: UserCommand,
    shortcuts: &Shortcuts,
    state: &dyn CommandState,
    sender: &CommandSender,
) -> Response {
    let button = Button::new((icons::atom(command.icon()), command.text()));
    let response = ui.add_enabled(state.is_enabled(command), button);
    finish(response, command, None, shortcuts, sender)
}

/// The same button in a pane, which knows itself whether the command can be given.
pub fn pane_command_ui(
    ui: &mut Ui,
    command: UserCommand,
    is_enabled: bool,
    context: &CaseContext<'_>,
) -> Response {
    let button = Button::new((icons::atom(command.icon()), command.text()));
    let response = ui.add_enabled(is_enabled, button);
    let shortcuts = &context.settings.shortcuts;
    finish(response, command, None, shortcuts, context.commands)
}

/// A command of a pane as a flat button with its icon, pressed where it is on.
pub fn pane_command_icon_ui(
    ui: &mut Ui,
    command: UserCommand,
    is_on: bool,
    context: &CaseContext<'_>,
) -> Response {
    let response = ui.add(Button::selectable(is_on, icons::atom(command.icon())));
    let shortcuts = &context.settings.shortcuts;
    finish(response, command, Some(is_on), shortcuts, context.commands)
}

/// What all kinds of button share: name, tooltip, and sending the command.
fn finish(
    response: Response,
    command: UserCommand,
    is_checked: Option<bool>,
    shortcuts: &Shortcuts,
    sender: &CommandSender,
) -> Response {
    let name = command.text();
    let title = match shortcuts.label(command) {
        Some(keys) => format!("{name} ({keys})"),
        None => name.clone(),
    };
    let tip = format!("{title}\n{}", command.tooltip());
    let response = icons::named(response, is_checked, &name)
        .on_hover_text(&tip)
        .on_disabled_hover_text(tip);
    if response.clicked() {
        sender.send(command);
    }
    response
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use egui_kittest::kittest::Queryable;

    use super::*;
    use crate::commands::{Command, queue};
    use crate::testing::{AllBut, harness};

    #[test]
    fn every_button_has_its_commands_name_and_sends_it() {
        let (sender, queue) = queue(|| {});
        let mut harness = harness((), move |ui, ()| {
            let shortcuts = Shortcuts::default();
            ui.horizontal(|ui| {
                toolbar_ui(
                    ui,
                    &shortcuts,
                    &AllBut(Some(UserCommand::RunModel)),
                    &sender,
                );
            });
            let state = AllBut(None);
            command_button_ui(ui, UserCommand::NewProject, &shortcuts, &state, &sender);
        });
        for command in UserCommand::ALL {
            let name = command.text();
            let button = harness.query_by_label(&name);
            let is_shown = command.in_toolbar() || command == UserCommand::NewProject;
            assert_eq!(button.is_some(), is_shown, "{command:?}");
        }
        for command in [
            UserCommand::Fit,
            UserCommand::RunModel,
            UserCommand::NewProject,
        ] {
            harness.get_by_label(&command.text()).click();
            harness.run();
        }
        assert!(matches!(
            queue.drain()[..],
            [
                Command::User(UserCommand::Fit),
                Command::User(UserCommand::NewProject)
            ]
        ));
    }
}
