//! Rings of polygons as formats write them.

use shapes::{MultiPolygon, Point, Polygon};

/// The most pairs of points that are compared to find the shortest way to a ring.
const MOST_PAIRS: usize = 4_000_000;

/// The points of a ring without its first one again at the end, which some tools write.
pub(crate) fn opened(mut ring: Vec<Point>) -> Vec<Point> {
    while ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    ring
}

/// The polygon of one part without holes.
pub(crate) fn polygon(ring: Vec<Point>) -> MultiPolygon {
    MultiPolygon {
        parts: vec![Polygon {
            outer: opened(ring),
            holes: Vec::new(),
        }],
    }
}

/// One ring around the same area: each further ring is reached by a line from its nearest point to a
/// point of what is joined already, and left by the same line. Since holes go the other way round
/// than outer rings, both rules of filling give the area.
pub(crate) fn joined(polygon: &MultiPolygon) -> Vec<Point> {
    let rings = polygon.parts.iter().flat_map(|part| {
        let outer = directed(&part.outer, true);
        let holes = part.holes.iter().map(|hole| directed(hole, false));
        std::iter::once(outer).chain(holes)
    });
    let mut joined: Vec<Point> = Vec::new();
    for ring in rings.filter(|ring| !ring.is_empty()) {
        if joined.is_empty() {
            joined = ring;
            continue;
        }
        let (at, from) = nearest(&joined, &ring);
        // There, once around the ring, and back.
        let around = ring[from..].iter().chain(&ring[..=from]);
        let detour: Vec<Point> = around.copied().chain([joined[at]]).collect();
        joined.splice(at + 1..at + 1, detour);
    }
    joined
}

/// The ring, clockwise on the screen or the other way.
fn directed(ring: &[Point], clockwise: bool) -> Vec<Point> {
    let mut ring = ring.to_vec();
    if (doubled_area(&ring) > 0.0) != clockwise {
        ring.reverse();
    }
    ring
}

/// Twice the area that a ring encloses, negative where it does not go clockwise on the screen.
fn doubled_area(ring: &[Point]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter()
        .zip(next)
        .map(|(a, b)| a.x * b.y - b.x * a.y)
        .sum()
}

/// The places of the two points of two rings that are nearest to each other, or just of two points
/// where there are too many to compare.
fn nearest(a: &[Point], b: &[Point]) -> (usize, usize) {
    let mut nearest = (0, 0);
    if a.len().saturating_mul(b.len()) > MOST_PAIRS {
        return nearest;
    }
    let mut shortest = f64::INFINITY;
    for (i, p) in a.iter().enumerate() {
        for (j, q) in b.iter().enumerate() {
            let distance = (p.x - q.x).hypot(p.y - q.y);
            if distance < shortest {
                shortest = distance;
                nearest = (i, j);
            }
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;
    use shapes::Mask;

    fn square(x: f64, y: f64, side: f64) -> Vec<Point> {
        [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)]
            .map(|(right, down)| Point::new(x + right, y + down))
            .to_vec()
    }

    #[test]
    fn a_joined_ring_covers_the_same_pixels() {
        let polygon = MultiPolygon {
            parts: vec![
                Polygon {
                    outer: square(0.0, 0.0, 20.0),
                    holes: vec![square(2.0, 2.0, 5.0), square(10.0, 10.0, 6.0)],
                },
                Polygon {
                    outer: square(30.0, 5.0, 4.0),
                    holes: Vec::new(),
                },
            ],
        };
        let ring = joined(&polygon);
        // Each of the three further rings costs two points.
        assert_eq!(ring.len(), 16 + 6);
        let one = super::polygon(ring.clone());
        assert_eq!(Mask::from_polygon(&one), Mask::from_polygon(&polygon));
        assert_eq!(doubled_area(&ring) / 2.0, 400.0 - 25.0 - 36.0 + 16.0);
    }

    #[test]
    fn the_first_point_is_not_its_own_neighbour() {
        let mut ring = square(0.0, 0.0, 2.0);
        ring.push(ring[0]);
        assert_eq!(opened(ring), square(0.0, 0.0, 2.0));
    }
}
