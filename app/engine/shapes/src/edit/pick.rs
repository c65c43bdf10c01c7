//! What of a shape is under the pointer.

use super::VertexPlace;
use crate::segment::nearest_on_segment;
use crate::{Point, Shape};

/// What of a shape was hit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Hit {
    /// A vertex: the corner of a box, a point of a polygon or a line, or a point.
    Vertex(VertexHit),
    /// An edge between two vertices.
    Edge(EdgeHit),
    /// The area, or what is near it.
    Body,
}

/// A vertex near a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VertexHit {
    /// Which vertex.
    pub place: VertexPlace,
    /// Where it is.
    pub at: Point,
    /// How far it is from the point.
    pub distance_px: f64,
}

/// An edge near a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EdgeHit {
    /// The vertex where the edge begins.
    pub place: VertexPlace,
    /// The nearest place on the edge.
    pub at: Point,
    /// How far that is from the point.
    pub distance_px: f64,
}

impl Shape {
    /// What of the shape is at most `radius_px` from a point. A vertex wins over an edge and an edge
    /// over the body, however near they are, so that each can be reached.
    #[must_use]
    pub fn hit(&self, point: Point, radius_px: f64) -> Option<Hit> {
        let vertex = || self.nearest_vertex(point, radius_px).map(Hit::Vertex);
        let edge = || self.nearest_edge(point, radius_px).map(Hit::Edge);
        let body = || (self.distance_px(point) <= radius_px).then_some(Hit::Body);
        vertex().or_else(edge).or_else(body)
    }

    /// The nearest vertex that is at most `radius_px` from a point.
    #[must_use]
    pub fn nearest_vertex(&self, point: Point, radius_px: f64) -> Option<VertexHit> {
        let paths = self.paths();
        let vertices = paths.iter().flat_map(|path| {
            path.points
                .iter()
                .enumerate()
                .map(|(vertex, &at)| VertexHit {
                    place: VertexPlace {
                        part: path.part,
                        ring: path.ring,
                        vertex,
                    },
                    at,
                    distance_px: at.distance_px(point),
                })
        });
        vertices
            .filter(|hit| hit.distance_px <= radius_px)
            .min_by(|a, b| a.distance_px.total_cmp(&b.distance_px))
    }

    /// The nearest edge that is at most `radius_px` from a point. The edge of a wide line is the
    /// line in its middle.
    #[must_use]
    pub fn nearest_edge(&self, point: Point, radius_px: f64) -> Option<EdgeHit> {
        let paths = self.paths();
        let edges = paths.iter().flat_map(|path| {
            path.edges().map(|(vertex, from, to)| {
                let at = nearest_on_segment(point, from, to);
                EdgeHit {
                    place: VertexPlace {
                        part: path.part,
                        ring: path.ring,
                        vertex,
                    },
                    at,
                    distance_px: at.distance_px(point),
                }
            })
        });
        edges
            .filter(|hit| hit.distance_px <= radius_px)
            .min_by(|a, b| a.distance_px.total_cmp(&b.distance_px))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::mask::test_masks::drawn;
    use crate::shape::test_shapes::{point_strategy, shape_strategy};
    use crate::{MultiPolygon, Polygon, Polyline, Rect};
    use proptest::prelude::*;

    fn place(part: usize, ring: usize, vertex: usize) -> VertexPlace {
        VertexPlace { part, ring, vertex }
    }

    #[test]
    fn a_vertex_beats_an_edge_beats_the_body() {
        let shape = Shape::Box(Rect::between(Point::default(), Point::new(10.0, 10.0)));
        let hit = |x, y| shape.hit(Point::new(x, y), 2.0);
        // Nearer to the edge than to the corner.
        let corner = hit(9.9, 8.5).unwrap();
        assert!(matches!(corner, Hit::Vertex(VertexHit { place: at, .. }) if at == place(0, 0, 2)));
        let edge = hit(5.0, -1.0).unwrap();
        let expected = EdgeHit {
            place: place(0, 0, 0),
            at: Point::new(5.0, 0.0),
            distance_px: 1.0,
        };
        assert_eq!(edge, Hit::Edge(expected));
        assert_eq!(hit(5.0, 5.0), Some(Hit::Body));
        assert_eq!(hit(5.0, -2.1), None);
    }

    #[test]
    fn parts_and_holes_have_their_places() {
        let ring = |low: f64, high: f64| -> Vec<Point> {
            let corners = Rect::between(Point::new(low, low), Point::new(high, high)).corners();
            corners.to_vec()
        };
        let shape = Shape::Polygon(MultiPolygon {
            parts: vec![
                Polygon::from_ring(ring(0.0, 10.0)),
                Polygon {
                    outer: ring(20.0, 40.0),
                    holes: vec![ring(22.0, 30.0), ring(32.0, 38.0)],
                },
            ],
        });
        let vertex = shape.nearest_vertex(Point::new(37.5, 38.5), 1.0).unwrap();
        assert_eq!(
            (vertex.place, vertex.at),
            (place(1, 2, 2), Point::new(38.0, 38.0))
        );
        let edge = shape.nearest_edge(Point::new(19.9, 30.0), 1.0).unwrap();
        assert_eq!(edge.place, place(1, 0, 3));
        assert_eq!(shape.nearest_vertex(Point::new(15.0, 15.0), 1.0), None);
    }

    #[test]
    fn what_is_thin_is_hit_near_by() {
        let line = Shape::Polyline(Polyline {
            points: vec![Point::new(0.0, 0.0), Point::new(100.0, 0.0)],
            width_px: 20.0,
        });
        assert!(matches!(
            line.hit(Point::new(50.0, 2.0), 3.0),
            Some(Hit::Edge(_))
        ));
        assert_eq!(line.hit(Point::new(50.0, 12.0), 3.0), Some(Hit::Body));
        assert_eq!(line.hit(Point::new(50.0, 14.0), 3.0), None);
        let point = Shape::Point(Point::new(5.0, 5.0));
        assert!(matches!(
            point.hit(Point::new(6.0, 5.0), 1.0),
            Some(Hit::Vertex(_))
        ));
        let mask = Shape::Mask(drawn(&["#"]));
        assert_eq!(mask.hit(Point::new(3.0, 0.5), 2.0), Some(Hit::Body));
        assert_eq!(mask.hit(Point::new(3.1, 0.5), 2.0), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_shape_is_hit_where_it_is_near(
            shape in shape_strategy(), point in point_strategy(), radius_px in 0.0f64..20.0,
        ) {
            let distance_px = shape.distance_px(point);
            prop_assume!((distance_px - radius_px).abs() > 1e-9);
            prop_assert_eq!(shape.hit(point, radius_px).is_some(), distance_px < radius_px);
        }
    }
}
