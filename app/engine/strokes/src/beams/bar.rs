//! A bar: a thick line that goes from column to column.

/// A thick line that goes from column to column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bar {
    /// The first column.
    pub left: usize,
    /// The row of its middle at each column.
    pub middles: Vec<f64>,
    pub thickness_px: f64,
    /// On how many columns an edge of it is seen.
    pub seen: usize,
}

impl Bar {
    /// The first column beyond its right end.
    pub fn right(&self) -> usize {
        self.left + self.middles.len()
    }

    /// How long it is in columns.
    pub fn length_px(&self) -> f64 {
        self.middles.len() as f64
    }

    /// The row of its middle at a column; beyond its ends it goes straight on.
    pub fn y_at(&self, x: f64) -> f64 {
        let last = self.middles.len() - 1;
        let at = x - self.left as f64 - 0.5;
        if at < 0.0 {
            return self.middles[0] + at * self.slope_near(0);
        }
        if at >= last as f64 {
            return self.middles[last] + (at - last as f64) * self.slope_near(last);
        }
        let before = at as usize;
        let share = at - before as f64;
        self.middles[before] * (1.0 - share) + self.middles[before + 1] * share
    }

    /// Its slope from end to end.
    pub fn slope(&self) -> f64 {
        line(&self.middles).1
    }

    /// Its slope around one of its columns.
    fn slope_near(&self, at: usize) -> f64 {
        let reach = (4.0 * self.thickness_px) as usize + 2;
        let from = at.saturating_sub(reach);
        let to = (at + reach + 1).min(self.middles.len());
        line(&self.middles[from..to]).1
    }
}

/// The value at the middle and the slope of the line through evenly spaced values.
pub(crate) fn line(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let middle = (count - 1.0) / 2.0;
    let mean = values.iter().sum::<f64>() / count.max(1.0);
    let (mut along, mut across) = (0.0, 0.0);
    for (at, value) in values.iter().enumerate() {
        let off = at as f64 - middle;
        along += off * off;
        across += off * (value - mean);
    }
    (mean, if along > 0.0 { across / along } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_its_slope() {
        let (middle, slope) = line(&[1.0, 3.0, 5.0]);
        assert!((middle - 3.0).abs() < 1e-12 && (slope - 2.0).abs() < 1e-12);
        assert_eq!(line(&[4.0]), (4.0, 0.0));
    }

    #[test]
    fn a_bar_goes_straight_on_beyond_its_ends() {
        let bar = Bar {
            left: 10,
            middles: (0..40).map(|x| 50.0 + 0.5 * f64::from(x)).collect(),
            thickness_px: 10.0,
            seen: 40,
        };
        assert!((bar.slope() - 0.5).abs() < 1e-9);
        for (x, y) in [
            (10.5, 50.0),
            (20.5, 55.0),
            (20.75, 55.125),
            (4.5, 47.0),
            (60.5, 75.0),
        ] {
            assert!((bar.y_at(x) - y).abs() < 1e-9, "{x}");
        }
    }
}
