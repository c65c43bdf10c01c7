//! Samples of any kind and number of channels as the model's channels, from 0 to 1.

use imaging::{Raster, Samples};

use crate::manifest::{AlphaRule, Channels, InputSpec};

/// Parts of red, green and blue in a grey value: ITU-R 601-2.
const LUMA: [f32; 3] = [0.299, 0.587, 0.114];

/// Puts row `y` of the picture into `out`, one channel of the model after the other.
pub(super) fn row(input: &InputSpec, raster: &Raster, y: usize, out: &mut Vec<f32>) {
    let width = raster.width_px as usize;
    out.clear();
    out.resize(input.channels.count() * width, 0.0);
    let row_len = width * usize::from(raster.channels);
    let range = y * row_len..(y + 1) * row_len;
    match &raster.samples {
        Samples::U8(samples) => {
            let white = input.white.u8 as f32;
            fill(input, raster.channels, out, &samples[range], |sample| {
                f32::from(sample) / white
            });
        }
        Samples::U16(samples) => {
            let white = input.white.u16 as f32;
            fill(input, raster.channels, out, &samples[range], |sample| {
                f32::from(sample) / white
            });
        }
        Samples::F32(samples) => {
            let white = input.white.f32 as f32;
            fill(input, raster.channels, out, &samples[range], |sample| {
                sample / white
            });
        }
    }
}

fn fill<T: Copy>(
    input: &InputSpec,
    source_channels: u8,
    out: &mut [f32],
    samples: &[T],
    unit: impl Fn(T) -> f32,
) {
    let source_channels = usize::from(source_channels);
    let has_alpha = source_channels == 2 || source_channels == 4;
    let width = samples.len() / source_channels;
    for (x, pixel) in samples.chunks_exact(source_channels).enumerate() {
        let alpha = if has_alpha {
            unit(pixel[source_channels - 1])
        } else {
            1.0
        };
        let colour = if source_channels >= 3 {
            [unit(pixel[0]), unit(pixel[1]), unit(pixel[2])]
        } else {
            [unit(pixel[0]); 3]
        };
        let colour = if has_alpha && !input.channels.keeps_alpha() {
            blend(input.alpha, colour, alpha)
        } else {
            colour
        };
        let mut set = |channel: usize, value: f32| out[channel * width + x] = value;
        match input.channels {
            // A grey picture stays as it is: the parts of its luma need not add up to exactly one.
            Channels::Grey if source_channels <= 2 => set(0, colour[0]),
            Channels::Grey => set(
                0,
                LUMA[0] * colour[0] + LUMA[1] * colour[1] + LUMA[2] * colour[2],
            ),
            Channels::Rgb => (0..3).for_each(|channel| set(channel, colour[channel])),
            Channels::Bgr => (0..3).for_each(|channel| set(channel, colour[2 - channel])),
            Channels::Rgba => {
                (0..3).for_each(|channel| set(channel, colour[channel]));
                set(3, alpha);
            }
        }
    }
}

/// The colour over what lies behind it.
fn blend(rule: AlphaRule, colour: [f32; 3], alpha: f32) -> [f32; 3] {
    let behind = match rule {
        AlphaRule::OverWhite => 1.0,
        AlphaRule::OverBlack => 0.0,
        AlphaRule::Ignore => return colour,
    };
    colour.map(|value| value * alpha + behind * (1.0 - alpha))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::manifest::{Element, Extent, Filter, Fit, Layout, WhiteLevels};

    /// An input that takes pictures of any size as they are.
    pub(in crate::prepare) fn spec() -> InputSpec {
        InputSpec {
            name: "image".to_owned(),
            element: Element::Float32,
            layout: Layout::Nchw,
            channels: Channels::Rgb,
            width_px: Extent::MultipleOf { multiple_of: 1 },
            height_px: Extent::MultipleOf { multiple_of: 1 },
            fit: Fit::Stretch,
            unit_px: None,
            tiles: None,
            shorter_side_px: None,
            filter: Filter::Bilinear,
            border: 0.0,
            alpha: AlphaRule::OverWhite,
            white: WhiteLevels::default(),
            scale: 1.0,
            mean: vec![0.0],
            std: vec![1.0],
        }
    }

    fn pixel(input: &InputSpec, channels: u8, samples: Samples) -> Vec<f32> {
        let mut out = Vec::new();
        row(input, &Raster::new(1, 1, channels, samples), 0, &mut out);
        out
    }

    fn with(channels: Channels, alpha: AlphaRule) -> InputSpec {
        InputSpec {
            channels,
            alpha,
            ..spec()
        }
    }

    #[test]
    fn every_kind_of_sample_runs_from_zero_to_one() {
        let grey = with(Channels::Grey, AlphaRule::OverWhite);
        assert_eq!(pixel(&grey, 1, Samples::U8(vec![255])), [1.0]);
        assert_eq!(pixel(&grey, 1, Samples::U16(vec![65_535])), [1.0]);
        assert_eq!(pixel(&grey, 1, Samples::F32(vec![-3.5])), [-3.5]);
        let mut camera = grey;
        camera.white.u16 = 4095.0;
        assert_eq!(pixel(&camera, 1, Samples::U16(vec![4095])), [1.0]);
    }

    #[test]
    fn channels_are_converted() {
        let colour = || Samples::F32(vec![0.1, 0.2, 0.3]);
        let rule = AlphaRule::OverWhite;
        assert_eq!(
            pixel(&with(Channels::Rgb, rule), 3, colour()),
            [0.1, 0.2, 0.3]
        );
        assert_eq!(
            pixel(&with(Channels::Bgr, rule), 3, colour()),
            [0.3, 0.2, 0.1]
        );
        assert_eq!(
            pixel(&with(Channels::Rgba, rule), 3, colour()),
            [0.1, 0.2, 0.3, 1.0]
        );
        let grey = pixel(&with(Channels::Grey, rule), 3, colour());
        assert!((grey[0] - (0.0299 + 0.1174 + 0.0342)).abs() < 1e-7);
        assert_eq!(
            pixel(&with(Channels::Rgb, rule), 1, Samples::F32(vec![0.4])),
            [0.4; 3]
        );
    }

    #[test]
    fn transparency_follows_the_rule() {
        let half = || Samples::F32(vec![0.5, 0.0, 1.0, 0.5]);
        let blended = |rule| pixel(&with(Channels::Rgb, rule), 4, half());
        assert_eq!(blended(AlphaRule::OverWhite), [0.75, 0.5, 1.0]);
        assert_eq!(blended(AlphaRule::OverBlack), [0.25, 0.0, 0.5]);
        assert_eq!(blended(AlphaRule::Ignore), [0.5, 0.0, 1.0]);
        let kept = pixel(&with(Channels::Rgba, AlphaRule::OverWhite), 4, half());
        assert_eq!(kept, [0.5, 0.0, 1.0, 0.5]);
        let grey = with(Channels::Grey, AlphaRule::OverWhite);
        assert_eq!(pixel(&grey, 2, Samples::U8(vec![0, 0])), [1.0]);
    }
}
