//! Where a thing is on every shot: the law by which it moves, from one of its finds.

use std::f64::consts::{FRAC_PI_2, PI};

use super::chance::LEAST_LIKENESS;
use super::placed::{Placed, Scene};
use super::reach::{Reach, tolerance_px};
use crate::cylinder::wrapped;
use crate::turning::EDGE_COSINE;
use crate::{Wall, Walls};

/// How a thing moves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Law {
    /// With the part.
    Turns(OnWall),
    /// Not at all: it stays across the axis and along it.
    Stands { across: Reach, along: Reach },
}

/// A place on the wall of the part.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct OnWall {
    /// The angle of its middle while the part has not turned.
    pub middle_rad: f64,
    pub half_rad: f64,
    pub along: Reach,
}

/// A find that follows a law.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Hit {
    /// Its place in [`Scene::placed`].
    pub placed: usize,
    /// The wall that it is on; none for what stands.
    pub wall: Option<Wall>,
    /// How well it does.
    pub agreement: Agreement,
}

/// How well a find agrees with where a thing should be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Agreement {
    /// How near it is, from 0 to 1: 1 less the square of how far it is off, against what it may be.
    pub closeness: f64,
    /// The same, less where it is not of the size that it should be.
    pub quality: f64,
    /// How far it is off, across the axis and along it.
    pub off_px: [f64; 2],
}

impl Law {
    /// The law of a thing that stands where a find is.
    pub const fn standing(placed: &Placed) -> Self {
        Self::Stands {
            across: placed.across,
            along: placed.along,
        }
    }

    /// The law of a thing that turns on a wall and is where a find is on its shot; none where the
    /// angle of the shot is not known, or the find is at the outline.
    pub fn turning(scene: &Scene, placed: &Placed, wall: Wall) -> Option<Self> {
        let turned_rad = scene.turned_rad[placed.shot]?;
        let radius_px = scene.cylinder?.radius_px;
        let sine = |across: f64| (across / radius_px).clamp(-1.0, 1.0).asin();
        let (low, high) = (sine(placed.across.low), sine(placed.across.high));
        let near_rad = f64::midpoint(low, high);
        let angle_rad = match wall {
            Wall::Near => near_rad,
            Wall::Far => PI - near_rad,
        };
        (!placed.is_at_outline).then(|| {
            Self::Turns(OnWall {
                middle_rad: wrapped(angle_rad - turned_rad),
                half_rad: (high - low) / 2.0,
                along: placed.along,
            })
        })
    }

    pub const fn along(&self) -> Reach {
        match self {
            Self::Turns(OnWall { along, .. }) | Self::Stands { along, .. } => *along,
        }
    }

    /// How large it is across the axis and along it, where it is seen from straight above.
    pub fn size_px(&self, scene: &Scene) -> [f64; 2] {
        let across_px = match self {
            Self::Turns(on_wall) => {
                let radius_px = scene.cylinder.map_or(0.0, |cylinder| cylinder.radius_px);
                2.0 * radius_px * on_wall.half_rad.min(FRAC_PI_2).sin()
            }
            Self::Stands { across, .. } => across.length_px(),
        };
        [across_px, self.along().length_px()]
    }

    /// Where it reaches across the axis on a shot, on each wall that shows it.
    fn on_shot(&self, scene: &Scene, shot: usize) -> [Option<(Option<Wall>, Reach)>; 2] {
        match self {
            Self::Stands { across, .. } => [Some((None, *across)), None],
            Self::Turns(on_wall) => [Wall::Near, Wall::Far].map(|wall| {
                let reach = on_wall.on_shot(scene, shot, wall)?;
                Some((Some(wall), reach))
            }),
        }
    }

    /// The finds that follow it, of those that are `free`.
    pub fn hits(&self, scene: &Scene, free: &dyn Fn(usize) -> bool) -> Vec<Hit> {
        let mut hits = Vec::new();
        for shot in 0..scene.turned_rad.len() {
            let places = self.on_shot(scene, shot);
            if places.iter().all(Option::is_none) {
                continue;
            }
            for index in scene.near(shot, self.along()) {
                let placed = &scene.placed[index];
                let of_walls = places.iter().flatten().filter_map(|(wall, across)| {
                    Some(Hit {
                        placed: index,
                        wall: *wall,
                        agreement: agreement(scene.slack_px, *across, self.along(), placed)?,
                    })
                });
                let of_walls = of_walls.filter(|_| free(index));
                hits.extend(of_walls.reduce(|a, b| {
                    if b.agreement.quality > a.agreement.quality {
                        b
                    } else {
                        a
                    }
                }));
            }
        }
        hits
    }

