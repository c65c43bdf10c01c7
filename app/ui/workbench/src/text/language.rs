//! Which languages there are, and which one a user means.

use serde::{Deserialize, Serialize};

/// A language that every text exists in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    /// English, the language that the others fall back to.
    #[default]
    #[serde(rename = "en")]
    English,
    /// German.
    #[serde(rename = "de")]
    German,
}

impl Language {
    /// All languages; the place of each is its discriminant.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// The tag by which files and folders name it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// Its name in itself, so that those who need it can read it.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// The other language of the two, for the command that switches.
    pub fn other(self) -> Self {
        match self {
            Self::English => Self::German,
            Self::German => Self::English,
        }
    }

    /// The language of a locale name such as `de_CH.UTF-8` or `en-GB`, if there is one.
    fn of_locale(name: &str) -> Option<Self> {
        let primary = name.split(['-', '_', '.']).next()?;
        Self::ALL
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(primary))
    }
}

/// What the user chose: the system's language, or one of ours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LanguageChoice {
    /// The first of the system's languages that we have, else English.
    #[default]
    #[serde(rename = "system")]
    System,
    /// Always this one.
    #[serde(untagged)]
    Only(Language),
}

impl LanguageChoice {
    /// The language that this choice means on this system.
    pub fn resolve(self) -> Language {
        match self {
            Self::Only(language) => language,
            Self::System => sys_locale::get_locales()
                .find_map(|name| Language::of_locale(&name))
                .unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn locale_names_of_every_system_are_understood() {
        assert_eq!(Language::of_locale("de_CH.UTF-8"), Some(Language::German));
        assert_eq!(Language::of_locale("DE-at"), Some(Language::German));
        assert_eq!(Language::of_locale("en"), Some(Language::English));
        assert_eq!(Language::of_locale("fr-FR"), None);
        assert_eq!(Language::of_locale("C"), None);
    }

    #[test]
    fn the_place_in_all_is_the_discriminant() {
        for (place, language) in Language::ALL.into_iter().enumerate() {
            assert_eq!(language as usize, place);
            assert_eq!(language.other().other(), language);
        }
    }

    #[test]
    fn a_choice_is_written_as_one_word() {
        #[derive(Serialize, Deserialize)]
        struct File {
            language: LanguageChoice,
        }
        for (choice, text) in [
            (LanguageChoice::System, "language = \"system\"\n"),
            (
                LanguageChoice::Only(Language::German),
                "language = \"de\"\n",
            ),
        ] {
            assert_eq!(toml::to_string(&File { language: choice }).unwrap(), text);
            assert_eq!(toml::from_str::<File>(text).unwrap().language, choice);
        }
    }
}
