//! PNG. The chunks are walked first, so that a file cut short is refused before it is unpacked and
//! an orientation is found wherever it stands; then the rows are decoded one by one.

use jobs::Work;
use png::{BitDepth, ColorType, DecodingError, Transformations};

use super::walk::Walker;
use crate::error::Fault;
use crate::format::Format;
use crate::info::PageInfo;
use crate::limits::Header;
use crate::orientation::{Orientation, from_exif_block};
use crate::raster::{Raster, SampleKind, Samples};
use crate::sink::{BandSink, band_rows};
use crate::source::Source;

/// Deflate cannot make more than this many bytes of one.
pub(super) const DEFLATE_MOST_RATIO: u64 = 1032;
/// EXIF blocks longer than this are not looked into.
const EXIF_MOST_BYTES: u64 = 1 << 20;
/// What the decoder may allocate for rows and metadata, in bytes.
const DECODER_BYTES: usize = 1 << 29;

/// What the walk over the chunks finds.
struct Chunks {
    width_px: u32,
    height_px: u32,
    bits: u8,
    colour: u8,
    is_interlaced: bool,
    has_transparency: bool,
    orientation: Orientation,
    data_bytes: u64,
}

pub(super) fn header(source: &Source) -> Result<Header, Fault> {
    let chunks = walk(source)?;
    let channels = match (chunks.colour, chunks.has_transparency) {
        (0, false) => 1,
        (0, true) | (4, _) => 2,
        (2 | 3, false) => 3,
        (2 | 3, true) | (6, _) => 4,
        _ => return Err(Fault::broken(Format::Png, "its colour type is unknown")),
    };
    let kind = if chunks.bits == 16 {
        SampleKind::U16
    } else {
        SampleKind::U8
    };
    let info = PageInfo::new(
        1,
        (chunks.width_px, chunks.height_px),
        chunks.orientation,
        (channels, kind, chunks.bits),
    );
    let stored_samples: u64 = match chunks.colour {
        2 => 3,
        4 => 2,
        6 => 4,
        _ => 1,
    };
    // Each row carries one byte that names its filter; interlacing splits rows and only adds some.
    let row_bytes =
        (u64::from(chunks.width_px) * stored_samples * u64::from(chunks.bits)).div_ceil(8) + 1;
    Ok(Header {
        info,
        page_count: 1,
        unpacked_bytes: row_bytes * u64::from(chunks.height_px),
        data_bytes: chunks.data_bytes,
        most_bytes: Some(chunks.data_bytes.saturating_mul(DEFLATE_MOST_RATIO)),
        decoder_bytes: if chunks.is_interlaced {
            info.decoded_bytes()
        } else {
            0
        },
    })
}

fn walk(source: &Source) -> Result<Chunks, Fault> {
    let broken = |reason: &str| Fault::broken(Format::Png, reason);
    let mut walker = Walker::new(source.jumping_reader()?, Format::Png, source.byte_len);
    walker.skip(8, "its first chunk")?;
    let mut found: Option<Chunks> = None;
    loop {
        let head: [u8; 8] = walker.array("its last chunk")?;
        let length = u64::from(u32::from_be_bytes([head[0], head[1], head[2], head[3]]));
        let name = &head[4..];
        if length > u64::from(u32::MAX >> 1) || !name.iter().all(u8::is_ascii_alphabetic) {
            return Err(broken(
                "something that is no chunk stands where a chunk should",
            ));
        }
        match (name, &mut found) {
            (b"IHDR", None) if length == 13 => {
                let fields: [u8; 13] = walker.array("the end of its header")?;
                found = Some(image_header(&fields)?);
            }
            (_, None) => return Err(broken("its first chunk is not a header")),
            (b"IDAT", Some(chunks)) => {
                chunks.data_bytes += length;
                walker.skip(length, "the end of its pixels")?;
            }
            (b"tRNS", Some(chunks)) => {
                chunks.has_transparency = chunks.data_bytes == 0 && chunks.colour < 4;
                walker.skip(length, "the end of its transparency")?;
            }
            (b"eXIf", Some(chunks)) if length <= EXIF_MOST_BYTES => {
                let block = walker.bytes(length, "the end of its EXIF block")?;
                chunks.orientation = from_exif_block(&block).unwrap_or_default();
            }
            _ => walker.skip(length, "its last chunk")?,
        }
        walker.skip(4, "the end of a chunk")?;
        if name == b"IEND" {
            break;
        }
    }
    found
        .filter(|chunks| chunks.data_bytes > 0)
        .ok_or_else(|| broken("it has no pixels"))
}

