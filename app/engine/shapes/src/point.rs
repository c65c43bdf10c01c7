//! A place in a picture.

use std::f64::consts::FRAC_PI_2;

use serde::{Deserialize, Serialize};

/// An angle that misses a multiple of a right angle by less than this share of one is meant to be
/// it: what rounding leaves.
const QUARTER_ROUNDING: f64 = 1e-9;

/// A place in a picture, in pixels. It is stored as `[x, y]`.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(from = "[f64; 2]", into = "[f64; 2]")]
pub struct Point {
    /// To the right, from the left edge of the picture.
    pub x: f64,
    /// Down, from the upper edge of the picture.
    pub y: f64,
}

impl Point {
    /// The place (x, y).
    #[must_use]
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Whether both coordinates are finite numbers.
    #[must_use]
    pub const fn is_finite(self) -> bool {
        self.x.is_finite() && self.y.is_finite()
    }

    /// How far it is to another place.
    #[must_use]
    pub fn distance_px(self, other: Self) -> f64 {
        (other.x - self.x).hypot(other.y - self.y)
    }

    /// The place in the middle between this and another one.
    #[must_use]
    pub const fn midpoint(self, other: Self) -> Self {
        Self::new(
            f64::midpoint(self.x, other.x),
            f64::midpoint(self.y, other.y),
        )
    }

    /// The place that lies so far to the right and down.
    #[must_use]
    pub const fn translated(self, right_px: f64, down_px: f64) -> Self {
        Self::new(self.x + right_px, self.y + down_px)
    }

    /// The place as many times as far from `about`, in x and in y.
    #[must_use]
    pub fn scaled(self, about: Self, by_x: f64, by_y: f64) -> Self {
        Self::new(
            about.x + (self.x - about.x) * by_x,
            about.y + (self.y - about.y) * by_y,
        )
    }

    /// The place turned around `about`, clockwise on the screen. Right angles are exact.
    #[must_use]
    pub fn rotated(self, about: Self, angle_rad: f64) -> Self {
        let (sin, cos) = sin_cos(angle_rad);
        let (x, y) = (self.x - about.x, self.y - about.y);
        Self::new(about.x + cos * x - sin * y, about.y + sin * x + cos * y)
    }
}

impl From<[f64; 2]> for Point {
    fn from([x, y]: [f64; 2]) -> Self {
        Self { x, y }
    }
}

impl From<Point> for [f64; 2] {
    fn from(point: Point) -> Self {
        [point.x, point.y]
    }
}

/// How many right angles an angle is, if it is a whole number of them: 0 to 3.
pub(crate) fn quarter_turns(angle_rad: f64) -> Option<u8> {
    let quarters = angle_rad / FRAC_PI_2;
    let whole = quarters.round();
    // A whole number of 0 to 3 fits.
    ((quarters - whole).abs() < QUARTER_ROUNDING).then(|| whole.rem_euclid(4.0) as u8)
}

/// Sine and cosine, which are exact for right angles.
pub(crate) fn sin_cos(angle_rad: f64) -> (f64, f64) {
    match quarter_turns(angle_rad) {
        Some(0) => (0.0, 1.0),
        Some(1) => (1.0, 0.0),
        Some(2) => (0.0, -1.0),
        Some(_) => (-1.0, 0.0),
        None => angle_rad.sin_cos(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::f64::consts::PI;

    #[test]
    fn right_angles_are_exact() {
        let (point, about) = (Point::new(3.0, 1.0), Point::new(1.0, 1.0));
        for (quarters, expected) in [(1.0, (1.0, 3.0)), (-1.0, (1.0, -1.0)), (6.0, (-1.0, 1.0))] {
            let turned = point.rotated(about, quarters * FRAC_PI_2);
            assert_eq!((turned.x, turned.y), expected);
        }
        assert_eq!(quarter_turns(1e-6), None);
        assert_eq!(quarter_turns(-PI), Some(2));
        assert_eq!(quarter_turns(f64::NAN), None);
    }

    #[test]
    fn a_point_is_stored_as_two_numbers() {
        let point = Point::new(1.5, -2.0);
        let json = serde_json::to_string(&point).unwrap();
        assert_eq!(json, "[1.5,-2.0]");
        assert_eq!(serde_json::from_str::<Point>(&json).unwrap(), point);
        assert!(serde_json::from_str::<Point>("[1.0]").is_err());
    }
}
