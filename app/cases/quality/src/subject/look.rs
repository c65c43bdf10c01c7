//! What a model found on a picture.

use annotation::PictureId;
use serde::{Deserialize, Serialize};
use shapes::Shape;

/// What a model found on a picture, from a score on that is lower than any threshold in earnest, so
/// that thresholds can be chosen without asking it again.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// The picture.
    pub picture: PictureId,
    /// The hash of the file that it looked at; none where it was not known.
    pub content: Option<String>,
    /// What it found, the surest first. Empty where it found nothing.
    pub sightings: Vec<Sighting>,
}

/// Something that a model found on a picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sighting {
    /// What it is by this picture alone, as the model calls it.
    pub class: String,
    /// How sure the model is by this picture alone, from 0 to 1.
    pub score: f64,
    /// How sure it is by all shots of the series together, from 0 to 1: what thresholds are compared
    /// with. The score, where there is nothing to compare with.
    pub trust: f64,
    /// The thing of several shots that it is of.
    pub thing: Option<SeenThing>,
    /// Where it is, in pixels of the picture as displayed.
    pub shape: Shape,
}

/// A thing of a series that was found on several shots.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeenThing {
    /// Its number among the things of its series.
    pub number: u32,
    /// What its shots together speak for, as the model calls it.
    pub class: String,
}

impl Sighting {
    /// What was seen on a picture, before it is known what was seen on others.
    pub fn alone(class: String, score: f64, shape: Shape) -> Self {
        Self {
            class,
            score,
            trust: score,
            thing: None,
            shape,
        }
    }

    /// What it is by all that is known, as the model calls it.
    pub fn called(&self) -> &str {
        self.thing
            .as_ref()
            .map_or(&self.class, |thing| &thing.class)
    }

    /// Forgets what was seen on other pictures.
    pub fn stand_alone(&mut self) {
        self.trust = self.score;
        self.thing = None;
    }
}
