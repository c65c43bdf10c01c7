//! A slot for one kind of request, in which the newest wins.

use crate::lane::Lane;
use crate::pending::{Pending, Stopped};
use crate::service::Jobs;
use crate::work::{Progress, Work};

/// At most one request at a time: asking again cancels the one before, waiting or running, and
/// only the newest one's result is ever seen. What was shown before stays with the caller.
pub struct Latest<T> {
    pending: Option<Pending<T>>,
}

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Self { pending: None }
    }
}

impl<T: Send + 'static> Latest<T> {
    /// Asks anew; what was asked before is cancelled.
    pub fn ask(
        &mut self,
        jobs: &Jobs,
        lane: Lane,
        title: impl Into<String>,
        work: impl FnOnce(&Work) -> T + Send + 'static,
    ) {
        self.cancel();
        self.pending = Some(jobs.start(lane, title, work));
    }

    /// The newest request's result, once, as soon as it is there.
    pub fn poll(&mut self) -> Option<Result<T, Stopped>> {
        let result = self.pending.as_mut()?.poll()?;
        self.pending = None;
        Some(result)
    }

    /// Whether a result is still to come.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.pending.is_some()
    }

    /// How far the newest request is, while one is under way.
    #[must_use]
    pub fn progress(&self) -> Option<Progress> {
        self.pending.as_ref().map(Pending::progress)
    }

    /// Gives the request up: no result will come.
    pub fn cancel(&mut self) {
        self.pending = None;
    }
}
