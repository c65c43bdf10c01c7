//! What is narrow taken away from a page, or left alone.

use rayon::prelude::*;

use crate::plane::{Plane, WORD};

impl Plane {
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thin_are_the_pixels_of_short_level_runs() {
        let plane = Plane::drawn(200, 5, |x, y| match y {
            0 => (10..14).contains(&x) || (62..67).contains(&x),
            1 => x >= 198,
            _ => false,
        });
        let thin = plane.thin(4);
        let of_row = |y: isize| -> Vec<isize> { (0..200).filter(|x| thin.is_on(*x, y)).collect() };
        assert_eq!(of_row(0), [10, 11, 12, 13]);
        assert_eq!(of_row(1), [198, 199]);
    }

    #[test]
    fn pixels_are_as_most_of_those_beside_them() {
        // A bar with a hole, and an upright line.
        let plane = Plane::drawn(90, 70, |x, y| {
            (y == 65 && (10..40).contains(&x) && x != 20) || x == 60
        });
        let smooth = plane.as_beside(3);
        assert!(smooth.is_on(20, 65) && smooth.is_on(30, 65));
        assert!(!smooth.is_on(60, 3) && !smooth.is_on(45, 65));
    }
}
