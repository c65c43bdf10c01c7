//! Strips and tiles, put together to bands of full width.

use std::fs::File;
use std::io::BufReader;

use jobs::Work;
use tiff::decoder::{ChunkType, Decoder, DecodingResult, Limits as DecoderLimits};
use tiff::{TiffError, TiffFormatError};

use super::convert::Conversion;
use super::layout::{Directory, Layout, photometric};
use super::patched::Patched;
use super::unsupported;
use crate::error::Fault;
use crate::format::Format;
use crate::limits::Limits;
use crate::raster::Raster;
use crate::sink::BandSink;
use crate::source::Source;

/// The largest list of offsets or counts that is read, in bytes.
const MOST_FIELD_BYTES: usize = 1 << 29;

/// A page being read.
struct Page<'a> {
    decoder: Decoder<Patched<BufReader<&'a File>>>,
    directory: &'a Directory,
    conversion: Conversion,
    /// The size of a strip or tile.
    chunk_px: (u32, u32),
    across: u32,
    down: u32,
}

/// Decodes a page and sends its rows.
pub(super) fn decode(
    source: &Source,
    layout: &Layout,
    directory: &Directory,
    limits: &Limits,
    work: &Work,
    sink: &mut dyn BandSink,
) -> Result<(), Fault> {
    let mut page = Page::open(source, layout, directory, limits)?;
    // One row of strips may be thin: several are sent together.
    let mut waiting: Vec<Raster> = Vec::new();
    let row_bytes = directory.width_px as usize
        * usize::from(page.conversion.channels())
        * page.conversion.kind().bytes();
    let rows_at_once = crate::sink::band_rows(row_bytes, directory.height_px);
    for row in 0..page.down {
        work.check()?;
        work.progress(u64::from(row), u64::from(page.down), "decode");
        waiting.push(page.row_of_chunks(row)?);
        let rows: u32 = waiting.iter().map(|band| band.height_px).sum();
        if rows >= rows_at_once || row + 1 == page.down {
            sink.band(stack(std::mem::take(&mut waiting)))?;
        }
    }
    Ok(())
}

/// Puts bands of the same width one below the other.
fn stack(mut bands: Vec<Raster>) -> Raster {
    if bands.len() == 1 {
        return bands.swap_remove(0);
    }
    let first = &bands[0];
    let rows = bands.iter().map(|band| band.height_px).sum();
    let mut all = Raster::zeroed(first.width_px, rows, first.channels, first.kind());
    let mut top = 0;
    for band in &bands {
        all.paste(band, (0, 0), (0, top), (band.width_px, band.height_px));
        top += band.height_px;
    }
    all
}

impl<'a> Page<'a> {
    fn open(
        source: &'a Source,
        layout: &Layout,
        directory: &'a Directory,
        limits: &Limits,
    ) -> Result<Self, Fault> {
        let conversion = Conversion::of(directory)?;
        let is_read_as_grey = matches!(
            directory.photometric,
            photometric::PALETTE | photometric::MASK
        );
        let grey = photometric::BLACK_IS_ZERO as u16;
        let grey = if layout.is_little_endian {
            grey.to_le_bytes()
        } else {
            grey.to_be_bytes()
        };
        let replaced = is_read_as_grey.then_some((directory.photometric_at, grey));
        let reader = Patched::new(source.reader()?, replaced);

        let mut decoder_limits = DecoderLimits::default();
        decoder_limits.decoding_buffer_size = limits.max_decoder_bytes as usize;
        decoder_limits.intermediate_buffer_size = limits.max_decoder_bytes as usize;
        decoder_limits.ifd_value_size = MOST_FIELD_BYTES;
        let mut decoder = Decoder::new(reader)
            .map_err(|error| fault(&error))?
            .with_limits(decoder_limits);
        decoder
            .seek_to_image(directory.index)
            .map_err(|error| fault(&error))?;

        let size = decoder.dimensions().map_err(|error| fault(&error))?;
        if size != (directory.width_px, directory.height_px) {
            return Err(Fault::broken(
                Format::Tiff,
                "its directories contradict each other",
            ));
        }
        let chunk_px = decoder.chunk_dimensions();
        let across = directory.width_px.div_ceil(chunk_px.0);
        let down = directory.height_px.div_ceil(chunk_px.1);
        let is_low_bit_first = directory.is_low_bit_first;
        if is_low_bit_first && directory.bits > 8 {
            return Err(unsupported(directory, "reversed bits"));
        }
        if across > 1 && decoder.get_chunk_type() == ChunkType::Strip {
            return Err(Fault::broken(
                Format::Tiff,
                "its strips are narrower than the picture",
            ));
        }
        decoder.inner().reverses_bits = is_low_bit_first;
        Ok(Self {
            decoder,
            directory,
            conversion,
            chunk_px,
            across,
            down,
        })
    }

