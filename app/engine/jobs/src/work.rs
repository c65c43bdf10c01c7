//! What running work holds: its progress, and whether anybody still wants it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use parking_lot::Mutex;

use crate::wake::Wake;

/// How far a job is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    /// Units finished.
    pub done: u64,
    /// Units in all; 0 while that is unknown.
    pub total: u64,
    /// What the job is doing now, for the user.
    pub stage: String,
}

impl Progress {
    /// The finished part from 0 to 1, where the total is known.
    #[must_use]
    pub fn fraction(&self) -> Option<f32> {
        (self.total > 0).then(|| (self.done as f64 / self.total as f64).clamp(0.0, 1.0) as f32)
    }
}

/// The job was told to stop.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

type Hook = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct State {
    cancelled: AtomicBool,
    progress: Mutex<Progress>,
    hooks: Mutex<Hooks>,
}

#[derive(Default)]
struct Hooks {
    next_id: u64,
    waiting: Vec<(u64, Hook)>,
}

/// The handle that running work holds: progress out, cancellation in. Clones share one job.
#[derive(Clone)]
pub struct Work {
    state: Arc<State>,
    wake: Option<Wake>,
    /// Whether reports of progress are dropped.
    is_quiet: bool,
}

impl Work {
    /// Work that belongs to no service: for the command line and for tests.
    #[must_use]
    pub fn detached() -> Self {
        Self {
            state: Arc::default(),
            wake: None,
            is_quiet: false,
        }
    }

    pub(crate) fn waking(wake: Wake) -> Self {
        Self {
            state: Arc::default(),
            wake: Some(wake),
            is_quiet: false,
        }
    }

    /// The same work without its progress: for a step whose own progress would hide that of the
    /// whole. Cancelling either cancels both.
    #[must_use]
    pub fn without_progress(&self) -> Self {
        Self {
            is_quiet: true,
            ..self.clone()
        }
    }

    /// Whether the work should end as soon as it can.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.state.cancelled.load(Ordering::Acquire)
    }

    /// [`Cancelled`] once the work should end: `work.check()?` between two steps.
    ///
    /// # Errors
    /// [`Cancelled`] when somebody called [`Work::cancel`].
    pub fn check(&self) -> Result<(), Cancelled> {
        if self.is_cancelled() {
            Err(Cancelled)
        } else {
            Ok(())
        }
    }

    /// Reports how far the work is. Cheap enough for every step; the window hears of it at most
    /// ten times a second.
    pub fn progress(&self, done: u64, total: u64, stage: &str) {
        if self.is_quiet {
            return;
        }
        {
            let mut progress = self.state.progress.lock();
            progress.done = done;
            progress.total = total;
            if progress.stage != stage {
                stage.clone_into(&mut progress.stage);
            }
        }
        if let Some(wake) = &self.wake {
            wake.for_progress();
        }
    }

    /// The last report.
    #[must_use]
    pub fn last_progress(&self) -> Progress {
        self.state.progress.lock().clone()
    }

    /// Tells the work to stop, and runs the hooks of [`Work::on_cancel`] on this thread.
    pub fn cancel(&self) {
        let hooks = {
            let mut hooks = self.state.hooks.lock();
            self.state.cancelled.store(true, Ordering::Release);
            std::mem::take(&mut hooks.waiting)
        };
        for (_, hook) in hooks {
            hook();
        }
    }

    /// Runs `hook` on cancellation (at once when that has happened already), until the returned
    /// guard is dropped. It is how a call that cannot poll, such as a model's run, is ended.
    #[must_use = "the hook is taken away again when the guard is dropped"]
    pub fn on_cancel(&self, hook: impl FnOnce() + Send + 'static) -> CancelHook {
        let mut hooks = self.state.hooks.lock();
        let id = hooks.next_id;
        hooks.next_id += 1;
        if self.is_cancelled() {
            drop(hooks);
            hook();
        } else {
            hooks.waiting.push((id, Box::new(hook)));
        }
        CancelHook {
            state: Arc::clone(&self.state),
            id,
        }
    }
}

/// Keeps a hook of [`Work::on_cancel`] in place until it is dropped.
pub struct CancelHook {
    state: Arc<State>,
    id: u64,
}

impl Drop for CancelHook {
    fn drop(&mut self) {
        self.state
            .hooks
            .lock()
            .waiting
            .retain(|(id, _)| *id != self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicUsize;

    #[test]
    fn hooks_run_once_and_only_while_guarded() {
        let work = Work::detached();
        let calls = Arc::new(AtomicUsize::new(0));
        let count = |by: usize| {
            let calls = Arc::clone(&calls);
            move || {
                calls.fetch_add(by, Ordering::SeqCst);
            }
        };
        let kept = work.on_cancel(count(1));
        drop(work.on_cancel(count(10)));
        work.cancel();
        work.cancel();
        assert_eq!(calls.load(Ordering::SeqCst), 1);
        drop(kept);
        let _late = work.on_cancel(count(100));
        assert_eq!(calls.load(Ordering::SeqCst), 101);
        assert_eq!(work.check(), Err(Cancelled));
    }

    #[test]
    fn fraction_is_unknown_without_a_total() {
        assert_eq!(Progress::default().fraction(), None);
        let half = Progress {
            done: 2,
            total: 4,
            stage: String::new(),
        };
        assert_eq!(half.fraction(), Some(0.5));
    }

    #[test]
    fn a_step_without_progress_leaves_that_of_the_whole_and_shares_its_end() {
        let work = Work::detached();
        work.progress(3, 9, "pictures");
        let step = work.without_progress();
        step.progress(1, 2, "steps");
        assert_eq!(work.last_progress().stage, "pictures");
        work.cancel();
        assert!(step.is_cancelled());
    }
}
