//! Writing a project: one thread, one transaction a change, on the disk before the caller goes on.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use parking_lot::Mutex;

use crate::error::{Result, StoreError};
use crate::sql::{Connection, Transaction, TransactionBehavior};

/// How many changes may wait for the disk.
const QUEUE_LEN: usize = 1024;
/// How long closing waits for readers of other programs before it leaves the log for the next time.
const CLOSING_BUSY_TIMEOUT: Duration = Duration::from_millis(200);

type Change = Box<dyn FnOnce(&mut Connection) + Send>;

enum Order {
    Change(Change),
    Stop,
}

thread_local! {
    /// Whether this thread is a writer that is in the middle of a change.
    static IN_CHANGE: Cell<bool> = const { Cell::new(false) };
}

/// The handle for changing a project. Clones share the one writer thread.
#[derive(Debug, Clone)]
pub struct Writer {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    dir: PathBuf,
    target: Target,
    errors: Mutex<Vec<StoreError>>,
    revision: Arc<AtomicU64>,
}

#[derive(Debug)]
enum Target {
    Thread(Sender<Order>),
    Refusing { reason: String },
}

impl Writer {
    /// Starts the thread that owns the connection from then on.
    pub(crate) fn start(
        dir: PathBuf,
        connection: Connection,
        revision: Arc<AtomicU64>,
    ) -> Result<(Writer, WriterThread)> {
        let (sender, receiver) = bounded(QUEUE_LEN);
        let thread_dir = dir.clone();
        let handle = std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || run(&receiver, connection, &thread_dir))
            .map_err(|cause| StoreError::io("start the writer of the project", &dir, cause))?;
        let thread = WriterThread {
            sender: sender.clone(),
            handle,
        };
        let shared = Arc::new(Shared {
            dir,
            target: Target::Thread(sender),
            errors: Mutex::new(Vec::new()),
            revision,
        });
        Ok((Writer { shared }, thread))
    }

    /// A writer of a project that is open read-only.
    pub(crate) fn refusing(dir: PathBuf, reason: String) -> Writer {
        Writer {
            shared: Arc::new(Shared {
                dir,
                target: Target::Refusing { reason },
                errors: Mutex::new(Vec::new()),
                revision: Arc::new(AtomicU64::new(0)),
            }),
        }
    }

    /// Runs a change as one transaction on the writer thread, and waits until it is on the disk.
    ///
    /// # Errors
    /// When the closure fails or panics, or the disk does not take it; nothing of it is kept then.
    /// Also when the project is read-only or closed.
    pub fn write<T: Send + 'static>(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        if IN_CHANGE.get() {
            return Err(StoreError::NestedWrite);
        }
        let sender = self.sender()?;
        let (reply, answer) = bounded(1);
        let shared = Arc::clone(&self.shared);
        let order: Change = Box::new(move |connection| {
            // A caller that went away meanwhile does not make the change undone.
            let _ = reply.send(shared.transact(connection, change));
        });
        sender
            .send(Order::Change(order))
            .map_err(|_| StoreError::Closed)?;
        answer.recv().map_err(|_| StoreError::Closed)?
    }

    /// Hands a change to the writer thread and returns at once, as a frame must. Changes are
    /// carried out in the order in which they were handed over; what goes wrong with one is kept
    /// for [`Writer::take_errors`].
    pub fn send(&self, change: impl FnOnce(&Transaction<'_>) -> Result<()> + Send + 'static) {
        let shared = Arc::clone(&self.shared);
        self.send_then(change, move |outcome| {
            if let Err(error) = outcome {
                shared.report(error);
            }
        });
    }

    /// Hands a change to the writer thread and returns at once, as a frame must. `then` is called
    /// on that thread once the change is on the disk or has failed, and here where it cannot be
    /// handed over; it must be quick.
    pub fn send_then<T: 'static>(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> Result<T> + Send + 'static,
        then: impl FnOnce(Result<T>) + Send + 'static,
    ) {
        let shared = Arc::clone(&self.shared);
        let sender = match self.sender() {
            Ok(sender) => sender,
            Err(error) => return then(Err(error)),
        };
        // Whoever gets it calls it: the writer thread, or this one when that takes no more.
        let then = Arc::new(Mutex::new(Some(then)));
        let told = Arc::clone(&then);
        let order: Change = Box::new(move |connection| {
            let outcome = shared.transact(connection, change);
            tell(&told, outcome);
        });
        if let Err(error) = sender.try_send(Order::Change(order)) {
            let error = match error {
                TrySendError::Full(_) => StoreError::QueueFull,
                TrySendError::Disconnected(_) => StoreError::Closed,
            };
            tell(&then, Err(error));
        }
    }

    /// What went wrong with changes that nobody waited for, oldest first. Each is given out once.
    pub fn take_errors(&self) -> Vec<StoreError> {
        std::mem::take(&mut *self.shared.errors.lock())
    }

    /// The project folder, to which relative paths refer.
    pub fn dir(&self) -> &Path {
        &self.shared.dir
    }

    fn sender(&self) -> Result<&Sender<Order>> {
        match &self.shared.target {
            Target::Thread(sender) => Ok(sender),
            Target::Refusing { reason } => Err(StoreError::ReadOnly {
                dir: self.shared.dir.clone(),
                reason: reason.clone(),
            }),
        }
    }
}

