//! What can go wrong with a project, in words for the person at the window.

use std::path::{Path, PathBuf};

use crate::sql;

/// The result of everything in this crate.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// Why a project could not be opened, read or written.
///
/// Each message says what happened, why, and what to do, with the path last.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Nothing is at the path.
    #[error("There is no folder at this path, so no project can be opened. Check the path, or create the project first: {}", .dir.display())]
    FolderMissing {
        /// The path that was asked for.
        dir: PathBuf,
    },
    /// The folder holds no project file.
    #[error("This folder is not a Sightglass project, because it holds no project.db. Choose a folder whose name ends in .sight: {}", .dir.display())]
    NotAProject {
        /// The folder that was asked for.
        dir: PathBuf,
    },
    /// The project file is not SQLite.
    #[error("The project file is not a database: it was overwritten or cut short. If there is a copy of it, in a backup or in the project's folder backups, put that in its place: {}", .file.display())]
    NotADatabase {
        /// The project file.
        file: PathBuf,
    },
    /// A SQLite database that Sightglass did not write.
    #[error("The project file is a database of another program, so it was left untouched. Choose a folder that Sightglass created: {}", .file.display())]
    OtherProgram {
        /// The project file.
        file: PathBuf,
    },
    /// The file was written by a newer Sightglass.
    #[error("The project was saved by a newer Sightglass (file format {found}, this program knows {known}), so it was left untouched. Update Sightglass to open it: {}", .file.display())]
    NewerFormat {
        /// The project file.
        file: PathBuf,
        /// The format version in the file.
        found: i64,
        /// The newest format version that this program knows.
        known: i64,
    },
    /// The file holds a migration that this program does not have.
    #[error("The project holds data of \"{owner}\" in a form that this Sightglass does not know (step \"{name}\"), so it was left untouched. Open it with the version that saved it, or a newer one: {}", .file.display())]
    UnknownMigration {
        /// The project file.
        file: PathBuf,
        /// The case that owns the step, or `store`.
        owner: String,
        /// The name of the step.
        name: String,
    },
    /// A step was applied with another text than this program has under its name.
    #[error("The project was made by a development version of Sightglass: step \"{name}\" of \"{owner}\" differs from the one in this program, so the file was left untouched. Open it with the version that saved it: {}", .file.display())]
    ChangedMigration {
        /// The project file.
        file: PathBuf,
        /// The case that owns the step, or `store`.
        owner: String,
        /// The name of the step.
        name: String,
    },
    /// An older project stands where nothing can be written.
    #[error("The project is from an older Sightglass and must be brought up to date once, but {reason}. Copy it to a folder that you can write, and open the copy: {}", .dir.display())]
    UpgradeNeedsWriting {
        /// The project folder.
        dir: PathBuf,
        /// Why nothing can be written.
        reason: String,
    },
    /// The last session ended in the middle of work, and nothing can be written here to recover.
    #[error("The project was not closed properly the last time and must be recovered, but {reason}. Copy the whole folder to a place that you can write, and open the copy: {}", .dir.display())]
    RecoveryNeedsWriting {
        /// The project folder.
        dir: PathBuf,
        /// Why nothing can be written.
        reason: String,
    },
    /// A step of a migration failed; the steps before it stay, and a copy was kept.
    #[error("The project could not be brought up to date: step \"{name}\" of \"{owner}\" failed ({cause}). Nothing of that step was kept, and a copy from before stands in the project's backups folder; please report this: {}", .file.display())]
    MigrationFailed {
        /// The project file.
        file: PathBuf,
        /// The case that owns the step, or `store`.
        owner: String,
        /// The name of the step.
        name: String,
        /// What SQLite said.
        cause: String,
    },
    /// Pages of the file are damaged.
    #[error("The project file is damaged ({detail}), most likely by the disk or by a program that copied it while it was in use. If there is a copy of it, in a backup or in the project's folder backups, put that in its place: {}", .file.display())]
    Corrupted {
        /// The project file.
        file: PathBuf,
        /// What the check found first.
        detail: String,
    },
    /// A project is already there.
    #[error("A project is already here, so none was created. Open it, or choose another name: {}", .dir.display())]
    AlreadyExists {
        /// The project folder.
        dir: PathBuf,
    },
    /// The folder for a new project has something else in it.
    #[error("The folder is not empty, so no project was created in it. Choose a new name or an empty folder: {}", .dir.display())]
    FolderNotEmpty {
        /// The folder that was asked for.
        dir: PathBuf,
    },
    /// The project is open without the right to write.
    #[error("The project is open read-only, because {reason}, so nothing was changed: {}", .dir.display())]
    ReadOnly {
        /// The project folder.
        dir: PathBuf,
        /// Why it is read-only.
        reason: String,
    },
    /// No room is left.
    #[error("The disk is full, so the last change was not kept; everything before it is safe. Free some space and do it again: {}", .path.display())]
    DiskFull {
        /// The project folder or file.
        path: PathBuf,
    },
    /// Another program holds the database for longer than the busy timeout.
    #[error("The project file is in use by another program, so the last step was not done. Close that program, for instance a backup or a database viewer, and try again: {}", .path.display())]
    Busy {
        /// The project folder or file.
        path: PathBuf,
    },
    /// The project was closed.
    #[error("The project is closed, so nothing can be read or written any more. Open it again")]
    Closed,
    /// The queue of the writer is full.
    #[error(
        "Changes come in faster than the disk can keep them, so the last one was refused. Wait a moment and do it again"
    )]
    QueueFull,
    /// A write closure panicked; its transaction was rolled back.
    #[error(
        "A change failed because of a fault in Sightglass ({message}); nothing of it was kept, and the project is sound. Please report this"
    )]
    WritePanicked {
        /// The message of the panic.
        message: String,
    },
    /// A write was asked for from inside a write, which would wait for itself for ever.
    #[error(
        "A change was started inside another change because of a fault in Sightglass; it was not kept. Please report this"
    )]
    NestedWrite,
    /// A value in the settings is not what the reader expects, or cannot be written as JSON.
    #[error(
        "The project's setting \"{key}\" cannot be understood ({cause}), so it was ignored. Set it again"
    )]
    Setting {
        /// The key of the setting.
        key: String,
        /// What serde said.
        cause: serde_json::Error,
    },
    /// The user cancelled; what was committed until then is kept.
    #[error("Cancelled; what was finished until then is kept")]
    Cancelled,
    /// A file or folder could not be used.
    #[error("Could not {doing} ({cause}). Check that it is there and that you may use it: {}", .path.display())]
    Io {
        /// What was being done, as "open the project file".
        doing: &'static str,
        /// What the system said.
        cause: std::io::Error,
        /// The file or folder.
        path: PathBuf,
    },
    /// Any other answer of SQLite.
    #[error("The project file did not accept a query ({0}). Please report this")]
    Sql(sql::Error),
    /// An error of the code that ran inside a write, handed through unchanged.
    #[error(transparent)]
    Other(Box<dyn std::error::Error + Send + Sync>),
}

