//! Runs of pixels: how masks are built up and read, row by row.

use std::sync::Arc;

use super::tile::{TILE_SIDE_PX, Tile, bits};
use super::{LIMITS, Mask, Strip};
use crate::PixelRect;

/// Pixels beside each other in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Run {
    /// Their row.
    pub y: u32,
    /// The column of the leftmost.
    pub left: u32,
    /// The first column to the right of them.
    pub right: u32,
}

impl Run {
    /// How many pixels there are.
    #[must_use]
    pub const fn length_px(&self) -> u32 {
        self.right - self.left
    }

    /// Its pixels as a rectangle of one row.
    const fn pixels(&self) -> PixelRect {
        PixelRect {
            left: self.left,
            top: self.y,
            right: self.right,
            bottom: self.y + 1,
        }
    }
}

/// Builds a mask from runs that come in the order of their rows. Those of one row may come in any
/// order and may overlap.
pub(super) struct MaskBuilder {
    /// What runs are cut to.
    limits: PixelRect,
    /// The tiles of the row of tiles that is being filled.
    strip: Vec<Tile>,
    /// Which tiles of the strip have pixels.
    touched: Vec<bool>,
    /// The column of tiles where the strip begins.
    first_column: u32,
    /// The row of tiles that is being filled.
    row: u32,
    /// What is finished.
    mask: Mask,
}

impl MaskBuilder {
    /// A builder of masks within `limits`, to which runs are cut.
    pub fn within(limits: PixelRect) -> Self {
        let limits = limits.intersection(&LIMITS);
        let first_column = limits.left / TILE_SIDE_PX;
        let columns = if limits.is_empty() {
            0
        } else {
            (limits.right.div_ceil(TILE_SIDE_PX) - first_column) as usize
        };
        Self {
            limits,
            strip: vec![Tile::EMPTY; columns],
            touched: vec![false; columns],
            first_column,
            row: limits.top / TILE_SIDE_PX,
            mask: Mask::new(),
        }
    }

    /// Adds the pixels of row `y` from column `left` up to but without `right`, of which any may lie
    /// outside the limits. `y` is not above that of the run before.
    pub fn push(&mut self, y: i64, left: i64, right: i64) {
        let left = left.max(i64::from(self.limits.left));
        let right = right.min(i64::from(self.limits.right));
        let rows = i64::from(self.limits.top)..i64::from(self.limits.bottom);
        if left >= right || !rows.contains(&y) {
            return;
        }
        // Within the limits, all of them fit.
        let (y, left, right) = (y as u32, left as u32, right as u32);
        if y / TILE_SIDE_PX != self.row {
            self.flush();
            self.row = y / TILE_SIDE_PX;
        }
        for column in left / TILE_SIDE_PX..=(right - 1) / TILE_SIDE_PX {
            let start = column * TILE_SIDE_PX;
            let first = left.max(start) - start;
            let end = right.min(start + TILE_SIDE_PX) - start;
            let index = (column - self.first_column) as usize;
            self.strip[index].rows[(y % TILE_SIDE_PX) as usize] |= bits(first, end);
            self.touched[index] = true;
        }
    }

    /// Adds runs that are off and on by turns, that fill the limits row by row and go on from one
    /// row into the next. Together they are as many pixels as the limits have.
    pub fn push_counts(&mut self, counts: impl Iterator<Item = u64>) {
        let limits = self.limits;
        let width = u64::from(limits.width_px());
        let (first_left, first_top) = (i64::from(limits.left), i64::from(limits.top));
        let mut start = 0;
        for (index, count) in counts.enumerate() {
            let end = start + count;
            if index % 2 == 1 && count > 0 {
                for row in start / width..=(end - 1) / width {
                    let left = start.max(row * width) - row * width;
                    let right = end.min((row + 1) * width) - row * width;
                    self.push(
                        first_top + row as i64,
                        first_left + left as i64,
                        first_left + right as i64,
                    );
                }
            }
            start = end;
        }
    }

    /// The mask of all runs.
    pub fn finish(mut self) -> Mask {
        self.flush();
        self.mask
    }

    fn flush(&mut self) {
        let mut strip = Strip::new();
        for (index, touched) in self.touched.iter_mut().enumerate().filter(|it| *it.1) {
            *touched = false;
            let tile = std::mem::replace(&mut self.strip[index], Tile::EMPTY);
            if let Some(tile) = tile.shared() {
                strip.insert(self.first_column + index as u32, tile);
            }
        }
        if !strip.is_empty() {
            self.mask.strips.insert(self.row, Arc::new(strip));
        }
    }
}

