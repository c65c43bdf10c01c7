//! Looking into one file. Whatever is wrong with it, the answer is a finding and never a fault.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use imaging::{ContentHash, ImagingError, Limits, PageInfo};
use jobs::Work;

use crate::pictures::file::{FileRecord, FileStamp};

/// What was found in one file.
#[derive(Debug)]
pub(super) enum Finding {
    /// Nothing is at the path.
    Missing,
    /// The system does not let it be read; the next scan tries again.
    Unreadable { reason: String },
    /// It was read, but it is no picture that can be opened.
    Broken {
        stamp: FileStamp,
        hash: ContentHash,
        reason: String,
    },
    /// It is a picture.
    Read {
        stamp: FileStamp,
        hash: ContentHash,
        /// Each page from the first on, or why it cannot be read.
        pages: Vec<Result<PageFacts, String>>,
    },
}

/// What the project keeps of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PageFacts {
    /// As displayed.
    pub(super) width_px: u32,
    /// As displayed.
    pub(super) height_px: u32,
    /// The EXIF orientation, from 1 to 8.
    pub(super) orientation: u8,
}

impl From<&PageInfo> for PageFacts {
    fn from(info: &PageInfo) -> Self {
        PageFacts {
            width_px: info.width_px,
            height_px: info.height_px,
            orientation: info.orientation.exif(),
        }
    }
}

/// Length and time of a file now; `None` where there is no file.
pub(super) fn stamp(path: &Path) -> io::Result<Option<FileStamp>> {
    match path.metadata() {
        Ok(metadata) if metadata.is_file() => Ok(Some(FileStamp::of(&metadata))),
        Ok(_) => Ok(None),
        Err(error) => match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Ok(None),
            _ => Err(error),
        },
    }
}

/// Reads a file. `None` when the work was cancelled, or the file was written meanwhile: then it is
/// looked at again another time.
pub(super) fn at(record: &FileRecord, limits: &Limits, work: &Work) -> Option<Finding> {
    let path = &record.path;
    let before = match stamp(path) {
        Ok(Some(stamp)) => stamp,
        Ok(None) => return Some(Finding::Missing),
        Err(error) => {
            return Some(Finding::Unreadable {
                reason: error.to_string(),
            });
        }
    };
    let hash = match imaging::content_hash(path, work) {
        Ok(hash) => hash,
        Err(_) if work.is_cancelled() => return None,
        Err(error) => {
            return Some(Finding::Unreadable {
                reason: error.fault().to_string(),
            });
        }
    };
    let finding = match guarded(|| pages(path, limits, work)) {
        Ok(Some(pages)) => Finding::Read {
            stamp: before,
            hash,
            pages,
        },
        Ok(None) => return None,
        Err(reason) => Finding::Broken {
            stamp: before,
            hash,
            reason,
        },
    };
    let is_still_the_same = stamp(path).is_ok_and(|after| after == Some(before));
    is_still_the_same.then_some(finding)
}

/// The facts of each page; `None` when the work was cancelled.
fn pages(
    path: &Path,
    limits: &Limits,
    work: &Work,
) -> Result<Option<Vec<Result<PageFacts, String>>>, String> {
    let infos = match imaging::pages(path, limits, work) {
        Ok(infos) => infos,
        Err(_) if work.is_cancelled() => return Ok(None),
        Err(error) => return Err(error.fault().to_string()),
    };
    let facts = |info: Result<PageInfo, ImagingError>| {
        info.map(|info| PageFacts::from(&info))
            .map_err(|error| error.fault().to_string())
    };
    Ok(Some(infos.into_iter().map(facts).collect()))
}

/// Turns a panic of a decoder into a reason, so that one evil file does not end the scan.
fn guarded<T>(decode: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(decode))
        .unwrap_or_else(|_| Err("Its decoder met a fault. Please report this file.".to_owned()))
}
