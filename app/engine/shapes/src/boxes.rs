//! Boxes: upright and rotated.

use serde::{Deserialize, Serialize};

use crate::Point;
use crate::point::sin_cos;

/// An upright box, from its upper left corner to its lower right one: the first pixel of a picture
/// is the box from (0, 0) to (1, 1).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rect {
    /// The upper left corner.
    pub min: Point,
    /// The lower right corner: neither of its coordinates is below those of `min`.
    pub max: Point,
}

impl Rect {
    /// The box between two opposite corners, whichever they are.
    #[must_use]
    pub const fn between(a: Point, b: Point) -> Self {
        Self {
            min: Point::new(a.x.min(b.x), a.y.min(b.y)),
            max: Point::new(a.x.max(b.x), a.y.max(b.y)),
        }
    }

    /// The smallest box around points, or `None` where there are none. Coordinates that are not
    /// numbers are passed over.
    #[must_use]
    pub fn around(points: impl IntoIterator<Item = Point>) -> Option<Self> {
        points
            .into_iter()
            .map(|point| Self {
                min: point,
                max: point,
            })
            .reduce(|a, b| a.union(&b))
    }

    /// The extent in x.
    #[must_use]
    pub fn width_px(&self) -> f64 {
        self.max.x - self.min.x
    }

    /// The extent in y.
    #[must_use]
    pub fn height_px(&self) -> f64 {
        self.max.y - self.min.y
    }

    /// Width times height, in square pixels.
    #[must_use]
    pub fn area_px2(&self) -> f64 {
        self.width_px() * self.height_px()
    }

    /// Where its diagonals cross.
    #[must_use]
    pub const fn center(&self) -> Point {
        self.min.midpoint(self.max)
    }

    /// The corners, clockwise on the screen from the upper left one.
    #[must_use]
    pub const fn corners(&self) -> [Point; 4] {
        [
            self.min,
            Point::new(self.max.x, self.min.y),
            self.max,
            Point::new(self.min.x, self.max.y),
        ]
    }

    /// Whether a point lies in it or on its edge.
    #[must_use]
    pub const fn contains(&self, point: Point) -> bool {
        self.min.x <= point.x
            && point.x <= self.max.x
            && self.min.y <= point.y
            && point.y <= self.max.y
    }

    /// Whether a box lies in it, perhaps up to its edge.
    #[must_use]
    pub const fn contains_rect(&self, other: &Self) -> bool {
        self.contains(other.min) && self.contains(other.max)
    }

    /// Whether it has a point in common with a box, if only on the edge.
    #[must_use]
    pub const fn meets(&self, other: &Self) -> bool {
        self.min.x <= other.max.x
            && other.min.x <= self.max.x
            && self.min.y <= other.max.y
            && other.min.y <= self.max.y
    }

    /// What it has in common with a box, which may be a line or a point, or `None` where there is
    /// nothing.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        self.meets(other).then(|| Self {
            min: Point::new(self.min.x.max(other.min.x), self.min.y.max(other.min.y)),
            max: Point::new(self.max.x.min(other.max.x), self.max.y.min(other.max.y)),
        })
    }

    /// The smallest box around both.
    #[must_use]
    pub const fn union(&self, other: &Self) -> Self {
        Self {
            min: Point::new(self.min.x.min(other.min.x), self.min.y.min(other.min.y)),
            max: Point::new(self.max.x.max(other.max.x), self.max.y.max(other.max.y)),
        }
    }

    /// The box that reaches so much further to every side.
    #[must_use]
    pub const fn grown(&self, by_px: f64) -> Self {
        Self {
            min: self.min.translated(-by_px, -by_px),
            max: self.max.translated(by_px, by_px),
        }
    }

    /// The place in the box that is nearest to a point: the point itself where it lies inside.
    #[must_use]
    pub const fn nearest(&self, point: Point) -> Point {
        Point::new(
            point.x.min(self.max.x).max(self.min.x),
            point.y.min(self.max.y).max(self.min.y),
        )
    }

    /// The same box as one that can be turned.
    #[must_use]
    pub fn to_rotated(&self) -> RotatedBox {
        RotatedBox {
            center: self.center(),
            width_px: self.width_px(),
            height_px: self.height_px(),
            angle_rad: 0.0,
        }
    }
}

/// A box that was turned around its centre.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RotatedBox {
    /// Where its diagonals cross.
    pub center: Point,
    /// The length of the sides that are level while the angle is 0.
    pub width_px: f64,
    /// The length of the other sides.
    pub height_px: f64,
    /// How far it was turned, clockwise on the screen.
    pub angle_rad: f64,
}

impl RotatedBox {
    /// Width times height, in square pixels.
    #[must_use]
    pub fn area_px2(&self) -> f64 {
        self.width_px * self.height_px
    }

