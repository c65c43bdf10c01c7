//! Libraries that one crate keeps to itself.

use super::tree::Tree;
use super::{Rule, Violation};

/// Each of these has one owner.
pub const RULE: Rule = Rule {
    text: "Some libraries have an owner, and everybody else asks the owner: ort only in runtime, \
           rusqlite only in store, wgpu and naga only in gpu, eframe and rfd only in sightglass \
           (and testbench).",
    check,
};

const OWNERS: [(&str, &[&str]); 6] = [
    ("ort", &["runtime"]),
    ("rusqlite", &["store"]),
    ("wgpu", &["gpu"]),
    ("naga", &["gpu"]),
    ("eframe", &["sightglass", "testbench"]),
    ("rfd", &["sightglass", "testbench"]),
];

fn check(tree: &Tree) -> Vec<Violation> {
    let mut violations = Vec::new();
    for user in &tree.crates {
        for (library, owners) in OWNERS {
            let uses = user.dependencies.iter().any(|d| d.name == library);
            if uses && !owners.contains(&user.name.as_str()) {
                let what = format!("`{}` depends on `{library}`", user.name);
                violations.push(Violation::new(user.manifest(), what));
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
    fn only_the_owner_may_name_a_library() {
        let tree = Tree {
            files: Vec::new(),
            crates: vec![
                Crate::made_up("app/engine/store", &["rusqlite"]),
                Crate::made_up("app/cases/inspect", &["rusqlite"]),
            ],
        };
        let violations = check(&tree);
        assert_eq!(violations.len(), 1);
        assert_eq!(violations[0].place, "app/cases/inspect/Cargo.toml");
    }
}
