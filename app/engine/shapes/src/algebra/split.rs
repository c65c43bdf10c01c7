//! Shapes cut by a line.

use geo::BooleanOps;

use super::combine::{some_mask, some_polygon};
use crate::{Mask, MultiPolygon, Point, Rect, Shape};

impl Shape {
    /// What lies on either side of the straight line through two points, which has no ends: first
    /// what is to the left on the way from `a` to `b`, then what is to the right. Each side is one
    /// shape, whose [`Shape::parts`] may be several.
    ///
    /// A box cut along its sides stays a box; other boxes and polygons become polygons, and a mask
    /// stays one, whose pixels go where their centres are. The shape itself comes back alone where
    /// the line does not cut it, where the two points are the same, and where it is a line or a
    /// point.
    #[must_use]
    pub fn split(&self, a: Point, b: Point) -> Vec<Self> {
        let sides = match self {
            Self::Box(rect) => split_box(rect, a, b),
            Self::RotatedBox(rotated) => {
                let frame = split_box(&rotated.upright(), rotated.to_frame(a), rotated.to_frame(b));
                let from_frame = |side: Self| match side {
                    Self::Box(rect) => Self::RotatedBox(rotated.with_upright(&rect)),
                    Self::Polygon(polygon) => {
                        Self::Polygon(polygon.map(|point| rotated.from_frame(point)))
                    }
                    other => other,
                };
                frame.map(|side| side.map(from_frame))
            }
            Self::Polygon(_) => split_area(self, a, b),
            Self::Mask(mask) => split_mask(mask, a, b),
            Self::Polyline(_) | Self::Point(_) => [None, None],
        };
        match sides {
            [Some(left), Some(right)] => vec![left, right],
            _ => vec![self.clone()],
        }
    }
}

type Sides = [Option<Shape>; 2];

/// The two sides of a box, as boxes where they are some.
fn split_box(rect: &Rect, a: Point, b: Point) -> Sides {
    let boxed = |side: Shape| match side.bounds() {
        // A side that fills its bounds is a box, but for the grid of the booleans.
        Some(bounds) if (bounds.area_px2() - side.area_px2()).abs() < 1e-9 * rect.area_px2() => {
            Shape::Box(bounds)
        }
        _ => side,
    };
    let cut = |low: Rect, high: Rect, is_low_left: bool| {
        let sides = [Some(Shape::Box(low)), Some(Shape::Box(high))];
        let [low, high] = sides;
        if is_low_left {
            [low, high]
        } else {
            [high, low]
        }
    };
    if a.x == b.x && a.y != b.y && rect.min.x < a.x && a.x < rect.max.x {
        let (top, bottom) = (Point::new(a.x, rect.min.y), Point::new(a.x, rect.max.y));
        // Downwards, the left-hand side is where x is larger.
        let (low, high) = (
            Rect::between(rect.min, bottom),
            Rect::between(top, rect.max),
        );
        return cut(low, high, b.y < a.y);
    }
    if a.y == b.y && a.x != b.x && rect.min.y < a.y && a.y < rect.max.y {
        let (left, right) = (Point::new(rect.min.x, a.y), Point::new(rect.max.x, a.y));
        let (low, high) = (
            Rect::between(rect.min, right),
            Rect::between(left, rect.max),
        );
        return cut(low, high, b.x > a.x);
    }
    split_area(&Shape::Box(*rect), a, b).map(|side| side.map(boxed))
}

fn split_area(shape: &Shape, a: Point, b: Point) -> Sides {
    let Some(left) = shape.bounds().and_then(|it| left_of(&it, a, b)) else {
        return [None, None];
    };
    let area = shape.covered_area();
    let left = Shape::Polygon(left).covered_area();
    [
        some_polygon(&area.intersection(&left)),
        some_polygon(&area.difference(&left)),
    ]
}

fn split_mask(mask: &Mask, a: Point, b: Point) -> Sides {
    let Some(left) = mask.bounds().and_then(|it| left_of(&it, a, b)) else {
        return [None, None];
    };
    let left = Mask::from_polygon(&left);
    [
        some_mask(mask.intersection(&left)),
        some_mask(mask.difference(&left)),
    ]
}

