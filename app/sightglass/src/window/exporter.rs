//! Writing the current picture to a PNG file.

use std::path::PathBuf;
use std::sync::Arc;

use imaging::Picture;
use jobs::{Jobs, Lane, Pending};
use workbench::{Notification, tr};

struct Export {
    path: PathBuf,
    result: Pending<Result<(), String>>,
}

/// The export under way, if any.
#[derive(Default)]
pub struct Exporter {
    export: Option<Export>,
}

impl Exporter {
    /// Writes a picture at full size, turned as it is displayed; `.png` is appended where it is
    /// missing. A file that is there is replaced only where `may_replace` says so.
    pub fn start(&mut self, jobs: &Jobs, picture: Arc<Picture>, path: PathBuf, may_replace: bool) {
        let path = if path.extension().is_some_and(|extension| extension == "png") {
            path
        } else {
            path.with_added_extension("png")
        };
        let target = path.clone();
        let title = tr!("sightglass-job-export", name = workbench::file_name(&path));
        let result = jobs.start(Lane::Background, title, move |work| {
            if !may_replace && target.exists() {
                return Err(tr!("sightglass-export-taken"));
            }
            imaging::export_png(&picture, 0, &target, work)
                .map(|_| ())
                .map_err(|error| error.to_string())
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
            Ok(Err(reason)) => reason,
            Err(stopped) => stopped.to_string(),
        };
        Some(Notification::error(tr!("sightglass-export-failed"), reason).details(path))
    }
}