impl From<sql::Error> for StoreError {
    fn from(error: sql::Error) -> Self {
        StoreError::Sql(error)
    }
}

impl From<jobs::Cancelled> for StoreError {
    fn from(_: jobs::Cancelled) -> Self {
        StoreError::Cancelled
    }
}

impl StoreError {
    /// Wraps an input or output error with what was being done to which path.
    pub(crate) fn io(doing: &'static str, path: &Path, cause: std::io::Error) -> Self {
        let path = path.to_path_buf();
        if is_disk_full(&cause) {
            StoreError::DiskFull { path }
        } else {
            StoreError::Io { doing, cause, path }
        }
    }

    /// Turns a bare SQLite error into the error that a person can act on, naming the path.
    pub(crate) fn located(self, path: &Path) -> Self {
        let StoreError::Sql(error) = self else {
            return self;
        };
        let path = path.to_path_buf();
        match &error {
            _ if is_out_of_space(&error) => StoreError::DiskFull { path },
            sql::Error::SqliteFailure(failure, _) => match failure.code {
                sql::ErrorCode::DatabaseBusy | sql::ErrorCode::DatabaseLocked => {
                    StoreError::Busy { path }
                }
                sql::ErrorCode::NotADatabase => StoreError::NotADatabase { file: path },
                sql::ErrorCode::DatabaseCorrupt => StoreError::Corrupted {
                    file: path,
                    detail: error.to_string(),
                },
                sql::ErrorCode::ReadOnly => StoreError::ReadOnly {
                    dir: path,
                    reason: "its file cannot be written".to_owned(),
                },
                _ => StoreError::Sql(error),
            },
            _ => StoreError::Sql(error),
        }
    }
}

/// Whether the system refused to write because no room is left or a quota is used up.
fn is_disk_full(error: &std::io::Error) -> bool {
    use std::io::ErrorKind;
    matches!(
        error.kind(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded
    )
}

/// Whether SQLite ran out of room: in the file itself, or in the index of the write-ahead log,
/// whose failure SQLite reports as an input/output error of its own.
fn is_out_of_space(error: &sql::Error) -> bool {
    let sql::Error::SqliteFailure(failure, _) = error else {
        return false;
    };
    failure.code == sql::ErrorCode::DiskFull
        || failure.extended_code == sql::ffi::SQLITE_IOERR_SHMSIZE
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn failure(code: i32) -> StoreError {
        StoreError::Sql(sql::Error::SqliteFailure(sql::ffi::Error::new(code), None))
    }

    #[test]
    fn sqlite_codes_become_errors_that_name_the_path() {
        let path = Path::new("/p/a.sight");
        let full = failure(sql::ffi::SQLITE_FULL).located(path);
        assert!(matches!(full, StoreError::DiskFull { .. }), "{full}");
        assert!(full.to_string().ends_with("/p/a.sight"));
        let index_full = failure(sql::ffi::SQLITE_IOERR_SHMSIZE).located(path);
        assert!(matches!(index_full, StoreError::DiskFull { .. }));
        let busy = failure(sql::ffi::SQLITE_BUSY).located(path);
        assert!(matches!(busy, StoreError::Busy { .. }));
        let corrupt = failure(sql::ffi::SQLITE_CORRUPT).located(path);
        assert!(matches!(corrupt, StoreError::Corrupted { .. }));
        let other = failure(sql::ffi::SQLITE_CONSTRAINT).located(path);
        assert!(matches!(other, StoreError::Sql(_)));
    }

    #[test]
    fn a_full_disk_is_told_apart_from_other_system_errors() {
        let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
        let denied = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
        let path = Path::new("x");
        assert!(matches!(
            StoreError::io("write", path, full),
            StoreError::DiskFull { .. }
        ));
        assert!(matches!(
            StoreError::io("write", path, denied),
            StoreError::Io { .. }
        ));
    }
}