    /// The corners, clockwise on the screen from the one that is the upper left one while the angle
    /// is 0.
    #[must_use]
    pub fn corners(&self) -> [Point; 4] {
        self.upright()
            .corners()
            .map(|corner| self.from_frame(corner))
    }

    /// The smallest upright box around it.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        let [a, b, c, d] = self.corners();
        Rect::between(a, c).union(&Rect::between(b, d))
    }

    /// The box in its own frame: upright, with its centre at (0, 0).
    #[must_use]
    pub fn upright(&self) -> Rect {
        let corner = Point::new(self.width_px / 2.0, self.height_px / 2.0);
        Rect::between(Point::new(-corner.x, -corner.y), corner)
    }

    /// A place in the picture as seen from the box's own frame, whose origin is the centre and whose
    /// x runs along the width.
    #[must_use]
    pub fn to_frame(&self, point: Point) -> Point {
        let (sin, cos) = sin_cos(self.angle_rad);
        let (x, y) = (point.x - self.center.x, point.y - self.center.y);
        Point::new(cos * x + sin * y, cos * y - sin * x)
    }

    /// The place in the picture of one in the box's own frame.
    #[must_use]
    pub fn from_frame(&self, point: Point) -> Point {
        let (sin, cos) = sin_cos(self.angle_rad);
        self.center
            .translated(cos * point.x - sin * point.y, sin * point.x + cos * point.y)
    }

    /// The box with the same angle whose place and size are those of `frame`, in its own frame.
    #[must_use]
    pub fn with_upright(&self, frame: &Rect) -> Self {
        Self {
            center: self.from_frame(frame.center()),
            width_px: frame.width_px(),
            height_px: frame.height_px(),
            angle_rad: self.angle_rad,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn rect(left: f64, top: f64, right: f64, bottom: f64) -> Rect {
        Rect::between(Point::new(left, top), Point::new(right, bottom))
    }

    #[test]
    fn a_rotated_box_turns_clockwise_on_the_screen() {
        let rotated = RotatedBox {
            center: Point::new(5.0, 5.0),
            width_px: 4.0,
            height_px: 2.0,
            angle_rad: std::f64::consts::FRAC_PI_2,
        };
        let expected = [(6.0, 3.0), (6.0, 7.0), (4.0, 7.0), (4.0, 3.0)];
        assert_eq!(rotated.corners().map(|it| (it.x, it.y)), expected);
        assert_eq!(rotated.bounds(), rect(4.0, 3.0, 6.0, 7.0));
    }

    #[test]
    fn boxes_that_share_an_edge_meet() {
        let (a, b) = (rect(0.0, 0.0, 2.0, 2.0), rect(2.0, 1.0, 3.0, 3.0));
        assert_eq!(a.intersection(&b), Some(rect(2.0, 1.0, 2.0, 2.0)));
        assert_eq!(a.intersection(&rect(2.1, 0.0, 3.0, 1.0)), None);
        assert_eq!(a.union(&b), rect(0.0, 0.0, 3.0, 3.0));
        assert!(a.contains_rect(&rect(1.0, 0.0, 2.0, 1.0)) && !a.contains_rect(&b));
        assert!(!a.meets(&rect(0.0, 2.1, 2.0, 3.0)));
    }

    #[test]
    fn the_nearest_place_is_on_the_edge_or_the_point_itself() {
        let a = rect(0.0, 0.0, 2.0, 2.0);
        assert_eq!(a.nearest(Point::new(5.0, 1.0)), Point::new(2.0, 1.0));
        assert_eq!(a.nearest(Point::new(-5.0, 9.0)), Point::new(0.0, 2.0));
        assert_eq!(a.nearest(Point::new(0.5, 1.5)), Point::new(0.5, 1.5));
    }

    #[test]
    fn a_box_goes_around_its_points() {
        let points = [(3.0, 1.0), (0.0, 2.0), (1.0, -1.0)].map(|(x, y)| Point::new(x, y));
        assert_eq!(Rect::around(points), Some(rect(0.0, -1.0, 3.0, 2.0)));
        assert_eq!(Rect::around([]), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_place_in_the_frame_is_one_in_the_picture(
            center in (-50.0f64..50.0, -50.0f64..50.0),
            point in (-50.0f64..50.0, -50.0f64..50.0),
            angle_rad in -7.0f64..7.0,
        ) {
            let rotated = RotatedBox {
                center: Point::new(center.0, center.1),
                width_px: 3.0,
                height_px: 2.0,
                angle_rad,
            };
            let point = Point::new(point.0, point.1);
            let back = rotated.from_frame(rotated.to_frame(point));
            prop_assert!(back.distance_px(point) < 1e-9);
            let turned = rotated.to_frame(point.rotated(rotated.center, 0.5));
            prop_assert!(turned.distance_px(rotated.to_frame(point).rotated(Point::default(), 0.5)) < 1e-9);
        }
    }
}
