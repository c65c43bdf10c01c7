//! Puts the answers of tiles together. A block of the map in which one tile alone is believed is
//! finished at once; others wait until the last of their tiles has spoken. So what is held in
//! memory besides the map is about one overlap as long as the picture is wide.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::axis::CellAxis;
use crate::decode::{Decoder, LEAST_PROBABILITY, NotANumber, Part, TileOutput};
use crate::map::{BLOCK_CELLS, BLOCK_SIDE, FULL_LEVEL};

/// Why tiles cannot be put together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum StitchFault {
    /// Some value is no number.
    NotANumber,
    /// The map is larger than it may be.
    TooLarge,
}

impl From<NotANumber> for StitchFault {
    fn from(_: NotANumber) -> Self {
        Self::NotANumber
    }
}

/// A block by its row and column.
type Place = (u32, u32);

/// The map in the making.
pub(crate) struct Stitcher<'a> {
    decoder: &'a Decoder,
    across: CellAxis,
    down: CellAxis,
    /// Most bytes that finished blocks may take.
    limit_bytes: usize,
    /// Weighted sums of probabilities, of blocks that wait for other tiles.
    waiting: BTreeMap<Place, Vec<f32>>,
    finished: BTreeMap<Place, Arc<[u8]>>,
}

/// What became of a block by what one tile said.
enum Outcome {
    Finished(Option<Arc<[u8]>>),
    Waits(Vec<f32>),
}

impl<'a> Stitcher<'a> {
    pub(crate) fn new(
        decoder: &'a Decoder,
        across: CellAxis,
        down: CellAxis,
        limit_bytes: usize,
    ) -> Self {
        Self {
            decoder,
            across,
            down,
            limit_bytes,
            waiting: BTreeMap::new(),
            finished: BTreeMap::new(),
        }
    }

    /// Takes what the tile in column `x` and row `y` of the tiles says. Tiles come row by row.
    pub(crate) fn add(
        &mut self,
        (x, y): (u32, u32),
        output: TileOutput<'_>,
    ) -> Result<(), StitchFault> {
        let side = BLOCK_SIDE as u32;
        let (columns, rows) = (self.across.believed(x), self.down.believed(y));
        let mut met = Vec::new();
        for row in rows.start / side..rows.end.div_ceil(side) {
            for column in columns.start / side..columns.end.div_ceil(side) {
                met.push(((row, column), self.waiting.remove(&(row, column))));
            }
        }
        let outcomes: Vec<(Place, Outcome)> = met
            .into_par_iter()
            .map(|(place, sums)| Ok((place, self.block((x, y), output, place, sums)?)))
            .collect::<Result<_, NotANumber>>()?;
        for (place, outcome) in outcomes {
            match outcome {
                Outcome::Finished(None) => {}
                Outcome::Finished(Some(block)) => {
                    self.finished.insert(place, block);
                }
                Outcome::Waits(sums) => {
                    self.waiting.insert(place, sums);
                }
            }
        }
        let block_bytes = self.decoder.classes.len() * BLOCK_CELLS;
        if self.finished.len() * block_bytes > self.limit_bytes {
            return Err(StitchFault::TooLarge);
        }
        Ok(())
    }

    /// The blocks of the map, once every tile has spoken.
    pub(crate) fn finish(self) -> BTreeMap<Place, Arc<[u8]>> {
        self.finished
    }

    fn block(
        &self,
        tile: (u32, u32),
        output: TileOutput<'_>,
        place: Place,
        sums: Option<Vec<f32>>,
    ) -> Result<Outcome, NotANumber> {
        let (columns, rows) = (
            cells_of(place.1, self.across.len),
            cells_of(place.0, self.down.len),
        );
        let is_alone = contains(&self.across.alone(tile.0), &columns)
            && contains(&self.down.alone(tile.1), &rows);
        let believed = (
            common(&self.across.believed(tile.0), &columns),
            common(&self.down.believed(tile.1), &rows),
        );
        let part = Part {
            tile_x: (i64::from(believed.0.start) - self.across.start(tile.0)) as usize,
            tile_y: (i64::from(believed.1.start) - self.down.start(tile.1)) as usize,
            block_x: (believed.0.start - columns.start) as usize,
            block_y: (believed.1.start - rows.start) as usize,
            width: believed.0.len(),
            height: believed.1.len(),
        };
        let len = self.decoder.classes.len() * BLOCK_CELLS;
        if is_alone {
            if self.decoder.is_surely_nothing(output, part) {
                return Ok(Outcome::Finished(None));
            }
            let mut probabilities = vec![0.0; len];
            self.decoder.decode(output, part, &mut probabilities)?;
            return Ok(Outcome::Finished(quantised(&probabilities)));
        }
        let mut sums = sums.unwrap_or_else(|| vec![0.0; len]);
        let mut probabilities = vec![0.0; len];
        self.decoder.decode(output, part, &mut probabilities)?;
        self.add_weighted(tile, &believed, part, &probabilities, &mut sums);
        let is_last = self.across.last_tile_over(&columns) == Some(tile.0)
            && self.down.last_tile_over(&rows) == Some(tile.1);
        Ok(if is_last {
            Outcome::Finished(quantised(&sums))
        } else {
            Outcome::Waits(sums)
        })
    }

