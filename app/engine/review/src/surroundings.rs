//! What rules need that no document holds.

use annotation::{PictureId, SeriesId};
use propagation::Part;
use shapes::PictureSize;

/// What rules need that no document holds. What is not known is passed over by the rules.
pub trait Surroundings {
    /// The size of a picture.
    fn picture_size(&self, picture: PictureId) -> Option<PictureSize> {
        let _ = picture;
        None
    }

    /// The hash of a picture's file as it is now, as lower-case hexadecimal digits.
    fn content(&self, picture: PictureId) -> Option<String> {
        let _ = picture;
        None
    }

    /// The part that the pictures of a series show, where it was looked for and found
    /// ([`propagation::find_part`]).
    fn part(&self, series: SeriesId) -> Option<&Part> {
        let _ = series;
        None
    }
}

/// Nothing is known.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nothing;

impl Surroundings for Nothing {}
