//! What of a shape lies in a picture.

use geo::{BooleanOps, Centroid};

use crate::planar::{covered, from_geo, rect_to_geo};
use crate::{MultiPolygon, PixelRect, Point, Polyline, Rect, RotatedBox, Shape};

impl Shape {
    /// What of the shape lies in a picture, or `None` where that is nothing, or no area where the
    /// shape had one.
    ///
    /// - A box, a polygon and a mask are cut off. A polygon may come in more parts then.
    /// - A rotated box keeps its angle and is made smaller until its corners are in the picture. No
    ///   side of what is left could lie further out.
    /// - A line is cut where it leaves the picture, and goes straight from there to where it comes
    ///   back. Only its points count: its width may reach out of the picture.
    /// - A point is there or not; [`Rect::nearest`] moves it.
    #[must_use]
    pub fn clamped(&self, picture: &Rect) -> Option<Self> {
        match self {
            Self::Box(rect) => {
                let inside = rect.intersection(picture)?;
                (inside.area_px2() > 0.0).then_some(Self::Box(inside))
            }
            Self::RotatedBox(rotated) => clamped_box(rotated, picture).map(Self::RotatedBox),
            Self::Polygon(polygon) => clamped_polygon(polygon, picture).map(Self::Polygon),
            Self::Mask(mask) => {
                // Casts saturate.
                let inside = mask.clipped(PixelRect {
                    left: picture.min.x.ceil() as u32,
                    top: picture.min.y.ceil() as u32,
                    right: picture.max.x.floor() as u32,
                    bottom: picture.max.y.floor() as u32,
                });
                (!inside.is_empty()).then_some(Self::Mask(inside))
            }
            Self::Polyline(line) => {
                let points = clamped_line(&line.points, picture);
                (points.len() > 1).then_some(Self::Polyline(Polyline {
                    points,
                    width_px: line.width_px,
                }))
            }
            Self::Point(point) => picture.contains(*point).then_some(Self::Point(*point)),
        }
    }
}

/// The area that polygons stand for in a picture.
fn clamped_polygon(polygon: &MultiPolygon, picture: &Rect) -> Option<MultiPolygon> {
    let points = polygon.parts.iter().flat_map(|part| &part.outer);
    let bounds = Rect::around(points.copied())?;
    if picture.contains_rect(&bounds) {
        return Some(polygon.clone());
    }
    let inside = from_geo(&covered(polygon).intersection(&rect_to_geo(picture)));
    // What was cut lies on the edge but for rounding.
    let inside = inside.map(|point| picture.nearest(point));
    (!inside.is_empty()).then_some(inside)
}

/// The points of a line in a picture: its own, and those where it crosses the edge.
fn clamped_line(points: &[Point], picture: &Rect) -> Vec<Point> {
    let mut inside: Vec<Point> = Vec::new();
    let mut push = |point: Point| {
        if inside.last() != Some(&point) {
            inside.push(point);
        }
    };
    for pair in points.windows(2) {
        if let Some((from, to)) = clamped_segment(pair[0], pair[1], picture) {
            push(from);
            push(to);
        }
    }
    inside
}

/// The ends of what of a straight line lies in a picture (Liang and Barsky, "A New Concept and
/// Method for Line Clipping", 1984).
fn clamped_segment(from: Point, to: Point, picture: &Rect) -> Option<(Point, Point)> {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let (mut first, mut last) = (0.0f64, 1.0f64);
    // Each edge: how fast the line goes out over it, and how far inside it begins.
    for (out, inside) in [
        (-dx, from.x - picture.min.x),
        (dx, picture.max.x - from.x),
        (-dy, from.y - picture.min.y),
        (dy, picture.max.y - from.y),
    ] {
        if out == 0.0 && inside < 0.0 {
            return None;
        }
        if out < 0.0 {
            first = first.max(inside / out);
        } else if out > 0.0 {
            last = last.min(inside / out);
        }
    }
    let at = |share: f64| match share {
        0.0 => from,
        1.0 => to,
        _ => picture.nearest(from.translated(share * dx, share * dy)),
    };
    (first <= last).then(|| (at(first), at(last)))
}

/// A half-plane in the frame of a box: where `across * u + down * v` is at most `most`.
struct HalfPlane {
    across: f64,
    down: f64,
    most: f64,
}

impl HalfPlane {
    /// The most that the corners of a box in the frame have.
    fn reach(&self, frame: &Rect) -> f64 {
        (self.across * frame.min.x).max(self.across * frame.max.x)
            + (self.down * frame.min.y).max(self.down * frame.max.y)
    }

    fn at(&self, point: Point) -> f64 {
        self.across * point.x + self.down * point.y
    }
}

