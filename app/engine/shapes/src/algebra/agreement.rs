//! How well two shapes agree.

use geo::{Area, BooleanOps, Buffer};

use super::combine::{LARGEST, ROUND_TOLERANCE_PX, some_mask, some_polygon};
use crate::shape::round;
use crate::{Mask, Polyline, Rect, Shape};

impl Shape {
    /// How well two shapes agree: the area that both cover over the area that either covers (the
    /// Jaccard index), from 0 to 1.
    ///
    /// It is exact but for the rounding of booleans, and but for the round ends and bends of lines;
    /// where one shape is a mask, the pixels whose centres are in the other count. It is 0 where
    /// neither has an area: [`Shape::dilated_iou`] and [`Shape::center_distance_px`] compare those.
    #[must_use]
    pub fn iou(&self, other: &Self) -> f64 {
        if !self.has_area() || !other.has_area() || !self.bounds_meet(other) {
            return 0.0;
        }
        let (ours, theirs, common) = match (self, other) {
            (Self::Box(a), Self::Box(b)) => {
                let common = a.intersection(b).map_or(0.0, |it| it.area_px2());
                (a.area_px2(), b.area_px2(), common)
            }
            (Self::Mask(_), _) | (_, Self::Mask(_)) => {
                let (a, b) = (self.moved_into_sight(other), other.moved_into_sight(self));
                let (a, b) = (Mask::from_shape(&a, LARGEST), Mask::from_shape(&b, LARGEST));
                return a.iou(&b);
            }
            _ => {
                let (a, b) = (self.covered_area(), other.covered_area());
                let common = a.intersection(&b).unsigned_area();
                (a.unsigned_area(), b.unsigned_area(), common)
            }
        };
        (common / (ours + theirs - common)).clamp(0.0, 1.0)
    }

    /// How well two shapes agree once both are grown by `radius_px` to every side: what is only a
    /// little off counts little for thin and tiny shapes then, and points and lines without a width
    /// can be compared too. It is 0 where one of them has no points.
    #[must_use]
    pub fn dilated_iou(&self, other: &Self, radius_px: f64) -> f64 {
        // Room for what grows to the left and up, which masks do not reach otherwise.
        let (a, b) = (self.moved_into_sight(other), other.moved_into_sight(self));
        let room_px = radius_px.max(0.0).ceil() + 1.0;
        let grown = |shape: &Self| shape.translated(room_px, room_px).grown(radius_px);
        match (grown(&a), grown(&b)) {
            (Some(a), Some(b)) => a.iou(&b),
            _ => 0.0,
        }
    }

    /// How far the centres of two shapes are from each other, or `None` where one has no points.
    #[must_use]
    pub fn center_distance_px(&self, other: &Self) -> Option<f64> {
        Some(self.center()?.distance_px(other.center()?))
    }

    /// The shape grown by `radius_px` to every side, with round corners: a mask stays one, and other
    /// shapes become polygons. `None` where nothing has an area then.
    #[must_use]
    pub fn grown(&self, radius_px: f64) -> Option<Self> {
        let radius_px = radius_px.max(0.0);
        let line = |points, width_px: f64| {
            let line = Polyline { points, width_px };
            let polygon = line.polygon(ROUND_TOLERANCE_PX);
            (!polygon.is_empty()).then_some(Self::Polygon(polygon))
        };
        match self {
            Self::Mask(mask) => some_mask(mask.grown(radius_px)),
            Self::Point(point) => line(vec![*point], 2.0 * radius_px),
            Self::Polyline(own) => line(own.points.clone(), own.width_px + 2.0 * radius_px),
            _ if radius_px == 0.0 => self.has_area().then(|| self.clone()),
            _ => {
                let area = self.covered_area();
                some_polygon(&area.buffer_with_style(round(radius_px, ROUND_TOLERANCE_PX)))
            }
        }
    }

