//! Finds as the cylinder sees them: across its axis and along it.

use std::cmp::Ordering;

use super::Found;
use super::reach::Reach;
use crate::cylinder::wrapped;
use crate::{Cylinder, Sense, Shots, Walls};

/// How far off finds are, as a share of the radius, beside a part of their size: what models, angles
/// and cameras do.
const SLACK: f64 = 0.03;
/// The same where there is no cylinder, as a share of the shorter side of the picture.
const SLACK_OF_PICTURE: f64 = 0.01;
/// At least this much, in pixels.
const LEAST_SLACK_PX: f64 = 3.0;
/// Angles that differ by less are the same.
const SAME_RAD: f64 = 0.01;

/// A find, by where it reaches.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    /// Its place among those given.
    pub find: usize,
    pub shot: usize,
    /// From the axis, to the side where angles are.
    pub across: Reach,
    /// Along the axis.
    pub along: Reach,
    /// Whether its middle is at the outline of the part or beside it, where everything that stands
    /// out in its light is, and where an angle says nothing.
    pub is_at_outline: bool,
}

/// The finds of a series in an order that does not depend on the one in which they were given.
pub(super) struct Scene {
    pub placed: Vec<Placed>,
    /// Finds of which nothing is to be said, because they have no place.
    pub placeless: Vec<usize>,
    /// For each shot its finds, by where they begin along the axis, and how long the longest is.
    by_shot: Vec<(Vec<usize>, f64)>,
    pub cylinder: Option<Cylinder>,
    /// How far the cylinder had turned on each shot, in the sense in which angles grow; none of it
    /// where there is no cylinder.
    pub turned_rad: Vec<Option<f64>>,
    pub walls: Walls,
    /// How far off finds may be, beside a part of their size.
    pub slack_px: f64,
    /// Whether the angles are known and all the same, so that what is of the part stands.
    pub is_still: bool,
    /// On how much of the picture finds can be.
    pub area_px2: f64,
}

/// The known angles, from the first of them.
fn apart_rad(turned_rad: &[Option<f64>]) -> impl Iterator<Item = f64> {
    let first = turned_rad.iter().flatten().next().copied().unwrap_or(0.0);
    let known = turned_rad.iter().flatten();
    known.map(move |angle| wrapped(angle - first).abs())
}

/// Whether a part is known to turn from one shot to another.
pub(super) fn turns(turned_rad: &[Option<f64>]) -> bool {
    apart_rad(turned_rad).any(|apart| apart > SAME_RAD)
}

impl Scene {
    pub fn of(
        finds: &[Found],
        shots: &Shots<'_>,
        cylinder: Option<Cylinder>,
        sense: Sense,
        walls: Walls,
    ) -> Self {
        let (width_px, height_px) = (
            f64::from(shots.size.width_px),
            f64::from(shots.size.height_px),
        );
        let slack_px = cylinder.map_or(SLACK_OF_PICTURE * width_px.min(height_px), |cylinder| {
            SLACK * cylinder.radius_px
        });
        let slack_px = slack_px.max(LEAST_SLACK_PX);
        let frame = cylinder.unwrap_or(Cylinder::upright(0.0, f64::INFINITY));
        let mut placeless = Vec::new();
        let mut placed = Vec::with_capacity(finds.len());
        for (find, found) in finds.iter().enumerate() {
            let ends = crate::turned_shape::ends(&found.shape);
            let across = Reach::over(ends.iter().map(|at| frame.across_px(*at)));
            let along = Reach::over(ends.iter().map(|at| frame.along_px(*at)));
            match (across, along) {
                (Some(across), Some(along)) => placed.push(Placed {
                    find,
                    shot: found.shot,
                    across,
                    along,
                    is_at_outline: across.middle().abs() > frame.radius_px - slack_px,
                }),
                _ => placeless.push(find),
            }
        }
        placed.sort_by(|a, b| in_order(a, b, finds));
        let mut by_shot = vec![(Vec::new(), 0.0_f64); shots.count()];
        for (index, one) in placed.iter().enumerate() {
            let (of_shot, longest_px) = &mut by_shot[one.shot];
            of_shot.push(index);
            *longest_px = longest_px.max(one.along.length_px());
        }
        let turned_rad = shots.turned_rad.iter().map(|angle| {
            cylinder?;
            angle.map(|angle| sense.signed(angle))
        });
        let (sin, cos) = frame.axis_rad.sin_cos();
        let along_px = width_px * cos.abs() + height_px * sin.abs();
        let across_px = cylinder.map_or(width_px, |cylinder| 2.0 * cylinder.radius_px);
        Self {
            area_px2: along_px * across_px,
            placed,
            placeless,
            by_shot,
            cylinder,
            turned_rad: turned_rad.collect(),
            walls,
            slack_px,
            is_still: !turns(&shots.turned_rad) && shots.turned_rad.iter().all(Option::is_some),
        }
    }

    /// The finds of a shot that can reach into a part along the axis.
    pub fn near(&self, shot: usize, along: Reach) -> impl Iterator<Item = usize> + '_ {
        let (of_shot, longest_px) = &self.by_shot[shot];
        // The tolerance is of the shorter one of two.
        let reach_px = super::reach::tolerance_px(self.slack_px, along.length_px());
        let from = along.low - reach_px - longest_px;
        let first = of_shot.partition_point(|index| self.placed[*index].along.low < from);
        let rest = of_shot[first..].iter().copied();
        rest.take_while(move |index| self.placed[*index].along.low <= along.high + reach_px)
    }
}

/// By shot, then by place, then by what they are: equal only where nothing tells them apart.
fn in_order(a: &Placed, b: &Placed, finds: &[Found]) -> Ordering {
    let places = |one: &Placed| {
        let (along, across) = (one.along, one.across);
        [along.low, along.high, across.low, across.high]
    };
    let by_place = places(a).into_iter().zip(places(b));
    let (one, other) = (&finds[a.find], &finds[b.find]);
    a.shot
        .cmp(&b.shot)
        .then_with(|| by_place.fold(Ordering::Equal, |order, (a, b)| order.then(a.total_cmp(&b))))
        .then(one.kind.cmp(&other.kind))
        .then(one.score.total_cmp(&other.score))
}
