//! Layers: labelling without seeing what others say, and taking over the work of one.

use std::collections::BTreeMap;

use crate::draft::Draft;
use crate::{
    Document, Edit, Gesture, IdSource, Label, Layer, LayerId, PictureMark, Refusal, SHARED_LAYER,
    SeriesId, Track, TrackId,
};

/// Makes a layer.
///
/// # Errors
/// When the name is empty or taken.
pub fn add_layer(
    document: &Document,
    name: &str,
    ids: &mut IdSource,
) -> Result<(LayerId, Edit), Refusal> {
    check_name(document, name, None)?;
    let id = ids.layer();
    let mut draft = Draft::new(document, Gesture::Layers);
    draft.set(Layer {
        id,
        name: name.to_owned(),
    });
    Ok((id, draft.finish()))
}

/// Renames a layer.
///
/// # Errors
/// When it is gone, or the name is empty or taken.
pub fn rename_layer(document: &Document, id: LayerId, name: &str) -> Result<Edit, Refusal> {
    document.layer(id).ok_or(Refusal::Gone)?;
    check_name(document, name, Some(id))?;
    let mut draft = Draft::new(document, Gesture::Layers);
    draft.set(Layer {
        id,
        name: name.to_owned(),
    });
    Ok(draft.finish())
}

/// Deletes a layer with everything on it.
///
/// # Errors
/// When it is gone, or is the one that everybody works on.
pub fn remove_layer(document: &Document, id: LayerId) -> Result<Edit, Refusal> {
    if id == SHARED_LAYER {
        return Err(Refusal::SharedLayer);
    }
    let layer = document.layer(id).ok_or(Refusal::Gone)?;
    let mut draft = Draft::new(document, Gesture::Layers);
    for (_, labels) in document.labelled_pictures() {
        for label in labels.of_layer(id) {
            draft.remove(&**label);
        }
    }
    for track in document.tracks().filter(|track| track.layer == id) {
        draft.remove(&**track);
    }
    for mark in document.marks().filter(|mark| mark.layer == id) {
        draft.remove(&**mark);
    }
    draft.remove(&**layer);
    Ok(draft.finish())
}

/// Copies what a layer says of a series to the layer that everybody works on, in the place of what
/// that says. The layer keeps its own.
///
/// # Errors
/// When the layer or the series is gone, or a label that would go is locked.
pub fn adopt_layer(
    document: &Document,
    layer: LayerId,
    series: SeriesId,
    ids: &mut IdSource,
) -> Result<Edit, Refusal> {
    if layer == SHARED_LAYER {
        return Err(Refusal::SharedLayer);
    }
    document.layer(layer).ok_or(Refusal::Gone)?;
    let series = document.one_series(series).ok_or(Refusal::Gone)?;
    let mut draft = Draft::new(document, Gesture::Layers);
    for shot in &series.shots {
        for label in document.labels_on(shot.picture, SHARED_LAYER) {
            if label.is_locked {
                return Err(Refusal::Locked);
            }
            draft.remove(&**label);
        }
    }
    for track in document.tracks_of(series.id, SHARED_LAYER) {
        draft.remove(&**track);
    }
    let mut copies: BTreeMap<TrackId, TrackId> = BTreeMap::new();
    for track in document.tracks_of(series.id, layer) {
        let id = ids.track();
        copies.insert(track.id, id);
        draft.set(Track {
            id,
            layer: SHARED_LAYER,
            ..Track::clone(track)
        });
    }
    for shot in &series.shots {
        for label in document.labels_on(shot.picture, layer) {
            draft.set(Label {
                id: ids.label(),
                layer: SHARED_LAYER,
                track: label.track.and_then(|track| copies.get(&track).copied()),
                ..Label::clone(label)
            });
        }
        if let Some(mark) = document.mark(layer, shot.picture) {
            draft.set(PictureMark {
                layer: SHARED_LAYER,
                ..PictureMark::clone(mark)
            });
        } else if let Some(mark) = document.mark(SHARED_LAYER, shot.picture) {
            draft.remove(&**mark);
        }
    }
    Ok(draft.finish())
}

pub(super) fn check_name(
    document: &Document,
    name: &str,
    own: Option<LayerId>,
) -> Result<(), Refusal> {
    if name.trim().is_empty() {
        return Err(Refusal::NoName);
    }
    let mut others = document.layers().filter(|layer| Some(layer.id) != own);
    if others.any(|layer| layer.name == name) {
        return Err(Refusal::NameTaken(name.to_owned()));
    }
    Ok(())
}
