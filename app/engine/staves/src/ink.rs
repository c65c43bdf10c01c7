//! Which pixels of a page are ink: one bit a pixel, column by column.
//!
//! Nearly everything that is asked of a page of music is asked of a column (how thick is the line
//! here, what is above it), so the bits of a column lie beside each other.

use std::fmt;

use rayon::prelude::*;

/// The pixels of a word.
const WORD: usize = 64;

/// Ink below each other in one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The topmost row of it.
    pub top: usize,
    /// The first row below it.
    pub bottom: usize,
}

impl Run {
    /// How many pixels it has.
    #[must_use]
    pub const fn length_px(&self) -> usize {
        self.bottom - self.top
    }

    /// Its middle, where row 0 reaches from 0 to 1.
    #[must_use]
    pub const fn middle_px(&self) -> f64 {
        (self.top + self.bottom) as f64 / 2.0
    }
}

/// Which pixels of a page are ink.
#[derive(Clone, PartialEq, Eq)]
pub struct Ink {
    width: usize,
    height: usize,
    /// How many words a column has; the lowest bit of the first one is the topmost pixel. Bits
    /// below the last row are off.
    words: usize,
    bits: Vec<u64>,
}

impl fmt::Debug for Ink {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = to.debug_struct("Ink");
        shown
            .field("width", &self.width)
            .field("height", &self.height);
        shown.field("share", &self.share()).finish()
    }
}

impl Ink {
    /// What a function of column and row says, which is asked for every pixel.
    pub(crate) fn from_fn(
        width: usize,
        height: usize,
        is_ink: impl Fn(usize, usize) -> bool + Sync,
    ) -> Self {
        let words = height.div_ceil(WORD);
        let mut bits = vec![0; width * words];
        // Sixty-four columns at a time, so that rows are read along their length.
        let slabs = bits.par_chunks_mut(WORD * words).enumerate();
        slabs.for_each(|(slab, bits)| {
            let (first, columns) = (slab * WORD, bits.len() / words);
            for word in 0..words {
                let mut gathered = [0_u64; WORD];
                for (bit, y) in (word * WORD..height.min((word + 1) * WORD)).enumerate() {
                    for (column, gathered) in gathered[..columns].iter_mut().enumerate() {
                        *gathered |= u64::from(is_ink(first + column, y)) << bit;
                    }
                }
                for (column, gathered) in gathered[..columns].iter().enumerate() {
                    bits[column * words + word] = *gathered;
                }
            }
        });
        Self {
            width,
            height,
            words,
            bits,
        }
    }

    /// How many columns there are.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// How many rows there are.
    #[must_use]
    pub const fn height(&self) -> usize {
        self.height
    }

    /// Whether a pixel is ink; beside the page there is none.
    #[must_use]
    pub fn is_ink(&self, x: isize, y: isize) -> bool {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else {
            return false;
        };
        x < self.width && y < self.height && self.word(x, y / WORD) >> (y % WORD) & 1 == 1
    }

