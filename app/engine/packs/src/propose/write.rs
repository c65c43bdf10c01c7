//! Writing a proposal as a pack.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use jobs::Work;

use super::{MODEL_NAME, Proposal};
use crate::error::PackError;
use crate::manifest::{MANIFEST_NAME, PackPath, Sha256};
use crate::pack::hash_and;

impl Proposal {
    /// Writes the pack into the new folder `dir`: the manifest, the model, and its weights where
    /// they stand in other files. The folder appears when it is complete, or not at all.
    ///
    /// # Errors
    /// When there is already something at `dir`, a file cannot be read or written, or the model
    /// changed since it was read.
    pub fn write(&self, dir: &Path) -> Result<(), PackError> {
        if dir.symlink_metadata().is_ok() {
            return Err(PackError::Exists {
                dir: dir.to_owned(),
            });
        }
        let parent = match dir.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        };
        let parent_error = write_error(parent);
        fs::create_dir_all(parent).map_err(&parent_error)?;
        // The temporary folder removes itself when anything fails.
        let unfinished = tempfile::Builder::new()
            .prefix(".pack-")
            .tempdir_in(parent)
            .map_err(&parent_error)?;
        for (path, expected) in &self.manifest.files {
            let source = self.source_of(path);
            let found = copy(&source, &unfinished.path().join(path))?;
            if found != *expected {
                return Err(PackError::Changed { path: source });
            }
        }
        let manifest_path = unfinished.path().join(MANIFEST_NAME);
        write_whole(&manifest_path, self.manifest.to_toml().as_bytes())?;
        open_to_all(unfinished.path())?;
        let unfinished = unfinished.keep();
        fs::rename(&unfinished, dir).map_err(|source| {
            // What was written is of no use to anybody; failing to remove it changes nothing.
            let _ = fs::remove_dir_all(&unfinished);
            match source.kind() {
                std::io::ErrorKind::AlreadyExists
                | std::io::ErrorKind::DirectoryNotEmpty
                | std::io::ErrorKind::NotADirectory => PackError::Exists {
                    dir: dir.to_owned(),
                },
                _ => PackError::Write {
                    path: dir.to_owned(),
                    source,
                },
            }
        })
    }

    /// The file that becomes `path` in the pack.
    fn source_of(&self, path: &PackPath) -> PathBuf {
        if path.as_str() == MODEL_NAME {
            self.model.clone()
        } else {
            self.model.parent().unwrap_or(Path::new("")).join(path)
        }
    }
}

fn write_error(path: &Path) -> impl Fn(std::io::Error) -> PackError {
    let path = path.to_owned();
    move |source| PackError::Write {
        path: path.clone(),
        source,
    }
}

/// Copies a file and gives the hash of what was copied.
fn copy(source: &Path, target: &Path) -> Result<Sha256, PackError> {
    let error = write_error(target);
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder).map_err(&error)?;
    }
    let mut file = File::create_new(target).map_err(&error)?;
    let hash = hash_and(source, &Work::detached(), |bytes| {
        file.write_all(bytes).map_err(&error)
    })?;
    file.sync_all().map_err(&error)?;
    Ok(hash)
}

fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), PackError> {
    let error = write_error(path);
    let mut file = File::create_new(path).map_err(&error)?;
    file.write_all(bytes).map_err(&error)?;
    file.sync_all().map_err(&error)
}

/// A temporary folder is for its owner alone; a pack may be read by everybody.
#[cfg(unix)]
fn open_to_all(dir: &Path) -> Result<(), PackError> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(dir, fs::Permissions::from_mode(0o755)).map_err(write_error(dir))
}

#[cfg(not(unix))]
fn open_to_all(_: &Path) -> Result<(), PackError> {
    Ok(())
}
