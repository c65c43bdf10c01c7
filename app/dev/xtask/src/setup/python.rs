//! Finds a Python that can fetch and unpack wheels.

use std::process::Command;

use anyhow::{Context, Result};

use crate::shell;

/// How a Python is started.
#[derive(Clone)]
pub struct Python {
    words: Vec<String>,
}

impl Python {
    /// A command that starts it, to be given arguments.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.words[0]);
        command
            .args(&self.words[1..])
            .stdin(std::process::Stdio::null());
        command
    }

    /// `python -m pip VERB`, without questions and without news of pip itself.
    pub fn pip(&self, verb: &str) -> Command {
        let mut command = self.command();
        command.args(["-m", "pip", verb]);
        command.args(["--quiet", "--no-input", "--disable-pip-version-check"]);
        // Nothing is installed into the system's Python, so who does it makes no difference.
        command.env("PIP_ROOT_USER_ACTION", "ignore");
        command
    }
}

/// The first Python of at least 3.9: the one that `PYTHON` names, or else by its usual names.
pub fn find() -> Result<Python> {
    let named = std::env::var("PYTHON").ok().map(|name| vec![name]);
    let usual = [vec!["python3"], vec!["python"], vec!["py", "-3"]]
        .map(|words| words.into_iter().map(str::to_owned).collect());
    named
        .into_iter()
        .chain(usual)
        .map(|words| Python { words })
        .find(|python| {
            let is_new_enough = "import sys; sys.exit(sys.version_info < (3, 9))";
            shell::succeeds(python.command().args(["-c", is_new_enough]))
        })
        .context(
            "Python 3.9 or newer was not found; install Python 3 with pip, or name it by the \
             environment variable PYTHON",
        )
}
