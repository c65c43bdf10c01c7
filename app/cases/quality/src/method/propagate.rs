//! Carrying a thing over to the other shots of its series.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use annotation::{Document, Label, Origin, PictureId, Series, Standing, TrackId};
use imaging::{ImagingError, Limits, Picture};
use jobs::Work;
use propagation::{GrayPatch, Keyed, Method, PropagationError, Proposal, Shots, Turning};
use shapes::{PictureSize, PixelRect, Shape};
use store::PictureRow;

/// A thing with the shots of its series: all that carrying it over takes.
pub struct Thing {
    /// The track.
    pub track: TrackId,
    series: Arc<Series>,
    /// The labels that a person stands behind, by their shot.
    keyed: Vec<(usize, Arc<Label>)>,
    /// The file and page of each shot.
    files: Vec<(PathBuf, u32)>,
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
        let rows: BTreeMap<PictureId, &PictureRow> =
            pictures.iter().map(|row| (row.id, row)).collect();
        let shots = series.shots.iter();
        let files = shots
            .map(|shot| {
                let row = rows.get(&shot.picture)?;
                Some((row.path.clone(), row.page))
            })
            .collect::<Option<Vec<_>>>()?;
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
    let film = Film::new(thing, work);
    let first = thing.keyed.first().ok_or(PropagationError::NoKeys)?;
    let page = film.picture(first.0)?;
    let size = PictureSize {
        width_px: page.page().width_px,
        height_px: page.page().height_px,
    };
    let pixels = |shot: usize, rect: PixelRect| film.patch(shot, rect, size);
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
        let picture = thing.series.shots[shot].picture;
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

/// How far the thing had turned on each shot; evenly over one turn where the series does not say.
fn turned_rad(series: &Series) -> Vec<Option<f64>> {
    let known: Vec<Option<f64>> = series
        .shots
        .iter()
        .map(|shot| shot.angle_deg.map(f64::to_radians))
        .collect();
    if series.turns && known.iter().all(Option::is_none) {
        let even = propagation::full_turn_rad(series.shots.len());
        return even.into_iter().map(Some).collect();
    }
    known
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

/// The pictures of the shots, each opened when it is first needed.
struct Film<'a> {
    thing: &'a Thing,
    work: &'a Work,
    opened: RefCell<BTreeMap<usize, Option<Arc<Picture>>>>,
}

impl<'a> Film<'a> {
    fn new(thing: &'a Thing, work: &'a Work) -> Self {
        Self {
            thing,
            work,
            opened: RefCell::new(BTreeMap::new()),
        }
    }

    fn picture(&self, shot: usize) -> Result<Arc<Picture>, ImagingError> {
        if let Some(Some(picture)) = self.opened.borrow().get(&shot) {
            return Ok(Arc::clone(picture));
        }
        let (path, page) = &self.thing.files[shot];
        let quiet = self.work.without_progress();
        let opened = Picture::open(path, *page, &Limits::default(), &quiet);
        let kept = opened.map(Arc::new);
        let entry = kept.as_ref().ok().map(Arc::clone);
        self.opened.borrow_mut().insert(shot, entry);
        kept
    }

    /// The brightness of a rectangle of a shot; none where the picture cannot be read or has another
    /// size than that of the first mark.
    fn patch(&self, shot: usize, rect: PixelRect, size: PictureSize) -> Option<GrayPatch> {
        let known = self.opened.borrow().get(&shot).cloned();
        let picture = match known {
            Some(known) => known?,
            None => self.picture(shot).ok()?,
        };
        let page = picture.page();
        if (page.width_px, page.height_px) != (size.width_px, size.height_px) {
            return None;
        }
        let region = picture
            .region(0, rect.left, rect.top, rect.width_px(), rect.height_px())
            .ok()?;
        let channels = usize::from(region.channels);
        let pixels = rect.width_px() as usize * rect.height_px() as usize;
        let level = |pixel: usize| {
            let at = |channel: usize| region.samples.get(pixel * channels + channel);
            let value = if channels >= 3 {
                0.299 * at(0) + 0.587 * at(1) + 0.114 * at(2)
            } else {
                at(0)
            };
            value as f32
        };
        GrayPatch::new(rect, (0..pixels).map(level).collect())
    }
}
