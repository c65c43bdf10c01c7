//! What a tensor's values are like, in a few numbers.

use serde::Serialize;

use crate::element::Number;
use crate::tensor::{Tensor, with_numbers};

/// Statistics of the finite values of a tensor, and how many others there are.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Statistics {
    /// Elements in all.
    pub count: usize,
    /// Elements that are not a number.
    pub nan: usize,
    /// Elements that are infinite, of either sign.
    pub infinite: usize,
    /// The four numbers of the finite elements; `None` where there is no finite element.
    pub finite: Option<FiniteStatistics>,
}

/// Statistics of values that are all finite.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct FiniteStatistics {
    /// Smallest value.
    pub min: f64,
    /// Largest value.
    pub max: f64,
    /// Arithmetic mean.
    pub mean: f64,
    /// Standard deviation of the values themselves (divided by their number, not one less).
    pub std: f64,
}

impl Tensor {
    /// Statistics of the values; truth values count as 0 and 1. `None` for text.
    #[must_use]
    pub fn statistics(&self) -> Option<Statistics> {
        with_numbers!(
            self,
            array => Some(statistics(|| array.iter().map(|value| Number::to_f64(*value)))),
            _ => None
        )
    }
}

/// Reads the values twice: the second time for the deviation from the mean, which is exact where
/// the textbook difference of squares is not.
fn statistics<Values: Iterator<Item = f64>>(values: impl Fn() -> Values) -> Statistics {
    let (mut count, mut nan, mut infinite, mut sum) = (0, 0, 0, 0.0);
    let (mut min, mut max) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in values() {
        count += 1;
        if value.is_nan() {
            nan += 1;
        } else if value.is_infinite() {
            infinite += 1;
        } else {
            sum += value;
            min = min.min(value);
            max = max.max(value);
        }
    }
    let finite_count = count - nan - infinite;
    let finite = (finite_count > 0).then(|| {
        let mean = sum / finite_count as f64;
        let squares: f64 = values()
            .filter(|value| value.is_finite())
            .map(|value| (value - mean).powi(2))
            .sum();
        FiniteStatistics {
            min,
            max,
            mean,
            std: (squares / finite_count as f64).sqrt(),
        }
    });
    Statistics {
        count,
        nan,
        infinite,
        finite,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use ndarray::{ArrayD, arr1};

    #[test]
    fn finite_values_are_measured_and_others_counted() {
        let values = [1.0_f32, f32::NAN, 3.0, f32::NEG_INFINITY, 5.0];
        let all = Tensor::from(arr1(&values).into_dyn()).statistics().unwrap();
        assert_eq!((all.count, all.nan, all.infinite), (5, 1, 1));
        let finite = all.finite.unwrap();
        assert_eq!((finite.min, finite.max, finite.mean), (1.0, 5.0, 3.0));
        assert!((finite.std - (8.0_f64 / 3.0).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn deviation_survives_a_large_offset() {
        let values = arr1(&[1e9_f64 + 1.0, 1e9 + 2.0, 1e9 + 3.0]).into_dyn();
        let std = Tensor::from(values)
            .statistics()
            .unwrap()
            .finite
            .unwrap()
            .std;
        assert!((std - (2.0_f64 / 3.0).sqrt()).abs() < 1e-9);
    }

    #[test]
    fn nothing_finite_has_no_numbers() {
        let empty = Tensor::from(ArrayD::<i32>::zeros(vec![0]))
            .statistics()
            .unwrap();
        assert_eq!((empty.count, empty.finite), (0, None));
        let all_nan = Tensor::from(arr1(&[f64::NAN]).into_dyn())
            .statistics()
            .unwrap();
        assert_eq!((all_nan.nan, all_nan.finite), (1, None));
        let words = Tensor::from(arr1(&[String::new()]).into_dyn());
        assert_eq!(words.statistics(), None);
    }
}
