//! The locale files against each other and against the sources: every key exists in every language
//! with the same variables, every key that the sources use exists, and every key is used.
//!
//! Keys are used as literals in `tr!("…")`. The only others are those of the command table,
//! `command-ID` and `command-ID-tip`, which are put together from the names of the commands.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use workbench::commands::UserCommand;
use workbench::text::Language;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

/// Each key of a language with the names of its variables.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let folder = workspace().join("resources/locales").join(language.tag());
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let mut key = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if line.starts_with(|first: char| first.is_ascii_lowercase()) {
                key = line.split('=').next().unwrap().trim().to_owned();
                let before = messages.insert(key.clone(), BTreeSet::new());
                assert_eq!(before, None, "{key} stands twice in {}", language.tag());
            }
            if let Some(variables) = messages.get_mut(&key) {
                variables.extend(line.split('$').skip(1).map(name_at_start));
            }
        }
    }
    messages
}

/// The name that a text begins with.
fn name_at_start(text: &str) -> String {
    let is_name = |letter: &char| letter.is_ascii_alphanumeric() || "-_".contains(*letter);
    text.chars().take_while(is_name).collect()
}

/// Every Rust file below a folder.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// How a use of the macro begins; put together, so that this line is none.
const CALL: &str = concat!("tr", "!(");

/// A use of `tr!`: its key, the names of the values it gives, and the file it stands in.
struct Use {
    key: String,
    values: BTreeSet<String>,
    file: PathBuf,
}

/// Every use of `tr!` with a literal key, outside comments.
fn uses() -> Vec<Use> {
    let mut files = Vec::new();
    sources(&workspace().join("app"), &mut files);
    let mut uses = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let code: Vec<&str> = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        let code = code.join("\n");
        for (start, _) in code.match_indices(CALL) {
            let (before, call) = code.split_at(start);
            let is_other_macro =
                before.ends_with(|last: char| last == '_' || last.is_alphanumeric());
            let call = call.trim_start_matches(CALL).trim_start();
            let Some(rest) = call.strip_prefix('"').filter(|_| !is_other_macro) else {
                continue;
            };
            let (key, rest) = rest.split_once('"').unwrap();
            uses.push(Use {
                key: key.to_owned(),
                values: values(rest),
                file: file.clone(),
            });
        }
    }
    uses
}

/// The names before `=` among the arguments, up to the end of the call.
fn values(arguments: &str) -> BTreeSet<String> {
    let mut depth = 0;
    let mut argument = String::new();
    let mut names = BTreeSet::new();
    let mut take = |argument: &mut String| {
        if let Some((name, _)) = argument.split_once('=') {
            names.insert(name.trim().to_owned());
        }
        argument.clear();
    };
    for letter in arguments.chars() {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => take(&mut argument),
            _ => {}
        }
        if letter != ',' || depth > 0 {
            argument.push(letter);
        }
    }
    take(&mut argument);
    names
}

#[test]
fn every_key_exists_in_every_language_with_the_same_variables() {
    let english = messages(Language::English);
    for language in Language::ALL {
        let other = messages(language);
        for (key, variables) in &english {
            let tag = language.tag();
            let Some(of_other) = other.get(key) else {
                panic!("{tag} lacks {key}");
            };
            assert_eq!(of_other, variables, "variables of {key} in {tag}");
        }
        for key in other.keys() {
            assert!(english.contains_key(key), "English lacks {key}");
        }
    }
}

#[test]
fn every_text_that_the_sources_show_exists_and_gets_its_values() {
    let english = messages(Language::English);
    let uses = uses();
    assert!(uses.len() > 50, "the sources were found");
    for used in uses {
        let Use { key, values, file } = used;
        let file = file.display();
        let Some(variables) = english.get(&key) else {
            panic!("{file} uses {key}, which no locale file has");
        };
        assert_eq!(&values, variables, "{file} gives other values to {key}");
    }
}

#[test]
fn every_text_is_shown_somewhere() {
    let mut used: BTreeSet<String> = uses().into_iter().map(|used| used.key).collect();
    for command in UserCommand::ALL {
        used.insert(format!("command-{}", command.id()));
        used.insert(format!("command-{}-tip", command.id()));
    }
    for key in messages(Language::English).keys() {
        assert!(used.contains(key), "nothing shows {key}: delete it");
    }
}
