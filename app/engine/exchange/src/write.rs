//! Writing labels without replacing anything unasked.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

use interchange::{Dataset, Format, InterchangeError, WriteOptions, Written, write};

use crate::{Existing, ProjectPictures};

/// Why labels were not written. The message says what happened, why, and what to do.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ExportError {
    /// There are files of these names.
    #[error(
        "{} is there already{}; choose another place, or allow it to be replaced",
        path.display(), others(*count)
    )]
    Exists {
        /// The first of them.
        path: PathBuf,
        /// How many there are.
        count: usize,
    },
    /// A label file would replace a picture of the project.
    #[error(
        "{} is a picture of the project, and labels would replace it; choose another folder",
        path.display()
    )]
    Picture {
        /// The picture.
        path: PathBuf,
    },
    /// A folder is where a file should be, or a file where a folder should be.
    #[error("{} is {is}, and the labels of this format are {should_be}; choose another name",
        path.display())]
    OtherKind {
        /// What is there.
        path: PathBuf,
        /// What it is.
        is: &'static str,
        /// What the format makes.
        should_be: &'static str,
    },
    /// The labels cannot be held by the format, or the disk refuses.
    #[error(transparent)]
    Write(#[from] InterchangeError),
}

fn others(count: usize) -> String {
    match count {
        0 | 1 => String::new(),
        count => format!(", and {} more files of labels", count - 1),
    }
}

/// Writes labels to `path`: the file of COCO, CVAT and CSV, and the folder of the other formats. A
/// new folder appears whole or not at all; in one that has files already each file does. Pictures of
/// the project are never replaced, and other files only when `existing` allows it.
///
/// # Errors
/// [`ExportError`]. Unless the disk refuses in the middle of replacing files, nothing was changed.
pub fn write_labels(
    format: Format,
    dataset: &Dataset,
    path: &Path,
    options: &WriteOptions,
    existing: Existing,
    pictures: &ProjectPictures,
) -> Result<Written, ExportError> {
    if format.is_folder() && path.exists() && !path.is_dir() {
        return Err(other_kind(path, "a file", "a folder"));
    }
    if !format.is_folder() && path.is_dir() {
        return Err(other_kind(path, "a folder", "one file"));
    }
    let parent = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    // A first time beside it shows which files there will be, and that there is room.
    std::fs::create_dir_all(parent).map_err(|error| failed(path, &error))?;
    let draft = tempfile::Builder::new()
        .prefix(".labels-")
        .tempdir_in(parent)
        .map_err(|error| failed(path, &error))?;
    let inside = draft
        .path()
        .join(path.file_name().unwrap_or("labels".as_ref()));
    let mut written = write(format, dataset, &inside, options)?;
    let drafts = written.files.clone();
    for file in &mut written.files {
        if let Ok(below) = file.strip_prefix(&inside) {
            *file = joined(path, below);
        } else if let Ok(beside) = file.strip_prefix(draft.path()) {
            *file = parent.join(beside);
        }
    }
    if format.is_folder() && is_free(path).map_err(|error| failed(path, &error))? {
        // An empty folder may be replaced by another one, but not on every system.
        let _ = std::fs::remove_dir(path);
        std::fs::create_dir_all(&inside)
            .and_then(|()| std::fs::rename(&inside, path))
            .map_err(|error| failed(path, &error))?;
        return Ok(written);
    }
    Guard::new(existing, pictures).allows(&written.files)?;
    if format.is_folder() {
        // What is there is looked at once more: classes must not change their numbers.
        return Ok(write(format, dataset, path, options)?);
    }
    for (draft, file) in drafts.iter().zip(&written.files) {
        std::fs::rename(draft, file).map_err(|error| failed(file, &error))?;
    }
    Ok(written)
}

fn failed(path: &Path, error: &io::Error) -> InterchangeError {
    InterchangeError::Write {
        path: path.to_owned(),
        reason: error.to_string(),
    }
}

fn other_kind(path: &Path, is: &'static str, should_be: &'static str) -> ExportError {
    ExportError::OtherKind {
        path: path.to_owned(),
        is,
        should_be,
    }
}

/// The place of a file below a folder, or the file itself where there is nothing below.
fn joined(path: &Path, below: &Path) -> PathBuf {
    if below.as_os_str().is_empty() {
        path.to_owned()
    } else {
        path.join(below)
    }
}

/// Whether a folder is not there, or has nothing in it.
fn is_free(folder: &Path) -> io::Result<bool> {
    Ok(!folder.exists() || folder.read_dir()?.next().is_none())
}

/// Which files may be written.
struct Guard {
    existing: Existing,
    pictures: HashSet<PathBuf>,
}

impl Guard {
    fn new(existing: Existing, pictures: &ProjectPictures) -> Self {
        let pictures = pictures.all().iter();
        Self {
            existing,
            pictures: pictures.map(|picture| picture.path.clone()).collect(),
        }
    }

    fn allows(&self, files: &[PathBuf]) -> Result<(), ExportError> {
        let there: Vec<&PathBuf> = files.iter().filter(|file| file.exists()).collect();
        // The names of one file may differ by links, and by letters on some systems.
        let is_picture = |file: &&&PathBuf| {
            let whole = file.canonicalize();
            self.pictures.contains(**file) || whole.is_ok_and(|it| self.pictures.contains(&it))
        };
        if let Some(picture) = there.iter().find(is_picture) {
            return Err(ExportError::Picture {
                path: PathBuf::clone(picture),
            });
        }
        if let (Existing::Refuse, Some(first)) = (self.existing, there.first()) {
            return Err(ExportError::Exists {
                path: PathBuf::clone(first),
                count: there.len(),
            });
        }
        let is_protected =
            |file: &&&PathBuf| file.metadata().is_ok_and(|it| it.permissions().readonly());
        match there.iter().find(is_protected) {
            Some(file) => Err(ExportError::Write(InterchangeError::Write {
                path: PathBuf::clone(file),
                reason: "a file of this name may not be written to".to_owned(),
            })),
            None => Ok(()),
        }
    }
}
