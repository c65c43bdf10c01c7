//! Looking for packs in folders.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::error::PackError;
use crate::manifest::MANIFEST_NAME;
use crate::pack::Pack;

/// How deep below a root a pack may lie: root, case, pack, and one level to group them.
const DEPTH_LIMIT: u32 = 4;

/// A folder with a manifest.
#[derive(Debug)]
pub struct FoundPack {
    /// The folder.
    pub dir: PathBuf,
    /// The pack, or why it cannot be used.
    pub pack: Result<Pack, PackError>,
}

/// Every pack below `roots`, each once, root by root and sorted by folder. Broken ones are there
/// with their reason; roots and folders that cannot be read have no packs.
#[must_use]
pub fn find(roots: &[PathBuf]) -> Vec<FoundPack> {
    let mut dirs = Vec::new();
    for root in roots {
        collect(root, 0, &mut dirs);
    }
    let mut seen = BTreeSet::new();
    dirs.retain(|dir| seen.insert(dir.canonicalize().unwrap_or_else(|_| dir.clone())));
    dirs.into_iter()
        .map(|dir| FoundPack {
            pack: Pack::open(&dir),
            dir,
        })
        .collect()
}

fn collect(dir: &Path, depth: u32, found: &mut Vec<PathBuf>) {
    if dir.join(MANIFEST_NAME).is_file() {
        found.push(dir.to_owned());
        return;
    }
    let Ok(entries) = std::fs::read_dir(dir) else {
        return;
    };
    if depth == DEPTH_LIMIT {
        return;
    }
    let mut inner: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect();
    inner.sort();
    for path in inner {
        collect(&path, depth + 1, found);
    }
}
