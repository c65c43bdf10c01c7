//! How similar two shapes are, also where they are thin or tiny.

use shapes::Shape;

/// By how much thin and tiny shapes are grown before they are compared, in pixels.
pub const REACH_PX: f64 = 4.0;
/// A shape is thin where its narrow side is below this, and tiny where its long side is.
const THIN_PX: f64 = 12.0;

/// How similar two shapes are, from 0 to 1; none where they have nothing to do with each other.
///
/// It is the share of their common area (intersection over union). Of shapes of which one is thin,
/// that of what they become when both are grown by [`REACH_PX`]: two hands that follow one scratch
/// hardly cover the same pixels. Of shapes that are both tiny it is how near their centres are: 1 in
/// one place, 0 where they are further apart than they are large, or than twice the reach.
#[must_use]
pub fn similarity(a: &Shape, b: &Shape) -> Option<f64> {
    let (around_a, around_b) = (a.bounds()?, b.bounds()?);
    if !around_a.grown(2.0 * REACH_PX).meets(&around_b) {
        return None;
    }
    let (sides_a, sides_b) = (sides_px(a)?, sides_px(b)?);
    if sides_a[1] < THIN_PX && sides_b[1] < THIN_PX {
        let apart_px = a.center_distance_px(b)?;
        let limit_px = f64::midpoint(sides_a[1], sides_b[1]).max(2.0 * REACH_PX);
        return some(1.0 - apart_px / limit_px);
    }
    if sides_a[0] < THIN_PX || sides_b[0] < THIN_PX {
        return some(a.dilated_iou(b, REACH_PX));
    }
    some(a.iou(b))
}

fn some(similarity: f64) -> Option<f64> {
    (similarity > 0.0).then_some(similarity)
}

/// The narrow side and the long one, whichever way the shape lies.
fn sides_px(shape: &Shape) -> Option<[f64; 2]> {
    let (one, other) = match shape {
        Shape::Box(rect) => (rect.width_px(), rect.height_px()),
        _ => {
            let around = shape.to_rotated_box()?;
            (around.width_px, around.height_px)
        }
    };
    Some([one.min(other), one.max(other)])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use shapes::{Point, Polyline, Rect};

    use super::*;

    fn rect(x: f64, y: f64, width: f64, height: f64) -> Shape {
        Shape::Box(Rect::between(
            Point::new(x, y),
            Point::new(x + width, y + height),
        ))
    }

    fn line(x: f64) -> Shape {
        Shape::Polyline(Polyline {
            points: vec![Point::new(x, 0.0), Point::new(x, 100.0)],
            width_px: 2.0,
        })
    }

    #[test]
    fn large_shapes_are_compared_by_what_they_share() {
        let found = similarity(&rect(0.0, 0.0, 40.0, 40.0), &rect(20.0, 0.0, 40.0, 40.0));
        assert!((found.unwrap() - 1.0 / 3.0).abs() < 1e-9);
        assert_eq!(
            similarity(&rect(0.0, 0.0, 40.0, 40.0), &rect(90.0, 0.0, 40.0, 40.0)),
            None
        );
    }

    #[test]
    fn two_lines_along_one_scratch_are_similar_though_they_share_no_pixel() {
        assert!(line(10.0).iou(&line(13.0)) < 1e-9);
        let near = similarity(&line(10.0), &line(13.0)).unwrap();
        assert!(near > 0.5, "{near}");
        let far = similarity(&line(10.0), &line(19.0)).unwrap_or(0.0);
        assert!(far < 0.1, "{far}");
    }

    #[test]
    fn tiny_shapes_are_compared_by_their_centres() {
        let near = similarity(&rect(0.0, 0.0, 4.0, 4.0), &rect(4.0, 0.0, 4.0, 4.0)).unwrap();
        assert!((near - 0.5).abs() < 1e-9, "{near}");
        let point = Shape::Point(Point::new(2.0, 2.0));
        assert!((similarity(&rect(0.0, 0.0, 4.0, 4.0), &point).unwrap() - 1.0).abs() < 1e-9);
    }
}
