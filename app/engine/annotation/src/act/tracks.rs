//! Tracks: one thing on many shots.

use super::labels::{check_home, free_label};
use crate::draft::Draft;
use crate::{
    Document, Edit, Gesture, IdSource, Label, LabelId, PictureId, Refusal, Track, TrackId,
};

/// Starts a track with a label of a picture that is in a series.
///
/// # Errors
/// When the label is gone or locked, or its picture is in no series.
pub fn start_track(
    document: &Document,
    picture: PictureId,
    label: LabelId,
    ids: &mut IdSource,
) -> Result<(TrackId, Edit), Refusal> {
    let label = free_label(document, picture, label, Gesture::Tracks)?;
    let series = document.series_of(picture).ok_or(Refusal::OutsideSeries)?;
    let mut draft = Draft::new(document, Gesture::Tracks);
    let track = Track::begun_by(&label, series.id, ids);
    let id = track.id;
    draft.set(track);
    draft.set(Label {
        track: Some(id),
        ..Label::clone(&label)
    });
    Ok((id, draft.finish()))
}

/// Adds a label that a person drew. On a picture of a series it goes onto the track that is named,
/// where that takes it, and starts a track of its own otherwise: whatever is seen on one shot has to
/// be looked for on the others. On a track that is there already it gets the class of the track:
/// one thing is of one class.
///
/// # Errors
/// When the class or the layer is gone.
pub fn draw(
    document: &Document,
    label: Label,
    onto: Option<TrackId>,
    ids: &mut IdSource,
) -> Result<Edit, Refusal> {
    let mut draft = Draft::new(document, Gesture::AddLabels);
    if let Some(track) = onto.and_then(|track| document.track(track)) {
        let on_named = Label {
            track: Some(track.id),
            class: track.class,
            ..label.clone()
        };
        if check_home(document, &on_named).is_ok() {
            draft.set(on_named);
            return Ok(draft.finish());
        }
    }
    let alone = Label {
        track: None,
        ..label
    };
    check_home(document, &alone)?;
    let Some(series) = document.series_of(alone.picture) else {
        draft.set(alone);
        return Ok(draft.finish());
    };
    let track = Track::begun_by(&alone, series.id, ids);
    let id = track.id;
    draft.set(track);
    draft.set(Label {
        track: Some(id),
        ..alone
    });
    Ok(draft.finish())
}

/// Puts a label on a track, from whichever it was on before. It gets the class of the track.
///
/// # Errors
/// When either is gone, the label is locked, or the track does not take it.
pub fn put_on_track(
    document: &Document,
    picture: PictureId,
    label: LabelId,
    track: TrackId,
) -> Result<Edit, Refusal> {
    let label = free_label(document, picture, label, Gesture::Tracks)?;
    let class = document.track(track).ok_or(Refusal::Gone)?.class;
    let label = Label {
        track: Some(track),
        class,
        ..Label::clone(&label)
    };
    let mut draft = Draft::new(document, Gesture::Tracks);
    check_home(document, &label)?;
    draft.set(label);
    Ok(draft.finish())
}

/// Takes a label off its track.
///
/// # Errors
/// When it is gone or locked.
pub fn take_off_track(
    document: &Document,
    picture: PictureId,
    label: LabelId,
) -> Result<Edit, Refusal> {
    let label = free_label(document, picture, label, Gesture::Tracks)?;
    let mut draft = Draft::new(document, Gesture::Tracks);
    draft.set(Label {
        track: None,
        ..Label::clone(&label)
    });
    Ok(draft.finish())
}

