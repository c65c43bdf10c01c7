//! Looking at a page: its staves, and the symbols that the model finds at their scale.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use detection::{Detection, Detections, Detector, EnergyMap};
use imaging::Picture;
use jobs::Work;
use packs::Pack;
use runtime::{ProviderChoice, Runtime};
use shapes::Rect;
use staves::Layout;

use super::ScoreError;
use super::accidentals::take_faint_accidentals;
use super::orientation::is_upside_down;
use crate::subject::{FoundSymbol, Look};

/// The threshold of a pack that was given none.
const USUAL_THRESHOLD: f32 = 0.5;

/// Loads the model of a pack. Call it from a job.
///
/// # Errors
/// When the pack is broken, or its model finds no symbols.
pub fn load(
    dir: &Path,
    runtime: &Runtime,
    provider: ProviderChoice,
    work: &Work,
) -> Result<Detector, ScoreError> {
    let pack = Pack::open(dir)?;
    pack.verify_model(work)?;
    Ok(Detector::open(runtime, &pack, provider, work)?)
}

/// From which score on the model takes something for a symbol.
#[must_use]
pub fn threshold(detector: &Detector) -> f32 {
    let point = detector.manifest().operating_point.as_ref();
    point.map_or(USUAL_THRESHOLD, |it| it.threshold as f32)
}

/// A page that was looked at.
pub struct LookedAt {
    /// Its staves and systems.
    pub layout: Layout,
    /// What the model saw.
    pub look: Look,
    /// How surely the middle of a symbol lies at each place.
    pub energy: EnergyMap,
}

/// Finds the staves of a page and the symbols on it. A fault of the program is an error of this page.
///
/// # Errors
/// When there are no staves, the page stands on its head or cannot be read, the model fails, or the work
/// is cancelled.
pub fn look(detector: &Detector, picture: &Picture, work: &Work) -> Result<LookedAt, ScoreError> {
    guarded(|| {
        let layout = find_staves(picture, work)?;
        let detections = detector.detect(picture, layout.interline_px(), work)?;
        let look = seen(&detections);
        if is_upside_down(detector, picture, (&layout, &look), work)? {
            return Err(ScoreError::UpsideDown);
        }
        Ok(LookedAt {
            look,
            energy: detections.energy,
            layout,
        })
    })
}

/// Finds the staves of a page. A fault of the program is an error of this page.
///
/// # Errors
/// When there are none, the page cannot be read, or the work is cancelled.
pub fn layout(picture: &Picture, work: &Work) -> Result<Layout, ScoreError> {
    guarded(|| find_staves(picture, work))
}

pub(super) fn find_staves(picture: &Picture, work: &Work) -> Result<Layout, ScoreError> {
    let raster = picture.whole(work)?;
    let levels = raster.grey_levels();
    let (width, height) = (raster.width_px as usize, raster.height_px as usize);
    drop(raster);
    let page = staves::Page::new(width, height, &levels)?;
    let watch = |_: usize, _: usize| !work.is_cancelled();
    Ok(staves::find(&page, Some(&watch))?)
}

/// Runs what is done with one page; what panics does not take the other pages with it.
fn guarded<T>(read: impl FnOnce() -> Result<T, ScoreError>) -> Result<T, ScoreError> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|payload| {
        let text = payload.downcast_ref::<&str>().map(|it| (*it).to_owned());
        let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
        Err(ScoreError::Crash {
            reason: text.unwrap_or_else(|| "a panic without a message".to_owned()),
        })
    })
}

pub(super) fn seen(detections: &Detections) -> Look {
    let symbols = |found: &[Detection]| found.iter().map(|it| symbol(it, detections)).collect();
    let mut look = Look {
        interline_px: detections.unit_px,
        symbols: symbols(&detections.found),
        candidates: symbols(&detections.candidates),
        letters: detections
            .negatives
            .iter()
            .map(|it| edges(&it.bounds))
            .collect(),
    };
    take_faint_accidentals(&mut look);
    look
}

fn symbol(detection: &Detection, detections: &Detections) -> FoundSymbol {
    let others = detection.others.iter();
    FoundSymbol {
        class: detections.label(detection.class).to_owned(),
        box_px: edges(&detection.bounds),
        score: detection.score,
        others: others
            .map(|it| {
                let class = detections.label(it.class).to_owned();
                (class, it.probability * detection.energy)
            })
            .collect(),
    }
}

const fn edges(bounds: &Rect) -> [f64; 4] {
    [bounds.min.x, bounds.min.y, bounds.max.x, bounds.max.y]
}
