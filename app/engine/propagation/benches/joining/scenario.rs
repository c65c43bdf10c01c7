//! Finds as a model could have made them on a series of which the truth is known.

use std::collections::BTreeMap;
use std::time::Instant;

use propagation::{
    Cylinder, Found, Motion, Pixels, Sense, Shots, Thing, Turning, Wall, find_part, join,
};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use shapes::{PixelRect, Point, Rect, Shape};

use crate::measure::Rendered;

/// So many of the true places are not found.
const LEFT_OUT: f64 = 0.2;
/// How far a find is off, in pixels in each direction.
const OFF_PX: f64 = 2.0;
/// False finds that lie anywhere on the part, on each shot.
const STRAYS_A_SHOT: usize = 3;
/// Places at which something is found on every shot, whatever turns.
const STANDING: usize = 4;

/// A balloon is rejected where a thing is trusted so much.
const TRUSTED: f64 = 0.5;

/// What a find is truly of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    Defect(usize, Wall),
    Standing(usize),
    Stray,
}

/// Finds with what they are of.
pub struct Finds {
    pub found: Vec<Found>,
    pub origins: Vec<Origin>,
}

/// Counts over many series.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    pub series: usize,
    pub true_finds: usize,
    /// Of the finds of each defect those in the thing that has the most of them, if it turns or they
    /// are alone.
    pub in_their_thing: usize,
    pub things: usize,
    pub pure_things: usize,
    pub strays: usize,
    pub strays_in_turning: usize,
    pub standing: usize,
    pub standing_recognised: usize,
    pub walls: usize,
    pub right_walls: usize,
    pub right_senses: usize,
    /// Defects of which something is found, those of them whose thing is trusted, and series in which
    /// something false is.
    pub defects: usize,
    pub trusted_defects: usize,
    pub false_alarms: usize,
    pub millis: f64,
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

impl Counts {
    pub fn add(&mut self, other: &Self) {
        self.series += other.series;
        self.true_finds += other.true_finds;
        self.in_their_thing += other.in_their_thing;
        self.things += other.things;
        self.pure_things += other.pure_things;
        self.strays += other.strays;
        self.strays_in_turning += other.strays_in_turning;
        self.standing += other.standing;
        self.standing_recognised += other.standing_recognised;
        self.walls += other.walls;
        self.right_walls += other.right_walls;
        self.right_senses += other.right_senses;
        self.defects += other.defects;
        self.trusted_defects += other.trusted_defects;
        self.false_alarms += other.false_alarms;
        self.millis += other.millis;
    }

    pub fn completeness(&self) -> f64 {
        share(self.in_their_thing, self.true_finds)
    }

    /// Of things with several finds, those that are of one origin.
    pub fn purity(&self) -> f64 {
        share(self.pure_things, self.things)
    }

    pub fn false_in_turning(&self) -> f64 {
        share(self.strays_in_turning, self.strays)
    }

    pub fn standing_recognised(&self) -> f64 {
        share(self.standing_recognised, self.standing)
    }

    pub fn right_walls(&self) -> f64 {
        share(self.right_walls, self.walls)
    }

    pub fn right_sense(&self) -> f64 {
        share(self.right_senses, self.series)
    }

    pub fn trusted_defects(&self) -> f64 {
        share(self.trusted_defects, self.defects)
    }

    pub fn false_alarms(&self) -> f64 {
        share(self.false_alarms, self.series)
    }
}

impl Finds {
    /// The visible places on both walls, less some, a little off, among strays and what stands.
    pub fn of(series: &Rendered, seed: u64) -> Self {
        let mut random = StdRng::seed_from_u64(seed);
        let mut finds = Self {
            found: Vec::new(),
            origins: Vec::new(),
        };
        for truth in &series.truths {
            let Some(visible) = truth.visible else {
                continue;
            };
            if random.random_bool(LEFT_OUT) {
                continue;
            }
            let origin = Origin::Defect(truth.defect, truth.wall);
            finds.push(&mut random, truth.shot, visible, origin);
        }
        let standing: Vec<Rect> = (0..STANDING)
            .map(|_| anywhere(&mut random, series))
            .collect();
        for shot in 0..series.turned_rad.len() {
            for (number, at) in standing.iter().enumerate() {
                finds.push(&mut random, shot, *at, Origin::Standing(number));
            }
            for _ in 0..STRAYS_A_SHOT {
                let at = anywhere(&mut random, series);
                finds.push(&mut random, shot, at, Origin::Stray);
            }
        }
        finds
    }

    /// Adds a find that is a little off. Kinds follow origins only loosely.
    fn push(&mut self, random: &mut StdRng, shot: usize, at: Rect, origin: Origin) {
        let mut off = || random.random_range(-OFF_PX..OFF_PX);
        let shape = Shape::Box(at).translated(off(), off());
        let least = if matches!(origin, Origin::Defect(..)) {
            0.3
        } else {
            0.2
        };
        self.found.push(Found {
            shot,
            shape,
            kind: random.random_range(0..4),
            score: random.random_range(least..least + 0.6),
        });
        self.origins.push(origin);
    }

