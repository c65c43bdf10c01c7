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
    /// What it is, as the model calls it; of a thing of several shots, what most speaks for.
    pub class: String,
    /// How sure the model is by this picture alone, from 0 to 1.
    pub score: f64,
    /// How sure it is by all shots of the series together, from 0 to 1: what thresholds are compared
    /// with. The score, where there is nothing to compare with.
    pub trust: f64,
    /// Which of the things of its series it is, where it was found on several shots.
    pub thing: Option<u32>,
    /// Where it is, in pixels of the picture as displayed.
    pub shape: Shape,
}
