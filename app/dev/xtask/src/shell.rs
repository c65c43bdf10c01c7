//! Starts other programs; what fails names the whole command.

use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result, bail};

use crate::places::Places;

/// The Cargo that started this program, in the root of the workspace.
/// A program built into another target folder than `target` cannot find ONNX Runtime by itself, so
/// it is told where the library is.
pub fn cargo(places: &Places) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(&places.root).stdin(Stdio::null());
    name_onnxruntime(&mut command, places);
    command
}

/// Tells a program where ONNX Runtime is, if it would not look there by itself.
pub fn name_onnxruntime(command: &mut Command, places: &Places) {
    let found_anyway = places
        .target
        .file_name()
        .is_some_and(|name| name == "target");
    if !found_anyway && std::env::var_os("ORT_DYLIB_PATH").is_none() {
        command.env("ORT_DYLIB_PATH", places.onnxruntime());
    }
}

/// Runs a command whose output the reader sees.
pub fn run(command: &mut Command) -> Result<()> {
    let status = status(command)?;
    if !status.success() {
        bail!("`{}` failed ({status})", line(command));
    }
    Ok(())
}

/// Runs a command whose output the reader sees, and says how it ended.
pub fn status(command: &mut Command) -> Result<ExitStatus> {
    command
        .status()
        .with_context(|| format!("`{}` cannot be started", line(command)))
}

/// Runs a command and returns what it printed; its messages go to the reader.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("`{}` cannot be started", line(command)))?;
    if !output.status.success() {
        bail!("`{}` failed ({})", line(command), output.status);
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("`{}` printed what is not text", line(command)))
}

/// Whether a command can be started and succeeds; nothing of it is seen.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The command as it would be typed, near enough to be recognised.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    program
        .file_name()
        .into_iter()
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_command_that_cannot_start_is_named_with_its_arguments() {
        let error = run(Command::new("/no/such-program").args(["--flag", "x"])).unwrap_err();
        assert!(
            error.to_string().contains("`such-program --flag x`"),
            "{error}"
        );
        assert!(!succeeds(&mut Command::new("/no/such-program")));
    }
}
