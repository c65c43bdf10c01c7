//! Putting pictures into a project: their paths now, what they are when they are scanned.

use std::path::PathBuf;

use jobs::Work;
use rayon::prelude::*;

use super::file::FileStamp;
use super::listing::{self, list_paths};
use super::{PictureId, stored_path};
use crate::error::Result;
use crate::sql::{self, Transaction, params};
use crate::writer::Writer;

/// How many files are put in by one transaction.
const FILES_A_TRANSACTION: usize = 10_000;

/// What came of adding pictures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Added {
    /// The pictures that are new in the project, in the order of their files.
    pub ids: Vec<PictureId>,
    /// Files that were in the project already and stay there once.
    pub already_there: Vec<PathBuf>,
    /// What could not be added, with the reason for each.
    pub skipped: Vec<(PathBuf, String)>,
}

impl Writer {
    /// Adds picture files, and folders with all their subfolders. Only path, length and time of
    /// change are taken now: [`scan_pictures`](crate::scan_pictures) reads the files later. A file
    /// with several pages is one picture until then.
    ///
    /// # Errors
    /// When cancelled, and when the project cannot be written; what was committed until then stays.
    pub fn add_pictures(&self, inputs: &[PathBuf], work: &Work) -> Result<Added> {
        let listing = list_paths(inputs, work);
        work.check()?;
        let mut added = Added {
            skipped: listing.skipped,
            ..Added::default()
        };
        let total = listing.found.len() as u64;
        let mut done = 0;
        for chunk in listing.found.chunks(FILES_A_TRANSACTION) {
            work.check()?;
            work.progress(done, total, "adding pictures");
            let files = self.look_at(chunk, &mut added);
            let (ids, already_there) = self.write(move |transaction| {
                let mut ids = Vec::new();
                let mut already_there = Vec::new();
                for file in files {
                    let new = insert(transaction, &file)?;
                    if new.is_empty() {
                        already_there.push(file.path);
                    }
                    ids.extend(new);
                }
                Ok((ids, already_there))
            })?;
            added.ids.extend(ids);
            added.already_there.extend(already_there);
            done += chunk.len() as u64;
        }
        work.progress(total, total, "adding pictures");
        Ok(added)
    }

    /// Asks the system for length and time of each file.
    fn look_at(&self, paths: &[PathBuf], added: &mut Added) -> Vec<NewFile> {
        let looked_at: Vec<_> = paths
            .par_iter()
            .map(|path| match path.metadata() {
                Ok(metadata) => match stored_path::stored(self.dir(), path) {
                    Some(stored) => Ok(NewFile {
                        path: path.clone(),
                        stored,
                        stamp: FileStamp::of(&metadata),
                    }),
                    None => Err((path.clone(), listing::NOT_UNICODE.to_owned())),
                },
                Err(error) => Err((path.clone(), listing::reason(&error))),
            })
            .collect();
        let mut files = Vec::with_capacity(paths.len());
        for outcome in looked_at {
            match outcome {
                Ok(file) => files.push(file),
                Err(skipped) => added.skipped.push(skipped),
            }
        }
        files
    }
}

struct NewFile {
    path: PathBuf,
    stored: String,
    stamp: FileStamp,
}

/// Puts in one file, and gives its pictures that were not there before.
fn insert(transaction: &Transaction<'_>, file: &NewFile) -> Result<Vec<PictureId>> {
    let is_new = transaction
        .prepare_cached(
            "INSERT INTO picture_files (path, byte_len, modified_ns, added_at_ms)
             VALUES (?1, ?2, ?3, ?4) ON CONFLICT (path) DO NOTHING",
        )?
        .execute(params![
            file.stored,
            file.stamp.byte_len,
            file.stamp.modified_ns,
            jiff::Timestamp::now().as_millisecond(),
        ])?;
    if is_new == 1 {
        let file_id = transaction.last_insert_rowid();
        return Ok(insert_page(transaction, file_id, 1)?.into_iter().collect());
    }
    restore_pages(transaction, &file.stored)
}

/// Brings back the pages of a known file that were removed from the project, to be read again.
fn restore_pages(transaction: &Transaction<'_>, stored: &str) -> Result<Vec<PictureId>> {
    let (file_id, page_count): (i64, u32) = transaction
        .prepare_cached("SELECT id, page_count FROM picture_files WHERE path = ?1")?
        .query_row([stored], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut restored = Vec::new();
    for page in 1..=page_count {
        restored.extend(insert_page(transaction, file_id, page)?);
    }
    if !restored.is_empty() {
        transaction.execute(
            "UPDATE picture_files SET state = 'listed', reason = NULL WHERE id = ?1",
            [file_id],
        )?;
    }
    Ok(restored)
}

/// Puts in one page, and gives its picture unless it was there before.
pub(super) fn insert_page(
    transaction: &Transaction<'_>,
    file_id: i64,
    page: u32,
) -> sql::Result<Option<PictureId>> {
    let is_new = transaction
        .prepare_cached("INSERT OR IGNORE INTO pictures (file_id, page) VALUES (?1, ?2)")?
        .execute(params![file_id, page])?;
    Ok((is_new == 1).then(|| PictureId(transaction.last_insert_rowid())))
}
