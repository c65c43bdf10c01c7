//! The job service: starts work on its lane, lists it, and ends it in order.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use parking_lot::{Mutex, RwLock};

use crate::lane::Lane;
use crate::panics::{self, JobPanic};
use crate::pending::{Pending, Stopped};
use crate::wake::Wake;
use crate::work::{Progress, Work};

/// Names one job as long as the program runs.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct JobId(u64);

/// One line of the job list.
#[derive(Clone, Debug)]
pub struct JobStatus {
    /// The job.
    pub id: JobId,
    /// What it does, for the user.
    pub title: String,
    /// Where it runs.
    pub lane: Lane,
    /// Whether it has left the queue.
    pub running: bool,
    /// Whether it has been told to stop.
    pub cancelled: bool,
    /// How far it is.
    pub progress: Progress,
    /// When it was asked for.
    pub since: Instant,
}

struct Entry {
    id: JobId,
    title: String,
    lane: Lane,
    running: AtomicBool,
    work: Work,
    since: Instant,
}

type Task = Box<dyn FnOnce() + Send>;

struct Inner {
    /// One queue a lane, in the order of [`Lane::ALL`]; empty once the service is shutting down.
    queues: RwLock<Vec<Sender<Task>>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    entries: Mutex<Vec<Arc<Entry>>>,
    panics: Mutex<Vec<JobPanic>>,
    next_id: AtomicU64,
    wake: Wake,
}

/// The process's job service. Clones share it.
#[derive(Clone)]
pub struct Jobs {
    inner: Arc<Inner>,
}

