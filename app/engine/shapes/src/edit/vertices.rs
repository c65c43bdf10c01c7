//! The vertices of polygons and lines, one by one.

use thiserror::Error;

use crate::{MultiPolygon, Point, Shape};

/// Where a vertex is in a shape. The edge of the same place goes from it to the next vertex.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VertexPlace {
    /// Which part of a polygon; 0 in any other shape.
    pub part: usize,
    /// 0 for the outer ring or the only line, and one more than the hole's index for a hole.
    pub ring: usize,
    /// Which point of the ring or the line.
    pub vertex: usize,
}

/// Why a vertex was not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum VertexError {
    /// A place where the shape has no vertex that can be changed on its own.
    #[error(
        "there is no vertex {} in ring {} of part {} that can be changed on its own; choose one of \
         a polygon or a line",
        .0.vertex, .0.ring, .0.part
    )]
    NoVertex(VertexPlace),
    /// A ring or a line that would have too few points.
    #[error("it needs at least {least} points; delete the whole of it instead")]
    TooFew {
        /// The fewest points that there must be.
        least: usize,
    },
}

impl Shape {
    /// Moves a vertex of a polygon or a line, or the point that a shape is.
    ///
    /// # Errors
    /// [`VertexError::NoVertex`] where there is none; boxes are changed by their handles.
    pub fn move_vertex(&mut self, place: VertexPlace, to: Point) -> Result<(), VertexError> {
        if let (Self::Point(point), 0) = (&mut *self, place.vertex) {
            *point = to;
            return Ok(());
        }
        let (points, _) = self.points_mut(place)?;
        let vertex = points.get_mut(place.vertex);
        *vertex.ok_or(VertexError::NoVertex(place))? = to;
        Ok(())
    }

    /// Inserts a vertex on the edge that begins at a vertex, and returns the place of the new one.
    ///
    /// # Errors
    /// [`VertexError::NoVertex`] where no edge begins: at the last point of a line, for one.
    pub fn insert_vertex(
        &mut self,
        edge: VertexPlace,
        at: Point,
    ) -> Result<VertexPlace, VertexError> {
        let (points, is_ring) = self.points_mut(edge)?;
        let edges = if is_ring {
            points.len()
        } else {
            points.len().saturating_sub(1)
        };
        if edge.vertex >= edges {
            return Err(VertexError::NoVertex(edge));
        }
        points.insert(edge.vertex + 1, at);
        Ok(VertexPlace {
            vertex: edge.vertex + 1,
            ..edge
        })
    }

    /// Deletes a vertex of a polygon or a line.
    ///
    /// # Errors
    /// [`VertexError::TooFew`] where a ring would have fewer than three points or a line fewer than
    /// two, and [`VertexError::NoVertex`] where there is no vertex.
    pub fn delete_vertex(&mut self, place: VertexPlace) -> Result<(), VertexError> {
        let (points, is_ring) = self.points_mut(place)?;
        let least = if is_ring { 3 } else { 2 };
        if place.vertex >= points.len() {
            return Err(VertexError::NoVertex(place));
        }
        if points.len() <= least {
            return Err(VertexError::TooFew { least });
        }
        points.remove(place.vertex);
        Ok(())
    }

    /// The points of a ring or a line, and whether it is a ring.
    fn points_mut(&mut self, place: VertexPlace) -> Result<(&mut Vec<Point>, bool), VertexError> {
        let points = match (self, place.part, place.ring) {
            (Self::Polyline(line), 0, 0) => return Ok((&mut line.points, false)),
            (Self::Polygon(polygon), part, ring) => ring_mut(polygon, part, ring),
            _ => None,
        };
        let points = points.ok_or(VertexError::NoVertex(place))?;
        Ok((points, true))
    }
}

