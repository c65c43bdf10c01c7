//! How many actions an operator takes for a balloon: the scripted scenarios of the program's tests,
//! which count keys and drags and print what they counted.

use anyhow::Result;

use super::measurement::Measurement;
use crate::places::Places;
use crate::{shell, software_vulkan};

/// The name of this bench.
pub const NAME: &str = "operator";

/// Plays the scenarios, and collects the figures that they print.
pub fn run(places: &Places) -> Result<Vec<Measurement>> {
    let mut command = shell::cargo(places);
    software_vulkan::prefer(&mut command);
    shell::name_onnxruntime(&mut command, places);
    command.args([
        "test",
        "--quiet",
        "--package=sightglass",
        "--bin=sightglass",
    ]);
    command.args(["window::tests::operator", "--", "--nocapture"]);
    let printed = shell::output(&mut command)?;
    // A dot for each test that is over stands before what the next one prints.
    let lines = printed.lines().map(|line| line.trim_start_matches('.'));
    Ok(lines.filter_map(Measurement::from_line).collect())
}
