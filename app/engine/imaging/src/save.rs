//! Writing a raster as PNG.

use std::borrow::Cow;
use std::io::{BufWriter, Write};
use std::path::Path;

use atomic_write_file::AtomicWriteFile;

use crate::error::{Fault, ImagingError};
use crate::raster::{Raster, Samples};

/// Writes a raster as PNG of 8 or 16 bits. The file appears complete or not at all, and one that
/// was there is replaced only by a complete one.
///
/// # Errors
/// [`Fault::Write`] when the file cannot be written, or when the samples are floating point, which
/// PNG cannot hold: window them first with [`Raster::windowed_u16`].
pub fn save_png(raster: &Raster, path: &Path) -> Result<(), ImagingError> {
    write_file(raster, path).map_err(|reason| Fault::Write { reason }.at(path))
}

fn write_file(raster: &Raster, path: &Path) -> Result<(), String> {
    let file = AtomicWriteFile::open(path).map_err(|error| error.to_string())?;
    let mut writer = BufWriter::with_capacity(1 << 18, file);
    encode(raster, &mut writer)?;
    let file = writer.into_inner().map_err(|error| error.to_string())?;
    file.commit().map_err(|error| error.to_string())
}

fn encode(raster: &Raster, writer: &mut impl Write) -> Result<(), String> {
    let (depth, bytes): (_, Cow<'_, [u8]>) = match &raster.samples {
        Samples::U8(values) => (png::BitDepth::Eight, Cow::Borrowed(values)),
        Samples::U16(values) => (
            png::BitDepth::Sixteen,
            Cow::Owned(
                values
                    .iter()
                    .flat_map(|value| value.to_be_bytes())
                    .collect(),
            ),
        ),
        Samples::F32(_) => {
            return Err("PNG cannot hold floating-point samples".to_owned());
        }
    };
    let mut encoder = png::Encoder::new(writer, raster.width_px, raster.height_px);
    encoder.set_depth(depth);
    encoder.set_color(match raster.channels {
        1 => png::ColorType::Grayscale,
        2 => png::ColorType::GrayscaleAlpha,
        3 => png::ColorType::Rgb,
        _ => png::ColorType::Rgba,
    });
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().map_err(|error| error.to_string())?;
    writer
        .write_image_data(&bytes)
        .map_err(|error| error.to_string())?;
    writer.finish().map_err(|error| error.to_string())
}
