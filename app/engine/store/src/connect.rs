//! Connections to the project file: one that writes, and many that only read.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::error::Result;
use crate::network;
use crate::sql::{Connection, OpenFlags};

/// How long a connection waits for another one before it says that the file is busy.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
const STATEMENT_CACHE_LEN: usize = 64;

/// How a read-only connection meets the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sharing {
    /// Somebody may be writing: locks are used, and SQLite may keep its side files.
    Live,
    /// Nobody writes and no log waits: nothing but the file itself is touched, so that this works
    /// in a folder where nothing can be written.
    Frozen,
}

/// [`Sharing::Frozen`] where no log of an earlier session waits beside the file. Only for a caller
/// who knows that nobody writes.
pub(crate) fn sharing_at_rest(file: &Path) -> Sharing {
    let waits = |ending| byte_len(&side_file(file, ending)) > 0;
    if waits("-wal") || waits("-journal") {
        Sharing::Live
    } else {
        Sharing::Frozen
    }
}

/// Whether a transaction was cut off in the middle while the file was kept without a write-ahead
/// log. Only a connection that writes can undo it.
pub(crate) fn has_hot_journal(file: &Path) -> bool {
    byte_len(&side_file(file, "-journal")) > 0
}

/// Opens a connection that cannot write.
pub(crate) fn read_only(file: &Path, sharing: Sharing) -> Result<Connection> {
    let base = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = match sharing {
        Sharing::Live => Connection::open_with_flags(file, base)?,
        Sharing::Frozen => {
            Connection::open_with_flags(immutable_uri(file), base | OpenFlags::SQLITE_OPEN_URI)?
        }
    };
    configure(&connection)?;
    Ok(connection)
}

/// Opens the connection that writes: every commit reaches the disk before it returns.
///
/// The file uses a write-ahead log on a local disk, and a rollback journal where that cannot work.
pub(crate) fn read_write(file: &Path) -> Result<Connection> {
    let connection = open_for_writing(file, OpenFlags::empty())?;
    let on_network = file.parent().is_some_and(network::is_on_network);
    let wanted = if on_network { "DELETE" } else { "WAL" };
    let mode = set_journal_mode(&connection, wanted)?;
    let has_log = mode.eq_ignore_ascii_case("wal");
    if !has_log {
        tracing::info!(mode, file = %file.display(), "the project is kept without a write-ahead log");
        set_journal_mode(&connection, "DELETE")?;
    }
    // A rollback journal needs EXTRA for what the log has with FULL: the journal's removal is what
    // commits, and it must reach the disk too.
    connection.pragma_update(None, "synchronous", if has_log { "FULL" } else { "EXTRA" })?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(connection)
}

/// Opens a new database for [`read_write`] to take over later, without any side file.
pub(crate) fn create(file: &Path) -> Result<Connection> {
    let connection = open_for_writing(file, OpenFlags::SQLITE_OPEN_CREATE)?;
    set_journal_mode(&connection, "DELETE")?;
    connection.pragma_update(None, "synchronous", "EXTRA")?;
    Ok(connection)
}

/// Opens for writing without changing how the file is kept, and so undoes a transaction that was
/// cut off.
pub(crate) fn recover(file: &Path) -> Result<()> {
    let connection = open_for_writing(file, OpenFlags::empty())?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(())
}

fn open_for_writing(file: &Path, more: OpenFlags) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | more;
    let connection = Connection::open_with_flags(file, flags)?;
    configure(&connection)?;
    // macOS alone has a weaker default meaning of "synced".
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "checkpoint_fullfsync", true)?;
    Ok(connection)
}

fn configure(connection: &Connection) -> Result<()> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENT_CACHE_LEN);
    // A project may come from a stranger: its views and triggers get no dangerous functions.
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(())
}

/// Asks for a journal mode and says which one the file really has afterwards.
fn set_journal_mode(connection: &Connection, mode: &str) -> Result<String> {
    let got = connection.pragma_update_and_check(None, "journal_mode", mode, |row| row.get(0))?;
    Ok(got)
}

/// The path of a file that SQLite keeps beside the database, as `project.db-wal`.
pub(crate) fn side_file(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_os_string();
    name.push(ending);
    PathBuf::from(name)
}

fn byte_len(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |metadata| metadata.len())
}

/// The address by which SQLite opens a file that promises not to change.
fn immutable_uri(file: &Path) -> String {
    let mut uri = String::from(if cfg!(windows) { "file:///" } else { "file:" });
    for &byte in file.as_os_str().as_encoded_bytes() {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'/' | b':' | b'.' | b'-' | b'_' => uri.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    uri
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_frozen_connection_reads_odd_names_and_leaves_nothing_behind() {
        let temp = tempfile::tempdir().unwrap();
        let dir = temp.path().join("50% of #1? 导管");
        std::fs::create_dir(&dir).unwrap();
        let file = dir.join("project.db");
        create(&file)
            .unwrap()
            .execute_batch("CREATE TABLE t (a); INSERT INTO t VALUES (7)")
            .unwrap();
        let writer = read_write(&file).unwrap();
        drop(writer);
        assert_eq!(sharing_at_rest(&file), Sharing::Frozen);
        let reader = read_only(&file, Sharing::Frozen).unwrap();
        let value: i64 = reader
            .query_row("SELECT a FROM t", [], |row| row.get(0))
            .unwrap();
        assert_eq!(value, 7);
        assert_eq!(std::fs::read_dir(&dir).unwrap().count(), 1);
        assert!(reader.execute("INSERT INTO t VALUES (8)", []).is_err());
    }

    #[test]
    fn a_waiting_log_is_not_passed_over() {
        let temp = tempfile::tempdir().unwrap();
        let file = temp.path().join("project.db");
        create(&file)
            .unwrap()
            .execute_batch("CREATE TABLE t (a)")
            .unwrap();
        std::fs::write(side_file(&file, "-wal"), "frames").unwrap();
        assert_eq!(sharing_at_rest(&file), Sharing::Live);
    }
}
