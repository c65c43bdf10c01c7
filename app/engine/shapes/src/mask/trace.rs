//! The outlines of masks along the edges of their pixels.

use std::collections::HashMap;

use super::Mask;
use super::components::{Connectivity, labels};
use super::runs::Run;
use super::window::Window;
use crate::{MultiPolygon, Point, Polygon};

/// A corner of a pixel.
type Corner = (i64, i64);

impl Mask {
    /// The outline along the edges of the pixels, with a part for each set of pixels that edges
    /// connect and with its holes. Outer rings go clockwise on the screen, holes the other way. Parts
    /// and rings meet in corners at most, and no ring meets itself, so that the polygon is valid;
    /// [`Mask::from_polygon`] makes the same mask of it again.
    #[must_use]
    pub fn to_polygon(&self) -> MultiPolygon {
        let runs: Vec<Run> = self.runs().collect();
        let labels = labels(&runs, Connectivity::Four);
        let count = labels.iter().max().map_or(0, |last| last + 1);
        let mut parts = vec![Polygon::default(); count];
        let mut traced = vec![false; runs.len()];
        for index in 0..runs.len() {
            if traced[index] {
                continue;
            }
            for ring in simple_rings(&self.trace(&runs, index, &mut traced)) {
                let part = &mut parts[labels[index]];
                let points = ring
                    .iter()
                    .map(|&(x, y)| Point::new(x as f64, y as f64))
                    .collect();
                if doubled_area(&ring) > 0 {
                    part.outer = points;
                } else {
                    part.holes.push(points);
                }
            }
        }
        MultiPolygon { parts }
    }

    /// The corners where the outline turns that goes up along the left edge of a run, with the
    /// pixels that are on to its right. Every run is marked along whose left edge it goes.
    fn trace(&self, runs: &[Run], start: usize, traced: &mut [bool]) -> Vec<Corner> {
        let mut window = Window::new(self);
        let mut is_on = |x: i64, y: i64| match (u32::try_from(x), u32::try_from(y)) {
            (Ok(x), Ok(y)) => window.get(x, y),
            _ => false,
        };
        let first = (i64::from(runs[start].left), i64::from(runs[start].y) + 1);
        let up = (0, -1);
        let mut corners = Vec::new();
        let (mut at, mut step) = (first, up);
        loop {
            if step == up {
                let run = (at.1 - 1, at.0);
                let found = runs.binary_search_by_key(&run, |it| (it.y.into(), it.left.into()));
                if let Ok(index) = found {
                    traced[index] = true;
                }
            }
            at = (at.0 + step.0, at.1 + step.1);
            // The pixels ahead to the left and to the right. Where they lie is what of the way goes
            // to the upper left of the corner.
            let (left, right) = match step {
                (0, -1) => ((-1, -1), (0, -1)),
                (1, 0) => ((0, -1), (0, 0)),
                (0, 1) => ((0, 0), (-1, 0)),
                _ => ((-1, 0), (-1, -1)),
            };
            // Right comes first: where only corners touch, the outline stays at its own pixel.
            let turned = if !is_on(at.0 + right.0, at.1 + right.1) {
                (-step.1, step.0)
            } else if is_on(at.0 + left.0, at.1 + left.1) {
                (step.1, -step.0)
            } else {
                step
            };
            if turned != step {
                corners.push(at);
                step = turned;
            }
            if (at, step) == (first, up) {
                return corners;
            }
        }
    }
}

/// The rings that a ring consists of that comes through some corners twice: it is cut there.
fn simple_rings(corners: &[Corner]) -> Vec<Vec<Corner>> {
    let mut rings = Vec::new();
    let mut way: Vec<Corner> = Vec::new();
    let mut places: HashMap<Corner, usize> = HashMap::new();
    for &corner in corners {
        if let Some(&place) = places.get(&corner) {
            let ring = way.split_off(place);
            for corner in &ring {
                places.remove(corner);
            }
            rings.push(ring);
        }
        places.insert(corner, way.len());
        way.push(corner);
    }
    rings.push(way);
    rings
}

/// Twice the area in a ring, above zero where it goes clockwise on the screen (the shoelace formula).
fn doubled_area(ring: &[Corner]) -> i64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter()
        .zip(next)
        .map(|(a, b)| a.0 * b.1 - b.0 * a.1)
        .sum()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::mask::test_masks::{drawn, mask_strategy};
    use geo::Validation;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn rings(mask: &Mask) -> Vec<(Vec<(f64, f64)>, usize)> {
        let polygon = mask.to_polygon();
        let plain = |part: &Polygon| part.outer.iter().map(|it| (it.x, it.y)).collect();
        let parts = polygon.parts.iter();
        parts.map(|it| (plain(it), it.holes.len())).collect()
    }

    #[test]
    fn a_rectangle_has_four_corners() {
        let mask = drawn(&["...", ".##", ".##"]);
        let ring = vec![(1.0, 1.0), (3.0, 1.0), (3.0, 3.0), (1.0, 3.0)];
        assert_eq!(rings(&mask), [(ring, 0)]);
        assert!(rings(&Mask::new()).is_empty());
    }

    #[test]
    fn corners_that_touch_make_parts_and_holes_apart() {
        let diagonal = drawn(&["#.", ".#"]);
        assert_eq!(rings(&diagonal).len(), 2);
        let pocket = drawn(&["###", "#.#", "##."]);
        assert_eq!(pocket.to_polygon().parts.len(), 1);
        assert_eq!(pocket.to_polygon().parts[0].holes.len(), 1);
        let holes = drawn(&["####", "#.##", "##.#", "####"]);
        assert_eq!(holes.to_polygon().parts[0].holes.len(), 2);
    }

    fn geo_ring(points: &[Point]) -> geo::LineString {
        points.iter().map(|it| (it.x, it.y)).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_traced_is_valid_and_fills_to_the_same_mask(mask in mask_strategy()) {
            let polygon = mask.to_polygon();
            prop_assert_eq!(Mask::from_polygon(&polygon), mask.clone());
            let mut covered = 0;
            for part in &polygon.parts {
                let area = |ring: &Vec<Point>| {
                    let corners: Vec<_> = ring.iter().map(|it| (it.x as i64, it.y as i64)).collect();
                    doubled_area(&corners)
                };
                prop_assert!(area(&part.outer) > 0);
                prop_assert!(part.holes.iter().all(|hole| area(hole) < 0));
                covered += area(&part.outer) + part.holes.iter().map(area).sum::<i64>();
                let corners: BTreeSet<_> =
                    part.outer.iter().map(|it| (it.x as i64, it.y as i64)).collect();
                prop_assert_eq!(corners.len(), part.outer.len());
                let holes = part.holes.iter().map(|hole| geo_ring(hole)).collect();
                prop_assert!(geo::Polygon::new(geo_ring(&part.outer), holes).is_valid());
            }
            prop_assert_eq!(covered as u64, 2 * mask.area_px());
        }
    }
}