    /// How well the finds are joined on a cylinder where a sense of turning is asked for.
    pub fn joined(&self, series: &Rendered, cylinder: Cylinder, sense: Sense) -> Counts {
        let turning = Turning {
            cylinder: Some(cylinder),
            sense,
            ..Turning::default()
        };
        let pixels = |shot: usize, rect: PixelRect| series.pixels(shot, rect);
        let shots = shots(series, &pixels);
        let start = Instant::now();
        let joined = join(&self.found, &turning, &shots, &|_, _| true).unwrap();
        let mut counts = Counts {
            series: 1,
            millis: start.elapsed().as_secs_f64() * 1000.0,
            right_senses: usize::from(joined.fit.is_some_and(|fit| fit.sense == Sense::Forward)),
            ..Counts::default()
        };
        for thing in &joined.things {
            self.count_thing(thing, &mut counts);
        }
        self.count_defects(&joined.things, &mut counts);
        counts
    }

    fn count_thing(&self, thing: &Thing, counts: &mut Counts) {
        // A defect is the same on both walls.
        let of = |find: &usize| match self.origins[*find] {
            Origin::Defect(defect, _) => Origin::Defect(defect, Wall::Near),
            other => other,
        };
        let first = of(&thing.finds[0]);
        let is_pure = thing.finds.iter().all(|find| of(find) == first) && first != Origin::Stray;
        if thing.finds.len() > 1 {
            counts.things += 1;
            counts.pure_things += usize::from(is_pure);
        }
        let turns = matches!(thing.motion, Motion::Turns { .. });
        for find in &thing.finds {
            match self.origins[*find] {
                Origin::Stray => {
                    counts.strays += 1;
                    counts.strays_in_turning += usize::from(turns);
                }
                Origin::Standing(_) => {
                    counts.standing += 1;
                    counts.standing_recognised += usize::from(thing.motion == Motion::Stands);
                }
                Origin::Defect(..) => {}
            }
        }
        if let Motion::Turns { walls, .. } = &thing.motion {
            for (find, wall) in thing.finds.iter().zip(walls) {
                if let Origin::Defect(_, truth) = self.origins[*find] {
                    counts.walls += 1;
                    counts.right_walls += usize::from(*wall == truth);
                }
            }
        }
    }

    fn count_defects(&self, things: &[Thing], counts: &mut Counts) {
        // Of each defect, how many of its finds each thing has.
        let mut by_defect: BTreeMap<usize, BTreeMap<usize, usize>> = BTreeMap::new();
        let mut is_alarm = false;
        for (number, thing) in things.iter().enumerate() {
            let mut is_false = true;
            for find in &thing.finds {
                if let Origin::Defect(defect, _) = self.origins[*find] {
                    is_false = false;
                    let of_defect = by_defect.entry(defect).or_default();
                    *of_defect.entry(number).or_default() += 1;
                }
            }
            is_alarm |= is_false && thing.trust >= TRUSTED;
        }
        counts.false_alarms += usize::from(is_alarm);
        for shares in by_defect.values() {
            counts.true_finds += shares.values().sum::<usize>();
            let turns = |number: &usize| things[*number].motion != Motion::Stands;
            let of_part = shares.iter().filter(|(number, _)| turns(number));
            counts.defects += 1;
            if let Some((number, most)) = of_part.max_by_key(|(_, count)| **count) {
                counts.in_their_thing += most;
                counts.trusted_defects += usize::from(things[*number].trust >= TRUSTED);
            }
        }
    }
}

/// The cylinder that is found in the pictures of a series.
pub fn cylinder(series: &Rendered) -> Option<Cylinder> {
    let pixels = |shot: usize, rect: PixelRect| series.pixels(shot, rect);
    find_part(&shots(series, &pixels)).map(|part| part.cylinder)
}

fn shots<'a>(series: &Rendered, pixels: Pixels<'a>) -> Shots<'a> {
    Shots {
        turned_rad: series.turned_rad.iter().copied().map(Some).collect(),
        size: series.size,
        pixels,
    }
}

/// A place on the part, of about the size of a defect.
fn anywhere(random: &mut StdRng, series: &Rendered) -> Rect {
    let mut between = |low: f64, high: f64| random.random_range(low..high);
    let across = series.axis_px + between(-1.0, 1.0) * series.radius_px;
    let along = between(0.1, 0.9) * f64::from(series.size.height_px);
    let (half_width, half_height) = (between(2.0, 20.0), between(2.0, 20.0));
    Rect::between(
        Point::new(across - half_width, along - half_height),
        Point::new(across + half_width, along + half_height),
    )
}
