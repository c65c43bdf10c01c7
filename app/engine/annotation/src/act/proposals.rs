//! Proposals: what models and propagation say, until a person has looked.

use super::labels::{check_home, free_label, note_correction, with_labels};
use crate::draft::Draft;
use crate::{
    Document, Edit, Gesture, IdSource, Label, LabelId, Outcome, PictureId, Refusal, Standing, Track,
};

/// Adds proposals of a model or of propagation, as `gesture` says.
///
/// # Errors
/// When a class, layer or track is gone, or a track has a label on its picture already.
pub fn propose(
    document: &Document,
    gesture: Gesture,
    labels: impl IntoIterator<Item = Label>,
) -> Result<Edit, Refusal> {
    let labels = labels.into_iter().map(|label| Label {
        standing: Standing::Proposed,
        ..label
    });
    with_labels(document, gesture, labels)
}

/// Accepts proposals, of any pictures: a person stands behind them from then on.
///
/// # Errors
/// When one is gone or locked.
pub fn accept(
    document: &Document,
    labels: &[(PictureId, LabelId)],
    ids: &mut IdSource,
) -> Result<Edit, Refusal> {
    let mut draft = Draft::new(document, Gesture::Accept);
    for (picture, id) in labels {
        let label = free_label(document, *picture, *id, Gesture::Accept)?;
        if label.is_kept() {
            continue;
        }
        note_correction(&mut draft, &label, Outcome::Accepted, ids);
        let accepted = Label {
            standing: Standing::Kept,
            ..Label::clone(&label)
        };
        check_home(draft.document(), &accepted)?;
        draft.set(accepted);
    }
    Ok(draft.finish())
}

/// Rejects proposals, of any pictures. Of a track it says that the thing is not visible there.
///
/// # Errors
/// When one is gone or locked.
pub fn reject(
    document: &Document,
    labels: &[(PictureId, LabelId)],
    ids: &mut IdSource,
) -> Result<Edit, Refusal> {
    let mut draft = Draft::new(document, Gesture::Reject);
    for (picture, id) in labels {
        let label = free_label(document, *picture, *id, Gesture::Reject)?;
        if label.is_kept() {
            continue;
        }
        note_correction(&mut draft, &label, Outcome::Rejected, ids);
        draft.remove(&*label);
        let track = label.track.and_then(|track| draft.document().track(track));
        if let Some(track) = track.cloned() {
            let mut track = Track::clone(&track);
            track.not_visible.insert(*picture);
            draft.set(track);
        }
    }
    Ok(draft.finish())
}
