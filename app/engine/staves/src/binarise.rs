//! Which pixels of a grey page are ink.
//!
//! A page of (nearly) two levels is cut halfway between them. Any other one gets a threshold of its
//! own for every place, after C. Wolf and J.-M. Jolion (*Extraction and recognition of artificial
//! text in multimedia documents*, 2003): the mean level of the surroundings, lowered the more, the
//! evener they are, so that shadows do not become ink and faint lines do not get lost.

use rayon::prelude::*;

use crate::ink::Ink;
use crate::page::Page;

/// The share of the pixels that must be near black or white for a page to be of two levels.
const TWO_LEVEL_SHARE: f64 = 0.985;
/// Up to how far from black or white a level counts as such.
const NEAR_LEVELS: usize = 40;
/// The side of the squares whose levels are summed up, in pixels.
const TILE_PX: usize = 16;
/// How many tiles in each direction belong to the surroundings of one.
const REACH_TILES: usize = 2;
/// How far an even place's threshold is lowered, as a share of the way to the darkest level: little, or
/// the stems and staff lines of photographs are lost, which are grey where heads are black.
const LOWERED: f64 = 0.2;
/// The spread of levels, as a standard deviation, that no page of print stays below.
const LEAST_SPREAD: f64 = 12.0;

/// Which pixels are ink.
pub(crate) fn ink_of(page: &Page<'_>) -> Ink {
    let (width, levels) = (page.width(), page.levels());
    let counts = level_counts(levels);
    let near: u64 =
        counts[..NEAR_LEVELS].iter().sum::<u64>() + counts[256 - NEAR_LEVELS..].iter().sum::<u64>();
    if near as f64 >= TWO_LEVEL_SHARE * levels.len() as f64 {
        return Ink::from_fn(width, page.height(), |x, y| levels[y * width + x] < 128);
    }
    let thresholds = Thresholds::new(page, darkest(&counts, levels.len()));
    let rows: Vec<Vec<u8>> = (0..page.height())
        .into_par_iter()
        .map(|y| thresholds.of_row(y, width))
        .collect();
    Ink::from_fn(width, page.height(), |x, y| {
        levels[y * width + x] < rows[y][x]
    })
}

/// How many pixels have each level.
fn level_counts(levels: &[u8]) -> [u64; 256] {
    let parts = levels.par_chunks(1 << 18).map(|part| {
        let mut counts = [0_u64; 256];
        part.iter().for_each(|it| counts[usize::from(*it)] += 1);
        counts
    });
    parts.reduce(
        || [0; 256],
        |mut sum, part| {
            sum.iter_mut().zip(part).for_each(|(sum, it)| *sum += it);
            sum
        },
    )
}

/// The level that one pixel of two hundred stays below.
fn darkest(counts: &[u64; 256], pixels: usize) -> f64 {
    let mut left = pixels as u64 / 200;
    let level = counts.iter().position(|count| {
        let is_here = *count > left;
        left = left.saturating_sub(*count);
        is_here
    });
    level.unwrap_or(0) as f64
}

/// The threshold of every tile.
struct Thresholds {
    columns: usize,
    rows: usize,
    of_tiles: Vec<f64>,
}

impl Thresholds {
    fn new(page: &Page<'_>, darkest: f64) -> Self {
        let columns = page.width().div_ceil(TILE_PX);
        let rows = page.height().div_ceil(TILE_PX);
        let sums: Vec<[f64; 3]> = (0..columns * rows)
            .into_par_iter()
            .map(|tile| tile_sums(page, tile % columns, tile / columns))
            .collect();
        let around = |tile: usize| {
            let (column, row) = (tile % columns, tile / columns);
            let mut all = [0.0; 3];
            for row in row.saturating_sub(REACH_TILES)..(row + REACH_TILES + 1).min(rows) {
                for column in
                    column.saturating_sub(REACH_TILES)..(column + REACH_TILES + 1).min(columns)
                {
                    let sums = &sums[row * columns + column];
                    all.iter_mut().zip(sums).for_each(|(all, it)| *all += it);
                }
            }
            let mean = all[1] / all[0];
            (mean, (all[2] / all[0] - mean * mean).max(0.0).sqrt())
        };
        let spreads: Vec<(f64, f64)> = (0..columns * rows).map(around).collect();
        let most = spreads.iter().map(|it| it.1).fold(LEAST_SPREAD, f64::max);
        let of_tiles = spreads.iter().map(|(mean, spread)| {
            mean - LOWERED * (1.0 - spread / most) * (mean - darkest).max(0.0) - LEAST_SPREAD / 3.0
        });
        Self {
            columns,
            rows,
            of_tiles: of_tiles.collect(),
        }
    }

