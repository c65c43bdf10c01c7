//! The editor of shortcuts: search a command, press the new keys, see what clashes, take it back.

use egui::{Button, Event, Label, RichText, ScrollArea, Ui};

use crate::commands::{Category, UserCommand};
use crate::shortcuts::{Clash, Preset, Shortcut, Shortcuts};
use crate::tokens::{palette, space};
use crate::widgets::search_field_ui;
use crate::{icons, theme, tr};

/// Width of the search field in points.
const SEARCH_WIDTH_PT: f32 = 280.0;

/// What the editor remembers between frames.
#[derive(Default)]
pub struct ShortcutsEditor {
    search: String,
    capture: Option<Capture>,
}

/// The keys that the next press will set.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Capture {
    command: UserCommand,
    /// The place among the command's shortcuts; one past the last adds another.
    place: usize,
}

impl ShortcutsEditor {
    /// Whether the next keys pressed will be taken as a shortcut. The program must not act on them.
    pub fn is_capturing(&self) -> bool {
        self.capture.is_some()
    }

    /// Shows the editor in the space there is; says whether a shortcut was changed.
    pub fn ui(&mut self, ui: &mut Ui, shortcuts: &mut Shortcuts) -> bool {
        let before = shortcuts.clone();
        self.capture_pressed(ui, shortcuts);
        self.search_ui(ui, shortcuts);
        ui.add_space(space::S);
        let clashes = shortcuts.clashes();
        clash_summary_ui(ui, clashes.len());
        ScrollArea::vertical()
            .auto_shrink([false, false])
            .show(ui, |ui| {
                for category in Category::ALL {
                    self.category_ui(ui, category, shortcuts, &clashes);
                }
            });
        *shortcuts != before
    }

    /// While waiting for keys, takes the first that are pressed; Escape gives up.
    fn capture_pressed(&mut self, ui: &Ui, shortcuts: &mut Shortcuts) {
        let Some(capture) = self.capture else {
            return;
        };
        let mut pressed = None;
        ui.input_mut(|input| {
            input.events.retain(|event| {
                if pressed.is_none()
                    && let Some((keys, false)) = crate::shortcuts::pressed_in(event)
                {
                    pressed = Some(keys);
                    return false;
                }
                !matches!(event, Event::Text(_))
            });
        });
        let Some(pressed) = pressed else {
            return;
        };
        self.capture = None;
        if pressed.key == egui::Key::Escape {
            return;
        }
        let mut keys = shortcuts.of(capture.command).to_vec();
        keys.retain(|old| *old != pressed);
        if capture.place < keys.len() {
            keys[capture.place] = pressed;
        } else {
            keys.push(pressed);
        }
        shortcuts.set(capture.command, keys);
    }

    /// The search field and the button that takes everything back.
    fn search_ui(&mut self, ui: &mut Ui, shortcuts: &mut Shortcuts) {
        ui.horizontal(|ui| {
            let name = tr!("shortcuts-search");
            search_field_ui(ui, &mut self.search, &name, SEARCH_WIDTH_PT);
            let reset = Button::new((
                icons::atom(icons::ICON_RESTART_ALT),
                tr!("shortcuts-reset-all"),
            ));
            if ui.add_enabled(shortcuts.is_any_changed(), reset).clicked() {
                shortcuts.reset_all();
            }
            preset_ui(ui, shortcuts);
        });
    }

    /// The commands of one menu that the search leaves.
    fn category_ui(
        &mut self,
        ui: &mut Ui,
        category: Category,
        shortcuts: &mut Shortcuts,
        clashes: &[Clash],
    ) {
        let commands: Vec<UserCommand> = UserCommand::ALL
            .into_iter()
            .filter(|command| command.category() == category)
            .filter(|command| self.is_found(*command, shortcuts))
            .collect();
        if commands.is_empty() {
            return;
        }
        ui.add_space(space::S);
        ui.label(theme::title(category.text()));
        for command in commands {
            ui.push_id(command.id(), |ui| {
                ui.horizontal(|ui| self.row_ui(ui, command, shortcuts));
                clash_ui(ui, command, clashes);
            });
        }
    }

