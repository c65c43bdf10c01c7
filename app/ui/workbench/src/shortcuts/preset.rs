//! Whole sets of shortcuts, for people who come from another tool.

use super::{Shortcut, Shortcuts};
use crate::commands::UserCommand;
use crate::tr;

/// A set of shortcuts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Preset {
    /// Those of the table.
    Sightglass,
    /// Those that people know from CVAT, where there is a command for them.
    Cvat,
}

/// What CVAT's keys start here. Commands whose keys they take get others.
const CVAT: &[(UserCommand, &[&str])] = &[
    (UserCommand::NextPicture, &["F", "V"]),
    (UserCommand::PreviousPicture, &["D", "C"]),
    (UserCommand::NextOpenShot, &["Right", "Ctrl+Shift+D"]),
    (UserCommand::PreviousOpenShot, &["Left", "Ctrl+Shift+A"]),
    (UserCommand::BoxTool, &["N", "W"]),
    (UserCommand::NothingToLabel, &["Shift+N"]),
    (UserCommand::NotVisibleHere, &["O", "X"]),
    (UserCommand::RotatedBoxTool, &["Shift+O"]),
    (UserCommand::MergeLabels, &["M", "J"]),
    (UserCommand::CompareMethods, &["Shift+M"]),
    (UserCommand::CutTool, &["Alt+J"]),
    (UserCommand::LineTool, &["Shift+V"]),
    (UserCommand::Fit, &["Shift+F"]),
];

impl Preset {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Sightglass, Self::Cvat];

    /// Its name in the present language.
    pub fn text(self) -> String {
        match self {
            Self::Sightglass => tr!("shortcuts-preset-sightglass"),
            Self::Cvat => tr!("shortcuts-preset-cvat"),
        }
    }

    /// The shortcuts.
    pub fn shortcuts(self) -> Shortcuts {
        let mut shortcuts = Shortcuts::default();
        let rows = match self {
            Self::Sightglass => &[],
            Self::Cvat => CVAT,
        };
        for (command, keys) in rows {
            let keys: Vec<Shortcut> = keys.iter().filter_map(|keys| keys.parse().ok()).collect();
            shortcuts.set(*command, keys);
        }
        shortcuts
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn every_preset_is_free_of_clashes() {
        for preset in Preset::ALL {
            assert_eq!(preset.shortcuts().clashes(), [], "{preset:?}");
        }
    }

    #[test]
    fn every_key_of_a_preset_can_be_read() {
        for (command, keys) in CVAT {
            for key in *keys {
                assert_eq!(key.parse::<Shortcut>().unwrap().to_string(), *key);
            }
            assert_eq!(Preset::Cvat.shortcuts().of(*command).len(), keys.len());
        }
    }
}
