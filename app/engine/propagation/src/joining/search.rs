//! Choosing the laws that explain the most.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::iter;

use super::chance::Strays;
use super::law::{Hit, Law, OnWall};
use super::placed::{Placed, Scene};
use crate::cylinder::wrapped;
use crate::{PropagationError, Wall, Watch};

/// What stands where the part turns is seen on so many shots at least: two are soon at one place by
/// accident.
const LEAST_STANDING: usize = 3;
/// Things are joined where fewer than this many of their kind are to be expected by accident.
const ACCEPTED_ACCIDENTS: f64 = 1.0;
/// What stands is told from what turns where the law of turning would have moved it by so many times
/// the slack.
const MOVED_SLACKS: f64 = 3.0;
/// A find explains itself: what explains no more is not looked at.
const LEAST_GAIN: f64 = 1.0;

/// A law with the finds that follow it, in the order of [`Scene::placed`].
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Chosen {
    pub law: Law,
    pub hits: Vec<Hit>,
}

/// The ways in which a find can be read.
const READINGS: [Reading; 3] = [
    Reading::Turning(Wall::Near),
    Reading::Turning(Wall::Far),
    Reading::Standing,
];

#[derive(Debug, Clone, Copy, PartialEq)]
enum Reading {
    Turning(Wall),
    Standing,
}

/// A reading of a find with what it explained when it was last looked at.
#[derive(Debug, PartialEq)]
struct Candidate {
    gain: f64,
    /// How many laws had been taken by then.
    taken: usize,
    /// The find and the reading, in their order: of equals the first is taken.
    place: Reverse<(usize, usize)>,
}

impl Eq for Candidate {}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.gain
            .total_cmp(&other.gain)
            .then(self.place.cmp(&other.place))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The laws of the finds of a series that agree by more than chance, each with its finds; no find
/// follows two.
pub(super) fn choose(scene: &Scene, watch: Watch<'_>) -> Result<Vec<Chosen>, PropagationError> {
    let mut is_taken = vec![false; scene.placed.len()];
    let all = Strays::of(scene, scene.placed.iter());
    let mut others = Strays::of(scene, scene.placed.iter());
    let mut queue = BinaryHeap::new();
    for (index, placed) in scene.placed.iter().enumerate() {
        for (number, reading) in READINGS.into_iter().enumerate() {
            let read = read(scene, placed, reading, &is_taken);
            let gain = read.map(|read| gain(scene, &all, &read));
            let worth = gain.filter(|gain| *gain > LEAST_GAIN);
            queue.extend(worth.map(|gain| Candidate {
                gain,
                taken: 0,
                place: Reverse((index, number)),
            }));
        }
        if !watch(index + 1, scene.placed.len()) {
            return Err(PropagationError::Cancelled);
        }
    }
    let mut laws = Vec::new();
    while let Some(candidate) = queue.pop() {
        let Reverse((index, number)) = candidate.place;
        if is_taken[index] {
            continue;
        }
        let Some(read) = read(scene, &scene.placed[index], READINGS[number], &is_taken) else {
            continue;
        };
        if candidate.taken < laws.len() {
            // Others have taken finds since it was looked at: another one may be first now.
            queue.push(Candidate {
                gain: gain(scene, &all, &read),
                taken: laws.len(),
                ..candidate
            });
            continue;
        }
        let own = read.hits.iter().map(|hit| &scene.placed[hit.placed]);
        if is_accepted(scene, &read, accident(scene, &others, &read, own)) {
            for hit in &read.hits {
                is_taken[hit.placed] = true;
            }
            laws.push(read.law);
            others = Strays::of(scene, left(scene, &is_taken));
        }
    }
    Ok(settled(scene, &laws))
}

/// A reading of a find with the finds that agree, of those that are not taken; none where it is alone.
fn read(scene: &Scene, placed: &Placed, reading: Reading, is_taken: &[bool]) -> Option<Chosen> {
    let law = match reading {
        Reading::Turning(_) if scene.is_still => None,
        Reading::Turning(wall) => Law::turning(scene, placed, wall),
        Reading::Standing => Some(Law::standing(placed)),
    }?;
    // What is at the outline agrees with many laws, and is left to what stands.
    let is_free = |index: usize| {
        !is_taken[index] && (reading == Reading::Standing || !scene.placed[index].is_at_outline)
    };
    let rough = law.hits(scene, &is_free);
    if rough.len() < 2 {
        return None;
    }
    let law = law.refined(scene, &rough);
    let hits = law.hits(scene, &is_free);
    Some(Chosen { law, hits })
}

/// How much is explained beyond what chance would.
fn gain(scene: &Scene, all: &Strays, read: &Chosen) -> f64 {
    let explained: f64 = read.hits.iter().map(|hit| hit.agreement.quality).sum();
    explained - all.expected(read.law.size_px(scene))
}

