//! Rasters as PNG: in files, and small ones in memory.

use std::borrow::Cow;
use std::io::{BufWriter, Cursor, Write};
use std::path::Path;

use atomic_write_file::AtomicWriteFile;
use jobs::Work;

use crate::error::{Fault, ImagingError};
use crate::levels::LevelSize;
use crate::picture::Picture;
use crate::raster::{Raster, SampleKind, Samples};

/// Writes a raster as PNG of 8 or 16 bits. The file appears complete or not at all, and one that
/// was there is replaced only by a complete one.
///
/// # Errors
/// [`Fault::Write`] when the file cannot be written, or when the samples are floating point, which
/// PNG cannot hold: window them first with [`Raster::windowed_u16`].
pub fn save_png(raster: &Raster, path: &Path) -> Result<(), ImagingError> {
    write_file(raster, path).map_err(|reason| Fault::Write { reason }.at(path))
}

/// Writes one level of a picture as PNG, and gives back its size. Integers are written as they
/// are; floating-point samples, which PNG cannot hold, as 16 bits between the picture's least and
/// greatest value.
///
/// # Errors
/// As [`Picture::region`] and [`save_png`].
pub fn export_png(
    picture: &Picture,
    level: u32,
    path: &Path,
    work: &Work,
) -> Result<LevelSize, ImagingError> {
    let is_source = |source: &Path| {
        let whole = |path: &Path| path.canonicalize().ok();
        whole(source).is_some() && whole(source) == whole(path)
    };
    if picture.path().is_some_and(is_source) {
        let reason = "it would replace the picture itself".to_owned();
        return Err(Fault::Write { reason }.at(path));
    }
    let raster = picture.whole_level(level, work)?;
    let size = LevelSize {
        width_px: raster.width_px,
        height_px: raster.height_px,
    };
    if raster.kind() == SampleKind::F32 {
        let range = picture.range();
        save_png(&raster.windowed_u16(range.min, range.max), path)?;
    } else {
        save_png(&raster, path)?;
    }
    Ok(size)
}

fn write_file(raster: &Raster, path: &Path) -> Result<(), String> {
    // Replacing a file by another needs only the right to its folder, so its own right is asked here.
    if let Ok(metadata) = path.metadata() {
        if metadata.is_dir() {
            return Err("a folder has this name".to_owned());
        }
        if metadata.permissions().readonly() {
            return Err("a file of this name may not be written to".to_owned());
        }
    }
    let file = AtomicWriteFile::open(path).map_err(|error| error.to_string())?;
    let mut writer = BufWriter::with_capacity(1 << 18, file);
    encode(raster, &mut writer)?;
    let file = writer.into_inner().map_err(|error| error.to_string())?;
    file.commit().map_err(|error| error.to_string())
}

/// A raster of 8 or 16 bits as PNG in memory: for caches of thumbnails.
///
/// # Errors
/// A sentence, when the samples are floating point.
pub fn encode_png(raster: &Raster) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    encode(raster, &mut bytes)?;
    Ok(bytes)
}

/// The 8-bit raster that [`encode_png`] wrote. For the program's own caches: pictures of users go
/// through [`Picture::open`](crate::Picture::open) and its limits.
///
/// # Errors
/// A sentence, when the bytes are damaged or not such a PNG.
pub fn decode_png(bytes: &[u8]) -> Result<Raster, String> {
    let limits = png::Limits { bytes: 1 << 24 };
    let decoder = png::Decoder::new_with_limits(Cursor::new(bytes), limits);
    let mut reader = decoder.read_info().map_err(|error| error.to_string())?;
    let size = reader.output_buffer_size().ok_or("its size overflows")?;
    let mut samples = vec![0; size];
    let info = reader
        .next_frame(&mut samples)
        .map_err(|error| error.to_string())?;
    if info.bit_depth != png::BitDepth::Eight {
        return Err("its samples are not of 8 bits".to_owned());
    }
    let channels = info.color_type.samples() as u8;
    Ok(Raster::new(
        info.width,
        info.height,
        channels,
        Samples::U8(samples),
    ))
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn floats_are_exported_between_their_extremes() {
        let raster = Raster::new(2, 1, 1, Samples::F32(vec![-2.0, 6.0]));
        let picture = Picture::from_raster(raster);
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("float.png");
        export_png(&picture, 0, &path, &Work::detached()).unwrap();
        let written =
            Picture::open(&path, 1, &crate::Limits::default(), &Work::detached()).unwrap();
        let samples = &written.raster().unwrap().samples;
        assert_eq!(*samples, Samples::U16(vec![0, 65535]));
    }

    #[test]
    fn neither_the_picture_itself_nor_what_is_protected_is_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let raster = Raster::new(2, 1, 1, Samples::U8(vec![1, 2]));
        let source = dir.path().join("source.png");
        save_png(&raster, &source).unwrap();
        let work = Work::detached();
        let picture = Picture::open(&source, 1, &crate::Limits::default(), &work).unwrap();
        let before = std::fs::read(&source).unwrap();
        assert!(export_png(&picture, 0, &source, &work).is_err());
        let folder = dir.path().join("folder.png");
        std::fs::create_dir(&folder).unwrap();
        assert!(export_png(&picture, 0, &folder, &work).is_err());
        let protected = dir.path().join("protected.png");
        std::fs::write(&protected, "mine").unwrap();
        let mut permissions = protected.metadata().unwrap().permissions();
        permissions.set_readonly(true);
        std::fs::set_permissions(&protected, permissions).unwrap();
        assert!(export_png(&picture, 0, &protected, &work).is_err());
        assert_eq!(std::fs::read(&source).unwrap(), before);
        assert_eq!(std::fs::read(&protected).unwrap(), b"mine");
        assert_eq!(
            dir.path().read_dir().unwrap().count(),
            3,
            "nothing is left over"
        );
    }

    #[test]
    fn small_rasters_come_back_from_memory() {
        for channels in 1..=4 {
            let samples = (0..6 * u32::from(channels)).map(|v| v as u8 * 7).collect();
            let raster = Raster::new(3, 2, channels, Samples::U8(samples));
            let bytes = encode_png(&raster).unwrap();
            assert_eq!(decode_png(&bytes).unwrap(), raster);
            assert!(decode_png(&bytes[..bytes.len() / 2]).is_err());
        }
    }
}
