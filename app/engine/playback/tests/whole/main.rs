//! Music made to sound, from a score to samples. Nothing here needs a device or a SoundFont.
#![allow(clippy::unwrap_used)]

mod finding;
mod fonts;
mod laws;
mod pieces;
mod sounds;
mod support;
