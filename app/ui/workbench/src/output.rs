//! Writing to standard output and standard error, for the verbs of the command line.

use std::io::{ErrorKind, IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use anyhow::Context;
use jobs::Work;

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

/// Does some work, and says every second how far it is where a person reads standard error.
pub fn with_progress<T>(act: impl FnOnce(&Work) -> T) -> T {
    let work = Work::detached();
    if !std::io::stderr().is_terminal() {
        return act(&work);
    }
    let (done, ended) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        let watcher = std::thread::Builder::new().name("progress".to_owned());
        let watched = work.clone();
        let watching = watcher.spawn_scoped(scope, move || {
            while ended.recv_timeout(Duration::from_secs(1)) == Err(RecvTimeoutError::Timeout) {
                let progress = watched.last_progress();
                if progress.total > 0 {
                    let (done, total) = (progress.done, progress.total);
                    complain(&format!("{done} of {total}: {}", progress.stage));
                }
            }
        });
        let result = act(&work);
        drop(done);
        // Without a thread to spare the work is done all the same, in silence.
        drop(watching);
        result
    })
}

/// Writes a message for the person at the keyboard.
pub fn complain(message: &str) {
    // When standard error is closed there is nobody left to tell.
    let _ = writeln!(std::io::stderr().lock(), "sightglass: {message}");
}
