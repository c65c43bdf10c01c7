//! Reading the pictures of a project in the background, and showing what has been read so far.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use imaging::Limits;
use jobs::{Jobs, Lane, Latest, Pending};
use store::{PictureId, PictureRow, Project, StoreError};
use workbench::tr;

/// How often the list is read anew while the scan goes on.
const RELOAD_INTERVAL: Duration = Duration::from_millis(700);

/// The scan of the open project.
#[derive(Default)]
pub struct Scanner {
    scan: Option<Pending<Result<(), StoreError>>>,
    removals: Vec<Pending<Result<(), StoreError>>>,
    reload: Latest<Result<Vec<PictureRow>, StoreError>>,
    last_reload: Option<Instant>,
    last_done: u64,
}

impl Scanner {
    /// Starts to read what has not been read yet.
    pub fn start(&mut self, jobs: &Jobs, project: &Arc<Project>) {
        if !project.access().can_write() {
            return;
        }
        let project = Arc::clone(project);
        let title = tr!("sightglass-job-scan");
        self.scan = Some(jobs.start(Lane::Background, title, move |work| {
            store::scan_pictures(
                &project.reader(),
                &project.writer(),
                &Limits::default(),
                work,
            )
            .map(|_| ())
        }));
    }

    /// Gives everything up, when another project takes the place of this one.
    pub fn stop(&mut self) {
        *self = Self::default();
    }

    /// Looks in `folder` for missing pictures, by their content.
    pub fn find_moved(&mut self, jobs: &Jobs, project: &Arc<Project>, folder: PathBuf) {
        let project = Arc::clone(project);
        let title = tr!("sightglass-job-find-moved");
        self.scan = Some(jobs.start(Lane::Background, title, move |work| {
            store::relink_missing(&project.reader(), &project.writer(), &[folder], work).map(|_| ())
        }));
    }

    /// Takes one picture out of the project; its file stays. The list is read anew when it is done.
    pub fn remove(&mut self, jobs: &Jobs, project: &Arc<Project>, picture: PictureId) {
        let writer = project.writer();
        let title = tr!("sightglass-job-remove");
        self.removals
            .push(jobs.start(Lane::Interactive, title, move |_| {
                writer.remove_pictures(&[picture]).map(|_| ())
            }));
    }

    /// Asks for the list anew.
    pub fn reload(&mut self, jobs: &Jobs, project: &Arc<Project>) {
        let reader = project.reader();
        self.last_reload = Some(Instant::now());
        self.reload.ask(
            jobs,
            Lane::Interactive,
            tr!("sightglass-job-list"),
            move |_| reader.pictures(),
        );
    }

    /// A newer list, or the reason why there is none.
    pub fn logic(
        &mut self,
        jobs: &Jobs,
        project: &Arc<Project>,
    ) -> Option<Result<Vec<PictureRow>, String>> {
        if let Some(scan) = &mut self.scan {
            let done = scan.progress().done;
            let due = self
                .last_reload
                .is_none_or(|at| at.elapsed() > RELOAD_INTERVAL);
            let ended = scan.poll();
            if ended.is_some() || (due && done != self.last_done && !self.reload.is_busy()) {
                self.last_done = done;
                self.reload(jobs, project);
            }
            if let Some(result) = ended {
                self.scan = None;
                if let Ok(Err(error)) = result {
                    return Some(Err(error.to_string()));
                }
            }
        }
        let mut failure = None;
        let before = self.removals.len();
        self.removals.retain_mut(|removal| match removal.poll() {
            None => true,
            Some(result) => {
                failure = result.ok().and_then(Result::err);
                false
            }
        });
        if self.removals.len() < before {
            self.reload(jobs, project);
        }
        if let Some(error) = failure {
            return Some(Err(error.to_string()));
        }
        match self.reload.poll()? {
            Ok(Ok(rows)) => Some(Ok(rows)),
            Ok(Err(error)) => Some(Err(error.to_string())),
            Err(_) => None,
        }
    }
}
