//! What was said of a picture as a whole: that there is nothing to label, and how far its review is.

use serde::{Deserialize, Serialize};
use store::PictureId;

use crate::LayerId;

/// What was said of a picture as a whole, on one layer. A picture of which nothing was said has
/// none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PictureMark {
    /// The layer on which it was said.
    pub layer: LayerId,
    /// The picture.
    pub picture: PictureId,
    /// Whether somebody looked and found nothing to label: not the same as a picture without labels.
    pub has_nothing: bool,
    /// How far the review is.
    pub review: Review,
    /// The hash of the picture file when this was said, as lower-case hexadecimal digits: what was
    /// said of another picture of the same name would be wrong.
    pub content: Option<String>,
}

/// How far the review of a picture is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Review {
    /// Nobody said that it is done.
    #[default]
    New,
    /// Whoever labels it says that it is done.
    Labelled,
    /// Somebody else looks it over.
    InReview,
    /// Somebody else found it right.
    Accepted,
    /// Somebody else wants it changed.
    Returned {
        /// What is to be changed.
        note: String,
    },
}

impl PictureMark {
    /// The mark of a picture of which nothing was said yet.
    #[must_use]
    pub fn new(layer: LayerId, picture: PictureId) -> Self {
        Self {
            layer,
            picture,
            has_nothing: false,
            review: Review::New,
            content: None,
        }
    }
}
