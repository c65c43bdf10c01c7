//! `sightglass quality`: the same work from the command line, a verb a file.

mod evaluate;
mod inspected;
mod inspection;
mod render;
mod training_set;

use std::process::ExitCode;

use clap::{FromArgMatches, Subcommand};
use imaging::Limits;
use store::{Project, scan_pictures};
use workbench::CommandLineContext;
use workbench::output::with_progress;

const ABOUT: &str = "Defects on series of pictures: rendered, labelled, found and judged";

#[derive(Subcommand, Debug)]
enum Verb {
    /// Renders series of turning catheter balloons, with the truth about their defects
    Render(render::RenderArgs),
    /// Says of each part what a model finds on it
    Inspect(inspection::InspectArgs),
    /// Compares what a model finds with what is true
    Evaluate(evaluate::EvaluateArgs),
    /// Cuts crops to train on out of the pictures of a project, with a manifest
    TrainingSet(training_set::TrainingSetArgs),
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
pub fn run(matches: &clap::ArgMatches, context: &CommandLineContext) -> anyhow::Result<ExitCode> {
    match Verb::from_arg_matches(matches)? {
        Verb::Render(args) => render::run(&args),
        Verb::Inspect(args) => inspection::run(&args, context),
        Verb::Evaluate(args) => evaluate::run(&args, context),
        Verb::TrainingSet(args) => training_set::run(&args, context),
    }
}

/// Reads the pictures of a project that were never read: labels fit pictures by their size, and what
/// was found by the hash of their files. A project that cannot be written to stays as it is.
fn read_pictures(project: &Project) -> anyhow::Result<()> {
    if project.access().can_write() {
        let (reader, writer) = (project.reader(), project.writer());
        with_progress(|work| scan_pictures(&reader, &writer, &Limits::default(), work))?;
    }
    Ok(())
}
