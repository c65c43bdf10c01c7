//! PDF pages, rasterised on white at the resolution that the limits ask for.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hayro::hayro_interpret::{InterpreterSettings, InterpreterWarning};
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};

use super::check_page;
use crate::error::Fault;
use crate::format::Format;
use crate::info::PageInfo;
use crate::limits::{Header, Limits};
use crate::orientation::Orientation;
use crate::raster::{Raster, SampleKind, Samples};
use crate::sink::BandSink;
use crate::source::Source;

/// PDF measures in points.
const POINTS_A_INCH: f32 = 72.0;
/// Larger pages are rasterised at a lower resolution.
const MOST_PIXELS: f32 = 100_000_000.0;
/// The rasteriser counts columns and rows in 16 bits.
const MOST_SIDE_PX: f32 = 60_000.0;
/// The rasteriser holds RGBA, and layers of it for transparency.
const DECODER_BYTES_A_PIXEL: u64 = 16;
/// Nested forms are drawn by recursion, deeper than the stack of a usual thread.
const STACK_BYTES: usize = 64 << 20;
/// The end mark stands in this many last bytes.
const TAIL_BYTES: usize = 2048;

pub(super) fn header(source: &Source, page: u32, limits: &Limits) -> Result<Header, Fault> {
    let pdf = open(source, limits)?;
    let page_count = pdf.pages().len() as u32;
    check_page(page, page_count)?;
    Ok(header_of(source, &pdf, page, limits))
}

/// The headers of all pages.
pub(super) fn headers(source: &Source, limits: &Limits) -> Result<Vec<Header>, Fault> {
    let pdf = open(source, limits)?;
    let page_count = pdf.pages().len() as u32;
    check_page(1, page_count)?;
    let pages = 1..=page_count;
    Ok(pages
        .map(|page| header_of(source, &pdf, page, limits))
        .collect())
}

/// The header of a page that is there.
fn header_of(source: &Source, pdf: &Pdf, page: u32, limits: &Limits) -> Header {
    let pages = pdf.pages();
    let (info, _) = describe(&pages[page as usize - 1], page, limits.pdf_dpi);
    let mut header = Header::whole(info, pages.len() as u32, source.byte_len);
    // Drawings have no bound: one line of text may fill a page.
    header.unpacked_bytes = 0;
    header.decoder_bytes = info.pixels() * DECODER_BYTES_A_PIXEL;
    header
}

fn open(source: &Source, limits: &Limits) -> Result<Pdf, Fault> {
    let bytes = source.bytes(limits)?;
    check_end(&bytes)?;
    Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Fault::Protected {
            format: Format::Pdf,
        },
        LoadPdfError::Decryption(error) => {
            Fault::unsupported(Format::Pdf, format!("its encryption ({error:?})"))
        }
        LoadPdfError::Invalid => Fault::broken(Format::Pdf, "its table of objects cannot be read"),
    })
}

/// A PDF ends with an end mark. Readers are used to rebuilding the table of objects of one that
/// does not, and would show its pages with parts missing.
fn check_end(bytes: &[u8]) -> Result<(), Fault> {
    const MARK: &[u8] = b"%%EOF";
    let tail = &bytes[bytes.len().saturating_sub(TAIL_BYTES)..];
    let is_complete = tail
        .windows(MARK.len())
        .rposition(|window| window == MARK)
        // Each change of a PDF is appended with an end mark of its own: an object behind the last
        // mark belongs to a change whose end is missing.
        .is_some_and(|at| !tail[at..].windows(4).any(|window| window == b" obj"));
    if is_complete {
        Ok(())
    } else {
        Err(Fault::truncated(
            Format::Pdf,
            format!("it ends after {} bytes, before its end mark", bytes.len()),
        ))
    }
}

/// The page and the scale from points to pixels.
fn describe(page: &Page<'_>, number: u32, dpi: f32) -> (PageInfo, f32) {
    let (width, height) = page.render_dimensions();
    let mut scale = dpi / POINTS_A_INCH;
    scale = scale.min((MOST_PIXELS / (width * height)).sqrt());
    scale = scale.min(MOST_SIDE_PX / width.max(height));
    let side = |points: f32| ((points * scale).round() as u32).max(1);
    let mut info = PageInfo::new(
        number,
        (side(width), side(height)),
        Orientation::Normal,
        (3, SampleKind::U8, 8),
    );
    info.rasterised_dpi = Some(scale * POINTS_A_INCH);
    (info, scale)
}

pub(super) fn decode(
    source: &Source,
    header: &Header,
    limits: &Limits,
    sink: &mut dyn BandSink,
) -> Result<(), Fault> {
    let raster = std::thread::scope(|scope| {
        let drawing = std::thread::Builder::new()
            .name("PDF page".to_owned())
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, || rasterise(source, header, limits))
            .map_err(|error| Fault::from(&error))?;
        drawing
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })?;
    sink.band(raster)
}

fn rasterise(source: &Source, header: &Header, limits: &Limits) -> Result<Raster, Fault> {
    let pdf = open(source, limits)?;
    let info = &header.info;
    check_page(info.page, pdf.pages().len() as u32)?;
    let page = &pdf.pages()[info.page as usize - 1];

    let has_lost_image = Arc::new(AtomicBool::new(false));
    let settings = InterpreterSettings {
        warning_sink: {
            let has_lost_image = Arc::clone(&has_lost_image);
            Arc::new(move |warning| {
                tracing::debug!(?warning, "while drawing a PDF page");
                if matches!(warning, InterpreterWarning::ImageDecodeFailure) {
                    has_lost_image.store(true, Ordering::Relaxed);
                }
            })
        },
        ..InterpreterSettings::default()
    };
    // The scale is bent a little so that the page fills whole pixels.
    let (width, height) = page.render_dimensions();
    let bend = |pixels: u32, points: f32| (pixels as f32 + 0.01) / points;
    let pixmap = hayro::render(
        page,
        &RenderCache::new(),
        &settings,
        &RenderSettings::default(),
        &PixmapSettings {
            x_scale: bend(info.raw_width_px, width),
            y_scale: bend(info.raw_height_px, height),
            bg_color: WHITE,
        },
    );
    if has_lost_image.load(Ordering::Relaxed) {
        return Err(Fault::broken(
            Format::Pdf,
            format!("an image on page {} cannot be decoded", info.page),
        ));
    }
    if (u32::from(pixmap.width()), u32::from(pixmap.height()))
        != (info.raw_width_px, info.raw_height_px)
    {
        return Err(Fault::broken(
            Format::Pdf,
            "its page has an impossible size",
        ));
    }
    let rgba = pixmap.data_as_u8_slice();
    let rgb = rgba
        .chunks_exact(4)
        .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]])
        .collect();
    Ok(Raster::new(
        info.raw_width_px,
        info.raw_height_px,
        info.channels,
        Samples::U8(rgb),
    ))
}
