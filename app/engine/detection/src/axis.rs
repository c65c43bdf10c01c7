//! How tiles fall along one side of a picture, and for which cells each answers.
//!
//! The first tile begins with the picture, and each next one a step further; they share the rest of
//! their side. In the middle of what two tiles share, one stops to answer and the other begins. So a
//! model whose sight reaches no further than half of that answers as if it had seen the picture in
//! one piece.

use std::ops::Range;

use packs::{Extent, Tiles};

/// Largest number that tile positions are multiples of where the input has one size, in pixels: the
/// strides of common models divide it.
const COMMON_STRIDE_PX: u32 = 32;

/// How tiles fall along one side of a picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Axis {
    /// Length of the picture's side.
    len_px: u32,
    /// Length of a tile; the last one may be shorter.
    side_px: u32,
    /// From where one tile begins to where the next does.
    step_px: u32,
    /// What the length of every tile is a multiple of.
    unit_px: u32,
    /// How many tiles there are.
    pub(crate) count: u32,
}

impl Axis {
    /// Lays tiles along a side of `len_px` pixels. Where the input takes several sizes, tiles are no
    /// longer than they are asked to be, and no longer than that many of them need.
    pub(crate) fn new(len_px: u32, extent: Extent, tiles: Tiles) -> Self {
        let (side_px, step_px, unit_px) = match extent {
            Extent::Fixed(side_px) => {
                let (side_px, step_px) = of_one_size(side_px.max(1), tiles);
                (side_px, step_px, side_px)
            }
            Extent::MultipleOf { multiple_of } => {
                let unit_px = multiple_of.max(1);
                let (side_px, step_px) = of_several_sizes(len_px, unit_px, tiles);
                (side_px, step_px, unit_px)
            }
        };
        let shared_px = side_px - step_px;
        Self {
            len_px,
            side_px,
            step_px,
            unit_px,
            count: len_px.saturating_sub(shared_px).div_ceil(step_px).max(1),
        }
    }

    /// The first pixel of a tile.
    pub(crate) fn start_px(&self, tile: u32) -> i64 {
        i64::from(tile) * i64::from(self.step_px)
    }

    /// Length of a tile: where the input takes several sizes, the last one is no longer than what is
    /// left of the picture needs.
    pub(crate) fn side_px(&self, tile: u32) -> u32 {
        let left_px = i64::from(self.len_px) - self.start_px(tile);
        let needed_px = (left_px.max(1) as u32).next_multiple_of(self.unit_px);
        needed_px.min(self.side_px)
    }

    /// The same tiles in cells of `cell_px` pixels; none where tiles do not begin and end at cells.
    pub(crate) fn in_cells(&self, cell_px: u32) -> Option<CellAxis> {
        let is_whole = cell_px > 0
            && self.side_px.is_multiple_of(cell_px)
            && self.side_px(self.count - 1).is_multiple_of(cell_px)
            && self.step_px.is_multiple_of(cell_px);
        is_whole.then(|| CellAxis {
            len: self.len_px.div_ceil(cell_px),
            side: self.side_px / cell_px,
            step: self.step_px / cell_px,
            count: self.count,
        })
    }
}

/// Side and step of tiles of one size.
fn of_one_size(side_px: u32, tiles: Tiles) -> (u32, u32) {
    let overlap_px = tiles.overlap_px.min(side_px / 2);
    // The largest power of two that divides the side, within bounds.
    let mut unit_px = (1 << side_px.trailing_zeros()).min(COMMON_STRIDE_PX);
    let step_of = |unit_px: u32| (side_px - overlap_px) / unit_px * unit_px;
    // No more than two tiles may meet.
    while unit_px > 1 && 2 * step_of(unit_px) < side_px {
        unit_px /= 2;
    }
    (side_px, step_of(unit_px))
}

/// Side and step of tiles whose side is a multiple of `unit_px`.
fn of_several_sizes(len_px: u32, unit_px: u32, tiles: Tiles) -> (u32, u32) {
    let overlap_px = tiles.overlap_px.next_multiple_of(unit_px);
    let longest_px = (tiles.side_px / unit_px * unit_px).max(2 * overlap_px.max(unit_px));
    if len_px <= longest_px {
        let side_px = len_px.max(1).next_multiple_of(unit_px);
        return (side_px, side_px);
    }
    let beyond_px = len_px - overlap_px;
    let count = beyond_px.div_ceil(longest_px - overlap_px);
    let step_px = beyond_px.div_ceil(count).next_multiple_of(unit_px);
    (step_px + overlap_px, step_px)
}

