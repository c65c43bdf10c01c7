//! Written music made to sound.
//!
//! - A [`Piece`] is what is played of a [`notation::Score`], ready for synthesisers: repeats are played
//!   out, and every note keeps the [`notation::ElementId`] that it has on the page.
//! - An [`Instrument`] is what it sounds like: a SoundFont that is found on the system or loaded from a
//!   file, or the built-in struck strings where there is none.
//! - A [`Player`] plays pieces on the default sound device. It is controlled from the thread of the user
//!   interface, which never waits for the sound, and says in every frame where it is.
//! - [`render()`] computes the same sound without a device.
//!
//! Making a piece, loading an instrument and opening a player take time: they belong on a worker thread.
//!
//! On Linux, sound goes to PipeWire or PulseAudio over their socket, so that the program needs no sound
//! library to start. The feature `alsa` adds devices without a sound server and links to `libasound`.

#[cfg(test)]
extern crate self as playback;

mod device;
mod engine;
mod error;
mod instrument;
mod piece;
mod player;
mod render;
mod synthesis;

pub use error::{PlaybackError, SoundFontError, SoundFontFault};
pub use instrument::{Found, Instrument, SoundFont, sound_font_folders};
pub use piece::{Moment, Piece, Position};
pub use player::{Player, State};
pub use render::{TAIL_SECS, render};

/// The slowest and the fastest tempo that is played, in quarters a minute; others become the nearest.
pub const TEMPI: std::ops::RangeInclusive<f64> = 4.0..=1000.0;
/// The tempo before any is set, in quarters a minute.
pub const USUAL_TEMPO: f64 = 100.0;

/// The nearest tempo that is played; the usual one for what is no number.
const fn playable(quarters_per_minute: f64) -> f64 {
    if quarters_per_minute.is_nan() {
        USUAL_TEMPO
    } else {
        quarters_per_minute.clamp(*TEMPI.start(), *TEMPI.end())
    }
}
