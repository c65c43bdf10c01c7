//! Straight lines between two points.

use geo::Intersects;

use crate::Point;

/// The place on the line between two points that is nearest to a third.
pub fn nearest_on_segment(point: Point, from: Point, to: Point) -> Point {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let square = dx * dx + dy * dy;
    if square == 0.0 {
        return from;
    }
    let share = ((point.x - from.x) * dx + (point.y - from.y) * dy) / square;
    match share {
        share if share <= 0.0 => from,
        share if share >= 1.0 => to,
        share => from.translated(share * dx, share * dy),
    }
}

/// How far a point lies from an open line through points, or infinity where there are none.
pub fn distance_to_line_px(point: Point, line: &[Point]) -> f64 {
    let ends = line.iter().map(|end| point.distance_px(*end));
    let between = line
        .windows(2)
        .map(|pair| point.distance_px(nearest_on_segment(point, pair[0], pair[1])));
    ends.chain(between).fold(f64::INFINITY, f64::min)
}

/// Whether two straight lines have a point in common.
pub fn segments_meet(one: (Point, Point), other: (Point, Point)) -> bool {
    let line = |(a, b): (Point, Point)| geo::Line::new((a.x, a.y), (b.x, b.y));
    line(one).intersects(&line(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_place_is_between_the_ends() {
        let (from, to) = (Point::new(0.0, 0.0), Point::new(4.0, 0.0));
        let nearest = |x, y| nearest_on_segment(Point::new(x, y), from, to);
        assert_eq!(nearest(1.0, 5.0), Point::new(1.0, 0.0));
        assert_eq!(nearest(-1.0, 5.0), from);
        assert_eq!(nearest(9.0, -5.0), to);
        assert_eq!(nearest_on_segment(to, from, from), from);
    }

    #[test]
    fn lines_meet_where_they_cross_or_touch() {
        let line = |a: (f64, f64), b: (f64, f64)| (Point::new(a.0, a.1), Point::new(b.0, b.1));
        let level = line((0.0, 0.0), (4.0, 0.0));
        assert!(segments_meet(level, line((2.0, -1.0), (2.0, 1.0))));
        assert!(segments_meet(level, line((4.0, 0.0), (9.0, 9.0))));
        assert!(!segments_meet(level, line((2.0, 0.1), (2.0, 1.0))));
        assert!(!segments_meet(level, line((5.0, 0.0), (9.0, 0.0))));
    }

    #[test]
    fn a_line_is_as_far_as_its_nearest_place() {
        let line = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0)].map(|(x, y)| Point::new(x, y));
        assert_eq!(distance_to_line_px(Point::new(2.0, 3.0), &line), 2.0);
        assert_eq!(distance_to_line_px(Point::new(-3.0, 4.0), &line), 5.0);
        assert_eq!(distance_to_line_px(Point::new(3.0, 4.0), &line[..1]), 5.0);
        assert_eq!(distance_to_line_px(Point::default(), &[]), f64::INFINITY);
    }
}
