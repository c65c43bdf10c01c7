//! A curve through points, and the area under it.

use super::axis::Span;
use crate::error::FiguresError;

/// Points in a row, joined by straight lines.
#[derive(Clone, PartialEq, Debug)]
pub struct Curve {
    /// What the legend calls it; of a guide it may be empty.
    pub name: String,
    /// Points as x and y, in the units of the axes.
    pub points: Vec<[f64; 2]>,
}

impl Curve {
    /// A curve through these points.
    pub fn new(name: impl Into<String>, points: Vec<[f64; 2]>) -> Self {
        Self {
            name: name.into(),
            points,
        }
    }

    /// The same curve, whose legend also says the area under it, with three decimals after `word`:
    /// for an ROC curve the word is AUC.
    #[must_use]
    pub fn with_area(mut self, word: &str) -> Self {
        let area = area_under(&self.points);
        self.name = format!("{} ({word} {area:.3})", self.name);
        self
    }

    pub(super) fn include_in(&self, x: &mut Span, y: &mut Span) -> Result<(), FiguresError> {
        if self.points.is_empty() {
            let name = self.name.clone();
            return Err(FiguresError::EmptySeries { name });
        }
        for point in &self.points {
            x.include(&self.name, point[0])?;
            y.include(&self.name, point[1])?;
        }
        Ok(())
    }
}

/// The area between a curve and zero by the trapezoidal rule, in the units of x times those of y.
/// Parts where x falls count against those where it rises.
#[must_use]
pub fn area_under(points: &[[f64; 2]]) -> f64 {
    let trapezoid = |pair: &[[f64; 2]]| (pair[1][0] - pair[0][0]) * (pair[0][1] + pair[1][1]) / 2.0;
    points.windows(2).map(trapezoid).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_those_of_trapezoids() {
        assert_eq!(area_under(&[[0.0, 0.0], [1.0, 1.0]]), 0.5);
        assert_eq!(area_under(&[[0.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), 1.0);
        assert_eq!(area_under(&[[0.0, 2.0], [2.0, 4.0], [3.0, 0.0]]), 8.0);
        assert_eq!(area_under(&[[0.0, 1.0]]), 0.0);
    }
}
