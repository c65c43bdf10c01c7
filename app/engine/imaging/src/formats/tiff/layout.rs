//! The structure of a TIFF: its directories, and where their data lie. Every value and every strip
//! or tile has to be inside the file, which is how one that was cut short is found.

use std::collections::HashSet;
use std::io::{Read, Seek};

use super::super::walk::Walker;
use crate::error::Fault;
use crate::format::Format;
use crate::source::Source;

/// More directories than this are taken for a mistake.
const MOST_DIRECTORIES: usize = 100_000;
/// More strips or tiles than this are taken for a mistake.
const MOST_CHUNKS: u64 = 1 << 26;

/// The tags that matter here, by their numbers.
mod tag {
    pub(super) const SUBFILE_TYPE: u16 = 254;
    pub(super) const WIDTH: u16 = 256;
    pub(super) const HEIGHT: u16 = 257;
    pub(super) const BITS: u16 = 258;
    pub(super) const COMPRESSION: u16 = 259;
    pub(super) const PHOTOMETRIC: u16 = 262;
    pub(super) const FILL_ORDER: u16 = 266;
    pub(super) const STRIP_OFFSETS: u16 = 273;
    pub(super) const ORIENTATION: u16 = 274;
    pub(super) const SAMPLES: u16 = 277;
    pub(super) const STRIP_BYTE_COUNTS: u16 = 279;
    pub(super) const PLANAR: u16 = 284;
    pub(super) const COLOR_MAP: u16 = 320;
    pub(super) const TILE_OFFSETS: u16 = 324;
    pub(super) const TILE_BYTE_COUNTS: u16 = 325;
    pub(super) const SUB_DIRECTORIES: u16 = 330;
    pub(super) const EXTRA_SAMPLES: u16 = 338;
    pub(super) const SAMPLE_FORMAT: u16 = 339;
    pub(super) const EXIF_DIRECTORY: u16 = 34665;
    pub(super) const GPS_DIRECTORY: u16 = 34853;
}

/// Values of the compression tag.
pub(super) mod compression {
    pub(in super::super) const NONE: u64 = 1;
    pub(in super::super) const FAX4: u64 = 4;
    pub(in super::super) const LZW: u64 = 5;
    pub(in super::super) const JPEG: u64 = 7;
    pub(in super::super) const DEFLATE: u64 = 8;
    pub(in super::super) const PACK_BITS: u64 = 32773;
    pub(in super::super) const OLD_DEFLATE: u64 = 32946;
}

/// Values of the photometric interpretation.
pub(super) mod photometric {
    pub(in super::super) const WHITE_IS_ZERO: u64 = 0;
    pub(in super::super) const BLACK_IS_ZERO: u64 = 1;
    pub(in super::super) const RGB: u64 = 2;
    pub(in super::super) const PALETTE: u64 = 3;
    pub(in super::super) const MASK: u64 = 4;
    pub(in super::super) const CMYK: u64 = 5;
    pub(in super::super) const YCBCR: u64 = 6;
}

/// One directory that holds a picture.
#[derive(Clone, Debug)]
pub(super) struct Directory {
    /// Its place in the chain, from 0, counting reduced copies too.
    pub(super) index: usize,
    pub(super) width_px: u32,
    pub(super) height_px: u32,
    pub(super) bits: u8,
    pub(super) samples: u16,
    /// 1 unsigned, 2 signed, 3 floating point.
    pub(super) sample_format: u64,
    pub(super) compression: u64,
    pub(super) photometric: u64,
    /// Where the value of the photometric interpretation stands in the file, in bytes.
    pub(super) photometric_at: u64,
    /// Whether the first pixel of a byte is in its lowest bit.
    pub(super) is_low_bit_first: bool,
    pub(super) is_planar: bool,
    pub(super) orientation: u64,
    /// Whether the first sample beyond the colours is an opacity.
    pub(super) has_alpha: bool,
    pub(super) color_map: Vec<u64>,
    /// The coded data in bytes.
    pub(super) data_bytes: u64,
    is_reduced_copy: bool,
}

/// The directories of the pages.
pub(super) struct Layout {
    pub(super) pages: Vec<Directory>,
    pub(super) is_little_endian: bool,
}

/// A field of a directory whose values are read when they are asked for.
#[derive(Clone, Copy)]
struct Field {
    count: u64,
    value_bytes: u64,
    /// Where the values stand.
    at: u64,
}

struct Reader<R> {
    walker: Walker<R>,
    is_little_endian: bool,
    is_big_tiff: bool,
}

