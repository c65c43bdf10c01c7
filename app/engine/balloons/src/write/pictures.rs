//! Pictures and masks as PNG.

use png::{BitDepth, ColorType, Compression, Encoder, EncodingError, PixelDimensions, Unit};

use super::names::MaskKind;
use crate::error::BalloonsError;
use crate::render::Shot;
use crate::size::PictureSize;

/// A picture of 8 bits.
pub(super) fn grey_8(
    levels: &[u8],
    size: PictureSize,
    mm_per_px: f32,
) -> Result<Vec<u8>, BalloonsError> {
    encoded(levels, BitDepth::Eight, size, mm_per_px)
}

/// A mask of 16 bits.
pub(super) fn grey_16(
    values: &[u16],
    size: PictureSize,
    mm_per_px: f32,
) -> Result<Vec<u8>, BalloonsError> {
    let bytes: Vec<u8> = values
        .iter()
        .flat_map(|value| value.to_be_bytes())
        .collect();
    encoded(&bytes, BitDepth::Sixteen, size, mm_per_px)
}

/// The masks of one kind in one picture: the number of the defect at each pixel, from 1.
pub(super) fn numbered(shot: &Shot, kind: MaskKind) -> Vec<u16> {
    let mut values = vec![0; shot.size.pixels()];
    for truth in shot.truths.iter().filter(|truth| truth.wall == kind.wall) {
        let mask = if kind.is_visible {
            truth.visible.as_ref()
        } else {
            Some(&truth.present)
        };
        // A balloon has no more defects than 16 bits can number.
        let number = (truth.defect + 1) as u16;
        for [x, y] in mask.into_iter().flat_map(|mask| mask.iter()) {
            values[y as usize * shot.size.width_px() + x as usize] = number;
        }
    }
    values
}

fn encoded(
    bytes: &[u8],
    depth: BitDepth,
    size: PictureSize,
    mm_per_px: f32,
) -> Result<Vec<u8>, BalloonsError> {
    encode(bytes, depth, size, mm_per_px).map_err(|error| BalloonsError::Encode {
        reason: error.to_string(),
    })
}

fn encode(
    bytes: &[u8],
    depth: BitDepth,
    size: PictureSize,
    mm_per_px: f32,
) -> Result<Vec<u8>, EncodingError> {
    let [width_px, height_px] = size.into();
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, width_px, height_px);
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(depth);
    encoder.set_compression(Compression::Fast);
    let per_metre = (1000.0 / mm_per_px).round() as u32;
    encoder.set_pixel_dims(Some(PixelDimensions {
        xppu: per_metre,
        yppu: per_metre,
        unit: Unit::Meter,
    }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(bytes)?;
    writer.finish()?;
    Ok(file)
}
