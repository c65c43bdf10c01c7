//! Shapes between marked shots.

use shapes::{MultiPolygon, Point, Polygon, Polyline, Rect, Shape};

use crate::Keyed;

/// The marked shot that is nearest, the earlier one of two. There is at least one.
pub(crate) fn nearest(keyed: &[Keyed], shot: usize) -> &Keyed {
    let mut best = &keyed[0];
    for key in keyed {
        if key.shot.abs_diff(shot) < best.shot.abs_diff(shot) {
            best = key;
        }
    }
    best
}

/// The shape on a shot between marked ones, which are in order: where both have the same points
/// each point moves evenly, and otherwise the shape of the nearer one with its bounds moved and
/// scaled evenly.
pub(crate) fn between(keyed: &[Keyed], shot: usize) -> Shape {
    let before = keyed.iter().rfind(|key| key.shot <= shot);
    let after = keyed.iter().find(|key| key.shot >= shot);
    let (Some(before), Some(after)) = (before, after) else {
        return nearest(keyed, shot).shape.clone();
    };
    if before.shot == after.shot {
        return before.shape.clone();
    }
    let share = (shot - before.shot) as f64 / (after.shot - before.shot) as f64;
    pointwise(&before.shape, &after.shape, share)
        .or_else(|| by_bounds(&before.shape, &after.shape, share))
        .unwrap_or_else(|| nearest(keyed, shot).shape.clone())
}

fn mixed(from: Point, to: Point, share: f64) -> Point {
    Point::new(
        from.x + (to.x - from.x) * share,
        from.y + (to.y - from.y) * share,
    )
}

fn number(from: f64, to: f64, share: f64) -> f64 {
    from + (to - from) * share
}

/// Each point on its way; none where the shapes do not have the same points.
fn pointwise(from: &Shape, to: &Shape, share: f64) -> Option<Shape> {
    let points = |from: &[Point], to: &[Point]| -> Option<Vec<Point>> {
        let pairs = from.iter().zip(to);
        (from.len() == to.len()).then(|| pairs.map(|(a, b)| mixed(*a, *b, share)).collect())
    };
    match (from, to) {
        (Shape::Box(a), Shape::Box(b)) => Some(Shape::Box(Rect {
            min: mixed(a.min, b.min, share),
            max: mixed(a.max, b.max, share),
        })),
        (Shape::Point(a), Shape::Point(b)) => Some(Shape::Point(mixed(*a, *b, share))),
        (Shape::Polyline(a), Shape::Polyline(b)) => Some(Shape::Polyline(Polyline {
            points: points(&a.points, &b.points)?,
            width_px: number(a.width_px, b.width_px, share),
        })),
        (Shape::Polygon(a), Shape::Polygon(b)) if a.parts.len() == b.parts.len() => {
            let parts = a.parts.iter().zip(&b.parts).map(|(a, b)| {
                if a.holes.len() != b.holes.len() {
                    return None;
                }
                let holes = a.holes.iter().zip(&b.holes);
                Some(Polygon {
                    outer: points(&a.outer, &b.outer)?,
                    holes: holes.map(|(a, b)| points(a, b)).collect::<Option<_>>()?,
                })
            });
            let parts = parts.collect::<Option<_>>()?;
            Some(Shape::Polygon(MultiPolygon { parts }))
        }
        _ => None,
    }
}

/// The shape of the nearer one, with bounds on their way; none where one has no bounds.
fn by_bounds(from: &Shape, to: &Shape, share: f64) -> Option<Shape> {
    let (first, last) = (from.bounds()?, to.bounds()?);
    let (shape, own) = if share <= 0.5 {
        (from, first)
    } else {
        (to, last)
    };
    let min = mixed(first.min, last.min, share);
    let max = mixed(first.max, last.max, share);
    // A side without extent cannot be scaled, and stays without one.
    let scale = |wanted: f64, own: f64| if own > 0.0 { wanted / own } else { 1.0 };
    let by_x = scale(max.x - min.x, own.width_px());
    let by_y = scale(max.y - min.y, own.height_px());
    let to_place = |shape: &Shape, at: Point| shape.translated(min.x - at.x, min.y - at.y);
    if by_x > 0.0 && by_y > 0.0 {
        Some(to_place(&shape.scaled(own.min, by_x, by_y), own.min))
    } else {
        Some(to_place(shape, own.min))
    }
}
