//! Texts of the window in English and German: Fluent bundles, one language at a time, switched live.
//!
//! Every text that a user sees is written as [`tr!`](crate::tr) with a literal key. The messages
//! stand in `resources/locales/<language>/<crate>.ftl` and are built into the program. A key that
//! the chosen language lacks is taken from English; a key that English lacks is shown as it is and
//! logged once, so that a forgotten text is ugly but never a crash.

mod bundle;
mod language;
mod numbers;

use std::collections::HashSet;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU8, Ordering};

use parking_lot::Mutex;

use bundle::Bundle;
pub use language::{Language, LanguageChoice};
pub use numbers::{bytes, duration, number, percent, significant};

/// The values of a message's variables.
pub type Args<'a> = fluent_bundle::FluentArgs<'a>;

/// Looks a message up in the present language and gives it as a `String`.
///
/// ```
/// use workbench::{text, tr};
/// text::set_language(text::Language::English);
/// assert_eq!(tr!("severity-warning"), "Warning");
/// assert_eq!(tr!("jobs-running", count = 2), "2 jobs running");
/// ```
#[macro_export]
macro_rules! tr {
    ($key:literal) => {
        $crate::text::translate($key, None)
    };
    ($key:literal, $($name:ident = $value:expr),+ $(,)?) => {{
        let mut args = $crate::text::Args::new();
        $(args.set(stringify!($name), $value);)+
        $crate::text::translate($key, Some(&args))
    }};
}

/// The present language, as its place in [`Language::ALL`].
static PRESENT: AtomicU8 = AtomicU8::new(0);

/// All bundles, in the order of [`Language::ALL`]; read once, at the first text.
static BUNDLES: LazyLock<Vec<Bundle>> =
    LazyLock::new(|| Language::ALL.into_iter().map(Bundle::load).collect());

/// The keys already reported as missing.
static REPORTED: LazyLock<Mutex<HashSet<String>>> = LazyLock::new(Mutex::default);

/// Switches the language of the whole process; the next frame is written in it.
pub fn set_language(language: Language) {
    PRESENT.store(language as u8, Ordering::Relaxed);
}

/// The language that texts are written in now.
pub fn language() -> Language {
    let place = usize::from(PRESENT.load(Ordering::Relaxed));
    Language::ALL.get(place).copied().unwrap_or_default()
}

/// The message `key` in the present language; prefer [`tr!`](crate::tr).
pub fn translate(key: &str, args: Option<&Args<'_>>) -> String {
    translate_in(language(), key, args)
}

/// The message `key` in a given language, English where that language lacks it, else the key itself.
pub fn translate_in(language: Language, key: &str, args: Option<&Args<'_>>) -> String {
    let in_language = |language: Language| BUNDLES[language as usize].message(key, args);
    in_language(language)
        .or_else(|| in_language(Language::English))
        .unwrap_or_else(|| {
            if REPORTED.lock().insert(key.to_owned()) {
                tracing::warn!(key, "a text is missing in every language");
            }
            key.to_owned()
        })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn english(key: &str, args: &Args<'_>) -> String {
        translate_in(Language::English, key, Some(args))
    }

    #[test]
    fn a_message_is_found_in_each_language() {
        assert_eq!(
            translate_in(Language::English, "severity-warning", None),
            "Warning"
        );
        assert_eq!(
            translate_in(Language::German, "severity-warning", None),
            "Warnung"
        );
    }

    #[test]
    fn plurals_follow_the_number() {
        let mut args = Args::new();
        args.set("count", 1);
        assert_eq!(english("jobs-running", &args), "1 job running");
        args.set("count", 12_345);
        assert_eq!(english("jobs-running", &args), "12,345 jobs running");
        assert_eq!(
            translate_in(Language::German, "jobs-running", Some(&args)),
            "12.345 Aufgaben laufen"
        );
    }

    #[test]
    fn a_missing_key_is_shown_as_it_is() {
        assert_eq!(
            translate_in(Language::German, "no-such-key", None),
            "no-such-key"
        );
    }

    #[test]
    fn names_are_not_wrapped_in_invisible_marks() {
        let mut args = Args::new();
        args.set("name", "Müller.png");
        assert_eq!(
            english("cancel-named", &args),
            "Cancel “Müller.png”",
            "the mark of a right-to-left isolate has no glyph"
        );
    }
}
