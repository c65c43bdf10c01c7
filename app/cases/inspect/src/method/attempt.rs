//! Attacks on one picture, to be looked at, and on many, to be kept as files.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use attacks::{Attack, Calibration, Outcome, Prediction, Settings};
use explain::Method;
use imaging::{Picture, Raster, Samples};
use insight::{Judgement, Laboratory, Reasoner, prepare_file};
use jobs::Work;
use ndarray::{Array3, ArrayD};
use response::ResponseSettings;
use runtime::Tensor;

use super::InspectError;
use crate::subject::{Attacked, Attempt, ClassShare, PicturePage, Side};

/// How many classes of each side are kept to be shown.
const SHOWN_CLASSES: usize = 5;

/// What is seen of an attack, beside the pictures.
#[derive(Clone, Debug)]
pub struct Sight {
    /// How responses are found.
    pub method: Method,
    /// How they are measured.
    pub settings: ResponseSettings,
    /// The detector's threshold; none where it was not calibrated for the model.
    pub calibration: Option<Arc<Calibration>>,
}

/// Attacks one picture, and looks at it before and behind the attack.
///
/// # Errors
/// When the picture cannot be read or prepared, the model cannot be differentiated or run, the
/// settings are refused, or the work is cancelled. That the picture withstands is no error.
pub fn attempt(
    reasoner: &Reasoner,
    (name, picture): (String, &Picture),
    (kind, settings): (Attack, Settings),
    sight: &Sight,
    work: &Work,
) -> Result<Attempt, InspectError> {
    let prepared = reasoner.manifest().input.prepare(&picture.whole(work)?)?;
    let laboratory = reasoner.laboratory(prepared.shape(), work)?;
    // Whether there is a response at all is known before the attack takes its time.
    let _ = laboratory.response_maps(&prepared, sight.method, &sight.settings, work)?;
    let outcome = laboratory.attack(&prepared, kind, &settings, &[], work)?;
    let side = |prediction: &Prediction, prepared: &ArrayD<f32>, unit: &ArrayD<f32>| {
        side(
            reasoner,
            &laboratory,
            (prediction, prepared, unit),
            sight,
            work,
        )
    };
    let before = side(&outcome.before, &prepared, &outcome.original)?;
    let after = side(&outcome.after, &outcome.prepared, &outcome.adversarial)?;
    let amplification = outcome.amplification();
    let change_rgb = laboratory.rgb(&outcome.amplified(amplification));
    Ok(Attempt {
        picture: name,
        amplification,
        before,
        after,
        change: shown(&change_rgb),
        change_rgb,
        outcome,
    })
}

/// A picture before or behind an attack, with what the model sees in it.
fn side(
    reasoner: &Reasoner,
    laboratory: &Laboratory,
    (prediction, prepared, unit): (&Prediction, &ArrayD<f32>, &ArrayD<f32>),
    sight: &Sight,
    work: &Work,
) -> Result<Side, InspectError> {
    let maps = laboratory.response_maps(prepared, sight.method, &sight.settings, work)?;
    let judgement: Option<Judgement> = match &sight.calibration {
        Some(calibration) => Some(laboratory.judge(prepared, calibration, work)?),
        None => None,
    };
    let rgb = laboratory.rgb(unit);
    Ok(Side {
        classes: shares(prediction, &reasoner.manifest().labels),
        judgement,
        picture: shown(&rgb),
        response: shown(&maps.response_rgb()),
        entropy: shown(&maps.entropy_rgb()),
        rgb,
        maps,
    })
}

/// The most probable classes with their shares.
fn shares(prediction: &Prediction, labels: &[String]) -> Vec<(String, f64)> {
    let mut classes: Vec<usize> = (0..prediction.scores.len()).collect();
    classes.sort_by(|a, b| prediction.scores[*b].total_cmp(&prediction.scores[*a]));
    let name = |class: usize| match labels.get(class) {
        Some(label) => label.clone(),
        None => class.to_string(),
    };
    let shown = classes.into_iter().take(SHOWN_CLASSES);
    shown
        .map(|class| (name(class), prediction.confidence(class)))
        .collect()
}