    /// The same law, moved to where its hits are, as their least squares say.
    pub fn refined(&self, scene: &Scene, hits: &[Hit]) -> Self {
        let share = 1.0 / hits.len().max(1) as f64;
        let mean = |of: usize| hits.iter().map(|hit| hit.agreement.off_px[of]).sum::<f64>() * share;
        match self {
            Self::Stands { across, along } => Self::Stands {
                across: across.moved(mean(0)),
                along: along.moved(mean(1)),
            },
            Self::Turns(on_wall) => {
                let (mut top, mut bottom) = (0.0, 0.0);
                for hit in hits {
                    let shot = scene.placed[hit.placed].shot;
                    let slope_px = on_wall.slope_px(scene, shot);
                    top += slope_px * hit.agreement.off_px[0];
                    bottom += slope_px * slope_px;
                }
                let by_rad = if bottom > f64::EPSILON {
                    top / bottom
                } else {
                    0.0
                };
                Self::Turns(OnWall {
                    middle_rad: wrapped(on_wall.middle_rad + by_rad),
                    along: on_wall.along.moved(mean(1)),
                    ..*on_wall
                })
            }
        }
    }
}

impl OnWall {
    /// Where it reaches across the axis on a wall; none where the wall does not show it.
    fn on_shot(&self, scene: &Scene, shot: usize, wall: Wall) -> Option<Reach> {
        let radius_px = scene.cylinder?.radius_px;
        let angle_rad = self.middle_rad + scene.turned_rad[shot]?;
        // From the middle of the wall, to the side where angles grow.
        let (middle, side) = match (wall, scene.walls) {
            (Wall::Near, _) => (wrapped(angle_rad), 1.0),
            (Wall::Far, Walls::Both) => (wrapped(angle_rad - PI), -1.0),
            (Wall::Far, Walls::Near) => return None,
        };
        let (low, high) = (middle - self.half_rad, middle + self.half_rad);
        if low >= FRAC_PI_2 || high <= -FRAC_PI_2 {
            return None;
        }
        let ends = [low.max(-FRAC_PI_2), high.min(FRAC_PI_2)];
        Reach::over(ends.into_iter().map(|end| side * radius_px * end.sin()))
    }

    /// By how many pixels it moves across the axis for a small angle, on a shot.
    fn slope_px(&self, scene: &Scene, shot: usize) -> f64 {
        match (scene.cylinder, scene.turned_rad[shot]) {
            (Some(cylinder), Some(turned_rad)) => {
                cylinder.radius_px * (self.middle_rad + turned_rad).cos()
            }
            _ => 0.0,
        }
    }

    /// On how many shots it should be seen on the near wall.
    pub fn expected(&self, scene: &Scene) -> usize {
        let edge_rad = EDGE_COSINE.acos();
        let known = scene.turned_rad.iter().flatten();
        known
            .filter(|turned| wrapped(self.middle_rad + **turned).abs() - self.half_rad < edge_rad)
            .count()
    }
}

/// How well a find agrees with where a thing should reach; none where it is too far off, or where one is
/// too small to be a piece of the other.
fn agreement(slack_px: f64, across: Reach, along: Reach, placed: &Placed) -> Option<Agreement> {
    let mut closeness = 1.0;
    let mut likeness = 1.0;
    let mut off_px = [0.0; 2];
    let pairs = [(across, placed.across), (along, placed.along)];
    for ((law, seen), off_px) in pairs.into_iter().zip(&mut off_px) {
        let shorter_px = law.length_px().min(seen.length_px());
        *off_px = law.off_px(seen);
        closeness -= (*off_px / tolerance_px(slack_px, shorter_px)).powi(2);
        if closeness <= 0.0 {
            return None;
        }
        likeness *= law.likeness(seen, slack_px);
    }
    (likeness >= LEAST_LIKENESS).then_some(Agreement {
        closeness,
        quality: closeness * likeness,
        off_px,
    })
}
