//! The detector's threshold for the model in use, as the project keeps it.

use std::path::PathBuf;
use std::sync::Arc;

use attacks::Calibration;
use jobs::{Lane, Latest};
use store::StoreError;
use workbench::{CaseContext, Command, Notification, tr};

/// The detector's threshold for the model in use. It is a setting of the project, one a model, so
/// that every case finds it.
#[derive(Default)]
pub struct CalibrationShelf {
    /// The project and the model that what follows belongs to.
    place: Option<(PathBuf, String)>,
    reading: Latest<Result<Option<Calibration>, StoreError>>,
    calibration: Option<Arc<Calibration>>,
}

impl CalibrationShelf {
    /// Reads the threshold whenever the project or the model, by its identity, is another.
    pub fn logic(&mut self, context: &CaseContext<'_>, model: Option<&str>) {
        let project = context.document.project();
        let place = project
            .map(|project| project.dir().to_path_buf())
            .zip(model.map(str::to_owned));
        let known = self.place.as_ref().map(|(dir, _)| dir.as_path());
        // While a model is loaded anew there is none, and its threshold stays.
        let is_waiting = model.is_none() && known == project.map(|project| project.dir());
        if place != self.place && !is_waiting {
            self.reading.cancel();
            self.calibration = None;
            if let (Some(project), Some((_, model))) = (project, &place) {
                let (reader, key) = (project.reader(), key(model));
                let title = tr!("why-job-threshold");
                self.reading
                    .ask(context.jobs, Lane::Interactive, title, move |_| {
                        reader.setting(&key).map(Option::flatten)
                    });
            }
            self.place = place;
        }
        match self.reading.poll() {
            Some(Ok(Ok(found))) => self.calibration = found.map(Arc::new),
            Some(Ok(Err(error))) => {
                let title = tr!("why-threshold-unread");
                let warning = Notification::warning(title, error.to_string());
                context.commands.send(Command::Notify(warning));
            }
            Some(Err(_)) | None => {}
        }
    }

    /// Whether it is not known yet if there is a threshold.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        self.reading.is_busy()
    }

    /// The threshold, where there is one.
    #[must_use]
    pub fn calibration(&self) -> Option<&Arc<Calibration>> {
        self.calibration.as_ref()
    }

    /// Keeps a threshold with its model in the project, or forgets the one that is kept.
    pub fn keep(&mut self, calibration: Option<Calibration>, context: &CaseContext<'_>) {
        let (Some((dir, model)), Some(project)) = (&self.place, context.document.project()) else {
            return;
        };
        if dir != project.dir() {
            return;
        }
        if project.access().can_write() {
            let sent = project.writer().send_setting(&key(model), &calibration);
            if let Err(error) = sent {
                tracing::warn!(%error, "the threshold is not kept");
            }
        } else {
            let (title, body) = (tr!("why-threshold-passing"), tr!("why-threshold-read-only"));
            let warning = Notification::warning(title, body);
            context.commands.send(Command::Notify(warning));
        }
        self.reading.cancel();
        self.calibration = calibration.map(Arc::new);
    }
}

/// The project's setting that holds the threshold of a model.
fn key(model: &str) -> String {
    format!("detector {model}")
}
