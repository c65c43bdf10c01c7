//! Opening and making projects, and adding pictures to them: all of it by jobs.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jobs::{Jobs, Lane, Pending, Work};
use store::{FOLDER_EXTENSION, PictureId, PictureRow, Project, StoreError};
use workbench::tr;

use crate::cases;
use crate::last_place::{self, Place};

/// What is to be opened.
#[derive(Clone, Debug)]
pub enum Request {
    /// An existing project.
    Project {
        /// Its folder.
        dir: PathBuf,
        /// Pictures that join it: none, or what was named together with it.
        pictures: Vec<PathBuf>,
    },
    /// A project to be made.
    NewProject {
        /// The folder to make.
        dir: PathBuf,
        /// What was done without a project, which becomes its beginning.
        scratch: Option<Arc<Project>>,
    },
    /// The sample project, made of these pictures when it is first opened.
    Sample {
        /// The project's folder.
        dir: PathBuf,
        /// The folder of its pictures.
        pictures: PathBuf,
    },
    /// Pictures without a project: they get a scratch project.
    Pictures(Vec<PathBuf>),
}

/// What has been opened.
pub struct Opened {
    /// The project.
    pub project: Arc<Project>,
    /// Its folder, where it goes with the program.
    pub scratch: Option<tempfile::TempDir>,
    /// Its pictures.
    pub pictures: Arc<Vec<PictureRow>>,
    /// Where it was left.
    pub last: Place,
    /// What could not be taken, and why.
    pub skipped: Vec<String>,
}

impl Request {
    /// An existing project as it is.
    pub fn project(dir: PathBuf) -> Self {
        Self::Project {
            dir,
            pictures: Vec::new(),
        }
    }
}

/// Pictures that were added to the open project.
pub struct Added {
    /// The new list.
    pub pictures: Arc<Vec<PictureRow>>,
    /// The first of the pictures that were added, or that were there already.
    pub first: Option<PictureId>,
    /// What could not be taken, and why.
    pub skipped: Vec<String>,
}

/// A finished request.
pub enum Outcome {
    /// Another project is open now.
    Opened(Box<Opened>),
    /// The open project has grown.
    Added(Added),
    /// Nothing has changed.
    Failed(Failure),
}

/// Why a request changed nothing.
pub struct Failure {
    /// The reason, for the user.
    pub reason: String,
    /// The project that was asked for, where its folder is not there any more.
    pub gone: Option<PathBuf>,
}

impl From<String> for Failure {
    fn from(reason: String) -> Self {
        Self { reason, gone: None }
    }
}

/// Why nothing was opened.
#[derive(Debug, thiserror::Error)]
enum OpenError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(
        "no scratch folder can be made ({0}): make room on the disk of temporary files, or open \
         the pictures in a project"
    )]
    Scratch(#[from] std::io::Error),
}

/// Carries out one request at a time.
#[derive(Default)]
pub struct Opener {
    opening: Option<Pending<Result<Opened, Failure>>>,
    adding: Option<Pending<Result<Added, OpenError>>>,
}

impl Opener {
    /// Opens something in place of what is open. A request before that is given up.
    pub fn open(&mut self, jobs: &Jobs, request: Request) {
        let title = match &request {
            Request::Project { dir, .. }
            | Request::NewProject { dir, .. }
            | Request::Sample { dir, .. } => {
                tr!("sightglass-job-open", name = workbench::file_name(dir))
            }
            Request::Pictures(_) => tr!("sightglass-job-open-pictures"),
        };
        let project = match &request {
            Request::Project { dir, .. } => Some(dir.clone()),
            _ => None,
        };
        self.opening = Some(jobs.start(Lane::Interactive, title, move |work| {
            open(request, work).map_err(|error| Failure {
                reason: error.to_string(),
                gone: project.filter(|dir| !dir.exists()),
            })
        }));
    }

    /// Adds pictures to a project.
    pub fn add(&mut self, jobs: &Jobs, project: &Arc<Project>, paths: Vec<PathBuf>) {
        let project = Arc::clone(project);
        let title = tr!("sightglass-job-add");
        let adding = jobs.start(Lane::Interactive, title, move |work| {
            add(&project, &paths, work)
        });
        if let Some(earlier) = self.adding.replace(adding) {
            earlier.detach();
        }
    }

