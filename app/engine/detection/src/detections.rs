//! The things that were found on a picture.

use packs::Manifest;
use shapes::{PictureSize, Point, Rect};

use crate::energy::EnergyMap;

/// How many other classes of a thing are kept.
const OTHER_CLASSES: usize = 5;

/// The threshold of a pack that was given none.
const USUAL_THRESHOLD: f64 = 0.5;

/// A class with its probability.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct RankedClass {
    /// Its place in [`Detections::labels`].
    pub class: usize,
    /// How probable it is, from 0 to 1.
    pub probability: f32,
}

/// A thing that was found.
#[derive(Clone, PartialEq, Debug)]
pub struct Detection {
    /// The box around it, in pixels of the picture. It may reach a little beyond the picture.
    pub bounds: Rect,
    /// Where the energy is highest: the middle of a cell of [`Detections::energy`], in pixels of the
    /// picture.
    pub peak: Point,
    /// How sure the model is that a thing has its middle there, from 0 to 1.
    pub energy: f32,
    /// How sure the model is that there is a thing, whichever of those it may be, from 0 to 1: the
    /// energy times the probability that it is none of the classes that the model learnt only to
    /// tell things from; of such a class itself, times the probability that it is one of those.
    pub score: f32,
    /// The likeliest class: its place in [`Detections::labels`].
    pub class: usize,
    /// How probable the class is, from 0 to 1.
    pub probability: f32,
    /// Up to five other classes, the likeliest first.
    pub others: Vec<RankedClass>,
}

impl Detection {
    /// A thing with the probability of every class, of which there is at least one, and which of the
    /// classes were learnt only to tell things from. Of equally
    /// likely classes, the first comes first.
    pub(crate) fn new(
        bounds: Rect,
        peak: Point,
        energy: f32,
        probabilities: &[f32],
        is_negative: impl Fn(usize) -> bool,
    ) -> Self {
        let mut ranked: Vec<RankedClass> = probabilities
            .iter()
            .enumerate()
            .map(|(class, probability)| RankedClass {
                class,
                probability: probability.clamp(0.0, 1.0),
            })
            .collect();
        ranked.sort_by(|one, other| other.probability.total_cmp(&one.probability));
        let best = ranked[0];
        let energy = energy.clamp(0.0, 1.0);
        let is_alike = |it: &&RankedClass| is_negative(it.class) == is_negative(best.class);
        let alike = ranked.iter().filter(is_alike);
        let sure = alike.map(|it| it.probability).sum::<f32>().min(1.0);
        Self {
            bounds,
            peak,
            energy,
            score: energy * sure,
            class: best.class,
            probability: best.probability,
            others: ranked.into_iter().skip(1).take(OTHER_CLASSES).collect(),
        }
    }

    /// The middle of its box, which is placed more finely than the cells of the model are.
    #[must_use]
    pub fn centre(&self) -> Point {
        self.bounds.center()
    }
}

/// What a detector found on a picture. Each list begins with the highest score; where scores are
/// equal, what lies further up and then further left comes first.
#[derive(Clone, PartialEq, Debug)]
pub struct Detections {
    /// The size of the picture.
    pub picture: PictureSize,
    /// The unit of the picture, as it was given.
    pub unit_px: f64,
    /// The names of the classes.
    pub labels: Vec<String>,
    /// The identity of the model, as [`Manifest::identity`] gives it.
    pub model: String,
    /// The things that reach the threshold of their class.
    pub found: Vec<Detection>,
    /// The things that stay below it, down to [`packs::DetectorSpec::least_score`].
    pub candidates: Vec<Detection>,
    /// What is likeliest of a class that the model learnt only to tell things from
    /// ([`packs::DetectorSpec::negatives`]), down to the same score. Its other classes may be those
    /// of things.
    pub negatives: Vec<Detection>,
    /// How surely the middle of a thing lies at each place.
    pub energy: EnergyMap,
}

impl Detections {
    /// The name of a class; empty where there is no such class.
    #[must_use]
    pub fn label(&self, class: usize) -> &str {
        self.labels.get(class).map_or("", String::as_str)
    }
}

/// The things of a picture by what they count for: found, candidates and negatives.
pub(crate) fn divided(things: Vec<Detection>, manifest: &Manifest) -> [Vec<Detection>; 3] {
    let detector = manifest.detector.as_ref();
    let is_negative = |label: &String| detector.is_some_and(|it| it.negatives.contains(label));
    let negatives: Vec<bool> = manifest.labels.iter().map(is_negative).collect();
    let threshold = |label: &String| match &manifest.operating_point {
        Some(point) => point.threshold_of(label),
        None => USUAL_THRESHOLD,
    };
    let thresholds: Vec<f64> = manifest.labels.iter().map(threshold).collect();
    let mut lists = [Vec::new(), Vec::new(), Vec::new()];
    for thing in things {
        let list = if negatives[thing.class] {
            2
        } else if f64::from(thing.score) >= thresholds[thing.class] {
            0
        } else {
            1
        };
        lists[list].push(thing);
    }
    lists
}

/// The highest score first, then from the top, then from the left.
pub(crate) fn in_order(one: &Detection, other: &Detection) -> std::cmp::Ordering {
    let places = (one.centre(), other.centre());
    other
        .score
        .total_cmp(&one.score)
        .then(places.0.y.total_cmp(&places.1.y))
        .then(places.0.x.total_cmp(&places.1.x))
        .then(one.class.cmp(&other.class))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_ranked_and_five_others_are_kept() {
        let probabilities = [0.05, 0.3, 0.02, 0.3, 0.2, 0.1, 0.01, 0.02];
        let bounds = Rect::between(Point::new(0.0, 1.0), Point::new(4.0, 3.0));
        let is_negative = |class: usize| class == 4;
        let thing = Detection::new(bounds, Point::default(), 0.5, &probabilities, is_negative);
        assert_eq!((thing.class, thing.probability), (1, 0.3));
        // It is surely a thing, whichever of them.
        assert!((thing.score - 0.4).abs() < 1e-6);
        assert_eq!(thing.centre(), Point::new(2.0, 2.0));
        let others: Vec<usize> = thing.others.iter().map(|it| it.class).collect();
        assert_eq!(others, [3, 4, 5, 0, 2]);
        assert!(
            Detection::new(bounds, Point::default(), 1.0, &[1.0], |_| false)
                .others
                .is_empty()
        );
    }

    #[test]
    fn what_rounding_leaves_beyond_one_is_cut_off() {
        let bounds = Rect::between(Point::new(0.0, 0.0), Point::new(1.0, 1.0));
        let thing = Detection::new(
            bounds,
            Point::default(),
            1.000_01,
            &[-1e-5, 1.000_02],
            |_| false,
        );
        assert_eq!((thing.energy, thing.score, thing.class), (1.0, 1.0, 1));
        assert_eq!(thing.others[0].probability, 0.0);
    }
}
