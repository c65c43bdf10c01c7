//! The program's own folders on this machine.

use std::path::PathBuf;

use directories::ProjectDirs;

/// Names the variable that moves the data folder, for tests and for portable installations.
pub const DATA_DIR_VARIABLE: &str = "SIGHTGLASS_DATA_DIR";

/// Where packs, logs and caches live: `SIGHTGLASS_DATA_DIR`, or the place of the operating system.
#[must_use]
pub fn data_dir() -> Option<PathBuf> {
    std::env::var_os(DATA_DIR_VARIABLE)
        .filter(|dir| !dir.is_empty())
        .map(PathBuf::from)
        .or_else(|| {
            ProjectDirs::from("", "", "Sightglass").map(|dirs| dirs.data_local_dir().to_path_buf())
        })
}
