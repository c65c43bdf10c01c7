//! The side of a player that is told what to do and asked where it is.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::State;
use super::shared::{Hold, Report, Shared};
use crate::{Moment, Piece, PlaybackError, Position, playable};

/// How long a device may ask for nothing before it is taken to be stuck.
const PATIENCE: Duration = Duration::from_secs(3);

/// What is wanted of a performer, and what is known of it.
pub(super) struct Controls {
    shared: Arc<Shared>,
    wanted: Wanted,
    /// The number of the last orders.
    number: u64,
    ordered_at: Instant,
    piece: Option<Hold>,
    /// Pieces that the performer may still have. The last hold on a piece is let go here, since freeing
    /// it is too slow for the thread of the sound.
    former: Vec<Hold>,
    /// Where it was last told to go, in quarters.
    start: f64,
}

/// What is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Nothing,
    Playing,
    Paused,
}

impl Controls {
    pub fn new() -> Self {
        Self {
            shared: Arc::new(Shared::new()),
            wanted: Wanted::Nothing,
            number: 0,
            ordered_at: Instant::now(),
            piece: None,
            former: Vec::new(),
            start: 0.0,
        }
    }

    pub const fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    pub fn play(
        &mut self,
        piece: Arc<Piece>,
        from: Moment,
        now: Instant,
    ) -> Result<(), PlaybackError> {
        let start = piece.quarter_of(from).ok_or(PlaybackError::NotPlayed)?;
        let hold = Arc::new(piece);
        self.former.extend(self.piece.replace(Arc::clone(&hold)));
        self.wanted = Wanted::Playing;
        self.order(now, Some(hold), Some(start));
        // The performer lets a piece go when it takes the next one.
        self.former.retain(|it| Arc::strong_count(it) > 1);
        Ok(())
    }

    pub fn pause(&mut self, now: Instant) {
        if self.state(now) == State::Playing {
            self.wanted = Wanted::Paused;
            self.order(now, None, None);
        }
    }

    pub fn resume(&mut self, now: Instant) {
        if self.wanted == Wanted::Paused {
            self.wanted = Wanted::Playing;
            self.order(now, None, None);
        }
    }

    pub fn stop(&mut self, now: Instant) {
        self.wanted = Wanted::Nothing;
        self.order(now, None, None);
    }

    pub fn seek(&mut self, to: Moment, now: Instant) -> Result<(), PlaybackError> {
        let Some(piece) = &self.piece else {
            return Ok(());
        };
        let start = piece.quarter_of(to).ok_or(PlaybackError::NotPlayed)?;
        if self.state(now) != State::Playing {
            self.wanted = Wanted::Paused;
        }
        self.order(now, None, Some(start));
        Ok(())
    }

    pub fn set_tempo(&mut self, quarters_per_minute: f64) {
        self.shared.set_tempo(playable(quarters_per_minute));
    }

    pub fn set_volume(&mut self, volume: f32) {
        let is_number = !volume.is_nan();
        let volume = if is_number {
            volume.clamp(0.0, 1.0)
        } else {
            0.0
        };
        self.shared.set_volume(volume);
    }

    pub fn position(&self, now: Instant) -> Option<Position> {
        if self.wanted == Wanted::Nothing || self.has_ended(now) {
            return None;
        }
        let piece = self.piece.as_ref()?;
        let quarter = self.report().map_or(self.start, |report| {
            // What the device has in store is not heard yet.
            let in_store = report.heard_at.saturating_duration_since(now).as_secs_f64();
            let heard = report.quarter - report.quarters_per_sec * in_store;
            heard.max(self.start.min(report.quarter))
        });
        piece.position_at(quarter)
    }

    pub fn state(&self, now: Instant) -> State {
        if let Some(failure) = self.shared.failure() {
            return State::Failed(failure.clone());
        }
        if self.wanted == Wanted::Nothing {
            return State::Stopped;
        }
        let written_at = self.shared.report().map(|it| it.written_at);
        let active_at = written_at.map_or(self.ordered_at, |it| it.max(self.ordered_at));
        if now.saturating_duration_since(active_at) > PATIENCE {
            State::Failed(PlaybackError::NotAnswering)
        } else if self.has_ended(now) {
            State::Ended
        } else if self.wanted == Wanted::Paused {
            State::Paused
        } else {
            State::Playing
        }
    }

    fn has_ended(&self, now: Instant) -> bool {
        let ended_at = self.report().and_then(|it| it.ended_at);
        ended_at.is_some_and(|it| it <= now)
    }

    /// The report on the last orders.
    fn report(&self) -> Option<Report> {
        self.shared.report().filter(|it| it.number == self.number)
    }

    fn order(&mut self, now: Instant, piece: Option<Hold>, start: Option<f64>) {
        // Until these orders are seen, it is where they go, or where it is now.
        let here = self.position(now).map_or(self.start, |it| it.quarter);
        self.start = start.unwrap_or(here);
        let is_running = self.wanted == Wanted::Playing;
        self.shared.order(|orders| {
            if piece.is_some() {
                orders.piece = piece;
            }
            orders.start = start.or(orders.start);
            orders.is_running = is_running;
            self.number = orders.number;
        });
        self.ordered_at = now;
    }
}
