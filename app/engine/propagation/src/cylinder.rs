//! A cylinder that turns before the camera, and the law by which its points move.
//!
//! A point on a cylinder of radius R that turns about its axis is at x = c + R sin(φ + α) across the
//! axis, where c is the middle of the cylinder, φ the angle of the point while nothing has turned
//! and α how far the cylinder has turned; along the axis it stays where it is. It is on the near
//! wall while cos(φ + α) > 0, and lengths across the axis shrink by the size of that cosine.

use std::f64::consts::{FRAC_PI_2, PI, TAU};

use serde::{Deserialize, Serialize};
use shapes::{Point, Shape};

/// A cylinder as the pictures of a series show it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Cylinder {
    /// A point of its axis, in pixels.
    pub middle: Point,
    /// The direction of its axis in the picture, clockwise from the right: a quarter turn where it
    /// stands upright and a half turn where it lies. A quarter turn back from it is *across* the
    /// axis, where growing angles carry the near wall: to the right where the cylinder stands
    /// upright, down where it lies.
    pub axis_rad: f64,
    /// Its radius in pixels.
    pub radius_px: f64,
}

/// Which wall of a transparent cylinder a mark is on, at one shot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wall {
    /// The one that faces the camera.
    Near,
    /// The one behind, seen through the near one.
    Far,
}

/// How a mark turns: the angle that its middle has while the cylinder has not turned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Phase {
    /// That angle, from the direction of the camera; from -π to π.
    pub angle_rad: f64,
    /// How far the shots that it was found from are from the law, as a root mean square in pixels;
    /// 0 where it is from one.
    pub residual_px: f64,
}

impl Wall {
    /// The wall that an angle is on.
    #[must_use]
    pub fn of_angle(angle_rad: f64) -> Self {
        if angle_rad.cos() > 0.0 {
            Self::Near
        } else {
            Self::Far
        }
    }

    /// The other one.
    pub(crate) const fn other(self) -> Self {
        match self {
            Self::Near => Self::Far,
            Self::Far => Self::Near,
        }
    }
}

impl Cylinder {
    /// One that stands upright, with its axis so far from the left edge of the picture.
    #[must_use]
    pub const fn upright(centre_px: f64, radius_px: f64) -> Self {
        Self {
            middle: Point::new(centre_px, 0.0),
            axis_rad: FRAC_PI_2,
            radius_px,
        }
    }

    /// One that lies, with its axis so far below the upper edge of the picture.
    #[must_use]
    pub const fn lying(centre_px: f64, radius_px: f64) -> Self {
        Self {
            middle: Point::new(0.0, centre_px),
            axis_rad: PI,
            radius_px,
        }
    }

    /// How far a place is from the axis, across it; below 0 on the side where angles are.
    #[must_use]
    pub fn across_px(&self, at: Point) -> f64 {
        let (sin, cos) = self.axis_rad.sin_cos();
        (at.x - self.middle.x) * sin - (at.y - self.middle.y) * cos
    }

    /// How far a place is from [`Cylinder::middle`] along the axis.
    #[must_use]
    pub fn along_px(&self, at: Point) -> f64 {
        let (sin, cos) = self.axis_rad.sin_cos();
        (at.x - self.middle.x) * cos + (at.y - self.middle.y) * sin
    }

    /// The place that is so far from the axis and so far along it.
    #[must_use]
    pub fn place(&self, across_px: f64, along_px: f64) -> Point {
        let (sin, cos) = self.axis_rad.sin_cos();
        self.middle.translated(
            across_px * sin + along_px * cos,
            along_px * sin - across_px * cos,
        )
    }

    /// The angle of a place on a wall, from -π to π; none beside the cylinder.
    #[must_use]
    pub fn angle_rad(&self, at: Point, wall: Wall) -> Option<f64> {
        let sine = self.across_px(at) / self.radius_px;
        (sine.abs() <= 1.0).then(|| on_wall(sine.asin(), wall))
    }

    /// The angle of the middle of a shape on a wall, halfway between the angles of its ends, with
    /// what is beside the cylinder taken to its edge. None where all of it is beside the cylinder, or
    /// where it has no points.
    #[must_use]
    pub fn middle_angle_rad(&self, shape: &Shape, wall: Wall) -> Option<f64> {
        let (low, high) = self.reach_across_px(shape)?;
        if low >= self.radius_px || high <= -self.radius_px {
            return None;
        }
        let sine = |across: f64| (across / self.radius_px).clamp(-1.0, 1.0).asin();
        Some(on_wall(f64::midpoint(sine(low), sine(high)), wall))
    }

