//! Drawing, changing and deleting labels.

use std::sync::Arc;

use crate::draft::Draft;
use crate::{
    Correction, Document, Edit, Gesture, IdSource, Label, LabelId, Origin, Outcome, PictureId,
    Refusal, Standing,
};

/// Adds labels that a person drew, pasted or duplicated.
///
/// # Errors
/// When a class, layer or track is gone, or a track has a label on its picture already.
pub fn add_labels(
    document: &Document,
    labels: impl IntoIterator<Item = Label>,
) -> Result<Edit, Refusal> {
    let mut draft = Draft::new(document, Gesture::AddLabels);
    for label in labels {
        check_home(draft.document(), &label)?;
        draft.set(label);
    }
    Ok(draft.finish())
}

/// Puts labels in the place of what they were, after they were moved, reshaped, painted, given
/// another class, described or locked, as `gesture` says. A proposal that was changed is kept from
/// then on, and the correction is noted where a model proposed it.
///
/// # Errors
/// When a label is gone or locked, when its class or track is gone, or when it would come onto a
/// track that has a label on its picture.
pub fn change_labels(
    document: &Document,
    gesture: Gesture,
    labels: impl IntoIterator<Item = Label>,
    ids: &mut IdSource,
) -> Result<Edit, Refusal> {
    let mut draft = Draft::new(document, gesture);
    for mut label in labels {
        let before = free_label(document, label.picture, label.id, gesture)?;
        let says_something_else = label.shape != before.shape || label.class != before.class;
        if before.standing == Standing::Proposed && says_something_else {
            label.standing = Standing::Kept;
            note_correction(&mut draft, &before, Outcome::Corrected, ids);
        }
        check_home(draft.document(), &label)?;
        draft.set(label);
    }
    Ok(draft.finish())
}

/// Deletes labels of a picture. Deleting a proposal rejects it.
///
/// # Errors
/// When one is gone or locked.
pub fn remove_labels(
    document: &Document,
    picture: PictureId,
    labels: &[LabelId],
    ids: &mut IdSource,
) -> Result<Edit, Refusal> {
    let mut draft = Draft::new(document, Gesture::RemoveLabels);
    for id in labels {
        let label = free_label(document, picture, *id, Gesture::RemoveLabels)?;
        if label.standing == Standing::Proposed {
            note_correction(&mut draft, &label, Outcome::Rejected, ids);
        }
        draft.remove(&*label);
    }
    Ok(draft.finish())
}

/// Makes one label of several: the first of them gets the shape, and the others go.
///
/// # Errors
/// When one is gone or locked, or when they are on different layers.
pub fn merge_labels(
    document: &Document,
    picture: PictureId,
    labels: &[LabelId],
    shape: shapes::Shape,
) -> Result<Edit, Refusal> {
    let mut draft = Draft::new(document, Gesture::Merge);
    let (first, others) = labels.split_first().ok_or(Refusal::Gone)?;
    let first = free_label(document, picture, *first, Gesture::Merge)?;
    for id in others {
        let other = free_label(document, picture, *id, Gesture::Merge)?;
        if other.layer != first.layer {
            return Err(Refusal::OtherLayer);
        }
        draft.remove(&*other);
    }
    draft.set(Label {
        shape,
        standing: Standing::Kept,
        ..Label::clone(&first)
    });
    Ok(draft.finish())
}

/// Makes several labels of one, which keeps the first of the shapes. A track follows one thing, so
/// only that one stays on it.
///
/// # Errors
/// When it is gone or locked, or there is no shape.
pub fn split_label(
    document: &Document,
    picture: PictureId,
    label: LabelId,
    parts: Vec<shapes::Shape>,
    ids: &mut IdSource,
) -> Result<Edit, Refusal> {
    let mut draft = Draft::new(document, Gesture::Split);
    let whole = free_label(document, picture, label, Gesture::Split)?;
    let mut parts = parts.into_iter();
    let first = parts.next().ok_or(Refusal::Gone)?;
    draft.set(Label {
        shape: first,
        standing: Standing::Kept,
        ..Label::clone(&whole)
    });
    for shape in parts {
        draft.set(Label {
            id: ids.label(),
            shape,
            track: None,
            standing: Standing::Kept,
            ..Label::clone(&whole)
        });
    }
    Ok(draft.finish())
}

/// A label that may be changed. A locked one can be unlocked and nothing else.
pub(super) fn free_label(
    document: &Document,
    picture: PictureId,
    id: LabelId,
    gesture: Gesture,
) -> Result<Arc<Label>, Refusal> {
    let label = document.label(picture, id).ok_or(Refusal::Gone)?;
    if label.is_locked && gesture != Gesture::Lock {
        return Err(Refusal::Locked);
    }
    Ok(Arc::clone(label))
}

/// Notes what became of a proposal, where a model made it.
pub(super) fn note_correction(
    draft: &mut Draft,
    proposal: &Label,
    outcome: Outcome,
    ids: &mut IdSource,
) {
    if let Origin::Model(source) = &proposal.origin {
        draft.set(Correction {
            id: ids.correction(),
            picture: proposal.picture,
            label: proposal.id,
            source: source.clone(),
            proposed_class: proposal.class,
            proposed_shape: proposal.shape.clone(),
            outcome,
        });
    }
}

/// Whether what a label refers to is there and takes it.
pub(super) fn check_home(document: &Document, label: &Label) -> Result<(), Refusal> {
    document.class(label.class).ok_or(Refusal::Gone)?;
    document.layer(label.layer).ok_or(Refusal::Gone)?;
    let Some(id) = label.track else {
        return Ok(());
    };
    let track = document.track(id).ok_or(Refusal::Gone)?;
    if track.layer != label.layer {
        return Err(Refusal::OtherLayer);
    }
    let series = document.one_series(track.series).ok_or(Refusal::Gone)?;
    if series.place_of(label.picture).is_none() {
        return Err(Refusal::OutsideSeries);
    }
    let there = document.label_of_track(label.picture, id);
    if there.is_some_and(|there| there.id != label.id) {
        return Err(Refusal::TrackTaken);
    }
    Ok(())
}
