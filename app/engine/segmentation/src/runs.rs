//! Cells that count, as runs of one class.

use rayon::prelude::*;

use crate::map::{BLOCK_CELLS, BLOCK_SIDE, MapScores};
use crate::settings::InstanceSettings;

/// The most cells that have to reach a threshold for a thing to reach it.
pub(crate) const SURE_CELLS: usize = 3;

/// The greatest levels among some cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Tops {
    /// In falling order; 0 where there are fewer cells.
    greatest: [u8; SURE_CELLS],
    /// How many cells there are.
    cells: u64,
}

impl Tops {
    fn add(&mut self, level: u8) {
        self.cells += 1;
        self.insert(level);
    }

    fn insert(&mut self, level: u8) {
        let mut level = level;
        for place in &mut self.greatest {
            if level > *place {
                std::mem::swap(place, &mut level);
            }
        }
    }

    /// Takes the cells of another set.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.cells += other.cells;
        for level in other.greatest {
            self.insert(level);
        }
    }

    /// How many cells there are.
    pub(crate) fn cells(&self) -> u64 {
        self.cells
    }

    /// The level that so many of the cells reach, from 1 to [`SURE_CELLS`]; 0 where there are fewer.
    pub(crate) fn level(&self, cells: usize) -> u8 {
        self.greatest[cells.clamp(1, SURE_CELLS) - 1]
    }
}

/// Cells beside each other in a row, of the same likeliest class, that a thing grows to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct CellRun {
    /// Their row.
    pub(crate) y: u32,
    /// The column of the leftmost.
    pub(crate) left: u32,
    /// The first column to the right of them.
    pub(crate) right: u32,
    /// Their likeliest class.
    pub(crate) class: usize,
    /// How surely they show a thing.
    pub(crate) things: Tops,
    /// How surely they show one of their class.
    pub(crate) own: Tops,
    /// The sum of the levels of their class.
    pub(crate) own_sum: u64,
}

/// Every run, row by row from the top, and from the left in each row.
pub(crate) fn cell_runs(scores: &MapScores, settings: &InstanceSettings) -> Vec<CellRun> {
    let grown: Vec<u16> = (0..scores.classes.len())
        .map(|class| settings.grown_level(class))
        .collect();
    scores
        .block_rows()
        .into_par_iter()
        .flat_map_iter(|(row, blocks)| {
            let blocks: Vec<Box<Derived>> = blocks
                .into_iter()
                .filter_map(|(column, block)| Derived::new(scores, column, block, &grown))
                .collect();
            let mut runs = Vec::new();
            for y in 0..BLOCK_SIDE {
                row_runs(row * BLOCK_SIDE as u32, y, &blocks, &mut runs);
            }
            runs
        })
        .collect()
}

/// What follows from the levels of a block.
struct Derived {
    /// The column of its leftmost cells.
    left: u32,
    /// How surely each cell shows a thing.
    things: [u8; BLOCK_CELLS],
    /// The likeliest class of each cell.
    class: [u16; BLOCK_CELLS],
    /// How surely each cell shows one of that class.
    own: [u8; BLOCK_CELLS],
    /// A row each; the lowest bit is the leftmost cell. On where a thing grows to.
    rows: [u64; BLOCK_SIDE],
}

impl Derived {
    /// None where no cell is on.
    fn new(scores: &MapScores, column: u32, block: &[u8], grown: &[u16]) -> Option<Box<Self>> {
        let mut derived = Box::new(Self {
            left: column * BLOCK_SIDE as u32,
            things: [0; BLOCK_CELLS],
            class: [0; BLOCK_CELLS],
            own: [0; BLOCK_CELLS],
            rows: [0; BLOCK_SIDE],
        });
        for (class, levels) in block.chunks_exact(BLOCK_CELLS).enumerate() {
            derived.take_class(class as u16, levels, scores.has_background);
        }
        let mut any = 0;
        for (y, row) in derived.rows.iter_mut().enumerate() {
            for x in 0..BLOCK_SIDE {
                let cell = y * BLOCK_SIDE + x;
                let least = grown[usize::from(derived.class[cell])];
                *row |= u64::from(u16::from(derived.things[cell]) >= least) << x;
            }
            any |= *row;
        }
        (any != 0).then_some(derived)
    }

    /// Of classes that are as likely as each other, the first one counts.
    fn take_class(&mut self, class: u16, levels: &[u8], has_background: bool) {
        let cells = self
            .things
            .iter_mut()
            .zip(&mut self.class)
            .zip(&mut self.own);
        for (((things, likeliest), own), level) in cells.zip(levels) {
            *things = if has_background {
                things.saturating_add(*level)
            } else {
                (*things).max(*level)
            };
            *likeliest = if *level > *own { class } else { *likeliest };
            *own = (*own).max(*level);
        }
    }
}

/// Adds the runs of row `y` of blocks that lie beside each other and begin at row `top`.
fn row_runs(top: u32, y: usize, blocks: &[Box<Derived>], runs: &mut Vec<CellRun>) {
    let first = runs.len();
    for block in blocks {
        let mut rest = block.rows[y];
        while rest != 0 {
            let x = rest.trailing_zeros();
            rest &= rest - 1;
            let cell = y * BLOCK_SIDE + x as usize;
            let (column, class) = (block.left + x, usize::from(block.class[cell]));
            let is_next = |run: &CellRun| run.right == column && run.class == class;
            if !runs[first..].last().is_some_and(is_next) {
                runs.push(CellRun {
                    y: top + y as u32,
                    left: column,
                    right: column,
                    class,
                    things: Tops::default(),
                    own: Tops::default(),
                    own_sum: 0,
                });
            }
            if let Some(run) = runs.last_mut() {
                run.right += 1;
                run.things.add(block.things[cell]);
                run.own.add(block.own[cell]);
                run.own_sum += u64::from(block.own[cell]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tops(levels: &[u8]) -> Tops {
        let mut tops = Tops::default();
        levels.iter().for_each(|level| tops.add(*level));
        tops
    }

    #[test]
    fn so_many_cells_reach_a_level() {
        assert_eq!(tops(&[]).level(1), 0);
        assert_eq!(tops(&[9, 4]).level(3), 0);
        assert_eq!(
            [1, 2, 3].map(|cells| tops(&[1, 9, 4, 7]).level(cells)),
            [9, 7, 4]
        );
        let mut merged = tops(&[200, 1]);
        merged.merge(&tops(&[150]));
        assert_eq!(merged, tops(&[1, 150, 200]));
        assert_eq!((merged.level(3), merged.cells()), (1, 3));
    }
}
