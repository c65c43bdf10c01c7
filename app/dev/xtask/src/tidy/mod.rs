//! `cargo xtask tidy`: the rules of the house as checks. What a failure prints is the rule.

mod architecture;
mod case_names;
mod crates;
mod data_readers;
mod file_length;
mod floors;
mod leftovers;
mod manifests;
mod module_docs;
mod owned_dependencies;
mod rooms;
mod tree;
mod windowless_engine;

use std::fmt::Write;

use anyhow::{Result, bail};

use crate::places::Places;
use tree::Tree;

/// A rule of the house.
pub struct Rule {
    /// The rule, as a person should read it when it is broken.
    pub text: &'static str,
    /// Finds where it is broken.
    pub check: fn(&Tree) -> Vec<Violation>,
}

/// A place where a rule is broken.
#[derive(Debug, PartialEq, Eq)]
pub struct Violation {
    /// A file, or a file and a line, from the root of the workspace.
    pub place: String,
    /// What is there.
    pub what: String,
}

impl Violation {
    fn new(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            what: what.into(),
        }
    }
}

const RULES: [Rule; 11] = [
    floors::RULE,
    windowless_engine::RULE,
    owned_dependencies::RULE,
    case_names::RULE,
    data_readers::RULE,
    rooms::RULE,
    manifests::RULE,
    architecture::RULE,
    module_docs::RULE,
    file_length::RULE,
    leftovers::RULE,
];

/// Checks every rule on the workspace.
pub fn run(places: &Places) -> Result<()> {
    let broken = report(&Tree::read(places)?);
    if !broken.is_empty() {
        bail!("rules of the house are broken\n{broken}");
    }
    println!("{} rules hold", RULES.len());
    Ok(())
}

/// Each broken rule with the places where it is broken.
fn report(tree: &Tree) -> String {
    let mut report = String::new();
    for rule in &RULES {
        let violations = (rule.check)(tree);
        if violations.is_empty() {
            continue;
        }
        // Writing to a string cannot fail.
        let _ = writeln!(report, "\n{}", rule.text);
        for Violation { place, what } in violations {
            let _ = writeln!(report, "  {place}: {what}");
        }
    }
    report
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_prints_the_rule_and_the_place() {
        let tree = Tree::made_up([("app/engine/graph/src/lib.rs", "fn read() {}\n")]);
        let report = report(&tree);
        assert!(report.contains(module_docs::RULE.text), "{report}");
        assert!(report.contains("app/engine/graph/src/lib.rs"), "{report}");
        assert!(!report.contains(file_length::RULE.text), "{report}");
    }
}
