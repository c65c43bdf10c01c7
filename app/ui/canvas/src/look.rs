//! How a picture's samples are shown.

use gpu::{ChannelMix, WindowMapping};
use imaging::{Picture, SampleKind};

/// Which components are shown.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Channel {
    /// Grey as grey, colour as colour.
    #[default]
    All,
    /// The first component, in grey.
    Red,
    /// The second component, in grey.
    Green,
    /// The third component, in grey.
    Blue,
    /// The transparency, in grey: white is opaque.
    Alpha,
    /// The brightness of colours, in grey.
    Luminance,
}

/// How texels that do not fall on screen pixels are shown.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Interpolation {
    /// Square pixels from 100 % on, smooth below.
    #[default]
    Auto,
    /// Always the nearest pixel.
    Nearest,
    /// Always means of neighbours.
    Linear,
}

/// Window, gamma, channel and interpolation of a picture. Nothing in it changes the picture.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Look {
    /// The sample that is shown black, in source units.
    pub low: f64,
    /// The sample that is shown white, in source units; below `low` it inverts.
    pub high: f64,
    /// 1 leaves tones alone, more brightens the middle ones.
    pub gamma: f32,
    /// Which components are shown.
    pub channel: Channel,
    /// How pixels are filtered.
    pub interpolation: Interpolation,
    /// Whether lines part the pixels at high zoom, and values are printed on them.
    pub pixel_grid: bool,
}

impl Look {
    /// A first look: 8-bit pictures as they are, others from their 0.5 % to their 99.5 % value,
    /// because theirs seldom fill the range of their type.
    #[must_use]
    pub fn auto(picture: &Picture) -> Self {
        match picture.page().sample_kind {
            SampleKind::U8 => Self::window(0.0, 255.0),
            SampleKind::U16 | SampleKind::F32 => Self::stretched(picture),
        }
    }

    /// From the picture's 0.5 % to its 99.5 % value, whatever its type.
    #[must_use]
    pub fn stretched(picture: &Picture) -> Self {
        let range = picture.range();
        if range.low < range.high {
            Self::window(range.low, range.high)
        } else if range.min < range.max {
            Self::window(range.min, range.max)
        } else {
            // One value everywhere: shown in the middle of the range that its type can have.
            let unit = samples_per_unit(picture.page().sample_kind);
            Self::window(range.min.min(0.0), range.max.max(unit))
        }
    }

    /// A window with everything else as usual.
    #[must_use]
    pub fn window(low: f64, high: f64) -> Self {
        Self {
            low,
            high,
            gamma: 1.0,
            channel: Channel::All,
            interpolation: Interpolation::Auto,
            pixel_grid: true,
        }
    }

    /// The window in the units of texels.
    pub(crate) fn mapping(&self, kind: SampleKind) -> WindowMapping {
        let unit = samples_per_unit(kind);
        WindowMapping::new(
            (self.low / unit) as f32,
            (self.high / unit) as f32,
            self.gamma,
        )
    }

    /// The mixture for texels of a picture with so many channels.
    pub(crate) fn mix(&self, channels: u8) -> ChannelMix {
        match (self.channel, channels) {
            (_, 1) => ChannelMix::component(0),
            (Channel::All, _) => ChannelMix::COLOUR,
            (Channel::Red, _) => ChannelMix::component(0),
            (Channel::Green, _) => ChannelMix::component(1),
            (Channel::Blue, _) => ChannelMix::component(2),
            (Channel::Alpha, _) => ChannelMix::component(3),
            (Channel::Luminance, _) => ChannelMix::LUMINANCE,
        }
    }

    /// The tone from 0 to 1 that stands for a pixel's brightness, from its values in source units.
    pub(crate) fn brightness(&self, values: &[f64], kind: SampleKind) -> f32 {
        let unit = samples_per_unit(kind);
        let value = |channel: usize| values.get(channel).map(|value| (value / unit) as f32);
        let first = value(0).unwrap_or(0.0);
        let texel = match values.len() {
            1 => [first, 0.0, 0.0, 1.0],
            2 => [first, first, first, value(1).unwrap_or(1.0)],
            _ => [
                first,
                value(1).unwrap_or(0.0),
                value(2).unwrap_or(0.0),
                value(3).unwrap_or(1.0),
            ],
        };
        let mapping = self.mapping(kind);
        let shown = self.mix(values.len() as u8).mixed(texel);
        let tones = [shown[0], shown[1], shown[2], 1.0].map(|sample| mapping.tone(sample));
        ChannelMix::LUMINANCE.mixed(tones)[0]
    }
}

/// What a shader's 1.0 stands for in source units.
pub(crate) fn samples_per_unit(kind: SampleKind) -> f64 {
    match kind {
        SampleKind::U8 => 255.0,
        SampleKind::U16 => 65535.0,
        SampleKind::F32 => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use imaging::{Raster, Samples};

    fn picture(samples: Samples) -> Picture {
        let width_px = samples.len() as u32;
        Picture::from_raster(Raster::new(width_px, 1, 1, samples))
    }

    #[test]
    fn eight_bit_pictures_are_shown_as_they_are() {
        let look = Look::auto(&picture(Samples::U8(vec![10, 20])));
        assert_eq!((look.low, look.high), (0.0, 255.0));
    }

    #[test]
    fn deep_pictures_are_stretched_without_their_outliers() {
        let mut samples: Vec<u16> = (1000..2000).collect();
        samples[0] = 0;
        samples[999] = 65535;
        let look = Look::auto(&picture(Samples::U16(samples)));
        assert!((1000.0..1010.0).contains(&look.low), "{look:?}");
        assert!((1990.0..2000.0).contains(&look.high), "{look:?}");
    }

    #[test]
    fn flat_pictures_have_a_window_too() {
        for samples in [Samples::F32(vec![0.5; 4]), Samples::U16(vec![7; 4])] {
            let look = Look::auto(&picture(samples));
            assert!(look.low < look.high, "{look:?}");
        }
    }

    #[test]
    fn brightness_follows_window_and_channel() {
        let mut look = Look::window(0.0, 200.0);
        assert_eq!(look.brightness(&[100.0], SampleKind::U8), 0.5);
        look.channel = Channel::Blue;
        let colour = [0.0, 0.0, 200.0];
        assert!((look.brightness(&colour, SampleKind::U8) - 1.0).abs() < 1e-6);
        look.channel = Channel::Red;
        assert_eq!(look.brightness(&colour, SampleKind::U8), 0.0);
    }
}
