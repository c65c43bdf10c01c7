//! The lines that a shape is made of, and the area between them.

use std::borrow::Cow;

use geo::algorithm::buffer::{Buffer, BufferStyle, LineCap, LineJoin};

use crate::planar::{from_geo, ring_to_geo};
use crate::{MultiPolygon, Point, Polyline, Shape};

/// A line of a shape: a ring, or an open line.
#[derive(Debug)]
pub(crate) struct Path<'a> {
    /// Which part of a polygon it belongs to.
    pub part: usize,
    /// 0 for the outer ring or the only line, and one more than the hole's index for a hole.
    pub ring: usize,
    /// The points, once each.
    pub points: Cow<'a, [Point]>,
    /// Whether the last point is connected with the first.
    pub is_closed: bool,
}

impl Path<'_> {
    /// The edges from one point to the next, each with the index of its first point.
    pub fn edges(&self) -> impl Iterator<Item = (usize, Point, Point)> + '_ {
        let open = self.points.windows(2).map(|pair| (pair[0], pair[1]));
        let closing = match (self.is_closed, self.points.first(), self.points.last()) {
            (true, Some(first), Some(last)) if self.points.len() > 1 => Some((*last, *first)),
            _ => None,
        };
        let edges = open.chain(closing).enumerate();
        edges.map(|(index, (from, to))| (index, from, to))
    }
}

impl Shape {
    /// The corners of a box, clockwise from the upper left one, or the points of a polygon or a
    /// line. A point is its own vertex, and a mask has none.
    #[must_use]
    pub fn vertices(&self) -> Vec<Point> {
        let paths = self.paths();
        paths
            .iter()
            .flat_map(|path| path.points.iter().copied())
            .collect()
    }

    /// The area of the shape as a polygon, which is empty for a point and for a line without a
    /// width. Round ends and bends of lines deviate by `tolerance_px` at most. The outline of a mask
    /// is simplified as far, and follows the edges of its pixels where the tolerance is 0.
    #[must_use]
    pub fn polygon(&self, tolerance_px: f64) -> MultiPolygon {
        match self {
            Self::Box(rect) => MultiPolygon::from_ring(rect.corners()),
            Self::RotatedBox(rotated) => MultiPolygon::from_ring(rotated.corners()),
            Self::Polygon(polygon) => polygon.clone(),
            Self::Mask(mask) => mask.to_polygon().simplified(tolerance_px),
            Self::Polyline(line) => line.polygon(tolerance_px),
            Self::Point(_) => MultiPolygon::default(),
        }
    }

    /// The lines that the shape is made of; those of a box are its edges, and a mask has none.
    pub(crate) fn paths(&self) -> Vec<Path<'_>> {
        let only = |points, is_closed| {
            vec![Path {
                part: 0,
                ring: 0,
                points,
                is_closed,
            }]
        };
        match self {
            Self::Box(rect) => only(Cow::Owned(rect.corners().to_vec()), true),
            Self::RotatedBox(rotated) => only(Cow::Owned(rotated.corners().to_vec()), true),
            Self::Polygon(polygon) => polygon
                .parts
                .iter()
                .enumerate()
                .flat_map(|(part, polygon)| {
                    let rings = polygon.rings().enumerate();
                    rings.map(move |(ring, points)| Path {
                        part,
                        ring,
                        points: Cow::Borrowed(points),
                        is_closed: true,
                    })
                })
                .collect(),
            Self::Mask(_) => Vec::new(),
            Self::Polyline(line) => only(Cow::Borrowed(&line.points), false),
            Self::Point(point) => only(Cow::Owned(vec![*point]), false),
        }
    }
}

