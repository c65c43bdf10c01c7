//! One shortcut: a key with its modifiers, written as text in the settings.

use std::fmt;
use std::str::FromStr;

use egui::{Key, Modifiers};

/// A key together with the modifiers held down.
///
/// Its text form, as in the settings file, is `Ctrl+Alt+Shift+Key` with egui's names of keys.
/// `Ctrl` means the command key on a Mac.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Shortcut {
    /// Ctrl, or the command key on a Mac.
    pub ctrl: bool,
    /// Alt, or the option key on a Mac.
    pub alt: bool,
    /// Shift.
    pub shift: bool,
    /// The key, as the keyboard's layout names it.
    pub key: Key,
}

/// A text that is no shortcut.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{text}” is no shortcut, because it has no key of a known name; write it as Ctrl+Alt+Shift+Key"
)]
pub struct ParseShortcutError {
    text: String,
}

impl Shortcut {
    /// The shortcut that was pressed; `None` for a modifier alone.
    pub fn pressed(key: Key, modifiers: Modifiers) -> Option<Self> {
        (!is_modifier(key)).then_some(Self {
            ctrl: modifiers.command || modifiers.ctrl,
            alt: modifiers.alt,
            shift: modifiers.shift && shift_is_told_apart(key),
            key,
        })
    }

    /// Whether pressing it in a text field would edit the text.
    pub(super) fn edits_text(self) -> bool {
        if is_function_key(self.key) {
            return false;
        }
        if !self.ctrl || self.alt {
            return true;
        }
        matches!(
            self.key,
            Key::A
                | Key::C
                | Key::V
                | Key::X
                | Key::Y
                | Key::Z
                | Key::ArrowLeft
                | Key::ArrowRight
                | Key::ArrowUp
                | Key::ArrowDown
                | Key::Home
                | Key::End
                | Key::Backspace
                | Key::Delete
                | Key::Enter
        ) && !(self.shift && self.key == Key::C)
    }

    /// Whether a focused widget such as a slider or a list needs it to be used by keyboard.
    pub(super) fn moves_focus(self) -> bool {
        !self.ctrl
            && !self.alt
            && matches!(
                self.key,
                Key::ArrowLeft
                    | Key::ArrowRight
                    | Key::ArrowUp
                    | Key::ArrowDown
                    | Key::Enter
                    | Key::Space
                    | Key::Tab
                    | Key::Escape
                    | Key::Home
                    | Key::End
                    | Key::PageUp
                    | Key::PageDown
            )
    }
}

/// Whether a key is only held down together with others.
fn is_modifier(key: Key) -> bool {
    matches!(
        key,
        Key::ShiftLeft
            | Key::ShiftRight
            | Key::ControlLeft
            | Key::ControlRight
            | Key::AltLeft
            | Key::AltRight
            | Key::SuperLeft
            | Key::SuperRight
            | Key::CapsLock
            | Key::NumLock
            | Key::ScrollLock
            | Key::Fn
    )
}

/// Whether a key with Shift is another shortcut than the key alone. It is not for signs and digits,
/// because it depends on the layout whether they need Shift at all.
fn shift_is_told_apart(key: Key) -> bool {
    let name = key.symbol_or_name();
    let mut characters = name.chars();
    match (characters.next(), characters.next()) {
        (Some(only), None) => only.is_alphabetic() || is_arrow(key) || types_no_sign(key),
        _ => key != Key::Quote,
    }
}

/// Whether a key whose picture is one character types none.
fn types_no_sign(key: Key) -> bool {
    matches!(
        key,
        Key::Enter | Key::Tab | Key::Backspace | Key::Delete | Key::Escape | Key::Space
    )
}

/// F1 to F35.
fn is_function_key(key: Key) -> bool {
    let number = key.name().strip_prefix('F');
    number.is_some_and(|number| number.parse::<u8>().is_ok())
}

fn is_arrow(key: Key) -> bool {
    matches!(
        key,
        Key::ArrowLeft | Key::ArrowRight | Key::ArrowUp | Key::ArrowDown
    )
}

impl fmt::Display for Shortcut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [
            (self.ctrl, "Ctrl+"),
            (self.alt, "Alt+"),
            (self.shift, "Shift+"),
        ] {
            if held {
                f.write_str(name)?;
            }
        }
        f.write_str(self.key.name())
    }
}

impl FromStr for Shortcut {
    type Err = ParseShortcutError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || ParseShortcutError {
            text: text.to_owned(),
        };
        let (modifiers, key) = text.rsplit_once('+').unwrap_or(("", text));
        let mut shortcut = Self {
            ctrl: false,
            alt: false,
            shift: false,
            key: Key::from_name(key.trim()).ok_or_else(error)?,
        };
        for modifier in modifiers.split('+').filter(|name| !name.is_empty()) {
            match modifier.trim() {
                "Ctrl" => shortcut.ctrl = true,
                "Alt" => shortcut.alt = true,
                "Shift" => shortcut.shift = true,
                _ => return Err(error()),
            }
        }
        Ok(shortcut)
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
    fn every_key_can_be_written_and_read() {
        for &key in Key::ALL {
            for (ctrl, shift) in [(false, false), (true, false), (true, true)] {
                let shortcut = Shortcut {
                    ctrl,
                    alt: false,
                    shift,
                    key,
                };
                assert_eq!(keys(&shortcut.to_string()), shortcut);
            }
        }
    }

    #[test]
    fn a_text_without_a_key_says_what_is_wrong() {
        for text in ["", "Ctrl+", "Ctrl+Nothing", "Meta+K"] {
            let error = text.parse::<Shortcut>().unwrap_err().to_string();
            assert!(error.contains("Ctrl+Alt+Shift+Key"), "{error}");
        }
    }

    #[test]
    fn shift_counts_for_letters_but_not_for_signs() {
        let pressed = |key| Shortcut::pressed(key, Modifiers::SHIFT).unwrap();
        assert_eq!(pressed(Key::D), keys("Shift+D"));
        assert_eq!(pressed(Key::F5), keys("Shift+F5"));
        assert_eq!(pressed(Key::ArrowLeft), keys("Shift+Left"));
        assert_eq!(pressed(Key::Questionmark), keys("Questionmark"));
        assert_eq!(pressed(Key::Plus), keys("Plus"));
        assert_eq!(Shortcut::pressed(Key::ShiftLeft, Modifiers::SHIFT), None);
    }

    #[test]
    fn typing_keeps_what_edits_text() {
        for text in [
            "D",
            "Delete",
            "Left",
            "Ctrl+Left",
            "Ctrl+C",
            "Ctrl+Alt+Q",
            "Shift+D",
        ] {
            assert!(keys(text).edits_text(), "{text}");
        }
        for text in ["F1", "F11", "Shift+F5", "Ctrl+K", "Ctrl+Shift+C", "Ctrl+F"] {
            assert!(!keys(text).edits_text(), "{text}");
        }
        assert!(keys("F").edits_text());
    }
}
