//! Limits that every file has to keep, checked on the header before anything is unpacked.

use std::path::PathBuf;

use crate::error::Fault;
use crate::format::Format;
use crate::info::PageInfo;

const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;

/// What is accepted, and from where on a picture is kept in a scratch file.
#[derive(Clone, PartialEq, Debug)]
pub struct Limits {
    /// The longest side in pixels.
    pub max_side_px: u32,
    /// The most pixels of a page.
    pub max_pixels: u64,
    /// The most memory for a decoder that has to hold the whole picture at once, in bytes.
    pub max_decoder_bytes: u64,
    /// The largest file that is read into memory as a whole (JPEG, WebP, JPEG 2000, PDF), in bytes.
    pub max_file_bytes: u64,
    /// The largest raster that [`Picture::whole`](crate::Picture::whole) hands out, in bytes.
    pub max_whole_bytes: u64,
    /// Pictures of more pixels than this are kept as tiles in a scratch file, not in memory.
    pub scratch_above_pixels: u64,
    /// Unpacked sizes above this, in bytes, are refused when the ratio is absurd too.
    pub bomb_bytes: u64,
    /// Unpacked bytes for each byte in the file that are taken for absurd.
    pub bomb_ratio: u64,
    /// The resolution at which PDF pages are rasterised, in dots per inch. It is lowered for pages
    /// so large that they would exceed 100 megapixels.
    pub pdf_dpi: f32,
    /// The folder of scratch files; none for the system's own.
    pub scratch_folder: Option<PathBuf>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_side_px: 1_000_000,
            max_pixels: 1 << 32,
            max_decoder_bytes: 4 * GIB,
            max_file_bytes: 2 * GIB,
            max_whole_bytes: 2 * GIB,
            scratch_above_pixels: 64_000_000,
            bomb_bytes: 512 * MIB,
            bomb_ratio: 250,
            pdf_dpi: 300.0,
            scratch_folder: None,
        }
    }
}

/// What a header says that the limits judge.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Header {
    /// The page.
    pub(crate) info: PageInfo,
    /// How many pages the file has.
    pub(crate) page_count: u32,
    /// The pixels at the depth in which the file stores them, in bytes.
    pub(crate) unpacked_bytes: u64,
    /// The coded data that they are made from, in bytes.
    pub(crate) data_bytes: u64,
    /// The most that the coded data can unpack to, in bytes, where the coding has a bound.
    pub(crate) most_bytes: Option<u64>,
    /// What the decoder has to hold at once, in bytes.
    pub(crate) decoder_bytes: u64,
}

impl Header {
    /// The header of a page whose decoder holds it whole and whose coding has no bound.
    pub(crate) fn whole(info: PageInfo, page_count: u32, data_bytes: u64) -> Self {
        let stored = u64::from(info.channels) * u64::from(info.bits_per_sample);
        Self {
            info,
            page_count,
            unpacked_bytes: (info.pixels().saturating_mul(stored)).div_ceil(8),
            data_bytes,
            most_bytes: None,
            decoder_bytes: info.decoded_bytes(),
        }
    }
}

impl Limits {
    /// Refuses what a header promises, before any memory is asked for.
    pub(crate) fn check(&self, format: Format, header: &Header) -> Result<(), Fault> {
        let info = &header.info;
        self.check_size(info.raw_width_px, info.raw_height_px)?;
        let claimed_bytes = header.unpacked_bytes;
        let data_bytes = header.data_bytes;
        if let Some(most_bytes) = header.most_bytes
            && claimed_bytes > most_bytes
        {
            return Err(Fault::HeaderLies {
                format,
                claimed_bytes,
                data_bytes,
                most_bytes,
            });
        }
        let ratio = claimed_bytes / data_bytes.max(1);
        if claimed_bytes > self.bomb_bytes && ratio > self.bomb_ratio {
            return Err(Fault::Bomb {
                format,
                claimed_bytes,
                data_bytes,
                ratio,
            });
        }
        too_large_if(
            header.decoder_bytes > self.max_decoder_bytes,
            || {
                format!(
                    "reading this kind of {format} takes {} MiB of memory at once",
                    header.decoder_bytes / MIB
                )
            },
            || format!("{} MiB", self.max_decoder_bytes / MIB),
        )
    }

    /// Refuses sides and areas beyond the limits.
    pub(crate) fn check_size(&self, width_px: u32, height_px: u32) -> Result<(), Fault> {
        too_large_if(
            width_px.max(height_px) > self.max_side_px,
            || format!("it has {width_px} × {height_px} pixels"),
            || format!("{} pixels a side", self.max_side_px),
        )?;
        too_large_if(
            u64::from(width_px) * u64::from(height_px) > self.max_pixels,
            || format!("it has {width_px} × {height_px} pixels"),
            || format!("{} megapixels", self.max_pixels / 1_000_000),
        )
    }

    /// Refuses files that would have to be read into memory and are too long for it.
    pub(crate) fn check_file_len(&self, byte_len: u64) -> Result<(), Fault> {
        too_large_if(
            byte_len > self.max_file_bytes,
            || {
                format!(
                    "the file has {} MiB and has to be read at once",
                    byte_len / MIB
                )
            },
            || format!("{} MiB", self.max_file_bytes / MIB),
        )
    }

    /// Refuses rasters that would be handed out as a whole and are too large for it.
    pub(crate) fn check_whole(&self, byte_len: u64) -> Result<(), Fault> {
        too_large_if(
            byte_len > self.max_whole_bytes,
            || format!("as a whole it takes {} MiB", byte_len / MIB),
            || format!("{} MiB", self.max_whole_bytes / MIB),
        )
    }
}

fn too_large_if(
    is_too_large: bool,
    what: impl FnOnce() -> String,
    limit: impl FnOnce() -> String,
) -> Result<(), Fault> {
    if is_too_large {
        Err(Fault::TooLarge {
            what: what(),
            limit: limit(),
        })
    } else {
        Ok(())
    }
}
