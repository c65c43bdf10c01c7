//! Why nothing could be looked for on a picture.

use std::path::PathBuf;

use imaging::ImagingError;
use jobs::Cancelled;
use runtime::RuntimeError;

/// Why nothing could be looked for on a picture. The message says what happened and what to do.
#[derive(Debug, thiserror::Error)]
pub enum DetectionError {
    /// The pack is no detector.
    #[error(
        "the model {name:?} finds no things; choose a pack whose manifest has a [detector] with \
         outputs of energy, box-edges and features"
    )]
    NoDetector {
        /// Name of the pack.
        name: String,
    },
    /// The unit of the picture is no length that can be worked with.
    #[error(
        "a unit of {unit_px} pixels is of no use in a picture of {width_px} x {height_px} pixels; \
         measure it anew: it must be from {least_px:.2} pixels, below which nothing can be read, up \
         to the picture's longer side"
    )]
    Unit {
        /// The unit that was given.
        unit_px: f64,
        /// The least unit that the model can work with.
        least_px: f64,
        /// Width of the picture.
        width_px: u32,
        /// Height of the picture.
        height_px: u32,
    },
    /// The picture would be larger than anything sensible at the model's scale.
    #[error(
        "the picture of {width_px} x {height_px} pixels would become {scaled_width_px} x \
         {scaled_height_px} at the scale of the model, which is too large; check its unit of \
         {unit_px} pixels, or cut the picture into parts"
    )]
    TooLarge {
        /// Width of the picture.
        width_px: u32,
        /// Height of the picture.
        height_px: u32,
        /// Width at the model's scale.
        scaled_width_px: u64,
        /// Height at the model's scale.
        scaled_height_px: u64,
        /// The unit that was given.
        unit_px: f64,
    },
    /// The picture cannot be read.
    #[error(transparent)]
    Picture(#[from] ImagingError),
    /// A model of the pack cannot be loaded or run.
    #[error(transparent)]
    Runtime(#[from] RuntimeError),
    /// A model has no input or output of the name that the manifest gives.
    #[error(
        "the model has no {role} {name:?} of numbers; correct its name in the manifest: {}",
        path.display()
    )]
    NoValue {
        /// What the manifest calls it: `input` or `output`.
        role: &'static str,
        /// The name in the manifest.
        name: String,
        /// The model file.
        path: PathBuf,
    },
    /// An output has another shape than it should.
    #[error(
        "the output {output:?} has the shape {shape:?}, where {expected} is needed; correct the \
         manifest or export the model again: {}", path.display()
    )]
    WrongShape {
        /// The output.
        output: String,
        /// Its shape.
        shape: Vec<usize>,
        /// The shape that it should have, in words.
        expected: String,
        /// The model file.
        path: PathBuf,
    },
    /// An output holds values that are no numbers.
    #[error(
        "the output {output:?} holds values that are not numbers (NaN) or infinite; check the \
         picture and the model's normalisation: {}", path.display()
    )]
    NotNumbers {
        /// The output.
        output: String,
        /// The model file.
        path: PathBuf,
    },
    /// An output should hold probabilities, and does not.
    #[error(
        "the output {output:?} holds {value}, where numbers from 0 to 1 are needed; export the \
         model again with a sigmoid or a softmax at the end of its graph: {}", path.display()
    )]
    NotProbabilities {
        /// The output.
        output: String,
        /// The first value that is out of range.
        value: f32,
        /// The model file.
        path: PathBuf,
    },
    /// The model sees something nearly everywhere.
    #[error(
        "the model finds more than {limit} things on the picture; check the picture's unit of \
         {unit_px} pixels, or use a model that fits what the picture shows"
    )]
    TooMany {
        /// The most that are kept.
        limit: usize,
        /// The unit that was given.
        unit_px: f64,
    },
    /// The work was cancelled.
    #[error("cancelled")]
    Cancelled,
}

impl DetectionError {
    /// Whether nothing went wrong, but the work was cancelled.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        match self {
            Self::Cancelled | Self::Runtime(RuntimeError::Cancelled) => true,
            Self::Picture(error) => error.is_cancelled(),
            _ => false,
        }
    }
}

impl From<Cancelled> for DetectionError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}
