//! Whether somebody looked through a picture, so that what is not labelled there is not there.

use annotation::{Document, LayerId, Review, SHARED_LAYER};

use crate::ProjectPicture;

/// Whether somebody looked through a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LookedThrough {
    /// Nobody said so.
    No,
    /// Somebody said that all is labelled, or that there is nothing to label.
    Yes,
    /// Somebody did, but the file has become another one since.
    Outdated,
}

/// Whether somebody looked through a picture on a layer: it is labelled, in review or accepted, has
/// nothing to label, or is in a series that was closed.
#[must_use]
pub fn looked_through(
    document: &Document,
    layer: LayerId,
    picture: &ProjectPicture,
) -> LookedThrough {
    let mark = document.mark(layer, picture.id);
    let is_said = mark.is_some_and(|mark| {
        mark.has_nothing
            || matches!(
                mark.review,
                Review::Labelled | Review::InReview | Review::Accepted
            )
    });
    let is_closed = layer == SHARED_LAYER
        && document
            .series_of(picture.id)
            .is_some_and(|series| series.is_closed);
    if !is_said && !is_closed {
        return LookedThrough::No;
    }
    let said_of = mark.and_then(|mark| mark.content.as_ref());
    match (said_of, &picture.content) {
        (Some(then), Some(now)) if then != now => LookedThrough::Outdated,
        _ => LookedThrough::Yes,
    }
}
