//! The stairs: which crate may depend on which.

use super::crates::{Crate, Dependency, Floor};
use super::tree::Tree;
use super::{Rule, Violation};

/// Arrows point down.
pub const RULE: Rule = Rule {
    text: "Arrows point down the stairs, may skip a stair, and never go sideways between cases: \
           sightglass → cases → ui → engine. No case depends on another case: what two of them \
           need moves down a floor. What stands in dev/ is used by tests alone.",
    check,
};

fn check(tree: &Tree) -> Vec<Violation> {
    let mut violations = Vec::new();
    for from in &tree.crates {
        for dependency in &from.dependencies {
            let to = tree.crates.iter().find(|to| to.name == dependency.name);
            if to.is_some_and(|to| !is_allowed(from, to, dependency)) {
                violations.push(Violation::new(
                    from.manifest(),
                    format!("`{}` depends on `{}`", from.name, dependency.name),
                ));
            }
        }
    }
    violations
}

fn is_allowed(from: &Crate, to: &Crate, dependency: &Dependency) -> bool {
    match (from.floor, to.floor) {
        (Floor::Case, Floor::Case) => false,
        (Floor::Dev, _) => true,
        (_, Floor::Dev) => dependency.for_tests,
        (from, to) => from >= to,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(crates: Vec<Crate>) -> Vec<String> {
        let tree = Tree {
            files: Vec::new(),
            crates,
        };
        check(&tree).into_iter().map(|v| v.what).collect()
    }

    #[test]
    fn up_and_sideways_are_refused() {
        let crates = vec![
            Crate::made_up("app/engine/imaging", &["canvas"]),
            Crate::made_up("app/ui/canvas", &["imaging"]),
            Crate::made_up("app/cases/inspect", &["press", "canvas", "imaging"]),
            Crate::made_up("app/cases/press", &[]),
        ];
        assert_eq!(
            broken(crates),
            [
                "`imaging` depends on `canvas`",
                "`inspect` depends on `press`"
            ]
        );
    }

    #[test]
    fn dev_crates_are_for_tests() {
        let mut sightglass = Crate::made_up("app/sightglass", &["testbench"]);
        let testbench = || Crate::made_up("app/dev/testbench", &["sightglass"]);
        sightglass.dependencies[0].for_tests = true;
        assert!(broken(vec![sightglass, testbench()]).is_empty());
        let sightglass = Crate::made_up("app/sightglass", &["testbench"]);
        assert_eq!(broken(vec![sightglass, testbench()]).len(), 1);
    }
}
