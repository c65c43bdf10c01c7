//! The one-pixel attack (Su, Vargas and Sakurai 2019, "One Pixel Attack for Fooling Deep Neural
//! Networks", section III): a few pixels in other colours, found by differential evolution.
//!
//! A candidate is a list of pixels, each with its place and its colour. Children are
//! `a + F · (b - c)` of three random others with `F = 0.5`, without crossover, and each competes
//! with the candidate of its own number. What counts is the share (softmax) of the picture's own
//! class, the lower the better, or of the class that is wanted. The first population has places that
//! are equally likely, and colours from a normal distribution about mid-grey (128 of 255, deviation
//! 127). It ends with the first success. A coordinate that leaves the picture is drawn anew, a colour
//! that leaves the range is clipped, of which the paper says nothing. Epsilon bounds how far a sample
//! may go from its own value; the paper has no such bound, which is an epsilon of 1.

use ndarray::{Array3, ArrayD};
use rand::rngs::StdRng;
use rand::{Rng, RngExt};
use rand_distr::{Distribution, StandardNormal};

use crate::best::Best;
use crate::error::AttackError;
use crate::prediction::Prediction;
use crate::settings::Goal;
use crate::trial::Trial;
use crate::victim::{one_of, stacked};

/// How much of the difference of two parents a child takes.
const SCALE: f32 = 0.5;

/// Middle and deviation of the first colours.
const FIRST_COLOUR: (f32, f32) = (128.0 / 255.0, 127.0 / 255.0);

/// Candidates that are judged at once.
const AT_ONCE: usize = 32;

pub(super) fn run(trial: &mut Trial<'_>) -> Result<ArrayD<f32>, AttackError> {
    let settings = trial.settings;
    let canvas = Canvas {
        planes: trial.victim.space().planes(&trial.original)?,
        epsilon: settings.epsilon,
    };
    let mut best = Best::default();
    let mut population: Vec<Candidate> = (0..settings.candidates)
        .map(|_| canvas.any(settings.pixels, &mut trial.random))
        .collect();
    trial.step(0, settings.steps, "generations")?;
    let mut costs = judged(trial, &canvas, &population, &mut best)?;
    for generation in 0..settings.steps {
        if best.is_turned() {
            break;
        }
        trial.step(generation, settings.steps, "generations")?;
        let children: Vec<Candidate> = (0..population.len())
            .map(|place| canvas.child(&population, place, &mut trial.random))
            .collect();
        let child_costs = judged(trial, &canvas, &children, &mut best)?;
        for (place, (child, cost)) in children.into_iter().zip(child_costs).enumerate() {
            if cost <= costs[place] {
                population[place] = child;
                costs[place] = cost;
            }
        }
    }
    Ok(best.into_picture(trial))
}

/// The cost of each candidate, the lower the better. Those behind the first success are not asked
/// for any more, because the search ends there.
fn judged(
    trial: &mut Trial<'_>,
    canvas: &Canvas,
    candidates: &[Candidate],
    best: &mut Best,
) -> Result<Vec<f64>, AttackError> {
    let mut costs = Vec::with_capacity(candidates.len());
    for part in candidates.chunks(AT_ONCE) {
        trial.work.check()?;
        let space = trial.victim.space();
        let pictures: Vec<ArrayD<f32>> = part
            .iter()
            .map(|candidate| space.laid_out(canvas.painted(candidate)))
            .collect();
        let batch = stacked(&pictures);
        for (place, prediction) in trial.judge(&batch)?.iter().enumerate() {
            costs.push(cost(trial, prediction));
            best.offer(trial, &one_of(&batch, place), prediction);
        }
        if best.is_turned() {
            break;
        }
    }
    Ok(costs)
}

fn cost(trial: &Trial<'_>, prediction: &Prediction) -> f64 {
    if !prediction.is_decided() {
        return f64::INFINITY;
    }
    match trial.settings.goal {
        Goal::Untargeted => prediction.log_confidence(trial.prediction.class),
        Goal::Towards(class) => -prediction.log_confidence(class),
    }
}

/// Pixels in other colours.
type Candidate = Vec<Dot>;

#[derive(Clone)]
struct Dot {
    /// Row and column, a place in the picture when rounded down.
    place: [f32; 2],
    colour: Vec<f32>,
}

/// The picture that is painted on, `[channels, height, width]`.
struct Canvas {
    planes: Array3<f32>,
    epsilon: f32,
}

