//! Files stay small.

use super::tree::Tree;
use super::{Rule, Violation};

/// A file has one purpose and an end in sight.
pub const RULE: Rule = Rule {
    text: "No source file is longer than 700 lines, tests included, and few need 400: a room that \
           outgrows its file becomes a folder of the same name.",
    check,
};

const MOST_LINES: usize = 700;
const SOURCE_ENDINGS: [&str; 3] = [".rs", ".wgsl", ".py"];

fn check(tree: &Tree) -> Vec<Violation> {
    tree.files
        .iter()
        .filter(|file| SOURCE_ENDINGS.iter().any(|end| file.path.ends_with(end)))
        .map(|file| (file, file.text.lines().count()))
        .filter(|(_, lines)| *lines > MOST_LINES)
        .map(|(file, lines)| Violation::new(file.path.as_str(), format!("{lines} lines")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_source_is_found_and_a_long_text_is_not() {
        let long = "x\n".repeat(MOST_LINES + 1);
        let right = "x\n".repeat(MOST_LINES);
        let files = [
            ("a.rs", long.as_str()),
            ("b.wgsl", long.as_str()),
            ("c.rs", right.as_str()),
            ("d.md", long.as_str()),
        ];
        let places: Vec<String> = check(&Tree::made_up(files))
            .into_iter()
            .map(|violation| violation.place)
            .collect();
        assert_eq!(places, ["a.rs", "b.wgsl"]);
    }
}
