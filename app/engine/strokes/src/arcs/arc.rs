//! What an arc is.

/// What an arc joins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ArcKind {
    /// Two heads at one place of the staff that follow each other, or a head and the end of a
    /// system: they sound as one.
    Tie,
    /// Anything else: a phrase.
    Slur,
}

/// A slur or a tie, or the part of one on one system.
#[derive(Debug, Clone, PartialEq)]
pub struct Arc {
    /// What it joins, as far as its place tells.
    pub kind: ArcKind,
    /// Its left end as column and row, in pixels.
    pub left_px: [f64; 2],
    /// Its right end.
    pub right_px: [f64; 2],
    /// The place of it that is farthest from the line between its ends.
    pub middle_px: [f64; 2],
    /// Whether it bows upwards, so that its ends are below its middle.
    pub is_above: bool,
    /// How thick it is in its middle third, in pixels.
    pub thickness_px: f64,
    /// The head before its left end and the one after its right end, as numbers in what was known,
    /// where it is a tie.
    pub heads: [Option<usize>; 2],
    /// The share of its columns on which it is seen with nothing over it and with paper above and
    /// below, from 0 to 1.
    pub seen: f64,
    /// A staff space where it is, in pixels.
    pub interline_px: f64,
}

impl Arc {
    /// Evenly spaced places along the two straight ways from its ends to its middle.
    pub(crate) fn sampled(&self, count: usize) -> Vec<[f64; 2]> {
        let (left, middle, right) = (self.left_px, self.middle_px, self.right_px);
        let between = |a: [f64; 2], b: [f64; 2], x: f64| {
            a[1] + (x - a[0]) / (b[0] - a[0]).max(1e-9) * (b[1] - a[1])
        };
        let place = |at: usize| {
            let x = left[0] + (right[0] - left[0]) * (at as f64 + 0.5) / count as f64;
            let y = if x < middle[0] {
                between(left, middle, x)
            } else {
                between(middle, right, x)
            };
            [x, y]
        };
        (0..count).map(place).collect()
    }
}
