//! Finding defects on pictures with a model that says something of every pixel.

use std::path::Path;
use std::sync::Arc;

use imaging::{Limits, Picture};
use jobs::Work;
use packs::{Pack, PackError};
use runtime::{ProviderChoice, Runtime};
use segmentation::{InstanceSettings, MapScores, SegmentationError, Segmenter};
use store::PictureRow;

use crate::subject::{Look, Sighting};

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

/// What a model found on several pictures.
pub struct Finds {
    /// What it found, picture by picture.
    pub looks: Vec<Look>,
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

/// Runs a model over pictures, one after the other, and hands each [`Look`] to `keep` as it comes,
/// with the map that it was made of.
/// What was found before the work was cancelled stays. Progress counts pictures.
pub fn find(
    segmenter: &Segmenter,
    rows: &[PictureRow],
    keep: &mut dyn FnMut(&PictureRow, &Look, &MapScores),
    work: &Work,
) -> Finds {
    let mut finds = Finds {
        looks: Vec::new(),
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
                let look = Look {
                    picture: row.id,
                    content: row.content_hash.map(|hash| hash.to_string()),
                    sightings: sightings(segmenter, &scores),
                };
                keep(row, &look, &scores);
                finds.looks.push(look);
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
fn sightings(segmenter: &Segmenter, scores: &MapScores) -> Vec<Sighting> {
    let settings = InstanceSettings::of(segmenter.manifest(), scores).at(KEPT_FROM);
    let mut sightings: Vec<Sighting> = scores
        .instances(&settings)
        .into_iter()
        .map(|instance| {
            let class = scores.classes()[instance.class].clone();
            Sighting::alone(class, f64::from(instance.score), instance.shape())
        })
        .collect();
    sightings.sort_by(|one, other| other.score.total_cmp(&one.score));
    sightings.truncate(MOST_KEPT);
    sightings
}

/// A model that is loaded once, and shared by jobs.
pub type SharedSegmenter = Arc<Segmenter>;
