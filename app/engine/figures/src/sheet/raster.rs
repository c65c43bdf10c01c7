//! Pictures inside a sheet: brought to the size they are drawn at, and written into the SVG.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use imaging::{Raster, Samples};

use super::{Rect, markup};
use crate::error::FiguresError;

/// How a picture is brought to the size it is drawn at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Scaling {
    /// Every pixel stays a rectangle of one colour: for maps whose cells the reader should see.
    Nearest,
    /// Colours run into each other: for photographs.
    #[default]
    Smooth,
}

/// The picture as an element of SVG that fills `place`, with no more pixels than are seen there at
/// `dpi`.
pub(super) fn element(
    raster: &Raster,
    place: &Rect,
    scaling: Scaling,
    dpi: u32,
) -> Result<String, FiguresError> {
    let seen_px = |mm: f64| (mm / 25.4 * f64::from(dpi)).ceil().max(1.0) as u32;
    let width_px = raster.width_px.min(seen_px(place.width_mm));
    let height_px = raster.height_px.min(seen_px(place.height_mm));
    let raster = resized(raster, (width_px, height_px), scaling)?;
    let png = imaging::encode_png(&raster).map_err(|reason| FiguresError::Render { reason })?;
    let rendering = match scaling {
        // The attribute is what SVG 1.1 knows, and the style what browsers go by.
        Scaling::Nearest => "image-rendering=\"optimizeSpeed\" style=\"image-rendering:pixelated\"",
        Scaling::Smooth => "image-rendering=\"optimizeQuality\"",
    };
    Ok(format!(
        "<image {} preserveAspectRatio=\"none\" {rendering} \
         href=\"data:image/png;base64,{}\"/>\n",
        markup::place(place),
        STANDARD.encode(png)
    ))
}

/// The raster with this many pixels. It is of 8 bits, as every panel's is.
fn resized(
    raster: &Raster,
    (width_px, height_px): (u32, u32),
    scaling: Scaling,
) -> Result<Cow<'_, Raster>, FiguresError> {
    let Samples::U8(samples) = &raster.samples else {
        unreachable!("a panel takes pictures of 8 bits only");
    };
    if (width_px, height_px) == (raster.width_px, raster.height_px) {
        return Ok(Cow::Borrowed(raster));
    }
    let failed = |error: &dyn std::error::Error| FiguresError::Render {
        reason: error.to_string(),
    };
    let pixel = match raster.channels {
        1 => PixelType::U8,
        2 => PixelType::U8x2,
        3 => PixelType::U8x3,
        _ => PixelType::U8x4,
    };
    let source = ImageRef::new(raster.width_px, raster.height_px, samples, pixel)
        .map_err(|error| failed(&error))?;
    let mut target = Image::new(width_px, height_px, pixel);
    let algorithm = match scaling {
        Scaling::Nearest => ResizeAlg::Nearest,
        Scaling::Smooth => ResizeAlg::Convolution(FilterType::CatmullRom),
    };
    let options = ResizeOptions::new().resize_alg(algorithm);
    Resizer::new()
        .resize(&source, &mut target, &options)
        .map_err(|error| failed(&error))?;
    let samples = Samples::U8(target.into_vec());
    let channels = raster.channels;
    Ok(Cow::Owned(Raster::new(
        width_px, height_px, channels, samples,
    )))
}
