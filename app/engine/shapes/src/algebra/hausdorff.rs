//! How far two lines are apart at most.

use crate::segment::{distance_to_line_px, nearest_on_segment};
use crate::{Point, Polyline};

/// How exact the distance is.
const TOLERANCE_PX: f64 = 1e-6;

/// How far two lines are apart at most: the largest distance from a place on one of them to the
/// nearest place on the other (Hausdorff). Their widths do not count. `None` where a line has no
/// points or a number is not finite.
#[must_use]
pub fn hausdorff_px(a: &Polyline, b: &Polyline) -> Option<f64> {
    let is_usable =
        |line: &Polyline| !line.points.is_empty() && line.points.iter().all(|it| it.is_finite());
    (is_usable(a) && is_usable(b))
        .then(|| furthest_px(&a.points, &b.points).max(furthest_px(&b.points, &a.points)))
}

/// The largest distance from a place on `line` to the nearest place on `other`.
///
/// It need not be at a vertex. But the distance to one segment of the other line is convex along a
/// straight way, so that it is largest at an end: the least of that over all segments bounds the
/// distance on the way, and ways on which it could be larger than what was found are halved.
fn furthest_px(line: &[Point], other: &[Point]) -> f64 {
    let distance_px = |point: Point| distance_to_line_px(point, other);
    let mut furthest = line.iter().map(|it| distance_px(*it)).fold(0.0, f64::max);
    let mut waiting: Vec<(Point, Point)> = line.windows(2).map(|it| (it[0], it[1])).collect();
    while let Some((from, to)) = waiting.pop() {
        let is_short = from.distance_px(to) < TOLERANCE_PX;
        if is_short || most_px(from, to, other) <= furthest + TOLERANCE_PX {
            continue;
        }
        let middle = from.midpoint(to);
        furthest = furthest.max(distance_px(middle));
        waiting.extend([(from, middle), (middle, to)]);
    }
    furthest
}

/// The most that a place on a straight way can be from a line.
fn most_px(from: Point, to: Point, line: &[Point]) -> f64 {
    let of_segment = |a: Point, b: Point| {
        let first = from.distance_px(nearest_on_segment(from, a, b));
        first.max(to.distance_px(nearest_on_segment(to, a, b)))
    };
    let segments = line.windows(2).map(|it| of_segment(it[0], it[1]));
    let points = line.iter().map(|it| of_segment(*it, *it));
    segments.chain(points).fold(f64::INFINITY, f64::min)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::shape::test_shapes::polyline_strategy;
    use proptest::prelude::*;

    fn line(places: &[(f64, f64)]) -> Polyline {
        Polyline {
            points: places.iter().map(|&(x, y)| Point::new(x, y)).collect(),
            width_px: 1.0,
        }
    }

    #[test]
    fn parallel_lines_are_as_far_as_they_lie() {
        let (a, b) = (
            line(&[(0.0, 0.0), (9.0, 0.0)]),
            line(&[(9.0, 2.0), (0.0, 2.0)]),
        );
        assert_eq!(hausdorff_px(&a, &b), Some(2.0));
        let longer = line(&[(0.0, 2.0), (12.0, 4.0)]);
        assert_eq!(hausdorff_px(&a, &longer), Some(5.0));
        assert_eq!(hausdorff_px(&a, &line(&[])), None);
        assert_eq!(hausdorff_px(&a, &line(&[(3.0, 4.0)])), Some(52.0f64.sqrt()));
    }

    #[test]
    fn the_furthest_place_may_lie_between_the_points() {
        // From the middle of the straight line, either leg of the roof is equally far.
        let straight = line(&[(0.0, 0.0), (10.0, 0.0)]);
        let pit = line(&[(0.0, 0.0), (0.0, 5.0), (10.0, 5.0), (10.0, 0.0)]);
        assert!((hausdorff_px(&straight, &pit).unwrap() - 5.0).abs() < 1e-5);
        let roofless = line(&[(0.0, 0.0), (0.0, 20.0), (10.0, 20.0), (10.0, 0.0)]);
        let middle = furthest_px(&straight.points, &roofless.points);
        assert!((middle - 5.0).abs() < 1e-5, "{middle}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn it_is_the_largest_of_many_distances(a in polyline_strategy(), b in polyline_strategy()) {
            let found = hausdorff_px(&a, &b).unwrap();
            prop_assert_eq!(Some(found), hausdorff_px(&b, &a));
            let sampled = |from: &Polyline, to: &Polyline| {
                let ways = from.points.windows(2);
                let places = ways.flat_map(|way| (0..=50).map(move |step| {
                    let share = f64::from(step) / 50.0;
                    way[0].scaled(way[1], 1.0 - share, 1.0 - share)
                }));
                places.map(|it| distance_to_line_px(it, &to.points)).fold(0.0, f64::max)
            };
            let sampled = sampled(&a, &b).max(sampled(&b, &a));
            // Samples are at most a fiftieth of the longest way apart.
            prop_assert!(sampled <= found + 1e-5 && found <= sampled + 250.0 / 100.0);
        }
    }
}
