//! Shapes moved and scaled.

use crate::mask::scaled_mask;
use crate::{Point, Polyline, Rect, RotatedBox, Shape};

impl Shape {
    /// The shape moved to the right and down. A mask moves by whole pixels: the numbers are rounded.
    #[must_use]
    pub fn translated(&self, right_px: f64, down_px: f64) -> Self {
        let moved = |point: Point| point.translated(right_px, down_px);
        match self {
            Self::Box(rect) => Self::Box(Rect {
                min: moved(rect.min),
                max: moved(rect.max),
            }),
            Self::RotatedBox(rotated) => Self::RotatedBox(RotatedBox {
                center: moved(rotated.center),
                ..*rotated
            }),
            // Casts saturate.
            Self::Mask(mask) => {
                Self::Mask(mask.translated(right_px.round() as i64, down_px.round() as i64))
            }
            Self::Polygon(polygon) => Self::Polygon(polygon.map(moved)),
            Self::Polyline(line) => Self::Polyline(Polyline {
                points: line.points.iter().map(|it| moved(*it)).collect(),
                width_px: line.width_px,
            }),
            Self::Point(point) => Self::Point(moved(*point)),
        }
    }

    /// The shape moved as far as it goes within a picture: to the right and down by the numbers, or
    /// by less where its bounds would leave the picture. One that lies outside, or that is larger
    /// than the picture, does not move in that direction.
    #[must_use]
    pub fn translated_within(&self, right_px: f64, down_px: f64, picture: &Rect) -> Self {
        let Some(bounds) = self.bounds() else {
            return self.clone();
        };
        let (low, high) = (
            Point::new(picture.min.x - bounds.min.x, picture.min.y - bounds.min.y),
            Point::new(picture.max.x - bounds.max.x, picture.max.y - bounds.max.y),
        );
        self.translated(
            right_px.max(low.x.min(0.0)).min(high.x.max(0.0)),
            down_px.max(low.y.min(0.0)).min(high.y.max(0.0)),
        )
    }

    /// The shape as many times as large in x and in y, away from `about`, which stays where it is. A
    /// number below 0 mirrors.
    ///
    /// The width of a line changes by the mean of both numbers (the geometric one). A rotated box
    /// stays one: where the numbers differ, the side along its width becomes what it should, and its
    /// height what gives the right area. A mask takes each pixel from the nearest one before.
    #[must_use]
    pub fn scaled(&self, about: Point, by_x: f64, by_y: f64) -> Self {
        let moved = |point: Point| point.scaled(about, by_x, by_y);
        match self {
            Self::Box(rect) => Self::Box(Rect::between(moved(rect.min), moved(rect.max))),
            Self::RotatedBox(rotated) => Self::RotatedBox(scaled_box(rotated, about, by_x, by_y)),
            Self::Polygon(polygon) => Self::Polygon(polygon.map(moved)),
            Self::Mask(mask) => Self::Mask(scaled_mask(mask, about, by_x, by_y)),
            Self::Polyline(line) => Self::Polyline(Polyline {
                points: line.points.iter().map(|it| moved(*it)).collect(),
                width_px: line.width_px * (by_x * by_y).abs().sqrt(),
            }),
            Self::Point(point) => Self::Point(moved(*point)),
        }
    }
}

