//! Why there is no map of a picture.

use std::path::PathBuf;

use imaging::ImagingError;
use jobs::Cancelled;
use runtime::RuntimeError;

/// Why there is no map of a picture. The message says what happened and what to do.
#[derive(Debug, thiserror::Error)]
pub enum SegmentationError {
    /// The pack's model says nothing of single pixels.
    #[error(
        "the model {name:?} says nothing of single pixels; choose a pack with an output of pixel \
         classes or an anomaly map"
    )]
    NoMap {
        /// Name of the pack.
        name: String,
    },
    /// The picture cannot be read.
    #[error(transparent)]
    Picture(#[from] ImagingError),
    /// The model cannot be loaded or run.
    #[error(transparent)]
    Runtime(#[from] RuntimeError),
    /// The model has no output of the name that the manifest gives.
    #[error("the model has no output {output:?} of numbers; correct its name in the manifest: {}", path.display())]
    NoOutput {
        /// The name in the manifest.
        output: String,
        /// The model.
        path: PathBuf,
    },
    /// The output has another shape than a map of the tile.
    #[error(
        "the output {output:?} has the shape {shape:?} for a tile of {tile_px:?} pixels (width, \
         height), where {channels} maps are needed that are smaller by one whole factor which \
         divides every step of the tiles; correct the manifest: {}", path.display()
    )]
    WrongShape {
        /// The output.
        output: String,
        /// Its shape.
        shape: Vec<usize>,
        /// Width and height of the tile.
        tile_px: [u32; 2],
        /// How many maps the manifest promises.
        channels: usize,
        /// The model.
        path: PathBuf,
    },
    /// The map has values that are no numbers.
    #[error(
        "the output {output:?} holds values that are not numbers (NaN) or infinite; check the \
         picture and the model's normalisation: {}", path.display()
    )]
    NotNumbers {
        /// The output.
        output: String,
        /// The model.
        path: PathBuf,
    },
    /// The model sees something nearly everywhere in a huge picture.
    #[error(
        "the map of this picture needs more than {limit_mib} MiB, since the model sees something \
         nearly everywhere; use a smaller picture, or a model that fits what it shows"
    )]
    MapTooLarge {
        /// The most that a map may take, in MiB.
        limit_mib: u64,
    },
    /// The work was cancelled.
    #[error("cancelled")]
    Cancelled,
}

impl SegmentationError {
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

impl From<Cancelled> for SegmentationError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}
