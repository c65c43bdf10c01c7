//! Finding picture files in what a person chose: files, and folders with all their subfolders.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use imaging::Limits;
use jobs::Work;
use walkdir::{DirEntry, WalkDir};

use super::natural::natural_key;
use crate::folder;

/// Why a file is left out whose name cannot be kept in a project.
pub(super) const NOT_UNICODE: &str = "its name is not Unicode text; rename it to add it";
/// How many files are found between two reports of progress.
const FILES_A_REPORT: usize = 1000;

/// The picture files in what was chosen, and what was left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// The files, each once, absolute: in the order in which they were chosen, and within a folder
    /// in natural order.
    pub found: Vec<PathBuf>,
    /// What was chosen or met but cannot be used, with the reason for each. Hidden files, and
    /// files in a folder that are not pictures by their name, are not worth a word.
    pub skipped: Vec<(PathBuf, String)>,
}

/// Lists picture files: a file as it is, a folder with all its subfolders, without hidden files.
/// Nothing is read but names, except of a chosen file whose name says nothing: its first bytes tell
/// whether it is a picture.
///
/// A cancelled listing is cut short: ask `work` before using it.
pub fn list_paths(inputs: &[PathBuf], work: &Work) -> Listing {
    let mut lister = Lister::default();
    for input in inputs {
        if work.is_cancelled() {
            break;
        }
        match fs::metadata(input) {
            Ok(metadata) if metadata.is_dir() => lister.list_folder(input, work),
            Ok(metadata) if metadata.is_file() => lister.list_file(input),
            Ok(_) => lister.skip(input, "it is neither a file nor a folder"),
            Err(error) => lister.skip(input, reason(&error)),
        }
    }
    lister.listing
}

#[derive(Default)]
struct Lister {
    listing: Listing,
    seen: HashSet<PathBuf>,
    parents: ResolvedParents,
}

impl Lister {
    fn list_file(&mut self, file: &Path) {
        let is_picture =
            imaging::is_picture_name(file) || imaging::probe(file, &Limits::default()).is_ok();
        if is_picture {
            self.add(file);
        } else {
            self.skip(file, "it is not a picture of a kind that can be opened");
        }
    }

    fn list_folder(&mut self, dir: &Path, work: &Work) {
        let mut files = Vec::new();
        let entries = WalkDir::new(dir)
            .follow_links(true)
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry));
        for entry in entries {
            if work.is_cancelled() {
                return;
            }
            match entry {
                Ok(entry) if !entry.file_type().is_file() => {}
                Ok(entry) if !imaging::is_picture_name(entry.path()) => {}
                Ok(entry) => {
                    files.push(entry.into_path());
                    if files.len() % FILES_A_REPORT == 0 {
                        let found = self.listing.found.len() + files.len();
                        work.progress(found as u64, 0, "listing pictures");
                    }
                }
                Err(error) => self.skip_entry(dir, error),
            }
        }
        files.sort_by_cached_key(|file| {
            let below = file.strip_prefix(dir).unwrap_or(file).to_string_lossy();
            (natural_key(&below), below.into_owned())
        });
        for file in files {
            self.add(&file);
        }
    }

    fn add(&mut self, file: &Path) {
        if file.to_str().is_none() {
            self.skip(file, NOT_UNICODE);
            return;
        }
        match self.parents.resolve(file) {
            Ok(path) => {
                if self.seen.insert(path.clone()) {
                    self.listing.found.push(path);
                }
            }
            Err(error) => self.skip(file, reason(&error)),
        }
    }

    fn skip_entry(&mut self, dir: &Path, error: walkdir::Error) {
        let path = error.path().unwrap_or(dir).to_path_buf();
        if error.loop_ancestor().is_some() {
            self.skip(&path, "it is a link that leads back into its own folder");
            return;
        }
        match error.into_io_error() {
            Some(error) => self.skip(&path, reason(&error)),
            None => self.skip(&path, "it cannot be read"),
        }
    }

    fn skip(&mut self, path: &Path, reason: impl Into<String>) {
        self.listing
            .skipped
            .push((path.to_path_buf(), reason.into()));
    }
}

/// Turns paths into absolute ones without symbolic links in their folders, asking the system once
/// for each folder. The file itself may be a link: it keeps the name under which it was chosen.
#[derive(Default)]
struct ResolvedParents {
    resolved: HashMap<PathBuf, PathBuf>,
}

