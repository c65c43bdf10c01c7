//! Joining what was found shot by shot into the things that it is of.
//!
//! Each find has two readings, one on each wall: an angle of the part and a place along its axis. A
//! reading says where the thing is on every other shot ([`law`]), and what was found there votes for
//! it. A find may as well be of something that stands before the camera, which all finds at its place
//! vote for. The reading that explains the most beyond what chance would is taken first, with the
//! finds that it explains, then the best of what is left ([`search`]), until nothing agrees by more
//! than chance ([`chance`]). At the end each find goes to the law that it fits best.

mod chance;
mod law;
mod placed;
mod reach;
mod search;
mod sense;
mod thing;

use shapes::Shape;

use crate::{
    Cylinder, Fit, FitSource, Phase, PropagationError, Shots, Turning, Wall, Watch, find_part,
};
use placed::Scene;
use search::choose;
use sense::in_best_sense;

/// What was found on a shot.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The shot, from 0.
    pub shot: usize,
    /// The shape.
    pub shape: Shape,
    /// What it is, as the caller numbers kinds.
    pub kind: u32,
    /// How sure whoever found it is, from 0 to 1.
    pub score: f64,
}

/// The things that finds are of.
#[derive(Debug, Clone, PartialEq)]
pub struct Joined {
    /// The things, those that are trusted most first. Each find is in one of them.
    pub things: Vec<Thing>,
    /// How the part turns; none where the angles of fewer than two shots are known, or where they
    /// are all the same. The residual is that of all finds of things that turn.
    pub fit: Option<Fit>,
}

/// Something that was found on one shot or more.
#[derive(Debug, Clone, PartialEq)]
pub struct Thing {
    /// The places of its finds among those given, in the order of their shots. There can be several
    /// of one shot: pieces of it, or both walls where it reaches around the outline.
    pub finds: Vec<usize>,
    /// How it moves from shot to shot.
    pub motion: Motion,
    /// The kind for which its finds have the greatest sum of scores; the lowest of equals.
    pub kind: u32,
    /// How sure it is that it is a thing of the part, from 0 to 1.
    ///
    /// A thing that turns has `(1 - c) b + c a`: either its finds agree for a reason, and it is as sure
    /// as the best of them, `b`, or they agree by accident, and it is worth what that one is alone,
    /// `a`. Scores of several shots are not combined as if they were independent: what a model takes
    /// for a defect on one shot, such as a fibre of dust on the part, it takes for one on the next. The
    /// accident c is how many things seen as often are to be expected of finds that lie anywhere on
    /// the part: `2 (n + 1) P(k - 1, m)`, at most 1. Here k is the number of shots on which it is
    /// found, each counted by how close the closest find is, from 0 to 1; n is how many finds are in
    /// no thing of several; m is how many of them would be taken for the thing, as the sum of the
    /// shares of the part on which each would have to lie for that, with one more of the thing's own
    /// size on every shot; and P is the regularised lower incomplete gamma function, which for whole
    /// k is the chance that a count with a Poisson distribution of mean m reaches k - 1. What is at
    /// the outline does not count. One more find where the thing should be never lowers this.
    ///
    /// A find alone has its score, halved where the thing should be seen on other shots too. What
    /// stands while the part turns has a tenth of its best score, and so has what is at the outline
    /// of the part or beside it. A find without points is not trusted at all. In a series that does not turn everything stands, and is trusted as
    /// what turns elsewhere.
    pub trust: f64,
    /// On how many shots it should be seen on the near wall; all shots where that is not known.
    pub expected: usize,
}

/// How a thing moves from shot to shot.
#[derive(Debug, Clone, PartialEq)]
pub enum Motion {
    /// With the part.
    Turns {
        /// Its angle while the part has not turned, and how far its finds are from the law, across
        /// the axis.
        phase: Phase,
        /// The wall of each find.
        walls: Vec<Wall>,
    },
    /// It is at the same place of the picture on several shots: of the camera or the lamps where
    /// the part turns.
    Stands,
    /// It was found on one shot only.
    Alone,
}

/// Joins what was found on the shots of a series into things.
///
/// The sense of turning is the one that was asked for, unless clearly more is found in front with the
/// other one. Nothing is said of a shot whose angle is not known, except what stands there; and where no two
/// angles are known, finds are joined only where they stand. `compares_pixels` is not regarded.
///
/// # Errors
/// When a find is on a shot that is not there, when the part turns and no cylinder is given or found
/// in the pictures, and when `watch` said not to go on.
pub fn join(
    finds: &[Found],
    turning: &Turning,
    shots: &Shots<'_>,
    watch: Watch<'_>,
) -> Result<Joined, PropagationError> {
    let count = shots.count();
    if let Some(find) = finds.iter().find(|find| find.shot >= count) {
        let shot = find.shot;
        return Err(PropagationError::NoSuchShot { shot, shots: count });
    }
    if !watch(0, finds.len()) {
        return Err(PropagationError::Cancelled);
    }
    let Some(part) = part_of(finds, turning, shots) else {
        let scene = Scene::of(finds, shots, None, turning.sense, turning.walls);
        let chosen = choose(&scene, watch)?;
        let things = thing::things(finds, &scene, &chosen);
        return Ok(Joined { things, fit: None });
    };
    let (cylinder, source) = part?;
    let best = in_best_sense(finds, turning, shots, cylinder, watch)?;
    Ok(Joined {
        things: thing::things(finds, &best.scene, &best.chosen),
        fit: Some(Fit {
            cylinder,
            source,
            sense: best.sense,
            residual_px: search::residual_px(&best.chosen),
        }),
    })
}

/// The cylinder, where it matters; none where nothing was found or the part does not turn.
fn part_of(
    finds: &[Found],
    turning: &Turning,
    shots: &Shots<'_>,
) -> Option<Result<(Cylinder, FitSource), PropagationError>> {
    if finds.is_empty() || !placed::turns(&shots.turned_rad) {
        return None;
    }
    let given = turning
        .cylinder
        .map(|cylinder| (cylinder, FitSource::Given));
    let part = given.or_else(|| Some((find_part(shots)?.cylinder, FitSource::Outline)));
    Some(part.ok_or(PropagationError::NoCylinder))
}
