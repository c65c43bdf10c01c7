//! The energy of a whole picture, kept to be shown.

use std::ops::Range;
use std::sync::Arc;

use packs::Scaling;
use shapes::{Mask, PictureSize, Point, Rect, Run};

use crate::axis::CellAxis;
use crate::maps::TileMaps;

/// The level of an energy of 1.
const FULL_LEVEL: f32 = 255.0;

/// How surely the middle of a thing lies in each cell of a picture, as levels from 0 to 255. Clones
/// share the levels.
#[derive(Clone, PartialEq, Debug)]
pub struct EnergyMap {
    width: u32,
    height: u32,
    cell_width_px: f64,
    cell_height_px: f64,
    levels: Arc<[u8]>,
}

impl EnergyMap {
    /// How many cells lie side by side, and how many above each other.
    #[must_use]
    pub fn cells(&self) -> PictureSize {
        PictureSize {
            width_px: self.width,
            height_px: self.height,
        }
    }

    /// The levels row by row: 255 stands for an energy of 1.
    #[must_use]
    pub fn levels(&self) -> &[u8] {
        &self.levels
    }

    /// The part of the picture that a cell covers, in its pixels. The first cell begins with the
    /// picture; the last ones may reach beyond it.
    #[must_use]
    pub fn cell_bounds(&self, column: u32, row: u32) -> Rect {
        let corner = |column: f64, row: f64| {
            Point::new(column * self.cell_width_px, row * self.cell_height_px)
        };
        let (column, row) = (f64::from(column), f64::from(row));
        Rect::between(corner(column, row), corner(column + 1.0, row + 1.0))
    }

    /// The column and row of the cell at a place of the picture; none outside of the map.
    #[must_use]
    pub fn cell_at(&self, place: Point) -> Option<(u32, u32)> {
        let cell = |place: f64, count: u32| {
            let cell = place.floor();
            (cell >= 0.0 && cell < f64::from(count)).then_some(cell as u32)
        };
        let column = cell(place.x / self.cell_width_px, self.width)?;
        let row = cell(place.y / self.cell_height_px, self.height)?;
        Some((column, row))
    }

    /// The energy at a place of the picture, in steps of 1/255; 0 outside.
    #[must_use]
    pub fn at(&self, place: Point) -> f32 {
        let level = self.cell_at(place).map_or(0, |(column, row)| {
            self.levels[row as usize * self.width as usize + column as usize]
        });
        f32::from(level) / FULL_LEVEL
    }

    /// The cells whose energy reaches a threshold, a pixel of the mask for each.
    pub(crate) fn above(&self, threshold: f64) -> Mask {
        let is_above = |level: &u8| f64::from(*level) / f64::from(FULL_LEVEL) >= threshold;
        let mut runs = Vec::new();
        for (y, row) in (0..).zip(self.levels.chunks_exact(self.width as usize)) {
            let mut left = 0;
            for cells in row.chunk_by(|one, other| is_above(one) == is_above(other)) {
                let right = left + cells.len() as u32;
                if cells.first().is_some_and(is_above) {
                    runs.push(Run { y, left, right });
                }
                left = right;
            }
        }
        Mask::from_runs(&runs)
    }
}

/// The energy of a picture in the making.
pub(crate) struct EnergyMaker {
    scaling: Scaling,
    cell_px: u32,
    across: CellAxis,
    down: CellAxis,
    levels: Vec<u8>,
}

impl EnergyMaker {
    /// A map for a picture at the model's scale, whose cells are `cell_px` pixels wide there.
    pub(crate) fn new(scaling: Scaling, cell_px: u32, across: CellAxis, down: CellAxis) -> Self {
        Self {
            scaling,
            cell_px,
            across,
            down,
            levels: vec![0; across.len as usize * down.len as usize],
        }
    }

    /// How tiles fall along the map, in cells: across and down.
    pub(crate) fn axes(&self) -> (CellAxis, CellAxis) {
        (self.across, self.down)
    }

    /// How many pixels of the scaled picture a cell is wide and high.
    pub(crate) fn cell_px(&self) -> u32 {
        self.cell_px
    }

    /// How many pixels of the picture a cell is wide and high.
    pub(crate) fn cell_size_px(&self) -> (f64, f64) {
        let scaling = &self.scaling;
        let size =
            |side: u32, scaled: u32| f64::from(self.cell_px) * f64::from(side) / f64::from(scaled);
        (
            size(scaling.width_px, scaling.scaled_width_px),
            size(scaling.height_px, scaling.scaled_height_px),
        )
    }

    /// Takes the energy of the cells that the tile in column `x` and row `y` of the tiles answers
    /// for.
    pub(crate) fn take(&mut self, (x, y): (u32, u32), maps: &TileMaps) {
        let within = |cells: Range<u32>, start: u32| {
            (cells.start - start) as usize..(cells.end - start) as usize
        };
        let (columns, rows) = (self.across.core(x), self.down.core(y));
        let tile_columns = within(columns.clone(), self.across.start(x));
        let tile_rows = within(rows.clone(), self.down.start(y));
        for (row, tile_row) in rows.zip(tile_rows) {
            let start = row as usize * self.across.len as usize + columns.start as usize;
            let levels = &mut self.levels[start..start + columns.len()];
            let energies = maps.energy_row(tile_row, tile_columns.clone());
            for (level, energy) in levels.iter_mut().zip(energies) {
                // What lies beyond the range is cut off.
                *level = (energy * FULL_LEVEL).round() as u8;
            }
        }
    }

    /// The map, once every tile has spoken.
    pub(crate) fn finish(self) -> EnergyMap {
        let (cell_width_px, cell_height_px) = self.cell_size_px();
        EnergyMap {
            width: self.across.len,
            height: self.down.len,
            cell_width_px,
            cell_height_px,
            levels: self.levels.into(),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A map of cells of 3 × 2 pixels.
    pub(crate) fn map(rows: &[&[u8]]) -> EnergyMap {
        EnergyMap {
            width: rows[0].len() as u32,
            height: rows.len() as u32,
            cell_width_px: 3.0,
            cell_height_px: 2.0,
            levels: rows.concat().into(),
        }
    }

    #[test]
    fn places_of_the_picture_are_cells_of_the_map() {
        let map = map(&[&[0, 51, 255], &[0, 0, 102]]);
        assert_eq!(map.cell_at(Point::new(3.0, 1.9)), Some((1, 0)));
        assert_eq!(map.at(Point::new(8.9, 3.9)), 0.4);
        for outside in [(-0.1, 0.0), (9.0, 0.0), (0.0, 4.0), (f64::NAN, 0.0)] {
            let place = Point::new(outside.0, outside.1);
            assert_eq!((map.cell_at(place), map.at(place)), (None, 0.0));
        }
        let bounds = Rect::between(Point::new(6.0, 2.0), Point::new(9.0, 4.0));
        assert_eq!(map.cell_bounds(2, 1), bounds);
    }

    #[test]
    fn cells_above_a_threshold_are_a_mask() {
        let map = map(&[&[0, 51, 255], &[60, 0, 102]]);
        let mask = map.above(0.2);
        let cells: Vec<(u32, u32, u32)> = mask.runs().map(|it| (it.y, it.left, it.right)).collect();
        assert_eq!(cells, [(0, 1, 3), (1, 0, 1), (1, 2, 3)]);
        assert!(map.above(1.01).is_empty());
    }
}