/// Pixels `[height, width, 3]` as a picture.
fn shown(rgb: &Array3<u8>) -> Arc<Picture> {
    let (height, width, _) = rgb.dim();
    let samples = Samples::U8(rgb.iter().copied().collect());
    Arc::new(Picture::from_raster(Raster::new(
        width as u32,
        height as u32,
        3,
        samples,
    )))
}

/// The folder for attacked pictures, and the names in it that are taken.
pub struct AttackFolder {
    path: PathBuf,
    taken: HashSet<String>,
}

impl AttackFolder {
    /// A folder, made where it is missing.
    ///
    /// # Errors
    /// When it cannot be made or written to.
    pub fn open(path: &Path) -> Result<Self, InspectError> {
        let probed = std::fs::create_dir_all(path).and_then(|()| tempfile::tempfile_in(path));
        match probed {
            Ok(_) => Ok(Self {
                path: path.to_path_buf(),
                taken: HashSet::new(),
            }),
            Err(error) => Err(InspectError::Write {
                path: path.to_path_buf(),
                reason: error.to_string(),
            }),
        }
    }

    /// The files for an attacked page, a PNG and a tensor: named after its file and the attack, with
    /// a number where two pictures have the same name.
    fn files(&mut self, page: &PicturePage, kind: Attack) -> [PathBuf; 2] {
        let stem = page.path.file_stem().unwrap_or_default().to_string_lossy();
        let plain = match page.page {
            1 => format!("{stem}-{kind}"),
            page => format!("{stem}-{page}-{kind}"),
        };
        let mut name = plain.clone();
        let mut number = 2;
        while !self.taken.insert(name.clone()) {
            name = format!("{plain}-{number}");
            number += 1;
        }
        ["png", "npy"].map(|extension| self.path.join(format!("{name}.{extension}")))
    }
}

/// Attacks one picture file, and writes what comes of it into a folder: a picture of 8 bits without
/// loss, and the tensor as the model takes it.
///
/// # Errors
/// As [`attempt`], and when a file cannot be written.
pub fn attack_to_files(
    reasoner: &Reasoner,
    page: &PicturePage,
    (kind, settings): (Attack, &Settings),
    folder: &mut AttackFolder,
    work: &Work,
) -> Result<Attacked, InspectError> {
    let prepared = prepare_file(&page.path, page.page, &reasoner.manifest().input, work)?;
    let laboratory = reasoner.laboratory(prepared.shape(), work)?;
    let outcome = laboratory.attack(&prepared, kind, settings, &[], work)?;
    let [png, tensor] = folder.files(page, kind);
    save_picture(&laboratory.raster(&outcome.adversarial), &png)?;
    save_tensor(&outcome, &tensor)?;
    let labels = &reasoner.manifest().labels;
    Ok(Attacked {
        picture: page.name(),
        before: ClassShare::best(&outcome.before, labels),
        after: ClassShare::best(&outcome.after, labels),
        succeeded: outcome.succeeded,
        rms: outcome.rms,
        l2: outcome.l2,
        linf: outcome.linf,
        changed_pixels: outcome.changed_pixels,
        queries: outcome.queries,
        gradients: outcome.gradients,
        notes: outcome.notes.iter().map(ToString::to_string).collect(),
        png,
        tensor,
    })
}

/// Writes a picture as PNG, all of it or nothing.
///
/// # Errors
/// When the file cannot be written.
pub fn save_picture(raster: &Raster, path: &Path) -> Result<(), InspectError> {
    imaging::save_png(raster, path).map_err(|error| InspectError::Write {
        path: path.to_path_buf(),
        reason: error.to_string(),
    })
}

/// Writes the adversarial picture as the model takes it, as a NumPy file.
///
/// # Errors
/// When the file cannot be written.
pub fn save_tensor(outcome: &Outcome, path: &Path) -> Result<(), InspectError> {
    let tensor = Tensor::F32(outcome.prepared.clone());
    runtime::npy::write(path, &tensor).map_err(|source| InspectError::Write {
        path: path.to_path_buf(),
        reason: source.to_string(),
    })
}
