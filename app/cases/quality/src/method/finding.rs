//! Finding defects on pictures with a model that says something of every pixel.

use std::path::Path;
use std::sync::Arc;

use annotation::{ClassId, Document, Gesture, IdSource, LayerId, Origin, PictureId, Refusal, act};
use imaging::{Limits, Picture};
use jobs::Work;
use packs::{Pack, PackError};
use runtime::{ProviderChoice, Runtime};
use segmentation::{
    Instance, InstanceSettings, MapScores, SegmentationError, Segmenter, proposals,
};
use store::PictureRow;

use crate::subject::names_of_label;

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

/// What a model found on a picture.
pub struct Found {
    /// The picture.
    pub picture: PictureId,
    instances: Vec<Instance>,
    scores: MapScores,
}

/// What a model found on several pictures.
pub struct Finds {
    /// What it found, picture by picture.
    pub found: Vec<Found>,
    settings: Option<InstanceSettings>,
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

/// Runs a model over pictures, one after the other. What was found before the work was cancelled
/// stays. Progress counts pictures.
pub fn find(segmenter: &Segmenter, rows: &[PictureRow], work: &Work) -> Finds {
    let mut finds = Finds {
        found: Vec::new(),
        settings: None,
        failed: Vec::new(),
        is_cancelled: false,
    };
    let quiet = work.without_progress();
    for (done, row) in rows.iter().enumerate() {
        work.progress(done as u64, rows.len() as u64, "");
        if work.is_cancelled() {
            finds.is_cancelled = true;
            break;
        }
        let looked = Picture::open(&row.path, row.page, &Limits::default(), &quiet)
            .map_err(SegmentationError::from)
            .and_then(|picture| segmenter.run(&picture, &quiet));
        match looked {
            Ok(scores) => {
                let settings = InstanceSettings::of(segmenter.manifest(), &scores);
                let instances = scores.instances(&settings);
                finds.settings = Some(settings);
                finds.found.push(Found {
                    picture: row.id,
                    instances,
                    scores,
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
            let Some(settings) = &self.settings else {
                break;
            };
            if is_looked_at(document, layer, found) {
                continue;
            }
            let names = found.scores.classes().iter();
            let classes: Vec<Option<ClassId>> =
                names.map(|label| class_of(document, label)).collect();
            let home = (found.picture, layer);
            labels.extend(proposals(
                &found.instances,
                &found.scores,
                settings,
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

/// The class of the project that a label of a model means, by its name in any language.
fn class_of(document: &Document, label: &str) -> Option<ClassId> {
    let plain = |name: &str| name.to_lowercase().replace(['-', '_', ' '], "");
    let names: Vec<String> = names_of_label(label)
        .iter()
        .map(|name| plain(name))
        .collect();
    let class = document
        .classes()
        .find(|class| names.contains(&plain(&class.name)));
    class.map(|class| class.id)
}

/// A model that is loaded once, and shared by jobs.
pub type SharedSegmenter = Arc<Segmenter>;
