//! Polygons filled with pixels.

use super::runs::MaskBuilder;
use super::{LARGEST_SIDE_PX, Mask};
use crate::polygon::ring_edges;
use crate::{MultiPolygon, PixelRect, Point, Polygon};

impl Mask {
    /// The pixels whose centre lies in a polygon: in each part by the even-odd rule over the outer
    /// ring and the holes, so that it does not matter which way round they go. A centre on an edge
    /// belongs to what lies right of the edge, or below a level one, so that polygons with a common
    /// edge share no pixel and leave none out. A ring with a number that is not finite is left out,
    /// as is what would lie left of the picture or above it.
    ///
    /// A polygon thinner than a pixel may have no centre in it: [`Mask::from_shape`] keeps those.
    #[must_use]
    pub fn from_polygon(polygon: &MultiPolygon) -> Self {
        let mut mask = Self::new();
        for part in &polygon.parts {
            mask.unite(&from_part(part));
        }
        mask
    }
}

/// An edge of a ring that is not level, from its upper end to its lower one. Both polygons of a
/// common edge have the same one, whichever way round they go.
struct Edge {
    upper: Point,
    lower: Point,
}

impl Edge {
    fn new(a: Point, b: Point) -> Option<Self> {
        let (upper, lower) = if a.y < b.y { (a, b) } else { (b, a) };
        (upper.y < lower.y).then_some(Self { upper, lower })
    }

    /// The first row whose centre is not above the edge.
    fn first_row(&self) -> i64 {
        (self.upper.y - 0.5).ceil() as i64
    }

    /// The first row whose centre is below the edge.
    fn end_row(&self) -> i64 {
        (self.lower.y - 0.5).ceil() as i64
    }

    /// The first pixel of a row whose centre is not left of the edge.
    fn first_column(&self, row: i64) -> i64 {
        let share = (row as f64 + 0.5 - self.upper.y) / (self.lower.y - self.upper.y);
        let x = self.upper.x + (self.lower.x - self.upper.x) * share;
        (x - 0.5).ceil() as i64
    }
}

/// The pixels of one part.
pub(super) fn from_part(part: &Polygon) -> Mask {
    let is_finite = |ring: &&Vec<Point>| ring.iter().all(|it| it.is_finite());
    let mut edges: Vec<Edge> = part
        .rings()
        .filter(is_finite)
        .flat_map(|ring| ring_edges(ring).filter_map(|(a, b)| Edge::new(a, b)))
        .collect();
    edges.sort_by_key(Edge::first_row);
    let Some(limits) = limits(&edges) else {
        return Mask::new();
    };
    let mut builder = MaskBuilder::within(limits);
    let mut waiting = edges.iter().peekable();
    let mut active: Vec<&Edge> = Vec::new();
    let mut columns = Vec::new();
    for row in i64::from(limits.top)..i64::from(limits.bottom) {
        while let Some(edge) = waiting.next_if(|edge| edge.first_row() <= row) {
            active.push(edge);
        }
        active.retain(|edge| edge.end_row() > row);
        columns.clear();
        columns.extend(active.iter().map(|edge| edge.first_column(row)));
        columns.sort_unstable();
        for pair in columns.chunks_exact(2) {
            builder.push(row, pair[0], pair[1]);
        }
    }
    builder.finish()
}