/// The finds that are not taken.
fn left<'a>(scene: &'a Scene, is_taken: &'a [bool]) -> impl Iterator<Item = &'a Placed> {
    let placed = scene.placed.iter().zip(is_taken);
    placed.filter_map(|(placed, is_taken)| (!is_taken).then_some(placed))
}

/// Whether finds agree by more than chance, where so many things like this are to be expected.
fn is_accepted(scene: &Scene, read: &Chosen, accident: f64) -> bool {
    let is_of_law = match &read.law {
        Law::Turns(_) => true,
        Law::Stands { .. } => stands(scene, read),
    };
    is_of_law && accident < ACCEPTED_ACCIDENTS
}

/// How many things like this are to be expected by accident among others, of which some can be its
/// own finds; at most 1.
pub(super) fn accident<'a>(
    scene: &Scene,
    others: &Strays,
    read: &Chosen,
    own: impl Iterator<Item = &'a Placed>,
) -> f64 {
    let is_seen = |hit: &&Hit| {
        matches!(read.law, Law::Stands { .. }) || !scene.placed[hit.placed].is_at_outline
    };
    let counted = read.hits.iter().filter(is_seen);
    let mut closest: BTreeMap<usize, f64> = BTreeMap::new();
    for hit in counted {
        let of_shot = closest.entry(scene.placed[hit.placed].shot).or_default();
        *of_shot = of_shot.max(hit.agreement.closeness);
    }
    others.accident(closest.values().sum(), read.law.size_px(scene), own)
}

/// Whether finds at one place are on shots enough, and would have moved if they were of the part.
fn stands(scene: &Scene, read: &Chosen) -> bool {
    let on = read.hits.iter().map(|hit| &scene.placed[hit.placed]);
    let shots: BTreeSet<usize> = on.clone().map(|placed| placed.shot).collect();
    if scene.is_still {
        return true;
    }
    if shots.len() < LEAST_STANDING {
        return false;
    }
    let Some(cylinder) = scene.cylinder else {
        return true;
    };
    on.into_iter().all(|placed| {
        [Wall::Near, Wall::Far].into_iter().all(|wall| {
            let Some(Law::Turns(OnWall { middle_rad, .. })) = Law::turning(scene, placed, wall)
            else {
                return true;
            };
            let angles = shots.iter().filter_map(|shot| scene.turned_rad[*shot]);
            let across = angles.map(|turned| cylinder.radius_px * (middle_rad + turned).sin());
            super::reach::Reach::over(across)
                .is_some_and(|moved| moved.length_px() >= MOVED_SLACKS * scene.slack_px)
        })
    })
}

/// The laws with the finds that fit each of them best. What is left with too few is let go.
fn settled(scene: &Scene, laws: &[Law]) -> Vec<Chosen> {
    let mut best: Vec<Option<(usize, Hit)>> = vec![None; scene.placed.len()];
    for (number, law) in laws.iter().enumerate() {
        for hit in law.hits(scene, &|_| true) {
            let place = &mut best[hit.placed];
            if place.is_none_or(|(_, before)| hit.agreement.quality > before.agreement.quality) {
                *place = Some((number, hit));
            }
        }
    }
    let mut chosen: Vec<Chosen> = laws
        .iter()
        .map(|law| Chosen {
            law: *law,
            hits: Vec::new(),
        })
        .collect();
    for (number, hit) in best.into_iter().flatten() {
        chosen[number].hits.push(hit);
    }
    let others = strays(scene, &chosen);
    chosen.retain(|one| is_accepted(scene, one, accident(scene, &others, one, iter::empty())));
    chosen
}

/// The finds that follow no law.
pub(super) fn strays(scene: &Scene, chosen: &[Chosen]) -> Strays {
    let mut is_taken = vec![false; scene.placed.len()];
    for hit in chosen.iter().flat_map(|one| &one.hits) {
        is_taken[hit.placed] = true;
    }
    Strays::of(scene, left(scene, &is_taken))
}

/// How far the finds of what turns are off across the axis, as a root mean square; 0 where nothing
/// turns.
pub(super) fn residual_px(chosen: &[Chosen]) -> f64 {
    let turning = chosen.iter().filter(|one| matches!(one.law, Law::Turns(_)));
    let hits: Vec<&Hit> = turning.flat_map(|one| &one.hits).collect();
    let squares: f64 = hits.iter().map(|hit| hit.agreement.off_px[0].powi(2)).sum();
    (squares / hits.len().max(1) as f64).sqrt()
}

impl Chosen {
    /// How it turns; none for what stands.
    pub fn phase(&self) -> Option<crate::Phase> {
        let Law::Turns(on_wall) = &self.law else {
            return None;
        };
        Some(crate::Phase {
            angle_rad: wrapped(on_wall.middle_rad),
            residual_px: residual_px(std::slice::from_ref(self)),
        })
    }
}
