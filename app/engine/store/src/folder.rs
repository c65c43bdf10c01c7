//! The project folder: the names of what lies in it, and how a path given by a person leads to it.

use std::path::{Path, PathBuf};

use crate::error::{Result, StoreError};

/// The ending of a project folder's name.
pub const FOLDER_EXTENSION: &str = "sight";
/// The database in a project folder.
pub(crate) const DATABASE: &str = "project.db";
/// The database while a new project is being made; renamed when it is complete.
pub(crate) const DATABASE_IN_MAKING: &str = "project.db.new";
/// The file whose lock says that an instance has the project open for writing.
pub(crate) const LOCK: &str = "project.lock";
/// The cache of small pictures, which can be deleted at any time.
pub(crate) const THUMBNAILS: &str = "thumbs.db";
/// The folder of copies that were kept before a migration.
pub(crate) const BACKUPS: &str = "backups";

/// The path with `.sight` added unless it already ends so.
pub(crate) fn with_extension(dir: &Path) -> PathBuf {
    let has = dir
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case(FOLDER_EXTENSION));
    if has {
        return dir.to_path_buf();
    }
    let mut name = dir.file_name().unwrap_or_default().to_os_string();
    name.push(".");
    name.push(FOLDER_EXTENSION);
    dir.with_file_name(name)
}

/// Finds the project folder that a person meant: the folder itself, the database inside it, or the
/// folder's name without its ending. The answer is absolute, with symbolic links resolved.
pub(crate) fn resolve(given: &Path) -> Result<PathBuf> {
    let mut dir = given.to_path_buf();
    if dir.is_file() && dir.file_name().is_some_and(|name| name == DATABASE) {
        dir = dir.parent().map(Path::to_path_buf).unwrap_or_default();
        if dir.as_os_str().is_empty() {
            dir.push(".");
        }
    }
    if !dir.exists() {
        let longer = with_extension(&dir);
        if !longer.exists() {
            return Err(StoreError::FolderMissing { dir });
        }
        dir = longer;
    }
    if !dir.is_dir() {
        return Err(StoreError::NotAProject { dir });
    }
    canonical(&dir)
}

/// The absolute path of a folder with symbolic links resolved, in the plain form that other
/// programs understand.
pub(crate) fn canonical(dir: &Path) -> Result<PathBuf> {
    let path = dir
        .canonicalize()
        .map_err(|cause| StoreError::io("open the folder", dir, cause))?;
    Ok(plain(path))
}

/// On Windows, `\\?\C:\x` becomes `C:\x`; elsewhere the path is as it was.
pub(crate) fn plain(path: PathBuf) -> PathBuf {
    if !cfg!(windows) {
        return path;
    }
    match path.to_str().and_then(|text| text.strip_prefix(r"\\?\")) {
        Some(rest) if rest.as_bytes().get(1) == Some(&b':') => PathBuf::from(rest),
        _ => path,
    }
}

/// The name to show for a project: its folder's name without the ending.
pub(crate) fn display_name(dir: &Path) -> String {
    let is_sight = dir
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case(FOLDER_EXTENSION));
    let name = if is_sight {
        dir.file_stem()
    } else {
        dir.file_name()
    };
    name.unwrap_or(dir.as_os_str())
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_ending_is_added_once() {
        assert_eq!(with_extension(Path::new("/a/b")), Path::new("/a/b.sight"));
        assert_eq!(with_extension(Path::new("b.v2")), Path::new("b.v2.sight"));
        assert_eq!(with_extension(Path::new("b.sight")), Path::new("b.sight"));
        assert_eq!(with_extension(Path::new("b.SIGHT")), Path::new("b.SIGHT"));
    }

    #[test]
    fn a_project_is_found_by_folder_database_or_short_name() {
        let temp = tempfile::tempdir().unwrap();
        let dir = temp.path().join("x.sight");
        std::fs::create_dir(&dir).unwrap();
        std::fs::write(dir.join(DATABASE), "").unwrap();
        let expected = canonical(&dir).unwrap();
        assert_eq!(resolve(&dir).unwrap(), expected);
        assert_eq!(resolve(&dir.join(DATABASE)).unwrap(), expected);
        assert_eq!(resolve(&temp.path().join("x")).unwrap(), expected);
        let missing = resolve(&temp.path().join("y")).unwrap_err();
        assert!(matches!(missing, StoreError::FolderMissing { .. }));
    }

    #[test]
    fn the_shown_name_is_the_folder_without_its_ending() {
        assert_eq!(display_name(Path::new("/a/导管 7.sight")), "导管 7");
        assert_eq!(display_name(Path::new("/a/plain")), "plain");
    }
}
