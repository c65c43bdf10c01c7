//! How the path of a picture stands in the project: relative where the two can move together.

use std::path::{Component, Path, PathBuf};

/// The text under which a picture's path is stored: relative to the project folder when both lie
/// under one folder below the root, so that they can move together, and absolute otherwise. Slashes
/// lean forward, so that a project can move between systems. `None` for a name that is not Unicode.
///
/// Both paths must be absolute and without `..`.
pub(crate) fn stored(project_dir: &Path, picture: &Path) -> Option<String> {
    relative(project_dir, picture).unwrap_or_else(|| forward_slashes(picture))
}

/// The path of a picture now, for the text that [`stored`] gave.
pub(crate) fn absolute(project_dir: &Path, stored: &str) -> PathBuf {
    let path = Path::new(stored);
    if path.is_absolute() {
        return path.to_path_buf();
    }
    let mut resolved = project_dir.to_path_buf();
    for component in path.components() {
        match component {
            // The project folder has no symbolic links in it, so that its parent is the one named.
            Component::ParentDir => {
                resolved.pop();
            }
            Component::Normal(name) => resolved.push(name),
            _ => {}
        }
    }
    resolved
}

/// The relative path, or the outer `None` where the two have only the root in common.
#[expect(
    clippy::option_option,
    reason = "no relative path and no Unicode are two answers"
)]
fn relative(project_dir: &Path, picture: &Path) -> Option<Option<String>> {
    let shared = project_dir
        .components()
        .zip(picture.components())
        .take_while(|(a, b)| a == b)
        .map(|(component, _)| component)
        .collect::<Vec<_>>();
    let is_below_root = shared.iter().any(|c| matches!(c, Component::Normal(_)));
    if !is_below_root {
        return None;
    }
    let climbs = project_dir.components().count() - shared.len();
    let rest = picture.components().skip(shared.len());
    let parts: Option<Vec<&str>> = std::iter::repeat_n(Some(".."), climbs)
        .chain(rest.map(|component| component.as_os_str().to_str()))
        .collect();
    Some(parts.map(|parts| parts.join("/")))
}

fn forward_slashes(path: &Path) -> Option<String> {
    let text = path.to_str()?;
    Some(if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text.to_owned()
    })
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    fn stored_text(dir: &str, picture: &str) -> String {
        stored(Path::new(dir), Path::new(picture)).unwrap()
    }

    #[test]
    fn paths_are_relative_across_parents_and_absolute_across_the_root() {
        assert_eq!(stored_text("/d/p.sight", "/d/p.sight/a.png"), "a.png");
        assert_eq!(stored_text("/d/p.sight", "/d/图 1/a.png"), "../图 1/a.png");
        assert_eq!(stored_text("/d/x/p.sight", "/d/a.png"), "../../a.png");
        assert_eq!(stored_text("/d/p.sight", "/e/a.png"), "/e/a.png");
    }

    #[test]
    fn a_name_that_is_not_unicode_has_no_text() {
        use std::os::unix::ffi::OsStrExt;
        let name = std::ffi::OsStr::from_bytes(b"a\xff.png");
        for folder in ["/d", "/e"] {
            let picture = Path::new(folder).join(name);
            assert_eq!(stored(Path::new("/d/p.sight"), &picture), None);
        }
    }

    proptest! {
        #[test]
        fn the_stored_text_leads_back(
            dir in "(/[ab.]?[ab 导]{1,3}){1,4}",
            picture in "(/[ab.]?[ab 导]{1,3}){1,4}",
        ) {
            let (dir, picture) = (Path::new(&dir), Path::new(&picture));
            prop_assume!(dir != picture);
            let text = stored(dir, picture).unwrap();
            prop_assert_eq!(absolute(dir, &text), picture);
        }
    }
}
