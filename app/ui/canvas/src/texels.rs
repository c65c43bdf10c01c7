//! Turns a decoded tile into texels; runs in the tile's job.

use gpu::{TexelError, TexelFormat, Texels};
use imaging::{Raster, SampleKind, Samples};

/// The format for tiles of a picture.
///
/// Where the device has no 16-bit textures, 16-bit samples become floats from 0 to 1, so that a
/// shader reads the same numbers either way.
pub(crate) fn texel_format(kind: SampleKind, channels: u8, has_16_bit: bool) -> TexelFormat {
    match (kind, channels) {
        (SampleKind::U8, 1) => TexelFormat::Grey8,
        (SampleKind::U8, _) => TexelFormat::Colour8,
        (SampleKind::U16, 1) if has_16_bit => TexelFormat::Grey16,
        (SampleKind::U16, _) if has_16_bit => TexelFormat::Colour16,
        (_, 1) => TexelFormat::GreyFloat,
        (_, _) => TexelFormat::ColourFloat,
    }
}

/// The texels of one tile.
///
/// # Errors
/// [`TexelError`] when the raster is larger than a tile.
pub(crate) fn texels(raster: &Raster, has_16_bit: bool) -> Result<Texels, TexelError> {
    let channels = raster.channels;
    let format = texel_format(raster.kind(), channels, has_16_bit);
    let bytes = match &raster.samples {
        Samples::U8(samples) => bytes_of(samples, channels, u8::MAX),
        Samples::U16(samples) if has_16_bit => bytes_of(samples, channels, u16::MAX),
        Samples::U16(samples) => {
            let units: Vec<f32> = samples
                .iter()
                .map(|sample| f32::from(*sample) / f32::from(u16::MAX))
                .collect();
            bytes_of(&units, channels, 1.0)
        }
        Samples::F32(samples) => {
            let finite: Vec<f32> = samples.iter().map(|sample| finite(*sample)).collect();
            bytes_of(&finite, channels, 1.0)
        }
    };
    Texels::new(format, raster.width_px, raster.height_px, bytes)
}

/// Samples with one component as they are, with more as four.
fn bytes_of<T: bytemuck::Pod>(samples: &[T], channels: u8, opaque: T) -> Vec<u8> {
    let four: Vec<[T; 4]> = match channels {
        2 => samples
            .chunks_exact(2)
            .map(|grey| [grey[0], grey[0], grey[0], grey[1]])
            .collect(),
        3 => samples
            .chunks_exact(3)
            .map(|rgb| [rgb[0], rgb[1], rgb[2], opaque])
            .collect(),
        _ => return bytemuck::cast_slice(samples).to_vec(),
    };
    bytemuck::cast_slice(&four).to_vec()
}

/// Shaders may treat what is not finite as they like. What is no number is shown as the darkest
/// tone; infinities as the farthest that there are.
fn finite(sample: f32) -> f32 {
    if sample.is_nan() {
        f32::MIN
    } else {
        sample.clamp(f32::MIN, f32::MAX)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn converted(channels: u8, samples: Samples, has_16_bit: bool) -> (TexelFormat, Vec<u8>) {
        let width_px = (samples.len() / usize::from(channels)) as u32;
        let texels = texels(&Raster::new(width_px, 1, channels, samples), has_16_bit).unwrap();
        (texels.format(), texels.bytes().to_vec())
    }

    #[test]
    fn grey_stays_and_the_others_get_four_components() {
        let of = |channels, samples| converted(channels, Samples::U8(samples), true);
        assert_eq!(of(1, vec![1, 2]), (TexelFormat::Grey8, vec![1, 2]));
        assert_eq!(of(2, vec![1, 9]), (TexelFormat::Colour8, vec![1, 1, 1, 9]));
        assert_eq!(
            of(3, vec![1, 2, 3]),
            (TexelFormat::Colour8, vec![1, 2, 3, 255])
        );
        assert_eq!(
            of(4, vec![1, 2, 3, 4]),
            (TexelFormat::Colour8, vec![1, 2, 3, 4])
        );
    }

    #[test]
    fn sixteen_bit_samples_survive_without_sixteen_bit_textures() {
        let samples: Vec<u16> = vec![0, 1, 40_000, 65_535];
        let (format, bytes) = converted(1, Samples::U16(samples.clone()), false);
        assert_eq!(format, TexelFormat::GreyFloat);
        let back: Vec<u16> = bytemuck::cast_slice::<u8, f32>(&bytes)
            .iter()
            .map(|unit| (unit * 65535.0).round() as u16)
            .collect();
        assert_eq!(back, samples);
    }

    #[test]
    fn nothing_but_finite_numbers_reaches_the_shader() {
        let samples = vec![f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 0.5];
        let (_, bytes) = converted(1, Samples::F32(samples), true);
        let floats: &[f32] = bytemuck::cast_slice(&bytes);
        assert_eq!(floats, [f32::MIN, f32::MAX, f32::MIN, 0.5]);
    }
}
