//! Local spatial entropy: how much the levels around each pixel differ.
//!
//! For each pixel `k`, `S_k = -sum_i h_i log2 h_i`, in bits, where `h_i` is the share of the `i`-th
//! sort among what is counted in the footprint around the pixel (equation 3 of "Trace and Detect").
//! Footprints are cut at the border of the picture: only what lies inside is counted. What is
//! counted is up to the [`Estimator`], because the paper's words fit more than one.

mod bits;
mod sliding;
mod three_by_three;

use std::borrow::Cow;

use ndarray::{Array2, ArrayRef2};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::ResponseError;
use crate::footprint::Footprint;
use crate::levels::bin;

/// What is counted in a footprint.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Estimator {
    /// Levels. With 256 bins the entropy is that of `skimage.filters.rank.entropy`, and never above
    /// `log2(pixels of the footprint)`: 3.17 bits in a square of side 3, 4.86 in a disk of radius 3.
    #[default]
    Histogram,
    /// Pairs of neighbours: for each pixel of the footprint the ordered pair of its level and that
    /// of its neighbour to the right, below, below right and below left, where that lies in the
    /// footprint too. A square of side `s` has `2 s (s - 1) + 2 (s - 1)^2` pairs: 20 in a square of
    /// side 3, so at most 4.32 bits. The source that the paper cites for its formula (Chanwimaluang
    /// and Fan, 2003) counts pairs.
    CoOccurrence,
}

impl Estimator {
    /// From a pixel to the other one of its pair, as columns and rows; none stands for no other.
    fn steps(self) -> &'static [[i32; 2]] {
        match self {
            Self::Histogram => &[[0, 0]],
            Self::CoOccurrence => &[[1, 0], [0, 1], [1, 1], [-1, 1]],
        }
    }
}

/// How local spatial entropy is taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntropyParameters {
    /// The pixels around a pixel that are counted.
    pub footprint: Footprint,
    /// How many bins the 256 possible levels are sorted into, 2 to 256; see [`bin`].
    pub bins: u16,
    /// What is counted.
    pub estimator: Estimator,
}

/// One thing that a footprint counts: the pair of levels at two places, as columns and rows from
/// the footprint's middle. Both are the same place where single levels are counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KeyOffsets {
    /// The first pixel of the pair.
    pub first: [i32; 2],
    /// The second.
    pub second: [i32; 2],
}

impl EntropyParameters {
    /// Whether entropy can be taken in this way.
    ///
    /// # Errors
    /// What [`Footprint::check`] finds, or [`ResponseError::Bins`].
    pub fn check(&self) -> Result<(), ResponseError> {
        self.footprint.check()?;
        if (2..=256).contains(&self.bins) {
            Ok(())
        } else {
            Err(ResponseError::Bins(self.bins))
        }
    }

    /// All that is counted in a footprint that lies wholly inside the picture. Where it does not,
    /// what has a pixel outside is left out.
    #[must_use]
    pub fn keys(&self) -> Vec<KeyOffsets> {
        let spans = sliding::spans(self.footprint, self.estimator);
        spans.iter().flat_map(sliding::Span::keys).collect()
    }
}

/// The local spatial entropy of 8-bit levels `[height, width]`, in bits, of the same shape; the
/// twin of `shaders/local_entropy.wgsl`.
///
/// It is within 1e-6 of the exact value, and exactly zero where all that is counted is the same.
///
/// # Errors
/// What [`EntropyParameters::check`] finds.
pub fn entropy(
    levels: &ArrayRef2<u8>,
    parameters: &EntropyParameters,
) -> Result<Array2<f32>, ResponseError> {
    parameters.check()?;
    let mut map = Array2::zeros(levels.dim());
    let (height, width) = levels.dim();
    let levels = match levels.as_slice() {
        Some(levels) if parameters.bins == 256 => Cow::Borrowed(levels),
        _ => Cow::Owned(
            levels
                .iter()
                .map(|&level| bin(level, parameters.bins))
                .collect(),
        ),
    };
    let levels = Levels {
        rows: &levels,
        width,
        height,
    };
    let Some(bits) = map.as_slice_mut().filter(|bits| !bits.is_empty()) else {
        return Ok(map);
    };
    if parameters.footprint == Footprint::Square(3) && parameters.estimator == Estimator::Histogram
    {
        three_by_three::entropy(&levels, bits);
    } else {
        sliding::entropy(&levels, parameters, bits);
    }
    Ok(map)
}

/// The mean over all pixels of an entropy map, in bits (equation 4 of "Trace and Detect"); zero for
/// a map without pixels. The twin of `shaders/entropy_average.wgsl`.
#[must_use]
pub fn average(map: &ArrayRef2<f32>) -> f64 {
    if map.is_empty() {
        return 0.0;
    }
    // The sums of rows are added in their order, so that the result does not depend on threads.
    let rows: Vec<_> = map.rows().into_iter().collect();
    let sums: Vec<f64> = rows
        .into_par_iter()
        .map(|row| row.iter().map(|&bits| f64::from(bits)).sum())
        .collect();
    sums.iter().sum::<f64>() / map.len() as f64
}

/// The binned levels of a picture, row after row.
struct Levels<'a> {
    rows: &'a [u8],
    width: usize,
    height: usize,
}

impl<'a> Levels<'a> {
    fn row(&self, y: usize) -> &'a [u8] {
        &self.rows[y * self.width..][..self.width]
    }
}

#[cfg(test)]
mod tests {
    use ndarray::arr2;

    use super::*;

    fn histogram(footprint: Footprint) -> EntropyParameters {
        EntropyParameters {
            footprint,
            bins: 256,
            estimator: Estimator::Histogram,
        }
    }