    /// The thresholds of a row of pixels, from those of the tiles around.
    fn of_row(&self, y: usize, width: usize) -> Vec<u8> {
        let (upper, lower, down) = between(y, self.rows);
        let side = |column: usize| {
            let at = |row: usize| self.of_tiles[row * self.columns + column];
            at(upper) + down * (at(lower) - at(upper))
        };
        let sides: Vec<f64> = (0..self.columns).map(side).collect();
        let thresholds = (0..width).map(|x| {
            let (left, right, along) = between(x, self.columns);
            (sides[left] + along * (sides[right] - sides[left])) as u8
        });
        thresholds.collect()
    }
}

/// The two tiles between whose middles a pixel lies, and how far along.
fn between(pixel: usize, tiles: usize) -> (usize, usize, f64) {
    let at = (pixel as f64 + 0.5) / TILE_PX as f64 - 0.5;
    let first = (at.floor().max(0.0) as usize).min(tiles - 1);
    let along = (at - first as f64).clamp(0.0, 1.0);
    (first, (first + 1).min(tiles - 1), along)
}

/// How many pixels a tile has, the sum of their levels and that of their squares.
fn tile_sums(page: &Page<'_>, column: usize, row: usize) -> [f64; 3] {
    let left = column * TILE_PX;
    let right = (left + TILE_PX).min(page.width());
    let bottom = ((row + 1) * TILE_PX).min(page.height());
    let (mut sum, mut squares) = (0_u64, 0_u64);
    for y in row * TILE_PX..bottom {
        for level in &page.levels()[y * page.width() + left..y * page.width() + right] {
            let level = u64::from(*level);
            sum += level;
            squares += level * level;
        }
    }
    let count = (right - left) * (bottom - row * TILE_PX);
    [count as f64, sum as f64, squares as f64]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_levels_pass_through() {
        let levels: Vec<u8> = (0..100 * 80)
            .map(|at| if at % 7 == 0 { 0 } else { 255 })
            .collect();
        let ink = ink_of(&Page::new(100, 80, &levels).expect("a page"));
        assert!((0..8000).all(|at| ink.is_ink(at % 100, at / 100) == (at % 7 == 0)));
    }

    #[test]
    fn lines_survive_a_shadow_that_is_darker_than_ink_elsewhere() {
        let (width, height) = (400, 300);
        let level = |at: usize| {
            let (x, y) = (at % width, at / width);
            let paper = if x < 200 {
                230.0
            } else {
                230.0 - 150.0 * ((x - 200) as f64 / 60.0).min(1.0)
            };
            (if y % 20 < 2 { paper * 0.45 } else { paper }) as u8
        };
        let levels: Vec<u8> = (0..width * height).map(level).collect();
        let ink = ink_of(&Page::new(width, height, &levels).expect("a page"));
        for x in [10, 150, 230, 300, 390] {
            for y in 20..280 {
                assert_eq!(ink.is_ink(x, y), y % 20 < 2, "{x} {y}");
            }
        }
    }

    #[test]
    fn faint_thin_lines_of_a_photograph_survive_beside_black_blots() {
        let (width, height) = (400, 300);
        let level = |at: usize| {
            let (x, y) = (at % width, at / width);
            match (x, y % 20) {
                (300.., 4..16) => 25,
                (..200, 0..2) => 145,
                _ => 205,
            }
        };
        let levels: Vec<u8> = (0..width * height).map(level).collect();
        let ink = ink_of(&Page::new(width, height, &levels).expect("a page"));
        for x in [10, 100, 190] {
            for y in 20..280 {
                assert_eq!(ink.is_ink(x, y), y % 20 < 2, "{x} {y}");
            }
        }
    }
}
