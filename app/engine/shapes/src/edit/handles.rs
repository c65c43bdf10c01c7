//! The handles of boxes: eight to resize, and one to turn.

use std::f64::consts::FRAC_PI_2;

use crate::shape::normal_angle;
use crate::{Point, Rect, RotatedBox};

/// A handle of a box, in its own frame where it is a rotated one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BoxHandle {
    /// The corner at the upper left.
    TopLeft,
    /// The middle of the upper side.
    Top,
    /// The corner at the upper right.
    TopRight,
    /// The middle of the right side.
    Right,
    /// The corner at the lower right.
    BottomRight,
    /// The middle of the lower side.
    Bottom,
    /// The corner at the lower left.
    BottomLeft,
    /// The middle of the left side.
    Left,
}

impl BoxHandle {
    /// All handles, clockwise from the upper left corner.
    pub const ALL: [Self; 8] = [
        Self::TopLeft,
        Self::Top,
        Self::TopRight,
        Self::Right,
        Self::BottomRight,
        Self::Bottom,
        Self::BottomLeft,
        Self::Left,
    ];

    /// Which way the handle moves its sides: -1 for the left and the upper one, 1 for the right and
    /// the lower one, and 0 for neither.
    const fn sides(self) -> (f64, f64) {
        match self {
            Self::TopLeft => (-1.0, -1.0),
            Self::Top => (0.0, -1.0),
            Self::TopRight => (1.0, -1.0),
            Self::Right => (1.0, 0.0),
            Self::BottomRight => (1.0, 1.0),
            Self::Bottom => (0.0, 1.0),
            Self::BottomLeft => (-1.0, 1.0),
            Self::Left => (-1.0, 0.0),
        }
    }
}

impl Rect {
    /// Where a handle is.
    #[must_use]
    pub fn handle(&self, handle: BoxHandle) -> Point {
        let (across, down) = handle.sides();
        self.center().translated(
            across * self.width_px() / 2.0,
            down * self.height_px() / 2.0,
        )
    }

    /// The box after a handle was dragged to a place. What lies opposite stays; dragged over that,
    /// the box comes out on its other side.
    ///
    /// With an `aspect`, which is width over height and above 0, the box keeps it: a corner goes as
    /// far as the pointer does in the direction where that makes the box larger, and a side takes
    /// the two beside it along to equal parts.
    #[must_use]
    pub fn resized(&self, handle: BoxHandle, to: Point, aspect: Option<f64>) -> Self {
        let (across, down) = handle.sides();
        let center = self.center();
        let fixed = |side: f64, low: f64, high: f64| if side > 0.0 { low } else { high };
        let fixed_x = fixed(across, self.min.x, self.max.x);
        let fixed_y = fixed(down, self.min.y, self.max.y);
        let (dx, dy) = (to.x - fixed_x, to.y - fixed_y);
        // Where the pointer is exactly opposite, the box stays on the side of its handle.
        let direction = |delta: f64, side: f64| if delta == 0.0 { side } else { delta.signum() };
        let spread = |middle: f64, size: f64| (middle - size / 2.0, middle + size / 2.0);
        let ((x0, x1), (y0, y1)) = match (aspect, across != 0.0, down != 0.0) {
            (None, moves_x, moves_y) => (
                if moves_x {
                    (fixed_x, to.x)
                } else {
                    (self.min.x, self.max.x)
                },
                if moves_y {
                    (fixed_y, to.y)
                } else {
                    (self.min.y, self.max.y)
                },
            ),
            (Some(aspect), true, false) => ((fixed_x, to.x), spread(center.y, dx.abs() / aspect)),
            (Some(aspect), false, _) => (spread(center.x, dy.abs() * aspect), (fixed_y, to.y)),
            (Some(aspect), true, true) => {
                let width_px = dx.abs().max(dy.abs() * aspect);
                (
                    (fixed_x, fixed_x + direction(dx, across) * width_px),
                    (fixed_y, fixed_y + direction(dy, down) * width_px / aspect),
                )
            }
        };
        Self::between(Point::new(x0, y0), Point::new(x1, y1))
    }
}

impl RotatedBox {
    /// Where a handle is.
    #[must_use]
    pub fn handle(&self, handle: BoxHandle) -> Point {
        self.from_frame(self.upright().handle(handle))
    }

    /// The box after a handle was dragged to a place, as [`Rect::resized`] says, in its own frame.
    /// The angle stays.
    #[must_use]
    pub fn resized(&self, handle: BoxHandle, to: Point, aspect: Option<f64>) -> Self {
        let frame = self.upright().resized(handle, self.to_frame(to), aspect);
        self.with_upright(&frame)
    }

    /// Where the handle to turn the box is: so far out from the middle of its upper side.
    #[must_use]
    pub fn turn_handle(&self, distance_px: f64) -> Point {
        self.from_frame(Point::new(0.0, -self.height_px / 2.0 - distance_px))
    }

