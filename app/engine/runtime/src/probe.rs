//! A look into a library file before it is used: is it ONNX Runtime, and new enough?
//!
//! The checks come before the library is handed on, because a library that fails them later would
//! end the program instead of giving an error.

use std::ffi::CStr;
use std::fs;
use std::path::Path;

use libloading::Library;
use ort::sys::{ORT_API_VERSION, OrtApiBase};

/// Why a file cannot serve as ONNX Runtime.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum LibraryProblem {
    /// There is nothing at the path.
    #[error("there is no such file")]
    Missing,
    /// The path leads to a folder, a pipe or something else that is no file.
    #[error("it is not a file")]
    NotAFile,
    /// The file cannot be looked at, for want of permission in most cases.
    #[error("it cannot be read: {0}")]
    Unreadable(String),
    /// The path is relative, so that what it means depends on the current folder.
    #[error("its path is not absolute")]
    NotAbsolute,
    /// The operating system does not take it as a library: it is no library at all, one for
    /// another processor, or one that needs libraries which are missing.
    #[error("the operating system cannot load it: {0}")]
    NotLoadable(String),
    /// It is a library, but another one.
    #[error("it is a library, but not ONNX Runtime")]
    NotOnnxRuntime,
    /// It is ONNX Runtime, but too old.
    #[error("it is ONNX Runtime {found}, and 1.{needed} or newer is needed")]
    TooOld {
        /// Version that the library gives.
        found: String,
        /// Second number of the oldest version that serves.
        needed: u32,
    },
    /// It is ONNX Runtime and would serve, but refuses to start.
    #[error("it is ONNX Runtime, but did not start: {0}")]
    NotStarting(String),
}

/// Checks the file and returns the version of ONNX Runtime in it, such as `1.31.1`.
pub(crate) fn version(path: &Path) -> Result<String, LibraryProblem> {
    if !path.is_absolute() {
        return Err(LibraryProblem::NotAbsolute);
    }
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => {}
        Ok(_) => return Err(LibraryProblem::NotAFile),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(LibraryProblem::Missing);
        }
        Err(error) => return Err(LibraryProblem::Unreadable(error.to_string())),
    }
    // SAFETY: loading a library runs its initialisers, and nothing can make that safe for an
    // arbitrary file. The path is absolute and comes from the user or from the program's own
    // folders, and it is to be used as a library in the same process anyway.
    let library = unsafe { Library::new(path) }
        .map_err(|error| LibraryProblem::NotLoadable(error.to_string()))?;
    // SAFETY: a symbol of this name has this type in every release of ONNX Runtime.
    let entry = unsafe {
        library.get::<unsafe extern "system" fn() -> *const OrtApiBase>(b"OrtGetApiBase\0")
    }
    .map_err(|_| LibraryProblem::NotOnnxRuntime)?;
    // SAFETY: the entry point takes nothing and returns a pointer to a table that lives as long as
    // the library, or null; `library` is alive until the end of this function.
    let base = unsafe { entry().as_ref() }.ok_or(LibraryProblem::NotOnnxRuntime)?;
    // SAFETY: the function comes from the table and returns a text that is part of the library and
    // ends with a null byte.
    let found = unsafe { CStr::from_ptr((base.GetVersionString)()) }
        .to_string_lossy()
        .into_owned();
    // SAFETY: the function comes from the table, takes any number, and returns null for a version
    // that the library does not have.
    let serves = is_new_enough(&found) && !unsafe { (base.GetApi)(ORT_API_VERSION) }.is_null();
    if serves {
        Ok(found)
    } else {
        Err(LibraryProblem::TooOld {
            found,
            needed: ORT_API_VERSION,
        })
    }
}

/// Whether a version such as `1.31.1` has the functions that this program calls.
fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.split('.').map(str::parse::<u32>);
    matches!(
        (numbers.next(), numbers.next()),
        (Some(Ok(1)), Some(Ok(minor))) if minor >= ORT_API_VERSION
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(is_new_enough("1.24.0"));
        assert!(is_new_enough("1.100.2"));
        assert!(is_new_enough("1.31.1-dev"));
        for bad in ["1.23.9", "1.9.0", "0.30.0", "2.30.0", "1", "", "new"] {
            assert!(!is_new_enough(bad), "{bad}");
        }
    }
}
