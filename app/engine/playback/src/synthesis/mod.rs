//! What turns strokes of keys into sound.

mod limiter;
mod sampled;
mod strings;

pub(crate) use limiter::Limiter;

use crate::{Instrument, PlaybackError};
use sampled::Sampled;
use strings::Strings;

/// How many channels there are; each has a pedal of its own.
const CHANNELS: usize = 16;

/// A synthesiser that runs. Nothing in it allocates after it has been made.
pub(crate) enum Synthesiser {
    Sampled(Box<Sampled>),
    Strings(Box<Strings>),
}

impl Synthesiser {
    /// A synthesiser of an instrument at a sampling rate in hertz.
    ///
    /// # Errors
    /// A rate that it cannot be run at.
    pub fn new(instrument: &Instrument, sample_rate: u32) -> Result<Self, PlaybackError> {
        match instrument {
            Instrument::SoundFont(font) => {
                let sampled = Sampled::new(font.samples(), sample_rate)?;
                Ok(Self::Sampled(Box::new(sampled)))
            }
            Instrument::BuiltIn => Ok(Self::Strings(Box::new(Strings::new(sample_rate)))),
        }
    }

    /// Strikes a key of a channel, `velocity` from 1 to 127.
    pub fn strike(&mut self, channel: usize, key: u8, velocity: u8) {
        match self {
            Self::Sampled(it) => it.strike(channel, key, velocity),
            Self::Strings(it) => it.strike(channel, key, velocity),
        }
    }

    /// Lets a key go.
    pub fn release(&mut self, channel: usize, key: u8) {
        match self {
            Self::Sampled(it) => it.release(channel, key),
            Self::Strings(it) => it.release(channel, key),
        }
    }

    /// Presses or lifts the pedal of a channel.
    pub fn pedal(&mut self, channel: usize, is_pressed: bool) {
        match self {
            Self::Sampled(it) => it.pedal(channel, is_pressed),
            Self::Strings(it) => it.pedal(channel, is_pressed),
        }
    }

    /// Lets all keys and pedals go, so that the sound fades away.
    pub fn hush(&mut self) {
        match self {
            Self::Sampled(it) => it.hush(),
            Self::Strings(it) => it.hush(),
        }
    }

    /// Computes the next samples of both sides, which are equally many.
    pub fn render(&mut self, left: &mut [f32], right: &mut [f32]) {
        match self {
            Self::Sampled(it) => it.render(left, right),
            Self::Strings(it) => it.render(left, right),
        }
    }
}