/// Walks all directories.
pub(super) fn walk(source: &Source) -> Result<Layout, Fault> {
    let mut walker = Walker::new(source.jumping_reader()?, Format::Tiff, source.byte_len);
    let start: [u8; 4] = walker.array("its header")?;
    let mut reader = Reader {
        walker,
        is_little_endian: start[0] == b'I',
        is_big_tiff: start[2] == 43 || start[3] == 43,
    };
    if reader.is_big_tiff {
        reader.walker.skip(4, "its header")?;
    }
    let mut next = reader.number(reader.offset_bytes())?;
    let mut seen = HashSet::new();
    let mut directories = Vec::new();
    let mut index = 0;
    while next != 0 {
        if !seen.insert(next) || seen.len() > MOST_DIRECTORIES {
            return Err(broken("its directories form a circle"));
        }
        let (fields, after) = reader.directory(next)?;
        if let Some(directory) = reader.picture(index, &fields)? {
            directories.push(directory);
        }
        index += 1;
        next = after;
    }
    // Reduced copies of the pages are there for viewers without a pyramid of their own.
    let has_full_page = directories.iter().any(|page| !page.is_reduced_copy);
    directories.retain(|page| !(has_full_page && page.is_reduced_copy));
    if directories.is_empty() {
        return Err(broken("it has no picture"));
    }
    Ok(Layout {
        pages: directories,
        is_little_endian: reader.is_little_endian,
    })
}

fn broken(reason: &str) -> Fault {
    Fault::broken(Format::Tiff, reason)
}

impl<R: Read + Seek> Reader<R> {
    fn offset_bytes(&self) -> u64 {
        if self.is_big_tiff { 8 } else { 4 }
    }

    /// Reads an unsigned number of 1, 2, 4 or 8 bytes.
    fn number(&mut self, bytes: u64) -> Result<u64, Fault> {
        const WHAT: &str = "the end of a directory";
        let little = self.is_little_endian;
        Ok(match bytes {
            1 => u64::from(self.walker.array::<1>(WHAT)?[0]),
            2 => {
                let raw = self.walker.array(WHAT)?;
                u64::from(if little {
                    u16::from_le_bytes(raw)
                } else {
                    u16::from_be_bytes(raw)
                })
            }
            4 => {
                let raw = self.walker.array(WHAT)?;
                u64::from(if little {
                    u32::from_le_bytes(raw)
                } else {
                    u32::from_be_bytes(raw)
                })
            }
            _ => {
                let raw = self.walker.array(WHAT)?;
                if little {
                    u64::from_le_bytes(raw)
                } else {
                    u64::from_be_bytes(raw)
                }
            }
        })
    }

    /// Reads the fields of a directory and the offset of the next one, and checks that all values
    /// are inside the file.
    fn directory(&mut self, at: u64) -> Result<(Vec<(u16, Field)>, u64), Fault> {
        self.walker.go_to(at, "one of its directories")?;
        let count = self.number(if self.is_big_tiff { 8 } else { 2 })?;
        if count > 65_535 {
            return Err(broken("a directory has an impossible number of fields"));
        }
        let mut fields = Vec::with_capacity(count as usize);
        for _ in 0..count {
            let number = self.number(2)? as u16;
            let kind = self.number(2)?;
            let count = self.number(self.offset_bytes())?;
            let value_bytes = match kind {
                1 | 2 | 6 | 7 => 1,
                3 | 8 => 2,
                4 | 9 | 11 | 13 => 4,
                5 | 10 | 12 | 16 | 17 | 18 => 8,
                // Kinds that are not known yet are to be ignored.
                _ => 0,
            };
            let inline_at = self.walker.position();
            let value = self.number(self.offset_bytes())?;
            let all_bytes = count.saturating_mul(value_bytes);
            let is_inline = all_bytes <= self.offset_bytes();
            if !is_inline && value.saturating_add(all_bytes) > self.end() {
                return Err(self.walker.missing("the values of a directory"));
            }
            let at = if is_inline { inline_at } else { value };
            fields.push((
                number,
                Field {
                    count,
                    value_bytes,
                    at,
                },
            ));
        }
        let next = self.number(self.offset_bytes())?;
        Ok((fields, next))
    }

    fn end(&self) -> u64 {
        self.walker.position() + self.walker.remaining()
    }

    /// The values of a field of whole numbers; none when it is missing.
    fn values(&mut self, fields: &[(u16, Field)], number: u16) -> Result<Vec<u64>, Fault> {
        let Some((_, field)) = fields.iter().find(|(tag, _)| *tag == number) else {
            return Ok(Vec::new());
        };
        if field.count > MOST_CHUNKS {
            return Err(broken("a field has an impossible number of values"));
        }
        self.walker.go_to(field.at, "the values of a directory")?;
        (0..field.count)
            .map(|_| self.number(field.value_bytes))
            .collect()
    }

    fn value(&mut self, fields: &[(u16, Field)], number: u16) -> Result<Option<u64>, Fault> {
        Ok(self.values(fields, number)?.first().copied())
    }

