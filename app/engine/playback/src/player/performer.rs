//! What computes the sound when a device asks for it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::shared::{Hold, Report, Shared};
use crate::engine::Engine;
use crate::{Instrument, PlaybackError};

/// How many frames are computed at once.
const BLOCK: usize = 256;
/// How long a change of the volume takes to be made for about two thirds, in seconds.
const VOLUME_SECS: f32 = 0.02;

/// The side of a player that runs on the thread of the sound. It does not wait, and allocates nothing
/// after it has been made.
pub(crate) struct Performer {
    engine: Engine,
    /// What keeps the piece of the engine from being freed when the engine lets it go.
    hold: Option<Hold>,
    shared: Arc<Shared>,
    sample_rate: f64,
    /// The number of the orders that it follows.
    number: u64,
    volume: f32,
    /// How much of a change of the volume is made with each frame.
    step: f32,
    ended_at: Option<Instant>,
    left: [f32; BLOCK],
    right: [f32; BLOCK],
}

impl Performer {
    /// A performer at a sampling rate in hertz.
    ///
    /// # Errors
    /// A rate that the synthesiser cannot be run at.
    pub fn new(
        instrument: &Instrument,
        sample_rate: u32,
        shared: Arc<Shared>,
    ) -> Result<Self, PlaybackError> {
        Ok(Self {
            engine: Engine::new(instrument, sample_rate)?,
            hold: None,
            sample_rate: sample_rate.into(),
            number: 0,
            volume: shared.volume(),
            step: 1.0 - (-1.0 / (VOLUME_SECS * sample_rate as f32)).exp(),
            shared,
            ended_at: None,
            left: [0.0; BLOCK],
            right: [0.0; BLOCK],
        })
    }

    /// Computes the next frames, of which the first is heard at a time, and hands each with its number
    /// and the samples of the left and the right side to `put`. After a failure nothing is put.
    pub fn perform(
        &mut self,
        frames: usize,
        now: Instant,
        heard_at: Instant,
        put: impl FnMut(usize, f32, f32),
    ) {
        if self.shared.failure().is_some() {
            return;
        }
        // The samples of a damaged SoundFont can lie outside of it. Nobody above could catch that.
        let performed = catch_unwind(AssertUnwindSafe(|| self.play(frames, now, heard_at, put)));
        if performed.is_err() {
            self.shared.fail(PlaybackError::Damaged);
        }
    }

    fn play(
        &mut self,
        frames: usize,
        now: Instant,
        heard_at: Instant,
        mut put: impl FnMut(usize, f32, f32),
    ) {
        self.follow_orders();
        self.engine.set_tempo(self.shared.tempo());
        let target = self.shared.volume();
        let mut done = 0;
        while done < frames {
            let count = BLOCK.min(frames - done);
            let (left, right) = (&mut self.left[..count], &mut self.right[..count]);
            self.engine.render(left, right);
            for (at, (left, right)) in left.iter().zip(right).enumerate() {
                self.volume += (target - self.volume) * self.step;
                put(done + at, left * self.volume, *right * self.volume);
            }
            done += count;
        }
        let heard_at = heard_at + Duration::from_secs_f64(frames as f64 / self.sample_rate);
        if self.engine.has_ended() && self.ended_at.is_none() {
            self.ended_at = Some(heard_at);
        }
        self.shared.write_report(Report {
            number: self.number,
            written_at: now,
            quarter: self.engine.quarter(),
            heard_at,
            quarters_per_sec: self.engine.quarters_per_frame() * self.sample_rate,
            ended_at: self.ended_at,
        });
    }

    fn follow_orders(&mut self) {
        let Some(orders) = self.shared.orders_after(self.number) else {
            return;
        };
        self.number = orders.number;
        if let Some(hold) = orders.piece {
            self.engine.load(Arc::clone(&hold));
            self.hold = Some(hold);
        }
        if let Some(start) = orders.start {
            self.engine.go_to(start);
            self.ended_at = None;
        }
        if orders.is_running {
            self.engine.run();
        } else {
            self.engine.pause();
        }
    }
}