/// A box with the same angle that lies in the box and in the picture: the box drawn together towards
/// the middle of what is in the picture until it fits, and then each side moved out again as far as
/// it goes.
fn clamped_box(rotated: &RotatedBox, picture: &Rect) -> Option<RotatedBox> {
    if rotated.corners().iter().all(|it| picture.contains(*it)) {
        return Some(*rotated);
    }
    let whole = rotated.upright();
    let area = covered(&MultiPolygon::from_ring(rotated.corners()));
    let middle = area.intersection(&rect_to_geo(picture)).centroid()?;
    let middle = rotated.to_frame(Point::new(middle.x(), middle.y()));
    let planes = half_planes(rotated, picture);

    let scale = planes.iter().fold(1.0f64, |scale, plane| {
        let (room, reach) = (
            plane.most - plane.at(middle),
            plane.reach(&whole) - plane.at(middle),
        );
        if reach > room {
            scale.min((room / reach).max(0.0))
        } else {
            scale
        }
    });
    let mut frame = Rect {
        min: whole.min.scaled(middle, scale, scale),
        max: whole.max.scaled(middle, scale, scale),
    };
    for plane_side in [Side::Right, Side::Left, Side::Bottom, Side::Top] {
        plane_side.move_out(&mut frame, &whole, &planes);
    }
    let clamped = rotated.with_upright(&frame);
    (clamped.area_px2() > 0.0).then_some(clamped)
}

/// The four edges of a picture, as seen from the frame of a box.
fn half_planes(rotated: &RotatedBox, picture: &Rect) -> [HalfPlane; 4] {
    let origin = rotated.to_frame(Point::default());
    [
        (Point::new(1.0, 0.0), picture.max.x),
        (Point::new(-1.0, 0.0), -picture.min.x),
        (Point::new(0.0, 1.0), picture.max.y),
        (Point::new(0.0, -1.0), -picture.min.y),
    ]
    .map(|(outward, most)| {
        let turned = rotated.to_frame(outward);
        let (across, down) = (turned.x - origin.x, turned.y - origin.y);
        HalfPlane {
            across,
            down,
            most: most + across * origin.x + down * origin.y,
        }
    })
}

/// A side of a box in its frame.
#[derive(Clone, Copy)]
enum Side {
    Right,
    Left,
    Bottom,
    Top,
}

impl Side {
    /// Moves the side as far out as the half-planes and the whole box allow.
    fn move_out(self, frame: &mut Rect, whole: &Rect, planes: &[HalfPlane; 4]) {
        let furthest = |limit: f64, outward: f64, share: fn(&HalfPlane) -> f64, frame: &Rect| {
            planes
                .iter()
                .filter(|plane| share(plane) * outward > 0.0)
                .map(|plane| {
                    let along = share(plane);
                    let own = along * self.value(frame);
                    // What the other two sides leave of the room.
                    (plane.most - (plane.reach(frame) - own)) / along
                })
                .fold(limit, |least, it| {
                    if outward > 0.0 {
                        least.min(it)
                    } else {
                        least.max(it)
                    }
                })
        };
        let (across, down) = (|it: &HalfPlane| it.across, |it: &HalfPlane| it.down);
        match self {
            Self::Right => frame.max.x = furthest(whole.max.x, 1.0, across, frame).max(frame.max.x),
            Self::Left => frame.min.x = furthest(whole.min.x, -1.0, across, frame).min(frame.min.x),
            Self::Bottom => frame.max.y = furthest(whole.max.y, 1.0, down, frame).max(frame.max.y),
            Self::Top => frame.min.y = furthest(whole.min.y, -1.0, down, frame).min(frame.min.y),
        }
    }

