//! The text about the structure is true.

use super::tree::Tree;
use super::{Rule, Violation};

/// One line a crate.
pub const RULE: Rule = Rule {
    text: "ARCHITECTURE.md lists exactly the crates of the tree, each on one line that starts with \
           \"- `FOLDER`: \".",
    check,
};

const TEXT: &str = "ARCHITECTURE.md";

fn check(tree: &Tree) -> Vec<Violation> {
    let Some(architecture) = tree.file(TEXT) else {
        return vec![Violation::new(TEXT, "is missing")];
    };
    let listed: Vec<&str> = architecture
        .text
        .lines()
        .filter_map(listed_folder)
        .collect();
    let times = |dir: &str| listed.iter().filter(|folder| **folder == dir).count();
    let missing = tree
        .crates
        .iter()
        .filter(|crate_| times(&crate_.dir) != 1)
        .map(|crate_| format!("`{}` is listed {} times", crate_.dir, times(&crate_.dir)));
    let unknown = listed
        .iter()
        .filter(|folder| tree.crates.iter().all(|crate_| crate_.dir != **folder))
        .map(|folder| format!("there is no crate `{folder}`"));
    missing
        .chain(unknown)
        .map(|what| Violation::new(TEXT, what))
        .collect()
}

/// The folder of the crate that a line is about.
fn listed_folder(line: &str) -> Option<&str> {
    let (folder, about) = line.strip_prefix("- `")?.split_once("`: ")?;
    (folder.starts_with("app/") && !about.trim().is_empty()).then_some(folder)
}

#[cfg(test)]
mod tests {
    use super::super::crates::Crate;
    use super::*;

    fn broken(text: &str) -> Vec<String> {
        let mut tree = Tree::made_up([(TEXT, text)]);
        tree.crates = vec![
            Crate::made_up("app/engine/graph", &[]),
            Crate::made_up("app/ui/gpu", &[]),
        ];
        check(&tree).into_iter().map(|v| v.what).collect()
    }

    #[test]
    fn every_crate_is_listed_once_and_nothing_else_is() {
        let exact = "- `app/engine/graph`: reads graphs\n- `app/ui/gpu`: the device\n";
        assert!(broken(exact).is_empty());
        let drifted = "- `app/engine/graph`: reads graphs\n- `app/ui/old`: gone\n";
        assert_eq!(
            broken(drifted),
            [
                "`app/ui/gpu` is listed 0 times",
                "there is no crate `app/ui/old`"
            ]
        );
        assert_eq!(broken(&format!("{exact}{exact}")).len(), 2);
    }
}