    /// The share of the pixels that are ink, from 0 to 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        let count: u64 = self.bits.iter().map(|it| u64::from(it.count_ones())).sum();
        count as f64 / (self.width * self.height).max(1) as f64
    }

    /// The runs of a column from the top to the bottom; none beside the page.
    pub fn runs(&self, x: usize) -> impl Iterator<Item = Run> + '_ {
        let mut from = if x < self.width { 0 } else { self.height };
        std::iter::from_fn(move || {
            let top = self.next(x, from, 0)?;
            let bottom = self.next(x, top, u64::MAX).unwrap_or(self.height);
            from = bottom;
            Some(Run { top, bottom })
        })
    }

    /// The run that a pixel belongs to; none where it is no ink.
    #[must_use]
    pub fn run_at(&self, x: isize, y: isize) -> Option<Run> {
        if !self.is_ink(x, y) {
            return None;
        }
        let (x, y) = (x as usize, y as usize);
        let bottom = self.next(x, y, u64::MAX).unwrap_or(self.height);
        Some(Run {
            top: self.above(x, y),
            bottom,
        })
    }

    /// How many rows from `top` to before `bottom` have ink in a column or one of those beside it
    /// up to `reach`.
    pub(crate) fn rows_near(&self, x: isize, reach: isize, top: isize, bottom: isize) -> usize {
        let top = top.clamp(0, self.height as isize) as usize;
        let bottom = bottom.clamp(0, self.height as isize) as usize;
        if top >= bottom {
            return 0;
        }
        let columns =
            (x - reach).max(0) as usize..(x + reach + 1).clamp(0, self.width as isize) as usize;
        let (first, last) = (top / WORD, (bottom - 1) / WORD);
        let counted = (first..=last).map(|word| {
            let mut any = columns.clone().fold(0, |any, x| any | self.word(x, word));
            if word == first {
                any &= u64::MAX << (top % WORD);
            }
            if word == last {
                any &= u64::MAX >> (WORD - 1 - (bottom - 1) % WORD);
            }
            any.count_ones() as usize
        });
        counted.sum()
    }

    /// Takes ink away from a column.
    pub(crate) fn erase(&mut self, x: usize, run: Run) {
        for y in run.top..run.bottom.min(self.height) {
            self.bits[x * self.words + y / WORD] &= !(1 << (y % WORD));
        }
    }

    /// The same page with columns and rows exchanged.
    pub(crate) fn exchanged(&self) -> Self {
        Self::from_fn(self.height, self.width, |x, y| {
            self.is_ink(y as isize, x as isize)
        })
    }

    fn word(&self, x: usize, word: usize) -> u64 {
        self.bits[x * self.words + word]
    }

    /// The first row from one on that is ink, or that is none where `flip` has all bits on.
    fn next(&self, x: usize, from: usize, flip: u64) -> Option<usize> {
        if from >= self.height {
            return None;
        }
        let mut word = from / WORD;
        let mut bits = (self.word(x, word) ^ flip) & (u64::MAX << (from % WORD));
        while bits == 0 {
            word += 1;
            if word == self.words {
                return None;
            }
            bits = self.word(x, word) ^ flip;
        }
        let row = word * WORD + bits.trailing_zeros() as usize;
        (row < self.height).then_some(row)
    }

    /// The top of the run that ink at a row belongs to.
    fn above(&self, x: usize, y: usize) -> usize {
        let mut word = y / WORD;
        let mut bits = !self.word(x, word) & (u64::MAX >> (WORD - 1 - y % WORD));
        while bits == 0 {
            if word == 0 {
                return 0;
            }
            word -= 1;
            bits = !self.word(x, word);
        }
        word * WORD + WORD - bits.leading_zeros() as usize
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn column(rows: &[bool]) -> Ink {
        Ink::from_fn(3, rows.len(), |x, y| x == 1 && rows[y])
    }

    proptest! {
        #[test]
        fn runs_are_what_the_pixels_say(rows in prop::collection::vec(any::<bool>(), 1..200)) {
            let ink = column(&rows);
            let mut again = vec![false; rows.len()];
            for run in ink.runs(1) {
                prop_assert!(run.top < run.bottom);
                again[run.top..run.bottom].fill(true);
                for y in run.top..run.bottom {
                    prop_assert_eq!(ink.run_at(1, y as isize), Some(run));
                }
            }
            prop_assert_eq!(&again, &rows);
            prop_assert_eq!(ink.runs(0).count() + ink.runs(7).count(), 0);
        }

        #[test]
        fn near_rows_are_counted(rows in prop::collection::vec(any::<bool>(), 1..200), from in 0_usize..200, to in 0_usize..260) {
            let ink = column(&rows);
            let there = (from..to.min(rows.len())).filter(|y| rows[*y]).count();
            let (from, to) = (from as isize, to as isize);
            prop_assert_eq!(ink.rows_near(1, 0, from, to), there);
            prop_assert_eq!(ink.rows_near(0, 1, from, to), there);
            prop_assert_eq!(ink.rows_near(0, 0, from, to), 0);
        }
    }

    #[test]
    fn exchanging_twice_changes_nothing() {
        let ink = Ink::from_fn(70, 130, |x, y| (x * 7 + y * 3) % 11 < 4);
        assert_eq!(ink.exchanged().exchanged(), ink);
        assert_eq!(ink.is_ink(69, 129), ink.exchanged().is_ink(129, 69));
    }
}
