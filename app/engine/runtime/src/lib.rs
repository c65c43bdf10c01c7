//! ONNX Runtime: finding the library, providers, sessions, and what really ran where.
//!
//! The library is loaded while the program runs, from an absolute path ([`library_candidates`],
//! [`Runtime::load`]), so that everything else works without it. A [`Model`] is one file loaded on
//! one [`Provider`]; its [`Placement`] says how many nodes each provider took. Values go in and
//! come out as [`Tensor`]s, and a run ends early when its [`jobs::Work`] is cancelled.
//!
//! This crate alone speaks to `ort`, and its `unsafe` code stands in two places: `probe`, which
//! looks into a library before it is used, and `assignment`, which reads the placement.

mod assignment;
mod canonical;
mod cast;
mod convert;
mod element;
mod error;
mod folders;
mod input_check;
mod library;
mod load;
mod model;
mod model_problem;
pub mod npy;
mod ort_text;
mod placement;
mod probe;
mod provider;
mod registration;
mod runtime;
mod session;
mod spec;
mod statistics;
mod tensor;
mod trial;

pub use canonical::{canonicalise, value_specs};
pub use cast::CastError;
pub use element::ElementKind;
pub use error::{FailedLibrary, RuntimeError, ValueRole};
pub use input_check::InputProblem;
pub use library::{LibraryCandidate, LibrarySource, library_candidates};
pub use load::LoadOptions;
pub use model::{Model, RunResult};
pub use model_problem::ModelProblem;
pub use ort_text::OrtText;
pub use placement::{PassedOver, Placement};
pub use probe::LibraryProblem;
pub use provider::{Provider, ProviderChoice, UnknownProvider};
pub use runtime::Runtime;
pub use session::Optimisation;
pub use spec::TensorSpec;
pub use statistics::{FiniteStatistics, Statistics};
pub use tensor::Tensor;
pub use trial::{ProviderProblem, ProviderReport};
