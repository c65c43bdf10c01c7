//! Local spatial entropy in a square of side 3, many pixels at a time.
//!
//! The entropy of nine levels depends only on how often each occurs, and there are 30 ways for nine
//! things to fall into sorts. Two figures tell them apart: how many of the 36 pairs of pixels are
//! equal, and how many pixels equal no other (`signatures_tell_all_ways_apart`). Both come from
//! comparing rows with each other, which the compiler turns into vector instructions, and a table
//! holds the entropy for each pair of figures.

use rayon::prelude::*;

use super::Levels;
use super::bits::BitTables;

const PIXELS: usize = 9;

/// Pixels that are done together: enough to fill vector registers, few enough to stay in the cache.
const BLOCK_PX: usize = 256;

/// One more than the largest signature, that of nine different levels.
const SIGNATURES: usize = signature(0, PIXELS as u8) as usize + 1;

/// Tells the ways apart in which nine pixels are equal or not: `equal` pairs, and pixels that
/// equal no other.
const fn signature(equal: u8, single: u8) -> u8 {
    // 16 is the least factor that keeps the 30 ways apart and is a shift.
    equal + single * 16
}

/// Writes the entropy of every pixel into `bits`, which is as large as the picture.
pub fn entropy(levels: &Levels<'_>, bits: &mut [f32]) {
    let tables = BitTables::new(PIXELS);
    let by_signature = bits_by_signature(&tables);
    let (width, height) = (levels.width, levels.height);
    bits.par_chunks_mut(width)
        .enumerate()
        .for_each(|(y, bits)| {
            if y == 0 || y + 1 >= height || width < 3 {
                for (x, bits) in bits.iter_mut().enumerate() {
                    *bits = cut_window(levels, [x, y], &tables);
                }
                return;
            }
            bits[0] = cut_window(levels, [0, y], &tables);
            bits[width - 1] = cut_window(levels, [width - 1, y], &tables);
            let rows = [y - 1, y, y + 1].map(|y| levels.row(y));
            inner_row(rows, &by_signature, &mut bits[1..width - 1]);
        });
}

/// The entropy of the pixels of a row that have neighbours on all sides. `bits` is two shorter than
/// the rows.
fn inner_row(rows: [&[u8]; 3], by_signature: &[f32; SIGNATURES], bits: &mut [f32]) {
    let mut signatures = [0; BLOCK_PX];
    for (block, bits) in bits.chunks_mut(BLOCK_PX).enumerate() {
        let start = block * BLOCK_PX;
        let signatures = &mut signatures[..bits.len()];
        write_signatures(rows.map(|row| &row[start..][..bits.len() + 2]), signatures);
        for (bits, &signature) in bits.iter_mut().zip(signatures.iter()) {
            *bits = by_signature[usize::from(signature)];
        }
    }
}

/// Writes the signature of each square of side 3 in three rows. `signatures` is two shorter.
fn write_signatures(rows: [&[u8]; 3], signatures: &mut [u8]) {
    let length = signatures.len();
    // Nine slices of one length, so that the loop needs no checks and becomes vector instructions.
    let pixels: [&[u8]; PIXELS] =
        std::array::from_fn(|index| &rows[index / 3][index % 3..][..length]);
    for (x, out) in signatures.iter_mut().enumerate() {
        let square = pixels.map(|pixels| pixels[x]);
        let mut equal = 0;
        let mut has_equal = [0; PIXELS];
        for i in 1..PIXELS {
            for j in 0..i {
                let is_equal = u8::from(square[i] == square[j]);
                equal += is_equal;
                has_equal[i] |= is_equal;
                has_equal[j] |= is_equal;
            }
        }
        let single = PIXELS as u8 - has_equal.iter().sum::<u8>();
        *out = signature(equal, single);
    }
}

/// The entropy of each way in which nine levels can be equal, by signature.
fn bits_by_signature(tables: &BitTables) -> [f32; SIGNATURES] {
    let mut bits = [0.0; SIGNATURES];
    for counts in ways(PIXELS, PIXELS) {
        let signature = usize::from(signature_of(&counts));
        bits[signature] = tables.bits_of(counts);
    }
    bits
}

/// The signature of levels that occur this often.
fn signature_of(counts: &[usize]) -> u8 {
    let equal: usize = counts.iter().map(|count| count * (count - 1) / 2).sum();
    let single = counts.iter().filter(|count| **count == 1).count();
    signature(equal as u8, single as u8)
}

/// The ways to write `total` as a sum of counts, each at most `most`, largest first.
fn ways(total: usize, most: usize) -> Vec<Vec<usize>> {
    if total == 0 {
        return vec![Vec::new()];
    }
    let with_first = |first: usize| {
        ways(total - first, first).into_iter().map(move |mut rest| {
            rest.insert(0, first);
            rest
        })
    };
    (1..=most.min(total)).flat_map(with_first).collect()
}

/// The entropy of the square around a pixel, without what lies outside the picture.
fn cut_window(levels: &Levels<'_>, [x, y]: [usize; 2], tables: &BitTables) -> f32 {
    let mut window: Vec<u8> = (y.saturating_sub(1)..levels.height.min(y + 2))
        .flat_map(|y| &levels.row(y)[x.saturating_sub(1)..levels.width.min(x + 2)])
        .copied()
        .collect();
    window.sort_unstable();
    tables.bits_of(window.chunk_by(|a, b| a == b).map(<[u8]>::len))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn signatures_tell_all_ways_apart() {
        let ways = ways(PIXELS, PIXELS);
        assert_eq!(ways.len(), 30);
        let signatures: BTreeSet<_> = ways.iter().map(|counts| signature_of(counts)).collect();
        assert_eq!(signatures.len(), 30);
    }

    #[test]
    fn signatures_of_pixels_are_those_of_their_counts() {
        let rows: [&[u8]; 3] = [&[1, 1, 2, 2], &[1, 1, 2, 3], &[4, 5, 2, 5]];
        let mut signatures = [0; 2];
        write_signatures(rows, &mut signatures);
        assert_eq!(signatures[0], signature_of(&[4, 3, 1, 1]));
        assert_eq!(signatures[1], signature_of(&[4, 2, 2, 1]));
    }
}
