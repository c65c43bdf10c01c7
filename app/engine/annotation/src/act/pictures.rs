//! What is said of a picture as a whole.

use crate::draft::Draft;
use crate::{Document, Edit, Gesture, LayerId, PictureId, PictureMark, Refusal, Review, Track};

/// Says of pictures that there is nothing to label, or takes that back. Every track of their series
/// is not visible on them from then on. `content` is the hash of each picture's file.
///
/// # Errors
/// When there are kept labels or proposals on one.
pub fn nothing_to_label(
    document: &Document,
    layer: LayerId,
    pictures: &[(PictureId, Option<String>)],
    has_nothing: bool,
) -> Result<Edit, Refusal> {
    let mut draft = Draft::new(document, Gesture::SayNothing);
    for (picture, content) in pictures {
        if has_nothing && document.labels_on(*picture, layer).next().is_some() {
            return Err(Refusal::HasLabels);
        }
        let mark = document.mark(layer, *picture);
        let mark = mark.map_or_else(
            || PictureMark::new(layer, *picture),
            |it| it.as_ref().clone(),
        );
        draft.set(PictureMark {
            has_nothing,
            content: content.clone(),
            ..mark
        });
        let Some(series) = document.series_of(*picture).filter(|_| has_nothing) else {
            continue;
        };
        for track in document.tracks_of(series.id, layer) {
            let mut track = Track::clone(draft.document().track(track.id).unwrap_or(track));
            track.not_visible.insert(*picture);
            draft.set(track);
        }
    }
    Ok(draft.finish())
}

/// Says how far the review of pictures is. `content` is the hash of each picture's file.
///
/// # Errors
/// When the layer is gone.
pub fn set_review(
    document: &Document,
    layer: LayerId,
    pictures: &[(PictureId, Option<String>)],
    review: &Review,
) -> Result<Edit, Refusal> {
    document.layer(layer).ok_or(Refusal::Gone)?;
    let mut draft = Draft::new(document, Gesture::Review);
    for (picture, content) in pictures {
        let mark = document.mark(layer, *picture);
        let mark = mark.map_or_else(
            || PictureMark::new(layer, *picture),
            |it| it.as_ref().clone(),
        );
        draft.set(PictureMark {
            review: review.clone(),
            content: content.clone(),
            ..mark
        });
    }
    Ok(draft.finish())
}
