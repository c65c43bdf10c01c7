//! Where the edges of a polygon cross, and which ring lies in which.

use std::collections::HashMap;

use geo::line_intersection::{LineIntersection, line_intersection};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree, RTreeObject};

use super::problems::{Problem, distinct};
use crate::polygon::{ring_contains, ring_edges};
use crate::segment::nearest_on_segment;
use crate::{MultiPolygon, Point, Polygon, Rect};

/// A ring of a polygon, without points that repeat the one before.
struct Ring {
    part: usize,
    is_hole: bool,
    points: Vec<Point>,
    bounds: Rect,
}

impl Ring {
    /// Whether it lies within another ring, where the two may touch but do not cross: whether its
    /// first corner or middle of an edge does that is not on the other.
    fn is_in(&self, other: &Self) -> bool {
        let middles = ring_edges(&self.points).map(|(a, b)| a.midpoint(b));
        let is_apart = |point: &Point| {
            ring_edges(&other.points).all(|(a, b)| nearest_on_segment(*point, a, b) != *point)
        };
        let inside = |point: Point| ring_contains(&other.points, point);
        let mut places = self.points.iter().copied().chain(middles);
        other.bounds.meets(&self.bounds) && places.find(is_apart).is_some_and(inside)
    }
}

/// An edge with the index of its ring and its own in the ring.
type Edge = GeomWithData<Rectangle<[f64; 2]>, (usize, usize)>;

/// The rings of a polygon.
pub(super) struct Rings {
    /// Those that have an area, which can cross.
    rings: Vec<Ring>,
    /// How many points each of the others has.
    too_small: Vec<usize>,
}

impl Rings {
    /// The rings of a polygon whose numbers are finite.
    pub fn new(polygon: &MultiPolygon) -> Self {
        let (mut rings, mut too_small) = (Vec::new(), Vec::new());
        for (part, polygon) in polygon.parts.iter().enumerate() {
            for (index, ring) in polygon.rings().enumerate() {
                let points = distinct(ring, true);
                match Rect::around(points.iter().copied()) {
                    Some(bounds) if points.len() >= 3 => rings.push(Ring {
                        part,
                        is_hole: index > 0,
                        points,
                        bounds,
                    }),
                    _ => too_small.push(points.len()),
                }
            }
        }
        Self { rings, too_small }
    }

    /// What is wrong with the rings: where one is too small, a crossing, or which lies where it must
    /// not. Where edges cross, rings do not lie in each other or apart.
    pub fn problems(&self) -> Vec<Problem> {
        let few = |&points: &usize| Problem::TooFewPoints { points, least: 3 };
        let mut problems: Vec<Problem> = self.too_small.iter().map(few).collect();
        match self.crossing() {
            Some(at) => problems.push(Problem::Crossing { at }),
            None => problems.extend(self.misplaced()),
        }
        problems
    }

    /// A place where edges cross, where a ring touches itself, or where rings share more than points.
    fn crossing(&self) -> Option<Point> {
        let tree = RTree::bulk_load(self.edges());
        tree.iter().find_map(|edge| {
            let near = tree.locate_in_envelope_intersecting(&edge.envelope());
            near.filter(|other| edge.data < other.data)
                .find_map(|other| self.crossing_of(edge.data, other.data))
        })
    }

    fn edges(&self) -> Vec<Edge> {
        let of_ring = |(ring, it): (usize, &Ring)| {
            ring_edges(&it.points)
                .enumerate()
                .map(|(index, (a, b))| {
                    let rectangle = Rectangle::from_corners([a.x, a.y], [b.x, b.y]);
                    Edge::new(rectangle, (ring, index))
                })
                .collect::<Vec<_>>()
        };
        self.rings.iter().enumerate().flat_map(of_ring).collect()
    }

    /// Where two edges cross, if they do more than is allowed: neighbours share a corner, and rings
    /// may touch each other in points.
    fn crossing_of(&self, one: (usize, usize), other: (usize, usize)) -> Option<Point> {
        let (a, b) = (self.line(one), self.line(other));
        let place = |coord: geo::Coord| Point::new(coord.x, coord.y);
        match line_intersection(a, b)? {
            LineIntersection::Collinear { intersection } => {
                let is_point = intersection.start == intersection.end;
                let is_allowed = is_point && (one.0 != other.0 || self.are_neighbours(one, other));
                (!is_allowed).then(|| place(intersection.start))
            }
            LineIntersection::SinglePoint {
                intersection,
                is_proper,
            } => {
                let is_touch = !is_proper;
                let is_allowed = is_touch && (one.0 != other.0 || self.are_neighbours(one, other));
                (!is_allowed).then(|| place(intersection))
            }
        }
    }

    fn line(&self, (ring, index): (usize, usize)) -> geo::Line {
        let points = &self.rings[ring].points;
        let (a, b) = (points[index], points[(index + 1) % points.len()]);
        geo::Line::new((a.x, a.y), (b.x, b.y))
    }

    fn are_neighbours(&self, one: (usize, usize), other: (usize, usize)) -> bool {
        let count = self.rings[one.0].points.len();
        (one.1 + 1) % count == other.1 || (other.1 + 1) % count == one.1
    }

    /// The rings that lie where they must not, while none cross.
    fn misplaced(&self) -> Vec<Problem> {
        let bounds = self.rings.iter().enumerate().map(|(index, ring)| {
            let rectangle: Rectangle<[f64; 2]> = envelope(&ring.bounds).into();
            GeomWithData::new(rectangle, index)
        });
        let tree = RTree::bulk_load(bounds.collect());
        let mut problems = Vec::new();
        for (index, ring) in self.rings.iter().enumerate() {
            let near = tree.locate_in_envelope_intersecting(&envelope(&ring.bounds));
            let around = near
                .filter(|other| other.data != index)
                .map(|other| &self.rings[other.data])
                .filter(|other| ring.is_in(other));
            // How often the ring lies in each part around it: once in its outer ring, and again in a
            // hole.
            let mut times: HashMap<usize, usize> = HashMap::new();
            for other in around {
                *times.entry(other.part).or_default() += 1;
            }
            let in_own = times.remove(&ring.part).unwrap_or(0);
            if ring.is_hole && in_own != 1 {
                problems.push(Problem::HoleOutside);
            }
            if !ring.is_hole && times.values().any(|it| *it % 2 == 1) {
                problems.push(Problem::PartInside);
            }
        }
        problems
    }
}

impl MultiPolygon {
    /// Whether its rings have three points each, do not cross or share edges, and lie where they
    /// should: what [`Shape::problems`](crate::Shape::problems) asks of a polygon wherever it is.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        let mut points = self.parts.iter().flat_map(Polygon::rings).flatten();
        points.all(|it| it.is_finite()) && Rings::new(self).problems().is_empty()
    }
}

/// A box as the tree has it.
fn envelope(rect: &Rect) -> AABB<[f64; 2]> {
    AABB::from_corners(rect.min.into(), rect.max.into())
}