    fn middle(levels: &Array2<u8>, parameters: &EntropyParameters) -> f32 {
        let (height, width) = levels.dim();
        entropy(levels, parameters).unwrap()[[height / 2, width / 2]]
    }

    /// A picture in which every level is another.
    fn all_different(side: usize) -> Array2<u8> {
        Array2::from_shape_fn((side, side), |(y, x)| (y * side + x) as u8)
    }

    #[test]
    fn the_most_bits_are_the_logarithm_of_what_is_counted() {
        let levels = all_different(7);
        let most = |footprint| middle(&levels, &histogram(footprint));
        assert!((most(Footprint::Square(3)) - 9_f32.log2()).abs() < 1e-6);
        assert!((most(Footprint::Disk(3)) - 29_f32.log2()).abs() < 1e-6);
        let pairs = EntropyParameters {
            estimator: Estimator::CoOccurrence,
            ..histogram(Footprint::Square(3))
        };
        assert!((middle(&levels, &pairs) - 20_f32.log2()).abs() < 1e-6);
    }

    #[test]
    fn a_square_of_side_s_has_the_pairs_of_its_formula() {
        for side in [3, 5, 7] {
            let parameters = EntropyParameters {
                estimator: Estimator::CoOccurrence,
                ..histogram(Footprint::Square(side))
            };
            let expected = 2 * side * (side - 1) + 2 * (side - 1).pow(2);
            assert_eq!(parameters.keys().len(), expected as usize);
        }
        assert_eq!(histogram(Footprint::Disk(3)).keys().len(), 29);
    }

    #[test]
    fn a_flat_picture_has_exactly_no_entropy() {
        let flat = Array2::from_elem((9, 9), 200_u8);
        for estimator in [Estimator::Histogram, Estimator::CoOccurrence] {
            for footprint in [
                Footprint::Square(1),
                Footprint::Square(3),
                Footprint::Disk(3),
            ] {
                let parameters = EntropyParameters {
                    estimator,
                    ..histogram(footprint)
                };
                let map = entropy(&flat, &parameters).unwrap();
                assert_eq!(map, Array2::<f32>::zeros((9, 9)));
            }
        }
    }

    #[test]
    fn half_and_half_is_one_bit() {
        let levels = Array2::from_shape_fn((4, 4), |(_, x)| if x < 2 { 7_u8 } else { 90 });
        // At the corner the square is cut to four pixels of one level, and one column further in
        // to six, of which two are of the other.
        let map = entropy(&levels, &histogram(Footprint::Square(3))).unwrap();
        assert_eq!(map[[0, 0]], 0.0);
        let third = 1.0_f32 / 3.0;
        let expected = -(third * third.log2() + 2.0 * third * (2.0 * third).log2());
        assert!((map[[0, 1]] - expected).abs() < 1e-6);
        let two_rows = arr2(&[[7_u8, 90], [7, 90]]);
        let map = entropy(&two_rows, &histogram(Footprint::Square(3))).unwrap();
        assert_eq!(map, Array2::<f32>::ones((2, 2)));
    }

    #[test]
    fn the_order_of_a_pair_counts() {
        // A single row has pairs to the right alone: (1, 2), (2, 1) and (1, 2).
        let levels = arr2(&[[1_u8, 2, 1, 2, 9, 9]]);
        let pairs = EntropyParameters {
            footprint: Footprint::Square(5),
            bins: 256,
            estimator: Estimator::CoOccurrence,
        };
        let bits = entropy(&levels, &pairs).unwrap()[[0, 1]];
        let expected = 9_f32.log2() / 3.0 - 2.0 / 3.0 * (2.0_f32 / 3.0).log2() - 3_f32.log2() / 3.0;
        assert!((bits - expected).abs() < 1e-6, "{bits} {expected}");
    }

    #[test]
    fn few_bins_see_less() {
        let levels = all_different(3);
        let parameters = EntropyParameters {
            bins: 2,
            ..histogram(Footprint::Square(3))
        };
        assert_eq!(middle(&levels, &parameters), 0.0);
    }

    #[test]
    fn what_cannot_be_taken_is_refused() {
        let levels = all_different(3);
        let refused = |parameters| entropy(&levels, &parameters).unwrap_err();
        for bins in [0, 1, 257] {
            let parameters = EntropyParameters {
                bins,
                ..histogram(Footprint::Square(3))
            };
            assert_eq!(refused(parameters), ResponseError::Bins(bins));
        }
        let even = histogram(Footprint::Square(4));
        assert_eq!(refused(even), ResponseError::EvenSide { side_px: 4 });
    }

    #[test]
    fn pictures_without_pixels_have_empty_maps() {
        for shape in [(0, 0), (0, 5), (5, 0)] {
            let nothing = Array2::<u8>::zeros(shape);
            for footprint in [Footprint::Square(3), Footprint::Disk(2)] {
                let map = entropy(&nothing, &histogram(footprint)).unwrap();
                assert_eq!(map.dim(), shape);
                assert_eq!(average(&map), 0.0);
            }
        }
    }

    #[test]
    fn a_view_in_another_order_is_read_as_it_is_seen() {
        let levels = Array2::from_shape_fn((6, 8), |(y, x)| (y * y + 3 * x) as u8 % 5);
        let turned = levels.t();
        let parameters = histogram(Footprint::Square(3));
        let expected = entropy(&turned.to_owned(), &parameters).unwrap();
        assert_eq!(entropy(&turned, &parameters).unwrap(), expected);
        assert_ne!(expected[[2, 2]], expected[[3, 5]]);
    }

    #[test]
    fn the_average_is_the_mean() {
        let map = arr2(&[[1.0, 2.0], [3.0, 6.0]]);
        assert_eq!(average(&map), 3.0);
    }
}
