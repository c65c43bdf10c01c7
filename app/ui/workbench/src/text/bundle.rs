//! One language's messages, read from the files that are built into the program.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::{Args, Language, numbers};

/// The rows of [`FILES`]: for each name, a file of every language.
macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[
            $((
                Language::English,
                concat!("en/", $name, ".ftl"),
                include_str!(concat!("../../../../../resources/locales/en/", $name, ".ftl")),
            ),)+
            $((
                Language::German,
                concat!("de/", $name, ".ftl"),
                include_str!(concat!("../../../../../resources/locales/de/", $name, ".ftl")),
            ),)+
        ]
    };
}

/// The files of each language, one for each crate that shows texts: language, name, text.
const FILES: &[(Language, &str, &str)] = files![
    "workbench",
    "labels",
    "viewer",
    "marking",
    "sightglass",
    "why",
    "inspect",
    "quality",
    "scores",
];

/// One language's messages, ready to be formatted on any thread.
pub(super) struct Bundle(FluentBundle<FluentResource>);

impl Bundle {
    /// Reads all files of a language. A message that does not parse is left out and logged: the
    /// tests refuse such a file before it is ever shipped.
    pub(super) fn load(language: Language) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![identifier(language)]);
        // The marks that isolate right-to-left text have no glyph in our fonts.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::English => |value, _| write_value(Language::English, value),
            Language::German => |value, _| write_value(Language::German, value),
        }));
        for &(_, path, source) in FILES.iter().filter(|row| row.0 == language) {
            let resource =
                FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, errors)| {
                    tracing::error!(path, ?errors, "a locale file has errors");
                    resource
                });
            if let Err(errors) = bundle.add_resource(resource) {
                tracing::error!(path, ?errors, "a locale file repeats a key");
            }
        }
        Self(bundle)
    }

    /// The message `key` with its variables filled in; `None` where this language lacks it.
    pub(super) fn message(&self, key: &str, args: Option<&Args<'_>>) -> Option<String> {
        let pattern = self.0.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = self.0.format_pattern(pattern, args, &mut errors);
        if !errors.is_empty() {
            tracing::debug!(key, ?errors, "a text lacks a value");
        }
        Some(text.into_owned())
    }
}

/// The identifier by which Fluent chooses plural rules.
fn identifier(language: Language) -> LanguageIdentifier {
    language
        .tag()
        .parse()
        .expect("the tag of each language is a valid identifier")
}

/// Numbers are written the way of the language; everything else as Fluent does.
fn write_value(language: Language, value: &FluentValue<'_>) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    let decimals = match number.options.maximum_fraction_digits {
        Some(decimals) => decimals,
        None if number.value.fract() == 0.0 => 0,
        None => 3,
    };
    let decimals = decimals.max(number.options.minimum_fraction_digits.unwrap_or(0));
    Some(numbers::number_in(language, number.value, decimals))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn every_file_parses_and_repeats_no_key() {
        for language in Language::ALL {
            let mut bundle = FluentBundle::new_concurrent(vec![identifier(language)]);
            for &(_, path, source) in FILES.iter().filter(|row| row.0 == language) {
                let resource = FluentResource::try_new(source.to_owned())
                    .unwrap_or_else(|(_, errors)| panic!("{path}: {errors:?}"));
                bundle
                    .add_resource(resource)
                    .unwrap_or_else(|errors| panic!("{path}: {errors:?}"));
            }
        }
    }

    #[test]
    fn every_language_has_the_same_files() {
        for language in Language::ALL {
            let of_language = FILES.iter().filter(|row| row.0 == language).count();
            assert_eq!(of_language, FILES.len() / Language::ALL.len());
        }
    }
}
