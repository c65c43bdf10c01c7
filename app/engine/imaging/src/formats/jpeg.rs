//! JPEG. The decoder in use fills what is missing with grey without a word, so the structure is
//! walked to the end-of-image marker first, and baseline data is decoded without that marker, so
//! that data that runs out too early is an error.

use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::walk::Walker;
use crate::error::Fault;
use crate::format::Format;
use crate::info::PageInfo;
use crate::limits::{Header, Limits};
use crate::orientation::{Orientation, from_exif_block};
use crate::raster::{Raster, SampleKind, Samples};
use crate::sink::BandSink;
use crate::source::Source;

/// A block of 8 × 8 pixels of the finest component takes at least one bit.
const MOST_PIXELS_A_BYTE: u64 = 8 * 64;

const SOI: u8 = 0xD8;
const EOI: u8 = 0xD9;
const SOS: u8 = 0xDA;
const APP1: u8 = 0xE1;

/// What the segments before the first scan say.
struct Frame {
    width_px: u32,
    height_px: u32,
    bits: u8,
    components: u8,
    is_progressive: bool,
    orientation: Orientation,
}

impl Frame {
    fn channels(&self) -> u8 {
        if self.components == 1 { 1 } else { 3 }
    }
}

/// Frame headers: all markers from C0 to CF but three that mean something else.
fn is_frame(marker: u8) -> bool {
    (0xC0..=0xCF).contains(&marker) && !matches!(marker, 0xC4 | 0xC8 | 0xCC)
}

/// Markers without a length behind them.
fn is_bare(marker: u8) -> bool {
    matches!(marker, 0x01 | 0xD0..=0xD7 | SOI)
}

pub(super) fn header(source: &Source) -> Result<Header, Fault> {
    let frame = frame(source)?;
    let info = PageInfo::new(
        1,
        (frame.width_px, frame.height_px),
        frame.orientation,
        (frame.channels(), SampleKind::U8, frame.bits),
    );
    let mut header = Header::whole(info, 1, source.byte_len);
    let most_pixels = source.byte_len.saturating_mul(MOST_PIXELS_A_BYTE);
    header.most_bytes = Some(most_pixels.saturating_mul(u64::from(info.channels)));
    header.decoder_bytes = info.decoded_bytes() + source.byte_len;
    if frame.is_progressive {
        // All coefficients are kept, in two bytes each.
        header.decoder_bytes += info.pixels() * 2 * u64::from(frame.components);
    }
    Ok(header)
}

/// Reads the segments up to the first scan.
fn frame(source: &Source) -> Result<Frame, Fault> {
    let mut walker = Walker::new(source.jumping_reader()?, Format::Jpeg, source.byte_len);
    walker.skip(2, "its first segment")?;
    let mut frame: Option<Frame> = None;
    let mut orientation = None;
    loop {
        let marker = next_marker(&mut walker)?;
        if is_bare(marker) {
            continue;
        }
        if marker == EOI {
            return Err(Fault::broken(Format::Jpeg, "it ends without a picture"));
        }
        let length = u64::from(u16::from_be_bytes(walker.array("its picture")?));
        let content = length
            .checked_sub(2)
            .ok_or_else(|| Fault::broken(Format::Jpeg, "a segment has an impossible length"))?;
        if marker == SOS {
            let mut frame =
                frame.ok_or_else(|| Fault::broken(Format::Jpeg, "it has no frame header"))?;
            frame.orientation = orientation.unwrap_or_default();
            return Ok(frame);
        } else if is_frame(marker) {
            frame = Some(read_frame(marker, &walker.bytes(content, "its picture")?)?);
        } else if marker == APP1 && orientation.is_none() {
            let block = walker.bytes(content, "its picture")?;
            orientation = block.strip_prefix(b"Exif\0\0").and_then(from_exif_block);
        } else {
            walker.skip(content, "its picture")?;
        }
    }
}

/// Steps to the next marker, over fill bytes and, as every decoder does, over stray ones.
fn next_marker<R: std::io::Read + std::io::Seek>(walker: &mut Walker<R>) -> Result<u8, Fault> {
    let mut last = 0;
    loop {
        let [byte] = walker.array("its picture")?;
        if last == 0xFF && !matches!(byte, 0 | 0xFF) {
            return Ok(byte);
        }
        last = byte;
    }
}

