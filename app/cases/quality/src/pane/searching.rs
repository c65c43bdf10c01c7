//! A search for defects in the background: the model is loaded, looks at pictures, and what it finds
//! is kept in the project as it comes.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use annotation::{Document, PictureId};
use jobs::Work;
use runtime::{ProviderChoice, Runtime};
use segmentation::MapScores;
use store::{PictureRow, Project};

use crate::method::{FindError, Proposals, SharedSegmenter, find, join_series, load, thresholds};
use crate::record::{looks, points};
use crate::subject::Look;

/// What a model looks at pictures for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// To propose labels.
    Propose,
    /// To be judged: nothing is proposed.
    Judge,
}

/// A model that was loaded, from which pack, and for which provider.
pub type Loaded = (PathBuf, ProviderChoice, SharedSegmenter);

/// What is searched, and by what.
pub struct Search {
    /// The folder of the pack.
    pub dir: PathBuf,
    /// Where the model is to run.
    pub provider: ProviderChoice,
    /// The model of an earlier search, which is taken where it is of the same pack and provider.
    pub loaded: Option<Loaded>,
    /// The engine.
    pub runtime: Runtime,
    /// Where what is found is kept.
    pub project: Arc<Project>,
    /// The labels as they are.
    pub document: Document,
    /// The pictures to look at.
    pub rows: Vec<PictureRow>,
    /// All pictures of the project.
    pub all: Arc<Vec<PictureRow>>,
    /// What for.
    pub purpose: Purpose,
}

/// What came of a search.
pub struct Searched {
    /// The model.
    pub loaded: Loaded,
    /// What it proposes.
    pub proposals: Proposals,
    /// Pictures that could not be looked at, with the reason.
    pub failed: Vec<String>,
    /// Whether it was cancelled before the last picture.
    pub is_cancelled: bool,
    /// What it looked for.
    pub purpose: Purpose,
}

impl Search {
    /// Looks at the pictures. Call it from a job.
    ///
    /// # Errors
    /// When the model cannot be loaded. Pictures that cannot be looked at are listed in the result.
    pub fn run(self, work: &Work) -> Result<Searched, FindError> {
        let is_same = |(dir, provider, _): &Loaded| *dir == self.dir && *provider == self.provider;
        let segmenter = match self.loaded.filter(is_same) {
            Some((.., segmenter)) => segmenter,
            None => Arc::new(load(&self.dir, &self.runtime, self.provider, work)?),
        };
        let (project, document) = (&self.project, &self.document);
        let manifest = segmenter.manifest();
        let model = manifest.identity();
        let point = project
            .reader()
            .read(|connection| points::in_force(connection, &model));
        // A point that cannot be read is none: that of the pack holds.
        let thresholds = thresholds(document, manifest, point.ok().flatten().as_ref());
        let mut keep =
            |_: &PictureRow, look: &Look, _: &MapScores| keep_look(project, &model, look);
        let finds = find(&segmenter, &self.rows, &mut keep, work);
        let pictures = finds.looks.iter().map(|look| look.picture).collect();
        let mut looks = with_other_shots(project, document, &model, finds.looks);
        join_series(document, &self.all, &mut looks, &work.without_progress());
        // Whoever reads next finds it. What cannot be written is looked for another time.
        let _ = looks::save_all(&project.writer(), &model, &looks);
        Ok(Searched {
            proposals: Proposals {
                model,
                looks,
                pictures,
                thresholds,
            },
            loaded: (self.dir, self.provider, segmenter),
            failed: finds.failed,
            is_cancelled: finds.is_cancelled,
            purpose: self.purpose,
        })
    }
}

/// Keeps what the model found on a picture. A project that cannot be written to keeps nothing.
fn keep_look(project: &Project, model: &str, look: &Look) {
    if project.access().can_write() {
        let (model, look) = (model.to_owned(), look.clone());
        project
            .writer()
            .send(move |transaction| Ok(looks::save(transaction, &model, &look)?));
    }
}

/// What was found, with what was found earlier on the other shots of the same series.
fn with_other_shots(
    project: &Project,
    document: &Document,
    model: &str,
    mut found: Vec<Look>,
) -> Vec<Look> {
    let seen: BTreeSet<PictureId> = found.iter().map(|look| look.picture).collect();
    let series = found
        .iter()
        .filter_map(|look| document.series_of(look.picture));
    let others: BTreeSet<PictureId> = series
        .flat_map(|series| series.shots.iter().map(|shot| shot.picture))
        .filter(|picture| !seen.contains(picture))
        .collect();
    let others: Vec<PictureId> = others.into_iter().collect();
    let known = project
        .reader()
        .read(|connection| looks::on_pictures(connection, model, &others));
    // What cannot be read is as if the model had not looked.
    found.extend(known.unwrap_or_default());
    found
}
