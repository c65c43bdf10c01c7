//! Lines with a width, as of scratches.

use serde::{Deserialize, Serialize};

use crate::Point;

/// An open line through points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Polyline {
    /// The points, two at least.
    pub points: Vec<Point>,
    /// How wide the line is: the area that it stands for reaches half of this to either side, with
    /// round ends. 0 for a line without an area.
    pub width_px: f64,
}

/// How long an open line is.
pub(crate) fn length_px(line: &[Point]) -> f64 {
    line.windows(2)
        .map(|pair| pair[0].distance_px(pair[1]))
        .sum()
}
