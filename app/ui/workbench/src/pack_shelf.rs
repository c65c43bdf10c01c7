//! The packs that were found on this machine, looked for in the background.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jobs::{Jobs, Lane, Latest};
use packs::FoundPack;

/// The packs of every case, broken ones with their reason.
pub struct PackShelf {
    roots: Vec<PathBuf>,
    found: Arc<Vec<FoundPack>>,
    search: Latest<Vec<FoundPack>>,
    searched: bool,
}

impl PackShelf {
    /// Starts to search the folders `roots`.
    #[must_use]
    pub fn search(jobs: &Jobs, roots: Vec<PathBuf>) -> Self {
        let mut shelf = Self {
            roots,
            found: Arc::default(),
            search: Latest::default(),
            searched: false,
        };
        shelf.search_again(jobs);
        shelf
    }

    /// Looks again, after a pack was written or brought.
    pub fn search_again(&mut self, jobs: &Jobs) {
        let roots = self.roots.clone();
        self.search.ask(jobs, Lane::Interactive, "packs", move |_| {
            packs::find(&roots)
        });
    }

    /// Collects what was found. Called once a frame.
    pub fn logic(&mut self) {
        if let Some(Ok(found)) = self.search.poll() {
            self.found = Arc::new(found);
            self.searched = true;
        }
    }

    /// Everything that was found.
    #[must_use]
    pub fn all(&self) -> &Arc<Vec<FoundPack>> {
        &self.found
    }

    /// The usable packs of one case.
    pub fn of_case<'a>(&'a self, case: &'a str) -> impl Iterator<Item = &'a packs::Pack> {
        self.found
            .iter()
            .filter_map(|found| found.pack.as_ref().ok())
            .filter(move |pack| pack.manifest.case == case)
    }

    /// Whether the first search is over.
    #[must_use]
    pub fn is_searched(&self) -> bool {
        self.searched
    }

    /// The folders that are searched.
    #[must_use]
    pub fn roots(&self) -> &[PathBuf] {
        &self.roots
    }
}

/// Where packs live: the installed program's folder, the source tree's, and the user's own. Some of
/// them may not be there, or not yet. The user's come last, so that a pack of theirs does not take
/// the place of the one that a case begins with.
#[must_use]
pub fn pack_roots(data_dir: Option<&Path>) -> Vec<PathBuf> {
    let executable = std::env::current_exe().ok();
    let program_dir = executable.as_deref().and_then(Path::parent);
    let installed = program_dir.map(|dir| dir.join("../share/sightglass/models"));
    let source = program_dir
        .into_iter()
        .flat_map(Path::ancestors)
        .map(|dir| dir.join("models"))
        .find(|models| models.join("pack.schema.json").is_file());
    let users = data_dir.map(|dir| dir.join("packs"));
    installed.into_iter().chain(source).chain(users).collect()
}
