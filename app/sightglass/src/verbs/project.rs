//! `sightglass project`: making, describing and checking projects.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use imaging::Limits;
use jobs::Work;
use store::{PictureState, Project};

use crate::cases;
use crate::command_line::ProjectVerb;
use crate::verbs::status;
use workbench::output;

/// Carries out one verb.
pub fn run(verb: ProjectVerb) -> anyhow::Result<ExitCode> {
    match verb {
        ProjectVerb::New {
            dir,
            pictures,
            sample,
            json,
        } => new(&dir, &pictures, sample, json),
        ProjectVerb::Info { dir, json } => info(&dir, json),
        ProjectVerb::Check { dir, json } => check(&dir, json),
    }
}

fn new(dir: &Path, inputs: &[PathBuf], is_sample: bool, json: bool) -> anyhow::Result<ExitCode> {
    let work = Work::detached();
    let project = Project::create(dir, &cases::migrations())?;
    let dir = project.dir().to_path_buf();
    let writer = project.writer();
    let added = writer.add_pictures(inputs, &work)?;
    for (path, reason) in &added.skipped {
        output::complain(&format!("{reason}: {}", path.display()));
    }
    store::scan_pictures(&project.reader(), &writer, &Limits::default(), &work)?;
    if is_sample {
        for reason in cases::furnish_sample(&project) {
            output::complain(&reason);
        }
    }
    project.close()?;
    output::complain(&format!("made a project: {}", dir.display()));
    let summary = Summary::of(&dir)?;
    summary.print(json)?;
    Ok(status(
        summary.broken.is_empty() && added.skipped.is_empty(),
    ))
}

fn info(dir: &Path, json: bool) -> anyhow::Result<ExitCode> {
    Summary::of(dir)?.print(json)?;
    Ok(ExitCode::SUCCESS)
}

fn check(dir: &Path, json: bool) -> anyhow::Result<ExitCode> {
    let project = Project::open(dir, &cases::migrations())?;
    let problems: Vec<String> = project.check()?.iter().map(ToString::to_string).collect();
    if json {
        output::say_json(&serde_json::json!({
            "dir": dir,
            "good": problems.is_empty(),
            "problems": problems,
        }))?;
    } else if problems.is_empty() {
        output::say(&format!("good: {}", dir.display()))?;
    }
    for problem in &problems {
        output::complain(problem);
    }
    Ok(status(problems.is_empty()))
}

/// What `project info` says.
#[derive(serde::Serialize)]
struct Summary {
    dir: PathBuf,
    name: String,
    writable: bool,
    pictures: usize,
    ready: usize,
    missing: Vec<PathBuf>,
    broken: Vec<BrokenPicture>,
}

#[derive(serde::Serialize)]
struct BrokenPicture {
    path: PathBuf,
    reason: String,
}

impl Summary {
    fn of(dir: &Path) -> anyhow::Result<Self> {
        let project = Project::open(dir, &cases::migrations())?;
        let rows = project.reader().pictures()?;
        let of_state =
            |wanted: fn(&PictureState) -> bool| rows.iter().filter(move |row| wanted(&row.state));
        Ok(Self {
            dir: project.dir().to_path_buf(),
            name: project.name(),
            writable: project.access().can_write(),
            pictures: rows.len(),
            ready: of_state(|state| matches!(state, PictureState::Ready)).count(),
            missing: of_state(|state| matches!(state, PictureState::Missing))
                .map(|row| row.path.clone())
                .collect(),
            broken: rows
                .iter()
                .filter_map(|row| match &row.state {
                    PictureState::Broken(reason) => Some(BrokenPicture {
                        path: row.path.clone(),
                        reason: reason.clone(),
                    }),
                    _ => None,
                })
                .collect(),
        })
    }

    fn print(&self, json: bool) -> anyhow::Result<()> {
        if json {
            return output::say_json(self);
        }
        output::say(&format!("{}: {}", self.name, self.dir.display()))?;
        output::say(&format!(
            "{} pictures: {} ready, {} missing, {} unreadable",
            self.pictures,
            self.ready,
            self.missing.len(),
            self.broken.len()
        ))?;
        for path in &self.missing {
            output::complain(&format!("not found: {}", path.display()));
        }
        for broken in &self.broken {
            output::complain(&format!("{}: {}", broken.path.display(), broken.reason));
        }
        Ok(())
    }
}
