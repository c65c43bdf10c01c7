//! Whether shapes lie in a ring that was drawn around them.

use std::cell::OnceCell;

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::envelope;
use crate::polygon::{ring_contains, ring_edges};
use crate::segment::segments_meet;
use crate::{Mask, MultiPolygon, Point, Rect, Shape};

/// An edge of the ring, from one point to the next.
type Edge = GeomWithData<Rectangle<[f64; 2]>, (Point, Point)>;

/// A ring, with its edges where they are found fast.
pub(super) struct Lasso<'a> {
    ring: &'a [Point],
    edges: RTree<Edge>,
    /// The pixels whose centres are in the ring, once a mask asks.
    pixels: OnceCell<Mask>,
}

impl<'a> Lasso<'a> {
    pub fn new(ring: &'a [Point]) -> Self {
        let edge =
            |(a, b): (Point, Point)| Edge::new(Rectangle::from_corners(a.into(), b.into()), (a, b));
        Self {
            ring,
            edges: RTree::bulk_load(ring_edges(ring).map(edge).collect()),
            pixels: OnceCell::new(),
        }
    }

    /// The box around the ring, or `None` where it has no points.
    pub fn bounds(&self) -> Option<Rect> {
        Rect::around(self.ring.iter().copied())
    }

    /// Whether a shape lies wholly in the ring.
    pub fn holds(&self, shape: &Shape, bounds: &Rect) -> bool {
        if !self.is_near(bounds) {
            return self.contains(bounds.center());
        }
        match shape {
            Shape::Mask(mask) => mask.intersection_px(self.pixels()) == mask.area_px(),
            _ => shape.vertices().iter().all(|it| self.contains(*it)) && !self.crosses(shape),
        }
    }

    /// Whether a shape has a place in the ring.
    pub fn touches(&self, shape: &Shape, bounds: &Rect) -> bool {
        // With no edge of the ring near, the shape lies in it or away from it.
        if !self.is_near(bounds) {
            return self.contains(bounds.center());
        }
        // Of a line, only the middle counts, which goes around nothing.
        let is_around = || {
            let goes_around = !matches!(shape, Shape::Polyline(_));
            goes_around && self.ring.first().is_some_and(|it| shape.contains(*it))
        };
        match shape {
            Shape::Mask(mask) => mask.intersection_px(self.pixels()) > 0,
            _ => {
                shape.vertices().iter().any(|it| self.contains(*it))
                    || self.crosses(shape)
                    || is_around()
            }
        }
    }

    fn contains(&self, point: Point) -> bool {
        ring_contains(self.ring, point)
    }

    /// Whether an edge of the ring may go through a box.
    fn is_near(&self, bounds: &Rect) -> bool {
        let mut near = self
            .edges
            .locate_in_envelope_intersecting(&envelope(bounds));
        near.next().is_some()
    }

    /// Whether an edge of the shape meets one of the ring.
    fn crosses(&self, shape: &Shape) -> bool {
        let paths = shape.paths();
        let mut edges = paths.iter().flat_map(|path| path.edges());
        edges.any(|(_, from, to)| {
            let around = AABB::from_corners(from.into(), to.into());
            let mut near = self.edges.locate_in_envelope_intersecting(&around);
            near.any(|it| segments_meet((from, to), it.data))
        })
    }

    fn pixels(&self) -> &Mask {
        self.pixels
            .get_or_init(|| Mask::from_polygon(&MultiPolygon::from_ring(self.ring)))
    }
}
