//! Bits of a page, column by column, as whole words.

use rayon::prelude::*;
use staves::{Ink, Run};

/// The pixels of a word.
const WORD: usize = 64;

/// One bit for each pixel of a page.
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

    /// Every pixel as most of those beside it are, up to a reach to the left and to the right: what
    /// is narrow goes, holes and frayed edges of what is wide are mended.
    pub fn as_beside(&self, reach: usize) -> Self {
        let words = self.words;
        let reach = reach.min(100);
        let mut bits = vec![0_u64; self.bits.len()];
        let per_piece = self.width.div_ceil(16).max(1);
        bits.par_chunks_mut(per_piece * words)
            .enumerate()
            .for_each(|(piece, bits)| {
                let first = piece * per_piece;
                let mut counts = vec![0_u8; words * WORD];
                let count = |counts: &mut [u8], x: usize, by: u8| {
                    for (at, word) in self.column(x).iter().enumerate() {
                        if *word != 0 {
                            for (bit, count) in counts[at * WORD..][..WORD].iter_mut().enumerate() {
                                let is_on = (word >> bit & 1) as u8;
                                *count = count.wrapping_add(is_on.wrapping_mul(by));
                            }
                        }
                    }
                };
                for x in first.saturating_sub(reach)..(first + reach).min(self.width) {
                    count(&mut counts, x, 1);
                }
                for (off, column) in bits.chunks_mut(words).enumerate() {
                    let x = first + off;
                    if x + reach < self.width {
                        count(&mut counts, x + reach, 1);
                    }
                    for (word, counts) in column.iter_mut().zip(counts.chunks(WORD)) {
                        for (bit, count) in counts.iter().enumerate() {
                            *word |= u64::from(usize::from(*count) > reach) << bit;
                        }
                    }
                    if x >= reach {
                        count(&mut counts, x - reach, u8::MAX);
                    }
                }
            });
        Self {
            width: self.width,
            height: self.height,
            words,
            bits,
        }
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

    /// The pixels that are in a level run of at most so many pixels.
    pub fn thin(&self, most: usize) -> Self {
        let words = self.words;
        let mut bits = vec![0_u64; self.bits.len()];
        let per_piece = 64;
        bits.par_chunks_mut(per_piece * words)
            .enumerate()
            .for_each(|(piece, bits)| {
                let first = piece * per_piece;
                let end = first + bits.len() / words;
                // Runs may begin before the piece.
                for x in first.saturating_sub(most)..end {
                    for at in 0..words {
                        self.thin_from(x, at, most, |column, ended| {
                            if (first..end).contains(&column) {
                                bits[(column - first) * words + at] |= ended;
                            }
                        });
                    }
                }
            });
        Self {
            width: self.width,
            height: self.height,
            words,
            bits,
        }
    }

    /// Says for the runs that begin in a word of a column, and are short enough, which columns
    /// they have.
    fn thin_from(&self, x: usize, at: usize, most: usize, mut say: impl FnMut(usize, u64)) {
        let word = |x: usize| {
            if x < self.width {
                self.bits[x * self.words + at]
            } else {
                0
            }
        };
        let before = if x == 0 { 0 } else { word(x - 1) };
        let mut alive = word(x) & !before;
        for length in 1..=most {
            if alive == 0 {
                break;
            }
            let next = word(x + length);
            let ended = alive & !next;
            if ended != 0 {
                (x..x + length).for_each(|column| say(column, ended));
            }
            alive &= next;
        }
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
