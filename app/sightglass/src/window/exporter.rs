//! Writing the current picture to a PNG file.

use std::path::PathBuf;
use std::sync::Arc;

use imaging::{ImagingError, Picture};
use jobs::{Jobs, Lane, Pending};
use workbench::{Notification, tr};

struct Export {
    path: PathBuf,
    result: Pending<Result<(), ImagingError>>,
}

/// The export under way, if any.
#[derive(Default)]
pub struct Exporter {
    export: Option<Export>,
}

impl Exporter {
    /// Writes a picture at full size, turned as it is displayed; `.png` is appended where it is missing.
    pub fn start(&mut self, jobs: &Jobs, picture: Arc<Picture>, path: PathBuf) {
        let path = if path.extension().is_some_and(|extension| extension == "png") {
            path
        } else {
            path.with_added_extension("png")
        };
        let target = path.clone();
        let title = tr!("sightglass-job-export", name = workbench::file_name(&path));
        let result = jobs.start(Lane::Background, title, move |work| {
            imaging::export_png(&picture, 0, &target, work).map(|_| ())
        });
        self.export = Some(Export { path, result });
    }

    /// What has come of it, once.
    pub fn poll(&mut self) -> Option<Notification> {
        let export = self.export.as_mut()?;
        let result = export.result.poll()?;
        let path = export.path.display().to_string();
        self.export = None;
        let reason = match result {
            Ok(Ok(())) => {
                return Some(Notification::success(tr!("sightglass-exported"), path));
            }
            Ok(Err(error)) => error.to_string(),
            Err(stopped) => stopped.to_string(),
        };
        Some(Notification::error(tr!("sightglass-export-failed"), reason).details(path))
    }
}
