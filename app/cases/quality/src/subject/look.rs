//! What a model found on a picture.

use annotation::PictureId;
use decision::Finding;

/// What a model found on a picture, from a score on that is lower than any threshold in earnest, so
/// that thresholds can be chosen without asking it again.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// The picture.
    pub picture: PictureId,
    /// The hash of the file that it looked at; none where it was not known.
    pub content: Option<String>,
    /// What it found, called as the model calls it. Empty where it found nothing.
    pub findings: Vec<Finding>,
}