/// Tells the outcome to whoever waits for it, once.
fn tell<T>(then: &Mutex<Option<impl FnOnce(Result<T>)>>, outcome: Result<T>) {
    let then = then.lock().take();
    if let Some(then) = then {
        then(outcome);
    }
}

impl Shared {
    fn report(&self, error: StoreError) {
        tracing::error!(%error, "a change was not kept");
        self.errors.lock().push(error);
    }

    /// One change from begin to commit, with panics turned into errors.
    fn transact<T>(
        &self,
        connection: &mut Connection,
        change: impl FnOnce(&Transaction<'_>) -> Result<T>,
    ) -> Result<T> {
        let outcome = (|| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            IN_CHANGE.set(true);
            // Nothing that the closure may have left half done is used again: the transaction is
            // rolled back, and what the closure owned is gone.
            let outcome = catch_unwind(AssertUnwindSafe(|| change(&transaction)));
            IN_CHANGE.set(false);
            let value = outcome.unwrap_or_else(|panic| {
                Err(StoreError::WritePanicked {
                    message: panic_message(panic.as_ref()),
                })
            })?;
            transaction.commit()?;
            Ok(value)
        })();
        if outcome.is_ok() {
            self.revision.fetch_add(1, Ordering::AcqRel);
        }
        outcome.map_err(|error: StoreError| error.located(&self.dir))
    }
}

/// The running writer thread, which [`WriterThread::stop`] ends.
#[derive(Debug)]
pub(crate) struct WriterThread {
    sender: Sender<Order>,
    handle: JoinHandle<Result<()>>,
}

impl WriterThread {
    /// Lets the changes that wait be carried out, closes the file and ends the thread.
    pub(crate) fn stop(self) -> Result<()> {
        // A thread that has ended already hears nothing, and has closed its file.
        let _ = self.sender.send(Order::Stop);
        self.handle.join().unwrap_or_else(|panic| {
            Err(StoreError::WritePanicked {
                message: panic_message(panic.as_ref()),
            })
        })
    }
}

fn run(orders: &Receiver<Order>, mut connection: Connection, dir: &Path) -> Result<()> {
    while let Ok(Order::Change(change)) = orders.recv() {
        change(&mut connection);
    }
    close(connection).map_err(|error| error.located(dir))
}

/// Folds the log into the file, so that the one file is the whole project.
fn close(connection: Connection) -> Result<()> {
    connection.busy_timeout(CLOSING_BUSY_TIMEOUT)?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    connection
        .close()
        .map_err(|(_, error)| StoreError::from(error))
}

fn panic_message(panic: &(dyn Any + Send)) -> String {
    let text = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("no message").to_owned()
}
