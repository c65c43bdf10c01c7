//! What a model found on pictures.

use annotation::PictureId;
use serde::{Deserialize, Serialize};
use shapes::Shape;

/// What a model takes for a defect.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The name of its class.
    pub class: String,
    /// How sure the model is, from 0 to 1.
    pub score: f64,
    /// Where it is, in pixels of the picture as displayed.
    pub shape: Shape,
}

/// All that a model found on a picture, from the lowest threshold on that anyone may choose. A
/// picture that the model has looked at without finding anything has an empty list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PictureFindings {
    /// The picture.
    pub picture: PictureId,
    /// What was found on it, in any order.
    pub findings: Vec<Finding>,
}
