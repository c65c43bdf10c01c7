//! Carrying a thing over to the other shots of its series.

use std::sync::Arc;

use annotation::{Document, Label, Origin, PictureId, Series, Standing, TrackId};
use imaging::ImagingError;
use jobs::Work;
use propagation::{Keyed, Method, PropagationError, Proposal, Shots, Turning};
use shapes::{PictureSize, PixelRect, Shape};
use store::PictureRow;

use super::film::{Files, Film, files_of, turned_rad};

/// A thing with the shots of its series: all that carrying it over takes.
pub struct Thing {
    /// The track.
    pub track: TrackId,
    series: Arc<Series>,
    /// The labels that a person stands behind, by their shot.
    keyed: Vec<(usize, Arc<Label>)>,
    files: Files,
}

/// What carrying a thing over came to.
pub struct Carried {
    /// The track.
    pub track: TrackId,
    /// A proposal for each shot on which the thing should be seen. Their numbers are given later.
    pub labels: Vec<Label>,
    /// The shots on which it should not be seen.
    pub hidden: Vec<PictureId>,
}

/// Why a thing was not carried over.
#[derive(Debug, thiserror::Error)]
pub enum CarryError {
    /// A picture cannot be read.
    #[error(transparent)]
    Picture(#[from] ImagingError),
    /// The marks say nothing about the other shots.
    #[error(transparent)]
    Propagation(#[from] PropagationError),
}

impl Thing {
    /// The thing of a track; none where the track is gone, or one of its pictures is.
    pub fn of(document: &Document, track: TrackId, pictures: &[PictureRow]) -> Option<Self> {
        let series = Arc::clone(document.one_series(document.track(track)?.series)?);
        let shots: Vec<PictureId> = series.shots.iter().map(|shot| shot.picture).collect();
        let files = files_of(&shots, pictures);
        if files.len() != shots.len() {
            return None;
        }
        let keyed = series.shots.iter().enumerate().filter_map(|(place, shot)| {
            let label = document.label_of_track(shot.picture, track)?;
            label.is_kept().then(|| (place, Arc::clone(label)))
        });
        let keyed = keyed.collect();
        Some(Self {
            track,
            series,
            keyed,
            files,
        })
    }
}

/// Says where the thing is on the other shots. Reads the pictures: call it from a job.
///
/// # Errors
/// When a picture of a marked shot cannot be read, or the marks say nothing about the others.
pub fn carry(thing: &Thing, work: &Work) -> Result<Carried, CarryError> {
    let film = Film::new(&thing.files, work);
    let shot_of = |shot: usize| thing.series.shots[shot].picture;
    let first = thing.keyed.first().ok_or(PropagationError::NoKeys)?;
    let picture = film.picture(shot_of(first.0))?;
    let picture = picture.ok_or(PropagationError::NoKeys)?;
    let size = PictureSize {
        width_px: picture.page().width_px,
        height_px: picture.page().height_px,
    };
    let pixels = |shot: usize, rect: PixelRect| film.gray(shot_of(shot), rect);
    let shots = Shots {
        turned_rad: turned_rad(&thing.series),
        size,
        pixels: &pixels,
    };
    let method = if thing.series.turns {
        Method::Turning(Turning::default())
    } else if thing.keyed.len() > 1 {
        Method::Interpolated
    } else {
        Method::Copy
    };
    let keyed: Vec<Keyed> = thing
        .keyed
        .iter()
        .map(|(shot, label)| Keyed {
            shot: *shot,
            shape: label.shape.clone(),
        })
        .collect();
    let watch = |done: usize, total: usize| {
        work.progress(done as u64, total as u64, "");
        !work.is_cancelled()
    };
    let found = propagation::propagate(&method, &keyed, &shots, &watch)?;
    let (mut labels, mut hidden) = (Vec::new(), Vec::new());
    for Proposal { shot, outcome } in found.proposals {
        let picture = shot_of(shot);
        match outcome {
            Ok(proposed) => {
                labels.push(proposal(&first.1, picture, proposed.shape, proposed.score));
            }
            Err(_) => hidden.push(picture),
        }
    }
    Ok(Carried {
        track: thing.track,
        labels,
        hidden,
    })
}

fn proposal(like: &Label, picture: PictureId, shape: Shape, score: Option<f32>) -> Label {
    Label {
        picture,
        shape,
        standing: Standing::Proposed,
        origin: Origin::Propagated { score },
        is_locked: false,
        note: String::new(),
        ..like.clone()
    }
}