    /// Whether a project is being opened.
    #[must_use]
    pub fn is_opening(&self) -> bool {
        self.opening.is_some()
    }

    /// A finished request, once.
    pub fn poll(&mut self) -> Option<Outcome> {
        if let Some(result) = self.opening.as_mut().and_then(Pending::poll) {
            self.opening = None;
            return Some(match result {
                Ok(Ok(opened)) => Outcome::Opened(Box::new(opened)),
                Ok(Err(failure)) => Outcome::Failed(failure),
                Err(stopped) => Outcome::Failed(stopped.to_string().into()),
            });
        }
        let result = self.adding.as_mut().and_then(Pending::poll)?;
        self.adding = None;
        Some(match result {
            Ok(Ok(added)) => Outcome::Added(added),
            Ok(Err(error)) => Outcome::Failed(error.to_string().into()),
            Err(stopped) => Outcome::Failed(stopped.to_string().into()),
        })
    }
}

fn open(request: Request, work: &Work) -> Result<Opened, OpenError> {
    let migrations = cases::migrations();
    match request {
        Request::Project { dir, pictures } => {
            let project = Project::open(&dir, &migrations)?;
            if pictures.is_empty() {
                return opened(project, None, Vec::new());
            }
            match add(&project, &pictures, work) {
                // A project that takes no pictures is opened all the same.
                Err(error) => opened(project, None, vec![error.to_string()]),
                Ok(added) => {
                    let mut opened = opened(project, None, added.skipped)?;
                    opened.last.picture = added.first.or(opened.last.picture);
                    Ok(opened)
                }
            }
        }
        Request::NewProject { dir, scratch } => {
            let project = match scratch {
                Some(scratch) => scratch.copy_to(&dir, &migrations)?,
                None => Project::create(&dir, &migrations)?,
            };
            opened(project, None, Vec::new())
        }
        Request::Sample { dir, pictures } => {
            if dir.is_dir() {
                return open(Request::project(dir), work);
            }
            let project = Project::create(&dir, &migrations)?;
            let mut skipped = take(&project, &[pictures], work)?;
            skipped.extend(cases::furnish_sample(&project));
            opened(project, None, skipped)
        }
        Request::Pictures(pictures) => {
            let scratch = tempfile::tempdir()?;
            let project = Project::create(scratch.path().join("scratch"), &migrations)?;
            let skipped = take(&project, &pictures, work)?;
            opened(project, Some(scratch), skipped)
        }
    }
}

fn opened(
    project: Project,
    scratch: Option<tempfile::TempDir>,
    skipped: Vec<String>,
) -> Result<Opened, OpenError> {
    let reader = project.reader();
    let pictures = reader.pictures()?;
    let last = last_place::read(&reader)?;
    Ok(Opened {
        project: Arc::new(project),
        scratch,
        pictures: Arc::new(pictures),
        last,
        skipped,
    })
}

fn add(project: &Project, paths: &[PathBuf], work: &Work) -> Result<Added, OpenError> {
    let added = project.writer().add_pictures(paths, work)?;
    // Pictures that were there already are what the user wants to see, too.
    let pictures = project.reader().pictures()?;
    let known = added.already_there.first();
    let first = added.ids.first().copied().or_else(|| {
        let row = pictures.iter().find(|row| Some(&row.path) == known)?;
        Some(row.id)
    });
    Ok(Added {
        pictures: Arc::new(pictures),
        first,
        skipped: skipped_lines(added.skipped),
    })
}

fn take(project: &Project, paths: &[PathBuf], work: &Work) -> Result<Vec<String>, OpenError> {
    let added = project.writer().add_pictures(paths, work)?;
    Ok(skipped_lines(added.skipped))
}

/// One line for each file that was left out, the path last.
fn skipped_lines(skipped: Vec<(PathBuf, String)>) -> Vec<String> {
    skipped
        .into_iter()
        .map(|(path, reason)| format!("{reason}: {}", path.display()))
        .collect()
}

/// Whether a path is a project rather than pictures.
pub fn is_project(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == FOLDER_EXTENSION)
}
