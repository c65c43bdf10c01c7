//! Corrections: what a person made of what a model said. They are kept, to train the next model.

use serde::{Deserialize, Serialize};
use shapes::Shape;
use store::PictureId;

use crate::{ClassId, CorrectionId, LabelId, ModelSource};

/// What a person made of one proposal of a model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    /// Its number.
    pub id: CorrectionId,
    /// The picture.
    pub picture: PictureId,
    /// The label that was proposed. After a rejection there is no such label any more.
    pub label: LabelId,
    /// The model that proposed it, and how sure it was.
    pub source: ModelSource,
    /// The class that it proposed.
    pub proposed_class: ClassId,
    /// The shape that it proposed.
    pub proposed_shape: Shape,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was right.
    Accepted,
    /// It was right once it was changed.
    Corrected,
    /// There is no such thing.
    Rejected,
}
