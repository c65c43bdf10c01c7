//! One opened page as a pyramid of tiles.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jobs::Work;
use parking_lot::Mutex;

use crate::cache::TileCache;
use crate::error::{Fault, ImagingError};
use crate::formats;
use crate::info::PageInfo;
use crate::levels::{LevelSize, TileKey, levels_of, no_level};
use crate::limits::Limits;
use crate::memory::MemoryPyramid;
use crate::preview::{Preview, PreviewSink};
use crate::range::SampleRange;
use crate::raster::{PixelValues, Raster, outside};
use crate::scratch::ScratchPyramid;
use crate::sink::{BandSink, WholeSink};
use crate::source::Source;

/// The pixels of a common screen, and some more.
const OVERVIEW_PIXELS: u64 = 1 << 22;

static NEXT_ID: AtomicU64 = AtomicU64::new(1);

/// One opened page, as displayed, with its coarser levels. Pictures of common size are kept in
/// memory; large ones as tiles in a scratch file, which is decoded into once and vanishes with the
/// picture. Share it behind an [`Arc`].
pub struct Picture {
    id: u64,
    path: Option<PathBuf>,
    page: PageInfo,
    levels: Vec<LevelSize>,
    range: SampleRange,
    max_whole_bytes: u64,
    pixels: Pixels,
    cache: Mutex<TileCache>,
}

enum Pixels {
    Memory(MemoryPyramid),
    Scratch(ScratchPyramid),
}

impl Picture {
    /// Opens a page (pages count from 1, and a plain picture has one) and decodes it. Takes as
    /// long as decoding does: call it from a job. Progress counts rows.
    ///
    /// # Errors
    /// Any [`Fault`] that a file can have; [`Fault::Cancelled`] when `work` was cancelled.
    pub fn open(
        path: &Path,
        page: u32,
        limits: &Limits,
        work: &Work,
    ) -> Result<Self, ImagingError> {
        Self::open_file(path, page, limits, work, None).map_err(|fault| fault.at(path))
    }

    /// [`Picture::open`], which shows what there is of a large picture while the rest is decoded.
    ///
    /// # Errors
    /// As [`Picture::open`].
    pub fn open_with_preview(
        path: &Path,
        page: u32,
        limits: &Limits,
        work: &Work,
        preview: &Preview,
    ) -> Result<Self, ImagingError> {
        Self::open_file(path, page, limits, work, Some(preview)).map_err(|fault| fault.at(path))
    }

    fn open_file(
        path: &Path,
        page: u32,
        limits: &Limits,
        work: &Work,
        preview: Option<&Preview>,
    ) -> Result<Self, Fault> {
        let source = Source::open(path)?;
        let header = formats::header(&source, page, limits)?;
        let info = header.info;
        let levels = levels_of(info.width_px, info.height_px);
        let (pixels, range) = if info.pixels() <= limits.scratch_above_pixels {
            let mut sink = WholeSink::new(info);
            formats::decode(&source, &header, limits, work, &mut sink)?;
            let stored = sink
                .finish()
                .ok_or_else(|| Fault::truncated(source.format, "its last rows are missing"))?;
            let full = info.orientation.apply(stored);
            let range = SampleRange::of(&full);
            (
                Pixels::Memory(MemoryPyramid::new(full, levels.len())),
                range,
            )
        } else {
            let folder = limits.scratch_folder.as_deref();
            let pyramid = ScratchPyramid::build(&info, folder, work, |sink| {
                let decode =
                    |sink: &mut dyn BandSink| formats::decode(&source, &header, limits, work, sink);
                match preview {
                    Some(preview) => decode(&mut PreviewSink::new(&info, preview, sink)),
                    None => decode(sink),
                }
            })?;
            let range = range_of(&pyramid, work)?;
            (Pixels::Scratch(pyramid), range)
        };
        Ok(Self {
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
            path: Some(path.to_owned()),
            page: info,
            levels,
            range,
            max_whole_bytes: limits.max_whole_bytes,
            pixels,
            cache: Mutex::default(),
        })
    }