fn read_frame(marker: u8, fields: &[u8]) -> Result<Frame, Fault> {
    let &[bits, h1, h0, w1, w0, components, ..] = fields else {
        return Err(Fault::broken(Format::Jpeg, "its frame header is too short"));
    };
    let (width_px, height_px) = (
        u32::from(u16::from_be_bytes([w1, w0])),
        u32::from(u16::from_be_bytes([h1, h0])),
    );
    match marker {
        0xC0..=0xC2 => {}
        0xC3 | 0xC7 | 0xCB | 0xCF => {
            return Err(Fault::unsupported(Format::Jpeg, "lossless coding"));
        }
        _ => {
            return Err(Fault::unsupported(
                Format::Jpeg,
                "arithmetic or hierarchical coding",
            ));
        }
    }
    if bits != 8 {
        return Err(Fault::unsupported(
            Format::Jpeg,
            format!("{bits} bits a sample"),
        ));
    }
    if width_px == 0 || height_px == 0 {
        return Err(Fault::broken(
            Format::Jpeg,
            "its header says it has no pixels",
        ));
    }
    Ok(Frame {
        width_px,
        height_px,
        bits,
        components,
        is_progressive: marker == 0xC2,
        orientation: Orientation::Normal,
    })
}

/// Where the coded picture ends, and how many scans it has.
struct Extent {
    /// The position of the end-of-image marker.
    end: usize,
    scans: usize,
    is_progressive: bool,
}

/// Walks all segments and all coded data to the end-of-image marker.
fn walk(bytes: &[u8]) -> Result<Extent, Fault> {
    let cut_short = || {
        Fault::truncated(
            Format::Jpeg,
            format!(
                "it ends after {} bytes, before its end-of-image marker",
                bytes.len()
            ),
        )
    };
    let mut scans = 0;
    let mut is_progressive = false;
    let mut at = 2;
    loop {
        // In coded data an FF is followed by 00 or by a restart marker; all else ends it.
        let Some(offset) = bytes[at..].iter().position(|&byte| byte == 0xFF) else {
            return Err(cut_short());
        };
        at += offset + 1;
        let marker = *bytes.get(at).ok_or_else(cut_short)?;
        match marker {
            0xFF => continue,
            0x00 => at += 1,
            EOI => {
                return Ok(Extent {
                    end: at - 1,
                    scans,
                    is_progressive,
                });
            }
            _ if is_bare(marker) => at += 1,
            _ => {
                let length = bytes.get(at + 1..at + 3).ok_or_else(cut_short)?;
                scans += usize::from(marker == SOS);
                is_progressive |= marker == 0xC2;
                at += 1 + usize::from(u16::from_be_bytes([length[0], length[1]]));
                if at > bytes.len() {
                    return Err(cut_short());
                }
            }
        }
    }
}

pub(super) fn decode(
    source: &Source,
    header: &Header,
    limits: &Limits,
    sink: &mut dyn BandSink,
) -> Result<(), Fault> {
    let mut bytes = source.bytes(limits)?;
    let extent = walk(&bytes)?;
    if extent.scans == 1 && !extent.is_progressive {
        bytes.truncate(extent.end);
        // The decoder reads ahead by up to eight bytes.
        bytes.extend_from_slice(&[0; 16]);
    }
    let info = &header.info;
    let samples = match decode_with(&bytes, info, true) {
        // Stray bytes between the headers hurt nobody, and some cameras write them.
        Err(DecodeErrors::FormatStatic(text)) if text.contains("between headers") => {
            decode_with(&bytes, info, false)
        }
        decoded => decoded,
    }
    .map_err(|error| fault(&error))?;
    sink.band(Raster::new(
        info.raw_width_px,
        info.raw_height_px,
        info.channels,
        Samples::U8(samples),
    ))
}

fn decode_with(bytes: &[u8], info: &PageInfo, is_strict: bool) -> Result<Vec<u8>, DecodeErrors> {
    let colours = if info.channels == 1 {
        ColorSpace::Luma
    } else {
        ColorSpace::RGB
    };
    let options = DecoderOptions::default()
        .set_strict_mode(is_strict)
        .set_max_width(usize::MAX)
        .set_max_height(usize::MAX)
        .jpeg_set_out_colorspace(colours);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let count =
        info.raw_width_px as usize * info.raw_height_px as usize * usize::from(info.channels);
    let mut samples = vec![0; count];
    decoder.decode_headers()?;
    if decoder.output_buffer_size() != Some(count) {
        return Err(DecodeErrors::FormatStatic(
            "its headers contradict each other",
        ));
    }
    decoder.decode_into(&mut samples)?;
    Ok(samples)
}

fn fault(error: &DecodeErrors) -> Fault {
    match error {
        DecodeErrors::ExhaustedData => Fault::truncated(
            Format::Jpeg,
            "its coded data ends before the picture is complete",
        ),
        DecodeErrors::FormatStatic(text) if text.contains("Premature end") => Fault::truncated(
            Format::Jpeg,
            "its coded data ends before the picture is complete",
        ),
        DecodeErrors::Unsupported(scheme) => {
            Fault::unsupported(Format::Jpeg, format!("{scheme:?}"))
        }
        other => Fault::broken(Format::Jpeg, format!("{other:?}")),
    }
}
