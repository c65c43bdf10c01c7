//! Polygons for `geo`, which does the algebra of areas, and back.
//!
//! Its booleans round to a grid of some 2⁻³⁰ of the extent of what they are given: 0.00002 pixels
//! for a picture of 20,000.

use geo::orient::Direction;
use geo::{BooleanOps, Orient, unary_union};

use crate::{MultiPolygon, Point, Polygon, Rect};

/// Areas below this are what rounding leaves between two edges, in square pixels.
pub const ROUNDING_PX2: f64 = 1e-6;

/// The polygon as `geo` has it. A ring with a number that is not finite is left out.
pub fn to_geo(polygon: &MultiPolygon) -> geo::MultiPolygon {
    polygon.parts.iter().map(part_to_geo).collect()
}

fn part_to_geo(part: &Polygon) -> geo::Polygon {
    let holes = part.holes.iter().map(|hole| ring_to_geo(hole)).collect();
    geo::Polygon::new(ring_to_geo(&part.outer), holes)
}

/// A ring or a line as `geo` has it, or an empty one where a number is not finite.
pub fn ring_to_geo(ring: &[Point]) -> geo::LineString {
    if ring.iter().all(|it| it.is_finite()) {
        ring.iter().map(|it| (it.x, it.y)).collect()
    } else {
        geo::LineString::empty()
    }
}

/// The polygon of one that `geo` made. What only rounding left is dropped.
pub fn from_geo(polygon: &geo::MultiPolygon) -> MultiPolygon {
    let part = |part: &geo::Polygon| Polygon {
        outer: ring_from_geo(part.exterior()),
        holes: part
            .interiors()
            .iter()
            .map(ring_from_geo)
            .filter(|hole| crate::polygon::ring_area_px2(hole) > ROUNDING_PX2)
            .collect(),
    };
    MultiPolygon {
        parts: polygon
            .iter()
            .map(part)
            .filter(|part| part.area_px2() > ROUNDING_PX2)
            .collect(),
    }
}

/// The points of a closed line, the first one once.
fn ring_from_geo(ring: &geo::LineString) -> Vec<Point> {
    let points = ring.coords().take(ring.0.len().saturating_sub(1));
    points.map(|it| Point::new(it.x, it.y)).collect()
}

/// A box as a polygon.
pub fn rect_to_geo(rect: &Rect) -> geo::Polygon {
    geo::Polygon::new(ring_to_geo(&rect.corners()), Vec::new())
}

/// The area that polygons stand for together, valid whatever they were: rings are even-odd, what
/// lies in a hole is not part of its polygon, and what several cover counts once.
pub fn covered(polygon: &MultiPolygon) -> geo::MultiPolygon {
    let nothing = geo::MultiPolygon::new(Vec::new());
    let filled =
        |ring: &Vec<Point>| geo::Polygon::new(ring_to_geo(ring), Vec::new()).union(&nothing);
    let parts: Vec<geo::MultiPolygon> = polygon
        .parts
        .iter()
        .map(|part| {
            let outer = filled(&part.outer);
            if part.holes.is_empty() {
                outer
            } else {
                let holes: Vec<geo::MultiPolygon> = part.holes.iter().map(filled).collect();
                outer.difference(&united(&holes))
            }
        })
        .collect();
    match <[geo::MultiPolygon; 1]>::try_from(parts) {
        Ok([part]) => part,
        Err(parts) => united(&parts),
    }
}

/// The area that valid polygons cover together.
pub fn united(areas: &[geo::MultiPolygon]) -> geo::MultiPolygon {
    // A union asks that holes go the other way round than the rings around them, and the booleans do
    // not always leave them so: not where a hole touches the ring.
    let oriented = areas.iter().map(|area| area.orient(Direction::Default));
    unary_union(&oriented.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use geo::Area;

    fn ring(points: &[(f64, f64)]) -> Vec<Point> {
        points.iter().map(|&(x, y)| Point::new(x, y)).collect()
    }

    fn square(low: f64, high: f64) -> Vec<Point> {
        ring(&[(low, low), (high, low), (high, high), (low, high)])
    }

    #[test]
    fn what_overlaps_counts_once() {
        let mut reversed = square(5.0, 15.0);
        reversed.reverse();
        let polygon = MultiPolygon {
            parts: vec![
                Polygon::from_ring(square(0.0, 10.0)),
                Polygon::from_ring(reversed),
            ],
        };
        assert!((covered(&polygon).unsigned_area() - 175.0).abs() < 1e-6);
        assert_eq!(from_geo(&covered(&polygon)).parts.len(), 1);
    }

    #[test]
    fn what_lies_in_a_hole_is_no_part() {
        let polygon = MultiPolygon {
            parts: vec![Polygon {
                outer: square(0.0, 10.0),
                // Two holes that overlap, of which one sticks out.
                holes: vec![square(4.0, 6.0), square(5.0, 12.0)],
            }],
        };
        assert!((covered(&polygon).unsigned_area() - (100.0 - 4.0 - 25.0 + 1.0)).abs() < 1e-6);
    }

    #[test]
    fn a_bow_becomes_two_triangles() {
        let bow = MultiPolygon::from_ring(ring(&[(0.0, 0.0), (4.0, 4.0), (4.0, 0.0), (0.0, 4.0)]));
        let mended = from_geo(&covered(&bow));
        assert_eq!(mended.parts.len(), 2);
        assert!((mended.area_px2() - 8.0).abs() < 1e-6);
    }

    #[test]
    fn a_hole_that_touches_its_ring_stays_one_in_a_union() {
        // A ring that crosses itself: a triangle hangs from its lower left edge, within.
        let crossed = MultiPolygon::from_ring(ring(&[
            (34.0, 51.0),
            (51.0, 35.0),
            (0.0, 47.0),
            (116.0, 92.0),
            (2.0, -26.0),
        ]));
        let area = covered(&crossed);
        let with_hole = united(std::slice::from_ref(&area));
        assert!((with_hole.unsigned_area() - area.unsigned_area()).abs() < 1e-6);
        assert_eq!(from_geo(&area).parts[0].holes.len(), 1);
    }

    #[test]
    fn there_and_back_is_the_same() {
        let polygon = MultiPolygon {
            parts: vec![Polygon {
                outer: square(0.0, 10.0),
                holes: vec![square(4.0, 6.0)],
            }],
        };
        let back = from_geo(&to_geo(&polygon));
        assert_eq!(back.area_px2(), 96.0);
        assert_eq!(back.parts[0].outer.len(), 4);
        assert!(from_geo(&to_geo(&MultiPolygon::default())).is_empty());
        let broken = MultiPolygon::from_ring(ring(&[(0.0, 0.0), (f64::NAN, 4.0), (4.0, 0.0)]));
        assert!(covered(&broken).0.is_empty());
    }
}