impl Canvas {
    fn any(&self, dots: usize, random: &mut StdRng) -> Candidate {
        let channels = self.planes.shape()[0];
        let (middle, deviation) = FIRST_COLOUR;
        (0..dots)
            .map(|_| Dot {
                place: [0, 1].map(|axis| self.coordinate(axis, random)),
                colour: (0..channels)
                    .map(|_| {
                        let normal: f32 = StandardNormal.sample(random);
                        (middle + deviation * normal).clamp(0.0, 1.0)
                    })
                    .collect(),
            })
            .collect()
    }

    fn child(&self, population: &[Candidate], own: usize, random: &mut StdRng) -> Candidate {
        let parents = others(population.len(), own, random).map(|it| &population[it]);
        let mixed = |values: [f32; 3]| values[0] + SCALE * (values[1] - values[2]);
        (0..population[own].len())
            .map(|dot| {
                let dots = parents.map(|parent| &parent[dot]);
                Dot {
                    place: [0, 1].map(|axis| {
                        let place = mixed(dots.map(|dot| dot.place[axis]));
                        let is_inside = place >= 0.0 && place < self.side(axis) as f32;
                        if is_inside {
                            place
                        } else {
                            self.coordinate(axis, random)
                        }
                    }),
                    colour: (0..dots[0].colour.len())
                        .map(|channel| mixed(dots.map(|dot| dot.colour[channel])).clamp(0.0, 1.0))
                        .collect(),
                }
            })
            .collect()
    }

    fn painted(&self, candidate: &Candidate) -> Array3<f32> {
        let mut painted = self.planes.clone();
        for dot in candidate {
            // Rounded down and clipped, because the largest float below the side may round up.
            let [row, column] =
                [0, 1].map(|axis| (dot.place[axis] as usize).min(self.side(axis) - 1));
            for (channel, value) in dot.colour.iter().enumerate() {
                let sample = self.planes[[channel, row, column]];
                let least = (sample - self.epsilon).max(0.0);
                let most = (sample + self.epsilon).min(1.0);
                painted[[channel, row, column]] = value.clamp(least, most);
            }
        }
        painted
    }

    /// Height and width.
    fn side(&self, axis: usize) -> usize {
        self.planes.shape()[axis + 1]
    }

    fn coordinate(&self, axis: usize, random: &mut StdRng) -> f32 {
        random.random_range(0.0..self.side(axis) as f32)
    }
}

/// Three different places of a population, none of them `own`.
fn others(count: usize, own: usize, random: &mut impl Rng) -> [usize; 3] {
    let drawn = rand::seq::index::sample(random, count - 1, 3);
    [0, 1, 2].map(|which| {
        let place = drawn.index(which);
        place + usize::from(place >= own)
    })
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    #[test]
    fn parents_are_three_others() {
        let mut random = StdRng::seed_from_u64(1);
        let mut seen = [false; 5];
        for _ in 0..200 {
            let [a, b, c] = others(5, 2, &mut random);
            assert!(a != b && b != c && c != a, "{a} {b} {c}");
            for place in [a, b, c] {
                assert!(place != 2 && place < 5, "{place}");
                seen[place] = true;
            }
        }
        assert_eq!(seen, [true, true, false, true, true]);
    }

    #[test]
    fn a_dot_changes_one_pixel_within_epsilon() {
        let canvas = Canvas {
            planes: Array3::from_elem((2, 3, 4), 0.5),
            epsilon: 0.25,
        };
        let dot = Dot {
            place: [1.9, 3.0],
            colour: vec![1.0, 0.4],
        };
        let painted = canvas.painted(&vec![dot]);
        let mut expected = canvas.planes.clone();
        expected[[0, 1, 3]] = 0.75;
        expected[[1, 1, 3]] = 0.4;
        assert_eq!(painted, expected);
    }

    #[test]
    fn children_stay_on_the_canvas() {
        let canvas = Canvas {
            planes: Array3::zeros((3, 2, 7)),
            epsilon: 1.0,
        };
        let mut random = StdRng::seed_from_u64(3);
        let mut population: Vec<Candidate> = (0..6).map(|_| canvas.any(2, &mut random)).collect();
        for round in 0..300 {
            let place = round % population.len();
            population[place] = canvas.child(&population, place, &mut random);
            for dot in &population[place] {
                assert!((0.0..2.0).contains(&dot.place[0]), "{:?}", dot.place);
                assert!((0.0..7.0).contains(&dot.place[1]), "{:?}", dot.place);
                assert!(dot.colour.iter().all(|value| (0.0..=1.0).contains(value)));
            }
        }
    }
}
