//! From the keys that were pressed to the commands that they start.

use egui::{Context, Event, LayerId, Popup};

use super::{Scope, Shortcut, Shortcuts};
use crate::commands::UserCommand;

/// Takes the shortcuts pressed since the last frame out of the input and gives their commands.
///
/// To be called once a frame, before any widget. `active` tells who has the keyboard: the picture,
/// a list of pictures, or, with [`Scope::Window`], any other widget; `picture` what keys mean over the
/// picture in front: [`Scope::Canvas`], or [`Scope::Score`] where that is a page of music. Nothing is taken while a
/// dialog or a menu is open. While a text field has the keyboard, keys that edit text stay with it;
/// while another widget has it, the keys that move within and between widgets do.
pub fn take_pressed(
    ctx: &Context,
    shortcuts: &Shortcuts,
    active: Scope,
    picture: Scope,
) -> Vec<UserCommand> {
    let is_dialog_open = !ctx.memory(|memory| memory.is_above_modal_layer(LayerId::background()));
    if is_dialog_open || Popup::is_any_open(ctx) {
        return Vec::new();
    }
    let is_typing = ctx.text_edit_focused();
    let is_widget_focused = active == Scope::Window && ctx.egui_wants_keyboard_input();
    let mut commands = Vec::new();
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let Some((pressed, is_repeat)) = pressed_in(event) else {
                return true;
            };
            if (is_typing && pressed.edits_text()) || (is_widget_focused && pressed.moves_focus()) {
                return true;
            }
            let scopes = [active, Scope::Window, picture, Scope::Canvas];
            let Some(command) = command_of(shortcuts, pressed, scopes) else {
                return true;
            };
            if !is_repeat || command.repeats() {
                commands.push(command);
            }
            false
        });
    });
    commands
}

/// The shortcut that an event presses, and whether it only repeats one that is held down.
pub(crate) fn pressed_in(event: &Event) -> Option<(Shortcut, bool)> {
    match event {
        Event::Key {
            key,
            pressed: true,
            repeat,
            modifiers,
            ..
        } => Some((Shortcut::pressed(*key, *modifiers)?, *repeat)),
        _ => None,
    }
}

/// The command that keys start: whoever has the keyboard comes first, then the window, then the
/// picture, which is always in sight. Keys of a list work only while the list has the keyboard.
fn command_of(shortcuts: &Shortcuts, pressed: Shortcut, scopes: [Scope; 4]) -> Option<UserCommand> {
    scopes.into_iter().find_map(|scope| {
        UserCommand::ALL
            .into_iter()
            .find(|command| command.scope() == scope && shortcuts.of(*command).contains(&pressed))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use egui::{Key, Modifiers, RawInput};

    use super::*;

    fn key(key: Key, modifiers: Modifiers) -> Event {
        Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers,
        }
    }

    /// The commands that these events start in a frame whose content is `content`.
    fn commands(
        ctx: &Context,
        events: Vec<Event>,
        active: Scope,
        mut content: impl FnMut(&mut egui::Ui),
    ) -> Vec<UserCommand> {
        let mut commands = Vec::new();
        let input = RawInput {
            events,
            ..RawInput::default()
        };
        let mut is_first_pass = true;
        let mut output = ctx.run_ui(input, |ui| {
            if std::mem::take(&mut is_first_pass) {
                commands = take_pressed(ui.ctx(), &Shortcuts::default(), active, Scope::Canvas);
            }
            content(ui);
        });
        // There is no screen to bring the textures to.
        output.textures_delta.clear();
        commands
    }

    #[test]
    fn keys_start_their_commands_in_order() {
        let events = vec![
            key(Key::D, Modifiers::NONE),
            key(
                Key::O,
                Modifiers::CTRL | Modifiers::COMMAND | Modifiers::SHIFT,
            ),
            key(Key::D, Modifiers::SHIFT),
        ];
        assert_eq!(
            commands(&Context::default(), events, Scope::Canvas, |_| {}),
            [UserCommand::NextPicture, UserCommand::OpenFolder]
        );
    }

    #[test]
    fn a_key_held_down_repeats_only_what_may_repeat() {
        let ctx = Context::default();
        let both = || vec![key(Key::D, Modifiers::NONE), key(Key::F5, Modifiers::NONE)];
        assert_eq!(
            commands(&ctx, both(), Scope::Canvas, |_| {}),
            [UserCommand::NextPicture, UserCommand::RunModel]
        );
        // egui tells a repeat by the key not having been released.
        assert_eq!(
            commands(&ctx, both(), Scope::Canvas, |_| {}),
            [UserCommand::NextPicture]
        );
    }

    #[test]
    fn keys_of_a_page_of_music_come_before_those_of_any_picture() {
        let pressed = Shortcut::pressed(Key::B, Modifiers::NONE).unwrap();
        let over = |active, picture| {
            let scopes = [active, Scope::Window, picture, Scope::Canvas];
            command_of(&Shortcuts::default(), pressed, scopes)
        };
        for active in [Scope::Score, Scope::Window, Scope::List] {
            let command = over(active, Scope::Score);
            assert_eq!(command, Some(UserCommand::ShowRendered), "{active:?}");
        }
        let command = over(Scope::Window, Scope::Canvas);
        assert_eq!(command, Some(UserCommand::BrushTool));
    }

    #[test]
    fn keys_of_a_list_need_the_list() {
        let of = |active| {
            let delete = vec![key(Key::Delete, Modifiers::NONE)];
            commands(&Context::default(), delete, active, |_| {})
        };
        // The same key means a label over the picture, and a picture in the list.
        assert_eq!(of(Scope::Canvas), [UserCommand::DeleteLabels]);
        assert_eq!(of(Scope::Window), [UserCommand::DeleteLabels]);
        assert_eq!(of(Scope::List), [UserCommand::RemovePicture]);
    }

    #[test]
    fn typing_a_letter_starts_nothing() {
        let ctx = Context::default();
        let mut text = String::new();
        let mut field = |ui: &mut egui::Ui| {
            ui.text_edit_singleline(&mut text).request_focus();
        };
        commands(&ctx, vec![], Scope::Window, &mut field);
        let events = vec![
            key(Key::D, Modifiers::NONE),
            key(Key::F1, Modifiers::NONE),
            key(Key::K, Modifiers::CTRL | Modifiers::COMMAND),
        ];
        assert_eq!(
            commands(&ctx, events, Scope::Window, &mut field),
            [UserCommand::Help, UserCommand::Palette]
        );
    }

    #[test]
    fn a_focused_button_keeps_the_keys_that_move() {
        let ctx = Context::default();
        let mut button = |ui: &mut egui::Ui| ui.button("here").request_focus();
        commands(&ctx, vec![], Scope::Window, &mut button);
        let events = vec![
            key(Key::ArrowRight, Modifiers::NONE),
            key(Key::D, Modifiers::NONE),
        ];
        assert_eq!(
            commands(&ctx, events, Scope::Window, &mut button),
            [UserCommand::NextPicture],
            "by the letter alone"
        );
    }

    #[test]
    fn a_dialog_keeps_the_keys() {
        let ctx = Context::default();
        let mut dialog = |ui: &mut egui::Ui| {
            egui::Modal::new(egui::Id::unique("dialog")).show(ui.ctx(), |ui| ui.label("sure?"));
        };
        for _ in 0..2 {
            commands(&ctx, vec![], Scope::Canvas, &mut dialog);
        }
        let events = vec![key(Key::D, Modifiers::NONE)];
        assert_eq!(commands(&ctx, events, Scope::Canvas, &mut dialog), []);
    }
}