/// A polygon that covers what of a box lies to the left on the way from `a` to `b`, or `None` where
/// the line does not go through the box or the points are the same.
fn left_of(rect: &Rect, a: Point, b: Point) -> Option<MultiPolygon> {
    let length_px = a.distance_px(b);
    if length_px == 0.0 || !length_px.is_finite() {
        return None;
    }
    let (along_x, along_y) = ((b.x - a.x) / length_px, (b.y - a.y) / length_px);
    // How far the corners lie along the line, and to the left of it.
    let corners = rect.corners().map(|corner| {
        let (x, y) = (corner.x - a.x, corner.y - a.y);
        Point::new(x * along_x + y * along_y, x * along_y - y * along_x)
    });
    let reach = Rect::around(corners)?;
    if reach.min.y >= 0.0 || reach.max.y <= 0.0 {
        return None;
    }
    // A pixel further than the box, so that only the line itself cuts.
    let place = |along: f64, left: f64| {
        a.translated(
            along * along_x + left * along_y,
            along * along_y - left * along_x,
        )
    };
    let (first, last, out) = (reach.min.x - 1.0, reach.max.x + 1.0, reach.max.y + 1.0);
    Some(MultiPolygon::from_ring([
        place(first, 0.0),
        place(last, 0.0),
        place(last, out),
        place(first, out),
    ]))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::shape::test_shapes::{point_strategy, shape_strategy};
    use crate::{Polyline, RotatedBox};
    use proptest::prelude::*;

    fn rect(left: f64, top: f64, right: f64, bottom: f64) -> Shape {
        Shape::Box(Rect::between(
            Point::new(left, top),
            Point::new(right, bottom),
        ))
    }

    #[test]
    fn a_box_cut_along_its_sides_is_two_boxes() {
        let shape = rect(0.0, 0.0, 10.0, 4.0);
        let up = shape.split(Point::new(3.0, 9.0), Point::new(3.0, 8.0));
        assert_eq!(up, [rect(0.0, 0.0, 3.0, 4.0), rect(3.0, 0.0, 10.0, 4.0)]);
        let down = shape.split(Point::new(3.0, 8.0), Point::new(3.0, 9.0));
        assert_eq!(down, [rect(3.0, 0.0, 10.0, 4.0), rect(0.0, 0.0, 3.0, 4.0)]);
        let right = shape.split(Point::new(-5.0, 1.0), Point::new(-4.0, 1.0));
        assert_eq!(
            right,
            [rect(0.0, 0.0, 10.0, 1.0), rect(0.0, 1.0, 10.0, 4.0)]
        );
    }

    #[test]
    fn a_box_cut_from_corner_to_corner_is_two_triangles() {
        let sides = rect(0.0, 0.0, 10.0, 4.0).split(Point::default(), Point::new(10.0, 4.0));
        assert_eq!(sides.len(), 2);
        for side in &sides {
            assert!((side.area_px2() - 20.0).abs() < 1e-6);
        }
        // On the screen, the way goes right and down, and what is above it is to its left.
        assert!(sides[0].contains(Point::new(9.0, 1.0)) && sides[1].contains(Point::new(1.0, 3.0)));
    }

    #[test]
    fn a_rotated_box_cut_along_its_sides_is_two_rotated_boxes() {
        let rotated = RotatedBox {
            center: Point::new(5.0, 5.0),
            width_px: 8.0,
            height_px: 2.0,
            angle_rad: 0.7,
        };
        let (a, b) = (Point::new(1.0, 9.0), Point::new(1.0, -9.0));
        let sides = Shape::RotatedBox(rotated).split(rotated.from_frame(a), rotated.from_frame(b));
        let widths: Vec<f64> = sides
            .iter()
            .map(|side| match side {
                Shape::RotatedBox(side) => side.width_px,
                other => panic!("{other:?}"),
            })
            .collect();
        assert!((widths[0] - 5.0).abs() < 1e-6 && (widths[1] - 3.0).abs() < 1e-6);
    }

    #[test]
    fn what_is_not_cut_comes_back_alone() {
        let shape = rect(0.0, 0.0, 10.0, 4.0);
        let away = shape.split(Point::new(0.0, 5.0), Point::new(9.0, 5.0));
        assert_eq!(away, std::slice::from_ref(&shape));
        // Past the corner, but through the box of its bounds.
        let triangle = Shape::Polygon(MultiPolygon::from_ring([
            Point::new(0.0, 0.0),
            Point::new(10.0, 0.0),
            Point::new(0.0, 10.0),
        ]));
        let past = triangle.split(Point::new(10.0, 5.0), Point::new(5.0, 10.0));
        assert_eq!(past, [triangle]);
        let nowhere = Point::new(5.0, 2.0);
        assert_eq!(shape.split(nowhere, nowhere), [shape]);
        let line = Shape::Polyline(Polyline {
            points: vec![Point::new(0.0, 0.0), Point::new(9.0, 0.0)],
            width_px: 3.0,
        });
        let across = line.split(Point::new(5.0, -5.0), Point::new(5.0, 5.0));
        assert_eq!(across, [line]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_sides_add_up_to_the_whole(
            shape in shape_strategy(), a in point_strategy(), b in point_strategy(),
        ) {
            prop_assume!(a.distance_px(b) > 1.0);
            let sides = shape.split(a, b);
            let sum: f64 = sides.iter().map(Shape::area_px2).sum();
            prop_assert!((sum - shape.area_px2()).abs() < 1e-3, "{sum} of {}", shape.area_px2());
            if let [left, right] = &sides[..] {
                let distance = |point: Point| {
                    ((point.x - a.x) * (b.y - a.y) - (point.y - a.y) * (b.x - a.x)) / a.distance_px(b)
                };
                prop_assert!(left.vertices().iter().all(|it| distance(*it) > -1e-3));
                prop_assert!(right.vertices().iter().all(|it| distance(*it) < 1e-3));
                if let (Shape::Mask(left), Shape::Mask(right)) = (left, right) {
                    prop_assert_eq!(left.intersection_px(right), 0);
                }
            }
        }
    }
}
