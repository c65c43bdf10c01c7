//! TIFF and BigTIFF, strip by strip or tile by tile, by the `tiff` crate, with what that leaves
//! out: samples below 8 bits, palettes, a reversed order of bits, CMYK and YCbCr as RGB.

mod convert;
mod layout;
mod patched;
mod rows;

use jobs::Work;

use self::convert::Conversion;
use self::layout::Directory;
use super::check_page;
use crate::error::Fault;
use crate::format::Format;
use crate::info::PageInfo;
use crate::limits::{Header, Limits};
use crate::orientation::Orientation;
use crate::sink::BandSink;
use crate::source::Source;

pub(super) fn header(source: &Source, page: u32) -> Result<Header, Fault> {
    let layout = layout::walk(source)?;
    let page_count = layout.pages.len() as u32;
    check_page(page, page_count)?;
    let directory = &layout.pages[page as usize - 1];
    let conversion = Conversion::of(directory)?;
    let orientation = u32::try_from(directory.orientation)
        .ok()
        .and_then(Orientation::from_exif);
    let info = PageInfo::new(
        page,
        (directory.width_px, directory.height_px),
        orientation.unwrap_or_default(),
        (conversion.channels(), conversion.kind(), directory.bits),
    );
    Ok(Header {
        info,
        page_count,
        unpacked_bytes: directory.unpacked_bytes(),
        data_bytes: directory.data_bytes.min(source.byte_len),
        most_bytes: directory.most_bytes(),
        decoder_bytes: 0,
    })
}

pub(super) fn decode(
    source: &Source,
    header: &Header,
    limits: &Limits,
    work: &Work,
    sink: &mut dyn BandSink,
) -> Result<(), Fault> {
    let layout = layout::walk(source)?;
    check_page(header.info.page, layout.pages.len() as u32)?;
    let directory = &layout.pages[header.info.page as usize - 1];
    rows::decode(source, &layout, directory, limits, work, sink)
}

/// Why a picture of this kind is not read.
fn unsupported(directory: &Directory, what: &str) -> Fault {
    Fault::unsupported(
        Format::Tiff,
        format!(
            "{what} ({} channels of {} bits, photometric interpretation {}, compression {})",
            directory.samples, directory.bits, directory.photometric, directory.compression
        ),
    )
}
