//! `sightglass inspect`: the same work from the command line, a verb a file.

mod attack;
mod coverage;
mod detector;
mod entropy;
mod explain;
mod layers;
mod model;
mod run;

use std::process::ExitCode;

use clap::{FromArgMatches, Subcommand};
use workbench::CommandLineContext;

#[derive(Subcommand, Debug)]
#[command(
    name = "inspect",
    about = "Runs any ONNX model on any picture, and shows why"
)]
enum Verb {
    /// Runs a model and prints what it says
    Run(run::RunArgs),
    /// Says what in a picture made a model decide
    Explain(explain::ExplainArgs),
    /// Lists what of a model cannot be differentiated, before anything runs
    Coverage(coverage::CoverageArgs),
    /// Lists the tensors inside a model, by name and shape
    Layers(layers::LayersArgs),
    /// Makes adversarial pictures
    Attack(attack::AttackArgs),
    /// Tells attacks by the entropy of the feature response
    Detector(detector::DetectorArgs),
    /// Measures the local spatial entropy of a picture or a response
    Entropy(entropy::EntropyArgs),
}

/// The verbs for the program's command line.
pub fn command_line() -> clap::Command {
    Verb::augment_subcommands(
        clap::Command::new(crate::ID)
            .about("Runs any ONNX model on any picture, and shows why")
            .subcommand_required(true),
    )
}

/// Carries out what was parsed.
pub fn run(matches: &clap::ArgMatches, context: &CommandLineContext) -> anyhow::Result<ExitCode> {
    match Verb::from_arg_matches(matches)? {
        Verb::Run(args) => run::run(&args, context),
        Verb::Explain(args) => explain::run(&args, context),
        Verb::Coverage(args) => coverage::run(&args, context),
        Verb::Layers(args) => layers::run(&args, context),
        Verb::Attack(args) => attack::run(&args, context),
        Verb::Detector(args) => detector::run(&args, context),
        Verb::Entropy(args) => entropy::run(&args),
    }
}
