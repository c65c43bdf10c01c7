//! The decoders, one file a format. Each reads a header without unpacking anything, and delivers
//! the rows of a page, from the top, as they are stored.

mod bitmap;
mod common;
mod gif;
mod jpeg;
mod jpeg2000;
mod pdf;
mod png;
mod tiff;
mod walk;
mod webp;

use std::panic::{AssertUnwindSafe, catch_unwind};

use jobs::Work;

use crate::error::Fault;
use crate::format::Format;
use crate::limits::{Header, Limits};
use crate::sink::BandSink;
use crate::source::Source;

/// Reads the header of a page and holds it against the limits.
pub(crate) fn header(source: &Source, page: u32, limits: &Limits) -> Result<Header, Fault> {
    let header = guarded(source.format, || match source.format {
        Format::Png => png::header(source),
        Format::Jpeg => jpeg::header(source),
        Format::Tiff => tiff::header(source, page),
        Format::Bmp | Format::Pnm => bitmap::header(source),
        Format::WebP => webp::header(source),
        Format::Gif => gif::header(source),
        Format::Jpeg2000 => jpeg2000::header(source, limits),
        Format::Pdf => pdf::header(source, page, limits),
    })?;
    check_page(page, header.page_count)?;
    limits.check(source.format, &header)?;
    Ok(header)
}

/// Reads the headers of all pages, in order, and holds each against the limits.
pub(crate) fn headers(
    source: &Source,
    limits: &Limits,
    work: &Work,
) -> Result<Vec<Result<Header, Fault>>, Fault> {
    if source.format == Format::Pdf {
        // Reading the table of objects once a page would take minutes for a long document.
        let headers = guarded(source.format, || pdf::headers(source, limits))?;
        let checked = |header: Header| limits.check(source.format, &header).map(|()| header);
        return Ok(headers.into_iter().map(checked).collect());
    }
    let first = header(source, 1, limits)?;
    let page_count = first.page_count;
    let mut headers = vec![Ok(first)];
    for page in 2..=page_count {
        work.check()?;
        headers.push(header(source, page, limits));
    }
    Ok(headers)
}

/// Decodes a page whose header was accepted, and sends all of its rows to `sink`.
pub(crate) fn decode(
    source: &Source,
    header: &Header,
    limits: &Limits,
    work: &Work,
    sink: &mut dyn BandSink,
) -> Result<(), Fault> {
    work.check()?;
    guarded(source.format, || match source.format {
        Format::Png => png::decode(source, header, work, sink),
        Format::Jpeg => jpeg::decode(source, header, limits, sink),
        Format::Tiff => tiff::decode(source, header, limits, work, sink),
        Format::Bmp | Format::Pnm => bitmap::decode(source, sink),
        Format::WebP => webp::decode(source, sink),
        Format::Gif => gif::decode(source, sink),
        Format::Jpeg2000 => jpeg2000::decode(source, header, limits, sink),
        Format::Pdf => pdf::decode(source, header, limits, sink),
    })?;
    work.check()?;
    Ok(())
}

/// The fault of a page number that the file does not have.
pub(crate) fn check_page(page: u32, page_count: u32) -> Result<(), Fault> {
    match page_count {
        0 => Err(Fault::NoPages),
        _ if (1..=page_count).contains(&page) => Ok(()),
        _ => Err(Fault::NoSuchPage { page, page_count }),
    }
}

/// Runs a decoder. Those in use may panic on malicious input; that is a damaged file, not the end
/// of the program.
fn guarded<T>(format: Format, decoder: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(decoder)).unwrap_or_else(|panic| {
        let said = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("no reason given");
        tracing::warn!(%format, said, "a decoder panicked");
        Err(Fault::broken(
            format,
            format!("the decoder gave up on it ({said})"),
        ))
    })
}
