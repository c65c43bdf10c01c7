//! Labels: a shape on a picture, with its class and where it came from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use shapes::Shape;
use store::PictureId;

use crate::{ClassId, LabelId, LayerId, TrackId};

/// A shape on a picture that says: this is one of that class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Label {
    /// Its number.
    pub id: LabelId,
    /// The layer it is on.
    pub layer: LayerId,
    /// The picture that it lies on.
    pub picture: PictureId,
    /// What it says that the thing is.
    pub class: ClassId,
    /// Where the thing is, in pixels of the picture as displayed.
    pub shape: Shape,
    /// The track that it belongs to, where the thing is followed over a series.
    pub track: Option<TrackId>,
    /// Whether it counts.
    pub standing: Standing,
    /// Where it came from.
    pub origin: Origin,
    /// What else was said of it, by the names of the class's attributes.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, String>,
    /// Whether something hides a part of the thing.
    #[serde(default)]
    pub is_occluded: bool,
    /// Whether training and judging pass it over.
    #[serde(default)]
    pub is_ignored: bool,
    /// Whether it is kept from being changed by accident.
    #[serde(default)]
    pub is_locked: bool,
    /// What the user wrote about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// Whether a label counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It was proposed, and nobody has looked at it yet: it is neither exported nor judged by.
    Proposed,
    /// A person drew it, or accepted it.
    Kept,
}

/// Where a label came from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A person drew it.
    Hand,
    /// A model found it.
    Model(ModelSource),
    /// It was carried over from another picture of the series.
    Propagated {
        /// How well the picture agreed with it there, from -1 to 1, where that was measured.
        score: Option<f32>,
    },
    /// It was read from a file.
    Imported {
        /// The file's name.
        file: String,
    },
}

/// The model that found a label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelSource {
    /// The model: its name, its version, and a hash of what it is made of.
    pub model: String,
    /// How sure it was, from 0 to 1.
    pub score: f32,
    /// The score from which it was asked to say something.
    pub threshold: f32,
}

impl Label {
    /// A label that a person draws, of which nothing else is said. Its number is given later.
    #[must_use]
    pub fn drawn(picture: PictureId, layer: LayerId, class: ClassId, shape: Shape) -> Self {
        Self {
            id: LabelId(0),
            layer,
            picture,
            class,
            shape,
            track: None,
            standing: Standing::Kept,
            origin: Origin::Hand,
            attributes: BTreeMap::new(),
            is_occluded: false,
            is_ignored: false,
            is_locked: false,
            note: String::new(),
        }
    }

    /// Whether a person stands behind it.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.standing == Standing::Kept
    }
}
