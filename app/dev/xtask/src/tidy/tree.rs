//! What the rules look at: the text of the tree's files, and its crates.

use std::path::Path;

use anyhow::{Context, Result};
use walkdir::{DirEntry, WalkDir};

use super::crates::Crate;
use crate::places::Places;

/// Files that hold text of ours end like this.
const TEXT_ENDINGS: [&str; 9] = [
    ".rs", ".toml", ".md", ".wgsl", ".py", ".ftl", ".txt", ".yml", ".ci/run",
];
/// Folders whose name starts with a dot and that are ours.
const OUR_DOT_FOLDERS: [&str; 3] = [".cargo", ".ci", ".config"];
/// Folders of what is built or fetched.
const DERIVED_FOLDERS: [&str; 3] = ["target", "__pycache__", "venv"];

/// A file of text.
pub struct File {
    /// Its path from the root of the workspace, with `/` between the parts.
    pub path: String,
    /// What it holds.
    pub text: String,
}

impl File {
    /// Whether it is Rust.
    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Whether it holds tests only.
    pub fn is_test(&self) -> bool {
        self.path.contains("/tests/") || self.path.ends_with("tests.rs")
    }

    /// Its lines of code with their numbers, counted from 1: no comments, and nothing from the
    /// module of tests on.
    pub fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
            .take_while(|(_, line)| !line.starts_with("mod tests"))
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

/// The whole workspace.
pub struct Tree {
    /// Every file of text, sorted by path.
    pub files: Vec<File>,
    /// Every crate.
    pub crates: Vec<Crate>,
}

impl Tree {
    /// Reads the workspace.
    pub fn read(places: &Places) -> Result<Self> {
        Ok(Self {
            files: read_files(&places.root)?,
            crates: super::crates::read(places)?,
        })
    }

    /// The file at a path.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// The Rust files, sorted by path.
    pub fn rust_files(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| file.is_rust())
    }

    /// A tree of made-up files without crates.
    #[cfg(test)]
    pub fn made_up<const N: usize>(files: [(&str, &str); N]) -> Self {
        let files = files.map(|(path, text)| File {
            path: path.to_owned(),
            text: text.to_owned(),
        });
        Self {
            files: files.into(),
            crates: Vec::new(),
        }
    }
}

fn read_files(root: &Path) -> Result<Vec<File>> {
    let mut files = Vec::new();
    let walk = WalkDir::new(root)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || is_ours(entry));
    for entry in walk {
        let entry = entry.context("the tree cannot be read")?;
        let path = relative(root, entry.path());
        if entry.file_type().is_file() && TEXT_ENDINGS.iter().any(|end| path.ends_with(end)) {
            let text = std::fs::read_to_string(entry.path())
                .with_context(|| format!("not readable as text: {path}"))?;
            files.push(File { path, text });
        }
    }
    Ok(files)
}

fn is_ours(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    if !entry.file_type().is_dir() {
        return true;
    }
    (!name.starts_with('.') || OUR_DOT_FOLDERS.contains(&&*name))
        && !DERIVED_FOLDERS.contains(&&*name)
}

/// A path below `root` with `/` between the parts.
pub fn relative(root: &Path, path: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn comments_and_tests_are_not_code() {
        let text =
            "//! About.\nuse a;\n  // why\nfn f() {}\n#[cfg(test)]\nmod tests {\nuse b;\n}\n";
        let tree = Tree::made_up([("a.rs", text)]);
        let numbers: Vec<usize> = tree.files[0].code_lines().map(|(n, _)| n).collect();
        assert_eq!(numbers, [2, 4, 5]);
    }

    #[test]
    fn the_workspace_itself_can_be_read() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3);
        let files = read_files(root.unwrap()).unwrap();
        assert!(files.iter().any(|file| file.path == ".cargo/config.toml"));
        assert!(
            files
                .iter()
                .any(|file| file.path == "app/dev/xtask/src/tidy/tree.rs")
        );
        assert!(files.iter().all(|file| !file.path.starts_with("target/")));
    }
}
