//! The pyramid of a large picture in a scratch file: written in one pass while the picture is
//! decoded, read tile by tile. The file has no name, so that nothing is left behind however the
//! program ends.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use jobs::Work;
use rayon::prelude::*;

use crate::error::Fault;
use crate::halve::{Sample, halve_rows};
use crate::info::PageInfo;
use crate::levels::{LevelSize, TILE_SIDE_PX, levels_of};
use crate::positioned::{read_exact_at, write_all_at};
use crate::raster::{Raster, SampleKind, Samples, each_kind};
use crate::sink::BandSink;

/// Bands that may wait between the decoder and the writer.
const WAITING_BANDS: usize = 2;

/// A pyramid in a scratch file. Rows and levels lie as the picture is stored, not as displayed.
pub(crate) struct ScratchPyramid {
    file: File,
    folder: PathBuf,
    places: Places,
}

/// Where each tile lies in the file. Each tile has a slot of full size, of which edge tiles use
/// the beginning; the rest is a hole that takes no room on the disk.
#[derive(Clone)]
struct Places {
    levels: Vec<LevelSize>,
    first_slots: Vec<u64>,
    channels: u8,
    kind: SampleKind,
}

impl Places {
    fn new(info: &PageInfo) -> Self {
        let levels = levels_of(info.raw_width_px, info.raw_height_px);
        let first_slots = levels
            .iter()
            .scan(0, |next, level| {
                let first = *next;
                *next += u64::from(level.tiles_across()) * u64::from(level.tiles_down());
                Some(first)
            })
            .collect();
        Self {
            levels,
            first_slots,
            channels: info.channels,
            kind: info.sample_kind,
        }
    }

    fn offset_bytes(&self, level: usize, x: u32, y: u32) -> u64 {
        let slot_bytes = u64::from(TILE_SIDE_PX)
            * u64::from(TILE_SIDE_PX)
            * u64::from(self.channels)
            * self.kind.bytes() as u64;
        let across = u64::from(self.levels[level].tiles_across());
        (self.first_slots[level] + u64::from(y) * across + u64::from(x)) * slot_bytes
    }
}

impl ScratchPyramid {
    /// Builds the pyramid from the bands that `decode` sends, on a second thread beside it.
    pub(crate) fn build(
        info: &PageInfo,
        folder: Option<&Path>,
        work: &Work,
        decode: impl FnOnce(&mut dyn BandSink) -> Result<(), Fault>,
    ) -> Result<Self, Fault> {
        let folder = folder.map_or_else(default_folder, Path::to_owned);
        let failed = |error: &io::Error| scratch_fault(error, &folder);
        let file = tempfile::tempfile_in(&folder).map_err(|error| failed(&error))?;
        let places = Places::new(info);
        let (sender, receiver) = sync_channel(WAITING_BANDS);
        let (decoded, written) = std::thread::scope(|scope| {
            let writing = std::thread::Builder::new()
                .name("picture pyramid".to_owned())
                .spawn_scoped(scope, || match info.sample_kind {
                    SampleKind::U8 => Writer::<u8>::new(&file, &places).run(receiver, work),
                    SampleKind::U16 => Writer::<u16>::new(&file, &places).run(receiver, work),
                    SampleKind::F32 => Writer::<f32>::new(&file, &places).run(receiver, work),
                });
            let decoded = decode(&mut ChannelSink(sender));
            let written = match writing {
                Ok(thread) => thread.join().unwrap_or_else(|_| {
                    Err(WriteEnd::Failed(io::Error::other("the writer panicked")))
                }),
                Err(error) => Err(WriteEnd::Failed(error)),
            };
            (decoded, written)
        });
        // When the writer fails, the decoder is stopped by it: the writer's reason comes first.
        match written {
            Ok(()) => decoded?,
            Err(WriteEnd::Failed(error)) => return Err(failed(&error)),
            Err(WriteEnd::Cancelled) => return Err(Fault::Cancelled),
            Err(WriteEnd::RowsMissing) => {
                decoded?;
                return Err(Fault::Read {
                    reason: "the decoder delivered too few rows".to_owned(),
                });
            }
        }
        Ok(Self {
            file,
            folder,
            places,
        })
    }

    /// The levels as stored, the full size first.
    pub(crate) fn levels(&self) -> &[LevelSize] {
        &self.places.levels
    }

    /// Reads one tile as stored. The caller has checked that the tile exists.
    fn tile(&self, level: usize, x: u32, y: u32) -> Result<Raster, Fault> {
        let [_, _, width, height] = self.places.levels[level]
            .tile_rect(x, y)
            .ok_or_else(|| crate::levels::no_level(level as u32, self.places.levels.len()))?;
        let mut tile = Raster::zeroed(width, height, self.places.channels, self.places.kind);
        let offset = self.places.offset_bytes(level, x, y);
        read_exact_at(&self.file, tile.samples.as_bytes_mut(), offset)
            .map_err(|error| scratch_fault(&error, &self.folder))?;
        Ok(tile)
    }

