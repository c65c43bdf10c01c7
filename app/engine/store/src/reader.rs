//! Reading a project: a small pool of connections that cannot write.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use parking_lot::Mutex;

use crate::connect::{self, Sharing};
use crate::error::{Result, StoreError};
use crate::folder;
use crate::sql::{self, Connection};

/// How many connections are kept open while nobody reads.
const MAX_IDLE_CONNECTIONS: usize = 4;

/// The handle for reading a project. Reads may run at the same time as each other and as a write.
///
/// A read asks the disk, so it belongs in a job and not in a frame.
#[derive(Debug, Clone)]
pub struct Reader {
    pool: Arc<Pool>,
}

#[derive(Debug)]
struct Pool {
    dir: PathBuf,
    sharing: Sharing,
    idle: Mutex<Vec<Connection>>,
    is_closed: AtomicBool,
    revision: Arc<AtomicU64>,
}

impl Reader {
    pub(crate) fn new(dir: PathBuf, sharing: Sharing) -> Reader {
        Reader {
            pool: Arc::new(Pool {
                dir,
                sharing,
                idle: Mutex::new(Vec::new()),
                is_closed: AtomicBool::new(false),
                revision: Arc::new(AtomicU64::new(0)),
            }),
        }
    }

    /// Runs queries on one consistent state of the project: what is committed meanwhile is not
    /// seen before the next call.
    ///
    /// # Errors
    /// When a query fails, or the project was closed.
    pub fn read<T>(&self, query: impl FnOnce(&Connection) -> sql::Result<T>) -> Result<T> {
        let connection = self.take()?;
        let outcome = in_one_snapshot(&connection, query);
        self.put_back(connection);
        outcome.map_err(|error| error.located(&self.pool.dir))
    }

    /// A number that grows with every commit of this instance: a list that was read at one revision
    /// is still right while the number stays.
    pub fn revision(&self) -> u64 {
        self.pool.revision.load(Ordering::Acquire)
    }

    /// The project folder, to which relative paths refer.
    pub fn dir(&self) -> &Path {
        &self.pool.dir
    }

    pub(crate) fn revisions(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.pool.revision)
    }

    /// Lets no further read begin, and closes the connections that are idle.
    pub(crate) fn close(&self) {
        self.pool.is_closed.store(true, Ordering::Release);
        self.pool.idle.lock().clear();
    }

    fn take(&self) -> Result<Connection> {
        if self.pool.is_closed.load(Ordering::Acquire) {
            return Err(StoreError::Closed);
        }
        if let Some(connection) = self.pool.idle.lock().pop() {
            return Ok(connection);
        }
        let file = self.pool.dir.join(folder::DATABASE);
        connect::read_only(&file, self.pool.sharing).map_err(|error| error.located(&file))
    }

    fn put_back(&self, connection: Connection) {
        let mut idle = self.pool.idle.lock();
        // Asked under the lock, so that nothing is put into a pool that was just emptied for good.
        let is_open = !self.pool.is_closed.load(Ordering::Acquire);
        if is_open && idle.len() < MAX_IDLE_CONNECTIONS {
            idle.push(connection);
        }
    }
}

fn in_one_snapshot<T>(
    connection: &Connection,
    query: impl FnOnce(&Connection) -> sql::Result<T>,
) -> Result<T> {
    let transaction = connection.unchecked_transaction()?;
    let value = query(&transaction)?;
    transaction.finish()?;
    Ok(value)
}
