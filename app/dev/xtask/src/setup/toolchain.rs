//! rustfmt and clippy, which a minimal Rust installation lacks.

use std::process::Command;

use anyhow::{Result, bail};

use crate::places::Places;
use crate::shell;

/// The components of the toolchain beside the compiler: rustup's name, and Cargo's command.
const COMPONENTS: [(&str, &str); 2] = [("rustfmt", "fmt"), ("clippy", "clippy")];

/// Adds the components that are missing, with rustup.
pub fn ensure(places: &Places) -> Result<()> {
    let missing: Vec<&str> = COMPONENTS
        .iter()
        .filter(|(_, command)| !shell::succeeds(shell::cargo(places).args([command, "--version"])))
        .map(|(component, _)| *component)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let mut rustup = Command::new("rustup");
    rustup.args(["component", "add"]).args(&missing);
    if shell::run(rustup.current_dir(&places.root)).is_err() {
        bail!(
            "{} cannot be had by rustup; install it in the way that Rust was installed here",
            missing.join(" and ")
        );
    }
    Ok(())
}
