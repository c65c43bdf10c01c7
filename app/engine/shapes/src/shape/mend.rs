//! Shapes repaired.

use super::problems::{Problem, distinct};
use crate::planar::{covered, from_geo};
use crate::{MultiPolygon, PictureSize, Polygon, Polyline, Rect, RotatedBox, Shape};

impl Shape {
    /// The shape without problems: itself where it has none, or `None` where it cannot be repaired,
    /// which is for a person to draw again.
    ///
    /// - Corners in the wrong order are exchanged, and sizes below zero are taken for those above.
    /// - Points that are not finite, and points that repeat the one before, leave polygons and lines.
    /// - A polygon that crosses itself becomes the area that its rings enclose an odd number of
    ///   times, less its holes; parts that overlap become one.
    /// - What reaches out of the picture is cut off as [`Shape::clamped`] says.
    #[must_use]
    pub fn mended(&self, picture: PictureSize) -> Option<Self> {
        let problems = self.problems(picture);
        if problems.is_empty() {
            return Some(self.clone());
        }
        let tidy = match self {
            Self::Box(rect) => Self::Box(Rect::between(rect.min, rect.max)),
            Self::RotatedBox(rotated) => Self::RotatedBox(RotatedBox {
                width_px: rotated.width_px.abs(),
                height_px: rotated.height_px.abs(),
                ..*rotated
            }),
            Self::Polygon(polygon) if problems == [Problem::OutsidePicture] => {
                Self::Polygon(polygon.clone())
            }
            Self::Polygon(polygon) => Self::Polygon(tidied(polygon)),
            Self::Polyline(line) => Self::Polyline(Polyline {
                points: finite(distinct(&line.points, false)),
                width_px: line.width_px.abs(),
            }),
            Self::Mask(_) | Self::Point(_) => self.clone(),
        };
        let inside = match tidy.problems(picture)[..] {
            [] => tidy,
            [Problem::OutsidePicture] => tidy.clamped(&picture.rect())?,
            _ => return None,
        };
        inside.problems(picture).is_empty().then_some(inside)
    }
}

/// The area that a polygon encloses, without points that are not finite.
fn tidied(polygon: &MultiPolygon) -> MultiPolygon {
    let part = |part: &Polygon| Polygon {
        outer: finite(part.outer.clone()),
        holes: part.holes.iter().map(|hole| finite(hole.clone())).collect(),
    };
    let parts = polygon.parts.iter().map(part).collect();
    from_geo(&covered(&MultiPolygon { parts }))
}

fn finite(mut points: Vec<crate::Point>) -> Vec<crate::Point> {
    points.retain(|point| point.is_finite());
    points.dedup();
    points
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Point;
    use crate::shape::test_shapes::{point_strategy, shape_strategy};
    use proptest::prelude::*;

    const PICTURE: PictureSize = PictureSize {
        width_px: 100,
        height_px: 80,
    };

    fn ring(places: &[(f64, f64)]) -> Vec<Point> {
        places.iter().map(|&(x, y)| Point::new(x, y)).collect()
    }

    #[test]
    fn corners_are_exchanged() {
        let (min, max) = (Point::new(9.0, 2.0), Point::new(1.0, 8.0));
        let mended = Shape::Box(Rect { min, max }).mended(PICTURE);
        assert_eq!(mended, Some(Shape::Box(Rect::between(min, max))));
        let flat = Shape::Box(Rect::between(min, Point::new(1.0, 2.0)));
        assert_eq!(flat.mended(PICTURE), None);
        let infinite = Rect {
            min,
            max: Point::new(f64::INFINITY, 8.0),
        };
        assert_eq!(Shape::Box(infinite).mended(PICTURE), None);
    }

    #[test]
    fn a_bow_becomes_two_parts() {
        let bow = MultiPolygon::from_ring(ring(&[(0.0, 0.0), (4.0, 4.0), (4.0, 0.0), (0.0, 4.0)]));
        let mended = Shape::Polygon(bow).mended(PICTURE).unwrap();
        assert_eq!(mended.polygon(0.0).parts.len(), 2);
        assert!((mended.area_px2() - 8.0).abs() < 1e-6);
    }

    #[test]
    fn points_that_are_not_finite_leave() {
        let nan = (f64::NAN, 1.0);
        let line = Polyline {
            points: ring(&[(1.0, 1.0), nan, (1.0, 1.0), (5.0, 1.0)]),
            width_px: -2.0,
        };
        let expected = Polyline {
            points: ring(&[(1.0, 1.0), (5.0, 1.0)]),
            width_px: 2.0,
        };
        let mended = Shape::Polyline(line).mended(PICTURE);
        assert_eq!(mended, Some(Shape::Polyline(expected)));
        let triangle = MultiPolygon::from_ring(ring(&[(0.0, 0.0), nan, (4.0, 0.0), (0.0, 4.0)]));
        let mended = Shape::Polygon(triangle).mended(PICTURE).unwrap();
        assert!((mended.area_px2() - 8.0).abs() < 1e-6);
        let lost = MultiPolygon::from_ring(ring(&[(0.0, 0.0), nan, (4.0, 0.0)]));
        assert_eq!(Shape::Polygon(lost).mended(PICTURE), None);
        assert_eq!(Shape::Point(Point::new(101.0, 3.0)).mended(PICTURE), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_mended_has_no_problems(shape in shape_strategy()) {
            let problems = shape.problems(PICTURE);
            let mended = shape.mended(PICTURE);
            if problems.is_empty() {
                prop_assert_eq!(mended, Some(shape));
            } else if let Some(mended) = mended {
                prop_assert_eq!(mended.problems(PICTURE), []);
                prop_assert_eq!(mended.kind(), shape.kind());
            } else if let Some(clamped) = shape.clamped(&PICTURE.rect()) {
                prop_assert!(clamped.area_px2() < 1e-3, "{:?}", clamped);
            }
        }

        #[test]
        fn any_ring_can_be_mended_to_the_area_that_it_encloses(
            points in proptest::collection::vec(point_strategy(), 3..12),
            hole in proptest::collection::vec(point_strategy(), 0..6),
        ) {
            let polygon = MultiPolygon { parts: vec![Polygon { outer: points, holes: vec![hole] }] };
            let large = PictureSize { width_px: 1000, height_px: 1000 };
            let shape = Shape::Polygon(polygon.clone()).translated(100.0, 100.0);
            if let Some(mended) = shape.mended(large) {
                prop_assert_eq!(mended.problems(large), []);
                for (x, y) in (-30..130).step_by(7).flat_map(|x| (-30..110).step_by(7).map(move |y| (x, y))) {
                    let point = Point::new(f64::from(x), f64::from(y));
                    let edges: Vec<_> = polygon.parts[0].rings().flat_map(|it| crate::polygon::ring_edges(it)).collect();
                    let near = |(a, b): &(Point, Point)| {
                        crate::segment::nearest_on_segment(point, *a, *b).distance_px(point) < 1e-3
                    };
                    if !edges.iter().any(near) {
                        let there = point.translated(100.0, 100.0);
                        prop_assert_eq!(mended.contains(there), polygon.contains(point));
                    }
                }
            } else {
                prop_assert!(covered(&polygon).0.is_empty() || from_geo(&covered(&polygon)).area_px2() < 1e-3);
            }
        }
    }
}