impl Polyline {
    /// The area of the line, with round ends and bends that deviate by `tolerance_px` at most, or by
    /// a two-thousandth of half the width where that is more. It is empty where the line has no width.
    #[must_use]
    pub fn polygon(&self, tolerance_px: f64) -> MultiPolygon {
        let radius_px = self.width_px / 2.0;
        let is_area = radius_px > 0.0 && radius_px.is_finite();
        let line = ring_to_geo(&self.points);
        if !is_area || line.0.is_empty() {
            return MultiPolygon::default();
        }
        from_geo(&line.buffer_with_style(round(radius_px, tolerance_px)))
    }
}

/// Round ends and bends of a radius, which deviate by `tolerance_px` at most, or by a two-thousandth
/// of the radius where that is more: `geo` has no finer ones.
pub(crate) fn round(radius_px: f64, tolerance_px: f64) -> BufferStyle<f64> {
    // A chord over an angle of a stays within r (1 - cos a/2) of its arc. An arc gets as many chords
    // as the angle is in it, rounded down, so that each is up to twice as wide.
    let share = (1.0 - tolerance_px.max(0.0) / radius_px).clamp(0.0, 1.0);
    let widest_rad = 2.0 * share.acos();
    BufferStyle::new(radius_px)
        .line_cap(LineCap::Round(widest_rad / 2.0))
        .line_join(LineJoin::Round(widest_rad / 2.0))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::segment::distance_to_line_px;
    use crate::shape::test_shapes::polyline_strategy;
    use crate::{Mask, Rect};
    use proptest::prelude::*;

    #[test]
    fn a_box_has_four_edges() {
        let shape = Shape::Box(Rect::between(Point::new(0.0, 0.0), Point::new(2.0, 1.0)));
        let paths = shape.paths();
        let edges: Vec<_> = paths[0].edges().collect();
        assert_eq!(edges.len(), 4);
        assert_eq!(edges[3], (3, Point::new(0.0, 1.0), Point::new(0.0, 0.0)));
        assert_eq!(shape.polygon(0.0).area_px2(), 2.0);
        let point = Shape::Point(Point::new(1.0, 1.0));
        assert_eq!(point.paths()[0].edges().count(), 0);
        assert!(point.polygon(0.0).is_empty());
    }

    #[test]
    fn a_straight_line_is_a_capsule() {
        let line = Polyline {
            points: vec![Point::new(0.0, 0.0), Point::new(30.0, 40.0)],
            width_px: 20.0,
        };
        let exact = Shape::Polyline(line.clone()).area_px2();
        let area = line.polygon(0.001).area_px2();
        assert!(
            area <= exact && exact - area < 0.005 * 10.0 * std::f64::consts::TAU,
            "{area} of {exact}"
        );
        let thin = Polyline {
            width_px: 0.0,
            ..line
        };
        assert!(thin.polygon(0.1).is_empty());
    }

    #[test]
    fn a_mask_is_traced() {
        let mask = Mask::disc(Point::new(50.0, 50.0), 80.0);
        let shape = Shape::Mask(mask.clone());
        assert_eq!(shape.polygon(0.0), mask.to_polygon());
        let simplified = shape.polygon(1.0);
        assert!(simplified.parts[0].outer.len() < 40);
        assert!((simplified.area_px2() - shape.area_px2()).abs() < 250.0);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_area_of_a_line_reaches_half_its_width(
            line in polyline_strategy(), tolerance_px in 0.01f64..0.5,
        ) {
            prop_assume!(line.width_px > 0.1);
            let polygon = line.polygon(tolerance_px);
            let radius_px = line.width_px / 2.0;
            for (x, y) in (-40..140).step_by(3).flat_map(|x| (-40..120).step_by(3).map(move |y| (x, y))) {
                let point = Point::new(f64::from(x), f64::from(y));
                let distance_px = distance_to_line_px(point, &line.points);
                if polygon.contains(point) {
                    prop_assert!(distance_px < radius_px + 1e-6);
                } else {
                    prop_assert!(distance_px > radius_px * 0.9995 - tolerance_px - 1e-6);
                }
            }
        }
    }
}
