//! What the formats read by the `image` crate have in common.

use image::error::UnsupportedErrorKind;
use image::{ColorType, ExtendedColorType, ImageDecoder, ImageError};

use crate::error::Fault;
use crate::format::Format;
use crate::info::PageInfo;
use crate::limits::Header;
use crate::orientation::Orientation;
use crate::raster::{Raster, SampleKind, Samples};
use crate::source::Source;

/// The header of the one page that a decoder would read.
pub(super) fn describe(
    source: &Source,
    decoder: &dyn ImageDecoder,
    orientation: Orientation,
) -> Result<Header, Fault> {
    let (channels, kind) = layout(source.format, decoder.color_type())?;
    let bits = match decoder.original_color_type() {
        ExtendedColorType::L1 | ExtendedColorType::La1 => 1,
        _ => kind.bytes() as u8 * 8,
    };
    let (width_px, height_px) = decoder.dimensions();
    if width_px == 0 || height_px == 0 {
        return Err(Fault::broken(
            source.format,
            "its header says it has no pixels",
        ));
    }
    let size = (width_px, height_px);
    let info = PageInfo::new(1, size, orientation, (channels, kind, bits));
    Ok(Header::whole(info, 1, source.byte_len))
}

/// Decodes the picture, as stored.
pub(super) fn read_raster(
    format: Format,
    decoder: Box<dyn ImageDecoder + '_>,
) -> Result<Raster, Fault> {
    let (channels, kind) = layout(format, decoder.color_type())?;
    let (width_px, height_px) = decoder.dimensions();
    let count = width_px as usize * height_px as usize * usize::from(channels);
    let mut samples = Samples::zeroed(kind, count);
    decoder
        .read_image_boxed(samples.as_bytes_mut())
        .map_err(|error| image_fault(format, &error))?;
    Ok(Raster::new(width_px, height_px, channels, samples))
}

fn layout(format: Format, colour: ColorType) -> Result<(u8, SampleKind), Fault> {
    let kind = match colour {
        ColorType::L8 | ColorType::La8 | ColorType::Rgb8 | ColorType::Rgba8 => SampleKind::U8,
        ColorType::L16 | ColorType::La16 | ColorType::Rgb16 | ColorType::Rgba16 => SampleKind::U16,
        ColorType::Rgb32F | ColorType::Rgba32F => SampleKind::F32,
        other => return Err(Fault::unsupported(format, format!("{other:?} pixels"))),
    };
    Ok((colour.channel_count(), kind))
}

/// What an error of the `image` crate means for a file of this format.
pub(super) fn image_fault(format: Format, error: &ImageError) -> Fault {
    match error {
        ImageError::IoError(error) => Fault::reading(format, error),
        ImageError::Unsupported(error) => match error.kind() {
            UnsupportedErrorKind::GenericFeature(feature) => {
                Fault::unsupported(format, feature.clone())
            }
            _ => Fault::unsupported(format, error.to_string()),
        },
        other => {
            // Early ends hide at several depths behind errors of the single decoders.
            let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(other);
            while let Some(error) = cause {
                if let Some(io_error) = error.downcast_ref::<std::io::Error>() {
                    return Fault::reading(format, io_error);
                }
                cause = error.source();
            }
            Fault::broken(format, other.to_string())
        }
    }
}
