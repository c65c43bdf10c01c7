//! Proposals for things on a cylinder that turns.

use shapes::{Rect, Shape};

use crate::detail::significance;
use crate::surface::{Shift, Unrolled};

use crate::{
    Cylinder, Fit, FitSource, Keyed, Phase, Propagated, PropagationError, Proposal, Proposed, Seen,
    Shots, Unseen, Wall, Watch, find_part, fitted_cylinder,
};

/// A mark nearer to the edge of the cylinder than this is too thin to be seen: the cosine of 84°.
pub(crate) const EDGE_COSINE: f64 = 0.1;
/// How things on a cylinder that turns are proposed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Turning {
    /// The cylinder; where there is none, it is found in the pictures, or else fitted to the marks.
    pub cylinder: Option<Cylinder>,
    /// Which way it turns.
    pub sense: Sense,
    /// The walls on which things are proposed.
    pub walls: Walls,
    /// Whether places are compared with the pictures.
    pub compares_pixels: bool,
}

/// Which way a cylinder turns while the angles of its shots grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sense {
    /// As [`Cylinder::axis_rad`] says: the near wall moves to the right, or down.
    #[default]
    Forward,
    /// The near wall moves to the left, or up.
    Backward,
}

/// The walls on which things are proposed.
///
/// Of rendered balloons in good light nine of ten things on the far wall can be seen through the
/// near one, and four of five among reflections, but only one of eight in low visibility and one of
/// four among strong artifacts. A defect has to be marked wherever it is seen, so the far wall counts
/// unless it is left out, and the pixels decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Walls {
    /// The near one.
    Near,
    /// The far one too, where it can be seen through the near one.
    #[default]
    Both,
}

impl Default for Turning {
    /// A cylinder that is found, that turns forward, with things on both walls that are compared with
    /// the pictures.
    fn default() -> Self {
        Self {
            cylinder: None,
            sense: Sense::Forward,
            walls: Walls::Both,
            compares_pixels: true,
        }
    }
}

/// A mark that turns.
struct Law {
    cylinder: Cylinder,
    /// How far the cylinder had turned on each shot, in the sense in which angles grow.
    turned_rad: Vec<f64>,
    phase: Phase,
}

/// Proposes for every shot that has no mark. The marks are in the order of their shots.
pub(crate) fn propose(
    turning: &Turning,
    keyed: &[Keyed],
    shots: &Shots<'_>,
    watch: Watch<'_>,
) -> Result<Propagated, PropagationError> {
    let (cylinder, source) = cylinder(turning, keyed, shots)?;
    let (sense, law) = law(turning, cylinder, keyed, shots)?;
    let free: Vec<usize> = (0..shots.count())
        .filter(|shot| keyed.iter().all(|key| key.shot != *shot))
        .collect();
    let key = law.clearest(keyed, turning.compares_pixels, shots);
    let mut proposals = Vec::with_capacity(free.len());
    for (done, shot) in free.iter().enumerate() {
        proposals.push(Proposal {
            shot: *shot,
            outcome: law.proposed(&key, *shot, turning, shots),
        });
        if !watch(done + 1, free.len()) && done + 1 < free.len() {
            return Err(PropagationError::Cancelled);
        }
    }
    Ok(Propagated {
        proposals,
        fit: Some(Fit {
            cylinder,
            source,
            sense,
            residual_px: law.phase.residual_px,
        }),
    })
}

/// The cylinder that was given, or else that of the pictures, or else that of the marks.
fn cylinder(
    turning: &Turning,
    keyed: &[Keyed],
    shots: &Shots<'_>,
) -> Result<(Cylinder, FitSource), PropagationError> {
    if let Some(cylinder) = turning.cylinder {
        return Ok((cylinder, FitSource::Given));
    }
    if let Some(part) = find_part(shots) {
        return Ok((part.cylinder, FitSource::Outline));
    }
    let seen = keyed.iter().filter_map(|key| {
        Some(Seen {
            at: key.shape.center()?,
            turned_rad: turning.sense.signed(shots.turned_rad[key.shot]?),
        })
    });
    let fitted = fitted_cylinder(&[seen.collect()], shots.size);
    let cylinder = fitted.ok_or(PropagationError::NoCylinder)?;
    Ok((cylinder, FitSource::Marks))
}

