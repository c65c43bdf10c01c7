//! The contract between the program and a case study: [`Case`] registers it, [`Pane`] is its face.

use std::path::PathBuf;
use std::process::ExitCode;

use runtime::{ProviderChoice, Runtime, RuntimeError};
use store::{CaseMigrations, PictureId, Project};

use crate::commands::{Category, UserCommand};
use crate::context::CaseContext;
use crate::icons::Icon;
use crate::picture_notes::PictureNotes;

/// One case study. The program knows a case by this trait alone, and names each in one list.
pub trait Case: Send + Sync {
    /// The stable name: of the help page, the locale file, the packs' `case`, the command line.
    fn id(&self) -> &'static str;

    /// The name that the user reads, in the language of the window.
    fn name(&self) -> String;

    /// A glyph of the icon font.
    fn icon(&self) -> Icon;

    /// The case's own tables in the project file.
    fn migrations(&self) -> CaseMigrations;

    /// Opens the face. Cheap: whatever takes time is asked for in [`Pane::logic`].
    fn open(&self) -> Box<dyn Pane>;

    /// Adds what the case has to try to a sample project that was just made of pictures; gives the
    /// picture to begin with, where the case has one. Called from a job.
    ///
    /// # Errors
    /// When the project cannot be read or written. It is usable without what is missing then.
    fn furnish_sample(&self, _project: &Project) -> anyhow::Result<Option<PictureId>> {
        Ok(None)
    }

    /// The verbs of the command line, below a subcommand named like the case.
    fn command_line(&self) -> clap::Command;

    /// Carries out one verb, with what [`Case::command_line`] parsed.
    ///
    /// # Errors
    /// A failure that the program prints to standard error, with a failing exit status.
    fn run_command_line(
        &self,
        matches: &clap::ArgMatches,
        context: &CommandLineContext,
    ) -> anyhow::Result<ExitCode>;
}

/// What a verb of the command line may use.
pub struct CommandLineContext {
    /// The library named by `--onnxruntime`, if any.
    pub onnxruntime: Option<PathBuf>,
    /// The tables of the labels and of every case, for opening projects.
    pub migrations: Vec<CaseMigrations>,
    /// The provider of the user's settings, where the verb is given none.
    pub provider: ProviderChoice,
}

impl CommandLineContext {
    /// Loads ONNX Runtime, on the first need of it.
    ///
    /// # Errors
    /// What was tried and why none of it served.
    pub fn runtime(&self) -> Result<Runtime, RuntimeError> {
        Runtime::load(&runtime::library_candidates(self.onnxruntime.as_deref()))
    }
}

/// The face of a case: its state between frames, and how it is painted.
///
/// A pane cannot block, because its context holds nothing that can: long work is a job whose
/// result [`Pane::logic`] collects.
pub trait Pane {
    /// Collects results and asks for what is missing. Called each frame, also while hidden.
    fn logic(&mut self, context: &CaseContext<'_>);

    /// Carries out a command that the program leaves to the pane in front.
    /// False when the pane does not know it.
    fn command(&mut self, command: UserCommand, context: &CaseContext<'_>) -> bool;

    /// Whether the commands of a menu that not every pane has, about labels or about music, are for
    /// this one.
    fn takes(&self, _category: Category) -> bool {
        false
    }

    /// Paints the row above the picture.
    fn toolbar_ui(&mut self, ui: &mut egui::Ui, context: &CaseContext<'_>);

    /// Paints the middle: the picture, or what stands in its place.
    fn ui(&mut self, ui: &mut egui::Ui, context: &CaseContext<'_>);

    /// Paints the column at the right: why, labels, details.
    fn inspector_ui(&mut self, ui: &mut egui::Ui, context: &CaseContext<'_>);

    /// Paints the pane's part of the status bar: provider, milliseconds, pixel value, zoom.
    fn status_ui(&mut self, ui: &mut egui::Ui, context: &CaseContext<'_>);

    /// Whether the picture in the middle has the keyboard.
    fn has_keyboard(&self) -> bool {
        false
    }

    /// What the case has found out about each picture, for the columns of the picture list.
    fn picture_notes(&self) -> Option<&PictureNotes> {
        None
    }

    /// Offers a dropped or chosen file that is no picture. True when the pane takes it.
    fn take_file(&mut self, _path: &std::path::Path, _context: &CaseContext<'_>) -> bool {
        false
    }
}
