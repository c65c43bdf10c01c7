//! The first hundred bytes of the project file, read without SQLite and so without any effect.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use crate::error::{Result, StoreError};
use crate::migrations;

/// What `PRAGMA application_id` says in every project file: the letters "SGLS".
pub(crate) const APPLICATION_ID: i32 = 0x5347_4C53;

const HEADER_LEN: usize = 100;
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
const PAGE_BYTES_AT: usize = 16;
const CHANGES_AT: usize = 24;
const PAGE_COUNT_AT: usize = 28;
const PAGE_COUNT_VALID_FOR_AT: usize = 92;
const USER_VERSION_AT: usize = 60;
const APPLICATION_ID_AT: usize = 68;

/// Refuses what is not a project file of a version that this program knows.
pub(crate) fn check(file: &Path) -> Result<()> {
    let header = read(file)?;
    if !header.starts_with(MAGIC) {
        return Err(StoreError::NotADatabase {
            file: file.to_path_buf(),
        });
    }
    if big_endian_i32(&header, APPLICATION_ID_AT) != APPLICATION_ID {
        return Err(StoreError::OtherProgram {
            file: file.to_path_buf(),
        });
    }
    check_version(file, big_endian_i32(&header, USER_VERSION_AT).into())
}

/// Refuses a file format that is newer than this program.
pub(crate) fn check_version(file: &Path, found: i64) -> Result<()> {
    let known = migrations::format_version();
    if found > known {
        return Err(StoreError::NewerFormat {
            file: file.to_path_buf(),
            found,
            known,
        });
    }
    Ok(())
}

/// Refuses a file whose end is missing, which SQLite would take for zeros. Only for a file beside
/// which no log waits, because a log may still bring the end.
pub(crate) fn check_length(file: &Path) -> Result<()> {
    let header = read(file)?;
    let field = |at| u64::from(big_endian_i32(&header, at).cast_unsigned());
    // An older SQLite does not keep the number of pages, which these two counters show.
    if field(CHANGES_AT) != field(PAGE_COUNT_VALID_FOR_AT) {
        return Ok(());
    }
    let page_bytes = match u16::from_be_bytes([header[PAGE_BYTES_AT], header[PAGE_BYTES_AT + 1]]) {
        1 => 65_536,
        bytes => u64::from(bytes),
    };
    let byte_len = file
        .metadata()
        .map_err(|cause| StoreError::io("read the project file", file, cause))?
        .len();
    if byte_len < page_bytes * field(PAGE_COUNT_AT) {
        return Err(StoreError::Corrupted {
            file: file.to_path_buf(),
            detail: "its end is missing".to_owned(),
        });
    }
    Ok(())
}

fn read(file: &Path) -> Result<[u8; HEADER_LEN]> {
    let mut header = [0; HEADER_LEN];
    let outcome = File::open(file).and_then(|mut opened| opened.read_exact(&mut header));
    match outcome {
        Ok(()) => Ok(header),
        Err(cause) if cause.kind() == ErrorKind::UnexpectedEof => Err(StoreError::NotADatabase {
            file: file.to_path_buf(),
        }),
        Err(cause) => Err(StoreError::io("read the project file", file, cause)),
    }
}

fn big_endian_i32(header: &[u8; HEADER_LEN], at: usize) -> i32 {
    i32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::sql;

    #[test]
    fn the_header_agrees_with_what_sqlite_writes() {
        let temp = tempfile::tempdir().unwrap();
        let file = temp.path().join("x.db");
        let connection = sql::Connection::open(&file).unwrap();
        connection.execute_batch("CREATE TABLE t (a)").unwrap();
        assert!(matches!(
            check(&file).unwrap_err(),
            StoreError::OtherProgram { .. }
        ));
        connection
            .pragma_update(None, "application_id", APPLICATION_ID)
            .unwrap();
        check(&file).unwrap();
        connection
            .pragma_update(None, "user_version", 4711)
            .unwrap();
        assert!(matches!(
            check(&file).unwrap_err(),
            StoreError::NewerFormat { found: 4711, .. }
        ));
    }

    #[test]
    fn text_and_short_files_are_no_database() {
        let temp = tempfile::tempdir().unwrap();
        let file = temp.path().join("x.db");
        for content in ["", "SQLite format 3\0", &"text ".repeat(100)] {
            std::fs::write(&file, content).unwrap();
            assert!(matches!(
                check(&file).unwrap_err(),
                StoreError::NotADatabase { .. }
            ));
        }
    }
}