fn ring_mut(polygon: &mut MultiPolygon, part: usize, ring: usize) -> Option<&mut Vec<Point>> {
    let part = polygon.parts.get_mut(part)?;
    match ring.checked_sub(1) {
        None => Some(&mut part.outer),
        Some(hole) => part.holes.get_mut(hole),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{Polygon, Polyline, Rect};

    fn points(places: &[(f64, f64)]) -> Vec<Point> {
        places.iter().map(|&(x, y)| Point::new(x, y)).collect()
    }

    fn place(part: usize, ring: usize, vertex: usize) -> VertexPlace {
        VertexPlace { part, ring, vertex }
    }

    /// A square with a triangle for a hole.
    fn holed() -> Shape {
        Shape::Polygon(MultiPolygon {
            parts: vec![Polygon {
                outer: points(&[(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0)]),
                holes: vec![points(&[(2.0, 2.0), (4.0, 2.0), (2.0, 4.0)])],
            }],
        })
    }

    fn line(places: &[(f64, f64)]) -> Shape {
        Shape::Polyline(Polyline {
            points: points(places),
            width_px: 1.0,
        })
    }

    #[test]
    fn a_vertex_moves_where_it_is_put() {
        let mut shape = holed();
        shape
            .move_vertex(place(0, 1, 2), Point::new(2.0, 6.0))
            .unwrap();
        assert_eq!(shape.area_px2(), 81.0 - 4.0);
        let mut point = Shape::Point(Point::default());
        point
            .move_vertex(place(0, 0, 0), Point::new(1.0, 2.0))
            .unwrap();
        assert_eq!(point, Shape::Point(Point::new(1.0, 2.0)));
    }

    #[test]
    fn a_vertex_is_inserted_after_the_one_where_its_edge_begins() {
        let mut shape = line(&[(0.0, 0.0), (4.0, 0.0)]);
        let inserted = shape.insert_vertex(place(0, 0, 0), Point::new(2.0, 1.0));
        assert_eq!(inserted, Ok(place(0, 0, 1)));
        assert_eq!(shape, line(&[(0.0, 0.0), (2.0, 1.0), (4.0, 0.0)]));
        let beyond = place(0, 0, 2);
        let refused = shape.insert_vertex(beyond, Point::default());
        assert_eq!(refused, Err(VertexError::NoVertex(beyond)));
        // The last edge of a ring leads back to its first point.
        let mut shape = holed();
        let inserted = shape.insert_vertex(place(0, 0, 3), Point::new(-3.0, 4.0));
        assert_eq!(inserted, Ok(place(0, 0, 4)));
        assert_eq!(shape.area_px2(), 81.0 + 13.5 - 2.0);
    }

    #[test]
    fn a_ring_keeps_three_points_and_a_line_two() {
        let mut shape = holed();
        shape.delete_vertex(place(0, 0, 2)).unwrap();
        assert_eq!(shape.area_px2(), 40.5 - 2.0);
        for ring in [0, 1] {
            let refused = shape.delete_vertex(place(0, ring, 1));
            assert_eq!(refused, Err(VertexError::TooFew { least: 3 }));
        }
        let mut shape = line(&[(0.0, 0.0), (2.0, 1.0), (4.0, 0.0)]);
        shape.delete_vertex(place(0, 0, 0)).unwrap();
        assert_eq!(shape, line(&[(2.0, 1.0), (4.0, 0.0)]));
        let refused = shape.delete_vertex(place(0, 0, 0));
        assert_eq!(refused, Err(VertexError::TooFew { least: 2 }));
    }

    #[test]
    fn places_without_a_vertex_are_refused() {
        let rect = Rect::between(Point::default(), Point::new(1.0, 1.0));
        let mut shapes = [holed(), line(&[(0.0, 0.0), (4.0, 0.0)]), Shape::Box(rect)];
        for shape in &mut shapes {
            let before = shape.clone();
            for place in [place(1, 0, 0), place(0, 2, 0), place(0, 0, 9)] {
                let refused = Err(VertexError::NoVertex(place));
                assert_eq!(shape.move_vertex(place, Point::default()), refused);
                assert_eq!(shape.delete_vertex(place), refused);
            }
            assert_eq!(*shape, before);
        }
        let refused = shapes[2].move_vertex(place(0, 0, 1), Point::default());
        assert!(
            refused
                .unwrap_err()
                .to_string()
                .contains("polygon or a line")
        );
    }
}
