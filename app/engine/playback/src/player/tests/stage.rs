//! A device that asks for sound when the test says so.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::super::{Controls, Performer, State};
use super::support::RATE;
use crate::{Instrument, Moment, Piece};

/// Controls and the performer that follows them, at times that the test tells.
pub struct Stage {
    pub controls: Controls,
    pub performer: Performer,
    /// When it begins.
    begin: Instant,
    /// How much has been asked for, in seconds.
    pub secs: f64,
    /// What the device keeps in store, in seconds.
    pub in_store_secs: f64,
}

impl Stage {
    pub fn of(instrument: &Instrument) -> Self {
        let mut controls = Controls::new();
        controls.set_tempo(60.0);
        Self {
            performer: Performer::new(instrument, RATE, Arc::clone(controls.shared())).unwrap(),
            controls,
            begin: Instant::now(),
            secs: 0.0,
            in_store_secs: 0.0,
        }
    }

    pub fn new() -> Self {
        Self::of(&Instrument::BuiltIn)
    }

    pub fn now(&self) -> Instant {
        self.begin + Duration::from_secs_f64(self.secs)
    }

    /// Asks for sound in pieces of a fiftieth of a second, as a device does; the left side of it.
    pub fn hear(&mut self, secs: f64) -> Vec<f32> {
        let mut sound = vec![0.0; (secs * f64::from(RATE)).round() as usize];
        for part in sound.chunks_mut(RATE as usize / 50) {
            let now = self.now();
            let heard_at = now + Duration::from_secs_f64(self.in_store_secs);
            self.performer
                .perform(part.len(), now, heard_at, |at, left, _| part[at] = left);
            self.secs += part.len() as f64 / f64::from(RATE);
        }
        sound
    }

    pub fn play(&mut self, piece: &Arc<Piece>, from: Moment) {
        self.controls
            .play(Arc::clone(piece), from, self.now())
            .unwrap();
    }

    pub fn pause(&mut self) {
        self.controls.pause(self.now());
    }

    pub fn resume(&mut self) {
        self.controls.resume(self.now());
    }

    pub fn stop(&mut self) {
        self.controls.stop(self.now());
    }

    pub fn seek(&mut self, to: Moment) {
        self.controls.seek(to, self.now()).unwrap();
    }

    pub fn state(&self) -> State {
        self.controls.state(self.now())
    }

    pub fn quarter(&self) -> Option<f64> {
        self.controls.position(self.now()).map(|it| it.quarter)
    }

    /// Whether it is at a quarter, to a thousandth.
    pub fn is_at(&self, quarter: f64) -> bool {
        self.quarter().is_some_and(|it| (it - quarter).abs() < 1e-3)
    }
}
