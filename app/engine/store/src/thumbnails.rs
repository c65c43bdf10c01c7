//! The cache of small pictures: a database of its own beside the project file, of bounded size.
//!
//! Nothing in it is worth a sync or a repair: it can be deleted at any time, and one that cannot be
//! read is made anew.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use imaging::ContentHash;
use parking_lot::Mutex;

use crate::connect::{self, Sharing};
use crate::error::Result;
use crate::sql::{self, Connection, OptionalExtension, params};

/// How many bytes of small pictures a project keeps.
const MAX_BYTES: i64 = 256 << 20;
/// How much stays when the cache has grown too large, so that it is not trimmed at every step.
const BYTES_AFTER_TRIMMING: i64 = MAX_BYTES / 10 * 9;
/// How many uses are noted in memory before they are written down together.
const MAX_UNWRITTEN_USES: usize = 256;

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS thumbnails (
        content_hash BLOB NOT NULL,
        page         INTEGER NOT NULL,
        last_use     INTEGER NOT NULL,
        byte_len     INTEGER NOT NULL,
        bytes        BLOB NOT NULL,
        PRIMARY KEY (content_hash, page)
    ) STRICT;
    CREATE INDEX IF NOT EXISTS thumbnails_by_use ON thumbnails (last_use, byte_len);";

/// What a small picture shows: a page of a file with this content, wherever the file lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ThumbnailKey {
    /// The hash of the picture file.
    pub content_hash: ContentHash,
    /// The page, from 1.
    pub page: u32,
}

/// The handle for the cache of small pictures. Clones share it. It asks the disk, so it belongs in
/// a job and not in a frame.
///
/// In a read-only project, what is put lasts until the project is closed.
#[derive(Debug, Clone)]
pub struct Thumbnails {
    cache: Arc<Mutex<Option<Cache>>>,
}

impl Thumbnails {
    pub(crate) fn open(file: &Path, can_write: bool) -> Result<Thumbnails> {
        let cache = if can_write {
            Cache::open_or_make(file)?
        } else {
            Cache::open_beside(file)?
        };
        Ok(Thumbnails {
            cache: Arc::new(Mutex::new(Some(cache))),
        })
    }

    /// The encoded bytes that were put under this key, or `None` where there are none (any more).
    pub fn thumbnail(&self, key: ThumbnailKey) -> Option<Vec<u8>> {
        let mut cache = self.cache.lock();
        quietly(cache.as_mut()?.get(key)).flatten()
    }

    /// Keeps an encoded small picture, in place of the one under the same key; those that were not
    /// used for the longest time make room. A cache that cannot take it goes without.
    pub fn put_thumbnail(&self, key: ThumbnailKey, bytes: &[u8]) {
        if let Some(cache) = self.cache.lock().as_mut() {
            quietly(cache.put(key, bytes));
        }
    }

    /// Writes down what was used and closes the file. Handles that are still around find nothing.
    pub(crate) fn close(&self) {
        if let Some(mut cache) = self.cache.lock().take() {
            quietly(cache.write_uses());
        }
    }
}

/// A failing cache costs time but no work, so it is noted for developers only.
fn quietly<T>(outcome: sql::Result<T>) -> Option<T> {
    outcome
        .inspect_err(|error| tracing::debug!(%error, "the cache of thumbnails failed"))
        .ok()
}

#[derive(Debug)]
struct Cache {
    /// Takes what is put: the file, or memory where the file cannot be written.
    connection: Connection,
    /// A file that can only be read, asked where `connection` has nothing.
    frozen: Option<Connection>,
    /// Counts uses; a larger number was used later.
    clock: i64,
    total_bytes: i64,
    unwritten_uses: HashMap<ThumbnailKey, i64>,
}

