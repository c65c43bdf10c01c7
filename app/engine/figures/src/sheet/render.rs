//! SVG to PNG.

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::Tree;

use crate::error::FiguresError;
use crate::fonts::Fonts;

/// The finest resolution, in pixels an inch.
const MOST_DPI: u32 = 2400;
/// The largest picture: both columns and the height of a page at 1200 dpi.
const MOST_PIXELS: u64 = 100_000_000;

/// Width and height in pixels of so many millimetres.
pub(super) fn size_px(
    (width_mm, height_mm): (f64, f64),
    dpi: u32,
) -> Result<(u32, u32), FiguresError> {
    if !(1..=MOST_DPI).contains(&dpi) {
        return Err(FiguresError::Dpi(dpi));
    }
    let px = |mm: f64| (mm / 25.4 * f64::from(dpi)).round().max(1.0) as u32;
    let (width_px, height_px) = (px(width_mm), px(height_mm));
    if u64::from(width_px) * u64::from(height_px) > MOST_PIXELS {
        return Err(FiguresError::ManyPixels {
            dpi,
            width_px,
            height_px,
        });
    }
    Ok((width_px, height_px))
}

/// The SVG drawn over so many pixels, on white, as a PNG.
pub(super) fn png(
    svg: &str,
    size_px: (u32, u32),
    dpi: u32,
    fonts: &Fonts,
) -> Result<Vec<u8>, FiguresError> {
    let rgb = rgb(svg, size_px, fonts)?;
    encoded(&rgb, size_px, dpi).map_err(|error| FiguresError::Render {
        reason: error.to_string(),
    })
}

/// The SVG drawn over so many pixels, on white: red, green and blue of each, row by row.
pub(super) fn rgb(
    svg: &str,
    (width_px, height_px): (u32, u32),
    fonts: &Fonts,
) -> Result<Vec<u8>, FiguresError> {
    let failed = |reason: String| FiguresError::Render { reason };
    let tree = Tree::from_str(svg, &fonts.options()).map_err(|error| failed(error.to_string()))?;
    let mut pixmap = Pixmap::new(width_px, height_px)
        .ok_or_else(|| failed("there is no memory for its pixels".to_owned()))?;
    pixmap.fill(Color::WHITE);
    let scale = Transform::from_scale(
        width_px as f32 / tree.size().width(),
        height_px as f32 / tree.size().height(),
    );
    resvg::render(&tree, scale, &mut pixmap.as_mut());
    // On white nothing is transparent, so the colours are not multiplied by anything.
    let mut rgb = Vec::with_capacity(pixmap.data().len() / 4 * 3);
    for pixel in pixmap.data().chunks_exact(4) {
        rgb.extend_from_slice(&pixel[..3]);
    }
    Ok(rgb)
}

fn encoded(
    rgb: &[u8],
    (width_px, height_px): (u32, u32),
    dpi: u32,
) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width_px, height_px);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let px_per_metre = (f64::from(dpi) / 0.0254).round() as u32;
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: px_per_metre,
        yppu: px_per_metre,
        unit: png::Unit::Meter,
    }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(rgb)?;
    writer.finish()?;
    Ok(bytes)
}
