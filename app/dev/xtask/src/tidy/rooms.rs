//! The five rooms of a case.

use super::crates::Floor;
use super::tree::Tree;
use super::{Rule, Violation};

/// Someone who has read one case can find anything in the next.
pub const RULE: Rule = Rule {
    text: "Every case has the same five rooms: subject (the nouns), method (the verbs), record \
           (the tables), pane (the face) and command (the command line), each a file or a folder \
           of that name in src/.",
    check,
};

const ROOMS: [&str; 5] = ["subject", "method", "record", "pane", "command"];

fn check(tree: &Tree) -> Vec<Violation> {
    let mut violations = Vec::new();
    for case in tree.crates.iter().filter(|c| c.floor == Floor::Case) {
        for room in ROOMS {
            let file = format!("{}/src/{room}.rs", case.dir);
            let folder = format!("{}/src/{room}/mod.rs", case.dir);
            if tree.file(&file).is_none() && tree.file(&folder).is_none() {
                violations.push(Violation::new(file, "is missing"));
            }
        }
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::super::crates::Crate;
    use super::*;

    #[test]
    fn a_missing_room_is_named_and_a_folder_counts() {
        let mut tree = Tree::made_up([
            ("app/cases/press/src/subject.rs", ""),
            ("app/cases/press/src/method.rs", ""),
            ("app/cases/press/src/pane/mod.rs", ""),
            ("app/cases/press/src/command.rs", ""),
        ]);
        tree.crates = vec![Crate::made_up("app/cases/press", &[])];
        let violations = check(&tree);
        assert_eq!(violations.len(), 1);
        assert_eq!(violations[0].place, "app/cases/press/src/record.rs");
    }
}
