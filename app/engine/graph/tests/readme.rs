//! The table in the crate's description names every operator that has a rule.
#![allow(clippy::unwrap_used)]

use std::path::Path;

#[test]
fn the_table_lists_the_operators_with_rules() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    let table = readme
        .split("## ")
        .find(|part| part.starts_with("Rules"))
        .unwrap();
    let listed: Vec<&str> = table
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(operator, _)| operator)
        .collect();
    let with_rules: Vec<&str> = graph::operators_with_rules().collect();
    assert_eq!(listed, with_rules);
}