    /// Reads one row of strips or tiles.
    fn row_of_chunks(&mut self, row: u32) -> Result<Raster, Fault> {
        let height = self
            .chunk_px
            .1
            .min(self.directory.height_px - row * self.chunk_px.1);
        let (channels, kind) = (self.conversion.channels(), self.conversion.kind());
        if self.across == 1 {
            return self.chunk(row, 0, height);
        }
        let mut band = Raster::zeroed(self.directory.width_px, height, channels, kind);
        for column in 0..self.across {
            let chunk = self.chunk(row, column, height)?;
            let left = column * self.chunk_px.0;
            band.paste(&chunk, (0, 0), (left, 0), (chunk.width_px, height));
        }
        Ok(band)
    }

    /// Reads one strip or tile, without what pads it at the picture's edges.
    fn chunk(&mut self, row: u32, column: u32, height: u32) -> Result<Raster, Fault> {
        let index = row * self.across + column;
        let width = self
            .chunk_px
            .0
            .min(self.directory.width_px - column * self.chunk_px.0);
        if self.decoder.chunk_data_dimensions(index) != (width, height) {
            return Err(Fault::broken(
                Format::Tiff,
                "its tiles have impossible sizes",
            ));
        }
        let stored = if self.directory.is_planar && self.directory.samples > 1 {
            self.planes(index)?
        } else {
            self.read(index)?
        };
        let samples = self.conversion.pixels(stored, width as usize);
        let expected = width as usize * height as usize * usize::from(self.conversion.channels());
        if samples.len() != expected {
            return Err(Fault::truncated(
                Format::Tiff,
                "a strip or tile has too few pixels",
            ));
        }
        Ok(Raster::new(
            width,
            height,
            self.conversion.channels(),
            samples,
        ))
    }

    fn read(&mut self, chunk: u32) -> Result<DecodingResult, Fault> {
        self.decoder
            .read_chunk(chunk)
            .map_err(|error| fault(&error))
    }

    /// Reads the planes of one strip or tile, which lie apart in the file, and interleaves them.
    fn planes(&mut self, chunk: u32) -> Result<DecodingResult, Fault> {
        let chunks_a_plane = self.across * self.down;
        let planes = (0..u32::from(self.directory.samples))
            .map(|plane| self.read(plane * chunks_a_plane + chunk))
            .collect::<Result<Vec<_>, _>>()?;
        interleave(&planes)
            .ok_or_else(|| unsupported(self.directory, "separate planes of this kind"))
    }
}

/// One sample of each plane in turn.
fn interleave(planes: &[DecodingResult]) -> Option<DecodingResult> {
    macro_rules! kind {
        ($kind:ident) => {{
            let planes: Vec<_> = planes
                .iter()
                .map(|plane| match plane {
                    DecodingResult::$kind(values) => Some(values.as_slice()),
                    _ => None,
                })
                .collect::<Option<_>>()?;
            let len = planes.iter().map(|plane| plane.len()).min()?;
            let pixels = (0..len).flat_map(|at| planes.iter().map(move |plane| plane[at]));
            DecodingResult::$kind(pixels.collect())
        }};
    }
    Some(match planes.first()? {
        DecodingResult::U8(_) => kind!(U8),
        DecodingResult::U16(_) => kind!(U16),
        DecodingResult::U32(_) => kind!(U32),
        DecodingResult::I16(_) => kind!(I16),
        DecodingResult::I32(_) => kind!(I32),
        DecodingResult::F32(_) => kind!(F32),
        DecodingResult::F64(_) => kind!(F64),
        _ => return None,
    })
}

fn fault(error: &TiffError) -> Fault {
    match error {
        TiffError::IoError(error) => Fault::reading(Format::Tiff, error),
        TiffError::UnsupportedError(error) => Fault::unsupported(Format::Tiff, error.to_string()),
        TiffError::LimitsExceeded => Fault::TooLarge {
            what: "one of its strips, tiles or lists takes too much memory".to_owned(),
            limit: "that of a decoder".to_owned(),
        },
        TiffError::FormatError(error @ TiffFormatError::ImageFileDirectoryNotFound) => {
            Fault::truncated(Format::Tiff, error.to_string())
        }
        other => Fault::broken(Format::Tiff, other.to_string()),
    }
}
