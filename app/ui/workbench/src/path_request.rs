//! Asking the user for a file or a folder: a pane asks, the program shows the dialog, and the
//! answer comes back to whoever asked.

use std::fmt;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};

/// What is to be chosen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PathKind {
    /// A folder that exists.
    Folder,
    /// A file that exists.
    File {
        /// The extensions that it may have, without dots.
        extensions: &'static [&'static str],
    },
    /// A file to be written.
    NewFile {
        /// The name that is suggested, with its extension.
        file_name: String,
        /// The extensions that it may have, without dots; the first is usual.
        extensions: &'static [&'static str],
    },
}

/// A file or a folder that the user chose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChosenPath {
    /// The file or the folder.
    pub path: PathBuf,
    /// Whether a file of that name may be replaced: the desktop's dialogs have asked.
    pub may_replace: bool,
}

/// A question on its way to the program, as `Command::AskPath`.
#[derive(Clone)]
pub struct PathRequest {
    /// The dialog's title: what the choice is for.
    pub title: String,
    /// What is to be chosen.
    pub kind: PathKind,
    answer: Sender<ChosenPath>,
}

impl PathRequest {
    /// A question, and the end at which its answer comes.
    #[must_use]
    pub fn new(title: String, kind: PathKind) -> (Self, PathAnswer) {
        let (answer, receiver) = mpsc::channel();
        let request = Self {
            title,
            kind,
            answer,
        };
        (request, PathAnswer(receiver))
    }

    /// Gives what the user chose to whoever asked.
    pub fn answer(&self, chosen: ChosenPath) {
        // Whoever asked may be gone, and wants nothing any more.
        let _ = self.answer.send(chosen);
    }
}

impl fmt::Debug for PathRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PathRequest")
            .field("title", &self.title)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// The end at which the answer to a question comes.
pub struct PathAnswer(Receiver<ChosenPath>);

impl PathAnswer {
    /// What is known by now.
    #[must_use]
    pub fn poll(&self) -> PathPoll {
        match self.0.try_recv() {
            Ok(chosen) => PathPoll::Chosen(chosen),
            Err(TryRecvError::Empty) => PathPoll::Open,
            Err(TryRecvError::Disconnected) => PathPoll::GivenUp,
        }
    }
}

/// How far a question about a path is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PathPoll {
    /// The dialog is open.
    Open,
    /// The user chose.
    Chosen(ChosenPath),
    /// The user closed the dialog, or another question took its place.
    GivenUp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_comes_to_whoever_asked_and_dropping_the_question_gives_it_up() {
        let (request, answer) = PathRequest::new("Where to".to_owned(), PathKind::Folder);
        assert_eq!(answer.poll(), PathPoll::Open);
        let chosen = ChosenPath {
            path: PathBuf::from("there"),
            may_replace: true,
        };
        request.clone().answer(chosen.clone());
        assert_eq!(answer.poll(), PathPoll::Chosen(chosen));
        drop(request);
        assert_eq!(answer.poll(), PathPoll::GivenUp);
    }
}