fn scaled_box(rotated: &RotatedBox, about: Point, by_x: f64, by_y: f64) -> RotatedBox {
    let center = rotated.center.scaled(about, by_x, by_y);
    // The direction of the width, and how many times as long it becomes.
    let (sin, cos) = rotated.angle_rad.sin_cos();
    let (x, y) = (cos * by_x, sin * by_y);
    let stretch = x.hypot(y);
    let area_scale = (by_x * by_y).abs();
    let is_even = by_x == by_y;
    RotatedBox {
        center,
        width_px: rotated.width_px * stretch,
        height_px: if stretch > 0.0 {
            rotated.height_px * (area_scale / stretch)
        } else {
            0.0
        },
        angle_rad: if is_even || stretch == 0.0 {
            rotated.angle_rad
        } else {
            y.atan2(x)
        },
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::mask::test_masks::{drawn, mask_strategy};
    use crate::shape::test_shapes::{point_strategy, shape_strategy};
    use proptest::prelude::*;

    /// Whether two shapes are the same but for rounding.
    fn is_near(a: &Shape, b: &Shape) -> bool {
        let (ours, theirs) = (a.vertices(), b.vertices());
        let pairs = ours.iter().zip(&theirs);
        a.kind() == b.kind()
            && ours.len() == theirs.len()
            && pairs.fold(0.0, |most: f64, (p, q)| most.max(p.distance_px(*q))) < 1e-6
            && (a.area_px2() - b.area_px2()).abs() < 1e-6
    }

    #[test]
    fn a_box_that_is_mirrored_stays_a_box() {
        let rect = Rect::between(Point::new(1.0, 1.0), Point::new(3.0, 2.0));
        let mirrored = Shape::Box(rect).scaled(Point::new(1.0, 1.0), -2.0, 1.0);
        let expected = Rect::between(Point::new(-3.0, 1.0), Point::new(1.0, 2.0));
        assert_eq!(mirrored, Shape::Box(expected));
    }

    #[test]
    fn a_rotated_box_keeps_its_area_in_proportion() {
        let rotated = RotatedBox {
            center: Point::new(5.0, 5.0),
            width_px: 4.0,
            height_px: 2.0,
            angle_rad: 0.5,
        };
        let about = Point::new(1.0, 1.0);
        let scaled = Shape::RotatedBox(rotated).scaled(about, 3.0, 0.5);
        assert!((scaled.area_px2() - 12.0).abs() < 1e-9);
        assert_eq!(scaled.center(), Some(Point::new(13.0, 3.0)));
        let Shape::RotatedBox(scaled) = scaled else {
            panic!("{scaled:?}");
        };
        // The middle of its right side is where scaling puts it.
        let side = |it: &RotatedBox| it.from_frame(Point::new(it.width_px / 2.0, 0.0));
        assert!(side(&scaled).distance_px(side(&rotated).scaled(about, 3.0, 0.5)) < 1e-9);
    }

    #[test]
    fn a_mask_takes_the_nearest_pixels() {
        let mask = Shape::Mask(drawn(&["#.", "##"]));
        let doubled = mask.scaled(Point::default(), 2.0, 1.0);
        assert_eq!(doubled, Shape::Mask(drawn(&["##..", "####"])));
        let mirrored = mask.scaled(Point::new(1.0, 0.0), -1.0, 1.0);
        assert_eq!(mirrored, Shape::Mask(drawn(&[".#", "##"])));
        assert_eq!(doubled.scaled(Point::default(), 0.5, 1.0), mask);
    }

    #[test]
    fn a_shape_stops_at_the_edge_of_the_picture() {
        let picture = Rect::between(Point::default(), Point::new(10.0, 10.0));
        let rect = |left, top, right, bottom| {
            Shape::Box(Rect::between(
                Point::new(left, top),
                Point::new(right, bottom),
            ))
        };
        let shape = rect(2.0, 2.0, 4.0, 5.0);
        assert_eq!(
            shape.translated_within(99.0, -1.0, &picture),
            rect(8.0, 1.0, 10.0, 4.0)
        );
        assert_eq!(
            shape.translated_within(-99.0, 99.0, &picture),
            rect(0.0, 7.0, 2.0, 10.0)
        );
        let large = rect(-1.0, 2.0, 12.0, 5.0);
        assert_eq!(
            large.translated_within(0.0, 1.0, &picture),
            rect(-1.0, 3.0, 12.0, 6.0)
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_shape_moved_there_and_back_is_the_same(
            shape in shape_strategy(), right in 0.0f64..99.0, down in 0.0f64..99.0,
        ) {
            let there = shape.translated(right, down);
            prop_assert!(is_near(&there.translated(-right, -down), &shape));
            if let (Some(before), Some(after)) = (shape.center(), there.center()) {
                prop_assert!((after.x - before.x - right).abs() <= 0.5 + 1e-9);
                prop_assert!((after.y - before.y - down).abs() <= 0.5 + 1e-9);
            }
        }

        #[test]
        fn a_shape_scaled_there_and_back_is_the_same(
            shape in shape_strategy(), about in point_strategy(), by in 0.2f64..5.0, down in 0.2f64..5.0,
        ) {
            let down = if matches!(shape, Shape::RotatedBox(_)) { by } else { down };
            let there = shape.scaled(about, by, down);
            if !matches!(shape, Shape::Mask(_)) {
                prop_assert!(is_near(&there.scaled(about, 1.0 / by, 1.0 / down), &shape));
                let width = matches!(shape, Shape::Polyline(_));
                prop_assert!(width || (there.area_px2() - shape.area_px2() * by * down).abs() < 1e-6 * there.area_px2().max(1.0));
            }
        }

        #[test]
        fn a_mask_scaled_by_whole_numbers_and_back_is_the_same(
            mask in mask_strategy(), by_x in 1u32..4, by_y in 1u32..4,
        ) {
            let there = scaled_mask(&mask, Point::default(), by_x.into(), by_y.into());
            prop_assert_eq!(there.area_px(), mask.area_px() * u64::from(by_x * by_y));
            let back = scaled_mask(&there, Point::default(), 1.0 / f64::from(by_x), 1.0 / f64::from(by_y));
            prop_assert_eq!(back, mask);
        }
    }
}
