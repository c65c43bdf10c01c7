//! Finding defects on pictures with a model that says something of every pixel.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use annotation::{Document, Gesture, IdSource, LayerId, Origin, PictureId, Refusal, act};
use decision::Finding;
use imaging::{Limits, Picture};
use jobs::Work;
use packs::{Pack, PackError};
use runtime::{ProviderChoice, Runtime};
use segmentation::{
    Instance, InstanceSettings, MapScores, SegmentationError, Segmenter, proposals,
};
use store::PictureRow;

use super::naming::class_of;
use crate::subject::Look;

/// The score from which on findings are kept to choose thresholds by, wherever the threshold is now.
const KEPT_FROM: f64 = 0.1;
/// No more findings of a picture are kept, the surest first: a model that sees something everywhere
/// shall not fill the disk.
const MOST_KEPT: usize = 400;

/// Why no defects were looked for.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    /// The pack cannot be used.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The model cannot be run.
    #[error(transparent)]
    Segmentation(#[from] SegmentationError),
}

/// The scores from which on things are proposed, by the labels of the model. The operating point of
/// the pack holds for labels that are not named.
pub type InForce = BTreeMap<String, f64>;

/// What a model found on a picture.
pub struct Found {
    /// The picture.
    pub picture: PictureId,
    /// What is to be proposed.
    instances: Vec<Instance>,
    scores: MapScores,
    settings: InstanceSettings,
}

/// What a model found on several pictures.
pub struct Finds {
    /// What it found, picture by picture.
    pub found: Vec<Found>,
    /// Pictures that could not be looked at, with the reason.
    pub failed: Vec<String>,
    /// Whether the work was cancelled before the last picture.
    pub is_cancelled: bool,
}

/// Loads the model of a pack. Call it from a job.
///
/// # Errors
/// When the pack is broken, or its model says nothing of single pixels.
pub fn load(
    dir: &Path,
    runtime: &Runtime,
    provider: ProviderChoice,
    work: &Work,
) -> Result<Segmenter, FindError> {
    let pack = Pack::open(dir)?;
    pack.verify_model(work)?;
    let path = pack.model_path();
    let manifest = &pack.manifest;
    Ok(Segmenter::load(runtime, &path, manifest, provider, work)?)
}

/// Runs a model over pictures, one after the other, and hands over each [`Look`] as it comes. What
/// was found before the work was cancelled stays. Progress counts pictures.
pub fn find(
    segmenter: &Segmenter,
    rows: &[PictureRow],
    in_force: &InForce,
    keep: &mut dyn FnMut(Look),
    work: &Work,
) -> Finds {
    let mut finds = Finds {
        found: Vec::new(),
        failed: Vec::new(),
        is_cancelled: false,
    };
    let quiet = work.without_progress();
    for (done, row) in rows.iter().enumerate() {
        let name = workbench::file_name(&row.path);
        work.progress(done as u64, rows.len() as u64, &name);
        if work.is_cancelled() {
            finds.is_cancelled = true;
            break;
        }
        let looked = Picture::open(&row.path, row.page, &Limits::default(), &quiet)
            .map_err(SegmentationError::from)
            .and_then(|picture| segmenter.run(&picture, &quiet));
        match looked {
            Ok(scores) => {
                let mut settings = InstanceSettings::of(segmenter.manifest(), &scores);
                for (threshold, label) in settings.thresholds.iter_mut().zip(scores.classes()) {
                    *threshold = in_force.get(label).copied().unwrap_or(*threshold);
                }
                keep(Look {
                    picture: row.id,
                    content: row.content_hash.map(|hash| hash.to_string()),
                    findings: kept(&scores, &settings),
                });
                finds.found.push(Found {
                    picture: row.id,
                    instances: scores.instances(&settings),
                    scores,
                    settings,
                });
            }
            Err(error) if error.is_cancelled() => {
                finds.is_cancelled = true;
                break;
            }
            Err(error) => finds
                .failed
                .push(format!("{}: {error}", row.path.display())),
        }
    }
    finds
}

/// What is found from a low threshold on, the surest first.
fn kept(scores: &MapScores, settings: &InstanceSettings) -> Vec<Finding> {
    let mut findings: Vec<Finding> = scores
        .instances(&settings.at(KEPT_FROM))
        .into_iter()
        .map(|instance| Finding {
            class: scores.classes()[instance.class].clone(),
            score: f64::from(instance.score),
            shape: instance.shape(),
        })
        .collect();
    findings.sort_by(|one, other| other.score.total_cmp(&one.score));
    findings.truncate(MOST_KEPT);
    findings
}

impl Finds {
    /// How many things were found.
    pub fn count(&self) -> usize {
        self.found.iter().map(|found| found.instances.len()).sum()
    }

    /// The labels of the model for which the project has no class.
    pub fn unknown_classes(&self, document: &Document) -> Vec<String> {
        let classes = self.found.first().map(|found| found.scores.classes());
        let labels = classes.unwrap_or_default().iter();
        labels
            .filter(|label| class_of(document, label).is_none())
            .cloned()
            .collect()
    }

    /// The edit that proposes everything, on pictures on which nothing of the model is yet.
    ///
    /// # Errors
    /// As [`act::propose`].
    pub fn propose(
        &self,
        document: &Document,
        layer: LayerId,
        ids: &mut IdSource,
    ) -> Result<annotation::Edit, Refusal> {
        let mut labels = Vec::new();
        for found in &self.found {
            if is_looked_at(document, layer, found) {
                continue;
            }
            let names = found.scores.classes().iter();
            let classes: Vec<_> = names
                .map(|label| class_of(document, label).map(|class| class.id))
                .collect();
            let home = (found.picture, layer);
            labels.extend(proposals(
                &found.instances,
                &found.scores,
                &found.settings,
                &classes,
                home,
                ids,
            ));
        }
        act::propose(document, Gesture::TakeProposals, labels)
    }
}

/// Whether the picture has labels of the model already, accepted or not.
fn is_looked_at(document: &Document, layer: LayerId, found: &Found) -> bool {
    document.labels_on(found.picture, layer).any(|label| {
        matches!(&label.origin, Origin::Model(source) if source.model == found.scores.model())
    })
}

/// A model that is loaded once, and shared by jobs.
pub type SharedSegmenter = Arc<Segmenter>;
