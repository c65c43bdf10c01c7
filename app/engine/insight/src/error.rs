//! Why a model could not be looked into.

use attacks::{AttackError, CalibrationError};
use detection::DetectionError;
use explain::ExplainError;
use figures::FiguresError;
use imaging::ImagingError;
use jobs::Cancelled;
use packs::PackError;
use response::ResponseError;

/// Why a model could not be looked into. The message says what happened and what to do.
#[derive(Debug, thiserror::Error)]
pub enum InsightError {
    /// The picture cannot be made an input of the model.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The picture cannot be read.
    #[error(transparent)]
    Picture(#[from] ImagingError),
    /// The thing cannot be looked at.
    #[error(transparent)]
    Detection(#[from] DetectionError),
    /// The answer cannot be explained.
    #[error(transparent)]
    Explain(#[from] ExplainError),
    /// The picture cannot be attacked or scored.
    #[error(transparent)]
    Attack(#[from] AttackError),
    /// The threshold cannot be used.
    #[error(transparent)]
    Calibration(#[from] CalibrationError),
    /// The response cannot be measured.
    #[error(transparent)]
    Response(#[from] ResponseError),
    /// The figure cannot be drawn or written.
    #[error(transparent)]
    Figure(#[from] FiguresError),
    /// The work was cancelled.
    #[error("cancelled")]
    Cancelled,
}

impl InsightError {
    /// Whether nothing went wrong, but the work was cancelled.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        match self {
            Self::Cancelled
            | Self::Explain(ExplainError::Cancelled)
            | Self::Attack(AttackError::Cancelled)
            | Self::Detection(DetectionError::Cancelled) => true,
            Self::Picture(error) => error.is_cancelled(),
            _ => false,
        }
    }
}

impl From<Cancelled> for InsightError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}
