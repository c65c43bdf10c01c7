//! Writing something to a file that the user chooses: the question, the job, and the word on how it
//! ended.

use std::path::{Path, PathBuf};

use crate::commands::Command;
use crate::context::CaseContext;
use crate::document::file_name;
use crate::notifications::Notification;
use crate::path_request::{ChosenPath, PathAnswer, PathKind, PathPoll, PathRequest};
use crate::tr;
use jobs::{Lane, Pending, Progress, Stopped, Work};

/// What is written once the user has chosen where: gives what there is to say of it, or the reason
/// why it cannot be written.
type Export = Box<dyn FnOnce(&Path, &Work) -> Result<Exported, String> + Send>;

/// What was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exported {
    /// What there is to say of it, such as where it lies.
    pub word: String,
    /// What could not be written along with it, with the reasons.
    pub left_out: Vec<String>,
}

impl Exported {
    /// Everything was written.
    #[must_use]
    pub fn whole(word: String) -> Self {
        Self {
            word,
            left_out: Vec::new(),
        }
    }
}

struct Asked {
    answer: PathAnswer,
    kind: PathKind,
    lane: Lane,
    export: Export,
}

struct Running {
    path: PathBuf,
    job: Pending<Result<Exported, String>>,
}

/// Writes one thing at a time to a file or a folder that the user chooses.
#[derive(Default)]
pub struct FileExport {
    asked: Option<Asked>,
    running: Option<Running>,
}

impl FileExport {
    /// Asks the user where to, and writes there. Nothing happens while something is asked or
    /// written already: see [`FileExport::is_busy`].
    pub fn ask(
        &mut self,
        context: &CaseContext<'_>,
        title: String,
        kind: PathKind,
        lane: Lane,
        export: impl FnOnce(&Path, &Work) -> Result<Exported, String> + Send + 'static,
    ) {
        if self.is_busy() {
            return;
        }
        let (request, answer) = PathRequest::new(title, kind.clone());
        context.commands.send(Command::AskPath(request));
        self.asked = Some(Asked {
            answer,
            kind,
            lane,
            export: Box::new(export),
        });
    }

    /// Starts what the user has chosen a place for, and says how it ended.
    pub fn logic(&mut self, context: &CaseContext<'_>) {
        if let Some(asked) = self.asked.take() {
            match asked.answer.poll() {
                PathPoll::Open => self.asked = Some(asked),
                PathPoll::GivenUp => {}
                PathPoll::Chosen(chosen) => self.start(context, asked, &chosen),
            }
        }
        let Some(running) = &mut self.running else {
            return;
        };
        let Some(result) = running.job.poll() else {
            return;
        };
        let path = running.path.display().to_string();
        self.running = None;
        let notification = match result {
            Ok(Ok(done)) if done.left_out.is_empty() => {
                Notification::success(tr!("export-done"), done.word)
            }
            Ok(Ok(done)) => {
                let body = format!("{}\n{}", done.word, done.left_out.join("\n"));
                Notification::warning(tr!("export-partly"), body)
            }
            Ok(Err(reason)) => Notification::error(tr!("export-failed"), reason),
            Err(Stopped::Cancelled) => {
                Notification::info(tr!("export-cancelled"), tr!("export-cancelled-body"))
            }
            Err(stopped) => Notification::error(tr!("export-failed"), stopped.to_string()),
        };
        let notification = notification.details(path);
        context.commands.send(Command::Notify(notification));
    }

    /// How far the writing is, while it is under way.
    #[must_use]
    pub fn progress(&self) -> Option<Progress> {
        self.running.as_ref().map(|running| running.job.progress())
    }

    /// Whether something is asked or written just now.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.asked.is_some() || self.running.is_some()
    }

    /// Ends the writing; what was written stays.
    pub fn cancel(&self) {
        if let Some(running) = &self.running {
            running.job.cancel();
        }
    }

    fn start(&mut self, context: &CaseContext<'_>, asked: Asked, chosen: &ChosenPath) {
        let path = with_extension(chosen.path.clone(), &asked.kind);
        let is_file = matches!(asked.kind, PathKind::NewFile { .. });
        // The dialog asked about the name as it was typed, not about the one with its extension.
        let may_replace = chosen.may_replace && path == chosen.path;
        let title = tr!("export-job", name = file_name(&path));
        let (target, export) = (path.clone(), asked.export);
        let job = context.jobs.start(asked.lane, title, move |work| {
            if is_file && !may_replace && target.exists() {
                return Err(tr!("export-taken"));
            }
            export(&target, work)
        });
        self.running = Some(Running { path, job });
    }
}

/// The path with the usual extension, where it has none that fits.
fn with_extension(path: PathBuf, kind: &PathKind) -> PathBuf {
    let PathKind::NewFile { extensions, .. } = kind else {
        return path;
    };
    let fits = |extension: &&str| {
        let given = path.extension().unwrap_or_default();
        given.eq_ignore_ascii_case(extension)
    };
    match extensions.first() {
        Some(usual) if !extensions.iter().any(fits) => path.with_added_extension(usual),
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_gets_the_usual_extension_where_it_has_none_that_fits() {
        let kind = PathKind::NewFile {
            file_name: "figure.png".to_owned(),
            extensions: &["png", "svg"],
        };
        let of = |path: &str| with_extension(PathBuf::from(path), &kind);
        assert_eq!(of("a/b"), PathBuf::from("a/b.png"));
        assert_eq!(of("a/b.SVG"), PathBuf::from("a/b.SVG"));
        assert_eq!(of("a/b.v2"), PathBuf::from("a/b.v2.png"));
        assert_eq!(
            with_extension(PathBuf::from("a"), &PathKind::Folder),
            PathBuf::from("a")
        );
    }
}
