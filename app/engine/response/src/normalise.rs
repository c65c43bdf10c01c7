//! Responses brought to 0..=1, so that they can be shown and sorted into levels.

use ndarray::{Array2, ArrayRef2};
use serde::{Deserialize, Serialize};

use crate::error::ResponseError;

/// What becomes of the sign of a response.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sign {
    /// It is kept: zero is exactly 0.5, the scale is 1 and its negative 0.
    #[default]
    Signed,
    /// It is dropped: zero is 0, and the scale and its negative are 1.
    Magnitude,
}

impl Sign {
    /// One value at a scale, as 0..=1; the twin of `shaders/response_normalise.wgsl`.
    ///
    /// A value beyond the scale counts as the scale, one that is not finite as zero, and with a
    /// scale of zero every value does.
    #[must_use]
    pub fn unit(self, value: f32, scale: f32) -> f32 {
        let relative = if value.is_finite() && scale > 0.0 {
            (value / scale).clamp(-1.0, 1.0)
        } else {
            0.0
        };
        match self {
            Self::Signed => 0.5 + 0.5 * relative,
            Self::Magnitude => relative.abs(),
        }
    }
}

/// How a response is brought to 0..=1.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Normalisation {
    /// What becomes of the sign.
    pub sign: Sign,
    /// Which percentile of the magnitudes is the scale, above 0 and up to 100; 100 is the largest
    /// magnitude, and less than that keeps a few strong pixels from dimming all others.
    pub percentile: f64,
}

impl Default for Normalisation {
    /// Signed, by the largest magnitude.
    fn default() -> Self {
        Self {
            sign: Sign::Signed,
            percentile: 100.0,
        }
    }
}

/// A response that was brought to 0..=1.
#[derive(Clone, PartialEq, Debug)]
pub struct Normalised {
    /// The values, `[height, width]`, from 0 to 1.
    pub values: Array2<f32>,
    /// The magnitude that became the end of the range, in the unit of the response; zero when
    /// there is no response.
    pub scale: f32,
    /// How many values were infinite or not a number; they count as zero.
    pub non_finite: usize,
}

impl Normalisation {
    /// The percentile of the magnitudes, in the unit of the response, and how many values are not
    /// finite and count as zero.
    ///
    /// Between two magnitudes it is interpolated, as `numpy.percentile` does. Where more values
    /// than the percentile leaves are zero, it is the largest magnitude, so that a sparse response
    /// does not vanish. Below the smallest normal number it is zero: a graphics device may take
    /// such numbers for zero, and nothing that a network computes is as small.
    ///
    /// # Errors
    /// [`ResponseError::Percentile`].
    pub fn scale(&self, response: &ArrayRef2<f32>) -> Result<(f32, usize), ResponseError> {
        if !(self.percentile > 0.0 && self.percentile <= 100.0) {
            return Err(ResponseError::Percentile(self.percentile));
        }
        let mut largest = 0.0_f32;
        let mut non_finite = 0;
        for value in response {
            if value.is_finite() {
                largest = largest.max(value.abs());
            } else {
                non_finite += 1;
            }
        }
        let mut scale = largest;
        if self.percentile < 100.0 && largest > 0.0 {
            let finite_or_zero = |value: &f32| {
                if value.is_finite() { value.abs() } else { 0.0 }
            };
            let percentile = percentile(
                response.iter().map(finite_or_zero).collect(),
                self.percentile,
            );
            if percentile > 0.0 {
                scale = percentile;
            }
        }
        if scale < f32::MIN_POSITIVE {
            scale = 0.0;
        }
        Ok((scale, non_finite))
    }
}

/// A percentile of magnitudes, of which there is at least one.
fn percentile(mut magnitudes: Vec<f32>, percentile: f64) -> f32 {
    let rank = percentile / 100.0 * (magnitudes.len() - 1) as f64;
    let (_, below, rest) = magnitudes.select_nth_unstable_by(rank as usize, f32::total_cmp);
    let below = f64::from(*below);
    let above = rest.iter().copied().min_by(f32::total_cmp);
    let above = above.map_or(below, f64::from);
    (below + rank.fract() * (above - below)) as f32
}

/// A response `[height, width]` brought to 0..=1.
///
/// Without any response, every value is that of zero: 0.5 when signed, else 0.
///
/// # Errors
/// [`ResponseError::Percentile`].
pub fn normalise(
    response: &ArrayRef2<f32>,
    normalisation: &Normalisation,
) -> Result<Normalised, ResponseError> {
    let (scale, non_finite) = normalisation.scale(response)?;
    Ok(Normalised {
        values: response.mapv(|value| normalisation.sign.unit(value, scale)),
        scale,
        non_finite,
    })
}

