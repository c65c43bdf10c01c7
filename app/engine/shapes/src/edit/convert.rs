//! One kind of shape made into another.

use geo::MinimumRotatedRect;

use crate::planar::ring_to_geo;
use crate::{Mask, MultiPolygon, PictureSize, Point, RotatedBox, Shape, ShapeKind};

impl Shape {
    /// The shape as one of another kind, or `None` where it has no points or that kind cannot be
    /// made of it: a line only is one already.
    ///
    /// - A box goes around the shape, a rotated box too at the angle at which it is smallest, and
    ///   both around the width of a line.
    /// - A polygon is the area, with round ends of lines and outlines of masks within
    ///   `tolerance_px`; there is none of what has no area.
    /// - A mask is what [`Mask::from_shape`] makes in the picture.
    /// - A point is the centre.
    #[must_use]
    pub fn converted(
        &self,
        kind: ShapeKind,
        picture: PictureSize,
        tolerance_px: f64,
    ) -> Option<Self> {
        if self.kind() == kind {
            return Some(self.clone());
        }
        match kind {
            ShapeKind::Box => self.bounds().map(Self::Box),
            ShapeKind::RotatedBox => self.to_rotated_box().map(Self::RotatedBox),
            ShapeKind::Polygon => {
                let polygon = self.polygon(tolerance_px);
                (!polygon.is_empty()).then_some(Self::Polygon(polygon))
            }
            ShapeKind::Mask => {
                let mask = Mask::from_shape(self, picture);
                (!mask.is_empty()).then_some(Self::Mask(mask))
            }
            ShapeKind::Polyline => None,
            ShapeKind::Point => self.center().map(Self::Point),
        }
    }

    /// The smallest rotated box around the shape, with the width of a line, or `None` where the
    /// shape has no points. A box stays as it is.
    #[must_use]
    pub fn to_rotated_box(&self) -> Option<RotatedBox> {
        match self {
            Self::Box(rect) => Some(rect.to_rotated()),
            Self::RotatedBox(rotated) => Some(*rotated),
            Self::Mask(mask) => mask.to_polygon().min_rotated_box(),
            Self::Polygon(polygon) => polygon.min_rotated_box(),
            Self::Polyline(line) => {
                let middle = min_rotated_box(line.points.iter().copied())?;
                let width_px = line.width_px.max(0.0);
                Some(RotatedBox {
                    width_px: middle.width_px + width_px,
                    height_px: middle.height_px + width_px,
                    ..middle
                })
            }
            Self::Point(point) => Some(crate::Rect::between(*point, *point).to_rotated()),
        }
    }
}

impl MultiPolygon {
    /// The rotated box of the smallest area around the polygon, or `None` where it has no points.
    /// Its width is its longer side; the angle is above -90° and up to 90°.
    #[must_use]
    pub fn min_rotated_box(&self) -> Option<RotatedBox> {
        min_rotated_box(self.parts.iter().flat_map(|part| &part.outer).copied())
    }
}

/// The rotated box of the smallest area around points. `geo` knows that one side of it lies along a
/// side of the convex hull.
fn min_rotated_box(points: impl Iterator<Item = Point>) -> Option<RotatedBox> {
    let points: Vec<Point> = points.collect();
    let around = ring_to_geo(&points).minimum_rotated_rect();
    let corners: Vec<Point> = match &around {
        Some(polygon) => polygon
            .exterior()
            .coords()
            .map(|it| Point::new(it.x, it.y))
            .collect(),
        // All points are the same one.
        None => vec![*points.first()?; 4],
    };
    let (first, second) = (
        corners[0].distance_px(corners[1]),
        corners[1].distance_px(corners[2]),
    );
    let (from, to) = if first >= second {
        (corners[0], corners[1])
    } else {
        (corners[1], corners[2])
    };
    let angle_rad = (to.y - from.y).atan2(to.x - from.x);
    Some(RotatedBox {
        center: corners[0].midpoint(corners[2]),
        width_px: first.max(second),
        height_px: first.min(second),
        angle_rad: half_turn(angle_rad),
    })
}

