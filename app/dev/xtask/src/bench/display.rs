//! A display for the benches that open the window.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

/// A display to draw on: the one that is there, or a virtual one that ends with this value.
pub struct Display {
    virtual_one: Option<(Child, String)>,
}

impl Display {
    /// Takes the session's display, or starts Xvfb where there is none.
    pub fn open() -> Result<Self> {
        let has_session = ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some());
        if has_session || !cfg!(target_os = "linux") {
            return Ok(Self { virtual_one: None });
        }
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1600x1000x24"])
            .args(["-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("there is no display, and Xvfb is not installed to stand in for one")?;
        let mut number = String::new();
        if let Some(printed) = server.stdout.take() {
            BufReader::new(printed).read_line(&mut number)?;
        }
        let virtual_one = Some((server, format!(":{}", number.trim())));
        Ok(Self { virtual_one })
    }

    /// Has the command draw on this display.
    pub fn give(&self, command: &mut Command) {
        if let Some((_, name)) = &self.virtual_one {
            command.env("DISPLAY", name);
        }
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        if let Some((server, _)) = &mut self.virtual_one {
            // A server that has ended already needs no end.
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}
