//! Writing down what a scan found.

use std::path::Path;

use imaging::ContentHash;

use super::Twin;
use super::look::{Finding, PageFacts};
use crate::error::Result;
use crate::pictures::add::insert_page;
use crate::pictures::file::{FileRecord, FileStamp};
use crate::pictures::stored_path;
use crate::sql::{self, OptionalExtension, Transaction, params};

/// What came of writing down.
#[derive(Debug, Default)]
pub(super) struct Kept {
    pub(super) pages_added: usize,
    pub(super) twins: Vec<Twin>,
}

/// Writes down the findings. A file that was removed from the project meanwhile stays removed.
pub(super) fn all(
    transaction: &Transaction<'_>,
    dir: &Path,
    findings: &[(FileRecord, Finding)],
) -> Result<Kept> {
    let mut kept = Kept::default();
    for (record, finding) in findings {
        match finding {
            Finding::Missing => set_state(transaction, record.id, "missing", None)?,
            Finding::Unreadable { reason } => {
                set_state(transaction, record.id, "broken", Some(reason))?;
                forget_stamp(transaction, record.id)?;
            }
            Finding::Broken {
                stamp,
                hash,
                reason,
            } => {
                set_state(transaction, record.id, "broken", Some(reason))?;
                set_content(transaction, record.id, *stamp, *hash, record.page_count)?;
            }
            Finding::Read { stamp, hash, pages } => {
                // A file has at most as many pages as an u32 counts: it was counted in one.
                let page_count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
                set_state(transaction, record.id, "ready", None)?;
                if set_content(transaction, record.id, *stamp, *hash, page_count)? {
                    kept.pages_added += set_pages(transaction, record, pages)?;
                    kept.twins.extend(twin(transaction, dir, record, *hash)?);
                }
            }
        }
    }
    Ok(kept)
}

fn set_state(
    transaction: &Transaction<'_>,
    file_id: i64,
    state: &str,
    reason: Option<&str>,
) -> sql::Result<()> {
    transaction
        .prepare_cached("UPDATE picture_files SET state = ?2, reason = ?3 WHERE id = ?1")?
        .execute(params![file_id, state, reason])?;
    Ok(())
}

/// Makes the next scan read the file again.
fn forget_stamp(transaction: &Transaction<'_>, file_id: i64) -> sql::Result<()> {
    transaction
        .prepare_cached("UPDATE picture_files SET modified_ns = NULL WHERE id = ?1")?
        .execute([file_id])?;
    Ok(())
}

/// Notes what was read, and says whether the file is still in the project.
fn set_content(
    transaction: &Transaction<'_>,
    file_id: i64,
    stamp: FileStamp,
    hash: ContentHash,
    page_count: u32,
) -> sql::Result<bool> {
    let changed = transaction
        .prepare_cached(
            "UPDATE picture_files
             SET byte_len = ?2, modified_ns = ?3, content_hash = ?4, page_count = ?5
             WHERE id = ?1",
        )?
        .execute(params![
            file_id,
            stamp.byte_len,
            stamp.modified_ns,
            hash.0,
            page_count
        ])?;
    Ok(changed == 1)
}

/// Notes the facts of each page, and says how many pages are new. Pages that were removed from the
/// project stay removed, because only those beyond what was known are added.
fn set_pages(
    transaction: &Transaction<'_>,
    record: &FileRecord,
    pages: &[Result<PageFacts, String>],
) -> sql::Result<usize> {
    let mut added = 0;
    for (page, facts) in (1..).zip(pages) {
        if page > record.page_count && insert_page(transaction, record.id, page)?.is_some() {
            added += 1;
        }
        let problem = facts.as_ref().err();
        let facts = facts.as_ref().ok();
        transaction
            .prepare_cached(
                "UPDATE pictures SET width_px = ?3, height_px = ?4, orientation = ?5, problem = ?6
                 WHERE file_id = ?1 AND page = ?2",
            )?
            .execute(params![
                record.id,
                page,
                facts.map(|f| f.width_px),
                facts.map(|f| f.height_px),
                facts.map(|f| f.orientation),
                problem,
            ])?;
    }
    // Labels may hang on a page that a new version of the file lacks, so that its row stays.
    let problem = format!(
        "The file has no such page any more: it has {}.",
        pages.len()
    );
    transaction
        .prepare_cached("UPDATE pictures SET problem = ?3 WHERE file_id = ?1 AND page > ?2")?
        .execute(params![record.id, pages.len() as i64, problem])?;
    Ok(added)
}

/// Another file of the project with the same content, the one that was added first.
fn twin(
    transaction: &Transaction<'_>,
    dir: &Path,
    record: &FileRecord,
    hash: ContentHash,
) -> sql::Result<Option<Twin>> {
    let same_as: Option<String> = transaction
        .prepare_cached(
            "SELECT path FROM picture_files
             WHERE content_hash = ?1 AND id <> ?2 AND state <> 'missing' ORDER BY id LIMIT 1",
        )?
        .query_row(params![hash.0, record.id], |row| row.get(0))
        .optional()?;
    Ok(same_as.map(|same_as| Twin {
        path: record.path.clone(),
        same_as: stored_path::absolute(dir, &same_as),
    }))
}
