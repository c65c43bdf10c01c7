//! Files and folders.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use atomic_write_file::AtomicWriteFile;

use crate::error::BalloonsError;

/// Creates a folder with those above it.
pub(super) fn create_folder(path: &Path) -> Result<(), BalloonsError> {
    fs::create_dir_all(path).map_err(|error| failure(path, error.to_string()))
}

/// Removes a file that may be there.
pub(super) fn remove(path: &Path) -> Result<(), BalloonsError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(failure(path, error.to_string())),
        _ => Ok(()),
    }
}

/// Writes a file. It appears complete or not at all.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), BalloonsError> {
    // Replacing a file by another needs only the right to its folder, so its own right is asked here.
    if let Ok(metadata) = path.metadata() {
        if metadata.is_dir() {
            return Err(failure(path, "a folder has this name".to_owned()));
        }
        if metadata.permissions().readonly() {
            return Err(failure(
                path,
                "a file of this name may not be written to".to_owned(),
            ));
        }
    }
    write_whole(path, bytes).map_err(|error| failure(path, error.to_string()))
}

fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = AtomicWriteFile::open(path)?;
    file.write_all(bytes)?;
    file.commit()
}

fn failure(path: &Path, reason: String) -> BalloonsError {
    BalloonsError::Write {
        reason,
        path: path.to_owned(),
    }
}
