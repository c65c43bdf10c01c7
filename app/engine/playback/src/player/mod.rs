//! The player.

mod controls;
mod performer;
mod shared;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Instant;

use controls::Controls;
pub(crate) use performer::Performer;
pub(crate) use shared::Shared;

use crate::device::{self, Output};
use crate::{Instrument, Moment, Piece, PlaybackError, Position};

/// What a player does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Nothing is played.
    Stopped,
    /// A piece is played.
    Playing,
    /// A piece is held.
    Paused,
    /// A piece has been played to its end.
    Ended,
    /// Nothing sounds any more, or not for now where the device does not answer. After anything else a
    /// new player is needed.
    Failed(PlaybackError),
}

/// Plays pieces on the default sound device.
///
/// Once it has been made, nothing in it waits: it can be used on the thread of the user interface. What it
/// is told is heard after the time that the device keeps sound in store, a tenth of a second or so. The
/// device is given back when the player is dropped.
pub struct Player {
    controls: Controls,
    output: Output,
}

impl Player {
    /// Opens the default sound device. It can take some seconds where the device does not answer: not for
    /// the thread of the user interface.
    ///
    /// # Errors
    /// No device, one that cannot be opened, and one that takes no format that can be played.
    pub fn new(instrument: &Instrument) -> Result<Self, PlaybackError> {
        let controls = Controls::new();
        let output = device::open(instrument, controls.shared())?;
        Ok(Self { controls, output })
    }

    /// What the system calls the device.
    #[must_use]
    pub fn device(&self) -> &str {
        &self.output.name
    }

    /// Plays a piece from a moment on, instead of what is played.
    ///
    /// # Errors
    /// A moment that is not played.
    pub fn play(&mut self, piece: Arc<Piece>, from: Moment) -> Result<(), PlaybackError> {
        self.controls.play(piece, from, Instant::now())
    }

    /// Holds the piece where it is; what sounds fades away.
    pub fn pause(&mut self) {
        self.controls.pause(Instant::now());
    }

    /// Plays on from where it was held.
    pub fn resume(&mut self) {
        self.controls.resume(Instant::now());
    }

    /// Ends the playing; what sounds fades away.
    pub fn stop(&mut self) {
        self.controls.stop(Instant::now());
    }

    /// Goes to a moment of the piece: plays on from there, or, where nothing is played, holds there.
    /// Without a piece it does nothing.
    ///
    /// # Errors
    /// A moment that is not played.
    pub fn seek(&mut self, to: Moment) -> Result<(), PlaybackError> {
        self.controls.seek(to, Instant::now())
    }

    /// Sets the tempo in quarters a minute, also for what is being played. It is taken into
    /// [`TEMPI`](crate::TEMPI).
    pub fn set_tempo(&mut self, quarters_per_minute: f64) {
        self.controls.set_tempo(quarters_per_minute);
    }

    /// Sets the volume from 0 to 1.
    pub fn set_volume(&mut self, volume: f32) {
        self.controls.set_volume(volume);
    }

    /// What is heard now; none where nothing is played or held. It is cheap enough for every frame.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        self.controls.position(Instant::now())
    }

    /// What it does now. It is cheap enough for every frame.
    #[must_use]
    pub fn state(&self) -> State {
        self.controls.state(Instant::now())
    }
}
