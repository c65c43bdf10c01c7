//! Shapes to test with.

use proptest::prelude::*;

use crate::mask::test_masks::mask_strategy;
use crate::{MultiPolygon, Point, Polygon, Polyline, Rect, RotatedBox, Shape};

/// Places in and around a picture of 100 × 80 pixels.
pub fn point_strategy() -> impl Strategy<Value = Point> {
    (-30.0f64..130.0, -30.0f64..110.0).prop_map(|(x, y)| Point::new(x, y))
}

/// Upright boxes with an area.
pub fn rect_strategy() -> impl Strategy<Value = Rect> {
    (point_strategy(), 0.1f64..90.0, 0.1f64..90.0)
        .prop_map(|(min, width, height)| Rect::between(min, min.translated(width, height)))
}

/// Rotated boxes with an area.
pub fn rotated_strategy() -> impl Strategy<Value = RotatedBox> {
    (point_strategy(), 0.1f64..90.0, 0.1f64..90.0, -4.0f64..4.0).prop_map(
        |(center, width_px, height_px, angle_rad)| RotatedBox {
            center,
            width_px,
            height_px,
            angle_rad,
        },
    )
}

/// Polygons that do not cross themselves: around a star, some with a hole, some with a second part.
pub fn polygon_strategy() -> impl Strategy<Value = MultiPolygon> {
    let star = (
        point_strategy(),
        proptest::collection::vec(5.0f64..40.0, 3..9),
    );
    (star, any::<bool>(), any::<bool>()).prop_map(|((center, radii), with_hole, with_part)| {
        let ring = |center: Point, share: f64| -> Vec<Point> {
            let step = std::f64::consts::TAU / radii.len() as f64;
            let rays = radii.iter().enumerate();
            rays.map(|(index, radius)| {
                let ray = center.translated(radius * share, 0.0);
                ray.rotated(center, index as f64 * step)
            })
            .collect()
        };
        let mut parts = vec![Polygon {
            outer: ring(center, 1.0),
            holes: Vec::new(),
        }];
        if with_hole {
            parts[0].holes.push(ring(center, 0.5));
        }
        if with_part {
            parts.push(Polygon::from_ring(ring(center.translated(100.0, 0.0), 1.0)));
        }
        MultiPolygon { parts }
    })
}

/// Lines of several points.
pub fn polyline_strategy() -> impl Strategy<Value = Polyline> {
    (
        proptest::collection::vec(point_strategy(), 2..7),
        0.0f64..9.0,
    )
        .prop_map(|(points, width_px)| Polyline { points, width_px })
}

/// Shapes of every kind, without problems but that they may lie outside the picture and that a mask
/// may be empty.
pub fn shape_strategy() -> impl Strategy<Value = Shape> {
    prop_oneof![
        rect_strategy().prop_map(Shape::Box),
        rotated_strategy().prop_map(Shape::RotatedBox),
        polygon_strategy().prop_map(Shape::Polygon),
        mask_strategy().prop_map(Shape::Mask),
        polyline_strategy().prop_map(Shape::Polyline),
        point_strategy().prop_map(Shape::Point),
    ]
}