    /// Whether the search names this command or one of its keys.
    fn is_found(&self, command: UserCommand, shortcuts: &Shortcuts) -> bool {
        let search = self.search.trim().to_lowercase();
        let is_named = |text: String| text.to_lowercase().contains(&search);
        search.is_empty()
            || is_named(command.text())
            || shortcuts
                .of(command)
                .iter()
                .any(|keys| is_named(keys.label()))
    }

    /// One command with its keys.
    fn row_ui(&mut self, ui: &mut Ui, command: UserCommand, shortcuts: &mut Shortcuts) {
        let name = command.text();
        let name_width = (ui.available_width() * 0.5).max(160.0);
        let colour = palette(ui).text_weak;
        icons::icon_ui(ui, command.icon(), colour, crate::tokens::size::ICON_PT);
        ui.allocate_ui_with_layout(
            egui::vec2(name_width, ui.spacing().interact_size.y),
            egui::Layout::left_to_right(egui::Align::Center),
            |ui| {
                ui.set_min_width(name_width);
                ui.add(Label::new(&name).truncate())
                    .on_hover_text(command.tooltip());
            },
        );
        let keys = shortcuts.of(command).to_vec();
        for (place, shortcut) in keys.iter().enumerate() {
            self.keys_ui(ui, Capture { command, place }, *shortcut, shortcuts);
        }
        let adding = Capture {
            command,
            place: keys.len(),
        };
        if self.capture == Some(adding) {
            self.waiting_ui(ui);
        } else {
            let add = tr!("shortcuts-add", command = &name);
            if icons::icon_button_ui(ui, icons::ICON_ADD, &add).clicked() {
                self.capture = Some(adding);
            }
        }
        if shortcuts.is_changed(command) {
            let reset = tr!("shortcuts-reset", command = &name);
            if icons::icon_button_ui(ui, icons::ICON_RESTART_ALT, &reset).clicked() {
                shortcuts.reset(command);
            }
        }
    }

    /// One shortcut: press it to set it anew, or take it away.
    fn keys_ui(
        &mut self,
        ui: &mut Ui,
        capture: Capture,
        shortcut: Shortcut,
        shortcuts: &mut Shortcuts,
    ) {
        if self.capture == Some(capture) {
            self.waiting_ui(ui);
            return;
        }
        let command = capture.command.text();
        let keys = shortcut.label();
        let change = tr!("shortcuts-change", command = &command, keys = &keys);
        let response = ui.button(RichText::new(&keys).monospace());
        if icons::named(response, None, &change)
            .on_hover_text(&change)
            .clicked()
        {
            self.capture = Some(capture);
        }
        let remove = tr!("shortcuts-remove", command = &command, keys = &keys);
        if icons::icon_button_ui(ui, icons::ICON_CLOSE_SMALL, &remove).clicked() {
            let kept = shortcuts.of(capture.command).iter().copied();
            let kept = kept.filter(|kept| *kept != shortcut).collect();
            shortcuts.set(capture.command, kept);
        }
    }

    /// In place of the keys, while new ones are waited for.
    fn waiting_ui(&mut self, ui: &mut Ui) {
        let colour = palette(ui).accent;
        let text = RichText::new(tr!("shortcuts-press")).color(colour);
        if ui.add(Button::selectable(true, text)).clicked() {
            self.capture = None;
        }
    }
}

/// The choice among whole sets of shortcuts.
fn preset_ui(ui: &mut Ui, shortcuts: &mut Shortcuts) {
    let chosen = Preset::ALL
        .into_iter()
        .find(|preset| preset.shortcuts() == *shortcuts);
    let shown = chosen.map_or_else(|| tr!("shortcuts-preset-own"), Preset::text);
    let combo = egui::ComboBox::from_id_salt("preset")
        .selected_text(shown)
        .show_ui(ui, |ui| {
            for preset in Preset::ALL {
                let is_chosen = chosen == Some(preset);
                if ui.selectable_label(is_chosen, preset.text()).clicked() {
                    *shortcuts = preset.shortcuts();
                }
            }
        });
    combo.response.accessible_name(tr!("shortcuts-preset"));
}

