//! Where the library may be, in the order in which it is looked for.

use std::env;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf, absolute};

use directories::ProjectDirs;

use crate::folders::library_in;

/// Names the variable that says which library to load.
const LIBRARY_VARIABLE: &str = "ORT_DYLIB_PATH";
/// Names the variable that moves the program's data folder.
const DATA_DIR_VARIABLE: &str = "SIGHTGLASS_DATA_DIR";
/// The folder of the library inside the data folder and inside a workspace's `target`.
const FOLDER: &str = "onnxruntime";

/// One place where the library may be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LibraryCandidate {
    /// Absolute path of the library file.
    pub path: PathBuf,
    /// Who says that it may be there.
    pub from: LibrarySource,
}

/// Why a place is looked at.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum LibrarySource {
    /// `--onnxruntime`, or the setting of that name.
    Explicit,
    /// The environment variable `ORT_DYLIB_PATH`.
    Variable,
    /// The folders of the installed package.
    Package,
    /// The user's data folder.
    DataFolder,
    /// `target/onnxruntime` of the workspace that the program was built in.
    Workspace,
}

impl fmt::Display for LibrarySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Explicit => "named by --onnxruntime",
            Self::Variable => "named by ORT_DYLIB_PATH",
            Self::Package => "installed package",
            Self::DataFolder => "data folder",
            Self::Workspace => "workspace",
        })
    }
}

/// The places where the library may be, best first.
///
/// A library that the user names, by `explicit` or else by `ORT_DYLIB_PATH`, is the only candidate:
/// to load another instead would hide the mistake. A folder may be named in place of the file.
/// Otherwise the order is: the installed package's own folders (`../lib/sightglass` beside the
/// program, then the program's folder), the user's data folder, and, for a program that was built
/// in a workspace, `target/onnxruntime` above the program or above the current folder.
#[must_use]
pub fn library_candidates(explicit: Option<&Path>) -> Vec<LibraryCandidate> {
    Surroundings::of_this_process().candidates(explicit)
}

/// What the search depends on.
struct Surroundings {
    variable: Option<OsString>,
    executable: Option<PathBuf>,
    data_dir: Option<PathBuf>,
    current_dir: Option<PathBuf>,
}

impl Surroundings {
    fn of_this_process() -> Self {
        let data_dir = env::var_os(DATA_DIR_VARIABLE)
            .filter(|dir| !dir.is_empty())
            .map(PathBuf::from)
            .or_else(|| {
                let folders = ProjectDirs::from("", "", "Sightglass")?;
                Some(folders.data_local_dir().to_path_buf())
            });
        Self {
            variable: env::var_os(LIBRARY_VARIABLE),
            executable: env::current_exe().ok(),
            data_dir,
            current_dir: env::current_dir().ok(),
        }
    }

    fn candidates(&self, explicit: Option<&Path>) -> Vec<LibraryCandidate> {
        let variable = self.variable.as_deref().filter(|value| !value.is_empty());
        if let Some(named) = explicit {
            return vec![named_candidate(named, LibrarySource::Explicit)];
        }
        if let Some(named) = variable {
            return vec![named_candidate(Path::new(named), LibrarySource::Variable)];
        }
        let mut candidates: Vec<LibraryCandidate> = Vec::new();
        let mut add = |folder: &Path, from| {
            let path = library_in(&absolute(folder).unwrap_or_else(|_| folder.to_path_buf()));
            if candidates.iter().all(|known| known.path != path) {
                candidates.push(LibraryCandidate { path, from });
            }
        };
        let program_dir = self.executable.as_deref().and_then(Path::parent);
        if let Some(dir) = program_dir {
            if let Some(prefix) = dir.parent() {
                add(&prefix.join("lib/sightglass"), LibrarySource::Package);
            }
            add(dir, LibrarySource::Package);
        }
        if let Some(dir) = &self.data_dir {
            add(&dir.join(FOLDER), LibrarySource::DataFolder);
        }
        if let Some(dir) = program_dir.filter(|dir| is_in_build_folder(dir)) {
            for start in [Some(dir), self.current_dir.as_deref()]
                .into_iter()
                .flatten()
            {
                if let Some(folder) = workspace_folder_above(start) {
                    add(&folder, LibrarySource::Workspace);
                }
            }
        }
        candidates
    }
}

