//! The copy of the database that is kept before a migration changes an existing project.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crate::error::{Result, StoreError};
use crate::folder;
use crate::sql::Connection;
use crate::sql::backup::Progress;

/// Copies the database behind `connection` into the project's folder of backups.
///
/// The copy is complete under its final name or not there at all.
pub(crate) fn keep_copy(connection: &Connection, dir: &Path) -> Result<PathBuf> {
    let backups = dir.join(folder::BACKUPS);
    fs::create_dir_all(&backups)
        .map_err(|cause| StoreError::io("create the folder of backups", &backups, cause))?;
    let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H-%M-%S-%3f");
    let finished = backups.join(format!("before-upgrade-{now}.db"));
    let in_making = finished.with_extension("part");
    let outcome = write_copy(connection, &in_making).and_then(|()| {
        fs::rename(&in_making, &finished)
            .map_err(|cause| StoreError::io("keep a copy of the project", &finished, cause))
    });
    if outcome.is_err() {
        // What is left of the copy is of no use; the error that matters is the first one.
        let _ = fs::remove_file(&in_making);
    }
    outcome?;
    sync_folder(&backups)?;
    tracing::info!(copy = %finished.display(), "a copy of the project was kept before its upgrade");
    Ok(finished)
}

/// Copies the database behind `connection` to a file, which is on the disk afterwards.
pub(crate) fn write_copy(connection: &Connection, target: &Path) -> Result<()> {
    connection
        .backup("main", target, None::<fn(Progress)>)
        .map_err(|error| StoreError::from(error).located(target))?;
    File::options()
        .write(true)
        .open(target)
        .and_then(|file| file.sync_all())
        .map_err(|cause| StoreError::io("keep a copy of the project", target, cause))
}

/// Makes new names in a folder survive a power cut. Windows does so by itself.
pub(crate) fn sync_folder(dir: &Path) -> Result<()> {
    if cfg!(windows) {
        return Ok(());
    }
    File::open(dir)
        .and_then(|folder| folder.sync_all())
        .map_err(|cause| StoreError::io("write the folder to disk", dir, cause))
}
