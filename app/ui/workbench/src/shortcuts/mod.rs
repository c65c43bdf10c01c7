//! Which keys start which command: the defaults of the table, changed by the user, and what clashes.

mod label;
mod preset;
mod press;
mod shortcut;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use preset::Preset;
pub(crate) use press::pressed_in;
pub use press::take_pressed;
pub use shortcut::{ParseShortcutError, Shortcut};

use crate::commands::UserCommand;

/// Where a command's shortcuts work.
///
/// The same keys may mean one thing over the picture and another in a list, because only one of the
/// two has the keyboard. A shortcut of the whole window clashes with both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everywhere in the window.
    Window,
    /// While the picture has the keyboard.
    Canvas,
    /// While a page of music has the keyboard: before those of any picture.
    Score,
    /// While a list of pictures has the keyboard.
    List,
}

impl Scope {
    /// Whether the same keys in both scopes could mean two things at once.
    fn overlaps(self, other: Self) -> bool {
        self == other || self == Self::Window || other == Self::Window
    }
}

/// Two commands that the same keys would start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The keys.
    pub shortcut: Shortcut,
    /// The command that the table names first.
    pub first: UserCommand,
    /// The other command.
    pub second: UserCommand,
}

/// The user's shortcuts: those of the table, but for the commands that were changed.
///
/// In the settings file it is a table of command names with lists of keys. Names and keys that are
/// not understood, as after a step back to an older version, are left out and logged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    from = "BTreeMap<String, Vec<String>>",
    into = "BTreeMap<String, Vec<String>>"
)]
pub struct Shortcuts {
    changed: BTreeMap<UserCommand, Vec<Shortcut>>,
}

impl Shortcuts {
    /// The keys that start a command; the first is the one that menus show.
    pub fn of(&self, command: UserCommand) -> &[Shortcut] {
        self.changed
            .get(&command)
            .map_or_else(|| command.default_shortcuts(), Vec::as_slice)
    }

    /// The first shortcut of a command as menus show it, in the present language.
    pub fn label(&self, command: UserCommand) -> Option<String> {
        Some(self.of(command).first()?.label())
    }

    /// Gives a command these keys and no others.
    pub fn set(&mut self, command: UserCommand, keys: Vec<Shortcut>) {
        if keys == command.default_shortcuts() {
            self.changed.remove(&command);
        } else {
            self.changed.insert(command, keys);
        }
    }

    /// Gives a command the keys of the table again.
    pub fn reset(&mut self, command: UserCommand) {
        self.changed.remove(&command);
    }

    /// Gives every command the keys of the table again.
    pub fn reset_all(&mut self) {
        self.changed.clear();
    }

    /// Whether a command's keys differ from those of the table.
    pub fn is_changed(&self, command: UserCommand) -> bool {
        self.changed.contains_key(&command)
    }

    /// Whether any command's keys differ from those of the table.
    pub fn is_any_changed(&self) -> bool {
        !self.changed.is_empty()
    }

    /// Every pair of commands that the same keys would start.
    pub fn clashes(&self) -> Vec<Clash> {
        let mut clashes = Vec::new();
        for (place, first) in UserCommand::ALL.into_iter().enumerate() {
            for second in UserCommand::ALL.into_iter().skip(place + 1) {
                if !first.scope().overlaps(second.scope()) {
                    continue;
                }
                let shared = self
                    .of(first)
                    .iter()
                    .filter(|keys| self.of(second).contains(keys));
                clashes.extend(shared.map(|&shortcut| Clash {
                    shortcut,
                    first,
                    second,
                }));
            }
        }
        clashes
    }
}

impl From<BTreeMap<String, Vec<String>>> for Shortcuts {
    fn from(file: BTreeMap<String, Vec<String>>) -> Self {
        let mut changed = BTreeMap::new();
        for (id, keys) in file {
            let Some(command) = UserCommand::from_id(&id) else {
                tracing::warn!(
                    id,
                    "the settings have a shortcut for a command that is not there"
                );
                continue;
            };
            let read = |keys: &String| {
                keys.parse()
                    .inspect_err(|error| tracing::warn!(id, %error, "a shortcut was left out"))
                    .ok()
            };
            changed.insert(command, keys.iter().filter_map(read).collect());
        }
        Self { changed }
    }
}

impl From<Shortcuts> for BTreeMap<String, Vec<String>> {
    fn from(shortcuts: Shortcuts) -> Self {
        let written = |keys: Vec<Shortcut>| keys.iter().map(Shortcut::to_string).collect();
        shortcuts
            .changed
            .into_iter()
            .map(|(command, keys)| (command.id().to_owned(), written(keys)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn keys(text: &str) -> Shortcut {
        text.parse().unwrap()
    }

    #[test]
    fn the_table_has_no_clash() {
        assert_eq!(Shortcuts::default().clashes(), []);
    }

    #[test]
    fn a_clash_names_both_commands() {
        let mut shortcuts = Shortcuts::default();
        shortcuts.set(UserCommand::Fit, vec![keys("Ctrl+O")]);
        assert_eq!(
            shortcuts.clashes(),
            [Clash {
                shortcut: keys("Ctrl+O"),
                first: UserCommand::OpenPictures,
                second: UserCommand::Fit,
            }]
        );
        shortcuts.reset(UserCommand::Fit);
        assert_eq!(shortcuts.clashes(), []);
    }

    #[test]
    fn picture_and_list_do_not_clash_with_each_other() {
        assert!(!Scope::Canvas.overlaps(Scope::List));
        assert!(Scope::Canvas.overlaps(Scope::Window));
        assert!(!Scope::Canvas.overlaps(Scope::Score));
        assert!(Scope::List.overlaps(Scope::List));
    }

    #[test]
    fn only_what_was_changed_is_written_and_what_is_unknown_is_left_out() {
        let mut shortcuts = Shortcuts::default();
        shortcuts.set(
            UserCommand::Quit,
            UserCommand::Quit.default_shortcuts().to_vec(),
        );
        assert!(
            !shortcuts.is_any_changed(),
            "the table's own keys are no change"
        );
        shortcuts.set(UserCommand::Fit, vec![keys("Ctrl+Shift+F")]);
        let text = toml::to_string(&shortcuts).unwrap();
        assert_eq!(text, "fit = [\"Ctrl+Shift+F\"]\n");
        let read: Shortcuts =
            toml::from_str(&format!("{text}fly = [\"F\"]\nhelp = [\"Ctrl+Nothing\"]")).unwrap();
        assert_eq!(read.of(UserCommand::Fit), [keys("Ctrl+Shift+F")]);
        assert_eq!(read.of(UserCommand::Help), []);
    }
}
