//! `cargo xtask bless`: accepts the golden files that the tests make now.

use anyhow::Result;

use crate::places::Places;
use crate::setup::{self, Purpose};
use crate::{shell, test};

/// Variables that make tests write their golden files instead of comparing with them: egui_kittest's
/// for pictures, ours for everything else.
const BLESS_VARIABLES: [&str; 2] = ["UPDATE_SNAPSHOTS", "SIGHTGLASS_BLESS"];

/// Runs the tests that the filters name, or all, writing golden files.
pub fn run(places: &Places, filters: &[String]) -> Result<()> {
    setup::machine(places, Purpose::Tests)?;
    let mut tests = test::runner(places, false);
    tests.args(filters);
    for variable in BLESS_VARIABLES {
        tests.env(variable, "1");
    }
    shell::run(&mut tests)?;
    println!(
        "Accepted. Look at every changed file (`git diff`, and open the pictures) before you commit."
    );
    Ok(())
}
