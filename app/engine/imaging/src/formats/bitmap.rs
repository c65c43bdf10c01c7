//! BMP and PNM.

use image::ImageDecoder;
use image::codecs::bmp::BmpDecoder;
use image::codecs::pnm::PnmDecoder;

use super::common::{describe, image_fault, read_raster};
use super::walk::Walker;
use crate::error::Fault;
use crate::format::Format;
use crate::limits::Header;
use crate::orientation::Orientation;
use crate::sink::BandSink;
use crate::source::Source;

/// Run lengths of BMP make at most 255 pixels of two bytes.
const BMP_MOST_PIXELS_A_BYTE: u64 = 128;
/// PBM keeps eight pixels in a byte.
const PNM_MOST_PIXELS_A_BYTE: u64 = 8;

pub(super) fn header(source: &Source) -> Result<Header, Fault> {
    let decoder = decoder(source)?;
    let mut header = describe(source, &*decoder, Orientation::Normal)?;
    let most_pixels_a_byte = match source.format {
        Format::Bmp => BMP_MOST_PIXELS_A_BYTE,
        _ => PNM_MOST_PIXELS_A_BYTE,
    };
    let bytes_a_pixel = (header.unpacked_bytes / header.info.pixels()).max(1);
    header.most_bytes = Some(
        source
            .byte_len
            .saturating_mul(most_pixels_a_byte)
            .saturating_mul(bytes_a_pixel),
    );
    Ok(header)
}

pub(super) fn decode(source: &Source, sink: &mut dyn BandSink) -> Result<(), Fault> {
    sink.band(read_raster(source.format, decoder(source)?)?)
}

fn decoder(source: &Source) -> Result<Box<dyn ImageDecoder + '_>, Fault> {
    Ok(if source.format == Format::Bmp {
        check_bmp_len(source)?;
        let fault = |error| image_fault(Format::Bmp, &error);
        Box::new(BmpDecoder::new(source.reader()?).map_err(fault)?)
    } else {
        let fault = |error| image_fault(Format::Pnm, &error);
        Box::new(PnmDecoder::new(source.reader()?).map_err(fault)?)
    })
}

/// The header of a BMP says how long the file is. Some writers leave that field zero.
fn check_bmp_len(source: &Source) -> Result<(), Fault> {
    let mut walker = Walker::new(source.jumping_reader()?, Format::Bmp, source.byte_len);
    walker.skip(2, "its header")?;
    let byte_len = u64::from(u32::from_le_bytes(walker.array("its header")?));
    if byte_len > source.byte_len {
        return Err(walker.missing(&format!("the {byte_len} bytes that its header announces")));
    }
    Ok(())
}
