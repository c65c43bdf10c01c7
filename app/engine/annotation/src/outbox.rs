//! The way of gestures to the disk: in order, none left out, and none lost while the disk is full.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};

use store::{StoreError, Writer};

use crate::{Done, record};

/// How many gestures are with the writer at a time; more wait here.
const WITH_WRITER: usize = 256;

/// Gestures on their way to the disk. When one cannot be written, those after it wait too, since
/// each builds on the one before it, until [`Outbox::retry`] is called.
pub struct Outbox {
    writer: Writer,
    /// What is not known to be on the disk, oldest first.
    waiting: VecDeque<Done>,
    /// How many of those, from the oldest on, are with the writer.
    sent: usize,
    answers: Receiver<Answer>,
    answer: Sender<Answer>,
    is_stopped: Arc<AtomicBool>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

enum Answer {
    Written,
    /// Passed over, because one before it failed.
    PassedOver,
    Failed(StoreError),
}

impl Outbox {
    /// An empty one. `wake` is called whenever the writer has answered.
    pub fn new(writer: Writer, wake: impl Fn() + Send + Sync + 'static) -> Self {
        let (answer, answers) = mpsc::channel();
        Self {
            writer,
            waiting: VecDeque::new(),
            sent: 0,
            answers,
            answer,
            is_stopped: Arc::default(),
            wake: Arc::new(wake),
        }
    }

    /// Sends a gesture on its way.
    pub fn push(&mut self, done: Done) {
        self.waiting.push_back(done);
        self.send();
    }

    /// Takes up what the writer has answered; gives the reason when something could not be written.
    pub fn poll(&mut self) -> Option<StoreError> {
        let mut failure = None;
        while let Ok(answer) = self.answers.try_recv() {
            failure = self.take(answer).or(failure);
        }
        self.send();
        failure
    }

    fn take(&mut self, answer: Answer) -> Option<StoreError> {
        self.sent -= 1;
        match answer {
            Answer::Written => {
                self.waiting.pop_front();
                None
            }
            Answer::PassedOver => None,
            Answer::Failed(error) => Some(error),
        }
    }

    /// Tries again after something could not be written.
    pub fn retry(&mut self) {
        self.poll();
        // Those that the writer still has would be passed over; they come back first.
        if self.sent == 0 {
            self.is_stopped.store(false, Ordering::Release);
            self.send();
        }
    }

    /// Waits until everything is on the disk; what the disk does not take is tried once more, and
    /// then lost, which the log says.
    pub fn finish(mut self) {
        if let Err(error) = self.settle() {
            tracing::error!(%error, gestures = self.len(), "labels were not written");
        }
    }

    /// Waits until everything is on the disk; what the disk does not take is tried once more.
    ///
    /// # Errors
    /// When it was not taken that time either. It waits still.
    pub fn settle(&mut self) -> Result<(), StoreError> {
        let mut may_retry = true;
        let mut failure = None;
        loop {
            self.send();
            if self.is_empty() {
                return Ok(());
            }
            if self.sent > 0 {
                if let Ok(answer) = self.answers.recv() {
                    failure = self.take(answer).or(failure);
                }
            } else if std::mem::take(&mut may_retry) {
                self.is_stopped.store(false, Ordering::Release);
            } else if let Some(failure) = failure.take() {
                return Err(failure);
            }
        }
    }

    /// How many gestures are not known to be on the disk.
    #[must_use]
    pub fn len(&self) -> usize {
        self.waiting.len()
    }

    /// Whether everything is on the disk.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Whether something could not be written, so that everything after it waits.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.is_stopped.load(Ordering::Acquire)
    }

    fn send(&mut self) {
        while self.sent < WITH_WRITER && !self.is_stopped() {
            let Some(done) = self.waiting.get(self.sent).cloned() else {
                return;
            };
            self.sent += 1;
            let (at_work, at_end) = (Arc::clone(&self.is_stopped), Arc::clone(&self.is_stopped));
            let (answer, wake) = (self.answer.clone(), Arc::clone(&self.wake));
            self.writer.send_then(
                move |transaction| {
                    if at_work.load(Ordering::Acquire) {
                        return Ok(false);
                    }
                    record::append(transaction, &done.entry, &done.edit, &done.ids)?;
                    Ok(true)
                },
                move |outcome| {
                    let word = match outcome {
                        Ok(true) => Answer::Written,
                        Ok(false) => Answer::PassedOver,
                        Err(error) => {
                            at_end.store(true, Ordering::Release);
                            Answer::Failed(error)
                        }
                    };
                    // Nobody listens once the project was left.
                    let _ = answer.send(word);
                    wake();
                },
            );
        }
    }
}
