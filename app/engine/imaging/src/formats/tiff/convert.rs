//! From samples as a TIFF stores them to the pixels of a raster.

use tiff::decoder::DecodingResult;

use super::layout::{Directory, compression, photometric};
use super::unsupported;
use crate::error::Fault;
use crate::raster::{SampleKind, Samples};

/// How the pixels of a page are made from its samples.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Conversion {
    colours: Colours,
    kind: SampleKind,
    bits: u8,
    /// Samples of a pixel in the file.
    samples: usize,
}

#[derive(Clone, PartialEq, Debug)]
enum Colours {
    /// The first so many samples as they are.
    Plain(u8),
    /// The first sample is an index.
    Palette(Vec<[u8; 3]>),
    /// Four inks, then perhaps an opacity.
    Cmyk { has_alpha: bool },
    /// Luma and two differences, each of 8 bits.
    YCbCr,
}

impl Conversion {
    /// How the pixels of this page are made, or why they are not.
    pub(super) fn of(directory: &Directory) -> Result<Self, Fault> {
        let kind = match (directory.sample_format, directory.bits) {
            (1 | 4, 1 | 2 | 4 | 8) => SampleKind::U8,
            (1 | 4, 16) => SampleKind::U16,
            (1 | 4, 32 | 64) | (2, 8 | 16 | 32 | 64) | (3, 16 | 32 | 64) => SampleKind::F32,
            _ => return Err(unsupported(directory, "samples of this size")),
        };
        let samples = usize::from(directory.samples);
        let alpha = directory.has_alpha;
        let is_unsigned = kind != SampleKind::F32;
        let colours = match directory.photometric {
            photometric::WHITE_IS_ZERO | photometric::BLACK_IS_ZERO | photometric::MASK => {
                Colours::Plain(match samples {
                    1 => 1,
                    2 if alpha => 2,
                    2 => 1,
                    _ => 3,
                })
            }
            photometric::RGB if samples >= 3 => {
                Colours::Plain(if samples > 3 && alpha { 4 } else { 3 })
            }
            photometric::PALETTE if directory.bits <= 8 && samples == 1 => {
                Colours::Palette(palette(directory)?)
            }
            photometric::CMYK if samples >= 4 && is_unsigned => Colours::Cmyk {
                has_alpha: samples > 4 && alpha,
            },
            photometric::YCBCR if samples == 3 && directory.bits == 8 => Colours::YCbCr,
            _ => return Err(unsupported(directory, "colours of this kind")),
        };
        if directory.bits < 8 && samples != 1 {
            return Err(unsupported(directory, "several channels below 8 bits"));
        }
        if directory.photometric == photometric::YCBCR && directory.compression != compression::JPEG
        {
            return Err(unsupported(directory, "YCbCr without JPEG"));
        }
        Ok(Self {
            colours,
            kind,
            bits: directory.bits,
            samples,
        })
    }

    /// Channels of the raster.
    pub(super) fn channels(&self) -> u8 {
        match &self.colours {
            Colours::Plain(channels) => *channels,
            Colours::Palette(_) | Colours::YCbCr => 3,
            Colours::Cmyk { has_alpha } => 3 + u8::from(*has_alpha),
        }
    }

    /// How samples are kept in the raster.
    pub(super) fn kind(&self) -> SampleKind {
        self.kind
    }

    /// Makes the pixels of a strip or tile of `width` columns.
    pub(super) fn pixels(&self, stored: DecodingResult, width: usize) -> Samples {
        match self.unpack(stored, width) {
            Samples::U8(values) => Samples::U8(match &self.colours {
                Colours::Plain(channels) => pick(values, self.samples, usize::from(*channels)),
                Colours::Palette(palette) => {
                    let colour = |index: &u8| palette.get(usize::from(*index)).copied();
                    values
                        .iter()
                        .flat_map(|index| colour(index).unwrap_or_default())
                        .collect()
                }
                Colours::Cmyk { has_alpha } => {
                    mix(&values, self.samples, *has_alpha, u64::from(u8::MAX), |v| {
                        v as u8
                    })
                }
                Colours::YCbCr => values.chunks_exact(3).flat_map(rgb_of_ycbcr).collect(),
            }),
            Samples::U16(values) => Samples::U16(match &self.colours {
                Colours::Cmyk { has_alpha } => mix(
                    &values,
                    self.samples,
                    *has_alpha,
                    u64::from(u16::MAX),
                    |v| v as u16,
                ),
                _ => pick(values, self.samples, usize::from(self.channels())),
            }),
            Samples::F32(values) => {
                Samples::F32(pick(values, self.samples, usize::from(self.channels())))
            }
        }
    }

