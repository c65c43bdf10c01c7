//! How large a shape is, and where it is.

use geo::Centroid;

use crate::planar::{ring_to_geo, to_geo};
use crate::polyline::length_px;
use crate::{Mask, Point, Rect, Shape};

impl Shape {
    /// The area in square pixels. That of a line with a width is its length times its width, and two
    /// half discs at its ends (Weyl's tube formula): exact where it is straight, and a little too
    /// large where it has sharp bends or crosses itself. A point has none.
    #[must_use]
    pub fn area_px2(&self) -> f64 {
        match self {
            Self::Box(rect) => rect.area_px2(),
            Self::RotatedBox(rotated) => rotated.area_px2(),
            Self::Polygon(polygon) => polygon.area_px2(),
            Self::Mask(mask) => mask.area_px() as f64,
            Self::Polyline(line) => {
                let ends = std::f64::consts::PI * (line.width_px / 2.0).powi(2);
                length_px(&line.points) * line.width_px + ends
            }
            Self::Point(_) => 0.0,
        }
    }

    /// The smallest upright box around the shape, with the width of a line, or `None` where it has
    /// no points.
    #[must_use]
    pub fn bounds(&self) -> Option<Rect> {
        match self {
            Self::Box(rect) => Some(*rect),
            Self::RotatedBox(rotated) => Some(rotated.bounds()),
            Self::Polygon(polygon) => {
                let rings = polygon.parts.iter().map(|part| &part.outer);
                Rect::around(rings.flatten().copied())
            }
            Self::Mask(mask) => mask.bounds(),
            Self::Polyline(line) => {
                let middle = Rect::around(line.points.iter().copied())?;
                Some(middle.grown(line.width_px / 2.0))
            }
            Self::Point(point) => Some(Rect::between(*point, *point)),
        }
    }

    /// The centre of gravity, or `None` where the shape has no points. It need not lie in the shape.
    #[must_use]
    pub fn center(&self) -> Option<Point> {
        match self {
            Self::Box(rect) => Some(rect.center()),
            Self::RotatedBox(rotated) => Some(rotated.center),
            Self::Polygon(polygon) => to_geo(polygon).centroid().map(place),
            Self::Mask(mask) => mask_center(mask),
            Self::Polyline(line) => ring_to_geo(&line.points).centroid().map(place),
            Self::Point(point) => Some(*point),
        }
    }
}

fn place(point: geo::Point) -> Point {
    Point::new(point.x(), point.y())
}

/// The mean of the centres of the pixels.
fn mask_center(mask: &Mask) -> Option<Point> {
    let (mut count, mut sum_x, mut sum_y) = (0.0, 0.0, 0.0);
    for run in mask.runs() {
        let length = f64::from(run.length_px());
        count += length;
        sum_x += length * f64::midpoint(f64::from(run.left), f64::from(run.right));
        sum_y += length * (f64::from(run.y) + 0.5);
    }
    (count > 0.0).then(|| Point::new(sum_x / count, sum_y / count))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::shape::test_shapes::{rotated_strategy, shape_strategy};
    use crate::{MultiPolygon, Polyline};
    use proptest::prelude::*;

    fn points(places: &[(f64, f64)]) -> Vec<Point> {
        places.iter().map(|&(x, y)| Point::new(x, y)).collect()
    }

    #[test]
    fn areas_are_those_of_geometry() {
        let triangle = Shape::Polygon(MultiPolygon::from_ring(points(&[
            (0.0, 0.0),
            (6.0, 0.0),
            (0.0, 3.0),
        ])));
        assert_eq!(triangle.area_px2(), 9.0);
        assert_eq!(triangle.center(), Some(Point::new(2.0, 1.0)));
        let line = Shape::Polyline(Polyline {
            points: points(&[(1.0, 1.0), (4.0, 5.0)]),
            width_px: 2.0,
        });
        assert!((line.area_px2() - (10.0 + std::f64::consts::PI)).abs() < 1e-12);
        let around = Rect::between(Point::new(0.0, 0.0), Point::new(5.0, 6.0));
        assert_eq!(line.bounds(), Some(around));
        assert_eq!(line.center(), Some(Point::new(2.5, 3.0)));
    }

    #[test]
    fn a_mask_is_as_large_as_its_pixels() {
        let mut mask = Mask::new();
        mask.set(2, 3, true);
        mask.set(3, 3, true);
        let shape = Shape::Mask(mask);
        assert_eq!(shape.area_px2(), 2.0);
        assert_eq!(shape.center(), Some(Point::new(3.0, 3.5)));
    }

    #[test]
    fn what_has_no_points_is_nowhere() {
        let line = Polyline {
            points: Vec::new(),
            width_px: 1.0,
        };
        for shape in [
            Shape::Mask(Mask::new()),
            Shape::Polygon(MultiPolygon::default()),
            Shape::Polyline(line),
        ] {
            assert_eq!((shape.bounds(), shape.center()), (None, None));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_rotated_box_is_as_large_as_the_polygon_of_its_corners(rotated in rotated_strategy()) {
            let polygon = MultiPolygon::from_ring(rotated.corners());
            prop_assert!((polygon.area_px2() - rotated.area_px2()).abs() < 1e-6);
            let center = Shape::Polygon(polygon).center().unwrap();
            prop_assert!(center.distance_px(rotated.center) < 1e-6);
        }

        #[test]
        fn a_shape_and_its_centre_are_within_its_bounds(shape in shape_strategy()) {
            if let Some(bounds) = shape.bounds() {
                prop_assert!(shape.vertices().iter().all(|it| bounds.grown(1e-9).contains(*it)));
                prop_assert!(bounds.grown(1e-9).contains(shape.center().unwrap()));
            } else {
                prop_assert!(shape.vertices().is_empty());
            }
        }
    }
}