/// How the mark turns: in the sense that was asked for, or in the other one where two marks or more
/// say so.
fn law(
    turning: &Turning,
    cylinder: Cylinder,
    keyed: &[Keyed],
    shots: &Shots<'_>,
) -> Result<(Sense, Law), PropagationError> {
    /// Marks fit a sense up to this share of the radius.
    const FITS: f64 = 0.05;
    let mut angles = Vec::with_capacity(keyed.len());
    for key in keyed {
        let angle = cylinder.middle_angle_rad(&key.shape, Wall::Near);
        angles.push(angle.ok_or(PropagationError::BesideCylinder { shot: key.shot })?);
    }
    let in_sense = |sense: Sense| {
        let turned_rad = turned(sense, keyed, &angles, shots)?;
        let of_keys = keyed.iter().map(|key| turned_rad[key.shot]);
        let seen: Vec<(f64, f64)> = angles.iter().copied().zip(of_keys).collect();
        let phase = cylinder
            .fitted_phase(&seen)
            .ok_or(PropagationError::NoKeys)?;
        Ok(Law {
            cylinder,
            turned_rad,
            phase,
        })
    };
    let asked = in_sense(turning.sense)?;
    if keyed.len() < 2 {
        return Ok((turning.sense, asked));
    }
    let other = in_sense(turning.sense.opposite())?;
    let limit = FITS * cylinder.radius_px;
    let fits = |law: &Law| law.phase.residual_px <= limit;
    // A mark that turns backward on the far wall is where one is that turns forward on the near
    // one. People mark what is in front.
    let is_in_front = other.marks_in_front(keyed) > asked.marks_in_front(keyed);
    if fits(&other) && (is_in_front || !fits(&asked)) {
        Ok((turning.sense.opposite(), other))
    } else {
        Ok((turning.sense, asked))
    }
}

/// How far the cylinder had turned on each shot: as is known, or by equal steps, which two marks on
/// the near wall tell.
fn turned(
    sense: Sense,
    keyed: &[Keyed],
    angles_rad: &[f64],
    shots: &Shots<'_>,
) -> Result<Vec<f64>, PropagationError> {
    if let Some(known) = shots.angles_rad() {
        return Ok(known.into_iter().map(|angle| sense.signed(angle)).collect());
    }
    let ([first, second, ..], [from, to, ..]) = (keyed, angles_rad) else {
        return Err(PropagationError::NoAngles);
    };
    let step = (to - from) / (second.shot - first.shot) as f64;
    Ok((0..shots.count()).map(|shot| step * shot as f64).collect())
}

/// The mark from which the others are made.
struct Source<'a> {
    shape: &'a Shape,
    wall: Wall,
    /// The angle of its middle where it was drawn.
    drawn_rad: f64,
    half_arc_rad: f64,
    unrolled: Option<Unrolled>,
}

impl Law {
    /// How many marks are on the near wall.
    fn marks_in_front(&self, keyed: &[Keyed]) -> usize {
        let angles = keyed
            .iter()
            .map(|key| self.phase.angle_rad + self.turned_rad[key.shot]);
        angles
            .filter(|angle| Wall::of_angle(*angle) == Wall::Near)
            .count()
    }

    /// The mark that is seen from straightest above.
    fn clearest<'a>(
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
    fn proposed(
        &self,
        key: &Source<'_>,
        shot: usize,
        turning: &Turning,
        shots: &Shots<'_>,
    ) -> Result<Proposed, Unseen> {
        let angle = self.phase.angle_rad + self.turned_rad[shot];
        let wall = wall_of(angle, key.half_arc_rad, turning.walls)?;
        let placed = |shift: Shift| -> Option<(Shape, Rect)> {
            let by = angle + shift.by_rad - key.drawn_rad;
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
        };
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

impl Sense {
    /// The other one.
    #[must_use]
    pub const fn opposite(self) -> Self {
        match self {
            Self::Forward => Self::Backward,
            Self::Backward => Self::Forward,
        }
    }

    /// An angle of this sense as one of the forward sense.
    pub(crate) const fn signed(self, angle_rad: f64) -> f64 {
        match self {
            Self::Forward => angle_rad,
            Self::Backward => -angle_rad,
        }
    }
}