/// The angle of the same line, above -90° and up to 90°.
fn half_turn(angle_rad: f64) -> f64 {
    use std::f64::consts::{FRAC_PI_2, PI};
    let turned = angle_rad.rem_euclid(PI);
    if turned > FRAC_PI_2 {
        turned - PI
    } else {
        turned
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::shape::test_shapes::{rotated_strategy, shape_strategy};
    use crate::{Polyline, Rect};
    use proptest::prelude::*;

    const PICTURE: PictureSize = PictureSize {
        width_px: 300,
        height_px: 300,
    };
    const KINDS: [ShapeKind; 6] = [
        ShapeKind::Box,
        ShapeKind::RotatedBox,
        ShapeKind::Polygon,
        ShapeKind::Mask,
        ShapeKind::Polyline,
        ShapeKind::Point,
    ];

    #[test]
    fn a_box_becomes_what_it_covers() {
        let rect = Rect::between(Point::new(1.0, 2.0), Point::new(5.0, 4.0));
        let shape = Shape::Box(rect);
        for kind in [ShapeKind::RotatedBox, ShapeKind::Polygon, ShapeKind::Mask] {
            let converted = shape.converted(kind, PICTURE, 0.0).unwrap();
            assert_eq!(converted.kind(), kind);
            assert_eq!(converted.area_px2(), 8.0);
            assert_eq!(converted.bounds(), Some(rect));
            assert_eq!(
                converted.converted(ShapeKind::Box, PICTURE, 0.0),
                Some(shape.clone())
            );
        }
        assert_eq!(shape.converted(ShapeKind::Polyline, PICTURE, 0.0), None);
        let point = Shape::Point(Point::new(3.0, 3.0));
        assert_eq!(
            shape.converted(ShapeKind::Point, PICTURE, 0.0),
            Some(point.clone())
        );
        assert_eq!(point.converted(ShapeKind::Polygon, PICTURE, 0.0), None);
        assert_eq!(
            point
                .converted(ShapeKind::Mask, PICTURE, 0.0)
                .unwrap()
                .area_px2(),
            1.0
        );
    }

    #[test]
    fn a_line_has_a_box_with_its_width() {
        let line = Shape::Polyline(Polyline {
            points: vec![Point::new(0.0, 0.0), Point::new(30.0, 40.0)],
            width_px: 4.0,
        });
        let rotated = line.to_rotated_box().unwrap();
        assert!((rotated.width_px - 54.0).abs() < 1e-9 && (rotated.height_px - 4.0).abs() < 1e-9);
        assert!(rotated.center.distance_px(Point::new(15.0, 20.0)) < 1e-9);
        assert!((rotated.angle_rad.tan() - 4.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn what_has_no_extent_has_a_box_without_one() {
        let twice = MultiPolygon::from_ring([Point::new(2.0, 3.0); 2]);
        let rotated = twice.min_rotated_box().unwrap();
        assert_eq!((rotated.width_px, rotated.height_px), (0.0, 0.0));
        assert_eq!(rotated.center, Point::new(2.0, 3.0));
        assert_eq!(MultiPolygon::default().min_rotated_box(), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_smallest_box_of_a_box_is_itself(rotated in rotated_strategy()) {
            let polygon = MultiPolygon::from_ring(rotated.corners());
            let found = polygon.min_rotated_box().unwrap();
            prop_assert!((found.area_px2() - rotated.area_px2()).abs() < 1e-6);
            prop_assert!(found.center.distance_px(rotated.center) < 1e-6);
            prop_assert!(found.width_px >= found.height_px);
            prop_assert!(found.angle_rad.abs() <= std::f64::consts::FRAC_PI_2);
            for corner in rotated.corners() {
                let nearest = found.corners().map(|it| it.distance_px(corner));
                prop_assert!(nearest.into_iter().fold(f64::INFINITY, f64::min) < 1e-6);
            }
        }

        #[test]
        fn what_is_converted_is_of_the_kind_and_within_the_box(shape in shape_strategy(), kind in 0usize..6) {
            let kind = KINDS[kind];
            prop_assume!(shape.bounds().is_some());
            let Some(converted) = shape.converted(kind, PICTURE, 0.1) else {
                return Ok(());
            };
            prop_assert_eq!(converted.kind(), kind);
            let around = shape.to_rotated_box().unwrap();
            prop_assert!(around.area_px2() <= shape.bounds().unwrap().area_px2() + 1e-6 || matches!(shape, Shape::RotatedBox(_) | Shape::Polyline(_)));
            if matches!(kind, ShapeKind::Polygon | ShapeKind::Point) {
                for vertex in converted.vertices() {
                    let vertex = around.to_frame(vertex);
                    prop_assert!(around.upright().grown(1e-3).contains(vertex));
                }
            }
        }
    }
}
