//! Bits of a page, column by column, as whole words.

mod filters;

use rayon::prelude::*;
use staves::{Ink, Run};

/// The pixels of a word.
const WORD: usize = 64;

/// One bit for each pixel of a page.
#[derive(Clone)]
pub(crate) struct Plane {
    width: usize,
    height: usize,
    /// How many words a column has; the lowest bit of the first one is the topmost pixel. Bits
    /// below the last row are off.
    words: usize,
    bits: Vec<u64>,
}

impl Plane {
    /// The ink of a page.
    pub fn of_ink(ink: &Ink) -> Self {
        let (width, height) = (ink.width(), ink.height());
        let words = height.div_ceil(WORD).max(1);
        let mut bits = vec![0_u64; width * words];
        bits.par_chunks_mut(words)
            .enumerate()
            .for_each(|(x, column)| {
                for run in ink.runs(x) {
                    set(column, run.top, run.bottom);
                }
            });
        Self {
            width,
            height,
            words,
            bits,
        }
    }

    /// A page of so many columns and rows with some pixels on.
    #[cfg(test)]
    pub fn drawn(width: usize, height: usize, is_on: impl Fn(usize, usize) -> bool) -> Self {
        let words = height.div_ceil(WORD).max(1);
        let mut plane = Self {
            width,
            height,
            words,
            bits: vec![0; width * words],
        };
        for x in 0..width {
            for top in (0..height).filter(|y| is_on(x, *y)) {
                let bottom = top + 1;
                plane.put(x, Run { top, bottom });
            }
        }
        plane
    }

    /// How many columns there are.
    pub const fn width(&self) -> usize {
        self.width
    }

    /// How many rows there are.
    pub const fn height(&self) -> usize {
        self.height
    }

    /// Whether a pixel is on; beside the page none is.
    pub fn is_on(&self, x: isize, y: isize) -> bool {
        if x < 0 || y < 0 || x as usize >= self.width || y as usize >= self.height {
            return false;
        }
        let (x, y) = (x as usize, y as usize);
        self.bits[x * self.words + y / WORD] >> (y % WORD) & 1 == 1
    }

    /// Turns pixels of a column on.
    pub fn put(&mut self, x: usize, run: Run) {
        if x < self.width {
            let column = &mut self.bits[x * self.words..(x + 1) * self.words];
            set(column, run.top, run.bottom.min(self.height));
        }
    }

    /// The runs of a column from the top to the bottom.
    pub fn runs(&self, x: usize) -> impl Iterator<Item = Run> + '_ {
        let mut from = if x < self.width { 0 } else { self.height };
        std::iter::from_fn(move || {
            let top = self.next(x, from, 0)?;
            let bottom = self.next(x, top, u64::MAX).unwrap_or(self.height);
            from = bottom;
            Some(Run { top, bottom })
        })
    }

    /// The first row from one on that is on, or that is off where `flip` has all bits on.
    fn next(&self, x: usize, from: usize, flip: u64) -> Option<usize> {
        if from >= self.height {
            return None;
        }
        let column = self.column(x);
        let mut at = from / WORD;
        let mut word = (column[at] ^ flip) & (u64::MAX << (from % WORD));
        while word == 0 {
            at += 1;
            word = column.get(at)? ^ flip;
        }
        let row = at * WORD + word.trailing_zeros() as usize;
        (row < self.height).then_some(row)
    }

    /// How many pixels of a column are on from a row to before another one.
    pub fn count(&self, x: isize, top: isize, bottom: isize) -> usize {
        if x < 0 || x as usize >= self.width {
            return 0;
        }
        let top = top.clamp(0, self.height as isize) as usize;
        let bottom = bottom.clamp(0, self.height as isize) as usize;
        if top >= bottom {
            return 0;
        }
        let column = self.column(x as usize);
        let (first, last) = (top / WORD, (bottom - 1) / WORD);
        let words = (first..=last).map(|at| {
            let mut word = column[at];
            if at == first {
                word &= u64::MAX << (top % WORD);
            }
            if at == last {
                word &= u64::MAX >> (WORD - 1 - (bottom - 1) % WORD);
            }
            word.count_ones() as usize
        });
        words.sum()
    }

    fn column(&self, x: usize) -> &[u64] {
        &self.bits[x * self.words..(x + 1) * self.words]
    }
}

/// Turns the bits of some rows of a column on.
fn set(column: &mut [u64], top: usize, bottom: usize) {
    if top >= bottom {
        return;
    }
    let (first, last) = (top / WORD, (bottom - 1) / WORD);
    for (at, word) in column.iter_mut().enumerate().take(last + 1).skip(first) {
        let mut mask = u64::MAX;
        if at == first {
            mask &= u64::MAX << (top % WORD);
        }
        if at == last {
            mask &= u64::MAX >> (WORD - 1 - (bottom - 1) % WORD);
        }
        *word |= mask;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page with pixels here and there, also across the edges of words.
    fn dotted() -> Plane {
        Plane::drawn(40, 150, |x, y| {
            (x * 7 + y / 3) % 5 < 2 || (60..70).contains(&y)
        })
    }

    #[test]
    fn runs_and_counts_are_those_of_the_pixels() {
        let plane = dotted();
        for x in 0..plane.width() {
            let on: Vec<usize> = (0..150)
                .filter(|y| plane.is_on(x as isize, *y as isize))
                .collect();
            let of_runs: Vec<usize> = plane.runs(x).flat_map(|it| it.top..it.bottom).collect();
            assert_eq!(on, of_runs);
            for (top, bottom) in [(0, 150), (3, 64), (64, 65), (59, 130), (-5, 500), (70, 70)] {
                let within = on
                    .iter()
                    .filter(|y| (top..bottom).contains(&(**y as isize)));
                assert_eq!(plane.count(x as isize, top, bottom), within.count());
            }
        }
        assert!(!plane.is_on(-1, 61) && !plane.is_on(40, 61) && !plane.is_on(3, 150));
        assert_eq!((plane.count(-1, 0, 9), plane.runs(40).count()), (0, 0));
    }
}
