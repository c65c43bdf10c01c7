//! An axis: its label, and from where to where it goes.

use super::ticks::Ticks;
use crate::error::FiguresError;

/// The largest magnitude that has a place on an axis.
const LARGEST: f64 = 1e100;
/// The smallest part of its larger end that an axis spans; what lies closer together is one value.
const LEAST_SPAN: f64 = 1e-6;

/// An axis of a chart. It spans all values that the chart shows and ends at round ones.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Axis {
    /// What it measures, with the unit.
    pub label: String,
    /// Values that it spans at least, such as 0 and 1 for shares.
    pub spans: Option<[f64; 2]>,
}

impl Axis {
    /// An axis that spans the values.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            spans: None,
        }
    }

    /// The same axis, spanning at least these values.
    #[must_use]
    pub fn spanning(mut self, low: f64, high: f64) -> Self {
        self.spans = Some([low, high]);
        self
    }

    /// What it spans before any value is included.
    pub(super) fn span(&self) -> Result<Span, FiguresError> {
        let mut span = Span {
            low: f64::INFINITY,
            high: f64::NEG_INFINITY,
        };
        for value in self.spans.into_iter().flatten() {
            span.include(&self.label, value)?;
        }
        Ok(span)
    }
}

/// The lowest and the highest of values.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Span {
    pub low: f64,
    pub high: f64,
}

impl Span {
    /// Includes a value that `name` has.
    pub fn include(&mut self, name: &str, value: f64) -> Result<(), FiguresError> {
        // What is not a number is not below anything either.
        if value.abs() <= LARGEST {
            self.low = self.low.min(value);
            self.high = self.high.max(value);
            Ok(())
        } else {
            let name = name.to_owned();
            Err(FiguresError::NotDrawable { name, value })
        }
    }

    /// The span, or a wider one about the same middle if it is too narrow for ticks.
    pub fn widened(self) -> Self {
        let larger = self.low.abs().max(self.high.abs());
        if self.high - self.low >= (larger * LEAST_SPAN).max(1.0 / LARGEST) {
            return self;
        }
        // A tenth of the value to both sides, and of a value near zero one half.
        let reach = if larger * LARGEST > 1.0 {
            larger * 0.1
        } else {
            0.5
        };
        Self {
            low: self.low - reach,
            high: self.high + reach,
        }
    }

    /// About `count` ticks that cover it.
    pub fn ticks(self, count: usize) -> Ticks {
        let Self { low, high } = self.widened();
        Ticks::covering(low, high, count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_values_get_a_span_around_them() {
        for value in [0.0, 1e-200, 3.0, -7e99] {
            let span = Span {
                low: value,
                high: value,
            };
            let ticks = span.ticks(4);
            assert!(ticks.low() < value && value < ticks.high(), "{value}");
        }
    }

    #[test]
    fn what_has_no_place_is_refused_with_its_name() {
        let axis = Axis::new("share").spanning(0.0, 1.0);
        let mut span = axis.span().unwrap();
        for value in [f64::NAN, f64::INFINITY, -1e101] {
            let refused = span.include("clean", value).unwrap_err();
            assert!(refused.to_string().contains("clean"), "{refused}");
        }
        assert_eq!((span.low, span.high), (0.0, 1.0));
        assert!(Axis::new("share").spanning(0.0, f64::NAN).span().is_err());
    }
}