fn image_header(fields: &[u8; 13]) -> Result<Chunks, Fault> {
    let number = |at: usize| {
        u32::from_be_bytes([fields[at], fields[at + 1], fields[at + 2], fields[at + 3]])
    };
    let (width_px, height_px) = (number(0), number(4));
    if width_px == 0 || height_px == 0 {
        return Err(Fault::broken(
            Format::Png,
            "its header says it has no pixels",
        ));
    }
    if !matches!(fields[8], 1 | 2 | 4 | 8 | 16) {
        return Err(Fault::broken(Format::Png, "its bit depth is unknown"));
    }
    Ok(Chunks {
        width_px,
        height_px,
        bits: fields[8],
        colour: fields[9],
        is_interlaced: fields[12] != 0,
        has_transparency: false,
        orientation: Orientation::Normal,
        data_bytes: 0,
    })
}

pub(super) fn decode(
    source: &Source,
    header: &Header,
    work: &Work,
    sink: &mut dyn BandSink,
) -> Result<(), Fault> {
    let limits = png::Limits {
        bytes: DECODER_BYTES,
    };
    let mut decoder = png::Decoder::new_with_limits(source.reader()?, limits);
    decoder.set_transformations(Transformations::EXPAND);
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let mut reader = decoder.read_info().map_err(|error| fault(&error))?;

    let info = &header.info;
    let (colour, depth) = reader.output_color_type();
    let channels = match colour {
        ColorType::Grayscale => 1,
        ColorType::GrayscaleAlpha => 2,
        ColorType::Rgb => 3,
        ColorType::Rgba => 4,
        ColorType::Indexed => 0,
    };
    let is_as_announced = channels == info.channels
        && (depth == BitDepth::Sixteen) == (info.sample_kind == SampleKind::U16)
        && (reader.info().width, reader.info().height) == (info.raw_width_px, info.raw_height_px);
    if !is_as_announced {
        return Err(Fault::broken(
            Format::Png,
            "its chunks contradict each other",
        ));
    }

    let width = info.raw_width_px;
    let row_bytes = width as usize * usize::from(channels) * info.sample_kind.bytes();
    if reader.info().interlaced {
        let mut whole = Raster::zeroed(width, info.raw_height_px, channels, info.sample_kind);
        reader
            .next_frame(whole.samples.as_bytes_mut())
            .map_err(|error| fault(&error))?;
        to_native_order(&mut whole.samples);
        work.check()?;
        sink.band(whole)?;
    } else {
        let rows_at_once = band_rows(row_bytes, info.raw_height_px);
        let mut done = 0;
        while done < info.raw_height_px {
            work.check()?;
            work.progress(u64::from(done), u64::from(info.raw_height_px), "decode");
            let rows = rows_at_once.min(info.raw_height_px - done);
            let mut band = Raster::zeroed(width, rows, channels, info.sample_kind);
            for row in band.samples.as_bytes_mut().chunks_exact_mut(row_bytes) {
                reader.read_row(row).map_err(|error| fault(&error))?;
            }
            to_native_order(&mut band.samples);
            sink.band(band)?;
            done += rows;
        }
    }
    // The rest of the file is read too: it proves the checksums and the end.
    reader.finish().map_err(|error| fault(&error))
}

/// 16-bit samples stand in the file with their high byte first.
fn to_native_order(samples: &mut Samples) {
    if let Samples::U16(values) = samples {
        for value in values {
            *value = u16::from_be(*value);
        }
    }
}

fn fault(error: &DecodingError) -> Fault {
    match error {
        DecodingError::IoError(error) => Fault::reading(Format::Png, error),
        DecodingError::Format(error) => Fault::broken(Format::Png, error.to_string()),
        DecodingError::Parameter(error) => Fault::broken(Format::Png, error.to_string()),
        DecodingError::LimitsExceeded => Fault::TooLarge {
            what: "a single row or its metadata needs more memory".to_owned(),
            limit: format!("{} MiB", DECODER_BYTES >> 20),
        },
    }
}
