//! Everything that a user can tell the program to do, in one table.
//!
//! Menu, toolbar, palette, keyboard and the page of shortcuts all read the table, so that they
//! cannot disagree. Choosing a command anywhere sends it through a [`CommandSender`]; the program
//! drains the [`CommandQueue`] between two frames and is the only place that acts.

mod queue;
mod table;

use serde::{Deserialize, Serialize};

pub use queue::{Change, Command, CommandQueue, CommandSender, queue};
pub use table::UserCommand;

use crate::icons::Icon;
use crate::shortcuts::{Scope, Shortcut};
use crate::text;

/// The part of the menu bar that a command belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    /// Projects, pictures, the program itself.
    File,
    /// Labels: taking back and doing again.
    Edit,
    /// How the picture and the window are seen.
    View,
    /// Which picture and page is shown.
    Picture,
    /// Labels: tools, choosing, deciding.
    Label,
    /// Music: symbols, notes, playing.
    Music,
    /// Models and what they do.
    Model,
    /// Help, messages, the state of the program.
    Help,
}

impl Category {
    /// All categories, in the order of the menu bar.
    pub const ALL: [Self; 8] = [
        Self::File,
        Self::Edit,
        Self::View,
        Self::Picture,
        Self::Label,
        Self::Music,
        Self::Model,
        Self::Help,
    ];

    /// Its name in the present language.
    pub fn text(self) -> String {
        match self {
            Self::File => crate::tr!("category-file"),
            Self::Edit => crate::tr!("category-edit"),
            Self::View => crate::tr!("category-view"),
            Self::Picture => crate::tr!("category-picture"),
            Self::Label => crate::tr!("category-label"),
            Self::Music => crate::tr!("category-music"),
            Self::Model => crate::tr!("category-model"),
            Self::Help => crate::tr!("category-help"),
        }
    }
}

/// Which commands can be used now, and which are switched on: the program knows, the menu asks.
pub trait CommandState {
    /// Whether the command would do something now.
    fn is_enabled(&self, command: UserCommand) -> bool;

    /// For a command that switches something: whether it is on. `None` for all others.
    fn is_checked(&self, command: UserCommand) -> Option<bool>;
}

impl UserCommand {
    /// The name that files and texts know it by, such as `open-pictures`. It never changes.
    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// The command of a name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|command| command.id() == id)
    }

    /// What its button or menu entry says: the message `command-ID`.
    pub fn text(self) -> String {
        text::translate(&format!("command-{}", self.id()), None)
    }

    /// What it does, in a sentence: the message `command-ID-tip`.
    pub fn tooltip(self) -> String {
        text::translate(&format!("command-{}-tip", self.id()), None)
    }

    /// Its icon.
    pub fn icon(self) -> Icon {
        self.row().icon
    }

    /// The menu it stands in.
    pub fn category(self) -> Category {
        self.row().category
    }

    /// The group within its menu, counted from 0; groups are parted by a line.
    pub fn group(self) -> u8 {
        self.row().group
    }

    /// Where its shortcuts work.
    pub fn scope(self) -> Scope {
        self.row().scope
    }

    /// Its shortcuts before the user changed any.
    pub fn default_shortcuts(self) -> &'static [Shortcut] {
        table::default_shortcuts(self)
    }

    /// Whether the toolbar shows it.
    pub fn in_toolbar(self) -> bool {
        self.row().toolbar
    }

    /// Whether holding its key down repeats it.
    pub fn repeats(self) -> bool {
        self.row().repeats
    }
}

impl Serialize for UserCommand {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl<'de> Deserialize<'de> for UserCommand {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        Self::from_id(&id)
            .ok_or_else(|| serde::de::Error::custom(format!("there is no command “{id}”")))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::text::Language;

    #[test]
    fn names_are_unique_and_lead_back() {
        for command in UserCommand::ALL {
            assert_eq!(UserCommand::from_id(command.id()), Some(command));
        }
    }

    #[test]
    fn every_command_has_its_texts_in_every_language() {
        for command in UserCommand::ALL {
            for language in Language::ALL {
                for key in [
                    format!("command-{}", command.id()),
                    format!("command-{}-tip", command.id()),
                ] {
                    let text = text::translate_in(language, &key, None);
                    assert_ne!(text, key, "{language:?} lacks {key}");
                }
            }
        }
    }

    #[test]
    fn groups_of_a_menu_are_in_order() {
        for category in Category::ALL {
            let groups: Vec<u8> = UserCommand::ALL
                .into_iter()
                .filter(|command| command.category() == category)
                .map(UserCommand::group)
                .collect();
            assert!(groups.is_sorted(), "{category:?}: {groups:?}");
            assert_eq!(groups.first(), Some(&0), "{category:?}");
        }
    }
}
