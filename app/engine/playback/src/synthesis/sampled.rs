//! The synthesiser of SoundFonts.

use std::sync::Arc;

use rustysynth::{SoundFont, Synthesizer, SynthesizerSettings};

use super::CHANNELS;
use crate::PlaybackError;

/// How many samples can sound at once. A note of a piano takes two in most SoundFonts, and goes on to
/// sound under the pedal.
const POLYPHONY: usize = 160;
/// How loud the hardest strokes are: about as loud as those of the built-in strings.
const VOLUME: f32 = 0.8;
/// The MIDI command that changes a controller.
const CONTROLLER: i32 = 0xB0;
/// The controller of the sustain pedal.
const SUSTAIN: i32 = 64;
const PRESSED: i32 = 127;
const LIFTED: i32 = 0;

/// A synthesiser that plays the samples of a SoundFont.
pub(crate) struct Sampled(Synthesizer);

impl Sampled {
    /// A synthesiser at a sampling rate in hertz.
    ///
    /// # Errors
    /// A rate that it cannot be run at.
    pub fn new(font: &Arc<SoundFont>, sample_rate: u32) -> Result<Self, PlaybackError> {
        let hertz = sample_rate;
        let rate = i32::try_from(hertz).map_err(|_| PlaybackError::SampleRate { hertz })?;
        let mut settings = SynthesizerSettings::new(rate);
        settings.maximum_polyphony = POLYPHONY;
        let synthesizer = Synthesizer::new(font, &settings);
        let mut synthesizer = synthesizer.map_err(|_| PlaybackError::SampleRate { hertz })?;
        synthesizer.set_master_volume(VOLUME);
        Ok(Self(synthesizer))
    }

    pub fn strike(&mut self, channel: usize, key: u8, velocity: u8) {
        self.0.note_on(channel as i32, key.into(), velocity.into());
    }

    pub fn release(&mut self, channel: usize, key: u8) {
        self.0.note_off(channel as i32, key.into());
    }

    pub fn pedal(&mut self, channel: usize, is_pressed: bool) {
        let value = if is_pressed { PRESSED } else { LIFTED };
        self.0
            .process_midi_message(channel as i32, CONTROLLER, SUSTAIN, value);
    }

    pub fn hush(&mut self) {
        for channel in 0..CHANNELS {
            self.pedal(channel, false);
        }
        self.0.note_off_all(false);
    }

    pub fn render(&mut self, left: &mut [f32], right: &mut [f32]) {
        self.0.render(left, right);
    }
}
