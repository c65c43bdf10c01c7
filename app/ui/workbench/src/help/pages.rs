//! The pages, built into the program, and the page of shortcuts.

use std::borrow::Cow;
use std::fmt::Write;

use crate::commands::{Category, UserCommand};
use crate::shortcuts::{Shortcut, Shortcuts};
use crate::text::Language;
use crate::tr;

/// The page that is shown first.
pub(super) const FIRST_TOPIC: &str = "start";

/// The topic whose page is made from the command table.
const SHORTCUTS_TOPIC: &str = "shortcuts";

/// A page: its topic, and its text in the order of [`Language::ALL`].
struct Page {
    topic: &'static str,
    texts: [&'static str; Language::ALL.len()],
}

/// The text of one page in both languages.
macro_rules! page {
    ($topic:literal) => {
        Page {
            topic: $topic,
            texts: [
                include_str!(concat!("../../../../../resources/help/en/", $topic, ".md")),
                include_str!(concat!("../../../../../resources/help/de/", $topic, ".md")),
            ],
        }
    };
}

/// All written pages, in the order in which they are offered.
static PAGES: [Page; 9] = [
    page!("start"),
    page!("pictures"),
    page!("models"),
    page!("inspect"),
    page!("why"),
    page!("attacks"),
    page!("quality"),
    page!("scores"),
    page!("problems"),
];

/// All topics, in the order in which they are offered.
pub fn topics() -> impl Iterator<Item = &'static str> {
    let written = PAGES.iter().map(|page| page.topic);
    written.chain([SHORTCUTS_TOPIC])
}

/// Whether there is a page of this topic.
pub fn has_topic(topic: &str) -> bool {
    topics().any(|known| known == topic)
}

/// A page's title: its first heading.
pub(super) fn title(topic: &str, language: Language) -> String {
    match written(topic, language) {
        Some(text) => {
            let heading = text.lines().find_map(|line| line.strip_prefix("# "));
            heading.unwrap_or(topic).to_owned()
        }
        None => tr!("help-shortcuts"),
    }
}

/// A page's text, in Markdown.
pub(super) fn page(topic: &str, language: Language, shortcuts: &Shortcuts) -> Cow<'static, str> {
    match written(topic, language) {
        Some(text) => Cow::Borrowed(text),
        None => Cow::Owned(shortcuts_page(shortcuts)),
    }
}

fn written(topic: &str, language: Language) -> Option<&'static str> {
    let page = PAGES.iter().find(|page| page.topic == topic)?;
    Some(page.texts[language as usize])
}

/// Every command with its keys and what it does, as a table for each menu.
fn shortcuts_page(shortcuts: &Shortcuts) -> String {
    let mut page = format!(
        "# {}\n\n{}\n",
        tr!("help-shortcuts"),
        tr!("help-shortcuts-body")
    );
    for category in Category::ALL {
        let _ = write!(
            page,
            "\n## {}\n\n| {} | {} | {} |\n|---|---|---|\n",
            category.text(),
            tr!("help-command"),
            tr!("help-keys"),
            tr!("help-purpose"),
        );
        let commands = UserCommand::ALL.into_iter();
        for command in commands.filter(|command| command.category() == category) {
            let keys = shortcuts.of(command).iter();
            let keys: Vec<String> = keys.map(|keys: &Shortcut| keys.label()).collect();
            let _ = writeln!(
                page,
                "| {} | {} | {} |",
                cell(&command.text()),
                cell(&keys.join(", ")),
                cell(&command.tooltip()),
            );
        }
    }
    page
}

/// A text as the cell of a table, whatever signs it holds.
fn cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii_punctuation() {
            cell.push('\\');
        }
        cell.push(letter);
    }
    cell
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::help::LINK_PREFIX;

    #[test]
    fn every_page_begins_with_its_title() {
        for page in &PAGES {
            for text in page.texts {
                assert!(text.starts_with("# "), "{}", page.topic);
            }
        }
    }

    #[test]
    fn commands_stand_in_the_line_because_a_block_has_a_button_without_a_glyph() {
        for page in &PAGES {
            for text in page.texts {
                assert!(!text.contains("```"), "{}", page.topic);
            }
        }
    }

    #[test]
    fn pages_have_the_same_parts_in_every_language() {
        for page in &PAGES {
            let parts = page.texts.map(|text| {
                let lines = text.lines();
                lines.filter(|line| line.starts_with('#')).count()
            });
            assert_eq!(parts[0], parts[1], "{}", page.topic);
        }
    }

    #[test]
    fn every_link_leads_to_a_page() {
        for page in &PAGES {
            for text in page.texts {
                for link in text.split(&format!("({LINK_PREFIX}")).skip(1) {
                    let (topic, _) = link.split_once(')').unwrap();
                    assert!(has_topic(topic), "{} links to {topic}", page.topic);
                }
            }
        }
    }

    #[test]
    fn the_page_of_shortcuts_follows_the_user() {
        let mut shortcuts = Shortcuts::default();
        shortcuts.set(UserCommand::Fit, vec!["Shift+F9".parse().unwrap()]);
        assert!(shortcuts_page(&shortcuts).contains("F9"));
        assert!(!shortcuts_page(&shortcuts).contains("| F |"));
        let rows = shortcuts_page(&shortcuts);
        let rows = rows.lines().filter(|line| line.starts_with("| ")).count();
        assert_eq!(rows, UserCommand::ALL.len() + Category::ALL.len());
    }
}
