//! The inspect case: any ONNX model on any picture, with its classes or its raw outputs.

mod command;
mod method;
mod pane;
mod record;
mod subject;

use std::process::ExitCode;

use store::CaseMigrations;
use workbench::{Case, CommandLineContext, Pane, icons, tr};

/// The stable name of the case.
pub const ID: &str = "inspect";

/// The inspect case.
pub struct Inspect;

impl Case for Inspect {
    fn id(&self) -> &'static str {
        ID
    }

    fn name(&self) -> String {
        tr!("inspect-name")
    }

    fn icon(&self) -> icons::Icon {
        icons::ICON_FRAME_INSPECT
    }

    fn migrations(&self) -> CaseMigrations {
        record::MIGRATIONS
    }

    fn open(&self) -> Box<dyn Pane> {
        Box::new(pane::InspectPane::default())
    }

    fn command_line(&self) -> clap::Command {
        command::command_line()
    }

    fn run_command_line(
        &self,
        matches: &clap::ArgMatches,
        context: &CommandLineContext,
    ) -> anyhow::Result<ExitCode> {
        command::run(matches, context)
    }
}
