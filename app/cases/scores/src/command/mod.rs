//! `sightglass scores`: the same work from the command line, a verb a file.

mod check;
mod pages;
mod report;
mod scan;
mod symbols;

use std::process::ExitCode;

use clap::{FromArgMatches, Subcommand};
use workbench::CommandLineContext;

const ABOUT: &str = "Printed music: read, checked, and written as MusicXML and MIDI";

#[derive(Subcommand, Debug)]
enum Verb {
    /// Reads pages of printed music, and writes MusicXML
    Scan(scan::ScanArgs),
    /// Finds the symbols on pages, and writes them as COCO with their names in SMuFL
    Symbols(symbols::SymbolsArgs),
    /// Says what in a MusicXML file does not add up
    Check(check::CheckArgs),
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
        Verb::Scan(args) => scan::run(&args, context),
        Verb::Symbols(args) => symbols::run(&args, context),
        Verb::Check(args) => check::run(&args),
    }
}
