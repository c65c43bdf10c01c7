//! Values from 0 to 1 as 8-bit levels, and levels as bins.

use ndarray::{Array2, ArrayRef2};

/// How many levels there are: 0 to 254.
///
/// An odd number, so that 0.5, which is no response when signs are kept, is the middle of level
/// 127. With 256 levels it would be the edge between two, and the sign of what rounding left in an
/// empty background would look like a whole bit of entropy.
pub const LEVELS: usize = 255;

/// The level of a value from 0 to 1: `floor(value * 254 + 0.5)`. What lies outside counts as the
/// nearer end, and what is not a number as 0.
#[must_use]
pub fn level(value: f32) -> u8 {
    // Clamping leaves what is not a number alone, and the cast makes 0 of it.
    (value.clamp(0.0, 1.0) * (LEVELS - 1) as f32 + 0.5) as u8
}

/// The levels of values from 0 to 1, `[height, width]`.
#[must_use]
pub fn quantise(values: &ArrayRef2<f32>) -> Array2<u8> {
    values.mapv(level)
}

/// The bin of an 8-bit level when there are `bins` of them, 2 to 256: `floor(level * bins / 256)`.
#[must_use]
pub fn bin(level: u8, bins: u16) -> u8 {
    (u32::from(level) * u32::from(bins) / 256) as u8
}

#[cfg(test)]
mod tests {
    use ndarray::arr2;

    use super::*;

    #[test]
    fn ends_and_middle() {
        let values = arr2(&[[0.0, 0.5, 1.0]]);
        assert_eq!(quantise(&values), arr2(&[[0, 127, 254]]));
    }

    #[test]
    fn values_near_the_middle_share_its_level() {
        assert_eq!((level(0.5 - 1e-3), level(0.5 + 1e-3)), (127, 127));
        assert_eq!((level(0.5 - 3e-3), level(0.5 + 3e-3)), (126, 128));
    }

    #[test]
    fn values_outside_are_clipped() {
        let outside = [-0.1, 1.1, f32::INFINITY, f32::NEG_INFINITY, f32::NAN].map(level);
        assert_eq!(outside, [0, 254, 254, 0, 0]);
    }

    #[test]
    fn bins_are_equally_wide() {
        assert_eq!([0, 127, 128, 255].map(|it| bin(it, 2)), [0, 0, 1, 1]);
        assert_eq!([0, 85, 86, 170, 171].map(|it| bin(it, 3)), [0, 0, 1, 1, 2]);
        assert!((0..=255).all(|it| bin(it, 256) == it));
    }
}
