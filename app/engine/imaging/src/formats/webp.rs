//! WebP. Of an animation the first frame is read.

use image::codecs::webp::WebPDecoder;

use super::common::{describe, image_fault, read_raster};
use super::walk::Walker;
use crate::error::Fault;
use crate::format::Format;
use crate::limits::Header;
use crate::orientation::{Orientation, from_exif_block};
use crate::sink::BandSink;
use crate::source::Source;

/// EXIF blocks longer than this are not looked into.
const EXIF_MOST_BYTES: u64 = 1 << 20;

pub(super) fn header(source: &Source) -> Result<Header, Fault> {
    let orientation = walk(source)?;
    let decoder =
        WebPDecoder::new(source.reader()?).map_err(|error| image_fault(Format::WebP, &error))?;
    describe(source, &decoder, orientation)
}

pub(super) fn decode(source: &Source, sink: &mut dyn BandSink) -> Result<(), Fault> {
    let decoder =
        WebPDecoder::new(source.reader()?).map_err(|error| image_fault(Format::WebP, &error))?;
    sink.band(read_raster(Format::WebP, Box::new(decoder))?)
}

/// Walks all chunks to the end that the file's header announces, and finds the orientation.
fn walk(source: &Source) -> Result<Orientation, Fault> {
    const END: &str = "the end that its header announces";
    let mut walker = Walker::new(source.jumping_reader()?, Format::WebP, source.byte_len);
    walker.skip(4, END)?;
    let length = u64::from(u32::from_le_bytes(walker.array(END)?));
    if length > walker.remaining() {
        return Err(walker.missing(END));
    }
    let end = walker.position() + length;
    walker.skip(4, END)?;
    let mut orientation = None;
    while walker.position() + 8 <= end {
        let name: [u8; 4] = walker.array(END)?;
        let length = u64::from(u32::from_le_bytes(walker.array(END)?));
        // Chunks of odd length are followed by one byte that fills them up.
        let padded = length + length % 2;
        if walker.position() + length > end {
            return Err(Fault::broken(
                Format::WebP,
                "one of its chunks is longer than the file",
            ));
        }
        if &name == b"EXIF" && length <= EXIF_MOST_BYTES {
            let block = walker.bytes(length, END)?;
            let block = block.strip_prefix(b"Exif\0\0").unwrap_or(&block);
            orientation = from_exif_block(block);
            walker.skip((padded - length).min(walker.remaining()), END)?;
        } else {
            walker.skip(padded.min(walker.remaining()), END)?;
        }
    }
    Ok(orientation.unwrap_or_default())
}