/// A file named by the user, made absolute against the current folder; a folder stands for the
/// library inside it.
fn named_candidate(named: &Path, from: LibrarySource) -> LibraryCandidate {
    let path = absolute(named).unwrap_or_else(|_| named.to_path_buf());
    let path = if path.is_dir() {
        library_in(&path)
    } else {
        path
    };
    LibraryCandidate { path, from }
}

/// Whether the folder is inside one that Cargo builds in. An installed program is not, and so it
/// never loads a library because of the folder that it was started in.
fn is_in_build_folder(dir: &Path) -> bool {
    dir.ancestors()
        .any(|ancestor| ancestor.join("CACHEDIR.TAG").is_file())
}

/// The nearest `target/onnxruntime` at or above a folder.
fn workspace_folder_above(start: &Path) -> Option<PathBuf> {
    start
        .ancestors()
        .map(|ancestor| ancestor.join("target").join(FOLDER))
        .find(|folder| folder.is_dir())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::folders::PLAIN_NAME;
    use std::fs;

    fn surroundings(root: &Path) -> Surroundings {
        Surroundings {
            variable: None,
            executable: Some(root.join("work/target/debug/sightglass")),
            data_dir: Some(root.join("data")),
            current_dir: Some(root.to_path_buf()),
        }
    }

    fn sources(candidates: &[LibraryCandidate]) -> Vec<LibrarySource> {
        candidates.iter().map(|candidate| candidate.from).collect()
    }

    #[test]
    fn places_come_in_their_order() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("work/target/onnxruntime")).unwrap();
        fs::write(root.path().join("work/target/CACHEDIR.TAG"), "").unwrap();
        let found = surroundings(root.path()).candidates(None);
        let paths: Vec<_> = found
            .iter()
            .map(|candidate| candidate.path.clone())
            .collect();
        let expected = [
            "work/target/lib/sightglass",
            "work/target/debug",
            "data/onnxruntime",
            "work/target/onnxruntime",
        ];
        assert_eq!(
            paths,
            expected.map(|dir| root.path().join(dir).join(PLAIN_NAME))
        );
        assert_eq!(found[3].from, LibrarySource::Workspace);
        assert!(paths.iter().all(|path| path.is_absolute()));
    }

    #[test]
    fn what_the_user_names_is_the_only_candidate() {
        let root = tempfile::tempdir().unwrap();
        let mut surroundings = surroundings(root.path());
        surroundings.variable = Some(root.path().join("mine.so").into_os_string());
        let by_variable = surroundings.candidates(None);
        assert_eq!(sources(&by_variable), [LibrarySource::Variable]);
        assert_eq!(by_variable[0].path, root.path().join("mine.so"));
        let explicit = surroundings.candidates(Some(Path::new("other.so")));
        assert_eq!(sources(&explicit), [LibrarySource::Explicit]);
        assert!(explicit[0].path.is_absolute());
        surroundings.variable = Some(OsString::new());
        assert!(surroundings.candidates(None).len() > 1);
    }

    #[test]
    fn a_named_folder_stands_for_the_library_in_it() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join(PLAIN_NAME), "").unwrap();
        let found = surroundings(root.path()).candidates(Some(root.path()));
        assert_eq!(found[0].path, root.path().join(PLAIN_NAME));
    }

    #[test]
    fn an_installed_program_does_not_look_into_the_current_folder() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("target/onnxruntime")).unwrap();
        let found = surroundings(root.path()).candidates(None);
        assert!(!sources(&found).contains(&LibrarySource::Workspace));
    }

    #[test]
    fn a_build_elsewhere_finds_the_workspace_of_the_current_folder() {
        let root = tempfile::tempdir().unwrap();
        let workspace = root.path().join("src");
        fs::create_dir_all(workspace.join("target/onnxruntime")).unwrap();
        fs::create_dir_all(root.path().join("build")).unwrap();
        fs::write(root.path().join("build/CACHEDIR.TAG"), "").unwrap();
        let mut surroundings = surroundings(root.path());
        surroundings.executable = Some(root.path().join("build/debug/sightglass"));
        surroundings.current_dir = Some(workspace.join("app"));
        let last = surroundings.candidates(None).pop().unwrap();
        assert_eq!(
            last.path,
            workspace.join("target/onnxruntime").join(PLAIN_NAME)
        );
    }
}
