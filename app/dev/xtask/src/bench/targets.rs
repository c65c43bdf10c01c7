//! The benches of the crates: every `[[bench]]` of the workspace.

use anyhow::{Context, Result};
use serde_json::Value;

use super::measurement::Measurement;
use crate::places::Places;
use crate::{shell, software_vulkan};

/// The name of every `[[bench]]`, in the order of packages.
pub fn names(places: &Places) -> Result<Vec<String>> {
    in_metadata(&places.metadata(&["--no-deps"])?)
}

fn in_metadata(metadata: &Value) -> Result<Vec<String>> {
    let packages = metadata["packages"].as_array();
    let packages = packages.context("`cargo metadata` lists no packages")?;
    Ok(packages
        .iter()
        .flat_map(|package| package["targets"].as_array().into_iter().flatten())
        .filter(|target| target["kind"][0] == "bench")
        .filter_map(|target| target["name"].as_str().map(str::to_owned))
        .collect())
}

/// Builds a bench in release, runs it, and collects the figures that it prints.
pub fn run(places: &Places, name: &str) -> Result<Vec<Measurement>> {
    let mut command = shell::cargo(places);
    software_vulkan::prefer(&mut command);
    // With the features of the whole workspace, so that libraries are built once for all benches.
    command.args(["bench", "--quiet", "--workspace"]);
    command.args(["--bench", name]);
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
        assert_eq!(found, ["listing"]);
    }
}
