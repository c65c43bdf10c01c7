//! The benches of the crates: every `[[bench]]` of the workspace.

use anyhow::{Context, Result};
use serde_json::Value;

use super::measurement::Measurement;
use crate::places::Places;
use crate::{shell, software_vulkan};

/// One `[[bench]]`.
#[derive(Debug, PartialEq, Eq)]
pub struct Target {
    /// The package that it belongs to.
    pub package: String,
    /// Its own name.
    pub name: String,
}

/// Every bench, in the order of packages.
pub fn all(places: &Places) -> Result<Vec<Target>> {
    in_metadata(&places.metadata(&["--no-deps"])?)
}

fn in_metadata(metadata: &Value) -> Result<Vec<Target>> {
    let mut found = Vec::new();
    let packages = metadata["packages"].as_array();
    for package in packages.context("`cargo metadata` lists no packages")? {
        let targets = package["targets"].as_array().into_iter().flatten();
        for target in targets.filter(|target| target["kind"][0] == "bench") {
            found.push(Target {
                package: package["name"].as_str().unwrap_or_default().to_owned(),
                name: target["name"].as_str().unwrap_or_default().to_owned(),
            });
        }
    }
    Ok(found)
}

/// Builds a bench in release, runs it, and collects the figures that it prints.
pub fn run(places: &Places, target: &Target) -> Result<Vec<Measurement>> {
    let mut command = shell::cargo(places);
    software_vulkan::prefer(&mut command);
    command.args(["bench", "--quiet", "--package", &target.package]);
    command.args(["--bench", &target.name]);
    let printed = shell::output(&mut command)?;
    Ok(printed.lines().filter_map(Measurement::from_line).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;

    #[test]
    fn benches_are_told_from_other_targets() {
        let metadata = json!({"packages": [{"name": "store", "targets": [
            {"kind": ["lib"], "name": "store"},
            {"kind": ["bench"], "name": "listing"},
        ]}]});
        let found = in_metadata(&metadata).unwrap();
        let expected = Target {
            package: "store".into(),
            name: "listing".into(),
        };
        assert_eq!(found, [expected]);
    }
}