    /// From where to where a shape reaches across the axis.
    fn reach_across_px(&self, shape: &Shape) -> Option<(f64, f64)> {
        let ends = crate::turned_shape::ends(shape).into_iter();
        let across = ends
            .map(|at| self.across_px(at))
            .filter(|it| it.is_finite());
        across.fold(None, |reach: Option<(f64, f64)>, across| {
            let (low, high) = reach.unwrap_or((across, across));
            Some((low.min(across), high.max(across)))
        })
    }

    /// How a mark turns that is seen at some angles, each with how far the cylinder had turned: the
    /// angle that fits best, of all walls that they could be on. None where there are none.
    ///
    /// Each mark pulls by the distance in pixels across the axis that it is off, so that those near
    /// the edge, where an angle is hard to tell, count less.
    #[must_use]
    pub fn fitted_phase(&self, seen: &[(f64, f64)]) -> Option<Phase> {
        let candidates = seen.iter().flat_map(|(angle, turned)| {
            [*angle, PI - angle].map(|angle| self.refined(angle - turned, seen))
        });
        // The first of equals is that of the first mark as it was drawn.
        candidates.reduce(|best, next| {
            if next.residual_px < best.residual_px - 1e-9 {
                next
            } else {
                best
            }
        })
    }

    /// The angle near `start` whose places are nearest to those seen, by Gauss-Newton steps, with
    /// the root mean square of what is left.
    fn refined(&self, start_rad: f64, seen: &[(f64, f64)]) -> Phase {
        const STEPS: usize = 8;
        const LONGEST_STEP_RAD: f64 = 0.5;
        let mut angle = start_rad;
        let miss = |angle: f64, (at, turned): &(f64, f64)| {
            self.radius_px * (at.sin() - (angle + turned).sin())
        };
        for _ in 0..STEPS {
            let (mut top, mut bottom) = (0.0, 0.0);
            for one in seen {
                let slope = self.radius_px * (angle + one.1).cos();
                top += slope * miss(angle, one);
                bottom += slope * slope;
            }
            if bottom > f64::EPSILON {
                angle += (top / bottom).clamp(-LONGEST_STEP_RAD, LONGEST_STEP_RAD);
            }
        }
        let squares = seen.iter().map(|one| miss(angle, one).powi(2));
        Phase {
            angle_rad: wrapped(angle),
            residual_px: (squares.sum::<f64>() / seen.len().max(1) as f64).sqrt(),
        }
    }

    /// Half the angle over which a shape reaches around the cylinder. None as for
    /// [`Cylinder::middle_angle_rad`].
    #[must_use]
    pub fn half_arc_rad(&self, shape: &Shape) -> Option<f64> {
        let (low, high) = self.reach_across_px(shape)?;
        let sine = |across: f64| (across / self.radius_px).clamp(-1.0, 1.0).asin();
        Some((sine(high) - sine(low)) / 2.0)
    }

    /// A mark that was drawn on the wall `from`, after the cylinder has turned by an angle, as far as
    /// it is on the wall `onto` then: each of its points is turned, so that it gets narrower towards
    /// the edges as the wall does, and what is over the edge of that wall stays at the edge. None
    /// where all of it was beside the cylinder, or where nothing is left.
    #[must_use]
    pub fn turned(&self, shape: &Shape, from: Wall, by_rad: f64, onto: Wall) -> Option<Shape> {
        let middle = self.middle_angle_rad(shape, from)?;
        let narrowing = (middle + by_rad).cos().abs() / middle.cos().abs().max(0.05);
        crate::turned_shape::mapped(shape, self, narrowing, |at| {
            let sine = (self.across_px(at) / self.radius_px).clamp(-1.0, 1.0);
            let angle = on_wall(sine.asin(), from) + by_rad;
            let kept = match onto {
                Wall::Near => wrapped(angle).clamp(-FRAC_PI_2, FRAC_PI_2),
                Wall::Far => wrapped(angle - PI).clamp(-FRAC_PI_2, FRAC_PI_2) + PI,
            };
            self.place(self.radius_px * kept.sin(), self.along_px(at))
        })
    }
}

/// The angle on a wall of a place whose angle on the near wall is given.
fn on_wall(near_rad: f64, wall: Wall) -> f64 {
    match wall {
        Wall::Near => near_rad,
        Wall::Far => wrapped(PI - near_rad),
    }
}

