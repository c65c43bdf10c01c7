//! Sightglass: a workbench for vision models in real use; the window and the command line.

mod cases;
mod command_line;
mod doctor;
mod last_place;
mod logging;
mod verbs;
mod window;

use std::process::ExitCode;

use clap::FromArgMatches;
use command_line::{CommandLine, Verb};
use workbench::CommandLineContext;

fn main() -> ExitCode {
    let matches = command_line::command().get_matches();
    let _log = logging::start();
    match dispatch(&matches) {
        Ok(status) => status,
        Err(error) => {
            workbench::output::complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn dispatch(matches: &clap::ArgMatches) -> anyhow::Result<ExitCode> {
    if let Some((name, verb_matches)) = matches.subcommand()
        && let Some(case) = cases::all().into_iter().find(|case| case.id() == name)
    {
        let (settings, _) = workbench::SettingsKeeper::open(workbench::settings::config_dir(None));
        let context = CommandLineContext {
            migrations: cases::migrations(),
            onnxruntime: command_line::onnxruntime(matches),
            provider: settings.get().provider,
        };
        return case.run_command_line(verb_matches, &context);
    }
    let line = CommandLine::from_arg_matches(matches)?;
    match line.verb {
        None => window::open(line.paths, line.onnxruntime),
        Some(Verb::Doctor { json }) => doctor::run(line.onnxruntime.as_deref(), json),
        Some(Verb::Pack(verb)) => verbs::pack::run(verb),
        Some(Verb::Picture(verb)) => verbs::picture::run(verb),
        Some(Verb::Project(verb)) => verbs::project::run(verb),
        Some(Verb::Labels(verb)) => verbs::labels::run(&verb),
    }
}
