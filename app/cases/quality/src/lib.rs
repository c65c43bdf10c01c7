//! The quality case: defects on series of pictures, labelled, found and judged.

mod command;
mod method;
mod pane;
mod record;
mod subject;

use std::process::ExitCode;

use store::{CaseMigrations, PictureId, Project};
use workbench::{Case, CommandLineContext, Pane, icons, tr};

/// The stable name of the case.
pub const ID: &str = "quality";

/// The quality case.
pub struct Quality;

impl Case for Quality {
    fn id(&self) -> &'static str {
        ID
    }

    fn name(&self) -> String {
        tr!("quality-name")
    }

    fn icon(&self) -> icons::Icon {
        icons::ICON_FACT_CHECK
    }

    fn migrations(&self) -> CaseMigrations {
        record::MIGRATIONS
    }

    fn open(&self) -> Box<dyn Pane> {
        Box::new(pane::QualityPane::default())
    }

    fn furnish_sample(&self, project: &Project) -> anyhow::Result<Option<PictureId>> {
        method::begin_shift(project)
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
