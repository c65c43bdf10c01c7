//! How a project folder is created, and how an existing one is examined before anything is written.

use std::fs;
use std::path::{Path, PathBuf};

use crate::backup;
use crate::connect::{self, Sharing};
use crate::error::{Result, StoreError};
use crate::folder;
use crate::header;
use crate::lock::{self, InstanceLock, LockOutcome};
use crate::migrations::{self, CaseMigrations, PendingStep};
use crate::project::Access;
use crate::sql::{self, Connection};

/// A project that was examined and may be used.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) dir: PathBuf,
    pub(crate) sharing: Sharing,
    pub(crate) mode: Mode,
}

/// Whether the project may be written, with what that takes.
#[derive(Debug)]
pub(crate) enum Mode {
    ReadWrite {
        lock: InstanceLock,
        connection: Connection,
    },
    ReadOnly {
        reason: String,
    },
}

impl Opened {
    pub(crate) fn access(&self) -> Access {
        match &self.mode {
            Mode::ReadWrite { .. } => Access::ReadWrite,
            Mode::ReadOnly { reason } => Access::ReadOnly {
                reason: reason.clone(),
            },
        }
    }
}

/// Creates a project, whose folder gets the ending `.sight` if the name given lacks it. It is empty, or
/// holds what the database of another project does.
pub(crate) fn create(
    given: &Path,
    like: Option<&Path>,
    cases: &[CaseMigrations],
) -> Result<Opened> {
    let dir = folder::with_extension(given);
    let existed = dir.exists();
    if existed {
        refuse_used_folder(&dir)?;
    } else {
        fs::create_dir_all(&dir)
            .map_err(|cause| StoreError::io("create the project folder", &dir, cause))?;
    }
    let dir = folder::canonical(&dir)?;
    let outcome = create_database(&dir, like, cases);
    if outcome.is_err() {
        remove_remains(&dir, existed);
    }
    let lock = outcome?;
    open_locked(dir, lock, cases)
}

/// Opens the project that `given` leads to: for writing where that is possible.
pub(crate) fn open(given: &Path, cases: &[CaseMigrations]) -> Result<Opened> {
    let dir = folder::resolve(given)?;
    let file = dir.join(folder::DATABASE);
    match file.metadata() {
        Ok(metadata) if metadata.is_file() => {}
        Err(cause) if cause.kind() == std::io::ErrorKind::PermissionDenied => {
            return Err(StoreError::io("open the project file", &file, cause));
        }
        _ => return Err(StoreError::NotAProject { dir }),
    }
    header::check(&file)?;
    match lock::acquire(&dir) {
        LockOutcome::Held(lock) => open_locked(dir, lock, cases),
        LockOutcome::Taken(reason) => open_read_only(dir, Sharing::Live, reason, cases),
        LockOutcome::Unwritable(reason) => open_at_rest(dir, reason, cases),
    }
}

/// Goes on where this instance holds the lock.
fn open_locked(dir: PathBuf, mut lock: InstanceLock, cases: &[CaseMigrations]) -> Result<Opened> {
    let file = dir.join(folder::DATABASE);
    if let Err(cause) = fs::OpenOptions::new().write(true).open(&file) {
        return open_at_rest(dir, lock::unwritable_reason(&cause), cases);
    }
    if connect::has_hot_journal(&file) {
        connect::recover(&file).map_err(|error| error.located(&file))?;
    }
    let pending = examine(&file, connect::sharing_at_rest(&file), cases)?;
    let mut connection = match connect::read_write(&file).map_err(|error| error.located(&file)) {
        Ok(connection) => connection,
        // Looking at the project needs no room.
        Err(StoreError::DiskFull { .. }) => {
            return open_at_rest(dir, "the disk is full".to_owned(), cases);
        }
        Err(error) => return Err(error),
    };
    lock.announce();
    if !pending.is_empty() {
        backup::keep_copy(&connection, &dir)?;
        migrations::apply(&mut connection, &file, &pending)?;
    }
    Ok(Opened {
        dir,
        sharing: Sharing::Live,
        mode: Mode::ReadWrite { lock, connection },
    })
}

/// Goes on where nobody writes and nothing can be written.
fn open_at_rest(dir: PathBuf, reason: String, cases: &[CaseMigrations]) -> Result<Opened> {
    let file = dir.join(folder::DATABASE);
    if connect::has_hot_journal(&file) {
        return Err(StoreError::RecoveryNeedsWriting { dir, reason });
    }
    let sharing = connect::sharing_at_rest(&file);
    match open_read_only(dir.clone(), sharing, reason.clone(), cases) {
        // The log of the last session can be read in place only while its index is there too.
        Err(StoreError::Sql(_) | StoreError::ReadOnly { .. }) if sharing == Sharing::Live => {
            Err(StoreError::RecoveryNeedsWriting { dir, reason })
        }
        outcome => outcome,
    }
}

