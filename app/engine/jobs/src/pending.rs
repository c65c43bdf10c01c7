//! The result of a job that may not be there yet.

use crossbeam_channel::{Receiver, TryRecvError};

use crate::work::{Progress, Work};

/// Why a job gave no result.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Stopped {
    /// Somebody cancelled it.
    #[error("cancelled")]
    Cancelled,
    /// It panicked; the text is the panic's message.
    #[error("stopped by a fault of the program: {0}")]
    Panicked(String),
    /// Its lane is full or the program is ending, so it was never started.
    #[error("refused: too much work is waiting, or the program is ending")]
    Refused,
}

/// The result of one job. Dropping it cancels the job; [`Pending::detach`] lets it run on.
pub struct Pending<T> {
    work: Work,
    result: Receiver<Result<T, Stopped>>,
    cancel_on_drop: bool,
}

impl<T> Pending<T> {
    pub(crate) fn new(work: Work, result: Receiver<Result<T, Stopped>>) -> Self {
        Self {
            work,
            result,
            cancel_on_drop: true,
        }
    }

    /// The result, once, as soon as it is there. Never waits.
    pub fn poll(&mut self) -> Option<Result<T, Stopped>> {
        match self.result.try_recv() {
            Ok(result) => Some(result),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(Stopped::Cancelled)),
        }
    }

    /// Waits for the result: for the command line and for tests, never for a frame.
    ///
    /// # Errors
    /// Why there is no result.
    pub fn wait(mut self) -> Result<T, Stopped> {
        self.cancel_on_drop = false;
        self.result.recv().unwrap_or(Err(Stopped::Cancelled))
    }

    /// Tells the job to stop. Its result will be [`Stopped::Cancelled`].
    pub fn cancel(&self) {
        self.work.cancel();
    }

    /// How far the job is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.work.last_progress()
    }

    /// Lets the job run to its end with nobody waiting for the result.
    pub fn detach(mut self) {
        self.cancel_on_drop = false;
    }
}

impl<T> Drop for Pending<T> {
    fn drop(&mut self) {
        if self.cancel_on_drop {
            self.work.cancel();
        }
    }
}
