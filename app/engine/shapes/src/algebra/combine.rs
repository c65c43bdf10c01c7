//! Shapes united, subtracted and intersected.

use geo::BooleanOps;

use crate::planar::{covered, from_geo, united};
use crate::{Mask, MultiPolygon, PictureSize, Shape};

/// How far the round ends and bends of lines may deviate when their area is asked for.
pub(super) const ROUND_TOLERANCE_PX: f64 = 0.05;

/// As large as a picture can be.
pub(super) const LARGEST: PictureSize = PictureSize {
    width_px: crate::LARGEST_SIDE_PX,
    height_px: crate::LARGEST_SIDE_PX,
};

/// The area that shapes cover together, as a mask where one of them is a mask, and otherwise as a
/// polygon. What has no area adds nothing; `None` where nothing has one. A single shape with an area
/// stays as it is.
#[must_use]
pub fn merged<'a>(shapes: impl IntoIterator<Item = &'a Shape>) -> Option<Shape> {
    let shapes: Vec<&Shape> = shapes.into_iter().filter(|it| it.has_area()).collect();
    if let [only] = shapes[..] {
        return Some(only.clone());
    }
    if shapes.iter().any(|it| matches!(it, Shape::Mask(_))) {
        let mut mask = Mask::new();
        for shape in &shapes {
            mask.unite(&Mask::from_shape(shape, LARGEST));
        }
        return some_mask(mask);
    }
    let areas: Vec<geo::MultiPolygon> = shapes.iter().map(|it| it.covered_area()).collect();
    some_polygon(&united(&areas))
}

impl Shape {
    /// What of the shape is not in the area of another one, or `None` where nothing is left: a mask
    /// stays a mask, and other shapes become polygons, unless they stay as they are because the two
    /// do not meet. A shape without an area is left as it is.
    #[must_use]
    pub fn subtracted(&self, other: &Self) -> Option<Self> {
        if !self.has_area() || !other.has_area() || !self.bounds_meet(other) {
            return Some(self.clone());
        }
        match self {
            Self::Mask(mask) => some_mask(mask.difference(&Mask::from_shape(other, LARGEST))),
            _ => some_polygon(&self.covered_area().difference(&other.covered_area())),
        }
    }

    /// What of the shape is in the area of another one too, or `None` where nothing is: a mask stays
    /// a mask, and other shapes become polygons.
    #[must_use]
    pub fn intersected(&self, other: &Self) -> Option<Self> {
        if !self.has_area() || !other.has_area() || !self.bounds_meet(other) {
            return None;
        }
        match self {
            Self::Mask(mask) => some_mask(mask.intersection(&Mask::from_shape(other, LARGEST))),
            _ => some_polygon(&self.covered_area().intersection(&other.covered_area())),
        }
    }

    /// The parts of a polygon as shapes of their own, or the sets of pixels of a mask that edges or
    /// corners connect; any other shape as it is.
    #[must_use]
    pub fn parts(&self) -> Vec<Self> {
        match self {
            Self::Polygon(polygon) => {
                let alone = |part: &crate::Polygon| MultiPolygon {
                    parts: vec![part.clone()],
                };
                polygon
                    .parts
                    .iter()
                    .map(|part| Self::Polygon(alone(part)))
                    .collect()
            }
            Self::Mask(mask) => {
                let parts = mask.components(crate::Connectivity::Eight);
                parts.into_iter().map(Self::Mask).collect()
            }
            _ => vec![self.clone()],
        }
    }

    /// Whether it stands for an area.
    #[must_use]
    pub fn has_area(&self) -> bool {
        match self {
            Self::Point(_) => false,
            Self::Polyline(line) => line.width_px > 0.0 && !line.points.is_empty(),
            _ => self.area_px2() > 0.0,
        }
    }

