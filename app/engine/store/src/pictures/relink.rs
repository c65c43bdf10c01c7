//! Finding pictures again that were moved or renamed: by their content.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use imaging::ContentHash;
use jobs::Work;

use super::file::{self, FileRecord, FileStamp};
use super::listing::list_paths;
use super::quiet::Quiet;
use super::stored_path;
use crate::error::{Result, StoreError};
use crate::reader::Reader;
use crate::sql::{self, Transaction, params};
use crate::writer::Writer;

/// What came of searching for missing pictures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RelinkReport {
    /// Files that were found: where each was, and where it is.
    pub found: Vec<(PathBuf, PathBuf)>,
    /// Files that are still missing.
    pub still_missing: Vec<PathBuf>,
    /// Files that are still missing and cannot be searched for, because they were moved before a
    /// scan had read them.
    pub never_read: Vec<PathBuf>,
}

/// Searches folders, with all their subfolders, for the project's missing pictures, and takes over
/// the new paths. Only files of the right length are read; a file counts when its hash is the same.
/// Of several files with the same content, the one with the same name comes first.
///
/// Pictures that moved together with the project folder are not missing and need no search.
///
/// # Errors
/// When cancelled, and when the project cannot be read or written; nothing is changed then.
pub fn relink_missing(
    reader: &Reader,
    writer: &Writer,
    folders: &[PathBuf],
    work: &Work,
) -> Result<RelinkReport> {
    let records = file::records(reader)?;
    let used: HashSet<PathBuf> = records.iter().map(|record| record.path.clone()).collect();
    let (wanted, never_read): (Vec<FileRecord>, Vec<FileRecord>) = records
        .into_iter()
        .filter(|record| !record.path.exists())
        .partition(|record| record.content_hash.is_some());
    let mut report = RelinkReport {
        never_read: never_read.into_iter().map(|record| record.path).collect(),
        ..RelinkReport::default()
    };
    let candidates = if wanted.is_empty() {
        Vec::new()
    } else {
        candidates(&wanted, &used, folders, work)?
    };
    let matches = assign(&wanted, &candidates);
    let mut moves = Vec::new();
    for (record, candidate) in wanted.iter().zip(&matches) {
        let place = candidate.and_then(|candidate| {
            let stored = stored_path::stored(writer.dir(), &candidate.path)?;
            Some((candidate, stored))
        });
        match place {
            Some((candidate, stored)) => {
                report
                    .found
                    .push((record.path.clone(), candidate.path.clone()));
                moves.push((record.id, stored, candidate.stamp));
            }
            None => report.still_missing.push(record.path.clone()),
        }
    }
    if !moves.is_empty() {
        writer.write(move |transaction| {
            for (file_id, stored, stamp) in &moves {
                take_over(transaction, *file_id, stored, *stamp)?;
            }
            Ok(())
        })?;
    }
    Ok(report)
}

/// A file that may be a missing picture.
struct Candidate {
    path: PathBuf,
    stamp: FileStamp,
    hash: ContentHash,
}

/// The picture files in the folders that have the length of a missing one, with their hashes.
fn candidates(
    wanted: &[FileRecord],
    used: &HashSet<PathBuf>,
    folders: &[PathBuf],
    work: &Work,
) -> Result<Vec<Candidate>> {
    let lengths: HashSet<i64> = wanted.iter().map(|record| record.stamp.byte_len).collect();
    let listing = list_paths(folders, work);
    let total = listing.found.len() as u64;
    let hashing = Quiet::within(work);
    let mut candidates = Vec::new();
    for (done, path) in (0..).zip(listing.found) {
        work.check()?;
        work.progress(done, total, "searching for pictures");
        let Ok(metadata) = path.metadata() else {
            continue;
        };
        let stamp = FileStamp::of(&metadata);
        if used.contains(&path) || !lengths.contains(&stamp.byte_len) {
            continue;
        }
        match imaging::content_hash(&path, &hashing.work) {
            Ok(hash) => candidates.push(Candidate { path, stamp, hash }),
            Err(_) if work.is_cancelled() => return Err(StoreError::Cancelled),
            Err(error) => {
                tracing::debug!(%error, path = %path.display(), "not compared with the missing pictures");
            }
        }
    }
    work.check()?;
    Ok(candidates)
}

/// Gives each missing file at most one candidate with its content, and each candidate to at most
/// one file: first to files of the same name, then to the others in their order.
fn assign<'a>(wanted: &[FileRecord], candidates: &'a [Candidate]) -> Vec<Option<&'a Candidate>> {
    let mut by_hash: HashMap<ContentHash, Vec<&Candidate>> = HashMap::new();
    for candidate in candidates {
        by_hash.entry(candidate.hash).or_default().push(candidate);
    }
    let mut assigned = vec![None; wanted.len()];
    for needs_same_name in [true, false] {
        for (record, place) in wanted.iter().zip(&mut assigned) {
            let free = record.content_hash.and_then(|hash| by_hash.get_mut(&hash));
            let Some(free) = free.filter(|_| place.is_none()) else {
                continue;
            };
            let fits = |candidate: &&Candidate| {
                !needs_same_name || has_same_name(&candidate.path, &record.path)
            };
            if let Some(index) = free.iter().position(fits) {
                *place = Some(free.remove(index));
            }
        }
    }
    assigned
}

fn has_same_name(left: &Path, right: &Path) -> bool {
    left.file_name() == right.file_name()
}

/// Takes over a new path. The content is the one that was read, so that nothing else changes.
fn take_over(
    transaction: &Transaction<'_>,
    file_id: i64,
    stored: &str,
    stamp: FileStamp,
) -> sql::Result<()> {
    transaction
        .prepare_cached(
            "UPDATE picture_files SET path = ?2, modified_ns = ?3, state =
                 CASE WHEN state <> 'missing' THEN state
                      WHEN EXISTS (SELECT 1 FROM pictures AS p
                                   WHERE p.file_id = ?1 AND p.width_px IS NOT NULL) THEN 'ready'
                      ELSE 'listed' END
             WHERE id = ?1",
        )?
        .execute(params![file_id, stored, stamp.modified_ns])?;
    Ok(())
}