/// A rectangle with all pixels between edges, or `None` where there are no edges. Casts saturate.
fn limits(edges: &[Edge]) -> Option<PixelRect> {
    let least = |value: fn(&Edge) -> f64| edges.iter().map(value).reduce(f64::min);
    let most = |value: fn(&Edge) -> f64| edges.iter().map(value).reduce(f64::max);
    Some(PixelRect {
        left: least(|edge| edge.upper.x.min(edge.lower.x))?.floor() as u32,
        top: least(|edge| edge.upper.y)?.floor() as u32,
        right: most(|edge| edge.upper.x.max(edge.lower.x))?.ceil() as u32,
        bottom: (most(|edge| edge.lower.y)?.ceil() as u32).min(LARGEST_SIDE_PX),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::mask::test_masks::drawn;
    use proptest::prelude::*;

    fn ring(points: &[(f64, f64)]) -> Vec<Point> {
        points.iter().map(|&(x, y)| Point::new(x, y)).collect()
    }

    fn filled(rings: &[&[(f64, f64)]]) -> Mask {
        Mask::from_polygon(&MultiPolygon {
            parts: vec![Polygon {
                outer: ring(rings[0]),
                holes: rings[1..].iter().map(|it| ring(it)).collect(),
            }],
        })
    }

    #[test]
    fn a_square_with_a_hole() {
        let outer = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)];
        let hole = [(1.0, 1.0), (3.0, 1.0), (3.0, 3.0), (1.0, 3.0)];
        let expected = drawn(&["####", "#..#", "#..#", "####"]);
        assert_eq!(filled(&[&outer, &hole]), expected);
        let other_way: Vec<_> = hole.iter().rev().copied().collect();
        assert_eq!(filled(&[&outer, &other_way]), expected);
    }

    #[test]
    fn a_triangle_has_the_centres_in_it() {
        let triangle = filled(&[&[(0.0, 0.0), (4.0, 0.0), (0.0, 4.0)]]);
        assert_eq!(triangle, drawn(&["###.", "##..", "#...", "...."]));
    }

    #[test]
    fn what_crosses_itself_is_even_odd() {
        let bow = filled(&[&[(0.0, 0.0), (4.0, 4.0), (4.0, 0.0), (0.0, 4.0)]]);
        assert_eq!(bow, drawn(&["...#", "#.##", "#.##", "...#"]));
    }

    #[test]
    fn nothing_encloses_nothing() {
        assert!(Mask::from_polygon(&MultiPolygon::default()).is_empty());
        assert!(filled(&[&[]]).is_empty());
        assert!(filled(&[&[(1.0, 1.0), (9.0, 9.0)]]).is_empty());
        assert!(filled(&[&[(0.0, 0.0), (f64::NAN, 0.0), (9.0, 9.0)]]).is_empty());
    }

    #[test]
    fn what_lies_outside_is_left_out() {
        let huge = filled(&[&[(-1e18, 2.0), (3.0, 2.0), (3.0, 3.0), (-1e18, 3.0)]]);
        assert_eq!(huge, drawn(&["...", "...", "###"]));
        let beyond = filled(&[&[(-9.0, -9.0), (-1.0, -9.0), (-1.0, -1.0)]]);
        assert!(beyond.is_empty());
    }

    fn point() -> impl Strategy<Value = Point> {
        // Halves put centres on edges and corners.
        let number = || {
            prop_oneof![
                (0u32..160).prop_map(|it| f64::from(it) / 2.0),
                -10.0f64..90.0
            ]
        };
        (number(), number()).prop_map(|(x, y)| Point::new(x, y))
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn polygons_with_a_common_edge_share_no_pixel_and_leave_none_out(
            a in point(), b in point(), c in point(), share in 0.1f64..0.9,
        ) {
            let middle = Point::new(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share);
            let triangle = |corners: [Point; 3]| Mask::from_polygon(&MultiPolygon {
                parts: vec![Polygon { outer: corners.to_vec(), holes: Vec::new() }],
            });
            let (left, right) = (triangle([a, middle, c]), triangle([c, middle, b]));
            prop_assert_eq!(left.intersection_px(&right), 0);
            // The middle is rounded onto the edge, so that the whole is taken through it.
            let whole = Mask::from_polygon(&MultiPolygon {
                parts: vec![Polygon { outer: vec![a, middle, b, c], holes: Vec::new() }],
            });
            prop_assert_eq!(left.union(&right), whole);
        }

        #[test]
        fn a_centre_is_inside_where_a_ray_crosses_the_rings_an_odd_number_of_times(
            outer in proptest::collection::vec(point(), 0..9),
            hole in proptest::collection::vec(point(), 0..5),
        ) {
            let rings = [outer.clone(), hole.clone()];
            let mask = Mask::from_polygon(&MultiPolygon {
                parts: vec![Polygon { outer, holes: vec![hole] }],
            });
            for (x, y) in (0..95u32).flat_map(|y| (0..95u32).map(move |x| (x, y))) {
                let (px, py) = (f64::from(x) + 0.5, f64::from(y) + 0.5);
                let mut is_inside = false;
                let mut nearest = f64::INFINITY;
                for ring in &rings {
                    for index in 0..ring.len() {
                        let (a, b) = (ring[index], ring[(index + 1) % ring.len()]);
                        if (a.y <= py) != (b.y <= py) {
                            let x = a.x + (py - a.y) * (b.x - a.x) / (b.y - a.y);
                            nearest = nearest.min((x - px).abs());
                            is_inside ^= x <= px;
                        }
                    }
                }
                // What rounding could decide either way is not asked for.
                if nearest > 1e-9 {
                    prop_assert_eq!(mask.get(x, y), is_inside, "{} {}", x, y);
                }
            }
        }
    }
}
