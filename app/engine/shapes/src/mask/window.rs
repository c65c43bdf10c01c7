//! Pixels that are looked at one after the other.

use super::Mask;
use super::tile::{TILE_SIDE_PX, Tile};

/// Looks at pixels that are close together: it keeps the tile at hand.
pub(super) struct Window<'a> {
    mask: &'a Mask,
    /// The row and the column of the tile, in tiles.
    place: Option<(u32, u32)>,
    tile: Option<&'a Tile>,
}

impl<'a> Window<'a> {
    pub const fn new(mask: &'a Mask) -> Self {
        Self {
            mask,
            place: None,
            tile: None,
        }
    }

    /// Whether the pixel in column `x` and row `y` is on.
    pub fn get(&mut self, x: u32, y: u32) -> bool {
        let place = (y / TILE_SIDE_PX, x / TILE_SIDE_PX);
        if self.place != Some(place) {
            self.place = Some(place);
            self.tile = self.mask.tile(place.0, place.1);
        }
        self.tile
            .is_some_and(|it| it.get(x % TILE_SIDE_PX, y % TILE_SIDE_PX))
    }
}
