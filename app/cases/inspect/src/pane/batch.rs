//! A model over all pictures of the project: one job, whose findings are stored as they come.

use std::sync::{Arc, Mutex, PoisonError};

use attacks::Calibration;
use imaging::{Limits, Picture};
use jobs::{Jobs, Lane, Pending, Progress, Stopped, Work};
use store::{PictureId, PictureRow, Project};
use workbench::tr;

use crate::method::LoadedModel;
use crate::record::{self, Finding, StoredVerdict};

/// What has come of a run over all pictures.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    /// Pictures that the model answered about.
    pub answered: usize,
    /// Pictures that could not be read or asked about, with the reason.
    pub failed: Vec<String>,
}

/// Findings with their pictures.
type Findings = Vec<(PictureId, Finding)>;

type Found = Arc<Mutex<Findings>>;

struct Running {
    job: Pending<Summary>,
    found: Found,
}

/// The run over all pictures, if one is under way.
#[derive(Default)]
pub struct Batch {
    running: Option<Running>,
}

impl Batch {
    /// Starts a run; one that is under way is ended first.
    pub fn start(
        &mut self,
        jobs: &Jobs,
        model: &Arc<LoadedModel>,
        project: &Arc<Project>,
        pictures: &Arc<Vec<PictureRow>>,
        calibration: Option<Arc<Calibration>>,
    ) {
        let found = Found::default();
        let job = {
            let (model, project) = (Arc::clone(model), Arc::clone(project));
            let (pictures, found) = (Arc::clone(pictures), Arc::clone(&found));
            let title = tr!("inspect-job-all", name = model.manifest().name.as_str());
            jobs.start(Lane::Background, title, move |work| {
                run(
                    &model,
                    &project,
                    &pictures,
                    calibration.as_deref(),
                    &found,
                    work,
                )
            })
        };
        self.running = Some(Running { job, found });
    }

    /// Whether a run is under way.
    #[must_use]
    pub fn progress(&self) -> Option<Progress> {
        self.running.as_ref().map(|running| running.job.progress())
    }

    /// Ends the run; what was found stays.
    pub fn cancel(&self) {
        if let Some(running) = &self.running {
            running.job.cancel();
        }
    }

    /// What was found since the last call, and how the run ended, once.
    pub fn poll(&mut self) -> (Findings, Option<Result<Summary, Stopped>>) {
        let Some(running) = &mut self.running else {
            return (Vec::new(), None);
        };
        let ended = running.job.poll();
        let found = std::mem::take(&mut *lock(&running.found));
        if ended.is_some() {
            self.running = None;
        }
        (found, ended)
    }
}

fn lock(found: &Found) -> std::sync::MutexGuard<'_, Findings> {
    // A list of findings is whole between two pushes, whatever happened to the one who pushed.
    found.lock().unwrap_or_else(PoisonError::into_inner)
}

fn run(
    model: &LoadedModel,
    project: &Project,
    pictures: &[PictureRow],
    calibration: Option<&Calibration>,
    found: &Found,
    work: &Work,
) -> Summary {
    let key = model.key();
    let provider = model.model.placement().provider.label();
    let limits = Limits::default();
    let mut summary = Summary::default();
    for (done, row) in pictures.iter().enumerate() {
        let name = workbench::file_name(&row.path);
        work.progress(done as u64, pictures.len() as u64, &name);
        let answer = Picture::open(&row.path, row.page, &limits, work)
            .map_err(Into::into)
            .and_then(|picture| model.ask_and_judge(&picture, calibration, work));
        if work.is_cancelled() {
            return summary;
        }
        match answer {
            Err(error) => summary.failed.push(error.to_string()),
            Ok((answer, judgement)) => {
                summary.answered += 1;
                let finding = Finding {
                    verdict: judgement.as_ref().map(StoredVerdict::of),
                    ..Finding::of(&answer, provider)
                };
                store(project, row.id, &key, &finding);
                lock(found).push((row.id, finding));
            }
        }
    }
    summary
}

/// Hands one finding to the writer of a project that can be written.
pub fn store(project: &Project, picture: PictureId, model: &str, finding: &Finding) {
    if !project.access().can_write() {
        return;
    }
    let (model, finding) = (model.to_owned(), finding.clone());
    project.writer().send(move |transaction| {
        record::save(transaction, picture, &model, &finding)?;
        Ok(())
    });
}