    /// The box turned around its centre so that the handle to turn it points to a place. With a
    /// `step_rad`, the angle is the nearest multiple of it. The box stays as it is while the place is
    /// its centre.
    #[must_use]
    pub fn turned_towards(&self, to: Point, step_rad: Option<f64>) -> Self {
        if to == self.center {
            return *self;
        }
        let angle_rad = (to.y - self.center.y).atan2(to.x - self.center.x) + FRAC_PI_2;
        let angle_rad = match step_rad {
            Some(step) if step > 0.0 => (angle_rad / step).round() * step,
            _ => angle_rad,
        };
        Self {
            angle_rad: normal_angle(angle_rad),
            ..*self
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::shape::test_shapes::{point_strategy, rect_strategy, rotated_strategy};
    use proptest::prelude::*;

    fn rect(left: f64, top: f64, right: f64, bottom: f64) -> Rect {
        Rect::between(Point::new(left, top), Point::new(right, bottom))
    }

    fn is_near(a: &Rect, b: &Rect) -> bool {
        a.min.distance_px(b.min).max(a.max.distance_px(b.max)) < 1e-6
    }

    #[test]
    fn a_handle_moves_its_sides() {
        let before = rect(10.0, 10.0, 30.0, 20.0);
        let to = Point::new(33.0, 24.0);
        let resized = |handle| before.resized(handle, to, None);
        assert_eq!(
            resized(BoxHandle::BottomRight),
            rect(10.0, 10.0, 33.0, 24.0)
        );
        assert_eq!(resized(BoxHandle::Right), rect(10.0, 10.0, 33.0, 20.0));
        assert_eq!(resized(BoxHandle::Bottom), rect(10.0, 10.0, 30.0, 24.0));
        // Over the opposite side.
        assert_eq!(resized(BoxHandle::TopLeft), rect(30.0, 20.0, 33.0, 24.0));
        assert_eq!(resized(BoxHandle::Left), rect(30.0, 10.0, 33.0, 20.0));
    }

    #[test]
    fn an_aspect_is_kept() {
        let before = rect(10.0, 10.0, 30.0, 20.0);
        let resized = |handle, x, y| before.resized(handle, Point::new(x, y), Some(2.0));
        assert_eq!(
            resized(BoxHandle::BottomRight, 40.0, 11.0),
            rect(10.0, 10.0, 40.0, 25.0)
        );
        assert_eq!(
            resized(BoxHandle::BottomRight, 11.0, 30.0),
            rect(10.0, 10.0, 50.0, 30.0)
        );
        assert_eq!(
            resized(BoxHandle::TopLeft, 26.0, 10.0),
            rect(10.0, 10.0, 30.0, 20.0)
        );
        assert_eq!(
            resized(BoxHandle::Right, 50.0, 99.0),
            rect(10.0, 5.0, 50.0, 25.0)
        );
        assert_eq!(
            resized(BoxHandle::Top, 0.0, 0.0),
            rect(0.0, 0.0, 40.0, 20.0)
        );
    }

    #[test]
    fn a_box_turns_towards_the_pointer() {
        let rotated = rect(0.0, 0.0, 10.0, 10.0).to_rotated();
        assert_eq!(rotated.turn_handle(3.0), Point::new(5.0, -3.0));
        let right = rotated.turned_towards(Point::new(50.0, 5.0), None);
        assert!((right.angle_rad - FRAC_PI_2).abs() < 1e-12);
        let step = 15.0f64.to_radians();
        let stepped = rotated.turned_towards(Point::new(50.0, 1.0), Some(step));
        assert!((stepped.angle_rad - FRAC_PI_2).abs() < 1e-12);
        assert_eq!(rotated.turned_towards(rotated.center, None), rotated);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_resized_box_has_its_corners_in_order_and_what_lies_opposite_stays(
            before in rect_strategy(), to in point_strategy(), index in 0usize..8, aspect in prop_oneof![
                Just(None), (0.2f64..5.0).prop_map(Some),
            ],
        ) {
            let handle = BoxHandle::ALL[index];
            let after = before.resized(handle, to, aspect);
            prop_assert!(after.min.x <= after.max.x && after.min.y <= after.max.y);
            let fixed = before.handle(BoxHandle::ALL[(index + 4) % 8]);
            prop_assert!(after.grown(1e-9).contains(fixed));
            prop_assert!(!after.grown(-1e-9).contains(fixed));
            match aspect {
                Some(aspect) => prop_assert!((after.width_px() - aspect * after.height_px()).abs() < 1e-6),
                None => prop_assert!(after.grown(1e-9).contains(after.nearest(to))),
            }
            // Dragged back, the box is as it was.
            if aspect.is_none() && before.center().distance_px(after.center()) > 0.0 {
                let there = BoxHandle::ALL.into_iter().find(|it| {
                    after.resized(*it, before.handle(handle), None).center().distance_px(before.center()) < 1e-6
                });
                prop_assert!(there.is_some());
            }
        }

        #[test]
        fn a_handle_that_stays_changes_nothing(rotated in rotated_strategy(), index in 0usize..8) {
            let handle = BoxHandle::ALL[index];
            let after = rotated.resized(handle, rotated.handle(handle), None);
            prop_assert!(is_near(&after.upright(), &rotated.upright()));
            prop_assert!(after.center.distance_px(rotated.center) < 1e-6);
        }

        #[test]
        fn the_handle_of_a_rotated_box_goes_where_the_pointer_is(
            rotated in rotated_strategy(), to in point_strategy(),
        ) {
            let after = rotated.resized(BoxHandle::BottomRight, to, None);
            let nearest = BoxHandle::ALL.map(|it| after.handle(it).distance_px(to));
            prop_assert!(nearest.into_iter().fold(f64::INFINITY, f64::min) < 1e-6);
            let fixed = rotated.handle(BoxHandle::TopLeft);
            let nearest = BoxHandle::ALL.map(|it| after.handle(it).distance_px(fixed));
            prop_assert!(nearest.into_iter().fold(f64::INFINITY, f64::min) < 1e-6);
        }

        #[test]
        fn the_handle_to_turn_points_to_the_pointer(rotated in rotated_strategy(), to in point_strategy()) {
            let turned = rotated.turned_towards(to, None);
            let handle = turned.turn_handle(10.0);
            let (a, b) = (handle.distance_px(turned.center), to.distance_px(turned.center));
            let between = handle.distance_px(to);
            prop_assert!(((a - b).abs() - between).abs() < 1e-6);
        }
    }
}
