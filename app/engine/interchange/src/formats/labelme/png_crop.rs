//! Masks as labelme keeps them: a grey PNG of a rectangle, in base64, whose pixels are 0 or 1.

use std::io::Cursor;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use shapes::{Mask, PixelRect};

use crate::geometry::row_runs;
use crate::pixels::{self, Values};

/// A mask in a rectangle that begins at (0, 0), with the size of that.
pub(super) struct Crop {
    pub mask: Mask,
    pub width_px: u32,
    pub height_px: u32,
}

/// Reads a crop that is no larger than the picture that it is of.
///
/// # Errors
/// Words that say what is wrong with it.
pub(super) fn read(base64: &str, most_px: u64) -> Result<Crop, String> {
    let bytes = STANDARD
        .decode(base64.trim())
        .map_err(|error| format!("its base64 is damaged ({error})"))?;
    let Values {
        width_px,
        height_px,
        runs,
        ..
    } = pixels::read(Cursor::new(bytes), most_px)?;
    // Every value but 0 is on.
    let mut counter = row_runs::RunCounter::default();
    for run in runs {
        counter.on(run.start, run.length);
    }
    let rect = PixelRect {
        left: 0,
        top: 0,
        right: width_px,
        bottom: height_px,
    };
    let counts = counter.finish(u64::from(width_px) * u64::from(height_px));
    Ok(Crop {
        mask: row_runs::mask(rect, counts)?,
        width_px,
        height_px,
    })
}

/// The crop of a mask in the smallest rectangle that holds it.
pub(super) fn write(mask: &Mask, rect: PixelRect) -> Result<String, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, rect.width_px(), rect.height_px());
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let width = rect.width_px() as usize;
    let mut pixels = vec![0; width * rect.height_px() as usize];
    for run in mask.runs() {
        let start = (run.y - rect.top) as usize * width + (run.left - rect.left) as usize;
        pixels[start..start + run.length_px() as usize].fill(1);
    }
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixels)?;
    writer.finish()?;
    Ok(STANDARD.encode(bytes))
}
