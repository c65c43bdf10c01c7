//! A picture file as the project holds it, and what the system says of it without reading it.

use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use imaging::ContentHash;

use super::stored_path;
use crate::error::Result;
use crate::reader::Reader;
use crate::sql;

/// By what the project notices without reading that a file was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FileStamp {
    pub(super) byte_len: i64,
    /// Nanoseconds since 1970, where the file system knows the time.
    pub(super) modified_ns: Option<i64>,
}

impl FileStamp {
    pub(super) fn of(metadata: &Metadata) -> FileStamp {
        let modified = metadata
            .modified()
            .ok()
            .and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        FileStamp {
            byte_len: i64::try_from(metadata.len()).unwrap_or(i64::MAX),
            modified_ns: modified.and_then(|time| i64::try_from(time.as_nanos()).ok()),
        }
    }
}

/// One row of the picture files.
#[derive(Debug, Clone)]
pub(super) struct FileRecord {
    pub(super) id: i64,
    /// Where the file is now: absolute.
    pub(super) path: PathBuf,
    /// What was seen when the file was added or read last.
    pub(super) stamp: FileStamp,
    pub(super) content_hash: Option<ContentHash>,
    pub(super) page_count: u32,
    /// Whether the file was found and read, well or badly, and need not be read again while its
    /// stamp stays.
    pub(super) is_settled: bool,
    pub(super) is_missing: bool,
}

/// All picture files in the order in which they were added.
pub(super) fn records(reader: &Reader) -> Result<Vec<FileRecord>> {
    reader.read(|connection| {
        connection
            .prepare_cached(
                "SELECT id, path, byte_len, modified_ns, content_hash, page_count,
                        state IN ('ready', 'broken'), state = 'missing'
                 FROM picture_files ORDER BY id",
            )?
            .query_map([], |row| record(reader.dir(), row))?
            .collect()
    })
}

fn record(dir: &Path, row: &sql::Row<'_>) -> sql::Result<FileRecord> {
    let stored: String = row.get(1)?;
    let hash: Option<[u8; 32]> = row.get(4)?;
    Ok(FileRecord {
        id: row.get(0)?,
        path: stored_path::absolute(dir, &stored),
        stamp: FileStamp {
            byte_len: row.get(2)?,
            modified_ns: row.get(3)?,
        },
        content_hash: hash.map(ContentHash),
        page_count: row.get(5)?,
        is_settled: row.get(6)?,
        is_missing: row.get(7)?,
    })
}
