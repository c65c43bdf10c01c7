//! How tiles fall along one side of a picture, and how far each is believed.
//!
//! Tiles stand one step apart and overlap by the rest of their side. Over the outer quarter of an
//! overlap a tile is not believed at all, since it does not see what lies beyond; over the middle
//! half its weight rises evenly to one, while that of its neighbour falls. So weights always add up
//! to one, and a model whose sight reaches no further than a quarter of the overlap answers as if it
//! had seen the picture in one piece.

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
    /// Length of a tile.
    pub(crate) side_px: u32,
    /// From where one tile begins to where the next does.
    step_px: u32,
    /// How far the first tile begins before the picture does.
    margin_px: u32,
    /// How many tiles there are.
    pub(crate) count: u32,
}

impl Axis {
    /// Lays tiles along a side of `len_px` pixels. Where the input takes several sizes, tiles are no
    /// longer than they are asked to be, and no longer than that many of them need.
    pub(crate) fn new(len_px: u32, extent: Extent, tiles: Tiles) -> Self {
        match extent {
            Extent::Fixed(side_px) => Self::of_one_size(len_px, side_px.max(1), tiles),
            Extent::MultipleOf { multiple_of } => {
                Self::of_several_sizes(len_px, multiple_of.max(1), tiles)
            }
        }
    }

    fn of_one_size(len_px: u32, side_px: u32, tiles: Tiles) -> Self {
        let overlap_px = tiles.overlap_px.min(side_px / 2);
        // The largest power of two that divides the side, within bounds.
        let mut unit_px = (1 << side_px.trailing_zeros()).min(COMMON_STRIDE_PX);
        let step_of = |unit_px: u32| (side_px - overlap_px) / unit_px * unit_px;
        // No more than two tiles may meet.
        while unit_px > 1 && 2 * step_of(unit_px) < side_px {
            unit_px /= 2;
        }
        let step_px = step_of(unit_px);
        let margin_px = (overlap_px / 4).next_multiple_of(unit_px);
        let shared_px = side_px - step_px;
        let beyond_px = (len_px + 2 * margin_px).saturating_sub(shared_px);
        Self {
            len_px,
            side_px,
            step_px,
            margin_px,
            count: beyond_px.div_ceil(step_px).max(1),
        }
    }

    fn of_several_sizes(len_px: u32, unit_px: u32, tiles: Tiles) -> Self {
        let overlap_px = tiles.overlap_px.next_multiple_of(unit_px);
        let margin_px = (overlap_px / 4).next_multiple_of(unit_px);
        let longest_px = (tiles.side_px / unit_px * unit_px).max(2 * overlap_px.max(unit_px));
        let seen_px = len_px + 2 * margin_px;
        if seen_px <= longest_px {
            let side_px = seen_px.next_multiple_of(unit_px);
            return Self {
                len_px,
                side_px,
                step_px: side_px,
                margin_px,
                count: 1,
            };
        }
        let beyond_px = seen_px - overlap_px;
        let count = beyond_px.div_ceil(longest_px - overlap_px);
        // No more than two tiles may meet.
        let step_px = beyond_px.div_ceil(count).next_multiple_of(unit_px);
        let step_px = step_px.max(overlap_px);
        Self {
            len_px,
            side_px: step_px + overlap_px,
            step_px,
            margin_px,
            count: beyond_px.div_ceil(step_px),
        }
    }

    /// The first pixel of a tile; negative before the picture.
    pub(crate) fn start_px(&self, tile: u32) -> i64 {
        i64::from(tile) * i64::from(self.step_px) - i64::from(self.margin_px)
    }

    /// The pixels of the picture that a tile shows.
    pub(crate) fn shown_px(&self, tile: u32) -> Range<u32> {
        let start = self.start_px(tile);
        let within = |place: i64| place.clamp(0, i64::from(self.len_px)) as u32;
        within(start)..within(start + i64::from(self.side_px))
    }

    /// The same tiles in cells of `cell_px` pixels; none where tiles do not begin and end at cells.
    pub(crate) fn in_cells(&self, cell_px: u32) -> Option<CellAxis> {
        let lengths = [self.side_px, self.step_px, self.margin_px];
        let is_whole = cell_px > 0 && lengths.iter().all(|length| length % cell_px == 0);
        is_whole.then(|| CellAxis {
            len: self.len_px.div_ceil(cell_px),
            side: self.side_px / cell_px,
            step: self.step_px / cell_px,
            margin: self.margin_px / cell_px,
            count: self.count,
        })
    }
}

/// How tiles fall along one side of a map, in cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct CellAxis {
    /// Length of the map's side.
    pub(crate) len: u32,
    side: u32,
    step: u32,
    margin: u32,
    count: u32,
}

impl CellAxis {
    /// The first cell of a tile; negative before the picture.
    pub(crate) fn start(&self, tile: u32) -> i64 {
        i64::from(tile) * i64::from(self.step) - i64::from(self.margin)
    }

