//! `cargo xtask run`: builds the program and starts it.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::arguments::Run;
use crate::places::Places;
use crate::setup::{self, Purpose, sample};
use crate::shell;

/// Builds, then starts on the sample project or with the arguments given; ends as the program does.
pub fn run(places: &Places, arguments: &Run) -> Result<ExitCode> {
    setup::machine(places, Purpose::Window)?;
    let profile = if arguments.debug { "debug" } else { "release" };
    let mut build = shell::cargo(places);
    build.args(["build", "--package=sightglass"]);
    if !arguments.debug {
        build.arg("--release");
    }
    if let Some(features) = &arguments.features {
        build.args(["--features", features]);
    }
    shell::run(&mut build)?;

    let mut program = Command::new(places.program(profile));
    shell::name_onnxruntime(&mut program, places);
    match &arguments.program_arguments {
        Some(given) => program.args(given),
        None => program.args(sample_project(places, profile)),
    };
    Ok(match shell::status(&mut program)?.code() {
        Some(0) => ExitCode::SUCCESS,
        code => ExitCode::from(code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1)),
    })
}

/// The sample project, made if it is missing. Without it the program opens empty, which is no
/// reason not to start.
fn sample_project(places: &Places, profile: &str) -> Option<PathBuf> {
    let program = places.program(profile);
    let made = sample::pictures(places).and_then(|pictures| {
        sample::balloons(places, &program, &pictures)?;
        sample::project(places, &program, &pictures)
    });
    made.map_err(|error| {
        eprintln!("xtask: the window opens without the sample project: {error:#}");
    })
    .ok()
}
