//! Files under limits: read whole, written whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use atomic_write_file::AtomicWriteFile;
use walkdir::WalkDir;

use crate::{InterchangeError, Limits};

/// Folders below one with labels are looked into down to this depth.
const DEEPEST_FOLDER: usize = 32;

/// The bytes of a file.
pub(crate) fn read_bytes(path: &Path, limits: &Limits) -> Result<Vec<u8>, InterchangeError> {
    let failed = |error: io::Error| InterchangeError::Read {
        path: path.to_owned(),
        reason: error.to_string(),
    };
    let file = File::open(path).map_err(failed)?;
    let said_bytes = file.metadata().map_err(failed)?.len();
    let mut bytes = Vec::new();
    // The size that the system tells may be wrong, as for pipes: what counts is what comes.
    let most_bytes = limits.file_bytes;
    if said_bytes <= most_bytes {
        bytes.reserve_exact(said_bytes as usize);
        file.take(most_bytes.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(failed)?;
    }
    let bytes_read = said_bytes.max(bytes.len() as u64);
    if bytes_read > most_bytes {
        return Err(InterchangeError::LargeFile {
            path: path.to_owned(),
            bytes: bytes_read,
            most_bytes,
        });
    }
    Ok(bytes)
}

/// The text of a UTF-8 file, without the mark that some Windows programs put at its start.
pub(crate) fn read_text(path: &Path, limits: &Limits) -> Result<String, InterchangeError> {
    let mut bytes = read_bytes(path, limits)?;
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map_err(|error| InterchangeError::NotUtf8 {
        path: path.to_owned(),
        position: error.utf8_error().valid_up_to(),
    })
}

/// The files below a folder with this extension, in any case of its letters, sorted by name. Links
/// to folders are not followed, so that no circle is walked.
pub(crate) fn files_below(
    folder: &Path,
    extension: &str,
    limits: &Limits,
) -> Result<Vec<PathBuf>, InterchangeError> {
    let mut files = Vec::new();
    let mut seen = 0;
    for entry in WalkDir::new(folder).max_depth(DEEPEST_FOLDER) {
        let entry = entry.map_err(|error| InterchangeError::Read {
            path: error.path().unwrap_or(folder).to_owned(),
            reason: error.to_string(),
        })?;
        seen += 1;
        if seen > limits.files {
            return Err(InterchangeError::Many {
                path: folder.to_owned(),
                what: "files",
                most: limits.files,
            });
        }
        let path = entry.path();
        let is_wanted = path
            .extension()
            .is_some_and(|it| it.eq_ignore_ascii_case(extension));
        if is_wanted && path.is_file() {
            files.push(path.to_owned());
        }
    }
    files.sort();
    Ok(files)
}

/// Writes a file that appears complete or not at all, in a folder that is made if it is missing. One
/// that was there is replaced only by a complete one.
pub(crate) fn write_file(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), InterchangeError> {
    write_whole(path, write).map_err(|error| InterchangeError::Write {
        path: path.to_owned(),
        reason: error.to_string(),
    })
}

fn write_whole(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    // Replacing a file by another needs only the right to its folder, so its own right is asked here.
    if let Ok(metadata) = path.metadata() {
        if metadata.is_dir() {
            return Err(io::Error::other("a folder has this name"));
        }
        if metadata.permissions().readonly() {
            return Err(io::Error::other(
                "a file of this name may not be written to",
            ));
        }
    }
    let mut writer = BufWriter::new(AtomicWriteFile::open(path)?);
    write(&mut writer)?;
    let file = writer
        .into_inner()
        .map_err(io::IntoInnerError::into_error)?;
    // Committing brings the data to the disk before it puts the file in its place.
    file.commit()
}