    /// Reads a rectangle `[x, y, width, height]` of a level as stored. The caller has checked that
    /// it is inside. Between two tiles `work` may end it.
    pub(crate) fn region(
        &self,
        level: usize,
        rect: [u32; 4],
        work: &Work,
    ) -> Result<Raster, Fault> {
        let [x, y, width, height] = rect;
        let (first_column, last_column) = (x / TILE_SIDE_PX, (x + width - 1) / TILE_SIDE_PX);
        let (first_row, last_row) = (y / TILE_SIDE_PX, (y + height - 1) / TILE_SIDE_PX);
        if self.places.levels[level].tile_rect(first_column, first_row) == Some(rect) {
            return self.tile(level, first_column, first_row);
        }
        let mut region = Raster::zeroed(width, height, self.places.channels, self.places.kind);
        for row in first_row..=last_row {
            work.check()?;
            for column in first_column..=last_column {
                let tile = self.tile(level, column, row)?;
                let (left, top) = (column * TILE_SIDE_PX, row * TILE_SIDE_PX);
                let (from_x, from_y) = (x.max(left), y.max(top));
                let to_x = (x + width).min(left + tile.width_px);
                let to_y = (y + height).min(top + tile.height_px);
                region.paste(
                    &tile,
                    (from_x - left, from_y - top),
                    (from_x - x, from_y - y),
                    (to_x - from_x, to_y - from_y),
                );
            }
        }
        Ok(region)
    }
}

/// A folder on a real disk: on Unix the system's temporary folder is often kept in memory, which
/// is what a scratch file is there to spare.
fn default_folder() -> PathBuf {
    let on_disk = Path::new("/var/tmp");
    if cfg!(unix) && on_disk.is_dir() {
        on_disk.to_owned()
    } else {
        std::env::temp_dir()
    }
}

fn scratch_fault(error: &io::Error, folder: &Path) -> Fault {
    Fault::Scratch {
        reason: error.to_string(),
        folder: folder.to_owned(),
    }
}

/// Hands bands to the writer's thread.
struct ChannelSink(SyncSender<Raster>);

impl BandSink for ChannelSink {
    fn band(&mut self, band: Raster) -> Result<(), Fault> {
        // The writer only hangs up after a failure of its own, which then takes precedence.
        self.0.send(band).map_err(|_| Fault::Cancelled)
    }
}

/// Why the writer ended early.
enum WriteEnd {
    Failed(io::Error),
    Cancelled,
    RowsMissing,
}

impl From<io::Error> for WriteEnd {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// Cuts rows into tiles and halves them into the coarser levels, one row of tiles at a time.
struct Writer<'a, T> {
    file: &'a File,
    places: &'a Places,
    levels: Vec<Filling<T>>,
}

/// A level being written.
struct Filling<T> {
    /// The rows of the current row of tiles.
    band: Vec<T>,
    /// Rows of tiles already written.
    tile_rows: u32,
}

/// Lets a typed writer take the samples of a raster.
trait Take: Sample {
    fn take(samples: &Samples) -> &[Self];
}

macro_rules! take {
    ($type:ty) => {
        impl Take for $type {
            fn take(samples: &Samples) -> &[Self] {
                each_kind!(samples, values => bytemuck::cast_slice(values))
            }
        }
    };
}
take!(u8);
take!(u16);
take!(f32);

impl<'a, T: Take> Writer<'a, T> {
    fn new(file: &'a File, places: &'a Places) -> Self {
        let empty = |_| Filling {
            band: Vec::new(),
            tile_rows: 0,
        };
        Self {
            file,
            places,
            levels: places.levels.iter().map(empty).collect(),
        }
    }

    fn run(mut self, bands: Receiver<Raster>, work: &Work) -> Result<(), WriteEnd> {
        for band in bands {
            if work.is_cancelled() {
                return Err(WriteEnd::Cancelled);
            }
            self.push(0, T::take(&band.samples))?;
        }
        let is_complete = self.places.levels.iter().zip(&self.levels);
        if is_complete
            .into_iter()
            .all(|(size, level)| level.tile_rows == size.tiles_down())
        {
            Ok(())
        } else {
            Err(WriteEnd::RowsMissing)
        }
    }

    /// Takes some rows of a level.
    fn push(&mut self, level: usize, mut rows: &[T]) -> Result<(), WriteEnd> {
        let size = self.places.levels[level];
        let row_len = size.width_px as usize * usize::from(self.places.channels);
        while !rows.is_empty() {
            let filling = &mut self.levels[level];
            let Some([_, _, _, band_height]) = size.tile_rect(0, filling.tile_rows) else {
                return Ok(());
            };
            let band_len = row_len * band_height as usize;
            if filling.band.is_empty() {
                filling.band.reserve_exact(band_len);
            }
            let taken = rows.len().min(band_len - filling.band.len());
            filling.band.extend_from_slice(&rows[..taken]);
            rows = &rows[taken..];
            if filling.band.len() == band_len {
                self.flush(level)?;
            }
        }
        Ok(())
    }

    /// Writes the finished row of tiles of a level, and passes its half on. A row of tiles has an
    /// even number of rows, except at the end of the picture, so no pair is torn apart.
    fn flush(&mut self, level: usize) -> Result<(), WriteEnd> {
        let size = self.places.levels[level];
        let channels = usize::from(self.places.channels);
        let row_len = size.width_px as usize * channels;
        let tile_row = self.levels[level].tile_rows;
        let mut band = std::mem::take(&mut self.levels[level].band);
        (0..size.tiles_across())
            .into_par_iter()
            .try_for_each(|column| {
                let start = column as usize * TILE_SIDE_PX as usize * channels;
                let end = (start + TILE_SIDE_PX as usize * channels).min(row_len);
                let mut tile = Vec::with_capacity(band.len() / row_len * (end - start));
                for row in band.chunks_exact(row_len) {
                    tile.extend_from_slice(&row[start..end]);
                }
                let offset = self.places.offset_bytes(level, column, tile_row);
                write_all_at(self.file, bytemuck::cast_slice(&tile), offset)
            })?;
        if level + 1 < self.levels.len() {
            let half = halve_rows(&band, size.width_px as usize, channels);
            self.push(level + 1, &half)?;
        }
        band.clear();
        self.levels[level].band = band;
        self.levels[level].tile_rows += 1;
        Ok(())
    }
}
