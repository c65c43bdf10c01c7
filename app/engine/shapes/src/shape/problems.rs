//! What is wrong with a shape.

use thiserror::Error;

use super::crossings::Rings;
use crate::planar::ROUNDING_PX2;
use crate::{PictureSize, Point, Polyline, Rect, Shape};

/// How far a shape may reach out of a picture by rounding.
const ROUNDING_PX: f64 = 1e-6;

/// Something that is wrong with a shape.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum Problem {
    /// A number that is infinite or none.
    #[error("a coordinate or a size is not a finite number; draw the shape again")]
    NotFinite,
    /// A box whose lower right corner lies left of its upper left one or above it, or a size or a
    /// width below zero.
    #[error("a size is below zero; exchange the corners")]
    Reversed,
    /// A box, a polygon or a mask of nothing.
    #[error("it has no area; delete it, or draw it again")]
    NoArea,
    /// Fewer different points than a ring or a line has.
    #[error(
        "a ring or a line has {points} different points and needs at least {least}; add some, or delete it"
    )]
    TooFewPoints {
        /// How many there are.
        points: usize,
        /// How many there must be.
        least: usize,
    },
    /// Edges of a polygon that cross, or rings that touch themselves or each other along an edge.
    #[error("edges cross at ({:.1}, {:.1}); move a point, or let it be mended", at.x, at.y)]
    Crossing {
        /// Where one of the places is.
        at: Point,
    },
    /// A hole that does not lie within the outer ring of its part, or lies in another hole.
    #[error("a hole does not lie in its own part, or lies in another hole; move it, or delete it")]
    HoleOutside,
    /// A part of a polygon that lies in another part.
    #[error("a part lies in another part; delete one of them, or let it be mended")]
    PartInside,
    /// Something outside the picture.
    #[error("it reaches out of the picture; move it, or let it be cut off")]
    OutsidePicture,
}

impl Shape {
    /// Everything that is wrong with the shape in a picture of the size; nothing for one that can be
    /// kept and written to any format. What depends on finite numbers is not looked at where there
    /// are others.
    #[must_use]
    pub fn problems(&self, picture: PictureSize) -> Vec<Problem> {
        if !self.is_finite() {
            return vec![Problem::NotFinite];
        }
        let mut problems = match self {
            Self::Box(rect) => box_problems(rect.width_px(), rect.height_px()),
            Self::RotatedBox(rotated) => box_problems(rotated.width_px, rotated.height_px),
            Self::Polygon(polygon) => {
                let mut problems = Rings::new(polygon).problems();
                if polygon.area_px2() < ROUNDING_PX2 {
                    problems.push(Problem::NoArea);
                }
                problems
            }
            Self::Mask(mask) if mask.is_empty() => vec![Problem::NoArea],
            Self::Polyline(line) => line_problems(line),
            Self::Mask(_) | Self::Point(_) => Vec::new(),
        };
        if self.is_outside(&picture.rect().grown(ROUNDING_PX)) {
            problems.push(Problem::OutsidePicture);
        }
        problems
    }

    /// Whether all of its numbers are finite.
    fn is_finite(&self) -> bool {
        let vertices_are = self.vertices().iter().all(|it| it.is_finite());
        match self {
            Self::RotatedBox(rotated) => {
                let sizes = [rotated.width_px, rotated.height_px, rotated.angle_rad];
                vertices_are && sizes.iter().all(|it| it.is_finite())
            }
            Self::Polyline(line) => vertices_are && line.width_px.is_finite(),
            _ => vertices_are,
        }
    }

    /// Whether something of it lies outside a box. The width of a line does not count.
    fn is_outside(&self, picture: &Rect) -> bool {
        match self {
            Self::Mask(mask) => mask.bounds().is_some_and(|it| !picture.contains_rect(&it)),
            _ => self.vertices().iter().any(|it| !picture.contains(*it)),
        }
    }
}

fn box_problems(width_px: f64, height_px: f64) -> Vec<Problem> {
    if width_px.min(height_px) < 0.0 {
        vec![Problem::Reversed]
    } else if width_px.min(height_px) == 0.0 {
        vec![Problem::NoArea]
    } else {
        Vec::new()
    }
}

fn line_problems(line: &Polyline) -> Vec<Problem> {
    let mut problems = Vec::new();
    let points = distinct(&line.points, false).len();
    if points < 2 {
        problems.push(Problem::TooFewPoints { points, least: 2 });
    }
    if line.width_px < 0.0 {
        problems.push(Problem::Reversed);
    }
    problems
}

