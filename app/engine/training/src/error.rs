//! Why a training export was not made.

use std::io;
use std::path::{Path, PathBuf};

use annotation::ClassId;
use jobs::Cancelled;

/// Why a training export was not made; nothing of it is left on the disk. The message says what, why,
/// and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TrainingError {
    /// An option makes no sense.
    #[error("{0}")]
    Option(String),
    /// The layer is not there.
    #[error("the layer that is to be exported is not there any more; choose another one")]
    NoLayer,
    /// A class is not there.
    #[error("class {0} is not in the project any more; choose the classes anew")]
    NoClass(ClassId),
    /// There is nothing to learn from.
    #[error(
        "no label can be exported: {kept} labels of the chosen classes are kept, {on_lone} of them on \
         pictures that are in no series; label something, accept proposals, or put the pictures into \
         series"
    )]
    NothingToLearn {
        /// How many labels of the chosen classes are kept, on any picture.
        kept: u64,
        /// How many of those are on pictures that are left out because they are in no series.
        on_lone: u64,
    },
    /// There is something where the export should be.
    #[error("{} is there already; choose a new folder", path.display())]
    Exists {
        /// The folder or file.
        path: PathBuf,
    },
    /// A picture cannot be read.
    #[error("the picture {name} cannot be read ({reason}); mend or remove it")]
    Picture {
        /// Its name.
        name: String,
        /// Why.
        reason: String,
    },
    /// A picture has another size than its labels were made for.
    #[error(
        "the picture {name} has {} × {} pixels now, and {} × {} when it was labelled; put the right \
         file in its place",
        is_px.0, is_px.1, was_px.0, was_px.1
    )]
    OtherSize {
        /// Its name.
        name: String,
        /// Width and height now.
        is_px: (u32, u32),
        /// Width and height as the project knows them.
        was_px: (u32, u32),
    },
    /// The disk is full.
    #[error(
        "there is no room left on the disk for the export in {}; free some space or choose another \
         disk (what had been written was removed)",
        path.display()
    )]
    DiskFull {
        /// The folder.
        path: PathBuf,
    },
    /// A file cannot be written.
    #[error("the export cannot be written to {} ({reason}); choose another folder", path.display())]
    Write {
        /// The folder.
        path: PathBuf,
        /// What the operating system said.
        reason: String,
    },
    /// The work was cancelled.
    #[error("cancelled")]
    Cancelled,
}

impl TrainingError {
    /// What the operating system refused, for the folder of the export.
    pub(crate) fn of_io(folder: &Path, error: &io::Error) -> Self {
        let path = folder.to_owned();
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { path },
            _ => Self::Write {
                path,
                reason: error.to_string(),
            },
        }
    }
}

impl From<Cancelled> for TrainingError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_said_to_be_full() {
        let folder = Path::new("/export");
        let full = io::Error::from(io::ErrorKind::StorageFull);
        let message = TrainingError::of_io(folder, &full).to_string();
        assert!(message.contains("no room left"), "{message}");
        let denied = io::Error::from(io::ErrorKind::PermissionDenied);
        let message = TrainingError::of_io(folder, &denied).to_string();
        assert!(
            message.contains("/export") && message.contains("denied"),
            "{message}"
        );
    }
}
