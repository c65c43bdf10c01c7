//! `sightglass quality`: the same work from the command line, a verb a file.

mod render;

use std::process::ExitCode;

use clap::{FromArgMatches, Subcommand};

const ABOUT: &str = "Defects on series of pictures: rendered, labelled, found and judged";

#[derive(Subcommand, Debug)]
enum Verb {
    /// Renders series of turning catheter balloons, with the truth about their defects
    Render(render::RenderArgs),
}

/// The verbs for the program's command line.
pub fn command_line() -> clap::Command {
    Verb::augment_subcommands(
        clap::Command::new(crate::ID)
            .about(ABOUT)
            .subcommand_required(true),
    )
}

/// Carries out what was parsed.
pub fn run(matches: &clap::ArgMatches) -> anyhow::Result<ExitCode> {
    match Verb::from_arg_matches(matches)? {
        Verb::Render(args) => render::run(&args),
    }
}