/// Makes one track of two that follow the same thing: the second one goes, and its labels get the
/// class of the first.
///
/// # Errors
/// When one is gone, when they are of different series or layers, or when both have a label on one
/// picture.
pub fn join_tracks(document: &Document, into: TrackId, other: TrackId) -> Result<Edit, Refusal> {
    let kept = document.track(into).ok_or(Refusal::Gone)?;
    let joined = document.track(other).ok_or(Refusal::Gone)?;
    if kept.series != joined.series {
        return Err(Refusal::OutsideSeries);
    }
    if kept.layer != joined.layer || into == other {
        return Err(Refusal::OtherLayer);
    }
    let mut draft = Draft::new(document, Gesture::Tracks);
    for picture in pictures_of(document, kept) {
        let Some(label) = document.label_of_track(picture, other) else {
            continue;
        };
        let label = Label {
            track: Some(into),
            class: kept.class,
            ..Label::clone(label)
        };
        check_home(draft.document(), &label)?;
        draft.set(label);
    }
    draft.set(Track {
        // Where only one of them was not seen, the other one was.
        not_visible: &kept.not_visible & &joined.not_visible,
        perhaps_hidden: &kept.perhaps_hidden & &joined.perhaps_hidden,
        ..Track::clone(kept)
    });
    draft.remove(&**joined);
    Ok(draft.finish())
}

/// Changes the note or the class of a track; its labels get the class too, but for locked ones.
///
/// # Errors
/// When the track or the class is gone.
pub fn change_track(document: &Document, track: Track) -> Result<Edit, Refusal> {
    let before = document.track(track.id).ok_or(Refusal::Gone)?;
    document.class(track.class).ok_or(Refusal::Gone)?;
    let mut draft = Draft::new(document, Gesture::Tracks);
    if track.class != before.class {
        for picture in pictures_of(document, before) {
            let label = document.label_of_track(picture, track.id);
            if let Some(label) = label.filter(|label| !label.is_locked) {
                draft.set(Label {
                    class: track.class,
                    ..Label::clone(label)
                });
            }
        }
    }
    draft.set(Track {
        class: track.class,
        note: track.note,
        ..Track::clone(before)
    });
    Ok(draft.finish())
}

/// Says of shots that somebody looked for the thing and did not see it, or takes that back. A
/// proposal of the track there is rejected by it.
///
/// # Errors
/// When the track is gone, a shot is not in its series, or it has a kept label there.
pub fn not_visible(
    document: &Document,
    track: TrackId,
    pictures: &[PictureId],
    is_not_visible: bool,
) -> Result<Edit, Refusal> {
    let mut after = Track::clone(document.track(track).ok_or(Refusal::Gone)?);
    let series = document.one_series(after.series).ok_or(Refusal::Gone)?;
    let mut draft = Draft::new(document, Gesture::SayNothing);
    for picture in pictures {
        if series.place_of(*picture).is_none() {
            return Err(Refusal::OutsideSeries);
        }
        if !is_not_visible {
            after.not_visible.remove(picture);
            continue;
        }
        if let Some(label) = document.label_of_track(*picture, track) {
            if label.is_kept() {
                return Err(Refusal::HasLabels);
            }
            draft.remove(&**label);
        }
        after.not_visible.insert(*picture);
    }
    draft.set(after);
    Ok(draft.finish())
}

/// Deletes a track; its labels stay, on no track, or go with it.
///
/// # Errors
/// When it is gone, or a label that would go is locked.
pub fn remove_track(
    document: &Document,
    track: TrackId,
    with_labels: bool,
) -> Result<Edit, Refusal> {
    let track = document.track(track).ok_or(Refusal::Gone)?;
    let mut draft = Draft::new(document, Gesture::Tracks);
    for picture in pictures_of(document, track) {
        let Some(label) = document.label_of_track(picture, track.id) else {
            continue;
        };
        if !with_labels {
            draft.set(Label {
                track: None,
                ..Label::clone(label)
            });
        } else if label.is_locked {
            return Err(Refusal::Locked);
        } else {
            draft.remove(&**label);
        }
    }
    draft.remove(&**track);
    Ok(draft.finish())
}

/// The pictures of a track's series.
pub(super) fn pictures_of(document: &Document, track: &Track) -> Vec<PictureId> {
    let series = document.one_series(track.series);
    let shots = series.iter().flat_map(|series| &series.shots);
    shots.map(|shot| shot.picture).collect()
}
