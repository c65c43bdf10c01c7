//! How a shortcut is written for people, in their language and with the names on their keyboard.

use egui::Key;

use super::Shortcut;
use crate::tr;

impl Shortcut {
    /// The shortcut as menus show it: `Ctrl+Shift+K`, or `Strg+Umschalt+K` in German.
    pub fn label(self) -> String {
        let mut parts = Vec::with_capacity(4);
        if self.ctrl {
            parts.push(if cfg!(target_os = "macos") {
                tr!("key-command")
            } else {
                tr!("key-ctrl")
            });
        }
        if self.alt {
            parts.push(if cfg!(target_os = "macos") {
                tr!("key-option")
            } else {
                tr!("key-alt")
            });
        }
        if self.shift {
            parts.push(tr!("key-shift"));
        }
        parts.push(key_label(self.key));
        parts.join("+")
    }
}

/// What stands on the key.
fn key_label(key: Key) -> String {
    match key {
        Key::ArrowLeft => "←".to_owned(),
        Key::ArrowRight => "→".to_owned(),
        Key::ArrowUp => "↑".to_owned(),
        Key::ArrowDown => "↓".to_owned(),
        Key::Escape => tr!("key-escape"),
        Key::Tab => tr!("key-tab"),
        Key::Backspace => tr!("key-backspace"),
        Key::Enter => tr!("key-enter"),
        Key::Space => tr!("key-space"),
        Key::Insert => tr!("key-insert"),
        Key::Delete => tr!("key-delete"),
        Key::Home => tr!("key-home"),
        Key::End => tr!("key-end"),
        Key::PageUp => tr!("key-page-up"),
        Key::PageDown => tr!("key-page-down"),
        Key::Quote => "'".to_owned(),
        _ => key.symbol_or_name().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn signs_are_shown_as_signs() {
        assert_eq!(key_label(Key::Comma), ",");
        assert_eq!(key_label(Key::Plus), "+");
        assert_eq!(key_label(Key::ArrowLeft), "←");
        assert_eq!(key_label(Key::F11), "F11");
    }
}
