//! Which way the part turns, as more is found in front than behind.

use std::f64::consts::PI;

use super::Found;
use super::law::{Law, OnWall};
use super::placed::Scene;
use super::search::{Chosen, choose};
use super::thing::share;
use crate::cylinder::wrapped;
use crate::{Cylinder, PropagationError, Sense, Shots, Turning, Wall, Walls, Watch};

/// The other sense is believed where it has so many standard deviations more in front, as a sum of
/// scores of finds that are on either side by chance.
const CLEARLY_MORE: f64 = 0.7;

/// The finds of a series joined in one sense of turning.
pub(super) struct InSense {
    pub sense: Sense,
    pub scene: Scene,
    pub chosen: Vec<Chosen>,
}

/// The finds joined in the sense that was asked for, or in the other one where clearly more is in
/// front then.
pub(super) fn in_best_sense(
    finds: &[Found],
    turning: &Turning,
    shots: &Shots<'_>,
    cylinder: Cylinder,
    watch: Watch<'_>,
) -> Result<InSense, PropagationError> {
    let in_sense = |sense: Sense, watch: Watch<'_>| {
        let scene = Scene::of(finds, shots, Some(cylinder), sense, turning.walls);
        let chosen = choose(&scene, watch)?;
        Ok(InSense {
            sense,
            scene,
            chosen,
        })
    };
    let opposite = turning.sense.opposite();
    match turning.walls {
        // What turns forward on the near wall is where something that turns backward on the far one
        // is.
        Walls::Both => {
            let asked = in_sense(turning.sense, watch)?;
            let is_other = is_clearly_more(
                &asked.scores_on(Wall::Far, finds),
                &asked.scores_on(Wall::Near, finds),
            );
            Ok(if is_other { asked.mirrored() } else { asked })
        }
        Walls::Near => {
            // Each sense is half of the work.
            let (half, all) = (finds.len().div_ceil(2), finds.len());
            let asked = in_sense(turning.sense, &|done, _| watch(done / 2, all))?;
            let other = in_sense(opposite, &|done, _| watch(half + done / 2, all))?;
            let is_other = is_clearly_more(
                &other.scores_on(Wall::Near, finds),
                &asked.scores_on(Wall::Near, finds),
            );
            Ok(if is_other { other } else { asked })
        }
    }
}

fn is_clearly_more(scores: &[f64], than: &[f64]) -> bool {
    let sum = |scores: &[f64]| scores.iter().sum::<f64>();
    let squares = |scores: &[f64]| scores.iter().map(|score| score * score).sum::<f64>();
    sum(scores) - sum(than) > CLEARLY_MORE * (squares(scores) + squares(than)).sqrt()
}

impl InSense {
    /// The scores of what turns and is found on a wall.
    fn scores_on(&self, wall: Wall, finds: &[Found]) -> Vec<f64> {
        let hits = self.chosen.iter().flat_map(|one| &one.hits);
        let on_wall = hits.filter(|hit| hit.wall == Some(wall));
        on_wall
            .map(|hit| share(finds[self.scene.placed[hit.placed].find].score))
            .collect()
    }

    /// The same finds where the part turns the other way: everything is on the other wall.
    fn mirrored(mut self) -> Self {
        self.sense = self.sense.opposite();
        for angle in self.scene.turned_rad.iter_mut().flatten() {
            *angle = -*angle;
        }
        for chosen in &mut self.chosen {
            if let Law::Turns(OnWall { middle_rad, .. }) = &mut chosen.law {
                *middle_rad = wrapped(PI - *middle_rad);
            }
            for hit in &mut chosen.hits {
                hit.wall = hit.wall.map(Wall::other);
            }
        }
        self
    }
}
