//! No rule is without a test.

use std::collections::BTreeSet;
use std::path::Path;

use crate::choices::Choices;
use crate::families;

/// The operators in the tables of tests are those with rules, and the cases do contain them.
#[test]
fn every_operator_with_a_rule_has_cases() {
    let with_rules: BTreeSet<&str> = graph::operators_with_rules().collect();
    let tested: BTreeSet<&str> = families()
        .flat_map(|(_, operators, _)| operators.iter().copied())
        .collect();
    assert_eq!(tested, with_rules);
    for (name, operators, make) in families() {
        let case = make(&mut Choices::new(vec![1; 8]));
        for operator in *operators {
            let is_there = case.nodes.iter().any(|node| node.op_type == *operator);
            assert!(is_there, "the cases of {name} lack {operator}");
        }
    }
}

/// The table in the crate's description names the test of each operator.
#[test]
fn the_table_of_rules_names_these_tests() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../graph/README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    for (name, operators, _) in families() {
        for operator in *operators {
            let row = readme
                .lines()
                .find(|line| line.starts_with(&format!("| `{operator}` |")));
            let row = row.unwrap_or_else(|| panic!("graph/README.md lacks {operator}"));
            let test = format!("| `{}` |", name.trim_end_matches('_'));
            assert!(
                row.ends_with(&test),
                "the test of {operator} is `{name}`:\n{row}"
            );
        }
    }
}