    /// One value a sample: bits are unpacked, and what is neither 8- nor 16-bit unsigned becomes
    /// floating point.
    fn unpack(&self, stored: DecodingResult, width: usize) -> Samples {
        match stored {
            DecodingResult::U8(bytes) if self.bits < 8 => {
                let is_palette = matches!(self.colours, Colours::Palette(_));
                Samples::U8(unpack_bits(&bytes, width, self.bits, !is_palette))
            }
            DecodingResult::U8(values) => Samples::U8(values),
            DecodingResult::U16(values) => Samples::U16(values),
            DecodingResult::U32(values) => floats(values, |v| v as f32),
            DecodingResult::U64(values) => floats(values, |v| v as f32),
            DecodingResult::I8(values) => floats(values, f32::from),
            DecodingResult::I16(values) => floats(values, f32::from),
            DecodingResult::I32(values) => floats(values, |v| v as f32),
            DecodingResult::I64(values) => floats(values, |v| v as f32),
            DecodingResult::F16(values) => floats(values, f32::from),
            DecodingResult::F32(values) => Samples::F32(values),
            DecodingResult::F64(values) => floats(values, |v| v as f32),
        }
    }
}

fn floats<T>(values: Vec<T>, convert: impl Fn(T) -> f32) -> Samples {
    Samples::F32(values.into_iter().map(convert).collect())
}

/// The colours of a palette: the file keeps all reds, then all greens, then all blues, in 16 bits.
fn palette(directory: &Directory) -> Result<Vec<[u8; 3]>, Fault> {
    let map = &directory.color_map;
    let count = 1 << directory.bits;
    if map.len() != 3 * count {
        return Err(unsupported(directory, "a palette of another size"));
    }
    // Some writers fill only the lower byte.
    let shift = if map.iter().any(|value| *value > 255) {
        8
    } else {
        0
    };
    let colour = |index: usize| {
        [0, 1, 2].map(|channel| (map[channel * count + index] >> shift).min(255) as u8)
    };
    Ok((0..count).map(colour).collect())
}

/// Keeps the first `kept` of each `samples` values.
fn pick<T: Copy>(values: Vec<T>, samples: usize, kept: usize) -> Vec<T> {
    if samples == kept {
        return values;
    }
    let pixels = values.chunks_exact(samples);
    pixels.flat_map(|pixel| &pixel[..kept]).copied().collect()
}

/// Unpacks samples below 8 bits, row by row, widened to 0 to 255 or, for indices, as they are.
fn unpack_bits(bytes: &[u8], width: usize, bits: u8, is_widened: bool) -> Vec<u8> {
    let row_bytes = (width * usize::from(bits)).div_ceil(8);
    let top = (1_u8 << bits) - 1;
    let factor = if is_widened { 255 / top } else { 1 };
    let per_byte = usize::from(8 / bits);
    // All samples of a byte at once.
    let unpacked: Vec<[u8; 8]> = (0..=u8::MAX)
        .map(|byte| {
            let mut values = [0; 8];
            for (index, value) in values.iter_mut().enumerate().take(per_byte) {
                let shift = 8 - bits * (index as u8 + 1);
                *value = ((byte >> shift) & top) * factor;
            }
            values
        })
        .collect();
    let mut values = Vec::with_capacity(bytes.len() * per_byte);
    for row in bytes.chunks_exact(row_bytes) {
        let row_end = values.len() + width;
        for byte in row {
            values.extend_from_slice(&unpacked[usize::from(*byte)][..per_byte]);
        }
        values.truncate(row_end);
    }
    values
}

/// RGB of four inks: each ink and black take away light.
fn mix<T: Copy + Into<u64>>(
    values: &[T],
    samples: usize,
    has_alpha: bool,
    top: u64,
    narrow: impl Fn(u64) -> T,
) -> Vec<T> {
    let mut mixed = Vec::with_capacity(values.len());
    for pixel in values.chunks_exact(samples) {
        let black = top - pixel[3].into();
        for ink in &pixel[..3] {
            let light = top - (*ink).into();
            mixed.push(narrow((light * black + top / 2) / top));
        }
        if has_alpha {
            mixed.push(pixel[4]);
        }
    }
    mixed
}

/// RGB of a pixel in the YCbCr of JFIF.
fn rgb_of_ycbcr(pixel: &[u8]) -> [u8; 3] {
    let y = f32::from(pixel[0]);
    let (cb, cr) = (f32::from(pixel[1]) - 128.0, f32::from(pixel[2]) - 128.0);
    [
        y + 1.402 * cr,
        y - 0.344_136 * cb - 0.714_136 * cr,
        y + 1.772 * cb,
    ]
    .map(|value| value.round() as u8)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn bits_are_unpacked_row_by_row() {
        assert_eq!(
            unpack_bits(&[0b1010_0000, 0b0100_0000], 3, 1, true),
            [255, 0, 255, 0, 255, 0]
        );
        assert_eq!(unpack_bits(&[0x0F, 0xA0], 3, 4, true), [0, 255, 170]);
        assert_eq!(unpack_bits(&[0b0001_1011], 4, 2, true), [0, 85, 170, 255]);
        assert_eq!(unpack_bits(&[0x0F, 0xA0], 3, 4, false), [0, 15, 10]);
    }

    #[test]
    fn inks_take_away_light() {
        let inks = [0_u8, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 255, 0, 128, 0, 0];
        let rgb = mix(&inks, 4, false, 255, |v| v as u8);
        assert_eq!(rgb, [255, 255, 255, 0, 255, 255, 0, 0, 0, 255, 127, 255]);
    }
}
