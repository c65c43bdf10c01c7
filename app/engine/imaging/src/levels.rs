//! The sizes of a pyramid's levels and the places of its tiles.

use serde::Serialize;

use crate::error::Fault;

/// The side of a tile in pixels. Tiles at the right and bottom edges are smaller.
pub const TILE_SIDE_PX: u32 = 512;

/// The size of one level of a pyramid.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct LevelSize {
    /// Columns.
    pub width_px: u32,
    /// Rows.
    pub height_px: u32,
}

/// Which tile of a pyramid.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct TileKey {
    /// The level: 0 is the full picture, each next one half the size.
    pub level: u32,
    /// The tile's column.
    pub x: u32,
    /// The tile's row.
    pub y: u32,
}

impl LevelSize {
    /// How many tiles lie side by side.
    #[must_use]
    pub fn tiles_across(self) -> u32 {
        self.width_px.div_ceil(TILE_SIDE_PX)
    }

    /// How many tiles lie one below the other.
    #[must_use]
    pub fn tiles_down(self) -> u32 {
        self.height_px.div_ceil(TILE_SIDE_PX)
    }

    /// The rectangle `[x, y, width, height]` in pixels of a tile of this level, or none outside.
    #[must_use]
    pub fn tile_rect(self, x: u32, y: u32) -> Option<[u32; 4]> {
        if x >= self.tiles_across() || y >= self.tiles_down() {
            return None;
        }
        let (left, top) = (x * TILE_SIDE_PX, y * TILE_SIDE_PX);
        Some([
            left,
            top,
            TILE_SIDE_PX.min(self.width_px - left),
            TILE_SIDE_PX.min(self.height_px - top),
        ])
    }
}

/// The levels of a picture of this size: the full size first, each next one half of it, rounded
/// up, and the last one in a single tile.
pub(crate) fn levels_of(width_px: u32, height_px: u32) -> Vec<LevelSize> {
    let full = LevelSize {
        width_px,
        height_px,
    };
    std::iter::successors(Some(full), |level| {
        (level.width_px.max(level.height_px) > TILE_SIDE_PX).then(|| LevelSize {
            width_px: level.width_px.div_ceil(2),
            height_px: level.height_px.div_ceil(2),
        })
    })
    .collect()
}

/// The fault of a level that a picture does not have.
pub(crate) fn no_level(level: u32, levels: usize) -> Fault {
    Fault::Outside {
        what: format!("Level {level} of a pyramid of {levels} levels"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn sizes(width_px: u32, height_px: u32) -> Vec<(u32, u32)> {
        let levels = levels_of(width_px, height_px);
        levels
            .iter()
            .map(|level| (level.width_px, level.height_px))
            .collect()
    }

    #[test]
    fn levels_halve_until_one_tile_holds_all() {
        assert_eq!(sizes(1, 1), [(1, 1)]);
        assert_eq!(sizes(512, 512), [(512, 512)]);
        assert_eq!(sizes(513, 2), [(513, 2), (257, 1)]);
        assert_eq!(sizes(2047, 3), [(2047, 3), (1024, 2), (512, 1)]);
        assert_eq!(sizes(120_000, 80).last(), Some(&(469, 1)));
        assert_eq!(sizes(1, 120_000).last(), Some(&(1, 469)));
        assert_eq!(sizes(60_000, 60_000).len(), 8);
    }

    #[test]
    fn tiles_cover_a_level_without_overlap() {
        let level = LevelSize {
            width_px: 1030,
            height_px: 512,
        };
        assert_eq!(level.tile_rect(2, 0), Some([1024, 0, 6, 512]));
        assert_eq!(level.tile_rect(3, 0), None);
        assert_eq!(level.tile_rect(0, 1), None);
    }
}
