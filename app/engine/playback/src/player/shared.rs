//! What the thread of the user interface and that of the sound tell each other.
//!
//! Neither waits for the other: what is held by a lock is copied and let go at once, and the thread of the
//! sound goes on without what it cannot have just then.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Instant;

use crate::{Piece, PlaybackError, USUAL_TEMPO};

/// What both threads know.
pub(crate) struct Shared {
    orders: Mutex<Orders>,
    report: Mutex<Option<Report>>,
    /// The bits of the tempo, in quarters a minute.
    tempo: AtomicU64,
    /// The bits of the volume.
    volume: AtomicU32,
    failure: OnceLock<PlaybackError>,
}

/// A hold on a piece that only the two threads have: how many holds there are tells whether the thread of
/// the sound still has it, whoever else has the piece.
pub(super) type Hold = Arc<Arc<Piece>>;

/// What is to be played. Later orders replace those that have not been seen.
#[derive(Default)]
pub(super) struct Orders {
    /// Counts the orders.
    pub number: u64,
    /// A piece to take in place of the one before.
    pub piece: Option<Hold>,
    /// Where to go, in quarters.
    pub start: Option<f64>,
    pub is_running: bool,
}

/// How far the sound has come.
#[derive(Debug, Clone, Copy)]
pub(super) struct Report {
    /// The number of the orders that it follows.
    pub number: u64,
    /// When it was written.
    pub written_at: Instant,
    /// Where it is, in quarters.
    pub quarter: f64,
    /// When that is heard.
    pub heard_at: Instant,
    pub quarters_per_sec: f64,
    /// When the end is heard, once it has come to it.
    pub ended_at: Option<Instant>,
}

impl Shared {
    pub fn new() -> Self {
        Self {
            orders: Mutex::default(),
            report: Mutex::default(),
            tempo: AtomicU64::new(USUAL_TEMPO.to_bits()),
            volume: AtomicU32::new(1_f32.to_bits()),
            failure: OnceLock::new(),
        }
    }

    pub fn set_tempo(&self, quarters_per_minute: f64) {
        self.tempo
            .store(quarters_per_minute.to_bits(), Ordering::Relaxed);
    }

    pub fn tempo(&self) -> f64 {
        f64::from_bits(self.tempo.load(Ordering::Relaxed))
    }

    pub fn set_volume(&self, volume: f32) {
        self.volume.store(volume.to_bits(), Ordering::Relaxed);
    }

    pub fn volume(&self) -> f32 {
        f32::from_bits(self.volume.load(Ordering::Relaxed))
    }

    /// Says that nothing sounds any more; the first reason counts.
    pub fn fail(&self, error: PlaybackError) {
        // Nothing is to be done about a second one.
        let _ = self.failure.set(error);
    }

    pub fn failure(&self) -> Option<&PlaybackError> {
        self.failure.get()
    }

    /// Changes the orders.
    pub(super) fn order(&self, change: impl FnOnce(&mut Orders)) {
        let mut orders = locked(&self.orders);
        orders.number += 1;
        change(&mut orders);
    }

    /// The orders, where they are not `number` and nobody is at them.
    pub(super) fn orders_after(&self, number: u64) -> Option<Orders> {
        let mut orders = self
            .orders
            .try_lock()
            .ok()
            .filter(|it| it.number != number)?;
        Some(Orders {
            number: orders.number,
            piece: orders.piece.take(),
            start: orders.start.take(),
            is_running: orders.is_running,
        })
    }

    /// Replaces the report where nobody is at it.
    pub(super) fn write_report(&self, report: Report) {
        if let Ok(mut written) = self.report.try_lock() {
            *written = Some(report);
        }
    }

    pub(super) fn report(&self) -> Option<Report> {
        *locked(&self.report)
    }
}

/// What a lock holds: it is whole, whatever became of who held it.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