    /// How far a tile is believed at a cell of the map, from 0 to 1.
    pub(crate) fn weight(&self, tile: u32, cell: u32) -> f32 {
        let place = i64::from(cell) - self.start(tile);
        if place < 0 || place >= i64::from(self.side) {
            return 0.0;
        }
        // The first tile is believed from where the picture begins, the last one to its end.
        if tile > 0 && place < i64::from(self.side - self.step) {
            self.rise(place)
        } else if tile + 1 < self.count && place >= i64::from(self.step) {
            1.0 - self.rise(place - i64::from(self.step))
        } else {
            1.0
        }
    }

    /// The weight of a tile at a place of its overlap with the tile before.
    fn rise(&self, place: i64) -> f32 {
        let overlap = (self.side - self.step) as f32;
        let centre = place as f32 + 0.5;
        ((centre - overlap / 4.0) / (overlap / 2.0)).clamp(0.0, 1.0)
    }

    /// The cells of the map where a tile is believed, be it a little.
    pub(crate) fn believed(&self, tile: u32) -> Range<u32> {
        self.range_where(tile, |weight| weight > 0.0)
    }

    /// The cells of the map where a tile alone is believed.
    pub(crate) fn alone(&self, tile: u32) -> Range<u32> {
        self.range_where(tile, |weight| weight >= 1.0)
    }

    /// The last of the tiles that are believed somewhere in a range of cells; none where there is
    /// no such tile.
    pub(crate) fn last_tile_over(&self, cells: &Range<u32>) -> Option<u32> {
        (0..self.count).rev().find(|tile| {
            let believed = self.believed(*tile);
            believed.start < cells.end && cells.start < believed.end
        })
    }

    /// The cells of a tile that are `right`, which lie side by side.
    fn range_where(&self, tile: u32, right: impl Fn(f32) -> bool) -> Range<u32> {
        let within = |place: i64| place.clamp(0, i64::from(self.len)) as u32;
        let start = self.start(tile);
        let shown = within(start)..within(start + i64::from(self.side));
        let is_right = |cell: &u32| right(self.weight(tile, *cell));
        let first = shown.clone().find(is_right).unwrap_or(shown.end);
        let last = shown.clone().rev().find(is_right);
        first..last.map_or(first, |last| last + 1)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    const MULTIPLE: Extent = Extent::MultipleOf { multiple_of: 32 };

    #[test]
    fn a_shot_of_common_size_is_few_tiles_as_long_as_needed() {
        let axis = Axis::new(2048, MULTIPLE, Tiles::default());
        assert_eq!((axis.count, axis.side_px, axis.step_px), (2, 1088, 1024));
        assert_eq!((axis.start_px(0), axis.start_px(1)), (-32, 992));
        let small = Axis::new(100, MULTIPLE, Tiles::default());
        assert_eq!((small.count, small.side_px), (1, 192));
        assert_eq!(small.shown_px(0), 0..100);
    }

    #[test]
    fn a_tile_of_one_size_is_laid_as_often_as_needed() {
        let tiles = Tiles {
            side_px: 0,
            overlap_px: 64,
        };
        let axis = Axis::new(2048, Extent::Fixed(256), tiles);
        assert_eq!((axis.count, axis.step_px), (11, 192));
        let odd = Axis::new(
            50,
            Extent::Fixed(9),
            Tiles {
                overlap_px: 4,
                ..tiles
            },
        );
        assert_eq!((odd.step_px, odd.margin_px), (5, 1));
        assert!(odd.start_px(odd.count - 1) + 9 >= 50);
    }

    #[test]
    fn cells_must_fit_the_tiles() {
        let axis = Axis::new(100, MULTIPLE, Tiles::default());
        assert_eq!(axis.in_cells(8).unwrap().len, 13);
        assert_eq!(axis.in_cells(5), None);
    }

    proptest! {
        #[test]
        fn weights_add_up_to_one_at_every_cell(
            len_px in 1_u32..3000,
            unit in 0_u32..6,
            is_fixed: bool,
            side_units in 2_u32..20,
            overlap_part in 0.0..0.5,
            cell_log in 0_u32..4,
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
            prop_assert!(axis.start_px(0) <= 0);
            let Some(cells) = axis.in_cells(1 << cell_log) else {
                return Ok(());
            };
            for cell in 0..cells.len {
                let sum: f32 = (0..axis.count).map(|tile| cells.weight(tile, cell)).sum();
                prop_assert!((sum - 1.0).abs() < 1e-6, "{sum} at {cell} of {axis:?}");
                let last = cells.last_tile_over(&(cell..cell + 1)).unwrap();
                prop_assert!(cells.weight(last, cell) > 0.0);
                prop_assert!(cells.believed(last).contains(&cell));
                let is_alone = cells.alone(last).contains(&cell);
                prop_assert_eq!(is_alone, cells.weight(last, cell) >= 1.0);
            }
        }
    }
}
