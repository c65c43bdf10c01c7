//! Writing to standard output and standard error, for the verbs of the command line.

use std::io::{ErrorKind, Write};

use anyhow::Context;

/// Writes one line of a result. A reader that has seen enough (`| head`) ends the program quietly.
///
/// # Errors
/// When standard output cannot be written, such as on a full disk.
#[expect(
    clippy::disallowed_methods,
    reason = "the reader of the pipe has gone, so that there is nobody left to return to"
)]
pub fn say(line: &str) -> anyhow::Result<()> {
    match writeln!(std::io::stdout().lock(), "{line}") {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
        result => result.context("standard output cannot be written"),
    }
}

/// Writes a machine-readable result.
///
/// # Errors
/// As [`say`].
pub fn say_json(value: &impl serde::Serialize) -> anyhow::Result<()> {
    say(&serde_json::to_string_pretty(value)?)
}

/// Writes a message for the person at the keyboard.
pub fn complain(message: &str) {
    // When standard error is closed there is nobody left to tell.
    let _ = writeln!(std::io::stderr().lock(), "sightglass: {message}");
}
