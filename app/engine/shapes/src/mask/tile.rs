//! Squares of pixels, of which a mask is made.

use std::sync::{Arc, LazyLock};

/// How many pixels a tile has in a row, and how many rows.
pub const TILE_SIDE_PX: u32 = 64;

/// A tile in which every pixel is on. All masks share it, so that a large filled area needs little
/// memory.
static FULL: LazyLock<Arc<Tile>> = LazyLock::new(|| {
    Arc::new(Tile {
        rows: [u64::MAX; TILE_SIDE_PX as usize],
    })
});

/// A square of 64 × 64 pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tile {
    /// A row each from the top; the lowest bit is the leftmost pixel.
    pub rows: [u64; TILE_SIDE_PX as usize],
}

impl Tile {
    /// A tile in which no pixel is on.
    pub const EMPTY: Self = Self {
        rows: [0; TILE_SIDE_PX as usize],
    };

    /// The tile as masks keep it: none where no pixel is on, the common one where all are.
    pub fn shared(self) -> Option<Arc<Self>> {
        if self == Self::EMPTY {
            None
        } else if self == **FULL {
            Some(FULL.clone())
        } else {
            Some(Arc::new(self))
        }
    }

    /// Whether the pixel in its column `x` and row `y` is on.
    pub const fn get(&self, x: u32, y: u32) -> bool {
        self.rows[y as usize] >> x & 1 == 1
    }

    /// How many pixels are on.
    pub fn area_px(&self) -> u64 {
        self.rows
            .iter()
            .map(|row| u64::from(row.count_ones()))
            .sum()
    }

    /// How many pixels are on both here and in `other`.
    pub fn intersection_px(&self, other: &Self) -> u64 {
        let common = |(a, b): (&u64, &u64)| u64::from((a & b).count_ones());
        self.rows.iter().zip(&other.rows).map(common).sum()
    }

    /// The tile whose rows are `merge` of the rows of both.
    pub fn merged(&self, other: &Self, merge: impl Fn(u64, u64) -> u64) -> Self {
        Self {
            rows: std::array::from_fn(|row| merge(self.rows[row], other.rows[row])),
        }
    }

    /// The tile with rows and columns exchanged: blocks of 32, 16, … 1 pixels change places (Warren,
    /// "Hacker's Delight", section 7-3).
    pub fn transposed(&self) -> Self {
        let mut rows = self.rows;
        let mut half = 32;
        let mut low = u64::MAX >> 32;
        while half > 0 {
            for row in (0..64).filter(|row| row & half == 0) {
                let swapped = ((rows[row] >> half) ^ rows[row + half]) & low;
                rows[row] ^= swapped << half;
                rows[row + half] ^= swapped;
            }
            half /= 2;
            low ^= low << half;
        }
        Self { rows }
    }
}

/// The bits of a tile's row from `first` up to but without `end`, which is above it and at most 64.
pub(super) fn bits(first: u32, end: u32) -> u64 {
    (u64::MAX >> (64 - (end - first))) << first
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bits_are_those_between() {
        assert_eq!(bits(0, 64), u64::MAX);
        assert_eq!(bits(0, 1), 1);
        assert_eq!(bits(63, 64), 1 << 63);
        assert_eq!(bits(2, 5), 0b11100);
    }

    #[test]
    fn an_empty_tile_is_not_kept_and_a_full_one_is_shared() {
        assert!(Tile::EMPTY.shared().is_none());
        let full = Tile {
            rows: [u64::MAX; 64],
        };
        let (a, b) = (full.shared().unwrap(), full.shared().unwrap());
        assert!(Arc::ptr_eq(&a, &b));
        assert_eq!(a.area_px(), 4096);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_transposed_tile_has_rows_for_columns(
            rows in proptest::array::uniform32(any::<u64>()),
        ) {
            let tile = Tile { rows: std::array::from_fn(|row| rows[row / 2].rotate_left(row as u32)) };
            let transposed = tile.transposed();
            for (y, x) in (0..64).flat_map(|y| (0..64).map(move |x| (y, x))) {
                prop_assert_eq!(tile.rows[y] >> x & 1, transposed.rows[x] >> y & 1);
            }
        }
    }
}