impl Jobs {
    /// Starts the lanes' threads. `wake` is called from them whenever there is something to show.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        panics::remember_places();
        let mut queues = Vec::new();
        let mut threads = Vec::new();
        for lane in Lane::ALL {
            let (sender, receiver) = bounded(Lane::QUEUE_LENGTH);
            queues.push(sender);
            for number in 0..lane.thread_count() {
                threads.push(spawn(lane, number, receiver.clone()));
            }
        }
        Self {
            inner: Arc::new(Inner {
                queues: RwLock::new(queues),
                threads: Mutex::new(threads),
                entries: Mutex::default(),
                panics: Mutex::default(),
                next_id: AtomicU64::new(0),
                wake: Wake::new(wake),
            }),
        }
    }

    /// Puts `work` in the queue of its lane. Never waits: where the queue is full the result is
    /// [`Stopped::Refused`].
    pub fn start<T: Send + 'static>(
        &self,
        lane: Lane,
        title: impl Into<String>,
        work: impl FnOnce(&Work) -> T + Send + 'static,
    ) -> Pending<T> {
        let (sender, receiver) = bounded(1);
        let entry = self.entry(lane, title.into());
        let handle = entry.work.clone();
        let task = self.task(&entry, work, sender.clone());
        self.inner.entries.lock().push(Arc::clone(&entry));
        let queued = match self.inner.queues.read().get(lane as usize) {
            Some(queue) => queue.try_send(task),
            None => Err(TrySendError::Disconnected(task)),
        };
        if queued.is_err() {
            self.inner
                .entries
                .lock()
                .retain(|other| other.id != entry.id);
            tracing::warn!(title = entry.title, "a job was refused");
            let _ = sender.send(Err(Stopped::Refused));
            self.inner.wake.now();
        }
        Pending::new(handle, receiver)
    }

    /// Runs `work` on a thread of its own and outside the list: for waiting on what is not work,
    /// such as a person in front of a file dialog, which must not hold up a lane.
    pub fn wait_aside<T: Send + 'static>(
        &self,
        title: impl Into<String>,
        work: impl FnOnce(&Work) -> T + Send + 'static,
    ) -> Pending<T> {
        let (sender, receiver) = bounded(1);
        let entry = self.entry(Lane::Interactive, title.into());
        let handle = entry.work.clone();
        let task = self.task(&entry, work, sender.clone());
        let spawned = std::thread::Builder::new().name("aside".into()).spawn(task);
        if let Err(error) = spawned {
            tracing::warn!(%error, title = entry.title, "no thread was granted");
            let _ = sender.send(Err(Stopped::Refused));
        }
        Pending::new(handle, receiver)
    }

    fn entry(&self, lane: Lane, title: String) -> Arc<Entry> {
        Arc::new(Entry {
            id: JobId(self.inner.next_id.fetch_add(1, Ordering::Relaxed)),
            title,
            lane,
            running: AtomicBool::new(false),
            work: Work::waking(self.inner.wake.clone()),
            since: Instant::now(),
        })
    }

    /// What a thread does for one job: run it, strike it off the list, and hand over the result.
    fn task<T: Send + 'static>(
        &self,
        entry: &Arc<Entry>,
        work: impl FnOnce(&Work) -> T + Send + 'static,
        sender: Sender<Result<T, Stopped>>,
    ) -> Task {
        let inner = Arc::downgrade(&self.inner);
        let entry = Arc::clone(entry);
        Box::new(move || {
            let result = entry.run(work);
            let Some(inner) = inner.upgrade() else { return };
            let result = result.map_err(|stopped| inner.note(&entry, stopped));
            inner.entries.lock().retain(|other| other.id != entry.id);
            // Nobody waits for a detached or a replaced job, which is no fault.
            let _ = sender.send(result);
            inner.wake.now();
        })
    }

    /// The jobs that wait or run, oldest first.
    #[must_use]
    pub fn list(&self) -> Vec<JobStatus> {
        let entries = self.inner.entries.lock();
        entries.iter().map(|entry| entry.status()).collect()
    }

    /// Tells one job to stop; nothing happens where it has ended already.
    pub fn cancel(&self, id: JobId) {
        let entry = self
            .inner
            .entries
            .lock()
            .iter()
            .find(|entry| entry.id == id)
            .cloned();
        if let Some(entry) = entry {
            entry.work.cancel();
        }
    }

    /// Tells every job to stop.
    pub fn cancel_all(&self) {
        let entries = self.inner.entries.lock().clone();
        for entry in entries {
            entry.work.cancel();
        }
    }

    /// The panics since the last call.
    #[must_use]
    pub fn take_panics(&self) -> Vec<JobPanic> {
        std::mem::take(&mut self.inner.panics.lock())
    }

    /// Cancels everything, takes no more work, and waits for the threads, at most `limit`.
    /// True when all of them ended; a thread stuck in foreign code is left behind.
    #[must_use]
    pub fn shut_down(&self, limit: Duration) -> bool {
        self.inner.queues.write().clear();
        self.cancel_all();
        let until = Instant::now() + limit;
        let mut threads = std::mem::take(&mut *self.inner.threads.lock());
        while !threads.is_empty() {
            threads.retain(|thread| !thread.is_finished());
            if Instant::now() >= until {
                break;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        threads.is_empty()
    }
}

impl Inner {
    /// Keeps a panic for the window, and makes of it what the waiting side hears.
    fn note(&self, entry: &Entry, stopped: StoppedAt) -> Stopped {
        match stopped {
            StoppedAt::Cancelled => Stopped::Cancelled,
            StoppedAt::Panicked { message, place } => {
                tracing::error!(title = entry.title, message, place, "a job panicked");
                self.panics.lock().push(JobPanic {
                    title: entry.title.clone(),
                    message: message.clone(),
                    place,
                });
                Stopped::Panicked(message)
            }
        }
    }
}

enum StoppedAt {
    Cancelled,
    Panicked {
        message: String,
        place: Option<String>,
    },
}

impl Entry {
    fn run<T>(&self, work: impl FnOnce(&Work) -> T) -> Result<T, StoppedAt> {
        if self.work.is_cancelled() {
            return Err(StoppedAt::Cancelled);
        }
        self.running.store(true, Ordering::Relaxed);
        let result = panics::caught(|| work(&self.work))
            .map_err(|(message, place)| StoppedAt::Panicked { message, place })?;
        if self.work.is_cancelled() {
            return Err(StoppedAt::Cancelled);
        }
        Ok(result)
    }

    fn status(&self) -> JobStatus {
        JobStatus {
            id: self.id,
            title: self.title.clone(),
            lane: self.lane,
            running: self.running.load(Ordering::Relaxed),
            cancelled: self.work.is_cancelled(),
            progress: self.work.last_progress(),
            since: self.since,
        }
    }
}

fn spawn(lane: Lane, number: usize, queue: Receiver<Task>) -> JoinHandle<()> {
    std::thread::Builder::new()
        .name(format!("{}-{number}", lane.thread_name()))
        .spawn(move || {
            for task in queue {
                task();
            }
        })
        .expect("the system grants the handful of threads that the program starts with")
}
