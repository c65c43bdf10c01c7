//! One list of cases.

use super::crates::Floor;
use super::tree::Tree;
use super::{Rule, Violation};

/// Only one file names the cases.
pub const RULE: Rule = Rule {
    text: "Only app/sightglass/src/cases.rs names the cases. Everything else goes through the \
           `Case` and `Pane` contract, so that a new case is one new line.",
    check,
};

const LIST_OF_CASES: &str = "app/sightglass/src/cases.rs";

fn check(tree: &Tree) -> Vec<Violation> {
    let mut violations = Vec::new();
    for case in tree.crates.iter().filter(|c| c.floor == Floor::Case) {
        let others = tree
            .rust_files()
            .filter(|file| !case.holds(&file.path) && file.path != LIST_OF_CASES);
        for file in others {
            for (number, line) in file.code_lines() {
                if names_crate(line, &case.name) {
                    let place = format!("{}:{number}", file.path);
                    violations.push(Violation::new(place, line.trim()));
                }
            }
        }
    }
    violations
}

/// Whether a line of code has a path that starts with the crate's name.
fn names_crate(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let after = &line[start + name.len()..];
        let starts_here = before.is_none_or(|c| !(c.is_alphanumeric() || "_.:\"/".contains(c)));
        let is_imported = line.trim_start().starts_with("use ") && after.starts_with([';', ' ']);
        starts_here && (after.starts_with("::") || is_imported)
    })
}

#[cfg(test)]
mod tests {
    use super::super::crates::Crate;
    use super::*;

    #[test]
    fn paths_into_a_case_are_told_from_words_that_look_like_it() {
        assert!(names_crate(
            "    vec![Arc::new(inspect::Inspect)]",
            "inspect"
        ));
        assert!(names_crate("use inspect as looking;", "inspect"));
        assert!(!names_crate("    .inspect(|x| seen(x))", "inspect"));
        assert!(!names_crate("    workbench::inspect::show()", "inspect"));
        assert!(!names_crate("let inspector = 1;", "inspect"));
    }

    #[test]
    fn a_case_may_be_named_by_itself_and_by_the_list_alone() {
        let line = "//! About.\nuse inspect::Inspect;\n";
        let mut tree = Tree::made_up([
            ("app/cases/inspect/tests/whole.rs", line),
            ("app/sightglass/src/cases.rs", line),
            ("app/sightglass/src/main.rs", line),
        ]);
        tree.crates = vec![Crate::made_up("app/cases/inspect", &[])];
        let violations = check(&tree);
        assert_eq!(violations.len(), 1);
        assert_eq!(violations[0].place, "app/sightglass/src/main.rs:2");
    }
}
