//! An attack on one picture, with all that is to be seen of it.

use std::path::PathBuf;
use std::sync::Arc;

use attacks::{Outcome, Prediction};
use imaging::Picture;
use insight::{Judgement, ResponseMaps};
use ndarray::Array3;

/// An attack on one picture, with all that is to be seen of it.
pub struct Attempt {
    /// The picture's name.
    pub picture: String,
    /// What the attack found.
    pub outcome: Outcome,
    /// The factor by which the change is amplified to be seen.
    pub amplification: f32,
    /// The picture before the attack, with what the model sees in it.
    pub before: Side,
    /// The picture behind the attack.
    pub after: Side,
    /// The change, amplified, `[height, width, 3]`.
    pub change_rgb: Array3<u8>,
    /// The same, to be shown.
    pub change: Arc<Picture>,
}

/// A picture before or behind an attack.
pub struct Side {
    /// The classes, most probable first.
    pub classes: Vec<(String, f64)>,
    /// The picture as the model takes it, `[height, width, 3]`.
    pub rgb: Array3<u8>,
    /// Its response and the entropy of that.
    pub maps: ResponseMaps,
    /// What the detector says; none where it was not calibrated.
    pub judgement: Option<Judgement>,
    /// The picture, to be shown.
    pub picture: Arc<Picture>,
    /// The response, to be shown.
    pub response: Arc<Picture>,
    /// The entropy, to be shown.
    pub entropy: Arc<Picture>,
}

/// What became of one of many pictures.
#[derive(Clone, PartialEq, Debug)]
pub struct Attacked {
    /// The picture's name.
    pub picture: String,
    /// Its class before the attack.
    pub before: ClassShare,
    /// Its class behind it.
    pub after: ClassShare,
    /// Whether the attack reached what it wanted.
    pub succeeded: bool,
    /// Root mean square of the change, a share of the full range.
    pub rms: f64,
    /// Euclidean norm of the change.
    pub l2: f64,
    /// Largest change of a sample, a share of the full range.
    pub linf: f64,
    /// Pixels of which any channel changed.
    pub changed_pixels: usize,
    /// Pictures that the model was asked for without a gradient.
    pub queries: u64,
    /// Gradients that were taken.
    pub gradients: u64,
    /// What must be said beside it.
    pub notes: Vec<String>,
    /// The adversarial picture as a file.
    pub png: PathBuf,
    /// The same as the model takes it.
    pub tensor: PathBuf,
}

/// A class with its share of the prediction.
#[derive(Clone, PartialEq, Debug, serde::Serialize)]
pub struct ClassShare {
    /// The class, from 0.
    pub class: usize,
    /// Its name, where it has one.
    pub label: Option<String>,
    /// Its share by softmax, 0 to 1.
    pub probability: f64,
}

impl ClassShare {
    /// The class that wins.
    #[must_use]
    pub fn best(prediction: &Prediction, labels: &[String]) -> Self {
        Self {
            class: prediction.class,
            label: labels.get(prediction.class).cloned(),
            probability: prediction.confidence(prediction.class),
        }
    }

    /// The label, or the number where there is none.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.label {
            Some(label) => label.clone(),
            None => self.class.to_string(),
        }
    }
}
