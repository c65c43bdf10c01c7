//! Compression that loses what is faint.

use std::io::Cursor;

use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::{ExtendedColorType, ImageDecoder, ImageError};

use crate::error::BalloonsError;
use crate::size::PictureSize;

/// The grey picture after it was a JPEG file of this quality, 1 to 100.
pub(crate) fn compressed(
    picture: &[u8],
    size: PictureSize,
    quality: u8,
) -> Result<Vec<u8>, BalloonsError> {
    round_trip(picture, size, quality).map_err(|error| BalloonsError::Encode {
        reason: error.to_string(),
    })
}

fn round_trip(picture: &[u8], size: PictureSize, quality: u8) -> Result<Vec<u8>, ImageError> {
    let [width_px, height_px] = size.into();
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, quality).encode(
        picture,
        width_px,
        height_px,
        ExtendedColorType::L8,
    )?;
    let decoder = JpegDecoder::new(Cursor::new(file))?;
    let mut levels = vec![0; picture.len()];
    decoder.read_image(&mut levels)?;
    Ok(levels)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_low_quality_changes_more() {
        let size = PictureSize::new(256, 256).unwrap();
        let picture: Vec<u8> = (0..256 * 256_u32)
            .map(|index| 100 + (index.wrapping_mul(0x9E37_79B1) >> 28) as u8)
            .collect();
        let change = |quality| {
            let after = compressed(&picture, size, quality).unwrap();
            let pairs = picture.iter().zip(&after);
            pairs
                .map(|(a, b)| u64::from(a.abs_diff(*b)).pow(2))
                .sum::<u64>()
        };
        assert!(change(20) > 2 * change(95));
        assert_eq!(
            compressed(&picture, size, 30).unwrap(),
            compressed(&picture, size, 30).unwrap()
        );
    }
}
