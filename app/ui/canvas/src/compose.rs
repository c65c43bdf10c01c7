//! One frame of pictures: which tiles are there, what is drawn in place of the others, and what
//! has to be asked for.

use std::sync::Arc;

use gpu::{
    ChannelMix, PictureLayer, Placement, Texels, TileAtlas, TileQuad, Upload, WindowMapping,
};
use imaging::{Picture, TileKey};

use crate::cells::{Cell, visible_cells};
use crate::graphics::{Graphics, TileId};
use crate::look::Interpolation;
use crate::texels::texels;
use crate::tile_stream::{MissingTile, TileStream};

/// Lines between pixels are drawn from this zoom on.
const GRID_FROM_SCALE: f64 = 12.0;

/// Tiles that a frame converts by itself; 512 × 512 pixels take about a third of a millisecond.
const CONVERSIONS_A_FRAME: u32 = 8;

/// A picture to draw.
pub(crate) struct Plane<'a> {
    pub picture: &'a Arc<Picture>,
    pub placement: Placement,
    pub channels: ChannelMix,
    pub window: WindowMapping,
    pub interpolation: Interpolation,
    pub opacity: f32,
    /// Whether lines part the pixels at high zoom.
    pub has_grid: bool,
    /// The picture itself, on a checkerboard, and not an overlay.
    pub is_base: bool,
    /// Whether missing tiles are asked for.
    pub is_streaming: bool,
}

/// What came out of a frame's pictures.
#[derive(Default)]
pub(crate) struct Composed {
    pub layers: Vec<PictureLayer>,
    /// What to ask for, the most urgent first.
    pub missing: Vec<MissingTile>,
    /// Whether the next frame can upload what this one could not.
    pub needs_next_frame: bool,
    /// Whether there is a tile for every visible part of every picture, sharp or not.
    pub is_covered: bool,
}

/// The tile that holds the whole picture.
pub(crate) fn coarsest(picture: &Picture) -> TileKey {
    TileKey {
        level: picture.levels().len().saturating_sub(1) as u32,
        x: 0,
        y: 0,
    }
}

/// The tiles of one frame.
pub(crate) struct Composer<'a> {
    graphics: &'a Graphics,
    atlas: parking_lot::MutexGuard<'a, TileAtlas<TileId>>,
    stream: &'a mut TileStream,
    composed: Composed,
    /// How many more tiles this frame may convert by itself.
    conversions_left: u32,
}

impl<'a> Composer<'a> {
    /// Opens the frame of this number.
    pub(crate) fn new(graphics: &'a Graphics, stream: &'a mut TileStream, frame: u64) -> Self {
        let mut atlas = graphics.atlas.lock();
        atlas.begin_frame(frame);
        Self {
            graphics,
            atlas,
            stream,
            composed: Composed {
                is_covered: true,
                ..Composed::default()
            },
            conversions_left: CONVERSIONS_A_FRAME,
        }
    }

    /// Makes sure that a picture's coarsest tile is there or asked for; true once it is there, or
    /// can never be.
    pub(crate) fn preload(&mut self, picture: &Arc<Picture>) -> bool {
        let key = coarsest(picture);
        let id = TileId {
            picture: picture.id(),
            key,
        };
        self.fetch(picture, key) || self.stream.has_failed(&id)
    }

    /// Adds a picture over those before.
    pub(crate) fn add(&mut self, plane: &Plane<'_>) {
        let picture = plane.picture;
        let levels = picture.levels();
        let cells = visible_cells(levels, &plane.placement);
        if plane.is_streaming && !cells.is_empty() {
            let all = coarsest(picture);
            self.fetch(picture, all);
            for cell in cells.iter().filter(|cell| cell.key != all) {
                self.fetch(picture, cell.key);
            }
        }
        let quads: Vec<_> = cells
            .iter()
            .filter_map(|cell| self.quad(cell, plane))
            .collect();
        self.composed.is_covered &= quads.len() == cells.len();
        self.composed.layers.push(PictureLayer {
            channels: plane.channels,
            window: plane.window,
            opacity: plane.opacity,
            has_backdrop: plane.is_base,
            quads,
        });
    }

    /// What came out.
    pub(crate) fn finish(self) -> Composed {
        self.composed
    }

    /// Whether the tile is on the device now; notes it as missing otherwise.
    fn fetch(&mut self, picture: &Arc<Picture>, key: TileKey) -> bool {
        let id = TileId {
            picture: picture.id(),
            key,
        };
        if self.atlas.get(&id).is_some() {
            self.stream.uploaded(&id);
            return true;
        }
        let upload = match self.stream.staged(&id) {
            Some(texels) => Some(self.atlas.upload(&id, texels)),
            None => self
                .converted_at_hand(picture, key)
                .map(|texels| self.atlas.upload(&id, &texels)),
        };
        match upload {
            Some(Upload::Stored(_)) => {
                self.stream.uploaded(&id);
                return true;
            }
            Some(Upload::NextFrame) => self.composed.needs_next_frame = true,
            Some(Upload::NoRoom) | None => {}
        }
        self.composed.missing.push(MissingTile {
            picture: Arc::clone(picture),
            key,
        });
        false
    }

    /// A tile that was read before, converted in the frame: that takes less than the detour over a
    /// job, of which a few are worth it.
    fn converted_at_hand(&mut self, picture: &Picture, key: TileKey) -> Option<Texels> {
        let left = self.conversions_left.checked_sub(1)?;
        let tile = picture.cached_tile(key)?;
        self.conversions_left = left;
        texels(&tile, self.graphics.gpu.has_16_bit_textures()).ok()
    }

    /// The cell from the sharpest tile that is there.
    fn quad(&mut self, cell: &Cell, plane: &Plane<'_>) -> Option<TileQuad> {
        let picture = plane.picture.id();
        let (key, slot) = cell
            .ancestry(plane.picture.levels().len())
            .find_map(|key| Some((key, self.atlas.get(&TileId { picture, key })?)))?;
        let [across, down] = plane.placement.screen_px_per_image_px;
        let scale = across.min(down);
        let is_linear = match plane.interpolation {
            Interpolation::Nearest => false,
            Interpolation::Linear => true,
            Interpolation::Auto => scale < 1.0 || key.level > 0,
        };
        Some(TileQuad {
            slot,
            screen_px: cell.screen_px(&plane.placement),
            texels: cell.texels(key),
            is_linear,
            has_grid: plane.has_grid && key.level == 0 && scale >= GRID_FROM_SCALE,
        })
    }
}