impl ResolvedParents {
    fn resolve(&mut self, file: &Path) -> io::Result<PathBuf> {
        let (Some(parent), Some(name)) = (file.parent(), file.file_name()) else {
            return file.canonicalize();
        };
        if let Some(folder) = self.resolved.get(parent) {
            return Ok(folder.join(name));
        }
        let here = if parent.as_os_str().is_empty() {
            Path::new(".")
        } else {
            parent
        };
        let folder = folder::plain(here.canonicalize()?);
        let path = folder.join(name);
        self.resolved.insert(parent.to_path_buf(), folder);
        Ok(path)
    }
}

/// Why the system refused a path, in words.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is nothing at this path".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        _ => format!("it cannot be read ({error})"),
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    starts_with_dot(entry.file_name()) || has_hidden_attribute(entry)
}

fn starts_with_dot(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

#[cfg(windows)]
fn has_hidden_attribute(entry: &DirEntry) -> bool {
    use std::os::windows::fs::MetadataExt;
    const FILE_ATTRIBUTE_HIDDEN: u32 = 2;
    entry
        .metadata()
        .is_ok_and(|metadata| metadata.file_attributes() & FILE_ATTRIBUTE_HIDDEN != 0)
}

#[cfg(not(windows))]
fn has_hidden_attribute(_: &DirEntry) -> bool {
    false
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn touch(dir: &Path, names: &[&str]) {
        for name in names {
            let path = dir.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
    }

    fn names_below(dir: &Path, listing: &Listing) -> Vec<String> {
        let dir = dir.canonicalize().unwrap();
        let below = |path: &PathBuf| {
            path.strip_prefix(&dir)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        };
        listing.found.iter().map(below).collect()
    }

    #[test]
    fn a_folder_gives_its_pictures_in_natural_order_without_hidden_ones() {
        let temp = tempfile::tempdir().unwrap();
        touch(
            temp.path(),
            &[
                "img10.png",
                "img2.PNG",
                "notes.txt",
                ".hidden.png",
                ".git/a.png",
                "导管 1/图 3.tif",
                "b/x.jpg",
            ],
        );
        let listing = list_paths(&[temp.path().to_path_buf()], &Work::detached());
        assert_eq!(
            names_below(temp.path(), &listing),
            ["b/x.jpg", "img2.PNG", "img10.png", "导管 1/图 3.tif"]
        );
        assert_eq!(listing.skipped, []);
    }

    #[test]
    fn chosen_files_keep_their_order_and_come_once() {
        let temp = tempfile::tempdir().unwrap();
        touch(temp.path(), &["b.png", "a.png", "c.txt", ".d.png"]);
        let path = |name: &str| temp.path().join(name);
        let inputs = [
            path("b.png"),
            path("."),
            path("c.txt"),
            path(".d.png"),
            path("gone.png"),
        ];
        let listing = list_paths(&inputs, &Work::detached());
        assert_eq!(
            names_below(temp.path(), &listing),
            ["b.png", "a.png", ".d.png"]
        );
        let skipped: Vec<_> = listing.skipped.iter().map(|(path, _)| path).collect();
        assert_eq!(skipped, [&path("c.txt"), &path("gone.png")]);
        assert_eq!(listing.skipped[1].1, "there is nothing at this path");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn odd_names_are_found_or_refused_with_a_reason() {
        use std::os::unix::ffi::OsStrExt;
        let temp = tempfile::tempdir().unwrap();
        let long = ["x".repeat(100), "y".repeat(100), "z".repeat(100)].join("/") + ".png";
        touch(temp.path(), &["with blank.png", "图.png", &long]);
        fs::write(temp.path().join(OsStr::from_bytes(b"bad\xff.png")), "").unwrap();
        let listing = list_paths(&[temp.path().to_path_buf()], &Work::detached());
        assert_eq!(
            names_below(temp.path(), &listing),
            ["with blank.png", &long, "图.png"]
        );
        assert_eq!(listing.skipped.len(), 1);
        assert!(listing.skipped[0].1.contains("not Unicode"));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_once() {
        let temp = tempfile::tempdir().unwrap();
        touch(temp.path(), &["real/a.png"]);
        std::os::unix::fs::symlink(temp.path().join("real"), temp.path().join("link")).unwrap();
        std::os::unix::fs::symlink(temp.path(), temp.path().join("real/loop")).unwrap();
        let listing = list_paths(&[temp.path().to_path_buf()], &Work::detached());
        assert_eq!(names_below(temp.path(), &listing), ["real/a.png"]);
        assert!(listing.skipped[0].1.contains("leads back"));
    }

    #[test]
    fn a_cancelled_listing_ends() {
        let temp = tempfile::tempdir().unwrap();
        touch(temp.path(), &["a.png"]);
        let work = Work::detached();
        work.cancel();
        assert_eq!(
            list_paths(&[temp.path().to_path_buf()], &work).found.len(),
            0
        );
    }
}
