//! A mark that turns with a cylinder, and where that takes it.

use shapes::{Point, Rect, Shape};

use super::{EDGE_COSINE, Turning, Walls};
use crate::detail::significance;
use crate::surface::{Shift, Unrolled};
use crate::{Cylinder, Keyed, Phase, Proposed, Shots, Unseen, Wall};

/// A mark that turns.
pub(super) struct Law {
    pub cylinder: Cylinder,
    /// How far the cylinder had turned on each shot, in the sense in which angles grow.
    pub turned_rad: Vec<f64>,
    pub phase: Phase,
}

/// The mark from which the others are made.
pub(super) struct Source<'a> {
    shape: &'a Shape,
    wall: Wall,
    /// The angle of its middle where it was drawn.
    drawn_rad: f64,
    half_arc_rad: f64,
    unrolled: Option<Unrolled>,
}

impl Law {
    /// How many marks are on the near wall.
    pub fn marks_in_front(&self, keyed: &[Keyed]) -> usize {
        let angles = keyed
            .iter()
            .map(|key| self.phase.angle_rad + self.turned_rad[key.shot]);
        angles
            .filter(|angle| Wall::of_angle(*angle) == Wall::Near)
            .count()
    }

    /// The mark that is seen from straightest above.
    pub fn clearest<'a>(
        &self,
        keyed: &'a [Keyed],
        compares_pixels: bool,
        shots: &Shots<'_>,
    ) -> Source<'a> {
        let angle = |key: &Keyed| self.phase.angle_rad + self.turned_rad[key.shot];
        let mut best = &keyed[0];
        for key in keyed {
            if angle(key).cos().abs() > angle(best).cos().abs() + 1e-9 {
                best = key;
            }
        }
        let wall = Wall::of_angle(angle(best));
        let drawn = self.cylinder.middle_angle_rad(&best.shape, wall);
        let drawn_rad = drawn.unwrap_or_else(|| angle(best));
        let bounds = best.shape.bounds().filter(|_| compares_pixels);
        Source {
            shape: &best.shape,
            wall,
            drawn_rad,
            half_arc_rad: self.cylinder.half_arc_rad(&best.shape).unwrap_or(0.0),
            unrolled: bounds.and_then(|bounds| {
                Unrolled::of(&self.cylinder, shots, best.shot, &bounds, drawn_rad)
            }),
        }
    }

    /// Where the mark is on a shot, or why it is not seen there.
    pub fn proposed(
        &self,
        key: &Source<'_>,
        shot: usize,
        turning: &Turning,
        shots: &Shots<'_>,
    ) -> Result<Proposed, Unseen> {
        let angle = self.phase.angle_rad + self.turned_rad[shot];
        let wall = wall_of(angle, key.half_arc_rad, turning.walls)?;
        let placed = |shift: Shift| self.placed(key, angle, wall, shift, shots);
        let by_law = placed(Shift::NONE);
        let (shape, bounds) = by_law.ok_or(Unseen::OutsidePicture)?;
        let significance = if turning.compares_pixels {
            significance(shots, shot, &bounds)
        } else {
            None
        };
        let Some(significance) = significance else {
            return Ok(Proposed {
                shape,
                score: None,
                residual_px: None,
                wall: Some(wall),
            });
        };
        let score = (significance / (significance + 1.0)) as f32;
        if significance < 1.0 {
            return Err(Unseen::NothingStandsOut { score });
        }
        let unrolled = key.unrolled.as_ref();
        let shift = unrolled.and_then(|key| key.shift_on(shots, shot, &bounds, angle));
        let shift = shift.unwrap_or(Shift::NONE);
        let shape = placed(shift).map_or(shape, |(shape, _)| shape);
        Ok(Proposed {
            shape,
            score: Some(score),
            residual_px: Some(shift.distance_px),
            wall: Some(wall),
        })
    }

    /// The mark at an angle on a wall and moved a little more, as far as it is on the picture, and its
    /// bounds.
    fn placed(
        &self,
        key: &Source<'_>,
        angle_rad: f64,
        wall: Wall,
        shift: Shift,
        shots: &Shots<'_>,
    ) -> Option<(Shape, Rect)> {
        let by = angle_rad + shift.by_rad - key.drawn_rad;
        let shape = self.cylinder.turned(key.shape, key.wall, by, wall)?;
        let along = self.cylinder.place(0.0, shift.along_px);
        let (right_px, down_px) = (
            along.x - self.cylinder.middle.x,
            along.y - self.cylinder.middle.y,
        );
        let shape = shape.translated(right_px, down_px);
        let shape = shape.clamped(&shots.size.rect())?;
        let bounds = shape.bounds()?;
        Some((shape, bounds))
    }

    /// Where a mark should be on a shot, and how strongly something stands out there; none where it is
    /// not seen, or where there are no pixels.
    pub fn seen(&self, key: &Source<'_>, shot: usize, shots: &Shots<'_>) -> Option<(Point, f64)> {
        let angle = self.phase.angle_rad + self.turned_rad[shot];
        let wall = wall_of(angle, key.half_arc_rad, Walls::Both).ok()?;
        let (_, bounds) = self.placed(key, angle, wall, Shift::NONE, shots)?;
        Some((bounds.center(), significance(shots, shot, &bounds)?))
    }
}

/// The wall on which a mark is seen whose middle is at an angle, and which reaches so far around to
/// both sides.
fn wall_of(angle_rad: f64, half_arc_rad: f64, walls: Walls) -> Result<Wall, Unseen> {
    let edge = EDGE_COSINE.acos();
    let to_camera = crate::cylinder::wrapped(angle_rad).abs();
    if to_camera - half_arc_rad < edge {
        return Ok(Wall::Near);
    }
    let to_back = std::f64::consts::PI - to_camera;
    match walls {
        Walls::Both if to_back - half_arc_rad < edge => Ok(Wall::Far),
        Walls::Near if to_back < edge => Err(Unseen::Behind),
        Walls::Near | Walls::Both => Err(Unseen::AtEdge),
    }
}