impl Cache {
    fn open_or_make(file: &Path) -> Result<Cache> {
        match Cache::open_file(file) {
            Ok(cache) => Ok(cache),
            Err(error) => {
                tracing::info!(%error, file = %file.display(), "the cache of thumbnails is made anew");
                // Whether or not something could be removed, the next step shows what is there.
                let _ = std::fs::remove_file(file);
                let _ = std::fs::remove_file(connect::side_file(file, "-journal"));
                Cache::open_file(file).or_else(|_| Cache::in_memory(None))
            }
        }
    }

    fn open_file(file: &Path) -> Result<Cache> {
        let connection = connect::create(file)?;
        connection.pragma_update(None, "synchronous", "OFF")?;
        Cache::with_connection(connection, None)
    }

    fn open_beside(file: &Path) -> Result<Cache> {
        let frozen = file
            .exists()
            .then(|| connect::read_only(file, Sharing::Live).ok());
        Cache::in_memory(frozen.flatten())
    }

    fn in_memory(frozen: Option<Connection>) -> Result<Cache> {
        Cache::with_connection(Connection::open_in_memory()?, frozen)
    }

    fn with_connection(connection: Connection, frozen: Option<Connection>) -> Result<Cache> {
        connection.execute_batch(SCHEMA)?;
        let (clock, total_bytes) = connection.query_row(
            "SELECT ifnull(max(last_use), 0), ifnull(sum(byte_len), 0) FROM thumbnails",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        Ok(Cache {
            connection,
            frozen,
            clock,
            total_bytes,
            unwritten_uses: HashMap::new(),
        })
    }

    fn get(&mut self, key: ThumbnailKey) -> sql::Result<Option<Vec<u8>>> {
        if let Some(bytes) = find(&self.connection, key)? {
            self.clock += 1;
            self.unwritten_uses.insert(key, self.clock);
            if self.unwritten_uses.len() >= MAX_UNWRITTEN_USES {
                self.write_uses()?;
            }
            return Ok(Some(bytes));
        }
        self.frozen
            .as_ref()
            .map_or(Ok(None), |frozen| find(frozen, key))
    }

    fn put(&mut self, key: ThumbnailKey, bytes: &[u8]) -> sql::Result<()> {
        self.clock += 1;
        let byte_len = bytes.len() as i64;
        let transaction = self.connection.transaction()?;
        let replaced_bytes: Option<i64> = transaction
            .prepare_cached(
                "SELECT byte_len FROM thumbnails WHERE content_hash = ?1 AND page = ?2",
            )?
            .query_row(params![key.content_hash.0, key.page], |row| row.get(0))
            .optional()?;
        transaction
            .prepare_cached(
                "INSERT OR REPLACE INTO thumbnails (content_hash, page, last_use, byte_len, bytes)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                key.content_hash.0,
                key.page,
                self.clock,
                byte_len,
                bytes
            ])?;
        transaction.commit()?;
        self.unwritten_uses.remove(&key);
        self.total_bytes += byte_len - replaced_bytes.unwrap_or(0);
        if self.total_bytes > MAX_BYTES {
            self.trim_to(BYTES_AFTER_TRIMMING)?;
        }
        Ok(())
    }

    fn write_uses(&mut self) -> sql::Result<()> {
        let transaction = self.connection.transaction()?;
        for (key, last_use) in self.unwritten_uses.drain() {
            transaction
                .prepare_cached(
                    "UPDATE thumbnails SET last_use = ?3 WHERE content_hash = ?1 AND page = ?2",
                )?
                .execute(params![key.content_hash.0, key.page, last_use])?;
        }
        transaction.commit()
    }

    /// Removes what was not used for the longest time until at most `max_bytes` are left.
    fn trim_to(&mut self, max_bytes: i64) -> sql::Result<()> {
        self.write_uses()?;
        self.connection.execute(
            "DELETE FROM thumbnails WHERE rowid IN (
                 SELECT rowid FROM (
                     SELECT rowid, sum(byte_len) OVER (ORDER BY last_use DESC, rowid) AS kept_bytes
                     FROM thumbnails)
                 WHERE kept_bytes > ?1)",
            [max_bytes],
        )?;
        self.total_bytes = self.connection.query_row(
            "SELECT ifnull(sum(byte_len), 0) FROM thumbnails",
            [],
            |row| row.get(0),
        )?;
        Ok(())
    }
}

