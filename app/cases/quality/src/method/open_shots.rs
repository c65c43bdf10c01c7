//! What of a shift is still to be said: shot by shot, in the order of the pictures.

use annotation::{Document, LayerId, PictureId, SHARED_LAYER};
use store::PictureRow;

/// How far a picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ShotState {
    /// Nobody has said anything of it.
    Untouched,
    /// Something of it is still to be said.
    Open,
    /// All is said of it.
    Settled,
}

/// How far a picture is on a layer.
pub fn shot_state(document: &Document, layer: LayerId, picture: PictureId) -> ShotState {
    let has_nothing = document
        .mark(layer, picture)
        .is_some_and(|mark| mark.has_nothing);
    let mut labels = document.labels_on(picture, layer).peekable();
    let has_labels = labels.peek().is_some();
    if labels.any(|label| !label.is_kept()) {
        return ShotState::Open;
    }
    if let Some(series) = document.series_of(picture) {
        // What is closed is what everybody stands behind.
        if series.is_closed && layer == SHARED_LAYER {
            return ShotState::Settled;
        }
        let mut tracks = document.tracks_of(series.id, layer).peekable();
        let has_tracks = tracks.peek().is_some();
        if tracks.any(|track| !document.cell(track.id, picture).is_settled()) {
            return ShotState::Open;
        }
        let is_said = has_labels || has_nothing;
        return match (is_said, has_tracks) {
            (true, _) => ShotState::Settled,
            (false, true) => ShotState::Open,
            (false, false) => ShotState::Untouched,
        };
    }
    if has_labels || has_nothing {
        ShotState::Settled
    } else {
        ShotState::Untouched
    }
}

/// Whether something of a picture is still to be said.
pub(super) fn is_open(document: &Document, layer: LayerId, picture: PictureId) -> bool {
    shot_state(document, layer, picture) != ShotState::Settled
}

/// The next picture after the current one, or the one before it, of which something is still to be
/// said; the search goes round once. The series of the current one is finished first, and of it
/// pictures with proposals: what is there to be seen settles what is not.
pub fn next_open(
    document: &Document,
    layer: LayerId,
    pictures: &[PictureRow],
    current: usize,
    forwards: bool,
) -> Option<PictureId> {
    let pictures: Vec<PictureId> = pictures.iter().map(|row| row.id).collect();
    next_open_of(document, layer, &pictures, current, forwards)
}

fn next_open_of(
    document: &Document,
    layer: LayerId,
    pictures: &[PictureId],
    current: usize,
    forwards: bool,
) -> Option<PictureId> {
    let count = pictures.len();
    let steps = 1..count;
    let places = steps.map(|step| {
        let step = if forwards { step } else { count - step };
        pictures[(current + step) % count]
    });
    let series = document.series_of(*pictures.get(current)?).map(|it| it.id);
    let is_near = |picture: &PictureId| {
        series.is_some() && document.series_of(*picture).map(|it| it.id) == series
    };
    let has_proposal = |picture: &PictureId| {
        let mut labels = document.labels_on(*picture, layer);
        labels.any(|label| !label.is_kept())
    };
    let nearest = places
        .clone()
        .find(|picture| is_near(picture) && has_proposal(picture));
    let is_open = |picture: &PictureId| is_open(document, layer, *picture);
    let near = |picture: &PictureId| is_near(picture) && is_open(picture);
    nearest
        .or_else(|| places.clone().find(near))
        .or_else(|| places.clone().find(is_open))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use annotation::{Class, ClassId, IdSource, Label, LabelId, Series, SeriesId, Shot, act};
    use shapes::{Point, Rect, Shape};

    use super::*;

    /// Five shots of one thing, which is labelled on the second one.
    fn begun() -> (Document, IdSource) {
        let mut document = Document::default();
        let mut ids = IdSource::default();
        let class = Class {
            id: ClassId(0),
            name: "scratch".to_owned(),
            colour: [0; 3],
            key: None,
            parent: None,
            usual_shape: None,
            attributes: Vec::new(),
            definition: String::new(),
        };
        let (class, edit) = act::add_class(&document, class, &mut ids).unwrap();
        document.apply(&edit).unwrap();
        let series = Series {
            id: SeriesId(0),
            name: "balloon".to_owned(),
            shots: (1..=5)
                .map(|id| Shot {
                    picture: PictureId(id),
                    angle_deg: None,
                })
                .collect(),
            turns: true,
            regime: None,
            is_closed: false,
        };
        let (_, edit) = act::add_series(&document, vec![series], &mut ids).unwrap();
        document.apply(&edit).unwrap();
        let label = label(&mut ids, class, PictureId(2));
        let edit = act::draw(&document, label, None, &mut ids).unwrap();
        document.apply(&edit).unwrap();
        (document, ids)
    }

    fn label(ids: &mut IdSource, class: ClassId, picture: PictureId) -> Label {
        Label {
            id: ids.label(),
            ..Label::drawn(
                picture,
                SHARED_LAYER,
                class,
                Shape::Box(Rect::between(Point::new(0.0, 0.0), Point::new(9.0, 9.0))),
            )
        }
    }

    fn next(document: &Document, current: i64) -> Option<PictureId> {
        let pictures: Vec<PictureId> = (1..=5).map(PictureId).collect();
        next_open_of(
            document,
            SHARED_LAYER,
            &pictures,
            current as usize - 1,
            true,
        )
    }

    #[test]
    fn what_nobody_spoke_of_is_open_and_the_search_goes_round() {
        let (document, _) = begun();
        assert_eq!(next(&document, 1), Some(PictureId(3)));
        assert_eq!(next(&document, 5), Some(PictureId(1)));
        assert_eq!(
            shot_state(&document, SHARED_LAYER, PictureId(2)),
            ShotState::Settled
        );
    }

    #[test]
    fn proposals_of_the_series_come_before_shots_without() {
        let (mut document, mut ids) = begun();
        let track = document.tracks().next().unwrap().id;
        let class = document.classes().next().unwrap().id;
        let proposal = Label {
            id: LabelId(ids.label().0),
            track: Some(track),
            ..label(&mut ids, class, PictureId(4))
        };
        let edit = act::propose_track(&document, track, [proposal], [PictureId(3)]).unwrap();
        document.apply(&edit).unwrap();
        assert_eq!(next(&document, 2), Some(PictureId(4)));
        let edit = act::accept_track(&document, track, &mut ids).unwrap();
        document.apply(&edit).unwrap();
        // Nothing is proposed any more, and the third shot lacks the word that nothing is on it.
        assert_eq!(next(&document, 2), Some(PictureId(3)));
    }
}
