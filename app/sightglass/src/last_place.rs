//! Where a project was left: the picture and the case that were looked at last. The next start
//! begins there.

use std::time::{Duration, Instant};

use store::{PictureId, Project, Reader, StoreError};
use workbench::Document;

/// The project's settings that hold it.
const PICTURE: &str = "last_picture";
const CASE: &str = "last_case";
/// How long a picture is looked at before it is kept. Paging through a series writes nothing.
const REST: Duration = Duration::from_secs(2);

/// Where a project was left.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Place {
    /// The picture that was looked at last.
    pub picture: Option<PictureId>,
    /// The case that was in front.
    pub case: Option<String>,
}

/// Where a project was left.
///
/// # Errors
/// When the project cannot be read.
pub fn read(reader: &Reader) -> Result<Place, StoreError> {
    Ok(Place {
        picture: reader.setting(PICTURE)?,
        case: reader.setting(CASE)?,
    })
}

/// Keeps a place in a project; what is not known stays as it was.
///
/// # Errors
/// When it cannot be put into words.
pub fn keep(project: &Project, place: &Place) -> Result<(), StoreError> {
    let writer = project.writer();
    if let Some(picture) = &place.picture {
        writer.send_setting(PICTURE, picture)?;
    }
    if let Some(case) = &place.case {
        writer.send_setting(CASE, case)?;
    }
    Ok(())
}

/// Keeps where the user is, once they rest there.
#[derive(Default)]
pub struct LastPlace {
    seen: Place,
    unsaved_since: Option<Instant>,
}

impl LastPlace {
    /// Notices what is being looked at. Called once a frame.
    pub fn logic(&mut self, context: &egui::Context, document: &Document, case: &str) {
        let picture = document.current().map(|row| row.id);
        if picture != self.seen.picture || self.seen.case.as_deref() != Some(case) {
            let case = Some(case.to_owned());
            self.seen = Place { picture, case };
            self.unsaved_since = Some(Instant::now());
        }
        if let Some(since) = self.unsaved_since {
            match REST.checked_sub(since.elapsed()) {
                Some(wait) => context.request_repaint_after(wait),
                None => self.save(document),
            }
        }
    }

    /// Keeps it now, before the project is left.
    pub fn save(&mut self, document: &Document) {
        if self.unsaved_since.take().is_none() {
            return;
        }
        if let Some(project) = document.project()
            && !document.is_scratch()
            && project.access().can_write()
            && let Err(error) = keep(project, &self.seen)
        {
            tracing::warn!(%error, "where the project was left is not remembered");
        }
    }
}