    fn value(self, frame: &Rect) -> f64 {
        match self {
            Self::Right => frame.max.x,
            Self::Left => frame.min.x,
            Self::Bottom => frame.max.y,
            Self::Top => frame.min.y,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::shape::test_shapes::{rotated_strategy, shape_strategy};
    use proptest::prelude::*;

    const PICTURE: Rect = Rect {
        min: Point::new(0.0, 0.0),
        max: Point::new(100.0, 80.0),
    };

    fn points(places: &[(f64, f64)]) -> Vec<Point> {
        places.iter().map(|&(x, y)| Point::new(x, y)).collect()
    }

    fn line(places: &[(f64, f64)]) -> Shape {
        Shape::Polyline(Polyline {
            points: points(places),
            width_px: 3.0,
        })
    }

    #[test]
    fn a_line_goes_straight_from_where_it_leaves_to_where_it_comes_back() {
        let out_and_in = line(&[(10.0, 10.0), (10.0, -10.0), (30.0, -10.0), (30.0, 10.0)]);
        let expected = line(&[(10.0, 10.0), (10.0, 0.0), (30.0, 0.0), (30.0, 10.0)]);
        assert_eq!(out_and_in.clamped(&PICTURE), Some(expected));
        let through = line(&[(-10.0, 40.0), (110.0, 40.0)]);
        let expected = line(&[(0.0, 40.0), (100.0, 40.0)]);
        assert_eq!(through.clamped(&PICTURE), Some(expected));
        assert_eq!(line(&[(-10.0, 5.0), (5.0, -10.0)]).clamped(&PICTURE), None);
        assert_eq!(line(&[(-10.0, 5.0), (-10.0, 50.0)]).clamped(&PICTURE), None);
    }

    #[test]
    fn a_polygon_is_cut_into_parts() {
        // A comb whose back lies outside.
        let comb = Shape::Polygon(MultiPolygon::from_ring(points(&[
            (-10.0, 0.0),
            (20.0, 0.0),
            (20.0, 10.0),
            (-5.0, 10.0),
            (-5.0, 20.0),
            (20.0, 20.0),
            (20.0, 30.0),
            (-10.0, 30.0),
        ])));
        let inside = comb.clamped(&PICTURE).unwrap();
        assert_eq!(inside.polygon(0.0).parts.len(), 2);
        assert!((inside.area_px2() - 400.0).abs() < 1e-3);
        assert_eq!(comb.translated(-50.0, 0.0).clamped(&PICTURE), None);
    }

    #[test]
    fn a_box_without_an_area_in_the_picture_is_nothing() {
        let rect = Rect::between(Point::new(100.0, 0.0), Point::new(110.0, 10.0));
        assert_eq!(Shape::Box(rect).clamped(&PICTURE), None);
        let inside = Rect::between(Point::new(90.0, -5.0), Point::new(110.0, 10.0));
        let expected = Rect::between(Point::new(90.0, 0.0), Point::new(100.0, 10.0));
        assert_eq!(
            Shape::Box(inside).clamped(&PICTURE),
            Some(Shape::Box(expected))
        );
    }

    #[test]
    fn a_rotated_box_that_is_not_turned_is_cut_like_a_box() {
        let rect = Rect::between(Point::new(90.0, -5.0), Point::new(110.0, 10.0));
        let clamped = clamped_box(&rect.to_rotated(), &PICTURE).unwrap();
        let expected = rect.intersection(&PICTURE).unwrap().to_rotated();
        assert!(clamped.center.distance_px(expected.center) < 1e-9);
        assert!((clamped.area_px2() - 100.0).abs() < 1e-9);
        let outside = RotatedBox {
            center: Point::new(-50.0, 0.0),
            angle_rad: 0.3,
            ..rect.to_rotated()
        };
        assert_eq!(clamped_box(&outside, &PICTURE), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_clamped_lies_in_the_picture_and_in_the_shape(shape in shape_strategy()) {
            if let Some(clamped) = shape.clamped(&PICTURE) {
                prop_assert_eq!(clamped.kind(), shape.kind());
                let vertices = clamped.vertices();
                prop_assert!(vertices.iter().all(|it| PICTURE.grown(1e-9).contains(*it)));
                if !matches!(shape, Shape::Polyline(_)) {
                    prop_assert!(vertices.iter().all(|it| shape.distance_px(*it) < 1e-4));
                    prop_assert!(clamped.bounds().is_some_and(|it| PICTURE.grown(1e-9).contains_rect(&it)));
                }
                // What is inside stays as it is.
                prop_assert_eq!(clamped.clamped(&PICTURE.grown(1e-9)), Some(clamped));
            } else if let Some(bounds) = shape.bounds() {
                prop_assert!(!PICTURE.contains_rect(&bounds));
            }
        }

        #[test]
        fn a_box_cut_from_all_sides_loses_nothing_that_its_angle_allows(
            rotated in rotated_strategy(),
        ) {
            if let Some(clamped) = clamped_box(&rotated, &PICTURE) {
                let (whole, frame) = (rotated.upright(), clamped.upright());
                prop_assert!(frame.width_px() <= whole.width_px() + 1e-9);
                // Every side is one of the box before, or has a corner on the edge of the picture.
                let inner = PICTURE.grown(-1e-6);
                let at_edge: Vec<bool> = clamped.corners().iter().map(|it| !inner.contains(*it)).collect();
                let sides = clamped.corners().map(|it| rotated.to_frame(it));
                let is_own = [
                    (sides[0].y - whole.min.y).abs() < 1e-6,
                    (sides[1].x - whole.max.x).abs() < 1e-6,
                    (sides[2].y - whole.max.y).abs() < 1e-6,
                    (sides[3].x - whole.min.x).abs() < 1e-6,
                ];
                for side in 0..4 {
                    prop_assert!(is_own[side] || at_edge[side] || at_edge[(side + 1) % 4]);
                }
            }
        }
    }
}
