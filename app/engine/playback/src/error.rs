//! What can go wrong when music is to sound.

use std::path::PathBuf;
use std::sync::Arc;

use thiserror::Error;

/// Why nothing sounds.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PlaybackError {
    /// There is nothing to play on.
    #[error(
        "no sound device was found: {why}; connect one or start the sound server, then play again"
    )]
    NoDevice {
        /// What was looked for, or what the system says.
        why: String,
    },
    /// The device cannot be told a format that it takes.
    #[error(
        "the sound device “{device}” takes no format that can be played: {why}; choose another device \
         in the settings of the system"
    )]
    UnsupportedFormat {
        /// The device as the system calls it.
        device: String,
        /// What it takes.
        why: String,
    },
    /// The device is there and cannot be used.
    #[error(
        "the sound device could not be opened: {why}; end other programs that use it, or choose another \
         device in the settings of the system"
    )]
    Refused {
        /// What the system says.
        why: String,
    },
    /// The device went away while it was in use.
    #[error(
        "the sound device is gone: {why}; connect it again or choose another one, then play again"
    )]
    Lost {
        /// What the system says.
        why: String,
    },
    /// The device does nothing.
    #[error("the sound device does not answer; restart the sound server, then play again")]
    NotAnswering,
    /// The synthesiser cannot be run at the rate.
    #[error(
        "the sampling rate of {hertz} Hz cannot be played; choose one from 16000 to 192000 Hz in the \
         settings of the system"
    )]
    SampleRate {
        /// The rate.
        hertz: u32,
    },
    /// What is to be played from is not in the piece.
    #[error(
        "what is selected is not played: it is not in this piece, or repeats and jumps leave it out; \
         select something else"
    )]
    NotPlayed,
    /// The sound would fill the memory.
    #[error(
        "the sound would last {minutes} minutes; the most that is computed at once is {most} minutes"
    )]
    TooLong {
        /// How long it would last.
        minutes: u64,
        /// The most.
        most: u64,
    },
    /// The synthesiser failed.
    #[error("the SoundFont is damaged; choose another one")]
    Damaged,
}

/// Why a SoundFont cannot be used.
#[derive(Debug, Clone, Error)]
#[error("the SoundFont {path} cannot be used: {fault}", path = path.display())]
pub struct SoundFontError {
    /// Where it is.
    pub path: PathBuf,
    /// What is wrong with it.
    pub fault: SoundFontFault,
}

/// What is wrong with a SoundFont.
#[derive(Debug, Clone, Error)]
pub enum SoundFontFault {
    /// It cannot be read.
    #[error("{0}; check the path and the permissions")]
    Unreadable(Arc<std::io::Error>),
    /// Its samples are compressed.
    #[error("it is of the compressed kind SF3, which is not supported; choose an SF2 file")]
    Compressed,
    /// It is no SoundFont.
    #[error("it is no SoundFont; choose a file that ends in .sf2")]
    NoSoundFont,
    /// It is one, and does not hold together.
    #[error("it is damaged ({0}); choose another one or fetch it again")]
    Damaged(String),
}