    /// A picture of pixels that are in memory already.
    #[must_use]
    pub fn from_raster(raster: Raster) -> Self {
        let levels = levels_of(raster.width_px, raster.height_px);
        Self {
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
            path: None,
            page: PageInfo::of_raster(&raster),
            range: SampleRange::of(&raster),
            max_whole_bytes: u64::MAX,
            pixels: Pixels::Memory(MemoryPyramid::new(raster, levels.len())),
            levels,
            cache: Mutex::default(),
        }
    }

    /// What the file says about the page.
    #[must_use]
    pub fn page(&self) -> &PageInfo {
        &self.page
    }

    /// The file it was opened from; none for a picture made in memory.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// A number that no other picture in this process has: for caches of textures.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.id
    }

    /// The sizes of the levels: the full picture first, each next one half of it, rounded up, and
    /// the last one in a single tile.
    #[must_use]
    pub fn levels(&self) -> &[LevelSize] {
        &self.levels
    }

    /// The memory that the picture's own pixels take, in bytes: about 4/3 of the raster for one
    /// that is kept in memory with its coarser levels, and nothing for one in a scratch file.
    #[must_use]
    pub fn resident_bytes(&self) -> u64 {
        match &self.pixels {
            Pixels::Memory(pyramid) => pyramid.full().byte_len() as u64 * 4 / 3,
            Pixels::Scratch(_) => 0,
        }
    }

    /// Where the samples lie, in source units. Measured when the picture was opened.
    #[must_use]
    pub fn range(&self) -> SampleRange {
        self.range
    }

    /// The full picture, where it is kept in memory.
    #[must_use]
    pub fn raster(&self) -> Option<&Arc<Raster>> {
        match &self.pixels {
            Pixels::Memory(pyramid) => Some(pyramid.full()),
            Pixels::Scratch(_) => None,
        }
    }

    /// One tile. May read the scratch file or make a coarser level: call it from a job.
    ///
    /// # Errors
    /// [`Fault::Outside`] when there is no such tile, [`Fault::Scratch`] when the scratch file
    /// cannot be read.
    pub fn tile(&self, key: TileKey) -> Result<Arc<Raster>, ImagingError> {
        if let Some(tile) = self.cached_tile(key) {
            return Ok(tile);
        }
        let rect = self
            .level_size(key.level)
            .and_then(|level| {
                level.tile_rect(key.x, key.y).ok_or_else(|| Fault::Outside {
                    what: format!("Tile ({}, {}) of level {}", key.x, key.y, key.level),
                })
            })
            .map_err(|fault| self.at(fault))?;
        let tile = self.read(key.level as usize, rect, &Work::detached())?;
        let tile = Arc::new(tile);
        self.cache.lock().insert(key, Arc::clone(&tile));
        Ok(tile)
    }

    /// A tile that was read before and is still kept. Never decodes or reads: for the frame.
    #[must_use]
    pub fn cached_tile(&self, key: TileKey) -> Option<Arc<Raster>> {
        self.cache.lock().get(key)
    }

    /// A rectangle of a level, in that level's pixels. Call it from a job.
    ///
    /// # Errors
    /// [`Fault::Outside`] when the rectangle is empty or not wholly inside, [`Fault::TooLarge`]
    /// above the limit for rasters, [`Fault::Scratch`] when the scratch file cannot be read.
    pub fn region(
        &self,
        level: u32,
        x_px: u32,
        y_px: u32,
        width_px: u32,
        height_px: u32,
    ) -> Result<Raster, ImagingError> {
        let rect = [x_px, y_px, width_px, height_px];
        self.checked_region(level, rect, &Work::detached())
    }

    /// Has the tiles at hand that a view of the whole picture shows: those of every level that is no
    /// larger than a screen. Call it from a job, ahead of the time when the picture is shown.
    ///
    /// # Errors
    /// As [`Picture::tile`].
    pub fn prepare_overview(&self) -> Result<(), ImagingError> {
        for (level, size) in (0..).zip(&self.levels) {
            let pixels = u64::from(size.width_px) * u64::from(size.height_px);
            if pixels > OVERVIEW_PIXELS {
                continue;
            }
            for y in 0..size.tiles_down() {
                for x in 0..size.tiles_across() {
                    self.tile(TileKey { level, x, y })?;
                }
            }
        }
        Ok(())
    }

    /// The full picture as one raster, for models.
    ///
    /// # Errors
    /// [`Fault::TooLarge`] above the limit for rasters, [`Fault::Cancelled`],
    /// [`Fault::Scratch`] when the scratch file cannot be read.
    pub fn whole(&self, work: &Work) -> Result<Raster, ImagingError> {
        self.whole_level(0, work)
    }

    /// A whole level as one raster; level 0 is the full picture.
    ///
    /// # Errors
    /// As [`Picture::whole`], and [`Fault::Outside`] when there is no such level.
    pub fn whole_level(&self, level: u32, work: &Work) -> Result<Raster, ImagingError> {
        let size = self.level_size(level).map_err(|fault| self.at(fault))?;
        self.checked_region(level, [0, 0, size.width_px, size.height_px], work)
    }

    /// The samples of a pixel of the full picture in source units, as far as they are at hand:
    /// none outside the picture or where a large picture's tile was not read yet.
    #[must_use]
    pub fn values_at(&self, x_px: u32, y_px: u32) -> Option<PixelValues> {
        if let Some(raster) = self.raster() {
            return raster.values_at(x_px, y_px);
        }
        let side = crate::levels::TILE_SIDE_PX;
        let tile = self.cached_tile(TileKey {
            level: 0,
            x: x_px / side,
            y: y_px / side,
        })?;
        tile.values_at(x_px % side, y_px % side)
    }

    fn checked_region(
        &self,
        level: u32,
        rect: [u32; 4],
        work: &Work,
    ) -> Result<Raster, ImagingError> {
        let size = self.level_size(level).map_err(|fault| self.at(fault))?;
        let [x, y, width, height] = rect;
        let is_inside = width > 0
            && height > 0
            && u64::from(x) + u64::from(width) <= u64::from(size.width_px)
            && u64::from(y) + u64::from(height) <= u64::from(size.height_px);
        if !is_inside {
            return Err(self.at(outside(x, y, width, height)));
        }
        let sample_bytes = self.page.sample_kind.bytes() as u64;
        let pixel_bytes = u64::from(self.page.channels) * sample_bytes;
        let byte_len = u64::from(width) * u64::from(height) * pixel_bytes;
        Limits {
            max_whole_bytes: self.max_whole_bytes,
            ..Limits::default()
        }
        .check_whole(byte_len)
        .map_err(|fault| self.at(fault))?;
        self.read(level as usize, rect, work)
    }

    fn level_size(&self, level: u32) -> Result<LevelSize, Fault> {
        self.levels
            .get(level as usize)
            .copied()
            .ok_or_else(|| no_level(level, self.levels.len()))
    }

    /// Reads a rectangle that is known to be inside.
    fn read(&self, level: usize, rect: [u32; 4], work: &Work) -> Result<Raster, ImagingError> {
        match &self.pixels {
            Pixels::Memory(pyramid) => pyramid.region(level, rect),
            Pixels::Scratch(pyramid) => {
                let orientation = self.page.orientation;
                let stored = pyramid.levels()[level];
                let stored_size_px = (stored.width_px, stored.height_px);
                pyramid
                    .region(level, orientation.stored_rect(rect, stored_size_px), work)
                    .map(|part| orientation.apply(part))
            }
        }
        .map_err(|fault| self.at(fault))
    }

    fn at(&self, fault: Fault) -> ImagingError {
        match &self.path {
            Some(path) => fault.at(path),
            None => fault.into(),
        }
    }
}

/// The range of a level of about a megapixel.
fn range_of(pyramid: &ScratchPyramid, work: &Work) -> Result<SampleRange, Fault> {
    const MEASURED_PIXELS: u64 = 1 << 20;
    let pixels = |level: &LevelSize| u64::from(level.width_px) * u64::from(level.height_px);
    let levels = pyramid.levels();
    let level = levels
        .iter()
        .position(|level| pixels(level) <= MEASURED_PIXELS)
        .unwrap_or(levels.len() - 1);
    let LevelSize {
        width_px,
        height_px,
    } = levels[level];
    let raster = pyramid.region(level, [0, 0, width_px, height_px], work)?;
    Ok(SampleRange::of(&raster))
}
