//! Waking whoever shows results: at once for a result, at most ten times a second for progress.

use std::sync::Arc;
use std::time::{Duration, Instant};

use parking_lot::Mutex;

const PROGRESS_INTERVAL: Duration = Duration::from_millis(100);

/// A throttled call into the window (or into nothing, on the command line).
#[derive(Clone)]
pub(crate) struct Wake {
    call: Arc<dyn Fn() + Send + Sync>,
    last_progress: Arc<Mutex<Option<Instant>>>,
}

impl Wake {
    pub(crate) fn new(call: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            call: Arc::new(call),
            last_progress: Arc::default(),
        }
    }

    pub(crate) fn now(&self) {
        (self.call)();
    }

    /// Wakes unless a progress report did so within the last tenth of a second.
    /// The end of the job wakes again in any case, so a swallowed report is never the last word.
    pub(crate) fn for_progress(&self) {
        let now = Instant::now();
        {
            let mut last = self.last_progress.lock();
            if last.is_some_and(|at| now.duration_since(at) < PROGRESS_INTERVAL) {
                return;
            }
            *last = Some(now);
        }
        self.now();
    }
}