    /// The shape moved by as many whole pixels as it takes for both to lie right of and below the
    /// origin, where masks are.
    fn moved_into_sight(&self, other: &Self) -> Self {
        let both = [self.bounds(), other.bounds()].into_iter().flatten();
        match both.reduce(|a: Rect, b| a.union(&b)) {
            Some(bounds) => {
                let hidden = |low: f64| (-low).max(0.0).ceil();
                self.translated(hidden(bounds.min.x), hidden(bounds.min.y))
            }
            None => self.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::mask::test_masks::mask_strategy;
    use crate::shape::test_shapes::{rect_strategy, shape_strategy};
    use crate::{MultiPolygon, PixelRect, Point};
    use proptest::prelude::*;

    fn rect(left: f64, top: f64, right: f64, bottom: f64) -> Rect {
        Rect::between(Point::new(left, top), Point::new(right, bottom))
    }

    #[test]
    fn boxes_that_share_a_quarter_agree_by_a_seventh() {
        let (a, b) = (rect(0.0, 0.0, 10.0, 10.0), rect(5.0, 5.0, 15.0, 15.0));
        let polygon = |it: &Rect| Shape::Polygon(MultiPolygon::from_ring(it.corners()));
        let rotated = |it: &Rect| Shape::RotatedBox(it.to_rotated());
        assert_eq!(Shape::Box(a).iou(&Shape::Box(b)), 1.0 / 7.0);
        assert!((polygon(&a).iou(&Shape::Box(b)) - 1.0 / 7.0).abs() < 1e-9);
        assert!((polygon(&a).iou(&rotated(&b)) - 1.0 / 7.0).abs() < 1e-9);
        let mask = Shape::Mask(Mask::rectangle(PixelRect {
            left: 0,
            top: 0,
            right: 10,
            bottom: 10,
        }));
        assert_eq!(mask.iou(&Shape::Box(b)), 1.0 / 7.0);
        // Outside the picture, a box counts as well.
        let outside = Shape::Box(rect(-10.0, 0.0, 5.0, 10.0));
        assert_eq!(outside.iou(&mask), 50.0 / 200.0);
    }

    #[test]
    fn what_is_thin_or_tiny_agrees_once_it_is_grown() {
        let point = |x| Shape::Point(Point::new(x, -7.0));
        assert_eq!(point(0.0).iou(&point(0.0)), 0.0);
        assert!((point(0.0).dilated_iou(&point(0.0), 2.0) - 1.0).abs() < 1e-9);
        let shifted = point(0.0).dilated_iou(&point(2.0), 2.0);
        // Two circles of radius r whose centres are r apart (lens area by the usual formula).
        let lens = 4.0 * (2.0 * std::f64::consts::FRAC_PI_3 - 3.0f64.sqrt() / 2.0);
        let expected = lens / (2.0 * std::f64::consts::PI * 4.0 - lens);
        assert!((shifted - expected).abs() < 0.02, "{shifted} {expected}");
        assert_eq!(point(0.0).dilated_iou(&point(9.0), 2.0), 0.0);
        assert_eq!(point(0.0).center_distance_px(&point(9.0)), Some(9.0));

        let scratch = |y: f64| {
            Shape::Polyline(Polyline {
                points: vec![Point::new(0.0, y), Point::new(100.0, y)],
                width_px: 1.0,
            })
        };
        assert_eq!(scratch(5.0).iou(&scratch(7.0)), 0.0);
        assert!(scratch(5.0).dilated_iou(&scratch(7.0), 10.0) > 0.8);
    }

    #[test]
    fn a_mask_at_the_edge_of_the_picture_grows_over_it() {
        let pixel = Shape::Mask(Mask::disc(Point::new(0.5, 0.5), 0.0));
        let moved = Shape::Mask(Mask::disc(Point::new(50.5, 50.5), 0.0));
        assert!(pixel.dilated_iou(&pixel, 4.0) == 1.0);
        let neighbour = |x, y| Shape::Mask(Mask::disc(Point::new(x, y), 0.0));
        let at_edge = pixel.dilated_iou(&neighbour(2.5, 0.5), 4.0);
        assert_eq!(at_edge, moved.dilated_iou(&neighbour(52.5, 50.5), 4.0));
    }

    #[test]
    fn a_grown_box_has_round_corners() {
        let grown = Shape::Box(rect(0.0, 0.0, 10.0, 10.0)).grown(2.0).unwrap();
        let exact = 100.0 + 4.0 * 20.0 + std::f64::consts::PI * 4.0;
        assert!(
            (grown.area_px2() - exact).abs() < 1.0,
            "{}",
            grown.area_px2()
        );
        assert_eq!(Shape::Point(Point::default()).grown(0.0), None);
        assert_eq!(Shape::Mask(Mask::new()).grown(5.0), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn agreement_is_mutual_and_at_most_1(a in shape_strategy(), b in shape_strategy()) {
            let (there, back) = (a.iou(&b), b.iou(&a));
            prop_assert!((there - back).abs() < 1e-6);
            prop_assert!((0.0..=1.0).contains(&there));
            let dilated = a.dilated_iou(&b, 3.0);
            prop_assert!((0.0..=1.0).contains(&dilated));
        }

        #[test]
        fn a_shape_agrees_with_itself(a in shape_strategy()) {
            let expected = if a.has_area() { 1.0 } else { 0.0 };
            prop_assert!((a.iou(&a) - expected).abs() < 1e-6);
            if a.bounds().is_some() {
                prop_assert!((a.dilated_iou(&a, 5.0) - 1.0).abs() < 1e-6);
            }
        }

        #[test]
        fn boxes_agree_by_their_own_formula_as_polygons_do(a in rect_strategy(), b in rect_strategy()) {
            let polygon = |it: &Rect| Shape::Polygon(MultiPolygon::from_ring(it.corners()));
            let exact = Shape::Box(a).iou(&Shape::Box(b));
            prop_assert!((exact - polygon(&a).iou(&polygon(&b))).abs() < 1e-6);
        }

        #[test]
        fn a_mask_agrees_with_its_outline(mask in mask_strategy()) {
            prop_assume!(!mask.is_empty());
            let outline = Shape::Polygon(mask.to_polygon());
            prop_assert_eq!(Shape::Mask(mask).iou(&outline), 1.0);
        }
    }
}
