//! JPEG 2000, as JP2 or as a bare code stream. Samples above 8 bits are kept as 16-bit, in the
//! units of the file.

use hayro_jpeg2000::{ColorSpace, DecodeSettings, DecoderContext, Image};

use super::walk::Walker;
use crate::error::Fault;
use crate::format::Format;
use crate::info::PageInfo;
use crate::limits::{Header, Limits};
use crate::orientation::Orientation;
use crate::raster::{Raster, SampleKind, Samples};
use crate::sink::BandSink;
use crate::source::Source;

/// The decoder holds each sample as 32-bit floating point, and its wavelet coefficients beside it.
const DECODER_BYTES_A_SAMPLE: u64 = 8;

/// Start of a part of a tile.
const SOT: u16 = 0xFF90;
/// End of the code stream.
const EOC: u16 = 0xFFD9;

pub(super) fn header(source: &Source, limits: &Limits) -> Result<Header, Fault> {
    let bytes = source.bytes(limits)?;
    let image = open(&bytes)?;
    let mut header = Header::whole(describe(&image)?, 1, source.byte_len);
    header.decoder_bytes =
        header.info.pixels() * u64::from(header.info.channels) * DECODER_BYTES_A_SAMPLE;
    Ok(header)
}

fn open(bytes: &[u8]) -> Result<Image<'_>, Fault> {
    Image::new(bytes, &DecodeSettings::default())
        .map_err(|error| Fault::broken(Format::Jpeg2000, error.to_string()))
}

fn describe(image: &Image<'_>) -> Result<PageInfo, Fault> {
    let alpha = u8::from(image.has_alpha());
    let colours = match image.color_space() {
        // CMYK becomes RGB.
        ColorSpace::CMYK => 3,
        space => space.num_channels(),
    };
    let channels = colours + alpha;
    if !matches!(channels, 1..=4) {
        return Err(Fault::unsupported(
            Format::Jpeg2000,
            format!("{channels} channels"),
        ));
    }
    let bits = image.original_bit_depth();
    let kind = match bits {
        1..=8 => SampleKind::U8,
        9..=16 => SampleKind::U16,
        _ => {
            return Err(Fault::unsupported(
                Format::Jpeg2000,
                format!("{bits} bits a sample"),
            ));
        }
    };
    let size = (image.width(), image.height());
    Ok(PageInfo::new(
        1,
        size,
        Orientation::Normal,
        (channels, kind, bits),
    ))
}

pub(super) fn decode(
    source: &Source,
    header: &Header,
    limits: &Limits,
    sink: &mut dyn BandSink,
) -> Result<(), Fault> {
    walk(source)?;
    let bytes = source.bytes(limits)?;
    let image = open(&bytes)?;
    let info = &header.info;
    let is_cmyk = matches!(image.color_space(), ColorSpace::CMYK);
    let mut context = DecoderContext::default();
    let decoded = image
        .decode(&mut context)
        .map_err(|error| Fault::broken(Format::Jpeg2000, error.to_string()))?;

    let planes: Vec<&[f32]> = decoded
        .components()
        .iter()
        .map(|plane| plane.samples())
        .collect();
    let pixels = info.raw_width_px as usize * info.raw_height_px as usize;
    let stored_channels = usize::from(info.channels) + usize::from(is_cmyk);
    if planes.len() != stored_channels || planes.iter().any(|plane| plane.len() != pixels) {
        return Err(Fault::unsupported(
            Format::Jpeg2000,
            "channels of different sizes",
        ));
    }
    let top = ((1_u32 << info.bits_per_sample) - 1) as f32;
    let planes: Vec<Vec<f32>> = if is_cmyk {
        rgb_planes(&planes, top)
    } else {
        planes.into_iter().map(<[f32]>::to_vec).collect()
    };
    let interleaved = (0..pixels).flat_map(|at| planes.iter().map(move |plane| plane[at]));
    let samples = match info.sample_kind {
        SampleKind::U16 => Samples::U16(
            interleaved
                .map(|v| v.round().clamp(0.0, top) as u16)
                .collect(),
        ),
        _ => {
            let widen = 255.0 / top;
            Samples::U8(interleaved.map(|v| (v * widen).round() as u8).collect())
        }
    };
    sink.band(Raster::new(
        info.raw_width_px,
        info.raw_height_px,
        info.channels,
        samples,
    ))
}

/// Red, green and blue of the first four planes, and any further plane as it is.
fn rgb_planes(planes: &[&[f32]], top: f32) -> Vec<Vec<f32>> {
    let black = planes[3];
    let light = |ink: &&[f32]| -> Vec<f32> {
        let pixels = ink.iter().zip(black);
        pixels
            .map(|(ink, black)| (top - ink) * (top - black) / top)
            .collect()
    };
    let mut mixed: Vec<Vec<f32>> = planes[..3].iter().map(light).collect();
    mixed.extend(planes[4..].iter().map(|plane| plane.to_vec()));
    mixed
}

/// Walks the boxes and the parts of all tiles to the end-of-code-stream marker: the decoder would
/// show what is missing as grey.
fn walk(source: &Source) -> Result<(), Fault> {
    const END: &str = "its end-of-codestream marker";
    let mut walker = Walker::new(source.jumping_reader()?, Format::Jpeg2000, source.byte_len);
    let [first, second] = walker.array(END)?;
    let mut at = 0;
    if (first, second) != (0xFF, 0x4F) {
        // A JP2 is a row of boxes, one of which holds the code stream.
        let mut code_stream = None;
        while at < source.byte_len {
            walker.go_to(at, END)?;
            let length = u64::from(u32::from_be_bytes(walker.array("the end of a box")?));
            let name: [u8; 4] = walker.array("the end of a box")?;
            let length = match length {
                0 => source.byte_len - at,
                1 => u64::from_be_bytes(walker.array("the end of a box")?),
                length => length,
            };
            if length < 8 {
                return Err(Fault::broken(
                    Format::Jpeg2000,
                    "a box has an impossible length",
                ));
            }
            if &name == b"jp2c" && code_stream.is_none() {
                code_stream = Some(walker.position());
            }
            at = at
                .checked_add(length)
                .filter(|end| *end <= source.byte_len)
                .ok_or_else(|| walker.missing("the end of a box"))?;
        }
        at = code_stream
            .ok_or_else(|| Fault::truncated(Format::Jpeg2000, "it ends before its picture"))?;
    }
    walker.go_to(at + 2, END)?;
    loop {
        let start = walker.position();
        let marker = u16::from_be_bytes(walker.array(END)?);
        if marker == EOC {
            return Ok(());
        }
        let length = u64::from(u16::from_be_bytes(walker.array(END)?));
        if marker == SOT {
            walker.skip(2, END)?;
            let part_bytes = u64::from(u32::from_be_bytes(walker.array(END)?));
            if part_bytes == 0 {
                // The last part reaches to the end marker, which then ends the file or its box.
                let mut tail = [0; 2];
                walker.go_to(source.byte_len - 2, END)?;
                tail.copy_from_slice(&walker.array::<2>(END)?);
                return if u16::from_be_bytes(tail) == EOC {
                    Ok(())
                } else {
                    Err(walker.missing(END))
                };
            }
            walker.go_to(start.saturating_add(part_bytes.max(12)), END)?;
        } else {
            walker.skip(length.saturating_sub(2), END)?;
        }
    }
}
