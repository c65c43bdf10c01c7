//! The scan: finds out in the background what the pictures of a project are.

mod keep;
mod look;

use std::path::PathBuf;

use imaging::Limits;
use jobs::Work;
use rayon::prelude::*;

use super::file::{self, FileRecord};
use super::quiet::Quiet;
use crate::error::{Result, StoreError};
use crate::reader::Reader;
use crate::writer::Writer;
use look::Finding;

/// How many files are read before what was found is committed: what a cut-off scan reads again.
const FILES_A_TRANSACTION: usize = 32;

/// What a scan found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScanReport {
    /// Files that were read for the first time, or again because they had changed.
    pub read: usize,
    /// Files that were read by an earlier scan and have not changed since.
    pub unchanged: usize,
    /// Files that are not where they were.
    pub missing: Vec<PathBuf>,
    /// Files that were met now and cannot be read, with the reason for each.
    pub broken: Vec<(PathBuf, String)>,
    /// Files whose content is not what an earlier scan read.
    pub changed: Vec<PathBuf>,
    /// Files with the same content as another file of the project.
    pub twins: Vec<Twin>,
    /// Pictures that came in because a file has more than one page.
    pub pages_added: usize,
}

/// Two files with the same content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twin {
    /// The file that was read.
    pub path: PathBuf,
    /// The file that was there before.
    pub same_as: PathBuf,
}

/// Reads every picture file that was not read yet or has changed since: its hash, its pages, and
/// the size and orientation of each.
///
/// What is found is committed every few files, so that a scan that was cut off goes on where it
/// was. A file that cannot be read becomes [`PictureState::Broken`](crate::PictureState::Broken), a
/// file that is not there [`PictureState::Missing`](crate::PictureState::Missing), and the scan
/// goes on.
///
/// # Errors
/// When cancelled, and when the project cannot be written; what was committed until then stays.
pub fn scan_pictures(
    reader: &Reader,
    writer: &Writer,
    limits: &Limits,
    work: &Work,
) -> Result<ScanReport> {
    let mut report = ScanReport::default();
    let due = due_files(file::records(reader)?, &mut report);
    let total = due.len() as u64;
    let mut done = 0;
    let part = Quiet::within(work);
    for batch in due.chunks(FILES_A_TRANSACTION) {
        work.check()?;
        work.progress(done, total, "reading pictures");
        let findings: Vec<(FileRecord, Finding)> = batch
            .par_iter()
            .filter_map(|record| Some((record.clone(), look::at(record, limits, &part.work)?)))
            .collect();
        done += batch.len() as u64;
        note(&findings, &mut report);
        let dir = writer.dir().to_path_buf();
        let kept = writer.write(move |transaction| keep::all(transaction, &dir, &findings))?;
        report.pages_added += kept.pages_added;
        report.twins.extend(kept.twins);
    }
    if work.is_cancelled() {
        return Err(StoreError::Cancelled);
    }
    work.progress(total, total, "reading pictures");
    Ok(report)
}

/// The files that have to be looked into, by what the system says of them without reading.
fn due_files(records: Vec<FileRecord>, report: &mut ScanReport) -> Vec<FileRecord> {
    let is_due: Vec<bool> = records
        .par_iter()
        .map(|record| match look::stamp(&record.path) {
            Ok(Some(stamp)) => !record.is_settled || stamp != record.stamp,
            Ok(None) => !record.is_missing,
            Err(_) => true,
        })
        .collect();
    let mut due = Vec::new();
    for (record, is_due) in records.into_iter().zip(is_due) {
        if is_due {
            due.push(record);
        } else if record.is_missing {
            report.missing.push(record.path);
        } else {
            report.unchanged += 1;
        }
    }
    due
}

fn note(findings: &[(FileRecord, Finding)], report: &mut ScanReport) {
    for (record, finding) in findings {
        let path = || record.path.clone();
        match finding {
            Finding::Missing => report.missing.push(path()),
            Finding::Unreadable { reason } => report.broken.push((path(), reason.clone())),
            Finding::Broken { hash, reason, .. } => {
                report.broken.push((path(), reason.clone()));
                if record.content_hash.is_some_and(|before| before != *hash) {
                    report.changed.push(path());
                }
            }
            Finding::Read { hash, .. } => {
                report.read += 1;
                if record.content_hash.is_some_and(|before| before != *hash) {
                    report.changed.push(path());
                }
            }
        }
    }
}