/// An angle as the one from -π to π that points the same way.
pub(crate) fn wrapped(angle_rad: f64) -> f64 {
    (angle_rad + PI).rem_euclid(TAU) - PI
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;
    use shapes::Rect;

    use super::*;

    const TUBE: Cylinder = Cylinder::upright(400.0, 200.0);

    fn seen(angle_rad: f64) -> Point {
        Point::new(400.0 + 200.0 * angle_rad.sin(), 300.0)
    }

    fn box_at(angle_rad: f64, half_rad: f64) -> Shape {
        Shape::Box(Rect::between(
            seen(angle_rad - half_rad),
            Point::new(seen(angle_rad + half_rad).x, 340.0),
        ))
    }

    #[test]
    fn a_mark_in_the_middle_narrows_as_it_turns_away() {
        let by = 60_f64.to_radians();
        let turned = TUBE
            .turned(&box_at(0.0, 0.05), Wall::Near, by, Wall::Near)
            .unwrap();
        let Shape::Box(rect) = turned else {
            panic!("a box stays a box");
        };
        let expected = 200.0 * ((by + 0.05).sin() - (by - 0.05).sin());
        assert!((rect.width_px() - expected).abs() < 1e-9);
        assert!((rect.height_px() - 40.0).abs() < 1e-9);
        assert!((rect.center().x - 400.0 - 200.0 * by.sin()).abs() < 0.3);
    }

    #[test]
    fn half_a_turn_takes_a_mark_to_the_other_side_of_the_other_wall() {
        let shape = box_at(0.3, 0.02);
        for (wall, other) in [(Wall::Near, Wall::Far), (Wall::Far, Wall::Near)] {
            let turned = TUBE.turned(&shape, wall, PI, other).unwrap();
            let middle = turned.center().unwrap().x;
            assert!((middle - seen(-0.3).x).abs() < 0.5, "{wall:?}");
        }
        assert_eq!(Wall::of_angle(0.3 + PI), Wall::Far);
        assert_eq!(Wall::of_angle(PI - 0.3 + PI), Wall::Near);
    }

    #[test]
    fn what_turns_over_the_edge_stays_at_it() {
        let turned = TUBE
            .turned(&box_at(1.0, 0.3), Wall::Near, 0.4, Wall::Near)
            .unwrap();
        let bounds = turned.bounds().unwrap();
        assert!((bounds.max.x - 600.0).abs() < 1e-9, "{bounds:?}");
        assert!((bounds.min.x - seen(1.1).x).abs() < 1e-9);
        let moved = |right_px| {
            let shape = box_at(0.0, 0.1).translated(right_px, 0.0);
            TUBE.turned(&shape, Wall::Near, 0.0, Wall::Near)
        };
        assert!(moved(210.0).is_some());
        assert!(moved(300.0).is_none());
    }

    #[test]
    fn a_cylinder_that_lies_moves_its_marks_up_and_down() {
        let lying = Cylinder::lying(400.0, 200.0);
        let at = Shape::Point(Point::new(50.0, 400.0));
        let there = lying
            .turned(&at, Wall::Near, 0.5, Wall::Near)
            .unwrap()
            .center()
            .unwrap();
        assert!((there.x - 50.0).abs() < 1e-9);
        assert!((there.y - 400.0 - 200.0 * 0.5_f64.sin()).abs() < 1e-9);
    }

    #[test]
    fn beside_the_cylinder_there_is_no_angle() {
        assert!(TUBE.angle_rad(Point::new(601.0, 0.0), Wall::Near).is_none());
        let far = TUBE.angle_rad(seen(0.3), Wall::Far).unwrap();
        assert!((far - (PI - 0.3)).abs() < 1e-9);
    }

    #[test]
    fn the_middle_of_a_wide_mark_is_halfway_between_the_angles_of_its_ends() {
        let middle = TUBE
            .middle_angle_rad(&box_at(0.9, 0.5), Wall::Near)
            .unwrap();
        assert!((middle - 0.9).abs() < 1e-9);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn two_shots_tell_the_angle_and_the_wall(
            angle in -3.0..3.0_f64,
            first in 0.0..6.0_f64,
            step in 0.3..2.8_f64,
        ) {
            // Both are given as if they were on the near wall.
            let at = |turned: f64| ((angle + turned).sin().asin(), turned);
            let found = TUBE.fitted_phase(&[at(first), at(first + step)]).unwrap();
            prop_assert!(found.residual_px < 1e-3, "{}", found.residual_px);
            for turned in [first, first + step] {
                let there = 200.0 * ((found.angle_rad + turned).sin() - (angle + turned).sin());
                prop_assert!(there.abs() < 1e-2);
            }
        }

        #[test]
        fn there_and_back_is_the_same_place(
            angle in -1.2..1.2_f64,
            by in -3.0..3.0_f64,
            axis in 0.0..6.3_f64,
        ) {
            let tube = Cylinder { axis_rad: axis, ..TUBE };
            let start = tube.place(200.0 * angle.sin(), 33.0);
            prop_assume!((angle + by).cos().abs() > 0.05);
            let wall = Wall::of_angle(angle + by);
            let there = tube.turned(&Shape::Point(start), Wall::Near, by, wall).unwrap();
            let back = tube.turned(&there, wall, -by, Wall::Near).unwrap();
            prop_assert!(back.center().unwrap().distance_px(start) < 1e-6);
        }
    }
}