    /// The picture that a directory describes; none when it has no size.
    fn picture(
        &mut self,
        index: usize,
        fields: &[(u16, Field)],
    ) -> Result<Option<Directory>, Fault> {
        self.check_linked(fields)?;
        let width = self.value(fields, tag::WIDTH)?;
        let height = self.value(fields, tag::HEIGHT)?;
        let (Some(width), Some(height)) = (width, height) else {
            return Ok(None);
        };
        let side = |side: u64| u32::try_from(side).ok().filter(|side| *side > 0);
        let (Some(width_px), Some(height_px)) = (side(width), side(height)) else {
            return Err(broken("a directory says that its picture has no pixels"));
        };
        let bits = self.value(fields, tag::BITS)?.unwrap_or(1);
        let samples = self.value(fields, tag::SAMPLES)?.unwrap_or(1);
        let photometric_at = fields.iter().find(|(tag, _)| *tag == tag::PHOTOMETRIC);
        let compression = self
            .value(fields, tag::COMPRESSION)?
            .unwrap_or(compression::NONE);
        let extra_samples = self.values(fields, tag::EXTRA_SAMPLES)?;
        let mut directory = Directory {
            index,
            width_px,
            height_px,
            bits: u8::try_from(bits).map_err(|_| broken("its bit depth is impossible"))?,
            samples: u16::try_from(samples).map_err(|_| broken("it has too many channels"))?,
            sample_format: self.value(fields, tag::SAMPLE_FORMAT)?.unwrap_or(1),
            compression,
            photometric: self.value(fields, tag::PHOTOMETRIC)?.unwrap_or(u64::MAX),
            photometric_at: photometric_at.map_or(0, |(_, field)| field.at),
            is_low_bit_first: self.value(fields, tag::FILL_ORDER)? == Some(2),
            is_planar: self.value(fields, tag::PLANAR)? == Some(2),
            orientation: self.value(fields, tag::ORIENTATION)?.unwrap_or(1),
            has_alpha: matches!(extra_samples.first(), Some(1 | 2)),
            color_map: self.values(fields, tag::COLOR_MAP)?,
            data_bytes: 0,
            is_reduced_copy: self.value(fields, tag::SUBFILE_TYPE)?.unwrap_or(0) & 0b101 != 0,
        };
        directory.data_bytes = self.check_chunks(fields, &directory)?;
        Ok(Some(directory))
    }

    /// Checks that every strip or tile is inside the file, and adds up their bytes.
    fn check_chunks(
        &mut self,
        fields: &[(u16, Field)],
        directory: &Directory,
    ) -> Result<u64, Fault> {
        let mut offsets = self.values(fields, tag::STRIP_OFFSETS)?;
        let mut byte_counts = self.values(fields, tag::STRIP_BYTE_COUNTS)?;
        offsets.extend(self.values(fields, tag::TILE_OFFSETS)?);
        byte_counts.extend(self.values(fields, tag::TILE_BYTE_COUNTS)?);
        if offsets.is_empty() || offsets.len() != byte_counts.len() {
            return Err(broken("a page does not say where its pixels are"));
        }
        let whole_bytes = directory.unpacked_bytes();
        let mut data_bytes = 0_u64;
        for (offset, byte_count) in offsets.into_iter().zip(byte_counts) {
            // Old writers overstate the last strip of uncompressed pictures.
            let needed = if directory.compression == compression::NONE {
                byte_count.min(whole_bytes)
            } else {
                byte_count
            };
            if offset.saturating_add(needed) > self.end() {
                return Err(self.walker.missing("the end of its pixels"));
            }
            data_bytes = data_bytes.saturating_add(byte_count);
        }
        Ok(data_bytes)
    }

    /// Checks that the directories of metadata that a directory points to are complete.
    fn check_linked(&mut self, fields: &[(u16, Field)]) -> Result<(), Fault> {
        for number in [
            tag::SUB_DIRECTORIES,
            tag::EXIF_DIRECTORY,
            tag::GPS_DIRECTORY,
        ] {
            for at in self.values(fields, number)? {
                self.directory(at)?;
            }
        }
        Ok(())
    }
}

impl Directory {
    /// The pixels at the depth in which they are stored, in bytes.
    pub(super) fn unpacked_bytes(&self) -> u64 {
        let row_bits = u64::from(self.width_px)
            .saturating_mul(u64::from(self.samples))
            .saturating_mul(u64::from(self.bits));
        row_bits
            .div_ceil(8)
            .saturating_mul(u64::from(self.height_px))
    }

    /// The most that the coded data can unpack to, in bytes, where the compression has a bound.
    pub(super) fn most_bytes(&self) -> Option<u64> {
        let ratio = match self.compression {
            compression::NONE => 1,
            compression::PACK_BITS => 64,
            compression::DEFLATE | compression::OLD_DEFLATE => {
                super::super::png::DEFLATE_MOST_RATIO
            }
            // Codes of 9 to 12 bits, each of at most 3,838 bytes.
            compression::LZW => 3838,
            // An unchanged row takes one bit.
            compression::FAX4 => u64::from(self.width_px).div_ceil(8) * 8,
            compression::JPEG => 8 * 64 * u64::from(self.samples),
            _ => return None,
        };
        Some(self.data_bytes.saturating_mul(ratio))
    }
}
