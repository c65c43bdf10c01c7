//! Nothing half done, and nothing of one machine.

use super::tree::Tree;
use super::{Rule, Violation};

/// The tree is finished at every commit.
pub const RULE: Rule = Rule {
    text: "Nothing is left half done or tied to one machine: no placeholder macros, no notes to do \
           something later (an issue keeps those), no paths of somebody's machine.",
    check,
};

/// Assembled, so that this file does not break its own rule.
const UNFINISHED: [&str; 4] = [
    concat!("to", "do!"),
    concat!("unimpl", "emented!"),
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
];
/// Where programs that build and run on somebody's machine keep their files.
const MACHINE_FOLDERS: [&str; 3] = ["/home", "/root", "/work"];

fn check(tree: &Tree) -> Vec<Violation> {
    let mut violations = Vec::new();
    for file in &tree.files {
        for (index, line) in file.text.lines().enumerate() {
            let is_broken = has_machine_path(line) || is_unfinished(line);
            if is_broken {
                let place = format!("{}:{}", file.path, index + 1);
                violations.push(Violation::new(place, line.trim()));
            }
        }
    }
    violations
}

fn is_unfinished(line: &str) -> bool {
    UNFINISHED.iter().any(|word| line.contains(word))
}

/// Whether an absolute path into one of the folders is there, at least two names deep under /home.
fn has_machine_path(line: &str) -> bool {
    MACHINE_FOLDERS.iter().any(|folder| {
        line.match_indices(folder).any(|(start, _)| {
            let before = line[..start].chars().next_back();
            let is_absolute =
                before.is_none_or(|c| !(c.is_alphanumeric() || "._-~)}*".contains(c)));
            let below = line[start + folder.len()..]
                .strip_prefix('/')
                .unwrap_or_default();
            let is_path = below.starts_with(|c: char| c.is_ascii_lowercase() || c == '.');
            is_absolute && is_path && (*folder != "/home" || below.contains('/'))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machine_paths_are_told_from_addresses_and_words() {
        assert!(has_machine_path(concat!("let a = \"/ro", "ot/models\";")));
        assert!(has_machine_path(concat!("see /ho", "me/ada/x.png")));
        assert!(!has_machine_path("https://example.org/home/page/1"));
        assert!(!has_machine_path("Path::new(\"/home/a.sight\")"));
        assert!(!has_machine_path("the thread/worker"));
    }

    #[test]
    fn unfinished_code_is_found_with_its_line() {
        let text = format!("//! A.\nfn f() {{ {}() }}\n", UNFINISHED[0]);
        let violations = check(&Tree::made_up([("a.rs", text.as_str())]));
        assert_eq!(violations.len(), 1);
        assert_eq!(violations[0].place, "a.rs:2");
    }
}
