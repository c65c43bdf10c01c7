//! Series: pictures of one thing, taken one after another.

use serde::{Deserialize, Serialize};
use store::PictureId;

use crate::SeriesId;

/// Pictures of one thing, such as a balloon that turns, in the order in which they were taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// Its number.
    pub id: SeriesId,
    /// What the user calls it; no other series has the same name.
    pub name: String,
    /// Its pictures, each once, and none that another series has.
    pub shots: Vec<Shot>,
    /// Whether the thing turns about an axis between the shots, by the angles of the shots.
    pub turns: bool,
    /// The light in which it was taken, where that is known.
    pub regime: Option<String>,
    /// Whether its labels are complete, as somebody said after looking. It cannot be said while a
    /// track lacks a label on a shot, or has one that nobody looked at.
    pub is_closed: bool,
}

/// One picture of a series.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Shot {
    /// The picture.
    pub picture: PictureId,
    /// How far the thing had turned since the first shot, in degrees, where that is known.
    pub angle_deg: Option<f64>,
}

impl Series {
    /// The place of a picture among the shots.
    #[must_use]
    pub fn place_of(&self, picture: PictureId) -> Option<usize> {
        self.shots.iter().position(|shot| shot.picture == picture)
    }
}
