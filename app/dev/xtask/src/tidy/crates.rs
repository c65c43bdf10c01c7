//! The crates of the workspace, read from `cargo metadata`.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::tree::relative;
use crate::places::Places;
use crate::shell;

/// Where a crate stands. The order is that of the stairs: a crate may depend on what stands lower.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Floor {
    /// Works with the window closed.
    Engine,
    /// Needs a window, and knows no case.
    Ui,
    /// A case study.
    Case,
    /// The program.
    Program,
    /// Automation and what tests need; never linked into a release.
    Dev,
}

impl Floor {
    /// The floor of the crate in this folder.
    fn of(dir: &str) -> Option<Self> {
        Some(match dir.strip_prefix("app/")?.split('/').next()? {
            "engine" => Self::Engine,
            "ui" => Self::Ui,
            "cases" => Self::Case,
            "sightglass" => Self::Program,
            "dev" => Self::Dev,
            _ => return None,
        })
    }
}

/// A dependency that a manifest names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// The package.
    pub name: String,
    /// Whether only tests, examples and benches have it.
    pub for_tests: bool,
}

/// A crate of the workspace.
pub struct Crate {
    /// Its name.
    pub name: String,
    /// Its folder, from the root of the workspace.
    pub dir: String,
    /// Where it stands.
    pub floor: Floor,
    /// What its manifest names.
    pub dependencies: Vec<Dependency>,
    /// Of an engine crate, every package that is built for it or for its tests, with a way there:
    /// the names from the direct dependency to the package. Empty elsewhere, where nothing asks.
    pub tree: BTreeMap<String, Vec<String>>,
}

impl Crate {
    /// The path of its manifest.
    pub fn manifest(&self) -> String {
        format!("{}/Cargo.toml", self.dir)
    }

    /// Whether a file belongs to it.
    pub fn holds(&self, path: &str) -> bool {
        path.strip_prefix(&self.dir)
            .is_some_and(|rest| rest.starts_with('/'))
    }

    /// A crate on the floor of its folder, whose dependencies are direct and not for tests alone.
    #[cfg(test)]
    pub fn made_up(dir: &str, dependencies: &[&str]) -> Self {
        let dependencies: Vec<Dependency> = dependencies
            .iter()
            .map(|name| Dependency {
                name: (*name).to_owned(),
                for_tests: false,
            })
            .collect();
        Self {
            name: dir.rsplit('/').next().unwrap_or_default().to_owned(),
            dir: dir.to_owned(),
            floor: Floor::of(dir).expect("a folder of a floor"),
            tree: dependencies
                .iter()
                .map(|dependency| (dependency.name.clone(), vec![dependency.name.clone()]))
                .collect(),
            dependencies,
        }
    }
}

/// The crates of the workspace, in the order of their folders.
pub fn read(places: &Places) -> Result<Vec<Crate>> {
    let mut crates = in_metadata(&places.metadata(&["--no-deps"])?)?;
    for engine in crates.iter_mut().filter(|c| c.floor == Floor::Engine) {
        let mut command = shell::cargo(places);
        command.args(["tree", "--package", &engine.name, "--target=all"]);
        command.args(["--edges=normal,build,dev", "--prefix=depth", "--format={p}"]);
        engine.tree = in_tree(&shell::output(&mut command)?);
    }
    Ok(crates)
}

fn in_metadata(metadata: &Value) -> Result<Vec<Crate>> {
    let root = metadata["workspace_root"].as_str().unwrap_or_default();
    let mut crates = list(&metadata["packages"])
        .map(|package| read_crate(package, Path::new(root)))
        .collect::<Result<Vec<_>>>()?;
    crates.sort_by(|a, b| a.dir.cmp(&b.dir));
    Ok(crates)
}

fn read_crate(package: &Value, root: &Path) -> Result<Crate> {
    let name = text(&package["name"]);
    let manifest = Path::new(package["manifest_path"].as_str().unwrap_or_default());
    let dir = relative(root, manifest.parent().unwrap_or(manifest));
    let floor = Floor::of(&dir)
        .with_context(|| format!("the crate `{name}` stands on no floor of app/: {dir}"))?;
    let dependencies = list(&package["dependencies"])
        .map(|dependency| Dependency {
            name: text(&dependency["name"]),
            for_tests: dependency["kind"] == "dev",
        })
        .collect();
    Ok(Crate {
        name,
        dir,
        floor,
        dependencies,
        tree: BTreeMap::new(),
    })
}

/// What is built for a crate and its tests alone, by what `cargo tree --prefix depth --format {p}`
/// prints: a line for each package, with its depth in front.
fn in_tree(printed: &str) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    let mut way: Vec<String> = Vec::new();
    for line in printed.lines() {
        let digits = line.chars().take_while(char::is_ascii_digit).count();
        let (depth, package) = line.split_at(digits);
        let (Ok(depth), Some(name)) = (depth.parse::<usize>(), package.split(' ').next()) else {
            continue;
        };
        way.truncate(depth);
        way.push(name.to_owned());
        if depth > 0 {
            found
                .entry(name.to_owned())
                .or_insert_with(|| way[1..].to_vec());
        }
    }
    found
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;

    fn metadata(dir: &str) -> Value {
        json!({"workspace_root": "/w", "packages": [{
            "name": "graph",
            "manifest_path": format!("/w/{dir}/Cargo.toml"),
            "dependencies": [
                {"name": "prost", "kind": null},
                {"name": "tempfile", "kind": "dev"},
            ],
        }]})
    }

    #[test]
    fn a_crate_has_a_floor_and_dependencies() {
        let crates = in_metadata(&metadata("app/engine/graph")).unwrap();
        let graph = &crates[0];
        assert_eq!(graph.dir, "app/engine/graph");
        assert_eq!(graph.floor, Floor::Engine);
        let for_tests = graph
            .dependencies
            .iter()
            .map(|dependency| dependency.for_tests);
        assert_eq!(for_tests.collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn a_crate_outside_the_floors_is_refused() {
        let error = in_metadata(&metadata("attic/graph")).err().unwrap();
        assert!(error.to_string().contains("attic/graph"), "{error}");
    }

    #[test]
    fn depths_are_read_as_ways() {
        let printed = "0graph v0.1.0 (/w)\n1prost v0.14.0\n2bytes v1.0.0\n1tempfile v3.0.0\n\
                       2bytes v1.0.0 (*)\n";
        let tree = in_tree(printed);
        assert_eq!(tree["bytes"], ["prost", "bytes"]);
        assert_eq!(tree["tempfile"], ["tempfile"]);
        assert!(!tree.contains_key("graph"));
    }
}
