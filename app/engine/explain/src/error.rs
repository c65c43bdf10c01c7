//! Why there is no explanation.

use std::io;
use std::path::PathBuf;

use graph::{DifferentiateError, GraphError, OpsetProblem};
use jobs::Cancelled;
use runtime::{CastError, RuntimeError};

use crate::memory::Memory;

/// Why there is no explanation. The message says what happened and what to do.
#[derive(Debug, thiserror::Error)]
pub enum ExplainError {
    /// The model cannot be loaded or run.
    #[error(transparent)]
    Runtime(RuntimeError),
    /// The model file cannot be read.
    #[error(transparent)]
    Graph(#[from] GraphError),
    /// The model cannot be differentiated.
    #[error("{}{}", .0, what_remains(.0))]
    Differentiate(DifferentiateError),
    /// The model uses a version of the operators that cannot be differentiated.
    #[error(transparent)]
    Opset(#[from] OpsetProblem),
    /// There is no room for the working copy of the model.
    #[error(
        "a working copy of the model cannot be written ({source}); make room on the disk, or set \
         another folder for temporary files (TMPDIR): {}", folder.display()
    )]
    WorkingCopy {
        /// The folder for the copy.
        folder: PathBuf,
        /// What the file system said.
        source: io::Error,
    },
    /// No output of the model holds floats.
    #[error("the model has no output of floats, so there is nothing to explain")]
    NoTarget,
    /// The model takes nothing.
    #[error("the model takes no input, so there is nothing to differentiate by")]
    NoInput,
    /// The model has no input of the name given.
    #[error("the model has no input {name:?}; its inputs are {}", quoted(inputs))]
    NoSuchInput {
        /// The name given.
        name: String,
        /// The inputs that it has.
        inputs: Vec<String>,
    },
    /// The model takes more than a picture.
    #[error(
        "the model takes {} beside the picture {picture:?}, and there is nothing to give it; export \
         the model with fixed values in their place",
        quoted(others)
    )]
    OtherInputs {
        /// The input that the picture goes into.
        picture: String,
        /// The others.
        others: Vec<String>,
    },
    /// The picture does not fit into the input's type.
    #[error(transparent)]
    Cast(#[from] CastError),
    /// A run would need more than the machine has.
    #[error(
        "there is not enough memory: it takes {0}. Close other programs, use a smaller picture, or \
         export the model with an open batch"
    )]
    NotEnoughMemory(Memory),
    /// A method was given a number that makes no sense.
    #[error("{what} is {value}, but must be {needed}")]
    Setting {
        /// The setting.
        what: &'static str,
        /// Its value.
        value: String,
        /// What it may be.
        needed: &'static str,
    },
    /// The model has no layer that a method could look at.
    #[error(
        "the model has no layer in which places of the picture can be told apart; name one \
         (--tensor; `inspect layers` lists them)"
    )]
    NoLayer,
    /// The layer that was named cannot be laid over a picture.
    #[error(
        "the tensor {name:?} of the shape {shape} is no map of the picture; `inspect layers` says which are"
    )]
    NotAMap {
        /// The tensor.
        name: String,
        /// Its shape in words.
        shape: String,
    },
    /// The class asked for is not among the target's.
    #[error("the model has {count} classes, and class {class} is not among them (the first is 0)")]
    NoSuchClass {
        /// The class asked for.
        class: usize,
        /// How many there are.
        count: usize,
    },
    /// A class or a loss was asked of a value that holds no classes.
    #[error(
        "{target:?} is no list of classes; name one of its elements, or explain its activations"
    )]
    NoClasses {
        /// The target.
        target: String,
    },
    /// The channel asked for is not among the layer's.
    #[error(
        "the layer has {count} channels, and channel {channel} is not among them (the first is 0)"
    )]
    NoSuchChannel {
        /// The channel asked for.
        channel: usize,
        /// How many there are.
        count: usize,
    },
    /// The shape of the target is known only when the model runs.
    #[error(
        "the size of {target:?} is not known before the model runs; choose the tensor before it, \
         or export the model with fixed sizes"
    )]
    OpenTarget {
        /// The target.
        target: String,
    },
    /// What is to be sent back has another shape than the target.
    #[error(
        "what is sent back has the shape {given:?}, but the target {target:?} has {expected:?}"
    )]
    SeedShape {
        /// The target.
        target: String,
        /// Its shape.
        expected: Vec<usize>,
        /// The shape given.
        given: Vec<usize>,
    },
    /// The work was cancelled.
    #[error("cancelled")]
    Cancelled,
}

/// What can still be asked of a model of which a gradient cannot.
fn what_remains(error: &DifferentiateError) -> &'static str {
    match error {
        DifferentiateError::NoRule(_) | DifferentiateError::NotFloat { .. } => {
            "; occlusion needs no gradient"
        }
        _ => "",
    }
}

fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    names.join(", ")
}

impl From<RuntimeError> for ExplainError {
    fn from(error: RuntimeError) -> Self {
        match error {
            RuntimeError::Cancelled => Self::Cancelled,
            other => Self::Runtime(other),
        }
    }
}

impl From<DifferentiateError> for ExplainError {
    fn from(error: DifferentiateError) -> Self {
        Self::Differentiate(error)
    }
}

impl From<Cancelled> for ExplainError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}
