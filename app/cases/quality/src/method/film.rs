//! The pixels of several pictures for a job, each picture opened when it is first needed.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use annotation::{PictureId, Series};
use imaging::{ImagingError, Limits, Picture};
use jobs::Work;
use propagation::GrayPatch;
use shapes::{PictureSize, PixelRect};
use store::PictureRow;

/// Files and pages by their pictures.
pub type Files = HashMap<PictureId, (PathBuf, u32)>;

/// The files of some pictures.
pub fn files_of(pictures: &[PictureId], rows: &[PictureRow]) -> Files {
    rows.iter()
        .filter(|row| pictures.contains(&row.id))
        .map(|row| (row.id, (row.path.clone(), row.page)))
        .collect()
}

/// Pictures that are opened as they are needed, and kept while the job runs.
pub struct Film<'a> {
    files: &'a Files,
    work: &'a Work,
    opened: RefCell<HashMap<PictureId, Option<Arc<Picture>>>>,
}

impl<'a> Film<'a> {
    /// A film of which nothing is opened yet.
    pub fn new(files: &'a Files, work: &'a Work) -> Self {
        Self {
            files,
            work,
            opened: RefCell::new(HashMap::new()),
        }
    }

    /// A picture; none where its file is not known.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn picture(&self, picture: PictureId) -> Result<Option<Arc<Picture>>, ImagingError> {
        if let Some(known) = self.opened.borrow().get(&picture) {
            return Ok(known.clone());
        }
        let Some((path, page)) = self.files.get(&picture) else {
            return Ok(None);
        };
        let quiet = self.work.without_progress();
        let opened = Picture::open(path, *page, &Limits::default(), &quiet).map(Arc::new);
        let kept = opened.as_ref().ok().map(Arc::clone);
        self.opened.borrow_mut().insert(picture, kept);
        opened.map(Some)
    }

    /// The brightness of a rectangle of a picture, as far as it lies in the picture; none where that
    /// is nowhere or the picture cannot be read.
    pub fn gray(&self, picture: PictureId, rect: PixelRect) -> Option<GrayPatch> {
        let picture = self.picture(picture).ok().flatten()?;
        let page = picture.page();
        let within = PictureSize {
            width_px: page.width_px,
            height_px: page.height_px,
        };
        let rect = rect.intersection(&within.pixels());
        if rect.is_empty() {
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

/// How far the thing of a series had turned on each shot; evenly over one turn where it turns and
/// the series does not say.
pub fn turned_rad(series: &Series) -> Vec<Option<f64>> {
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
