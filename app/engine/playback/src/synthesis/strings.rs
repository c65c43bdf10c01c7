//! The built-in synthesiser: struck strings.
//!
//! Every string is a sum of decaying partials. Each partial is a point that turns around the origin and
//! comes nearer to it with every sample; its height is what sounds. All start at height zero, so that no
//! stroke clicks; a damper makes them come nearer faster, so that no release clicks either.

mod voice;

use std::array;

use super::CHANNELS;
use voice::Voice;

/// How many strings can sound at once.
const SOUNDING: usize = 64;
/// How many more can fade away to make room.
const FADING: usize = 32;

/// Struck strings of all channels.
pub(crate) struct Strings {
    sample_rate: f32,
    voices: Vec<Voice>,
    pedals: [bool; CHANNELS],
}

impl Strings {
    /// Silent strings at a sampling rate in hertz.
    pub fn new(sample_rate: u32) -> Self {
        Self {
            sample_rate: sample_rate as f32,
            voices: Vec::with_capacity(SOUNDING + FADING),
            pedals: array::from_fn(|_| false),
        }
    }

    pub fn strike(&mut self, channel: usize, key: u8, velocity: u8) {
        // Nothing makes room where no room is left: what sounds goes on, and the stroke is not heard.
        if self.voices.len() == SOUNDING + FADING {
            return;
        }
        let rate = self.sample_rate;
        let same = |it: &&mut Voice| it.channel == channel && it.key == key;
        self.voices
            .iter_mut()
            .filter(same)
            .for_each(|it| it.make_room(rate));
        let sounding = self.voices.iter().filter(|it| !it.is_making_room());
        if sounding.count() >= SOUNDING {
            let sounding = self.voices.iter_mut().filter(|it| !it.is_making_room());
            let quietest = sounding.min_by(|a, b| a.level().total_cmp(&b.level()));
            if let Some(quietest) = quietest {
                quietest.make_room(rate);
            }
        }
        self.voices.push(Voice::new(channel, key, velocity, rate));
    }

    pub fn release(&mut self, channel: usize, key: u8) {
        let is_pressed = self.pedals[channel];
        let same = |it: &&mut Voice| it.channel == channel && it.key == key;
        for voice in self.voices.iter_mut().filter(same) {
            voice.let_go(is_pressed, self.sample_rate);
        }
    }

    pub fn pedal(&mut self, channel: usize, is_pressed: bool) {
        self.pedals[channel] = is_pressed;
        if !is_pressed {
            let voices = self.voices.iter_mut().filter(|it| it.channel == channel);
            voices.for_each(|it| it.lift_pedal(self.sample_rate));
        }
    }

    pub fn hush(&mut self) {
        self.pedals.fill(false);
        for voice in &mut self.voices {
            voice.let_go(false, self.sample_rate);
            voice.lift_pedal(self.sample_rate);
        }
    }

    pub fn render(&mut self, left: &mut [f32], right: &mut [f32]) {
        left.fill(0.0);
        right.fill(0.0);
        self.voices.iter_mut().for_each(|it| it.add_to(left, right));
        self.voices.retain(Voice::is_audible);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The highest sample of the next ones.
    fn peak(strings: &mut Strings, frames: usize) -> f32 {
        let (mut left, mut right) = (vec![0.0; frames], vec![0.0; frames]);
        strings.render(&mut left, &mut right);
        left.iter()
            .chain(&right)
            .fold(0.0, |peak: f32, it| peak.max(it.abs()))
    }

    #[test]
    fn a_string_fades_when_its_key_is_let_go() {
        let mut strings = Strings::new(48_000);
        strings.strike(0, 60, 80);
        assert!(peak(&mut strings, 4800) > 0.01);
        strings.release(0, 60);
        peak(&mut strings, 48_000);
        assert_eq!(peak(&mut strings, 4800), 0.0);
    }

    #[test]
    fn the_pedal_holds_strings_of_its_channel() {
        let mut strings = Strings::new(48_000);
        strings.pedal(0, true);
        for channel in [0, 1] {
            strings.strike(channel, 40, 80);
            strings.release(channel, 40);
        }
        peak(&mut strings, 48_000);
        assert_eq!(strings.voices.len(), 1);
        strings.pedal(0, false);
        peak(&mut strings, 48_000);
        assert_eq!(strings.voices.len(), 0);
    }

    #[test]
    fn a_key_that_is_held_goes_on_when_the_pedal_is_lifted() {
        let mut strings = Strings::new(48_000);
        strings.strike(0, 40, 80);
        strings.pedal(0, true);
        strings.pedal(0, false);
        peak(&mut strings, 24_000);
        assert!(peak(&mut strings, 4800) > 0.01);
    }

    #[test]
    fn more_keys_than_strings_do_not_grow_the_list() {
        let mut strings = Strings::new(48_000);
        for key in (0..128).cycle().take(1000) {
            strings.strike(0, key, 100);
        }
        assert_eq!(strings.voices.len(), SOUNDING + FADING);
        let capacity = strings.voices.capacity();
        peak(&mut strings, 4800);
        assert_eq!(strings.voices.capacity(), capacity);
        assert_eq!(strings.voices.len(), SOUNDING);
    }

    #[test]
    fn harder_strokes_are_louder() {
        let peaks = [1, 40, 80, 127].map(|velocity| {
            let mut strings = Strings::new(48_000);
            strings.strike(0, 60, velocity);
            peak(&mut strings, 4800)
        });
        assert!(peaks.is_sorted() && peaks[0] > 0.0 && peaks[3] > 4.0 * peaks[1]);
    }
}
