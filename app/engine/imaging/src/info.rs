//! What a file says about itself before anything is unpacked.

use serde::Serialize;

use crate::format::Format;
use crate::orientation::Orientation;
use crate::raster::{Raster, SampleKind};

/// One page of a file. A plain picture has one page.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct PageInfo {
    /// The page's number, from 1.
    pub page: u32,
    /// Columns as displayed, with the orientation applied.
    pub width_px: u32,
    /// Rows as displayed, with the orientation applied.
    pub height_px: u32,
    /// Columns as stored in the file.
    pub raw_width_px: u32,
    /// Rows as stored in the file.
    pub raw_height_px: u32,
    /// How the stored rows are turned for display.
    pub orientation: Orientation,
    /// Channels after decoding: 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA. Palettes and CMYK are RGB.
    pub channels: u8,
    /// How samples are kept after decoding.
    pub sample_kind: SampleKind,
    /// Bits of a sample in the file. Samples below 8 bits are widened to 0 to 255.
    pub bits_per_sample: u8,
    /// The resolution at which a PDF page is rasterised, in dots per inch; none for pictures.
    pub rasterised_dpi: Option<f32>,
}

impl PageInfo {
    /// A page of a picture stored with this size and displayed by this orientation.
    pub(crate) fn new(
        page: u32,
        raw_size_px: (u32, u32),
        orientation: Orientation,
        (channels, sample_kind, bits_per_sample): (u8, SampleKind, u8),
    ) -> Self {
        let (raw_width_px, raw_height_px) = raw_size_px;
        let (width_px, height_px) = orientation.displayed_size(raw_width_px, raw_height_px);
        Self {
            page,
            width_px,
            height_px,
            raw_width_px,
            raw_height_px,
            orientation,
            channels,
            sample_kind,
            bits_per_sample,
            rasterised_dpi: None,
        }
    }

    /// The page that a raster made in memory stands for.
    pub(crate) fn of_raster(raster: &Raster) -> Self {
        let kind = raster.kind();
        Self::new(
            1,
            (raster.width_px, raster.height_px),
            Orientation::Normal,
            (raster.channels, kind, kind.bytes() as u8 * 8),
        )
    }

    /// The decoded pixels of the whole page, in bytes.
    #[must_use]
    pub fn decoded_bytes(&self) -> u64 {
        self.pixels() * u64::from(self.channels) * self.sample_kind.bytes() as u64
    }

    /// Pixels of the whole page.
    #[must_use]
    pub fn pixels(&self) -> u64 {
        u64::from(self.raw_width_px) * u64::from(self.raw_height_px)
    }
}

/// A picture file or a document.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct FileInfo {
    /// What kind of file it is, by its content.
    pub format: Format,
    /// Its size on disk in bytes.
    pub byte_len: u64,
    /// How many pages it has. Only TIFF and PDF have more than one; reduced copies that a TIFF
    /// carries beside its picture are not counted, nor the later frames of an animation.
    pub page_count: u32,
    /// The first page.
    pub first_page: PageInfo,
}
