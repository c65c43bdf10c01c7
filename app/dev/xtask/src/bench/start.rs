//! How long the program takes from its start to a window that can be used.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use super::display::Display;
use super::measurement::Measurement;
use crate::places::Places;
use crate::{shell, software_vulkan};

/// The name of this bench and of its budget.
pub const NAME: &str = "start";
/// With this variable set the program prints `usable` after the first frame that takes input, and
/// closes itself.
const VARIABLE: &str = "SIGHTGLASS_BENCH_START";
/// The first start reads the program from disk; the median of the rest is what a person feels.
const STARTS: usize = 6;

/// Builds the program and starts it several times.
pub fn run(places: &Places) -> Result<Option<Measurement>> {
    shell::run(shell::cargo(places).args(["build", "--release", "--package=sightglass"]))?;
    let display = Display::open()?;
    let home = places.target.join("bench-home");
    let mut durations_ms = (0..STARTS)
        .map(|_| one_start_ms(places, &display, &home))
        .collect::<Result<Vec<f64>>>()?;
    durations_ms.remove(0);
    durations_ms.sort_by(f64::total_cmp);
    Ok(durations_ms
        .get(durations_ms.len() / 2)
        .map(|median| Measurement {
            name: NAME.to_owned(),
            value: *median,
            unit: "ms".to_owned(),
        }))
}

/// Starts the program once, with settings and data in `home` instead of the user's.
fn one_start_ms(places: &Places, display: &Display, home: &Path) -> Result<f64> {
    let mut command = Command::new(places.program("release"));
    software_vulkan::prefer(&mut command);
    shell::name_onnxruntime(&mut command, places);
    display.give(&mut command);
    let start = Instant::now();
    let mut program = command
        .env(VARIABLE, "1")
        .env("SIGHTGLASS_CONFIG_DIR", home.join("config"))
        .env("SIGHTGLASS_DATA_DIR", home.join("data"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .context("the program cannot be started")?;
    let printed = program.stdout.take().context("the program has no output")?;
    let mut line = String::new();
    BufReader::new(printed).read_line(&mut line)?;
    let duration_ms = start.elapsed().as_secs_f64() * 1e3;
    let status = program.wait()?;
    ensure!(
        line.trim() == "usable" && status.success(),
        "the program closed ({status}) without a usable window"
    );
    Ok(duration_ms)
}
