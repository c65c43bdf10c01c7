//! Why a page could not be read.

use std::path::PathBuf;

use detection::DetectionError;
use imaging::ImagingError;
use packs::PackError;
use staves::NoStaves;

/// Why a page could not be read, or music not be written.
#[derive(Debug, thiserror::Error)]
pub enum ScoreError {
    /// The picture cannot be opened.
    #[error(transparent)]
    Picture(#[from] ImagingError),
    /// There are no staves on it.
    #[error(transparent)]
    NoStaves(#[from] NoStaves),
    /// Its staves begin with clefs only when it is turned.
    #[error("the page is upside down; turn it by 180 degrees")]
    UpsideDown,
    /// The pack cannot be used.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The model cannot be run.
    #[error(transparent)]
    Detection(#[from] DetectionError),
    /// The program failed while it read a page.
    #[error("the program failed on this page ({reason}); the other pages are not concerned")]
    Crash {
        /// What the failure said.
        reason: String,
    },
    /// Music cannot be written.
    #[error("{path}: the music could not be written: {reason}", path = path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        reason: String,
    },
    /// The work was cancelled.
    #[error("cancelled")]
    Cancelled,
}

impl ScoreError {
    /// Whether nothing went wrong, but the work was cancelled.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        match self {
            Self::Cancelled => true,
            Self::Picture(error) => error.is_cancelled(),
            Self::Detection(error) => error.is_cancelled(),
            Self::NoStaves(error) => error.is_cancelled(),
            _ => false,
        }
    }

    /// Whether the page is one that needs no reading: there is no music on it.
    #[must_use]
    pub fn is_without_music(&self) -> bool {
        matches!(self, Self::NoStaves(error) if !error.is_cancelled())
    }
}

impl From<jobs::Cancelled> for ScoreError {
    fn from(_: jobs::Cancelled) -> Self {
        Self::Cancelled
    }
}