#[cfg(test)]
mod tests {
    use ndarray::{Array2, arr2};

    use super::*;

    const MAGNITUDE: Normalisation = Normalisation {
        sign: Sign::Magnitude,
        percentile: 100.0,
    };

    #[test]
    fn signed_is_symmetric_about_the_middle() {
        let response = arr2(&[[-4.0, -1.0, 0.0], [1.0, 2.0, 4.0]]);
        let normalised = normalise(&response, &Normalisation::default()).unwrap();
        let expected = arr2(&[[0.0, 0.375, 0.5], [0.625, 0.75, 1.0]]);
        assert_eq!(normalised.values, expected);
        assert_eq!((normalised.scale, normalised.non_finite), (4.0, 0));
    }

    #[test]
    fn magnitude_drops_the_sign() {
        let response = arr2(&[[-4.0, 1.0, 0.0]]);
        let normalised = normalise(&response, &MAGNITUDE).unwrap();
        assert_eq!(normalised.values, arr2(&[[1.0, 0.25, 0.0]]));
    }

    #[test]
    fn percentiles_are_those_of_numpy() {
        // numpy.percentile([0, 1, 2, 10], 50) is 1.5, and 80 gives 5.2.
        let response = arr2(&[[10.0, -1.0], [0.0, 2.0]]);
        let scale = |percentile| {
            let normalisation = Normalisation {
                percentile,
                ..MAGNITUDE
            };
            normalisation.scale(&response).unwrap().0
        };
        assert_eq!(scale(50.0), 1.5);
        assert!((scale(80.0) - 5.2).abs() < 1e-6);
        let half = Normalisation {
            percentile: 50.0,
            ..MAGNITUDE
        };
        let values = normalise(&response, &half).unwrap().values;
        assert_eq!(values[[0, 0]], 1.0, "beyond the scale is clipped");
    }

    #[test]
    fn no_response_is_zero_everywhere() {
        let nothing = Array2::zeros((2, 2));
        let signed = normalise(&nothing, &Normalisation::default()).unwrap();
        assert_eq!(signed.values, Array2::from_elem((2, 2), 0.5));
        assert_eq!(signed.scale, 0.0);
        let magnitude = normalise(&nothing, &MAGNITUDE).unwrap();
        assert_eq!(magnitude.values, nothing);
        let empty = Array2::zeros((0, 3));
        for percentile in [50.0, 100.0] {
            let normalisation = Normalisation {
                percentile,
                ..MAGNITUDE
            };
            assert_eq!(normalise(&empty, &normalisation).unwrap().scale, 0.0);
        }
    }

    #[test]
    fn what_is_not_finite_counts_as_zero_and_is_counted() {
        let response = arr2(&[[f32::NAN, f32::INFINITY, f32::NEG_INFINITY, -2.0]]);
        let normalised = normalise(&response, &Normalisation::default()).unwrap();
        assert_eq!(normalised.values, arr2(&[[0.5, 0.5, 0.5, 0.0]]));
        assert_eq!((normalised.scale, normalised.non_finite), (2.0, 3));
    }

    #[test]
    fn a_sparse_response_does_not_vanish() {
        let mut response = Array2::zeros((10, 10));
        response[[3, 3]] = -7.0;
        let normalisation = Normalisation {
            percentile: 90.0,
            ..Normalisation::default()
        };
        let normalised = normalise(&response, &normalisation).unwrap();
        assert_eq!((normalised.scale, normalised.values[[3, 3]]), (7.0, 0.0));
    }

    #[test]
    fn numbers_below_the_normal_ones_are_no_response() {
        let response = arr2(&[[1e-40_f32, 0.0]]);
        let normalised = normalise(&response, &MAGNITUDE).unwrap();
        assert_eq!(normalised.values, arr2(&[[0.0, 0.0]]));
    }

    #[test]
    fn percentiles_outside_their_range_are_refused() {
        for percentile in [0.0, -1.0, 100.5, f64::NAN] {
            let normalisation = Normalisation {
                percentile,
                ..MAGNITUDE
            };
            let refused = normalise(&arr2(&[[1.0]]), &normalisation);
            assert!(matches!(refused, Err(ResponseError::Percentile(_))));
        }
    }
}