/// The points of a ring or a line without those that repeat the one before.
pub(super) fn distinct(points: &[Point], is_ring: bool) -> Vec<Point> {
    let mut distinct = points.to_vec();
    distinct.dedup();
    while is_ring && distinct.len() > 1 && distinct.first() == distinct.last() {
        distinct.pop();
    }
    distinct
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::shape::test_shapes::shape_strategy;
    use crate::{Mask, MultiPolygon, Polygon, RotatedBox};
    use proptest::prelude::*;

    const PICTURE: PictureSize = PictureSize {
        width_px: 100,
        height_px: 80,
    };

    fn ring(places: &[(f64, f64)]) -> Vec<Point> {
        places.iter().map(|&(x, y)| Point::new(x, y)).collect()
    }

    fn square(low: f64, high: f64) -> Vec<Point> {
        ring(&[(low, low), (high, low), (high, high), (low, high)])
    }

    fn polygon_problems(parts: Vec<Polygon>) -> Vec<Problem> {
        Shape::Polygon(MultiPolygon { parts }).problems(PICTURE)
    }

    #[test]
    fn boxes_have_sizes_above_zero() {
        let problems = |max: (f64, f64)| {
            let max = Point::new(max.0, max.1);
            let min = Point::new(1.0, 1.0);
            Shape::Box(Rect { min, max }).problems(PICTURE)
        };
        assert_eq!(problems((2.0, 2.0)), []);
        assert_eq!(problems((2.0, 1.0)), [Problem::NoArea]);
        assert_eq!(problems((2.0, 0.5)), [Problem::Reversed]);
        assert_eq!(problems((f64::INFINITY, 2.0)), [Problem::NotFinite]);
        assert_eq!(problems((100.1, 80.0)), [Problem::OutsidePicture]);
        let rotated = RotatedBox {
            center: Point::new(10.0, 10.0),
            width_px: 2.0,
            height_px: 2.0,
            angle_rad: f64::NAN,
        };
        assert_eq!(
            Shape::RotatedBox(rotated).problems(PICTURE),
            [Problem::NotFinite]
        );
    }

    #[test]
    fn lines_have_two_different_points() {
        let problems = |places: &[(f64, f64)], width_px| {
            let points = ring(places);
            Shape::Polyline(Polyline { points, width_px }).problems(PICTURE)
        };
        assert_eq!(
            problems(&[(1.0, 1.0), (9.0, 9.0), (9.0, 1.0), (1.0, 9.0)], 0.0),
            []
        );
        let few = Problem::TooFewPoints {
            points: 1,
            least: 2,
        };
        assert_eq!(problems(&[(1.0, 1.0), (1.0, 1.0)], 1.0), [few]);
        assert_eq!(
            problems(&[(1.0, 1.0), (2.0, 1.0)], -1.0),
            [Problem::Reversed]
        );
        // A wide line along the edge of the picture is no problem, and a point outside is one.
        assert_eq!(problems(&[(0.0, 0.0), (100.0, 0.0)], 9.0), []);
        assert_eq!(
            problems(&[(0.0, 0.0), (101.0, 0.0)], 9.0),
            [Problem::OutsidePicture]
        );
    }

    #[test]
    fn polygons_do_not_cross_themselves() {
        let bow = ring(&[(0.0, 0.0), (4.0, 4.0), (4.0, 0.0), (0.0, 5.0)]);
        let found = polygon_problems(vec![Polygon::from_ring(bow)]);
        assert!(matches!(found[..], [Problem::Crossing { at }] if (at.x - at.y).abs() < 1e-9));
        // A ring through one of its corners twice.
        let eight = ring(&[
            (0.0, 0.0),
            (2.0, 2.0),
            (4.0, 0.0),
            (4.0, 4.0),
            (2.0, 2.0),
            (0.0, 4.0),
        ]);
        let at = Point::new(2.0, 2.0);
        assert_eq!(
            polygon_problems(vec![Polygon::from_ring(eight)]),
            [Problem::Crossing { at }]
        );
        // A spike.
        let spike = ring(&[(0.0, 0.0), (4.0, 0.0), (8.0, 0.0), (4.0, 0.0), (4.0, 4.0)]);
        let found = polygon_problems(vec![Polygon::from_ring(spike)]);
        assert!(matches!(found[..], [Problem::Crossing { .. }]));
        // A corner on an edge.
        let touch = ring(&[(0.0, 0.0), (8.0, 0.0), (8.0, 4.0), (4.0, 0.0), (0.0, 4.0)]);
        let found = polygon_problems(vec![Polygon::from_ring(touch)]);
        assert!(matches!(found[..], [Problem::Crossing { at }] if at == Point::new(4.0, 0.0)));
    }

    #[test]
    fn rings_have_three_points_and_an_area() {
        let few = Problem::TooFewPoints {
            points: 2,
            least: 3,
        };
        let line = ring(&[(1.0, 1.0), (1.0, 1.0), (5.0, 5.0), (1.0, 1.0)]);
        assert_eq!(
            polygon_problems(vec![Polygon::from_ring(line)]),
            [few, Problem::NoArea]
        );
        assert_eq!(polygon_problems(Vec::new()), [Problem::NoArea]);
        // A point that is there twice is no problem.
        let mut doubled = square(0.0, 4.0);
        doubled.insert(1, doubled[0]);
        doubled.push(doubled[0]);
        assert_eq!(polygon_problems(vec![Polygon::from_ring(doubled)]), []);
    }

    #[test]
    fn holes_lie_in_their_part_and_parts_apart() {
        let with_holes = |holes| Polygon {
            outer: square(0.0, 10.0),
            holes,
        };
        assert_eq!(
            polygon_problems(vec![with_holes(vec![square(1.0, 2.0), square(3.0, 4.0)])]),
            []
        );
        // Holes may touch in a corner, and the outer ring too.
        let touching = vec![square(0.5, 2.0), square(2.0, 4.0)];
        assert_eq!(polygon_problems(vec![with_holes(touching)]), []);
        let outside = vec![square(20.0, 25.0)];
        assert_eq!(
            polygon_problems(vec![with_holes(outside)]),
            [Problem::HoleOutside]
        );
        let nested = vec![square(1.0, 9.0), square(3.0, 4.0)];
        assert_eq!(
            polygon_problems(vec![with_holes(nested)]),
            [Problem::HoleOutside]
        );
        let part = |low, high| Polygon::from_ring(square(low, high));
        assert_eq!(
            polygon_problems(vec![part(0.0, 9.0), part(2.0, 3.0)]),
            [Problem::PartInside]
        );
        let found = polygon_problems(vec![part(0.0, 9.0), part(5.0, 15.0)]);
        assert!(matches!(found[..], [Problem::Crossing { .. }]));
        // Parts that share an edge are no valid polygon, and parts that share a corner are one.
        let found = polygon_problems(vec![part(0.0, 9.0), part(0.0, 9.0)]);
        assert!(matches!(found[..], [Problem::Crossing { .. }]));
        assert_eq!(polygon_problems(vec![part(0.0, 9.0), part(9.0, 15.0)]), []);
        // An island in a hole is a part of its own.
        assert_eq!(
            polygon_problems(vec![with_holes(vec![square(1.0, 9.0)]), part(3.0, 4.0)]),
            []
        );
    }

    #[test]
    fn masks_and_points_lie_in_the_picture() {
        let mut mask = Mask::new();
        assert_eq!(
            Shape::Mask(mask.clone()).problems(PICTURE),
            [Problem::NoArea]
        );
        mask.set(99, 79, true);
        assert_eq!(Shape::Mask(mask.clone()).problems(PICTURE), []);
        mask.set(100, 79, true);
        assert_eq!(
            Shape::Mask(mask).problems(PICTURE),
            [Problem::OutsidePicture]
        );
        let point = |x| Shape::Point(Point::new(x, 80.0)).problems(PICTURE);
        assert_eq!(point(100.0), []);
        assert_eq!(point(-0.1), [Problem::OutsidePicture]);
        assert_eq!(point(f64::NAN), [Problem::NotFinite]);
    }

    #[test]
    fn problems_say_what_to_do() {
        let problem = Problem::Crossing {
            at: Point::new(1.26, 3.0),
        };
        let text = "edges cross at (1.3, 3.0); move a point, or let it be mended";
        assert_eq!(problem.to_string(), text);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn shapes_as_drawn_have_no_problems_but_where_they_are(shape in shape_strategy()) {
            let problems = shape.problems(PICTURE);
            let is_empty_mask = matches!(&shape, Shape::Mask(mask) if mask.is_empty());
            let expected = |it: &Problem| *it == Problem::OutsidePicture || is_empty_mask;
            prop_assert!(problems.iter().all(expected), "{:?}", problems);
        }

        #[test]
        fn traced_masks_have_no_problems(mask in crate::mask::test_masks::mask_strategy()) {
            prop_assume!(!mask.is_empty());
            let large = PictureSize { width_px: 1000, height_px: 1000 };
            prop_assert_eq!(Shape::Polygon(mask.to_polygon()).problems(large), []);
        }
    }
}
