//! What a model says of every pixel, kept small enough to be asked again and again.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use ndarray::Array2;
use shapes::{PictureSize, PixelRect};

/// Cells along the side of a block: what is kept or left out together.
pub(crate) const BLOCK_SIDE: usize = 64;

/// Cells of a block.
pub(crate) const BLOCK_CELLS: usize = BLOCK_SIDE * BLOCK_SIDE;

/// The level of a certainty: probabilities are kept in steps of 1/255.
pub(crate) const FULL_LEVEL: f32 = 255.0;

/// A row of blocks: its number, and each block with the number of its column.
pub(crate) type BlockRow<'a> = (u32, Vec<(u32, &'a [u8])>);

/// Which numbers of a map are asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Plane {
    /// How probable it is that there is a thing, of whatever class.
    Things,
    /// How probable a class is, by its place in [`MapScores::classes`].
    Class(usize),
}

/// What a model says of every pixel of a picture: for each class a level from 0 to 255 in every
/// cell, which stands for a probability from 0 to 1. Clones share what they hold.
#[derive(Clone, PartialEq, Debug)]
pub struct MapScores {
    pub(crate) picture: PictureSize,
    pub(crate) cell_px: u32,
    pub(crate) classes: Vec<String>,
    pub(crate) has_background: bool,
    pub(crate) model: String,
    /// Blocks in which some class is probable, by row and column; each holds the levels of one
    /// class after those of the other.
    pub(crate) blocks: BTreeMap<(u32, u32), Arc<[u8]>>,
}

impl MapScores {
    /// The least threshold that finds everything it should: below it, some of what the model said
    /// is not kept.
    pub const LEAST_THRESHOLD: f64 = crate::decode::LEAST_PROBABILITY as f64;

    /// The size of the picture.
    #[must_use]
    pub fn picture(&self) -> PictureSize {
        self.picture
    }

    /// The side of a cell in pixels of the picture: 1, or more where the model's map is coarser.
    #[must_use]
    pub fn cell_px(&self) -> u32 {
        self.cell_px
    }

    /// How many cells lie side by side, and how many above each other.
    #[must_use]
    pub fn cells(&self) -> PictureSize {
        PictureSize {
            width_px: self.picture.width_px.div_ceil(self.cell_px),
            height_px: self.picture.height_px.div_ceil(self.cell_px),
        }
    }

    /// The classes of things, by label.
    #[must_use]
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// The identity of the model, as [`packs::Manifest::identity`] gives it.
    #[must_use]
    pub fn model(&self) -> &str {
        &self.model
    }

    /// What the levels take, in bytes.
    #[must_use]
    pub fn byte_len(&self) -> usize {
        self.blocks.values().map(|block| block.len()).sum()
    }

    /// The probability at a pixel of the picture, in steps of 1/255; 0 outside.
    #[must_use]
    pub fn probability(&self, plane: Plane, x_px: u32, y_px: u32) -> f32 {
        let (x, y) = (x_px / self.cell_px, y_px / self.cell_px);
        let side = BLOCK_SIDE as u32;
        let Some(block) = self.blocks.get(&(y / side, x / side)) else {
            return 0.0;
        };
        let cell = (y % side) as usize * BLOCK_SIDE + (x % side) as usize;
        f32::from(self.level(block, plane, cell)) / FULL_LEVEL
    }

    /// The levels of a rectangle of cells, row by row: a heat map. Cells outside of the map are 0.
    #[must_use]
    pub fn levels(&self, plane: Plane, cells: PixelRect) -> Array2<u8> {
        let (rows, columns) = (cells.height_px() as usize, cells.width_px() as usize);
        let mut levels = Array2::zeros((rows, columns));
        let side = BLOCK_SIDE as u32;
        for (&(row, column), block) in self.blocks_in(&cells) {
            let (top, left) = (row * side, column * side);
            for y in cells.top.max(top)..cells.bottom.min(top + side) {
                for x in cells.left.max(left)..cells.right.min(left + side) {
                    let cell = (y - top) as usize * BLOCK_SIDE + (x - left) as usize;
                    levels[[(y - cells.top) as usize, (x - cells.left) as usize]] =
                        self.level(block, plane, cell);
                }
            }
        }
        levels
    }

    /// The blocks that a rectangle of cells meets.
    fn blocks_in(
        &self,
        cells: &PixelRect,
    ) -> impl Iterator<Item = (&(u32, u32), &Arc<[u8]>)> + use<'_> {
        let side = BLOCK_SIDE as u32;
        let rows = cells.top / side..cells.bottom.div_ceil(side);
        let columns = cells.left / side..cells.right.div_ceil(side);
        self.blocks
            .range((rows.start, 0)..(rows.end, 0))
            .filter(move |((_, column), _)| columns.contains(column))
    }

    fn level(&self, block: &[u8], plane: Plane, cell: usize) -> u8 {
        let of_class = |class: usize| block.get(class * BLOCK_CELLS + cell).copied();
        match plane {
            Plane::Class(class) => of_class(class).unwrap_or(0),
            Plane::Things => {
                let levels = (0..self.classes.len()).filter_map(of_class);
                if self.has_background {
                    levels.fold(0, u8::saturating_add)
                } else {
                    levels.max().unwrap_or(0)
                }
            }
        }
    }

    /// The rows of blocks, each with its blocks from left to right.
    pub(crate) fn block_rows(&self) -> Vec<BlockRow<'_>> {
        let mut rows: Vec<BlockRow<'_>> = Vec::new();
        for (&(row, column), block) in &self.blocks {
            match rows.last_mut() {
                Some((last, blocks)) if *last == row => blocks.push((column, &**block)),
                _ => rows.push((row, vec![(column, &**block)])),
            }
        }
        rows
    }

    /// The pixels of the picture that a range of cells covers.
    pub(crate) fn pixels_of(&self, cells: Range<u32>, side_px: u32) -> Range<u32> {
        cells.start * self.cell_px..(cells.end * self.cell_px).min(side_px)
    }
}