    /// Whether the boxes around two shapes have a point in common.
    pub(super) fn bounds_meet(&self, other: &Self) -> bool {
        let (ours, theirs) = (self.bounds(), other.bounds());
        ours.zip(theirs)
            .is_some_and(|(ours, theirs)| ours.meets(&theirs))
    }

    /// The area for the booleans of `geo`.
    pub(super) fn covered_area(&self) -> geo::MultiPolygon {
        match self {
            Self::Mask(mask) => covered(&mask.to_polygon()),
            _ => covered(&self.polygon(ROUND_TOLERANCE_PX)),
        }
    }
}

pub(super) fn some_polygon(area: &geo::MultiPolygon) -> Option<Shape> {
    let polygon = from_geo(area);
    (!polygon.is_empty()).then_some(Shape::Polygon(polygon))
}

pub(super) fn some_mask(mask: Mask) -> Option<Shape> {
    (!mask.is_empty()).then_some(Shape::Mask(mask))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::mask::test_masks::mask_strategy;
    use crate::shape::test_shapes::{polygon_strategy, rect_strategy, rotated_strategy};
    use crate::{PixelRect, Point, Polygon, Polyline, Rect};
    use proptest::prelude::*;

    fn rect(left: f64, top: f64, right: f64, bottom: f64) -> Shape {
        Shape::Box(Rect::between(
            Point::new(left, top),
            Point::new(right, bottom),
        ))
    }

    fn area(shape: Option<&Shape>) -> f64 {
        shape.map_or(0.0, Shape::area_px2)
    }

    #[test]
    fn two_boxes_that_share_a_quarter() {
        let (a, b) = (rect(0.0, 0.0, 10.0, 10.0), rect(5.0, 5.0, 15.0, 15.0));
        let union = merged([&a, &b]).unwrap();
        assert!((union.area_px2() - 175.0).abs() < 1e-6);
        assert!((area(a.subtracted(&b).as_ref()) - 75.0).abs() < 1e-6);
        let common = a.intersected(&b).unwrap();
        assert_eq!(common.bounds(), rect(5.0, 5.0, 10.0, 10.0).bounds());
        assert!((common.area_px2() - 25.0).abs() < 1e-6);
    }

    #[test]
    fn what_does_not_meet_stays_as_it_is() {
        let (a, b) = (rect(0.0, 0.0, 10.0, 10.0), rect(20.0, 5.0, 25.0, 15.0));
        assert_eq!(a.subtracted(&b), Some(a.clone()));
        assert_eq!(a.intersected(&b), None);
        assert_eq!(merged([&a]), Some(a.clone()));
        let Some(Shape::Polygon(both)) = merged([&a, &b]) else {
            panic!("no polygon");
        };
        assert_eq!(both.parts.len(), 2);
        let point = Shape::Point(Point::new(5.0, 5.0));
        assert_eq!(merged([&point, &a]), Some(a.clone()));
        assert_eq!(merged([&point]), None);
        assert_eq!(a.subtracted(&a), None);
    }

    #[test]
    fn a_hole_is_cut_by_what_lies_within() {
        let ring = rect(0.0, 0.0, 10.0, 10.0)
            .subtracted(&rect(4.0, 4.0, 6.0, 6.0))
            .unwrap();
        let Shape::Polygon(polygon) = &ring else {
            panic!("{ring:?}");
        };
        assert_eq!((polygon.parts.len(), polygon.parts[0].holes.len()), (1, 1));
        assert!((ring.area_px2() - 96.0).abs() < 1e-6);
    }

    #[test]
    fn masks_stay_masks() {
        let mask = Shape::Mask(Mask::rectangle(PixelRect {
            left: 0,
            top: 0,
            right: 10,
            bottom: 10,
        }));
        let box_shape = rect(5.0, 0.0, 20.0, 10.0);
        let united = merged([&box_shape, &mask]).unwrap();
        assert!(matches!(united, Shape::Mask(_)));
        assert_eq!(united.area_px2(), 200.0);
        assert_eq!(area(mask.subtracted(&box_shape).as_ref()), 50.0);
        let rest = box_shape.subtracted(&mask).unwrap();
        assert!(matches!(rest, Shape::Polygon(_)));
        assert!((rest.area_px2() - 100.0).abs() < 1e-6);
        assert_eq!(mask.intersected(&rect(10.0, 10.0, 12.0, 12.0)), None);
    }

    #[test]
    fn a_wide_line_cuts_its_width() {
        let line = Shape::Polyline(Polyline {
            points: vec![Point::new(-10.0, 5.0), Point::new(20.0, 5.0)],
            width_px: 2.0,
        });
        let cut = rect(0.0, 0.0, 10.0, 10.0).subtracted(&line).unwrap();
        assert!((cut.area_px2() - 80.0).abs() < 1e-4);
        assert_eq!(cut.parts().len(), 2);
        let thin = Shape::Polyline(Polyline {
            points: vec![Point::new(-10.0, 5.0), Point::new(20.0, 5.0)],
            width_px: 0.0,
        });
        let whole = rect(0.0, 0.0, 10.0, 10.0);
        assert_eq!(whole.subtracted(&thin), Some(whole));
    }

    #[test]
    fn booleans_are_exact_enough_on_the_largest_pictures() {
        // A small thing in the far corner, and one at the origin that makes the grid coarse.
        let far = rect(59_980.3, 59_980.3, 60_000.0, 60_000.0);
        let near = rect(0.0, 0.0, 3.0, 3.0);
        let both = merged([&far, &near]).unwrap();
        let cut = both
            .subtracted(&rect(59_990.0, 59_000.0, 60_000.0, 60_000.0))
            .unwrap();
        assert!((cut.area_px2() - (9.0 + 9.7 * 19.7)).abs() < 0.01);
    }

    #[test]
    fn a_thing_in_several_parts_comes_apart() {
        let Shape::Box(a) = rect(0.0, 0.0, 1.0, 1.0) else {
            panic!("no box");
        };
        let polygon = Shape::Polygon(MultiPolygon {
            parts: vec![
                Polygon::from_ring(a.corners()),
                Polygon::from_ring(a.corners().map(|it| it.translated(5.0, 0.0))),
            ],
        });
        assert_eq!(polygon.parts().len(), 2);
        let mut mask = Mask::new();
        for (x, y) in [(0, 0), (1, 1), (5, 5)] {
            mask.set(x, y, true);
        }
        assert_eq!(Shape::Mask(mask).parts().len(), 2);
    }

    fn area_strategy() -> impl Strategy<Value = Shape> {
        prop_oneof![
            rect_strategy().prop_map(Shape::Box),
            rotated_strategy().prop_map(Shape::RotatedBox),
            polygon_strategy().prop_map(Shape::Polygon),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn areas_add_up(a in area_strategy(), b in area_strategy()) {
            let (common, rest) = (a.intersected(&b), a.subtracted(&b));
            let union = merged([&a, &b]).unwrap();
            let (common_area, rest_area) = (area(common.as_ref()), area(rest.as_ref()));
            prop_assert!((common_area + rest_area - a.area_px2()).abs() < 1e-3);
            prop_assert!((union.area_px2() - (a.area_px2() + b.area_px2() - common_area)).abs() < 1e-3);
            for shape in [common, rest, Some(union)].into_iter().flatten() {
                prop_assert!(shape.polygon(0.0).is_valid());
            }
        }

        #[test]
        fn pixels_add_up(mask in mask_strategy(), other in area_strategy()) {
            prop_assume!(!mask.is_empty());
            let shape = Shape::Mask(mask.clone());
            let (common, rest) = (shape.intersected(&other), shape.subtracted(&other));
            prop_assert_eq!(area(common.as_ref()) + area(rest.as_ref()), mask.area_px() as f64);
        }
    }
}
