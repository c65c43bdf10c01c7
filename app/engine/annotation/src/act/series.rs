//! Making, changing, closing and deleting series.

use std::collections::BTreeSet;

use super::tracks::pictures_of;
use crate::draft::Draft;
use crate::{
    Document, Edit, Gesture, IdSource, Label, PictureId, Refusal, SHARED_LAYER, Series, SeriesId,
    Track,
};

/// Makes series; their numbers are given here.
///
/// # Errors
/// When a name is empty or taken, or a picture is in another series or there twice.
pub fn add_series(
    document: &Document,
    series: Vec<Series>,
    ids: &mut IdSource,
) -> Result<(Vec<SeriesId>, Edit), Refusal> {
    let mut draft = Draft::new(document, Gesture::Series);
    let mut made = Vec::new();
    for one in series {
        let one = Series {
            id: ids.series(),
            is_closed: false,
            ..one
        };
        check(draft.document(), &one)?;
        made.push(one.id);
        draft.set(one);
    }
    Ok((made, draft.finish()))
}

/// Changes name, shots or light of a series. Labels on a picture that leaves it leave their tracks.
///
/// # Errors
/// When it is gone, the name is empty or taken, or a picture is in another series or there twice.
pub fn change_series(document: &Document, series: Series) -> Result<Edit, Refusal> {
    let before = document.one_series(series.id).ok_or(Refusal::Gone)?;
    check(document, &series)?;
    let mut draft = Draft::new(document, Gesture::Series);
    let stays = |picture: PictureId| series.place_of(picture).is_some();
    for track in document.tracks().filter(|track| track.series == series.id) {
        for picture in pictures_of(document, track)
            .into_iter()
            .filter(|it| !stays(*it))
        {
            if let Some(label) = document.label_of_track(picture, track.id) {
                draft.set(Label {
                    track: None,
                    ..Label::clone(label)
                });
            }
        }
        let mut track = Track::clone(track);
        track.not_visible.retain(|picture| stays(*picture));
        track.perhaps_hidden.retain(|picture| stays(*picture));
        draft.set(track);
    }
    draft.set(Series {
        is_closed: before.is_closed,
        ..series
    });
    Ok(draft.finish())
}

/// Deletes a series with its tracks. Pictures and labels stay.
///
/// # Errors
/// When it is gone.
pub fn remove_series(document: &Document, id: SeriesId) -> Result<Edit, Refusal> {
    let series = document.one_series(id).ok_or(Refusal::Gone)?;
    let mut draft = Draft::new(document, Gesture::Series);
    for track in document.tracks().filter(|track| track.series == id) {
        for picture in pictures_of(document, track) {
            if let Some(label) = document.label_of_track(picture, track.id) {
                draft.set(Label {
                    track: None,
                    ..Label::clone(label)
                });
            }
        }
        draft.remove(&**track);
    }
    draft.remove(&**series);
    Ok(draft.finish())
}

/// Says that the labels of a series are complete.
///
/// # Errors
/// When it is gone, or something in it is open.
pub fn close_series(document: &Document, id: SeriesId) -> Result<Edit, Refusal> {
    let matrix = document.matrix(id, SHARED_LAYER).ok_or(Refusal::Gone)?;
    if !matrix.obstacles.is_empty() {
        return Err(Refusal::NotComplete(matrix.obstacles.len()));
    }
    set_closed(document, id, true)
}

/// Opens a series again.
///
/// # Errors
/// When it is gone.
pub fn reopen_series(document: &Document, id: SeriesId) -> Result<Edit, Refusal> {
    set_closed(document, id, false)
}

fn set_closed(document: &Document, id: SeriesId, is_closed: bool) -> Result<Edit, Refusal> {
    let series = document.one_series(id).ok_or(Refusal::Gone)?;
    let mut draft = Draft::new(document, Gesture::CloseSeries);
    draft.set(Series {
        is_closed,
        ..Series::clone(series)
    });
    Ok(draft.finish())
}

pub(super) fn check(document: &Document, series: &Series) -> Result<(), Refusal> {
    if series.name.trim().is_empty() {
        return Err(Refusal::NoName);
    }
    let mut others = document.all_series().filter(|other| other.id != series.id);
    if others.any(|other| other.name == series.name) {
        return Err(Refusal::NameTaken(series.name.clone()));
    }
    let mut pictures = BTreeSet::new();
    for shot in &series.shots {
        let home = document.series_of(shot.picture).map(|home| home.id);
        let is_elsewhere = home.is_some_and(|home| home != series.id);
        if is_elsewhere || !pictures.insert(shot.picture) {
            return Err(Refusal::PictureTaken(home.unwrap_or(series.id)));
        }
    }
    Ok(())
}
