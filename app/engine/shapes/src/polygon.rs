//! Polygons with holes, of one part or several.

use serde::{Deserialize, Serialize};

use crate::Point;

/// One connected area: what lies within the outer ring and in none of the holes. A ring is closed
/// by itself: its last point is not its first one again.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Polygon {
    /// The ring around the area.
    pub outer: Vec<Point>,
    /// The rings around what is cut out of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holes: Vec<Vec<Point>>,
}

impl Polygon {
    /// The polygon within a ring, without holes.
    #[must_use]
    pub fn from_ring(outer: impl Into<Vec<Point>>) -> Self {
        Self {
            outer: outer.into(),
            holes: Vec::new(),
        }
    }

    /// The outer ring, and then the holes.
    pub fn rings(&self) -> impl Iterator<Item = &Vec<Point>> {
        std::iter::once(&self.outer).chain(&self.holes)
    }

    /// The area in square pixels: that within the outer ring, less that of the holes.
    #[must_use]
    pub fn area_px2(&self) -> f64 {
        let holes: f64 = self.holes.iter().map(|hole| ring_area_px2(hole)).sum();
        ring_area_px2(&self.outer) - holes
    }

    /// Whether a point lies within the outer ring and in none of the holes. On an edge, rounding
    /// decides.
    #[must_use]
    pub fn contains(&self, point: Point) -> bool {
        ring_contains(&self.outer, point) && !self.holes.iter().any(|it| ring_contains(it, point))
    }
}

/// The area of one thing, which may have come in several parts, as when something lies across it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MultiPolygon {
    /// The parts, which do not overlap.
    pub parts: Vec<Polygon>,
}

impl MultiPolygon {
    /// The polygon within one ring.
    #[must_use]
    pub fn from_ring(outer: impl Into<Vec<Point>>) -> Self {
        Self {
            parts: vec![Polygon::from_ring(outer)],
        }
    }

    /// Whether it has no parts.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The area of all parts, in square pixels.
    #[must_use]
    pub fn area_px2(&self) -> f64 {
        self.parts.iter().map(Polygon::area_px2).sum()
    }

    /// Whether a point lies in a part.
    #[must_use]
    pub fn contains(&self, point: Point) -> bool {
        self.parts.iter().any(|part| part.contains(point))
    }

    /// The polygon whose points are `moved` of the points of this one.
    #[must_use]
    pub(crate) fn map(&self, moved: impl Fn(Point) -> Point) -> Self {
        let ring = |points: &Vec<Point>| points.iter().map(|it| moved(*it)).collect();
        let part = |part: &Polygon| Polygon {
            outer: ring(&part.outer),
            holes: part.holes.iter().map(ring).collect(),
        };
        Self {
            parts: self.parts.iter().map(part).collect(),
        }
    }
}

/// The edges of a ring, each from its first to its second end.
pub(crate) fn ring_edges(ring: &[Point]) -> impl Iterator<Item = (Point, Point)> {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(a, b)| (*a, *b))
}

/// The area in a ring that does not cross itself, in square pixels (the shoelace formula). The
/// first point is taken for the origin, so that rings far from (0, 0) lose no digits.
pub(crate) fn ring_area_px2(ring: &[Point]) -> f64 {
    let Some(&first) = ring.first() else {
        return 0.0;
    };
    let twice: f64 = ring_edges(ring)
        .map(|(a, b)| (a.x - first.x) * (b.y - first.y) - (b.x - first.x) * (a.y - first.y))
        .sum();
    (twice / 2.0).abs()
}

/// Whether a ray from the point crosses the ring an odd number of times.
pub(crate) fn ring_contains(ring: &[Point], point: Point) -> bool {
    let crosses = |(a, b): &(Point, Point)| {
        (a.y <= point.y) != (b.y <= point.y)
            && point.x < a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x)
    };
    ring_edges(ring).filter(crosses).count() % 2 == 1
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn square(low: f64, high: f64) -> Vec<Point> {
        [(low, low), (high, low), (high, high), (low, high)]
            .map(|(x, y)| Point::new(x, y))
            .to_vec()
    }

    #[test]
    fn holes_are_no_area() {
        let polygon = MultiPolygon {
            parts: vec![
                Polygon {
                    outer: square(0.0, 4.0),
                    holes: vec![square(1.0, 2.0)],
                },
                Polygon::from_ring(square(10.0, 12.0)),
            ],
        };
        assert_eq!(polygon.area_px2(), 19.0);
        assert!(polygon.contains(Point::new(3.0, 3.0)) && polygon.contains(Point::new(11.0, 11.0)));
        assert!(!polygon.contains(Point::new(1.5, 1.5)) && !polygon.contains(Point::new(5.0, 5.0)));
    }

    #[test]
    fn the_way_round_does_not_matter() {
        let mut ring = square(1e6, 1e6 + 1e-3);
        ring.reverse();
        assert!((ring_area_px2(&ring) - 1e-6).abs() < 1e-12);
        assert!(ring_contains(&ring, Point::new(1e6 + 5e-4, 1e6 + 5e-4)));
        assert_eq!(ring_area_px2(&[]), 0.0);
        assert!(!ring_contains(&[], Point::default()));
    }

    #[test]
    fn a_polygon_is_stored_without_names_for_its_parts() {
        let polygon = MultiPolygon::from_ring(&square(0.0, 1.0)[..3]);
        let json = serde_json::to_string(&polygon).unwrap();
        assert_eq!(json, r#"[{"outer":[[0.0,0.0],[1.0,0.0],[1.0,1.0]]}]"#);
        assert_eq!(
            serde_json::from_str::<MultiPolygon>(&json).unwrap(),
            polygon
        );
    }
}
