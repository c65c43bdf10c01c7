//! Entropy from counts, in whole numbers: no error adds up while a window slides, and a window of
//! one sort has exactly no entropy.
//!
//! With counts `c` that add up to `n`, `-sum (c/n) log2 (c/n) = (n log2 n - sum c log2 c) / n`.

/// What one bit is in the tables: fine enough that rounding never shows in an `f32`, and coarse
/// enough that the largest footprint does not overflow.
const UNITS_PER_BIT: f64 = (1_u64 << 32) as f64;

/// Tables for windows that count up to a known number of things.
pub struct BitTables {
    /// `c log2 c` in units, by count.
    c_log_c: Vec<i64>,
    /// What `c log2 c` gains when a count grows by one, in units, by the count before.
    gains: Vec<i64>,
    /// One over count and units, to make bits of a difference.
    bits_per_unit: Vec<f64>,
}

impl BitTables {
    /// Tables for counts from 0 to `most`.
    pub fn new(most: usize) -> Self {
        let count = |c: usize| c as f64;
        let c_log_c: Vec<i64> = (0..=most)
            .map(|c| match c {
                0 => 0,
                _ => (count(c) * count(c).log2() * UNITS_PER_BIT).round() as i64,
            })
            .collect();
        Self {
            gains: c_log_c.windows(2).map(|pair| pair[1] - pair[0]).collect(),
            c_log_c,
            // A window that counts nothing has no entropy.
            bits_per_unit: (0..=most)
                .map(|c| match c {
                    0 => 0.0,
                    _ => 1.0 / (count(c) * UNITS_PER_BIT),
                })
                .collect(),
        }
    }

    /// What `c log2 c` gains when a count grows from `count` by one, in units.
    pub fn gain(&self, count: u32) -> i64 {
        self.gains[count as usize]
    }

    /// The entropy in bits when `total` things were counted and `c log2 c` adds up to `sum` units.
    pub fn bits(&self, total: usize, sum: i64) -> f32 {
        ((self.c_log_c[total] - sum) as f64 * self.bits_per_unit[total]) as f32
    }

    /// The entropy in bits of these counts.
    pub fn bits_of(&self, counts: impl IntoIterator<Item = usize>) -> f32 {
        let (total, sum) = counts.into_iter().fold((0, 0), |(total, sum), count| {
            (total + count, sum + self.c_log_c[count])
        });
        self.bits(total, sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_give_the_entropy_of_their_shares() {
        let tables = BitTables::new(8);
        assert_eq!(tables.bits_of([2, 2, 2, 2]), 2.0);
        assert_eq!(tables.bits_of([8]), 0.0);
        assert_eq!(tables.bits_of([]), 0.0);
        assert!((tables.bits_of([2, 6]) - 0.811_278_1).abs() < 1e-7);
    }

    #[test]
    fn gains_add_up() {
        let tables = BitTables::new(5);
        let sum: i64 = (0..5).map(|count| tables.gain(count)).sum();
        assert_eq!(tables.bits(5, sum), 0.0);
    }
}
