//! Shapes turned.

use std::f64::consts::{PI, TAU};

use crate::mask::turned_mask;
use crate::point::quarter_turns;
use crate::{Point, Polyline, Rect, RotatedBox, Shape};

impl Shape {
    /// The shape turned around a point, clockwise on the screen.
    ///
    /// A box becomes a rotated box, but stays one where the angle is a multiple of 90°. A mask takes
    /// each pixel from the nearest one before; what would leave the picture at its left or its top
    /// is lost.
    #[must_use]
    pub fn rotated(&self, about: Point, angle_rad: f64) -> Self {
        let moved = |point: Point| point.rotated(about, angle_rad);
        match self {
            Self::Box(rect) if quarter_turns(angle_rad).is_some() => {
                Self::Box(Rect::between(moved(rect.min), moved(rect.max)))
            }
            Self::Box(rect) => Self::RotatedBox(turned_box(&rect.to_rotated(), about, angle_rad)),
            Self::RotatedBox(rotated) => Self::RotatedBox(turned_box(rotated, about, angle_rad)),
            Self::Polygon(polygon) => Self::Polygon(polygon.map(moved)),
            Self::Mask(mask) => Self::Mask(turned_mask(mask, about, angle_rad)),
            Self::Polyline(line) => Self::Polyline(Polyline {
                points: line.points.iter().map(|it| moved(*it)).collect(),
                width_px: line.width_px,
            }),
            Self::Point(point) => Self::Point(moved(*point)),
        }
    }
}

fn turned_box(rotated: &RotatedBox, about: Point, angle_rad: f64) -> RotatedBox {
    RotatedBox {
        center: rotated.center.rotated(about, angle_rad),
        angle_rad: normal_angle(rotated.angle_rad + angle_rad),
        ..*rotated
    }
}

/// The same direction as an angle above -180° and up to 180°.
pub(crate) fn normal_angle(angle_rad: f64) -> f64 {
    let turned = angle_rad.rem_euclid(TAU);
    if turned > PI { turned - TAU } else { turned }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::mask::test_masks::{REACH_PX, drawn, mask_strategy};
    use crate::shape::test_shapes::{point_strategy, shape_strategy};
    use crate::{Mask, PixelRect};
    use proptest::prelude::*;
    use std::f64::consts::FRAC_PI_2;

    #[test]
    fn a_box_stays_a_box_at_right_angles() {
        let shape = Shape::Box(Rect::between(Point::new(1.0, 0.0), Point::new(3.0, 1.0)));
        let expected = Rect::between(Point::new(-1.0, 1.0), Point::new(0.0, 3.0));
        assert_eq!(
            shape.rotated(Point::default(), FRAC_PI_2),
            Shape::Box(expected)
        );
        let turned = shape.rotated(Point::default(), 0.3);
        let Shape::RotatedBox(rotated) = turned else {
            panic!("{turned:?}");
        };
        assert_eq!((rotated.width_px, rotated.height_px), (2.0, 1.0));
        assert!((rotated.angle_rad - 0.3).abs() < 1e-12);
    }

    #[test]
    fn angles_stay_within_a_turn() {
        assert!((normal_angle(PI + 0.5) - (0.5 - PI)).abs() < 1e-12);
        assert_eq!(normal_angle(-PI), PI);
        assert_eq!(normal_angle(0.0), 0.0);
    }

    #[test]
    fn a_mask_turns_exactly_at_right_angles() {
        let mask = Shape::Mask(drawn(&["#.", "##", "#."]));
        let turned = mask.rotated(Point::new(1.5, 1.5), FRAC_PI_2);
        assert_eq!(turned, Shape::Mask(drawn(&["###", ".#."])));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

        #[test]
        fn a_shape_turned_there_and_back_is_where_it_was(
            shape in shape_strategy(), about in point_strategy(), angle_rad in -7.0f64..7.0,
        ) {
            let back = shape.rotated(about, angle_rad).rotated(about, -angle_rad);
            if !matches!(shape, Shape::Mask(_)) {
                for (before, after) in shape.vertices().iter().zip(back.vertices()) {
                    prop_assert!(before.distance_px(after) < 1e-6);
                }
                prop_assert!((shape.area_px2() - back.area_px2()).abs() < 1e-6);
            }
        }

        #[test]
        fn four_right_angles_are_a_turn(mask in mask_strategy()) {
            let centre = Point::new(f64::from(REACH_PX) / 2.0, f64::from(REACH_PX) / 2.0);
            let mut turned = Shape::Mask(mask.clone());
            for _ in 0..4 {
                turned = turned.rotated(centre, FRAC_PI_2);
                prop_assert_eq!(turned.area_px2(), mask.area_px() as f64);
            }
            prop_assert_eq!(turned, Shape::Mask(mask));
        }

        #[test]
        fn a_turned_square_keeps_its_area_but_for_its_edge(angle_rad in -7.0f64..7.0) {
            let square = Mask::rectangle(PixelRect { left: 50, top: 50, right: 150, bottom: 150 });
            let turned = turned_mask(&square, Point::new(100.0, 100.0), angle_rad);
            prop_assert!((turned.area_px() as f64 - 1e4).abs() < 200.0);
        }
    }
}
