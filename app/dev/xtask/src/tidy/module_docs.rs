//! Every module says what it is for.

use super::tree::Tree;
use super::{Rule, Violation};

/// A module starts with its purpose.
pub const RULE: Rule = Rule {
    text: "Every Rust file starts with `//!` and says in a line what it is for: a reader decides \
           there whether to read on.",
    check,
};

fn check(tree: &Tree) -> Vec<Violation> {
    tree.rust_files()
        .filter(|file| !file.text.starts_with("//! "))
        .map(|file| Violation::new(file.path.as_str(), "starts without `//!`"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_a_first_line_is_found() {
        let tree = Tree::made_up([
            ("a.rs", "//! The a.\n"),
            ("b.rs", "use a;\n"),
            ("shader.wgsl", "// no Rust\n"),
        ]);
        let violations = check(&tree);
        assert_eq!(violations.len(), 1);
        assert_eq!(violations[0].place, "b.rs");
    }
}
