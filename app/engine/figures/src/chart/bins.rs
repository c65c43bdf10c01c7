//! Values sorted into bins.

use super::axis::Span;
use crate::error::FiguresError;

/// The most bins: more than the lines of a printed column.
const MOST_BINS: usize = 1000;

/// Values of one kind in a histogram.
#[derive(Clone, PartialEq, Debug)]
pub struct Series {
    /// What the legend calls it.
    pub name: String,
    /// Its values in any order, in the unit of the horizontal axis.
    pub values: Vec<f64>,
}

impl Series {
    /// A series.
    pub fn new(name: impl Into<String>, values: Vec<f64>) -> Self {
        Self {
            name: name.into(),
            values,
        }
    }

    pub(super) fn include_in(&self, x: &mut Span) -> Result<(), FiguresError> {
        if self.values.is_empty() {
            let name = self.name.clone();
            return Err(FiguresError::EmptySeries { name });
        }
        let mut values = self.values.iter();
        values.try_for_each(|value| x.include(&self.name, *value))
    }
}

/// Bins of equal width from the lowest value of all series to the highest.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Histogram {
    span: Span,
    /// For each series the share of its values in each bin.
    shares: Vec<Vec<f64>>,
}

impl Histogram {
    /// Sorts the values of series that each have some, all finite.
    pub fn new(series: &[Series], bins: usize) -> Result<Self, FiguresError> {
        if !(1..=MOST_BINS).contains(&bins) {
            return Err(FiguresError::Bins(bins));
        }
        let values = || series.iter().flat_map(|it| &it.values).copied();
        let span = Span {
            low: values().fold(f64::INFINITY, f64::min),
            high: values().fold(f64::NEG_INFINITY, f64::max),
        }
        .widened();
        let shares = series
            .iter()
            .map(|it| shares(&it.values, span, bins))
            .collect();
        Ok(Self { span, shares })
    }

    /// The largest share of all.
    pub fn highest(&self) -> f64 {
        self.shares.iter().flatten().copied().fold(0.0, f64::max)
    }

    /// The corners of the steps of each series, from the left end of the base line to its right.
    pub fn steps(&self) -> impl Iterator<Item = Vec<[f64; 2]>> + '_ {
        let Span { low, high } = self.span;
        self.shares.iter().map(move |shares| {
            let edge = |index: usize| low + (high - low) * index as f64 / shares.len() as f64;
            let mut corners = vec![[low, 0.0]];
            for (index, &share) in shares.iter().enumerate() {
                corners.push([edge(index), share]);
                corners.push([edge(index + 1), share]);
            }
            corners.push([high, 0.0]);
            corners
        })
    }
}

/// The share of the values in each bin. A value on an edge belongs to the bin above it, and the
/// highest to the last.
fn shares(values: &[f64], Span { low, high }: Span, bins: usize) -> Vec<f64> {
    let mut counts = vec![0_usize; bins];
    for value in values {
        let bin = (value - low) / (high - low) * bins as f64;
        counts[(bin as usize).min(bins - 1)] += 1;
    }
    let all = values.len() as f64;
    counts.into_iter().map(|count| count as f64 / all).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series_share_their_bins_and_each_sums_to_one() {
        let clean = Series::new("clean", vec![0.0, 0.0, 1.0, 1.9]);
        let attacked = Series::new("attacked", vec![2.0, 4.0]);
        let histogram = Histogram::new(&[clean, attacked], 4).unwrap();
        assert_eq!(
            histogram.shares,
            [[0.5, 0.5, 0.0, 0.0], [0.0, 0.0, 0.5, 0.5]]
        );
        assert_eq!(histogram.highest(), 0.5);
        let steps: Vec<_> = histogram.steps().collect();
        assert_eq!(steps[0][..3], [[0.0, 0.0], [0.0, 0.5], [1.0, 0.5]]);
        assert_eq!(steps[1][9], [4.0, 0.0]);
    }

    #[test]
    fn equal_values_stand_in_one_bin() {
        let histogram = Histogram::new(&[Series::new("zero", vec![0.0; 5])], 3).unwrap();
        assert_eq!(histogram.shares, [[0.0, 1.0, 0.0]]);
    }

    #[test]
    fn no_bins_and_very_many_are_refused() {
        let series = [Series::new("a", vec![1.0])];
        assert_eq!(Histogram::new(&series, 0), Err(FiguresError::Bins(0)));
        assert_eq!(Histogram::new(&series, 1001), Err(FiguresError::Bins(1001)));
        assert!(Histogram::new(&series, 1000).is_ok());
    }
}
