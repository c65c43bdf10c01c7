//! The scores case: from printed music to MusicXML, with corrections.

mod command;
mod method;
mod pane;
mod record;
mod subject;

use std::process::ExitCode;

use store::CaseMigrations;
use workbench::{Case, CommandLineContext, Pane, icons, tr};

/// The stable name of the case.
pub const ID: &str = "scores";

/// The scores case.
pub struct Scores;

impl Case for Scores {
    fn id(&self) -> &'static str {
        ID
    }

    fn name(&self) -> String {
        tr!("scores-name")
    }

    fn icon(&self) -> icons::Icon {
        icons::ICON_MUSIC_NOTE
    }

    fn migrations(&self) -> CaseMigrations {
        record::MIGRATIONS
    }

    fn open(&self) -> Box<dyn Pane> {
        Box::new(pane::ScoresPane::default())
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