fn find(connection: &Connection, key: ThumbnailKey) -> sql::Result<Option<Vec<u8>>> {
    connection
        .prepare_cached("SELECT bytes FROM thumbnails WHERE content_hash = ?1 AND page = ?2")?
        .query_row(params![key.content_hash.0, key.page], |row| row.get(0))
        .optional()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn key(number: u8, page: u32) -> ThumbnailKey {
        ThumbnailKey {
            content_hash: ContentHash([number; 32]),
            page,
        }
    }

    #[test]
    fn what_is_put_is_there_after_reopening_and_gone_after_deleting() {
        let temp = tempfile::tempdir().unwrap();
        let file = temp.path().join("thumbs.db");
        let thumbnails = Thumbnails::open(&file, true).unwrap();
        assert_eq!(thumbnails.thumbnail(key(1, 1)), None);
        thumbnails.put_thumbnail(key(1, 1), b"first");
        thumbnails.put_thumbnail(key(1, 2), b"second page");
        thumbnails.put_thumbnail(key(1, 1), b"first again");
        thumbnails.close();
        assert_eq!(thumbnails.thumbnail(key(1, 1)), None);
        let reopened = Thumbnails::open(&file, true).unwrap();
        assert_eq!(reopened.thumbnail(key(1, 1)).unwrap(), b"first again");
        assert_eq!(reopened.thumbnail(key(1, 2)).unwrap(), b"second page");
        reopened.close();
        std::fs::remove_file(&file).unwrap();
        let emptied = Thumbnails::open(&file, true).unwrap();
        assert_eq!(emptied.thumbnail(key(1, 1)), None);
    }

    #[test]
    fn a_broken_cache_is_made_anew() {
        let temp = tempfile::tempdir().unwrap();
        let file = temp.path().join("thumbs.db");
        std::fs::write(&file, "this is no database at all ".repeat(100)).unwrap();
        let thumbnails = Thumbnails::open(&file, true).unwrap();
        thumbnails.put_thumbnail(key(3, 1), b"x");
        thumbnails.close();
        let reopened = Thumbnails::open(&file, true).unwrap();
        assert_eq!(reopened.thumbnail(key(3, 1)).unwrap(), b"x");
    }

    #[test]
    fn a_read_only_cache_reads_the_file_and_puts_into_memory() {
        let temp = tempfile::tempdir().unwrap();
        let file = temp.path().join("thumbs.db");
        let writer = Thumbnails::open(&file, true).unwrap();
        writer.put_thumbnail(key(1, 1), b"on disk");
        let before = std::fs::read(&file).unwrap();
        let reader = Thumbnails::open(&file, false).unwrap();
        assert_eq!(reader.thumbnail(key(1, 1)).unwrap(), b"on disk");
        reader.put_thumbnail(key(2, 1), b"in memory");
        assert_eq!(reader.thumbnail(key(2, 1)).unwrap(), b"in memory");
        reader.close();
        assert_eq!(std::fs::read(&file).unwrap(), before);
        assert_eq!(writer.thumbnail(key(2, 1)), None);
    }

    #[test]
    fn the_least_recently_used_make_room() {
        let mut cache = Cache::in_memory(None).unwrap();
        for number in 0..10 {
            cache.put(key(number, 1), &[number; 100]).unwrap();
        }
        // The oldest was looked at just now, so the second oldest goes before it.
        assert!(cache.get(key(0, 1)).unwrap().is_some());
        cache.trim_to(300).unwrap();
        assert_eq!(cache.total_bytes, 300);
        let left: Vec<u8> = (0..10)
            .filter(|&number| cache.get(key(number, 1)).unwrap().is_some())
            .collect();
        assert_eq!(left, [0, 8, 9]);
    }
}