fn open_read_only(
    dir: PathBuf,
    sharing: Sharing,
    reason: String,
    cases: &[CaseMigrations],
) -> Result<Opened> {
    let pending = examine(&dir.join(folder::DATABASE), sharing, cases)?;
    if !pending.is_empty() {
        return Err(StoreError::UpgradeNeedsWriting { dir, reason });
    }
    Ok(Opened {
        dir,
        sharing,
        mode: Mode::ReadOnly { reason },
    })
}

/// Looks the file over without writing: its pages, and the migrations it lacks.
fn examine(file: &Path, sharing: Sharing, cases: &[CaseMigrations]) -> Result<Vec<PendingStep>> {
    let examined = || {
        if sharing == Sharing::Frozen {
            header::check_length(file)?;
        }
        let connection = connect::read_only(file, sharing)?;
        let finding: String =
            connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if finding != "ok" {
            return Err(StoreError::Corrupted {
                file: file.to_path_buf(),
                detail: finding,
            });
        }
        migrations::plan(&connection, file, cases)
    };
    examined().map_err(|error: StoreError| error.located(file))
}

/// Makes the database under another name and renames it when it is complete, so that a project
/// that was cut off while being made is no project.
fn create_database(
    dir: &Path,
    like: Option<&Path>,
    cases: &[CaseMigrations],
) -> Result<InstanceLock> {
    let lock = match lock::acquire(dir) {
        LockOutcome::Held(lock) => lock,
        LockOutcome::Taken(_) => {
            return Err(StoreError::Busy {
                path: dir.to_path_buf(),
            });
        }
        LockOutcome::Unwritable(reason) => {
            return Err(StoreError::ReadOnly {
                dir: dir.to_path_buf(),
                reason,
            });
        }
    };
    refuse_used_folder(dir)?;
    let in_making = dir.join(folder::DATABASE_IN_MAKING);
    remove_if_there(&in_making)?;
    remove_if_there(&connect::side_file(&in_making, "-journal"))?;
    match like {
        Some(like) => {
            let source = connect::read_only(like, Sharing::Live)?;
            backup::write_copy(&source, &in_making)?;
        }
        None => fill_database(&in_making, cases).map_err(|error| error.located(dir))?,
    }
    let file = dir.join(folder::DATABASE);
    fs::rename(&in_making, &file)
        .map_err(|cause| StoreError::io("create the project file", &file, cause))?;
    backup::sync_folder(dir)?;
    Ok(lock)
}

fn fill_database(in_making: &Path, cases: &[CaseMigrations]) -> Result<()> {
    let mut connection = connect::create(in_making)?;
    migrations::create_record(&connection)?;
    let pending = migrations::plan(&connection, in_making, cases)?;
    migrations::apply(&mut connection, in_making, &pending)?;
    connection
        .close()
        .map_err(|(_, error): (_, sql::Error)| StoreError::from(error))
}

/// Refuses a folder with anything in it but what a creation that was cut off left behind.
fn refuse_used_folder(dir: &Path) -> Result<()> {
    if dir.join(folder::DATABASE).exists() {
        return Err(StoreError::AlreadyExists {
            dir: dir.to_path_buf(),
        });
    }
    let failed = |cause| StoreError::io("read the folder", dir, cause);
    for entry in fs::read_dir(dir).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name();
        let is_ours = name.to_str().is_some_and(|name| {
            name == folder::LOCK || name.starts_with(folder::DATABASE_IN_MAKING)
        });
        if !is_ours {
            return Err(StoreError::FolderNotEmpty {
                dir: dir.to_path_buf(),
            });
        }
    }
    Ok(())
}

fn remove_if_there(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(StoreError::io(
            "remove what an earlier attempt left",
            path,
            cause,
        )),
        _ => Ok(()),
    }
}

/// Takes back what a failed creation made. The error that matters was already met, so that
/// failures here are not reported.
fn remove_remains(dir: &Path, folder_existed: bool) {
    let in_making = dir.join(folder::DATABASE_IN_MAKING);
    let _ = fs::remove_file(connect::side_file(&in_making, "-journal"));
    let _ = fs::remove_file(in_making);
    if !folder_existed && !dir.join(folder::DATABASE).exists() {
        let _ = fs::remove_file(dir.join(folder::LOCK));
        // Only an empty folder can be removed this way.
        let _ = fs::remove_dir(dir);
    }
}
