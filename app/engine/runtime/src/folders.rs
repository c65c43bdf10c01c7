//! The file name of the library on each platform, and finding it in a folder.

use std::cmp::Reverse;
use std::fs;
use std::path::{Path, PathBuf};

/// The name of the library without a version.
#[cfg(target_os = "windows")]
pub(crate) const PLAIN_NAME: &str = "onnxruntime.dll";
/// The name of the library without a version.
#[cfg(target_os = "macos")]
pub(crate) const PLAIN_NAME: &str = "libonnxruntime.dylib";
/// The name of the library without a version.
#[cfg(not(any(target_os = "windows", target_os = "macos")))]
pub(crate) const PLAIN_NAME: &str = "libonnxruntime.so";

/// The library in `folder`: the one with the highest version in its name, else the one without a
/// version. Where there is none, the path at which it would be.
pub(crate) fn library_in(folder: &Path) -> PathBuf {
    let names = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .filter_map(|entry| entry.file_name().into_string().ok());
    names
        .filter_map(|name| Some((Reverse(version_in(&name)?), name)))
        .min()
        .map_or_else(|| folder.join(PLAIN_NAME), |(_, name)| folder.join(name))
}

/// The version in the name of a library file, empty where it has none; `None` for other files.
fn version_in(name: &str) -> Option<Vec<u32>> {
    let middle = if cfg!(target_os = "windows") {
        return (name == PLAIN_NAME).then(Vec::new);
    } else if cfg!(target_os = "macos") {
        // libonnxruntime.1.31.1.dylib
        name.strip_prefix("libonnxruntime")?
            .strip_suffix(".dylib")?
    } else {
        // libonnxruntime.so.1.31.1
        name.strip_prefix(PLAIN_NAME)?
    };
    if middle.is_empty() {
        return Some(Vec::new());
    }
    middle
        .strip_prefix('.')?
        .split('.')
        .map(|number| number.parse().ok())
        .collect()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_highest_version_wins_and_other_libraries_do_not_count() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        assert_eq!(library_in(folder.path()), path("libonnxruntime.so"));
        for name in [
            "libonnxruntime.so",
            "libonnxruntime.so.1.9.0",
            "libonnxruntime.so.1.31.1",
            "libonnxruntime.so.1.31.1.sha256",
            "libonnxruntime_providers_shared.so",
            "LICENSE",
        ] {
            fs::write(path(name), "").unwrap();
        }
        assert_eq!(library_in(folder.path()), path("libonnxruntime.so.1.31.1"));
    }

    #[test]
    fn a_folder_that_is_not_there_names_the_file_that_is_missing() {
        let nowhere = Path::new("/nowhere/at/all");
        assert_eq!(library_in(nowhere), nowhere.join("libonnxruntime.so"));
    }
}
