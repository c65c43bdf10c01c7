//! Masks of single pixels, of which only the tiles that hold some are kept.

mod brush;
mod components;
mod fill;
mod morphology;
mod rasterise;
mod resample;
mod rle;
mod runs;
mod serial;
mod sets;
mod shift;
#[cfg(test)]
pub(crate) mod test_masks;
mod tile;
mod trace;
mod wand;
mod window;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::{PixelRect, Rect};
pub use components::Connectivity;
pub(crate) use resample::{scaled_mask, turned_mask};
pub use runs::Run;
pub use tile::TILE_SIDE_PX;
use tile::{Tile, bits};
pub use wand::{Reach, Wand};

/// How many columns and rows a mask reaches at most. What would lie beyond is left out.
pub const LARGEST_SIDE_PX: u32 = 1 << 17;

/// Where pixels can be.
const LIMITS: PixelRect = PixelRect {
    left: 0,
    top: 0,
    right: LARGEST_SIDE_PX,
    bottom: LARGEST_SIDE_PX,
};

/// The tiles of one row of tiles in which a pixel is on, by their columns.
type Strip = BTreeMap<u32, Arc<Tile>>;

/// A set of pixels.
///
/// Pixels are told by column and row, from the upper left of the picture. They are kept in tiles,
/// those without a pixel not at all, which clones share until one of them is changed: a clone costs
/// little, and a change copies no more than the tiles that it touches and the lists of those beside
/// them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mask {
    /// The rows of tiles, without empty ones.
    strips: BTreeMap<u32, Arc<Strip>>,
}

/// 64 × 64 pixels of a mask, as they are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MaskTile<'a> {
    /// The column of its leftmost pixels.
    pub left: u32,
    /// The row of its topmost pixels.
    pub top: u32,
    /// A row each from the top; the lowest bit is the leftmost pixel.
    pub rows: &'a [u64; TILE_SIDE_PX as usize],
}

impl Mask {
    /// A mask without pixels.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            strips: BTreeMap::new(),
        }
    }

    /// A mask of all pixels of a rectangle.
    #[must_use]
    pub fn rectangle(rect: PixelRect) -> Self {
        let rect = rect.intersection(&LIMITS);
        let mut mask = Self::new();
        if rect.is_empty() {
            return mask;
        }
        let mut last: Option<(u64, Arc<Strip>)> = None;
        for row in rect.top / TILE_SIDE_PX..=(rect.bottom - 1) / TILE_SIDE_PX {
            let rows = bits_within(rect.top, rect.bottom, row);
            // Rows of tiles that are the same are shared, so that a large rectangle costs little.
            let strip = match last.take() {
                Some((same, strip)) if same == rows => strip,
                _ => Arc::new(rectangle_strip(rect, rows)),
            };
            mask.strips.insert(row, strip.clone());
            last = Some((rows, strip));
        }
        mask
    }

    /// Whether the pixel in column `x` and row `y` is on.
    #[must_use]
    pub fn get(&self, x: u32, y: u32) -> bool {
        let tile = self.tile(y / TILE_SIDE_PX, x / TILE_SIDE_PX);
        tile.is_some_and(|it| it.get(x % TILE_SIDE_PX, y % TILE_SIDE_PX))
    }

    /// Turns the pixel in column `x` and row `y` on or off. One beyond [`LARGEST_SIDE_PX`] stays off.
    pub fn set(&mut self, x: u32, y: u32, on: bool) {
        if self.get(x, y) == on || x.max(y) >= LARGEST_SIDE_PX {
            return;
        }
        let (row, column) = (y / TILE_SIDE_PX, x / TILE_SIDE_PX);
        let mut tile = self.tile(row, column).copied().unwrap_or(Tile::EMPTY);
        tile.rows[(y % TILE_SIDE_PX) as usize] ^= 1 << (x % TILE_SIDE_PX);
        self.keep(row, [(column, tile.shared())]);
    }

    /// How many pixels are on.
    #[must_use]
    pub fn area_px(&self) -> u64 {
        let strips = self.strips.values();
        let tiles = strips.flat_map(|strip| strip.values());
        tiles.map(|tile| tile.area_px()).sum()
    }

    /// Whether no pixel is on.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.strips.is_empty()
    }

    /// The smallest rectangle with every pixel that is on, or `None` where there is none.
    #[must_use]
    pub fn pixel_bounds(&self) -> Option<PixelRect> {
        self.tiles()
            .map(|tile| tile.pixel_bounds())
            .reduce(|a, b| PixelRect {
                left: a.left.min(b.left),
                top: a.top.min(b.top),
                right: a.right.max(b.right),
                bottom: a.bottom.max(b.bottom),
            })
    }

    /// The smallest box around every pixel that is on, or `None` where there is none.
    #[must_use]
    pub fn bounds(&self) -> Option<Rect> {
        self.pixel_bounds().map(|it| it.rect())
    }

    /// The squares of pixels in which some are on, row by row: what a mask is drawn from.
    pub fn tiles(&self) -> impl Iterator<Item = MaskTile<'_>> {
        self.strips.iter().flat_map(|(row, strip)| {
            strip.iter().map(move |(column, tile)| MaskTile {
                left: column * TILE_SIDE_PX,
                top: row * TILE_SIDE_PX,
                rows: &tile.rows,
            })
        })
    }

    /// The tile in a row and a column of tiles, or `None` where no pixel of it is on.
    fn tile(&self, row: u32, column: u32) -> Option<&Tile> {
        Some(self.strips.get(&row)?.get(&column)?)
    }

    /// Puts tiles into a row of tiles, or removes them where there is none for a column.
    fn keep(&mut self, row: u32, tiles: impl IntoIterator<Item = (u32, Option<Arc<Tile>>)>) {
        let strip = Arc::make_mut(self.strips.entry(row).or_default());
        for (column, tile) in tiles {
            match tile {
                Some(tile) => strip.insert(column, tile),
                None => strip.remove(&column),
            };
        }
        if strip.is_empty() {
            self.strips.remove(&row);
        }
    }
}