impl Mask {
    /// A mask of runs, which may come in any order and may overlap.
    #[must_use]
    pub fn from_runs(runs: &[Run]) -> Self {
        let limits = runs.iter().map(Run::pixels).reduce(|a, b| PixelRect {
            left: a.left.min(b.left),
            top: a.top.min(b.top),
            right: a.right.max(b.right),
            bottom: a.bottom.max(b.bottom),
        });
        let Some(limits) = limits else {
            return Self::new();
        };
        let mut in_order: Vec<&Run> = runs.iter().collect();
        in_order.sort_by_key(|run| run.y);
        let mut builder = MaskBuilder::within(limits);
        for run in in_order {
            builder.push(run.y.into(), run.left.into(), run.right.into());
        }
        builder.finish()
    }

    /// The pixels that are on as the fewest runs, row by row from the top, and from the left in each
    /// row.
    pub fn runs(&self) -> impl Iterator<Item = Run> + '_ {
        self.strips.iter().flat_map(|(row, strip)| {
            let top = row * TILE_SIDE_PX;
            let tiles = strip
                .iter()
                .map(|(column, tile)| (column * TILE_SIDE_PX, &**tile));
            let tiles: Vec<(u32, &Tile)> = tiles.collect();
            (0..TILE_SIDE_PX).flat_map(move |row| row_runs(top + row, row as usize, &tiles))
        })
    }

    /// The lengths of the runs in a rectangle that holds every pixel that is on: off and on by
    /// turns, the first off, row by row and going on from one row into the next. The last is on, or
    /// ends the rectangle; where the rectangle is empty, there is none.
    pub(super) fn counts(&self, rect: PixelRect) -> impl Iterator<Item = u64> + '_ {
        let width = u64::from(rect.width_px());
        let total = width * u64::from(rect.height_px());
        let place =
            move |run: &Run, x: u32| u64::from(run.y - rect.top) * width + u64::from(x - rect.left);
        let mut runs = self.runs().peekable();
        let mut done = 0;
        let mut waiting = None;
        std::iter::from_fn(move || {
            if let Some(on) = waiting.take() {
                return Some(on);
            }
            if done == total {
                return None;
            }
            let Some(first) = runs.next() else {
                let off = total - done;
                done = total;
                return Some(off);
            };
            let off = place(&first, first.left) - done;
            let mut end = place(&first, first.right);
            while let Some(next) = runs.next_if(|next| place(next, next.left) == end) {
                end = place(&next, next.right);
            }
            waiting = Some(end - done - off);
            done = end;
            Some(off)
        })
    }
}

/// The runs of one row, which is `row` in each of the tiles beside each other. Each tile comes with
/// its leftmost column.
fn row_runs(y: u32, row: usize, tiles: &[(u32, &Tile)]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for &(tile_left, tile) in tiles {
        let mut rest = tile.rows[row];
        let mut x = tile_left;
        while rest != 0 {
            let off = rest.trailing_zeros();
            rest >>= off;
            let on = rest.trailing_ones();
            rest = rest.checked_shr(on).unwrap_or(0);
            let (left, right) = (x + off, x + off + on);
            x = right;
            match runs.last_mut() {
                Some(last) if last.right == left => last.right = right,
                _ => runs.push(Run { y, left, right }),
            }
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: PixelRect = PixelRect {
        left: 10,
        top: 60,
        right: 200,
        bottom: 70,
    };

    fn built(runs: &[(i64, i64, i64)]) -> Vec<(u32, u32, u32)> {
        let mut builder = MaskBuilder::within(LIMITS);
        for &(y, left, right) in runs {
            builder.push(y, left, right);
        }
        let mask = builder.finish();
        mask.runs().map(|it| (it.y, it.left, it.right)).collect()
    }

    #[test]
    fn runs_across_tiles_stay_whole() {
        let runs = built(&[(63, 20, 150), (63, 160, 161), (64, 64, 128)]);
        assert_eq!(runs, [(63, 20, 150), (63, 160, 161), (64, 64, 128)]);
    }

    #[test]
    fn runs_that_touch_or_overlap_become_one() {
        let runs = built(&[(61, 60, 70), (61, 40, 60), (61, 65, 72)]);
        assert_eq!(runs, [(61, 40, 72)]);
    }

    #[test]
    fn runs_in_any_order_make_a_mask() {
        let run = |y, left, right| Run { y, left, right };
        let runs = [run(70, 5, 9), run(3, 60, 130), run(70, 8, 12), run(3, 1, 2)];
        let mask = Mask::from_runs(&runs);
        let found: Vec<Run> = mask.runs().collect();
        assert_eq!(found, [run(3, 1, 2), run(3, 60, 130), run(70, 5, 12)]);
        assert!(Mask::from_runs(&[]).is_empty());
        assert_eq!(Mask::from_runs(&found), mask);
    }

    #[test]
    fn runs_are_cut_to_the_limits() {
        let runs = built(&[(-3, 0, 50), (60, -8, 11), (69, 199, i64::MAX), (70, 0, 50)]);
        assert_eq!(runs, [(60, 10, 11), (69, 199, 200)]);
    }
}
