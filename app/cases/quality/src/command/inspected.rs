//! What is inspected from the command line: a project, or a folder of pictures.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use annotation::{Document, Grouping, Session, act, record};
use anyhow::{Context, bail};
use clap::Args;
use decision::Thresholds;
use packs::Pack;
use runtime::ProviderChoice;
use segmentation::MapScores;
use store::{PictureId, PictureRow, Project};
use tempfile::TempDir;
use workbench::CommandLineContext;
use workbench::output::{complain, with_progress};

use super::read_pictures;
use crate::method::{SeriesPlan, find, join_series, load, thresholds};
use crate::record::{looks, points};
use crate::subject::Look;

/// How a model is run over pictures.
#[derive(Args, Debug)]
pub struct ModelArgs {
    /// The folder of the model pack; without it, the first that finds defects
    #[arg(long, value_name = "DIR")]
    pack: Option<PathBuf>,
    /// Where the model runs: cpu, cuda, … (the settings say so where this is left out)
    #[arg(long)]
    provider: Option<ProviderChoice>,
    /// Findings count from this score on, from 0 to 1; without it, by the point in force of the
    /// project or of the pack
    #[arg(long, value_name = "SCORE")]
    threshold: Option<f64>,
    /// In a folder, each picture is a part of its own; without it, each folder is one part that
    /// turns once
    #[arg(long)]
    lone_pictures: bool,
}

/// A project, or a folder of pictures as a project that goes with the program.
pub struct Inspected {
    /// What it is called.
    pub name: String,
    /// The project.
    pub project: Project,
    /// The pictures that can be looked at.
    pub rows: Arc<Vec<PictureRow>>,
    /// Where a project lies that was made for a folder.
    scratch: Option<TempDir>,
}

/// What a model found.
pub struct Inspection {
    /// What tells the model from every other.
    pub model: String,
    /// What it found, picture by picture.
    pub looks: Vec<Look>,
    /// Whether every picture could be looked at.
    pub is_complete: bool,
    /// From where on findings count, and what says so.
    pub thresholds: Thresholds,
    /// Where the thresholds come from, in words.
    pub chosen_by: String,
}

impl Inspected {
    /// Opens a project, or takes the pictures of a folder into a new one.
    pub fn open(path: &Path, context: &CommandLineContext) -> anyhow::Result<Self> {
        let name = workbench::file_name(path);
        let (project, scratch) = match Project::open(path, &context.migrations) {
            Ok(project) => (project, None),
            Err(store::StoreError::NotAProject { .. }) if path.is_dir() => {
                let scratch = tempfile::tempdir().context("no scratch folder can be made")?;
                let dir = scratch.path().join("scratch");
                let project = Project::create(dir, &context.migrations)?;
                with_progress(|work| project.writer().add_pictures(&[path.to_owned()], work))?;
                (project, Some(scratch))
            }
            Err(error) => return Err(error.into()),
        };
        read_pictures(&project)?;
        let rows = Arc::new(project.reader().pictures()?);
        if rows.is_empty() {
            bail!("there are no pictures: {}", path.display());
        }
        Ok(Self {
            name,
            project,
            rows,
            scratch,
        })
    }

    /// Makes a series of each folder of pictures, unless they are a project's or each is a part of
    /// its own.
    pub fn group(&self, args: &ModelArgs) -> anyhow::Result<()> {
        if self.scratch.is_none() || args.lone_pictures {
            return Ok(());
        }
        let plan = SeriesPlan {
            grouping: Grouping::Folders,
            turns: true,
            turn_deg: 360.0,
        };
        let mut session = Session::open(&self.project, "Sightglass")?;
        let series = plan.series(session.document(), &self.rows);
        session.perform(|document, ids| Ok(act::add_series(document, series, ids)?.1))?;
        Ok(session.finish()?)
    }

    /// Leaves all but some pictures out.
    pub fn keep_pictures(&mut self, pictures: &BTreeSet<PictureId>) {
        let rows = self.rows.iter();
        let kept = rows.filter(|row| pictures.contains(&row.id)).cloned();
        self.rows = Arc::new(kept.collect());
    }

    /// What is labelled.
    pub fn document(&self) -> anyhow::Result<Document> {
        Ok(record::load(&self.project.reader())?.document)
    }

    /// Runs the model over every picture, and hands what it says of each to `watch`.
    pub fn inspect(
        &self,
        args: &ModelArgs,
        document: &Document,
        watch: &mut dyn FnMut(&PictureRow, &MapScores),
        context: &CommandLineContext,
    ) -> anyhow::Result<Inspection> {
        let dir = match &args.pack {
            Some(dir) => dir.clone(),
            None => first_pack()?,
        };
        let runtime = context.runtime()?;
        let provider = args.provider.unwrap_or(context.provider);
        let segmenter = with_progress(|work| load(&dir, &runtime, provider, work))?;
        let manifest = segmenter.manifest();
        let model = manifest.identity();
        let point = self
            .project
            .reader()
            .read(|connection| points::in_force(connection, &model))?;
        let thresholds = match args.threshold {
            Some(threshold) => Thresholds::one(threshold),
            None => thresholds(document, manifest, point.as_ref()),
        };
        let chosen_by = match (args.threshold, &point, &manifest.operating_point) {
            (Some(_), ..) => "as was asked for".to_owned(),
            (None, Some(point), _) => point.chosen_by.clone(),
            (None, None, Some(_)) => format!("operating point of “{}”", manifest.name),
            (None, None, None) => "no operating point is known".to_owned(),
        };
        thresholds.check()?;
        let finds = with_progress(|work| {
            let mut keep = |row: &PictureRow, _: &Look, scores: &MapScores| watch(row, scores);
            find(&segmenter, &self.rows, &mut keep, work)
        });
        for failure in &finds.failed {
            complain(failure);
        }
        let mut looks = finds.looks;
        with_progress(|work| join_series(document, &self.rows, &mut looks, work));
        Ok(Inspection {
            model,
            looks,
            is_complete: finds.failed.is_empty(),
            thresholds,
            chosen_by,
        })
    }

    /// Keeps what was found in a project that can be written to, so that the window shows it.
    pub fn keep(&self, inspection: &Inspection) -> anyhow::Result<()> {
        if !self.project.access().can_write() {
            return Ok(());
        }
        looks::save_all(&self.project.writer(), &inspection.model, &inspection.looks)?;
        Ok(())
    }
}

/// The first pack of the case whose model says something of every pixel.
fn first_pack() -> anyhow::Result<PathBuf> {
    let found = packs::find(&workbench::pack_roots(None));
    let finds_defects =
        |pack: &Pack| pack.manifest.case == crate::ID && pack.manifest.map_output().is_some();
    found
        .into_iter()
        .filter_map(|found| found.pack.ok())
        .find(finds_defects)
        .map(|pack| pack.dir)
        .context("no model pack that finds defects is there; name one with --pack")
}