/// How tiles fall along one side of a map, in cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct CellAxis {
    /// Length of the map's side.
    pub(crate) len: u32,
    side: u32,
    step: u32,
    count: u32,
}

impl CellAxis {
    /// The first cell of a tile.
    pub(crate) fn start(&self, tile: u32) -> u32 {
        tile * self.step
    }

    /// How many cells of a tile lie in the picture.
    pub(crate) fn inside(&self, tile: u32) -> u32 {
        self.len.saturating_sub(self.start(tile)).min(self.side)
    }

    /// The cells of the map that a tile answers for. Every cell belongs to one tile.
    pub(crate) fn core(&self, tile: u32) -> Range<u32> {
        let half = (self.side - self.step) / 2;
        let start = if tile == 0 {
            0
        } else {
            self.start(tile) + half
        };
        let end = if tile + 1 < self.count {
            self.start(tile + 1) + half
        } else {
            self.len
        };
        start.min(self.len)..end.min(self.len)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    const MULTIPLE: Extent = Extent::MultipleOf { multiple_of: 32 };
    const TILES: Tiles = Tiles {
        side_px: 768,
        overlap_px: 128,
    };

    #[test]
    fn a_page_is_few_tiles_as_long_as_needed() {
        let across = Axis::new(1611, MULTIPLE, TILES);
        assert_eq!(
            (across.count, across.side_px, across.step_px),
            (3, 640, 512)
        );
        let small = Axis::new(700, MULTIPLE, TILES);
        assert_eq!((small.count, small.side_px(0)), (1, 704));
        let down = Axis::new(2207, MULTIPLE, TILES);
        assert_eq!([0, 2, 3].map(|tile| down.side_px(tile)), [672, 672, 576]);
        let cells = across.in_cells(2).unwrap();
        assert_eq!(cells.core(0), 0..288);
        assert_eq!(cells.core(1), 288..544);
        assert_eq!(cells.core(2), 544..806);
        assert_eq!(cells.inside(2), 806 - 512);
    }

    #[test]
    fn a_tile_of_one_size_is_laid_as_often_as_needed() {
        let axis = Axis::new(2048, Extent::Fixed(256), TILES);
        assert_eq!((axis.count, axis.step_px), (15, 128));
        let beyond = Axis::new(2000, Extent::Fixed(256), TILES);
        assert_eq!(beyond.side_px(beyond.count - 1), 256);
        let odd = Axis::new(50, Extent::Fixed(9), TILES);
        assert_eq!((odd.step_px, odd.count), (5, 10));
    }

    #[test]
    fn cells_must_fit_the_tiles() {
        let axis = Axis::new(100, MULTIPLE, TILES);
        assert_eq!(axis.in_cells(8).unwrap().len, 13);
        assert_eq!(axis.in_cells(5), None);
    }

    proptest! {
        #[test]
        fn every_cell_belongs_to_one_tile_that_sees_around_it(
            len_px in 1_u32..3000,
            unit in 0_u32..6,
            is_fixed: bool,
            side_units in 2_u32..20,
            overlap_part in 0.0..0.5,
            cell_log in 0_u32..3,
        ) {
            let unit_px = 1 << unit;
            let side_px = side_units * unit_px;
            let tiles = Tiles { side_px, overlap_px: (f64::from(side_px) * overlap_part) as u32 };
            let extent = if is_fixed {
                Extent::Fixed(side_px)
            } else {
                Extent::MultipleOf { multiple_of: unit_px }
            };
            let axis = Axis::new(len_px, extent, tiles);
            let last = axis.count - 1;
            prop_assert!((0..=last).all(|tile| axis.side_px(tile).is_multiple_of(unit_px)));
            prop_assert!((0..last).all(|tile| axis.side_px(tile) == axis.side_px));
            prop_assert!(axis.start_px(last) < i64::from(len_px));
            prop_assert!(axis.start_px(last) + i64::from(axis.side_px(last)) >= i64::from(len_px));
            let Some(cells) = axis.in_cells(1 << cell_log) else {
                return Ok(());
            };
            let mut next = 0;
            for tile in 0..axis.count {
                let core = cells.core(tile);
                prop_assert_eq!(core.start, next, "{:?}", axis);
                prop_assert!(core.end > core.start);
                next = core.end;
                // A tile ends no nearer to its core than half of what is shared, or with the map.
                let (start, half) = (cells.start(tile), (cells.side - cells.step) / 2);
                prop_assert!(core.start == 0 || core.start - start >= half);
                let seen = start + cells.inside(tile);
                prop_assert!(core.end == cells.len || seen - core.end >= half);
            }
            prop_assert_eq!(next, cells.len);
        }
    }
}