    fn add_weighted(
        &self,
        tile: (u32, u32),
        believed: &(Range<u32>, Range<u32>),
        part: Part,
        probabilities: &[f32],
        sums: &mut [f32],
    ) {
        let weights_of = |axis: &CellAxis, tile: u32, cells: &Range<u32>| -> Vec<f32> {
            cells.clone().map(|cell| axis.weight(tile, cell)).collect()
        };
        let across = weights_of(&self.across, tile.0, &believed.0);
        let down = weights_of(&self.down, tile.1, &believed.1);
        for class in 0..self.decoder.classes.len() {
            for (row, weight_down) in down.iter().enumerate() {
                let start = class * BLOCK_CELLS + (part.block_y + row) * BLOCK_SIDE + part.block_x;
                let cells = start..start + part.width;
                let said = sums[cells.clone()].iter_mut().zip(&probabilities[cells]);
                for ((sum, probability), weight_across) in said.zip(&across) {
                    *sum += probability * (weight_across * weight_down);
                }
            }
        }
    }
}

/// The cells of a block along an axis of `len` cells.
fn cells_of(block: u32, len: u32) -> Range<u32> {
    let side = BLOCK_SIDE as u32;
    block * side..((block + 1) * side).min(len)
}

fn contains(outer: &Range<u32>, inner: &Range<u32>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn common(one: &Range<u32>, other: &Range<u32>) -> Range<u32> {
    let start = one.start.max(other.start);
    start..one.end.min(other.end).max(start)
}

/// The levels of a block; none where no class is probable.
fn quantised(probabilities: &[f32]) -> Option<Arc<[u8]>> {
    let is_kept = probabilities
        .iter()
        .any(|probability| *probability >= LEAST_PROBABILITY);
    is_kept.then(|| {
        probabilities
            .iter()
            .map(|probability| (probability * FULL_LEVEL).round() as u8)
            .collect()
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::path::Path;

    use packs::{Extent, Manifest, Tiles};

    use super::*;
    use crate::axis::Axis;

    /// One tile of 128 × 128 cells whose logits are `value` for a thing and 0 for the background.
    fn stitched(value: f32, limit_bytes: usize) -> Result<usize, StitchFault> {
        let text = include_str!("../tests/manifest.toml");
        let manifest = Manifest::parse(text, Path::new("pack.toml")).unwrap();
        let decoder = Decoder::new(&manifest, manifest.map_output().unwrap());
        let tiles = Tiles {
            side_px: 128,
            overlap_px: 0,
        };
        let axis = Axis::new(128, Extent::Fixed(128), tiles);
        let cells = axis.in_cells(1).unwrap();
        let mut values = vec![0.0; 3 * 128 * 128];
        values[128 * 128..].fill(value);
        let output = TileOutput {
            values: &values,
            width: 128,
            height: 128,
        };
        let mut stitcher = Stitcher::new(&decoder, cells, cells, limit_bytes);
        stitcher.add((0, 0), output)?;
        Ok(stitcher.finish().len())
    }

    #[test]
    fn a_map_is_as_large_as_what_is_seen_and_no_larger_than_it_may_be() {
        let block_bytes = 2 * BLOCK_CELLS;
        assert_eq!(stitched(1.0, 4 * block_bytes), Ok(4));
        assert_eq!(
            stitched(1.0, 4 * block_bytes - 1),
            Err(StitchFault::TooLarge)
        );
        assert_eq!(stitched(-9.0, 0), Ok(0));
        assert_eq!(stitched(f32::NAN, usize::MAX), Err(StitchFault::NotANumber));
        assert_eq!(
            stitched(f32::INFINITY, usize::MAX),
            Err(StitchFault::NotANumber)
        );
    }

    #[test]
    fn what_is_told_to_be_nothing_is_below_the_least_probability() {
        // At the edge of what is kept: a class whose lead is the logarithm of 2 %.
        let lead = LEAST_PROBABILITY.ln();
        assert_eq!(stitched(lead - 0.001, usize::MAX), Ok(0));
        // Two classes share what is left, so that each has a little less than 2 %.
        assert_eq!(stitched(lead + 0.001, usize::MAX), Ok(0));
        assert_eq!(stitched(lead + 0.05, usize::MAX), Ok(4));
    }
}
