//! Tracks as CVAT has them: shapes by frame, closed where the thing is not there.

use std::collections::BTreeMap;

use shapes::{PictureSize, ShapeKind};

use crate::{Dataset, Fate, Format, Labelled, TrackPlace, export};

/// Whether a label has to leave its track, because CVAT's tracks hold no masks and one shape a frame.
/// It is written as a shape of its image, or not at all where it says that the track is not there.
pub(crate) fn leaves_track(label: &Labelled, picture: PictureSize) -> bool {
    label.track.is_some()
        && (label.shape.kind() == ShapeKind::Mask
            || matches!(
                export::fate(Format::CvatXml, label, picture),
                Fate::Mask | Fate::Split | Fate::LeftOut
            ))
}

/// A label of a track in a frame.
#[derive(Clone, Copy)]
pub(super) struct Tracked<'a> {
    /// The place of its picture.
    pub frame: usize,
    /// Where it is drawn among the labels of the picture.
    pub z_order: usize,
    pub label: &'a Labelled,
    pub place: TrackPlace,
    /// Whether it only says that the track is not there from this frame on.
    pub is_filler: bool,
}

/// The labels of each track, in the order of the frames, by number and class: in CVAT a track has one
/// class.
pub(super) fn tracks(dataset: &Dataset) -> BTreeMap<(u64, usize), Vec<Tracked<'_>>> {
    let mut tracks: BTreeMap<(u64, usize), Vec<Tracked<'_>>> = BTreeMap::new();
    for (frame, picture) in dataset.pictures.iter().enumerate() {
        for (z_order, label) in picture.labels.iter().enumerate() {
            let Some(place) = label.track else { continue };
            if !leaves_track(label, picture.size()) {
                let track = tracks.entry((place.id, label.class)).or_default();
                track.push(Tracked {
                    frame,
                    z_order,
                    label,
                    place,
                    is_filler: false,
                });
            }
        }
    }
    for track in tracks.values_mut() {
        *track = closed(track, dataset.pictures.len());
    }
    tracks
}

/// The labels with a keyframe outside wherever the next frame has none.
fn closed<'a>(labels: &[Tracked<'a>], frames: usize) -> Vec<Tracked<'a>> {
    let mut closed = Vec::with_capacity(labels.len() + 1);
    for (index, label) in labels.iter().enumerate() {
        closed.push(*label);
        let next = labels.get(index + 1).map_or(frames, |it| it.frame);
        if !label.place.is_outside && label.frame + 1 < next {
            closed.push(Tracked {
                frame: label.frame + 1,
                place: TrackPlace {
                    is_keyframe: true,
                    is_outside: true,
                    ..label.place
                },
                is_filler: true,
                ..*label
            });
        }
    }
    closed
}
