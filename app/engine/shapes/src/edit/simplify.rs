//! Lines drawn by hand with fewer points.

use geo::Simplify;

use crate::planar::{from_geo, to_geo};
use crate::{MultiPolygon, Point, Polyline, Shape};

/// How often a tolerance is halved before a polygon is left as it is.
const ATTEMPTS: u32 = 6;

impl Polyline {
    /// The line with as few of its points as it takes to stay within `tolerance_px` of those left
    /// out (Ramer, Douglas and Peucker). Its ends stay.
    #[must_use]
    pub fn simplified(&self, tolerance_px: f64) -> Self {
        let line = crate::planar::ring_to_geo(&self.points);
        if line.0.len() < 3 {
            return self.clone();
        }
        let simplified = line.simplify(tolerance_px);
        Self {
            points: simplified
                .coords()
                .map(|it| Point::new(it.x, it.y))
                .collect(),
            width_px: self.width_px,
        }
    }
}

impl MultiPolygon {
    /// The polygon with as few of its points as it takes to stay within `tolerance_px` of those left
    /// out (Ramer, Douglas and Peucker). Holes that have no area then are left out. Where the
    /// polygon was valid, it stays so: the tolerance is halved until no edges cross.
    #[must_use]
    pub fn simplified(&self, tolerance_px: f64) -> Self {
        if tolerance_px.is_nan() || tolerance_px <= 0.0 || !self.is_valid() {
            return self.clone();
        }
        let polygon = to_geo(self);
        (0..ATTEMPTS)
            .map(|halved| from_geo(&polygon.simplify(tolerance_px / f64::from(1 << halved))))
            .find(|simplified| simplified.parts.len() == self.parts.len() && simplified.is_valid())
            .unwrap_or_else(|| self.clone())
    }
}

impl Shape {
    /// A polygon or a line with fewer points, within a tolerance; any other shape as it is.
    #[must_use]
    pub fn simplified(&self, tolerance_px: f64) -> Self {
        match self {
            Self::Polygon(polygon) => Self::Polygon(polygon.simplified(tolerance_px)),
            Self::Polyline(line) => Self::Polyline(line.simplified(tolerance_px)),
            _ => self.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Mask;
    use crate::mask::test_masks::mask_strategy;
    use crate::segment::distance_to_line_px;
    use crate::shape::test_shapes::polyline_strategy;
    use proptest::prelude::*;

    #[test]
    fn a_straight_stroke_keeps_its_ends() {
        let wobble = |x: u32| Point::new(f64::from(x), f64::from(x % 2) * 0.3);
        let line = Polyline {
            points: (0..=100).map(wobble).collect(),
            width_px: 2.0,
        };
        let simplified = line.simplified(0.5);
        assert_eq!(simplified.points, [wobble(0), wobble(100)]);
        assert_eq!(simplified.width_px, 2.0);
        assert_eq!(line.simplified(0.0), line);
    }

    #[test]
    fn a_freehand_circle_needs_few_points() {
        let ring: Vec<Point> = (0..720)
            .map(|step| {
                Point::new(100.0, 50.0).rotated(Point::new(50.0, 50.0), f64::from(step) * 0.00872)
            })
            .collect();
        let circle = MultiPolygon::from_ring(ring);
        let simplified = circle.simplified(0.5);
        assert!((15..40).contains(&simplified.parts[0].outer.len()));
        assert!((simplified.area_px2() - circle.area_px2()).abs() < 100.0);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

        #[test]
        fn points_left_out_are_near(line in polyline_strategy(), tolerance_px in 0.1f64..60.0) {
            let simplified = line.simplified(tolerance_px);
            prop_assert!(simplified.points.iter().all(|it| line.points.contains(it)));
            for point in &line.points {
                prop_assert!(distance_to_line_px(*point, &simplified.points) <= tolerance_px + 1e-9);
            }
        }

        #[test]
        fn a_simplified_outline_stays_valid(mask in mask_strategy(), tolerance_px in 0.1f64..8.0) {
            prop_assume!(!mask.is_empty());
            let outline = mask.to_polygon();
            let simplified = outline.simplified(tolerance_px);
            prop_assert!(simplified.is_valid());
            prop_assert_eq!(simplified.parts.len(), outline.parts.len());
            if tolerance_px < 0.2 {
                prop_assert_eq!(Mask::from_polygon(&simplified), mask);
            }
        }
    }
}
