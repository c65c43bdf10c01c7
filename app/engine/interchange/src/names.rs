//! Names of pictures in label files: relative paths with forward slashes, which may come from
//! another system or from somebody with bad intent.

use std::path::{Path, PathBuf};

/// The last part of a path with forward slashes.
pub(crate) fn last_part(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// A path with forward slashes without the extension of its last part.
pub(crate) fn stem(name: &str) -> &str {
    let last_start = name.len() - last_part(name).len();
    match name[last_start..].rfind('.') {
        // A leading dot begins a name, as in `.hidden`.
        Some(0) | None => name,
        Some(dot) => &name[..last_start + dot],
    }
}

/// A name with forward slashes: Windows programs write backslashes.
pub(crate) fn with_forward_slashes(name: &str) -> String {
    name.replace('\\', "/")
}

/// The name of a picture that a label file in `folder` gives, from where `folder` and all other
/// label files lie. None when it is absolute, leaves that place, or is no name at all.
pub(crate) fn resolved(folder: &str, name: &str) -> Option<String> {
    if !is_relative(name) {
        return None;
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(name.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    // A name that ends in a slash or in dots names a folder.
    let names_file = !matches!(last_part(name), "" | "." | "..");
    // A backslash leads into folders on Windows, and a colon there to something behind a file.
    let leads_away = name.contains(['\0', '\\']) || cfg!(windows) && name.contains(':');
    (names_file && !leads_away).then(|| parts.join("/"))
}

/// Whether a name is one that [`resolved`] would give back unchanged.
pub(crate) fn is_safe(name: &str) -> bool {
    resolved("", name).as_deref() == Some(name)
}

/// Whether a path with forward slashes starts neither at a root nor at a drive of Windows.
fn is_relative(name: &str) -> bool {
    let mut letters = name.chars();
    let has_drive =
        letters.next().is_some_and(|it| it.is_ascii_alphabetic()) && letters.next() == Some(':');
    !name.starts_with('/') && !has_drive
}

/// A file below `folder` at the place that a safe name gives.
pub(crate) fn below(folder: &Path, name: &str) -> PathBuf {
    let mut path = folder.to_owned();
    path.extend(name.split('/'));
    path
}

/// The place of a file below `folder` with forward slashes; none where it is not below it or its
/// name is no Unicode.
pub(crate) fn relative(folder: &Path, file: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = file
        .strip_prefix(folder)
        .ok()?
        .iter()
        .map(|part| part.to_str())
        .collect();
    Some(parts?.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_lose_the_last_extension_only() {
        assert_eq!(stem("a.b/c.tar.gz"), "a.b/c.tar");
        assert_eq!(stem("a.b/c"), "a.b/c");
        assert_eq!(stem("a/.hidden"), "a/.hidden");
    }

    #[test]
    fn names_stay_in_the_folder() {
        assert_eq!(resolved("", "a/b.png").as_deref(), Some("a/b.png"));
        assert_eq!(
            resolved("labels", "../images/ä 1.png").as_deref(),
            Some("images/ä 1.png")
        );
        assert_eq!(resolved("", "./a.png").as_deref(), Some("a.png"));
        for bad in [
            "../a.png",
            "a/../../b",
            "/etc/passwd",
            "C:/a.png",
            "c:a.png",
            "",
            "a/",
            "..",
            "a\0b",
            "..\\a",
        ] {
            assert_eq!(resolved("", bad), None, "{bad}");
        }
        assert!(is_safe("a/b.png") && !is_safe("./a.png") && !is_safe("a//b.png"));
    }
}
