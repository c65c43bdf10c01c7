//! The default sound device.

#[cfg(any(not(target_os = "linux"), feature = "alsa"))]
mod host;
#[cfg(target_os = "linux")]
mod pulse;

use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use crate::player::Shared;
use crate::{Instrument, PlaybackError};

/// How long a device may take to be opened.
const PATIENCE: Duration = Duration::from_secs(6);

/// A device that asks for sound until this is dropped.
pub(crate) struct Output {
    /// What the system calls it.
    pub name: String,
    /// What keeps it asking.
    _stream: Box<dyn Send + Sync>,
}

/// Opens the default device, and has a performer of an instrument answer it. It comes back after some
/// seconds even where the system does not.
///
/// # Errors
/// No device, one that cannot be opened, and one that takes no format that can be played.
pub(crate) fn open(instrument: &Instrument, shared: &Arc<Shared>) -> Result<Output, PlaybackError> {
    let (sender, receiver) = sync_channel(1);
    let (instrument, shared) = (instrument.clone(), Arc::clone(shared));
    let opening = thread::Builder::new().name("sound-opening".to_owned());
    let opening = opening.spawn(move || {
        // Where nobody waits for it any more, it is closed again.
        let _ = sender.send(open_here(&instrument, &shared));
    });
    opening.map_err(|it| PlaybackError::Refused {
        why: it.to_string(),
    })?;
    match receiver.recv_timeout(PATIENCE) {
        Ok(opened) => opened,
        Err(RecvTimeoutError::Timeout) => Err(PlaybackError::NotAnswering),
        Err(RecvTimeoutError::Disconnected) => Err(PlaybackError::Refused {
            why: "the library of the system failed".to_owned(),
        }),
    }
}

#[cfg(all(target_os = "linux", not(feature = "alsa")))]
fn open_here(instrument: &Instrument, shared: &Arc<Shared>) -> Result<Output, PlaybackError> {
    pulse::open(instrument, shared)
}

#[cfg(all(target_os = "linux", feature = "alsa"))]
fn open_here(instrument: &Instrument, shared: &Arc<Shared>) -> Result<Output, PlaybackError> {
    pulse::open(instrument, shared).or_else(|_| host::open(instrument, shared))
}

#[cfg(not(target_os = "linux"))]
fn open_here(instrument: &Instrument, shared: &Arc<Shared>) -> Result<Output, PlaybackError> {
    host::open(instrument, shared)
}