/// The rows of a row of tiles, or the columns of a column of tiles, that lie from `low` up to but
/// without `high`, as bits.
fn bits_within(low: u32, high: u32, index: u32) -> u64 {
    let start = index * TILE_SIDE_PX;
    let first = low.max(start) - start;
    let end = high.clamp(start, start + TILE_SIDE_PX) - start;
    if first < end { bits(first, end) } else { 0 }
}

/// A row of tiles with the columns of a rectangle on, in the rows whose bits are set.
fn rectangle_strip(rect: PixelRect, rows: u64) -> Strip {
    (rect.left / TILE_SIDE_PX..=(rect.right - 1) / TILE_SIDE_PX)
        .filter_map(|column| {
            let columns = bits_within(rect.left, rect.right, column);
            let row = |row| if rows >> row & 1 == 1 { columns } else { 0 };
            let tile = Tile {
                rows: std::array::from_fn(row),
            };
            Some((column, tile.shared()?))
        })
        .collect()
}

impl MaskTile<'_> {
    /// The smallest rectangle with every pixel that is on: a tile has one at least.
    fn pixel_bounds(&self) -> PixelRect {
        let columns = self.rows.iter().fold(0, |columns, row| columns | row);
        let empty = |row: &&u64| **row == 0;
        let above = self.rows.iter().take_while(empty).count() as u32;
        let below = self.rows.iter().rev().take_while(empty).count() as u32;
        PixelRect {
            left: self.left + columns.trailing_zeros(),
            top: self.top + above,
            right: self.left + TILE_SIDE_PX - columns.leading_zeros(),
            bottom: self.top + TILE_SIDE_PX - below,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::test_masks::{REACH_PX, mask_strategy, pixels};
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_pixel_is_turned_on_and_off() {
        let mut mask = Mask::new();
        for (x, y) in [(0, 0), (63, 64), (59_999, 59_999), (119_999, 79)] {
            mask.set(x, y, true);
            assert!(mask.get(x, y) && !mask.get(x + 1, y) && !mask.get(x, y + 1));
        }
        assert_eq!(mask.area_px(), 4);
        for (x, y) in [(0, 0), (63, 64), (59_999, 59_999), (119_999, 79)] {
            mask.set(x, y, false);
        }
        assert_eq!(mask, Mask::new());
        assert!(mask.is_empty());
    }

    #[test]
    fn a_mask_ends_where_the_largest_picture_ends() {
        let mut mask = Mask::new();
        mask.set(LARGEST_SIDE_PX, 0, true);
        assert!(mask.is_empty());
        mask.set(LARGEST_SIDE_PX - 1, LARGEST_SIDE_PX - 1, true);
        assert_eq!(mask.area_px(), 1);
        let all = Mask::rectangle(PixelRect {
            left: 0,
            top: 0,
            right: u32::MAX,
            bottom: u32::MAX,
        });
        assert_eq!(all.area_px(), u64::from(LARGEST_SIDE_PX).pow(2));
    }

    #[test]
    fn bounds_are_edges_of_pixels() {
        let mut mask = Mask::new();
        assert_eq!(mask.bounds(), None);
        mask.set(70, 3, true);
        mask.set(2, 65, true);
        let bounds = mask.bounds().unwrap();
        assert_eq!((bounds.min.x, bounds.min.y), (2.0, 3.0));
        assert_eq!((bounds.max.x, bounds.max.y), (71.0, 66.0));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_rectangle_has_its_pixels(
            left in 0..REACH_PX, top in 0..REACH_PX, width in 0..REACH_PX, height in 0..REACH_PX,
        ) {
            let rect = PixelRect { left, top, right: left + width, bottom: top + height };
            let expected = (top..rect.bottom)
                .flat_map(|y| (left..rect.right).map(move |x| (x, y)))
                .collect();
            prop_assert_eq!(pixels(&Mask::rectangle(rect)), expected);
        }

        #[test]
        fn tiles_and_runs_have_every_pixel(mask in mask_strategy()) {
            let on = pixels(&mask);
            prop_assert_eq!(mask.area_px(), on.len() as u64);
            let runs = mask.runs().flat_map(|run| (run.left..run.right).map(move |x| (x, run.y)));
            prop_assert_eq!(&runs.collect::<BTreeSet<_>>(), &on);
            let tiles = mask.tiles().flat_map(|tile| {
                let places = (0..64u32).flat_map(|row| (0..64u32).map(move |bit| (row, bit)));
                places
                    .filter(move |&(row, bit)| tile.rows[row as usize] >> bit & 1 == 1)
                    .map(move |(row, bit)| (tile.left + bit, tile.top + row))
            });
            prop_assert_eq!(&tiles.collect::<BTreeSet<_>>(), &on);
            let bounds = mask.pixel_bounds();
            prop_assert_eq!(bounds.map(|it| it.left), on.iter().map(|it| it.0).min());
            prop_assert_eq!(bounds.map(|it| it.top), on.iter().map(|it| it.1).min());
            prop_assert_eq!(bounds.map(|it| it.right - 1), on.iter().map(|it| it.0).max());
            prop_assert_eq!(bounds.map(|it| it.bottom - 1), on.iter().map(|it| it.1).max());
        }
    }
}
