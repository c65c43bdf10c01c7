//! GIF. Of an animation the first frame is read; all of its blocks have to be there.

use image::codecs::gif::GifDecoder;

use super::common::{describe, image_fault, read_raster};
use super::walk::Walker;
use crate::error::Fault;
use crate::format::Format;
use crate::limits::Header;
use crate::orientation::Orientation;
use crate::sink::BandSink;
use crate::source::Source;

pub(super) fn header(source: &Source) -> Result<Header, Fault> {
    let decoder =
        GifDecoder::new(source.reader()?).map_err(|error| image_fault(Format::Gif, &error))?;
    describe(source, &decoder, Orientation::Normal)
}

pub(super) fn decode(source: &Source, sink: &mut dyn BandSink) -> Result<(), Fault> {
    walk(source)?;
    let decoder =
        GifDecoder::new(source.reader()?).map_err(|error| image_fault(Format::Gif, &error))?;
    sink.band(read_raster(Format::Gif, Box::new(decoder))?)
}

/// Walks all blocks to the trailer.
fn walk(source: &Source) -> Result<(), Fault> {
    const END: &str = "its trailer";
    let mut walker = Walker::new(source.reader()?, Format::Gif, source.byte_len);
    walker.skip(10, END)?;
    let [flags, _, _] = walker.array(END)?;
    walker.skip(colour_table_bytes(flags), END)?;
    loop {
        let [introducer] = walker.array(END)?;
        match introducer {
            0x3B => return Ok(()),
            0x21 => walker.skip(1, END)?,
            0x2C => {
                let [.., flags] = walker.array::<9>(END)?;
                walker.skip(colour_table_bytes(flags) + 1, END)?;
            }
            _ => return Err(Fault::broken(Format::Gif, "one of its blocks is unknown")),
        }
        loop {
            let [length] = walker.array(END)?;
            if length == 0 {
                break;
            }
            walker.skip(u64::from(length), END)?;
        }
    }
}

/// The size of the table of colours that a byte of flags announces.
fn colour_table_bytes(flags: u8) -> u64 {
    if flags & 0x80 == 0 {
        0
    } else {
        3 << ((flags & 7) + 1)
    }
}
