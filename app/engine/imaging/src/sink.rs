//! Where decoders put their rows.

use crate::error::Fault;
use crate::info::PageInfo;
use crate::raster::{Raster, Samples};

/// Takes decoded rows from the top, in bands of full width as stored in the file.
pub(crate) trait BandSink {
    /// Takes the next rows.
    fn band(&mut self, band: Raster) -> Result<(), Fault>;
}

/// How many rows make a band of about 4 MiB: enough to work in bulk, little to hold.
pub(crate) fn band_rows(row_bytes: usize, height_px: u32) -> u32 {
    const BAND_BYTES: usize = 4 << 20;
    let rows = (BAND_BYTES / row_bytes.max(1)).clamp(1, 512);
    height_px.min(rows as u32)
}

/// Collects all bands into one raster.
pub(crate) struct WholeSink {
    info: PageInfo,
    rows: u32,
    samples: Option<Samples>,
}

impl WholeSink {
    pub(crate) fn new(info: PageInfo) -> Self {
        Self {
            info,
            rows: 0,
            samples: None,
        }
    }

    /// The picture as stored, or none when rows are missing.
    pub(crate) fn finish(self) -> Option<Raster> {
        let PageInfo {
            raw_width_px,
            raw_height_px,
            channels,
            ..
        } = self.info;
        if self.rows != raw_height_px {
            return None;
        }
        Some(Raster::new(
            raw_width_px,
            raw_height_px,
            channels,
            self.samples?,
        ))
    }
}

impl BandSink for WholeSink {
    fn band(&mut self, band: Raster) -> Result<(), Fault> {
        self.rows += band.height_px;
        match (&mut self.samples, band.samples) {
            (none @ None, mut samples) => {
                // The first of several bands makes room for all that follow.
                if self.rows < self.info.raw_height_px {
                    let all = band.width_px as usize
                        * usize::from(band.channels)
                        * self.info.raw_height_px as usize;
                    crate::raster::each_kind!(&mut samples, values => {
                        values.reserve_exact(all - values.len());
                    });
                }
                *none = Some(samples);
            }
            (Some(Samples::U8(all)), Samples::U8(more)) => all.extend_from_slice(&more),
            (Some(Samples::U16(all)), Samples::U16(more)) => all.extend_from_slice(&more),
            (Some(Samples::F32(all)), Samples::F32(more)) => all.extend_from_slice(&more),
            _ => unreachable!("a decoder keeps to one kind of sample"),
        }
        Ok(())
    }
}
