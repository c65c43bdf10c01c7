//! Taking what a file says into the document, as one gesture.

use super::labels::check_home;
use super::{classes, series};
use crate::draft::Draft;
use crate::{
    Class, Document, Edit, Gesture, Label, LabelId, Layer, PictureId, PictureMark, Refusal, Series,
    Track,
};

/// What an import puts into a document, with the numbers that its maker gave.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Import {
    /// New classes, each after the one that it is a kind of.
    pub classes: Vec<Class>,
    /// A new layer.
    pub layer: Option<Layer>,
    /// New series.
    pub series: Vec<Series>,
    /// Labels that go. A track that has no label left then goes too.
    pub removed: Vec<(PictureId, LabelId)>,
    /// New tracks, and others as they are to be.
    pub tracks: Vec<Track>,
    /// New labels, and others as they are to be.
    pub labels: Vec<Label>,
    /// What is said of pictures. Where there is nothing to label, no track of the layer is visible.
    pub marks: Vec<PictureMark>,
}

/// Takes what a file says into the document.
///
/// # Errors
/// When a name or a picture is taken, when something that a thing refers to is gone, when a label
/// that would change or go is locked, or when it is said of a picture with labels, or of a track on a
/// picture where it has one, that there is nothing.
pub fn import(document: &Document, import: Import) -> Result<Edit, Refusal> {
    let mut draft = Draft::new(document, Gesture::Import);
    if let Some(layer) = import.layer {
        super::layers::check_name(document, &layer.name, None)?;
        draft.set(layer);
    }
    for class in import.classes {
        classes::check(draft.document(), &class)?;
        draft.set(class);
    }
    for one in import.series {
        series::check(draft.document(), &one)?;
        draft.set(one);
    }
    for (picture, id) in import.removed {
        let label = super::labels::free_label(document, picture, id, Gesture::Import)?;
        draft.remove(&*label);
    }
    for track in &import.tracks {
        check_track(draft.document(), track)?;
        draft.set(track.clone());
    }
    for label in import.labels {
        if draft
            .document()
            .label(label.picture, label.id)
            .is_some_and(|before| before.is_locked)
        {
            return Err(Refusal::Locked);
        }
        check_home(draft.document(), &label)?;
        draft.set(label);
    }
    for mark in import.marks {
        say(&mut draft, mark)?;
    }
    for track in &import.tracks {
        let mut absent = track.not_visible.iter();
        if absent.any(|it| draft.document().label_of_track(*it, track.id).is_some()) {
            return Err(Refusal::HasLabels);
        }
    }
    Ok(draft.finish())
}

fn check_track(document: &Document, track: &Track) -> Result<(), Refusal> {
    document.class(track.class).ok_or(Refusal::Gone)?;
    document.layer(track.layer).ok_or(Refusal::Gone)?;
    let series = document.one_series(track.series).ok_or(Refusal::Gone)?;
    let mut absent = track.not_visible.iter();
    if absent.any(|it| series.place_of(*it).is_none()) {
        return Err(Refusal::OutsideSeries);
    }
    Ok(())
}

fn say(draft: &mut Draft, mark: PictureMark) -> Result<(), Refusal> {
    let document = draft.document();
    document.layer(mark.layer).ok_or(Refusal::Gone)?;
    let (layer, picture) = (mark.layer, mark.picture);
    if mark.has_nothing {
        if document.labels_on(picture, layer).next().is_some() {
            return Err(Refusal::HasLabels);
        }
        let series = document.series_of(picture).map(|series| series.id);
        let tracks = series
            .into_iter()
            .flat_map(|it| document.tracks_of(it, layer));
        let tracks: Vec<Track> = tracks.map(|track| Track::clone(track)).collect();
        for mut track in tracks {
            track.not_visible.insert(picture);
            draft.set(track);
        }
    }
    draft.set(mark);
    Ok(())
}
