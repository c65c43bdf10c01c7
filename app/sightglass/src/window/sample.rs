//! The sample project: what the first start opens, so that there is something to try.

use std::path::{Path, PathBuf};

use workbench::folders;

use super::opener::Request;

/// The name of the project in the user's data folder.
const PROJECT: &str = "sample.sight";

/// What opens the sample: a project of the user's own, made of the pictures that come with the
/// program. None where no pictures came with it, or the system has no place for a user's data.
#[must_use]
pub fn request() -> Option<Request> {
    let program = std::env::current_exe().ok()?;
    Some(Request::Sample {
        dir: folders::data_dir()?.join(PROJECT),
        pictures: pictures(program.parent()?)?,
    })
}

/// The pictures of the installed program, or those that set-up made in the source tree's target
/// folder.
fn pictures(program_dir: &Path) -> Option<PathBuf> {
    let installed = program_dir.join("../share/sightglass/sample");
    let made = program_dir
        .ancestors()
        .map(|dir| dir.join("sample/pictures"));
    std::iter::once(installed)
        .chain(made)
        .find(|dir| dir.is_dir())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn pictures_of_an_installation_come_before_those_of_the_source_tree() {
        let root = tempfile::tempdir().unwrap();
        let program_dir = root.path().join("target/release");
        assert_eq!(pictures(&program_dir), None);
        let made = root.path().join("target/sample/pictures");
        std::fs::create_dir_all(&made).unwrap();
        assert_eq!(pictures(&program_dir), Some(made));
        std::fs::create_dir_all(&program_dir).unwrap();
        std::fs::create_dir_all(root.path().join("target/share/sightglass/sample")).unwrap();
        let installed = program_dir.join("../share/sightglass/sample");
        assert_eq!(pictures(&program_dir), Some(installed));
    }
}
