//! A point drawn to what is near it.

use crate::segment::nearest_on_segment;
use crate::{PictureSize, Point, Shape};

/// What a point was drawn to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SnapTarget {
    /// A vertex of a shape.
    Vertex,
    /// A corner of the picture.
    Corner,
    /// An edge of a shape.
    Edge,
    /// An edge of the picture.
    Border,
}

/// A point that was drawn to something.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Snapped {
    /// Where it is now.
    pub point: Point,
    /// What it was drawn to.
    pub target: SnapTarget,
}

/// Draws a point to the nearest vertex of shapes or corner of the picture that is at most
/// `radius_px` away, or else to the nearest edge of either; `None` where there is nothing so near.
/// A shape that is just being changed is best not among them, or it holds on to itself.
#[must_use]
pub fn snapped<'a>(
    point: Point,
    radius_px: f64,
    shapes: impl IntoIterator<Item = &'a Shape>,
    picture: Option<PictureSize>,
) -> Option<Snapped> {
    let mut vertices = Nearest::within(point, radius_px);
    let mut edges = Nearest::within(point, radius_px);
    for shape in shapes {
        if let Some(hit) = shape.nearest_vertex(point, radius_px) {
            vertices.offer(hit.at, SnapTarget::Vertex);
        }
        if let Some(hit) = shape.nearest_edge(point, radius_px) {
            edges.offer(hit.at, SnapTarget::Edge);
        }
    }
    if let Some(picture) = picture {
        let corners = picture.rect().corners();
        for side in 0..4 {
            let (from, to) = (corners[side], corners[(side + 1) % 4]);
            vertices.offer(from, SnapTarget::Corner);
            edges.offer(nearest_on_segment(point, from, to), SnapTarget::Border);
        }
    }
    vertices.found.or(edges.found)
}

/// The nearest of what is offered. Of what is equally near, the first counts.
struct Nearest {
    point: Point,
    /// How far what is offered may be.
    most_px: f64,
    found: Option<Snapped>,
}

impl Nearest {
    const fn within(point: Point, radius_px: f64) -> Self {
        Self {
            point,
            most_px: radius_px,
            found: None,
        }
    }

    fn offer(&mut self, place: Point, target: SnapTarget) {
        let distance_px = place.distance_px(self.point);
        let is_nearer = distance_px < self.most_px;
        if is_nearer || (self.found.is_none() && distance_px == self.most_px) {
            self.most_px = distance_px;
            self.found = Some(Snapped {
                point: place,
                target,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Rect;
    use crate::shape::test_shapes::{point_strategy, shape_strategy};
    use proptest::prelude::*;

    const PICTURE: PictureSize = PictureSize {
        width_px: 100,
        height_px: 80,
    };

    fn rect(left: f64, top: f64, right: f64, bottom: f64) -> Shape {
        Shape::Box(Rect::between(
            Point::new(left, top),
            Point::new(right, bottom),
        ))
    }

    #[test]
    fn a_vertex_beats_an_edge_that_is_nearer() {
        let shapes = [rect(10.0, 10.0, 30.0, 30.0), rect(32.0, 10.0, 50.0, 28.0)];
        let snap = |x, y| snapped(Point::new(x, y), 4.0, &shapes, Some(PICTURE));
        let to = |x, y, target| {
            let point = Point::new(x, y);
            Some(Snapped { point, target })
        };
        assert_eq!(snap(31.5, 30.0), to(30.0, 30.0, SnapTarget::Vertex));
        assert_eq!(snap(31.5, 28.5), to(32.0, 28.0, SnapTarget::Vertex));
        assert_eq!(snap(31.5, 20.0), to(32.0, 20.0, SnapTarget::Edge));
        assert_eq!(snap(60.0, 3.0), to(60.0, 0.0, SnapTarget::Border));
        assert_eq!(snap(99.0, 82.0), to(100.0, 80.0, SnapTarget::Corner));
        assert_eq!(snap(20.0, 20.0), None);
        assert_eq!(snapped(Point::new(60.0, 3.0), 4.0, &shapes, None), None);
    }

    #[test]
    fn what_is_exactly_as_far_as_it_may_be_is_near() {
        let shapes = [Shape::Point(Point::new(3.0, 4.0))];
        let snap = |radius_px| snapped(Point::default(), radius_px, &shapes, None);
        assert_eq!(snap(5.0).map(|it| it.point), Some(Point::new(3.0, 4.0)));
        assert_eq!(snap(4.999), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_point_goes_to_something_near_and_stays_there(
            shapes in proptest::collection::vec(shape_strategy(), 0..5), point in point_strategy(),
        ) {
            let Some(found) = snapped(point, 10.0, &shapes, Some(PICTURE)) else {
                prop_assert!(shapes.iter().all(|it| it.nearest_edge(point, 10.0).is_none()));
                return Ok(());
            };
            prop_assert!(found.point.distance_px(point) <= 10.0);
            let again = snapped(found.point, 1e-9, &shapes, Some(PICTURE)).unwrap();
            prop_assert!(again.point.distance_px(found.point) < 1e-9);
        }
    }
}
