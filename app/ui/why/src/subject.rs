//! What is to be explained: a model's answer about a picture.

use std::sync::Arc;

use imaging::Picture;
use insight::Reasoner;
use packs::ClassScore;

/// What is to be explained: a model's answer about a picture.
#[derive(Clone)]
pub struct WhySubject {
    /// The model.
    pub reasoner: Arc<Reasoner>,
    /// The picture.
    pub picture: Arc<Picture>,
    /// What people call the picture.
    pub name: String,
    /// The classes of the answer, most probable first; none when the model is no classifier.
    pub classes: Arc<[ClassScore]>,
}

impl WhySubject {
    /// Whether this is the same model on the same picture.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.has_same_model(other) && self.picture.id() == other.picture.id()
    }

    /// Whether this is the same loading of the same model.
    #[must_use]
    pub fn has_same_model(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.reasoner, &other.reasoner)
    }
}
