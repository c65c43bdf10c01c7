//! One place for versions.

use super::tree::Tree;
use super::{Rule, Violation};

/// Manifests inherit and are sorted.
pub const RULE: Rule = Rule {
    text: "The root Cargo.toml names every dependency once, with its version; crates inherit \
           them (`NAME.workspace = true`) and the workspace's lints. Tables are sorted, or each of \
           their blank-line groups is.",
    check,
};

/// An entry of a table of dependencies.
struct Entry<'a> {
    line_number: usize,
    name: &'a str,
    inherits: bool,
    is_ours: bool,
}

fn check(tree: &Tree) -> Vec<Violation> {
    let mut violations = Vec::new();
    for manifest in tree.files.iter().filter(|f| f.path.ends_with("Cargo.toml")) {
        let is_root = manifest.path == "Cargo.toml";
        for group in dependency_groups(&manifest.text) {
            violations.extend(out_of_order(&manifest.path, &group, is_root));
            let versioned = group.iter().filter(|entry| !is_root && !entry.inherits);
            violations.extend(versioned.map(|entry| {
                let what = format!("`{}` does not inherit", entry.name);
                Violation::new(format!("{}:{}", manifest.path, entry.line_number), what)
            }));
        }
        if !is_root && !manifest.text.contains("[lints]\nworkspace = true\n") {
            let what = "does not inherit the workspace's lints";
            violations.push(Violation::new(manifest.path.as_str(), what));
        }
    }
    violations
}

/// Entries that should stand before the one above them. In the root, our own crates stand floor by
/// floor and are left out.
fn out_of_order(path: &str, group: &[Entry], is_root: bool) -> Vec<Violation> {
    let names: Vec<&Entry> = group
        .iter()
        .filter(|entry| !(is_root && entry.is_ours))
        .collect();
    names
        .windows(2)
        .filter(|pair| pair[0].name > pair[1].name)
        .map(|pair| {
            let what = format!("`{}` stands after `{}`", pair[1].name, pair[0].name);
            Violation::new(format!("{path}:{}", pair[1].line_number), what)
        })
        .collect()
}

/// The dependencies in a manifest, by table and by the groups that blank lines make in a table, in
/// the order of the file.
fn dependency_groups(manifest: &str) -> Vec<Vec<Entry<'_>>> {
    let mut groups: Vec<Vec<Entry>> = Vec::new();
    let mut is_dependencies = false;
    for (index, line) in manifest.lines().enumerate() {
        if line.starts_with('[') {
            is_dependencies = line.trim_end().ends_with("dependencies]");
            groups.push(Vec::new());
        } else if line.is_empty() {
            groups.push(Vec::new());
        } else if is_dependencies
            && line.starts_with(|c: char| c.is_ascii_alphanumeric())
            && let Some((key, value)) = line.split_once('=')
            && let Some(group) = groups.last_mut()
        {
            let (name, dotted) = key.trim().split_once('.').unwrap_or((key.trim(), ""));
            group.push(Entry {
                line_number: index + 1,
                name,
                inherits: dotted == "workspace" || value.contains("workspace = true"),
                is_ours: value.contains("path = "),
            });
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINTS: &str = "[lints]\nworkspace = true\n";

    fn broken(path: &str, text: &str) -> Vec<String> {
        let text = format!("{text}\n{LINTS}");
        check(&Tree::made_up([(path, text.as_str())]))
            .into_iter()
            .map(|violation| violation.what)
            .collect()
    }

    #[test]
    fn order_and_inheritance_are_checked_in_every_table() {
        let text = "[dependencies]\nz.workspace = true\n\nb.workspace = true\na = { workspace = true, features = [] }\n\n\
                    [target.'cfg(windows)'.dependencies]\nc = \"1\"\n\n[features]\nz = []\ny = []\n";
        assert_eq!(
            broken("app/engine/jobs/Cargo.toml", text),
            ["`a` stands after `b`", "`c` does not inherit"]
        );
    }

    #[test]
    fn the_root_has_versions_and_our_own_crates_first() {
        let text = "[workspace.dependencies]\nstore = { path = \"app/engine/store\" }\n\
                    gpu = { path = \"app/ui/gpu\" }\n\nanyhow = \"1\"\nwgpu = \"30\"\n";
        assert!(broken("Cargo.toml", text).is_empty());
    }

    #[test]
    fn lints_are_inherited() {
        let violations = check(&Tree::made_up([("app/ui/gpu/Cargo.toml", "[package]\n")]));
        assert_eq!(violations[0].what, "does not inherit the workspace's lints");
    }
}
