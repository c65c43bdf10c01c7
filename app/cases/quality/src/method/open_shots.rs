//! What of a shift is still to be said: shot by shot, in the order of the pictures.

use annotation::{Document, LayerId, PictureId};
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
        if series.is_closed {
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
fn is_open(document: &Document, layer: LayerId, picture: PictureId) -> bool {
    shot_state(document, layer, picture) != ShotState::Settled
}

/// The next picture after the current one, or the one before it, of which something is still to be
/// said; the search goes round once.
pub fn next_open(
    document: &Document,
    layer: LayerId,
    pictures: &[PictureRow],
    current: usize,
    forwards: bool,
) -> Option<PictureId> {
    let count = pictures.len();
    let steps = 1..count;
    let mut places = steps.map(|step| {
        let step = if forwards { step } else { count - step };
        (current + step) % count
    });
    let found = places.find(|place| is_open(document, layer, pictures[*place].id))?;
    Some(pictures[found].id)
}
