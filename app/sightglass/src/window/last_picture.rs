//! The picture of a project that was looked at last: where the next start begins.

use std::time::{Duration, Instant};

use store::{PictureId, Reader, StoreError};
use workbench::Document;

/// The project's setting that holds it.
const SETTING: &str = "last_picture";
/// How long a picture is looked at before it is kept. Paging through a series writes nothing.
const REST: Duration = Duration::from_secs(2);

/// The picture of a project that was looked at last.
///
/// # Errors
/// When the project cannot be read.
pub fn read(reader: &Reader) -> Result<Option<PictureId>, StoreError> {
    reader.setting(SETTING)
}

/// Keeps the picture that is being looked at, once the user rests on it.
#[derive(Default)]
pub struct LastPicture {
    seen: Option<PictureId>,
    unsaved_since: Option<Instant>,
}

impl LastPicture {
    /// Notices which picture is being looked at. Called once a frame.
    pub fn logic(&mut self, context: &egui::Context, document: &Document) {
        let current = document.current().map(|row| row.id);
        if current != self.seen {
            self.seen = current;
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
        if let (Some(project), Some(row)) = (document.project(), document.current())
            && !document.is_scratch()
            && project.access().can_write()
            && let Err(error) = project.writer().send_setting(SETTING, &row.id)
        {
            tracing::warn!(%error, "the last picture is not remembered");
        }
    }
}
