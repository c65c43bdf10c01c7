//! Why there is no attack and no score.

use explain::ExplainError;
use jobs::Cancelled;
use response::ResponseError;
use runtime::RuntimeError;

/// Why there is no attack and no score. The message says what happened and what to do. That a
/// picture withstood is no error but an [`Outcome`](crate::Outcome).
#[derive(Debug, thiserror::Error)]
pub enum AttackError {
    /// The model cannot be differentiated or run.
    #[error(transparent)]
    Explain(ExplainError),
    /// The response cannot be measured.
    #[error(transparent)]
    Response(#[from] ResponseError),
    /// An attack was given a number that makes no sense.
    #[error("{what} is {value}, but must be {needed}")]
    Setting {
        /// The setting.
        what: &'static str,
        /// Its value.
        value: String,
        /// What it may be.
        needed: &'static str,
    },
    /// The ends of the range of the input's channels make no sense.
    #[error(
        "the range of the input's channels goes from {low:?} to {high:?}; each channel needs two \
         different finite ends. Correct the input's scale, mean and deviation in the model pack"
    )]
    Range {
        /// What a sample of 0 becomes, by channel.
        low: Vec<f32>,
        /// What a sample of 1 becomes, by channel.
        high: Vec<f32>,
    },
    /// The prepared picture is none of this model.
    #[error(
        "the prepared picture has the shape {shape:?}; an attack takes one picture, [1, …], with \
         {channels} channels on axis {channel_axis} and two axes of places"
    )]
    Shape {
        /// The shape that was given.
        shape: Vec<usize>,
        /// Channels of the input.
        channels: usize,
        /// The axis of the channels.
        channel_axis: usize,
    },
    /// There is no other class to turn the picture into.
    #[error(
        "the model gives {0} score for a picture; an attack needs a classifier with two classes or \
         more. Choose another output of the model"
    )]
    TooFewClasses(usize),
    /// The class asked for is not among the model's.
    #[error("the model has {count} classes, and class {class} is not among them (the first is 0)")]
    NoSuchClass {
        /// The class asked for.
        class: usize,
        /// How many there are.
        count: usize,
    },
    /// The model answers nothing that could be compared.
    #[error(
        "some scores of the picture are not numbers, so that no class wins; see whether the input \
         is prepared as the model needs it"
    )]
    NotANumber,
    /// The work was cancelled.
    #[error("cancelled")]
    Cancelled,
}

impl From<ExplainError> for AttackError {
    fn from(error: ExplainError) -> Self {
        match error {
            ExplainError::Cancelled | ExplainError::Runtime(RuntimeError::Cancelled) => {
                Self::Cancelled
            }
            other => Self::Explain(other),
        }
    }
}

impl From<Cancelled> for AttackError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}
