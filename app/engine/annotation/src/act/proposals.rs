//! Proposals: what models and propagation say, until a person has looked.

use std::collections::BTreeSet;

use super::labels::{check_home, free_label, note_correction};
use super::tracks::pictures_of;
use crate::draft::Draft;
use crate::{
    Document, Edit, Gesture, IdSource, Label, LabelId, Outcome, PictureId, Refusal, Standing,
    Track, TrackId,
};

/// What a model takes for one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct ProposedThing {
    /// The track that follows it already, where one does.
    pub track: Option<TrackId>,
    /// A label for each picture that shows it.
    pub labels: Vec<Label>,
}

/// Proposes things, each with a label on every picture that shows it. What is on a picture of a
/// series goes onto the track that follows the thing, and onto a new one where none does, so that it
/// has to be looked for on the other shots. Labels that the track does not take, because a person has
/// said something of their pictures already, are left out.
///
/// # Errors
/// When a class or layer is gone.
pub fn propose_things(
    document: &Document,
    things: impl IntoIterator<Item = ProposedThing>,
    ids: &mut IdSource,
) -> Result<Edit, Refusal> {
    let mut draft = Draft::new(document, Gesture::TakeProposals);
    for ProposedThing { track, labels } in things {
        let mut track = track;
        for label in labels {
            let series = document.series_of(label.picture).map(|series| series.id);
            if let (None, Some(series)) = (track, series) {
                let new = Track::begun_by(&label, series, ids);
                track = Some(new.id);
                draft.set(new);
            }
            let followed = track
                .filter(|_| series.is_some())
                .and_then(|track| draft.document().track(track));
            let is_said = followed.is_some_and(|it| it.not_visible.contains(&label.picture));
            let label = Label {
                track: followed.map(|track| track.id),
                class: followed.map_or(label.class, |track| track.class),
                standing: Standing::Proposed,
                ..label
            };
            match check_home(draft.document(), &label) {
                Ok(()) if !is_said => draft.set(label),
                Ok(()) | Err(Refusal::TrackTaken | Refusal::OutsideSeries) => {}
                Err(refusal) => return Err(refusal),
            }
        }
    }
    Ok(draft.finish())
}

/// Proposes where the thing of a track is on other shots, and where it cannot be seen, in the place of
/// what was proposed for the track before. What a person said of a shot stays.
///
/// # Errors
/// When the track is gone, or a label is on another track or outside the series.
pub fn propose_track(
    document: &Document,
    track: TrackId,
    labels: impl IntoIterator<Item = Label>,
    hidden: impl IntoIterator<Item = PictureId>,
) -> Result<Edit, Refusal> {
    let mut draft = Draft::new(document, Gesture::Propagate);
    let mut after = Track::clone(document.track(track).ok_or(Refusal::Gone)?);
    for picture in pictures_of(document, &after) {
        let there = document.label_of_track(picture, track);
        if let Some(proposal) = there.filter(|label| !label.is_kept()) {
            draft.remove(&**proposal);
        }
    }
    let is_said = |document: &Document, picture: PictureId| {
        after.not_visible.contains(&picture) || document.label_of_track(picture, track).is_some()
    };
    let mut proposals = Vec::new();
    for label in labels {
        if label.track != Some(track) {
            return Err(Refusal::OutsideSeries);
        }
        if !is_said(draft.document(), label.picture) {
            check_home(draft.document(), &label)?;
            proposals.push(Label {
                standing: Standing::Proposed,
                ..label
            });
        }
    }
    let hidden = hidden.into_iter();
    let hidden = hidden
        .filter(|picture| !is_said(draft.document(), *picture))
        .collect();
    after.perhaps_hidden = hidden;
    draft.set(after);
    for proposal in proposals {
        draft.set(proposal);
    }
    Ok(draft.finish())
}

/// Accepts all that is proposed of a track: its labels, and that it cannot be seen where calculation
/// expects so.
///
/// # Errors
/// When the track is gone, or a proposal of it is locked.
pub fn accept_track(
    document: &Document,
    track: TrackId,
    ids: &mut IdSource,
) -> Result<Edit, Refusal> {
    let before = document.track(track).ok_or(Refusal::Gone)?;
    let proposals = proposals_of(document, before);
    let mut draft = Draft::new(document, Gesture::Accept);
    accept_into(&mut draft, &proposals, ids)?;
    draft.set(Track {
        not_visible: &before.not_visible | &before.perhaps_hidden,
        perhaps_hidden: BTreeSet::new(),
        ..Track::clone(before)
    });
    Ok(draft.finish())
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
    accept_into(&mut draft, labels, ids)?;
    Ok(draft.finish())
}

/// The labels of a track that nobody has looked at.
fn proposals_of(document: &Document, track: &Track) -> Vec<(PictureId, LabelId)> {
    let shots = pictures_of(document, track).into_iter();
    shots
        .filter_map(|shot| {
            let label = document.label_of_track(shot, track.id)?;
            (!label.is_kept()).then_some((shot, label.id))
        })
        .collect()
}

fn accept_into(
    draft: &mut Draft,
    labels: &[(PictureId, LabelId)],
    ids: &mut IdSource,
) -> Result<(), Refusal> {
    for (picture, id) in labels {
        let label = free_label(draft.document(), *picture, *id, Gesture::Accept)?;
        if label.is_kept() {
            continue;
        }
        note_correction(draft, &label, Outcome::Accepted, ids);
        let accepted = Label {
            standing: Standing::Kept,
            ..Label::clone(&label)
        };
        check_home(draft.document(), &accepted)?;
        draft.set(accepted);
    }
    Ok(())
}

/// Rejects all that is proposed of a track. Where nothing of it is kept, the track goes with that.
///
/// # Errors
/// When the track is gone, or a proposal of it is locked.
pub fn reject_track(
    document: &Document,
    track: TrackId,
    ids: &mut IdSource,
) -> Result<Edit, Refusal> {
    let before = document.track(track).ok_or(Refusal::Gone)?;
    let proposals = proposals_of(document, before);
    reject(document, &proposals, ids)
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