/// How many clashes there are, where there are any.
fn clash_summary_ui(ui: &mut Ui, count: usize) {
    if count > 0 {
        warning_ui(ui, &tr!("shortcuts-clashes", count = count));
    }
}

/// The clashes of one command, each with the other command's name.
fn clash_ui(ui: &mut Ui, command: UserCommand, clashes: &[Clash]) {
    for clash in clashes {
        let other = match clash {
            Clash { first, second, .. } if *first == command => second,
            Clash { first, second, .. } if *second == command => first,
            _ => continue,
        };
        ui.indent("clash", |ui| {
            let text = tr!(
                "shortcuts-clash",
                keys = clash.shortcut.label(),
                other = other.text()
            );
            warning_ui(ui, &text);
        });
    }
}

/// A line of warning: icon and words.
fn warning_ui(ui: &mut Ui, text: &str) {
    let colour = palette(ui).warning;
    ui.horizontal(|ui| {
        icons::icon_ui(
            ui,
            icons::ICON_WARNING,
            colour,
            crate::tokens::size::BODY_PT,
        );
        ui.label(RichText::new(text).color(colour));
    });
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use egui::{Key, Modifiers};
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;

    use super::*;
    use crate::testing;

    type State = (ShortcutsEditor, Shortcuts);

    fn editor<'a>() -> Harness<'a, State> {
        testing::harness(State::default(), |ui, (editor, shortcuts)| {
            editor.ui(ui, shortcuts);
        })
    }

    fn of(harness: &Harness<'_, State>, command: UserCommand) -> Vec<String> {
        let keys = harness.state().1.of(command).iter();
        keys.map(Shortcut::to_string).collect()
    }

    #[test]
    fn new_keys_replace_the_old_and_a_clash_names_the_other_command() {
        let mut harness = editor();
        harness
            .get_by_label("Change Ctrl+E for “Export picture …”")
            .click();
        harness.run();
        assert!(harness.state().0.is_capturing());
        harness.key_press_modifiers(Modifiers::CTRL, Key::N);
        harness.run();
        assert_eq!(of(&harness, UserCommand::ExportPicture), ["Ctrl+N"]);
        assert!(!harness.state().0.is_capturing());
        harness.get_by_label("One shortcut belongs to two commands.");
        harness.get_by_label("Ctrl+N is also the shortcut of “New project …”.");
        harness.get_by_label("Ctrl+N is also the shortcut of “Export picture …”.");
        harness
            .get_by_label("Reset the shortcuts of “Export picture …”")
            .click();
        harness.run();
        assert_eq!(of(&harness, UserCommand::ExportPicture), ["Ctrl+E"]);
    }

    #[test]
    fn escape_gives_up_and_keeps_the_old_keys() {
        let mut harness = editor();
        harness.get_by_label("Add a shortcut for “Quit”").click();
        harness.run();
        harness.key_press(Key::Escape);
        harness.run();
        assert!(!harness.state().0.is_capturing());
        assert_eq!(of(&harness, UserCommand::Quit), ["Ctrl+Q"]);
    }

    #[test]
    fn keys_can_be_added_and_removed() {
        let mut harness = editor();
        harness.get_by_label("Add a shortcut for “Quit”").click();
        harness.run();
        harness.key_press(Key::F4);
        harness.run();
        assert_eq!(of(&harness, UserCommand::Quit), ["Ctrl+Q", "F4"]);
        harness.get_by_label("Remove Ctrl+Q from “Quit”").click();
        harness.run();
        assert_eq!(of(&harness, UserCommand::Quit), ["F4"]);
        harness.get_by_label("Reset all").click();
        harness.run();
        assert_eq!(of(&harness, UserCommand::Quit), ["Ctrl+Q"]);
    }

    #[test]
    fn a_search_leaves_what_it_names() {
        let mut harness = editor();
        harness.get_by_label("Search commands and keys").focus();
        harness.run();
        harness
            .get_by_label("Search commands and keys")
            .type_text("full screen");
        harness.run();
        harness.get_by_label("Full screen");
        assert!(harness.query_by_label("Quit").is_none());
    }
}
