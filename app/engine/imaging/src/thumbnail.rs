//! Small pictures for lists: decoded in bands and shrunk on the way, so that even a very large
//! picture takes little memory and no scratch file.

use std::path::Path;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use jobs::Work;

use crate::error::{Fault, ImagingError};
use crate::formats;
use crate::limits::Limits;
use crate::raster::{Raster, Samples};
use crate::shrink::{self, ShrinkSink};
use crate::source::Source;

/// A small copy of a page, 8-bit, with its longest side of `side_px`; smaller pictures are not
/// enlarged. 16-bit and floating-point pictures are shown between the percentiles of their range.
///
/// # Errors
/// As [`Picture::open`](crate::Picture::open).
pub fn thumbnail(
    path: &Path,
    page: u32,
    side_px: u32,
    limits: &Limits,
    work: &Work,
) -> Result<Raster, ImagingError> {
    shrunk(path, page, side_px.max(1), limits, work).map_err(|fault| fault.at(path))
}

fn shrunk(
    path: &Path,
    page: u32,
    side_px: u32,
    limits: &Limits,
    work: &Work,
) -> Result<Raster, Fault> {
    let source = Source::open(path)?;
    let mut header = formats::header(&source, page, limits)?;
    if let Some(dpi) = header.info.rasterised_dpi {
        // A page is drawn no larger than the thumbnail needs.
        let longest = header.info.width_px.max(header.info.height_px) as f32;
        let smaller = Limits {
            pdf_dpi: dpi * (2.0 * side_px as f32 / longest).min(1.0),
            ..limits.clone()
        };
        header = formats::header(&source, page, &smaller)?;
    }
    let info = header.info;
    let mut sink = ShrinkSink::new(&info, side_px);
    formats::decode(&source, &header, limits, work, &mut sink)?;
    let means = info.orientation.apply(sink.finish());
    resize(&shrink::displayed_u8(means, info.sample_kind), side_px)
}

/// Brings the longest side of an 8-bit raster down to `side_px`.
fn resize(raster: &Raster, side_px: u32) -> Result<Raster, Fault> {
    let longest = raster.width_px.max(raster.height_px);
    if longest <= side_px {
        return Ok(raster.clone());
    }
    let side = |side: u32| {
        let scaled = f64::from(side) * f64::from(side_px) / f64::from(longest);
        (scaled.round() as u32).max(1)
    };
    let pixel_type = match raster.channels {
        1 => PixelType::U8,
        2 => PixelType::U8x2,
        3 => PixelType::U8x3,
        _ => PixelType::U8x4,
    };
    let failed = |reason: String| Fault::Read { reason };
    let from = ImageRef::new(
        raster.width_px,
        raster.height_px,
        raster.samples.as_bytes(),
        pixel_type,
    )
    .map_err(|error| failed(error.to_string()))?;
    let mut to = Image::new(side(raster.width_px), side(raster.height_px), pixel_type);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom));
    Resizer::new()
        .resize(&from, &mut to, &options)
        .map_err(|error| failed(error.to_string()))?;
    let (width_px, height_px) = (to.width(), to.height());
    Ok(Raster::new(
        width_px,
        height_px,
        raster.channels,
        Samples::U8(to.into_vec()),
    ))
}
